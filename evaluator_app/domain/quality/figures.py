# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Figures and where they come from: limits, lines of the verdict, sources."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator_app.domain.criteria import Minimum
from evaluator_app.domain.possible import PossibleMines
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.quality.finding import (
    GAP,
    LOWERED,
    NEWER,
    NO_DATE,
    NO_FIGURE,
    NO_LEVEL,
    NO_LINE,
    NO_NUMBER,
    NO_SOURCE,
    TWO_LIMITS,
    UNCONFIRMED,
    QualityFinding,
)
from evaluator_app.domain.quality.rules import rules_of
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Template
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable

PASS_MARK = say("qua.pass_mark", "The pass mark")
FLOOR = say("qua.floor", "The least rate of a group")
VETO = say("qua.veto", "The veto of constraint items")


def figures(template: Template, mines: PossibleMines) -> Iterator[QualityFinding]:
    """Look at the tables of limits."""
    used = {rule.criterion.table for rule in rules_of(template) if isinstance(rule.criterion, Minimum)}
    for table in template.tables:
        rows = [row for row in table.rows if row.when is None or mines.can_hold(row.when)]
        gaps = [row for row in rows if row.low is None]
        if len(gaps) == len(rows) and table.id in used:
            sentence = say("qua.no_figure_at", "“{table}” has no figure; each assessor must enter the limit.", table=table.title)
            yield QualityFinding(NO_FIGURE, "tables", table.id, sentence)
        for row in gaps:
            sentence = say("qua.gap_at", "“{table}”, {row}: no figure is on file.", table=table.title, row=_named(row))
            yield QualityFinding(GAP, "rows", f"{table.id} {row.id}", sentence)
        yield from _two_limits(table)
    yield from _levels(template)


def _two_limits(table: ThresholdTable) -> Iterator[QualityFinding]:
    known: dict[tuple[object, object], list[ThresholdRow]] = {}
    for row in table.rows:
        others = known.setdefault((row.when, row.level), [])
        clash = next((other for other in others if _differ(row, other)), None)
        if clash is not None:
            sentence = say(
                "qua.two_limits_at",
                "“{table}”: {row} and {other} hold for the same mines and differ.",
                table=table.title,
                row=_named(row),
                other=_named(clash),
            )
            yield QualityFinding(TWO_LIMITS, "rows", f"{table.id} {row.id}", sentence)
        others.append(row)


def _differ(row: ThresholdRow, other: ThresholdRow) -> bool:
    """Tell whether two rows set different limits on one day."""
    one, two = row.provenance, other.provenance
    is_apart = any(
        first.in_force_until is not None and second.in_force_from is not None and first.in_force_until < second.in_force_from
        for first, second in ((one, two), (two, one))
    )
    return not is_apart and None not in (row.low, other.low) and (row.low, row.high) != (other.low, other.high)


def _levels(template: Template) -> Iterator[QualityFinding]:
    tables = template.tables_by_id()
    for rule in rules_of(template):
        if not isinstance(rule.criterion, Minimum) or rule.criterion.level is None:
            continue
        table, level = tables[rule.criterion.table], rule.criterion.level
        if not any(row.level is level and row.low is not None for row in table.rows):
            sentence = say(
                "qua.no_level_at", "“{item}” asks for a level of “{table}” that is not on file.", item=rule.title, table=table.title
            )
            yield QualityFinding(NO_LEVEL, rule.part, rule.target, sentence)


def lines(template: Template) -> Iterator[QualityFinding]:
    """Look at pass mark, floor and veto."""
    rules = template.rating
    if rules.pass_mark is None:
        sentence = say("qua.no_pass_mark", "No pass mark is set; no mine can be qualified.")
        yield QualityFinding(NO_LINE, "rating", "", sentence)
    for what, is_set, source in (
        (PASS_MARK, rules.pass_mark is not None, rules.pass_mark_source),
        (FLOOR, rules.group_floor is not None, rules.group_floor_source),
        (VETO, rules.constraint_is_veto, rules.constraint_source),
    ):
        if is_set and source.confidence is not Confidence.READ:
            sentence = say("qua.unconfirmed_at", "{what} is not confirmed by an official text.", what=what)
            yield QualityFinding(UNCONFIRMED, "rating", "", sentence)
    for document in template.newer_documents:
        name = " ".join(filter(None, (document.number, document.document)))
        sentence = say("qua.newer_at", "The figures of {document} are not on file.", document=name)
        yield QualityFinding(NEWER, "newer_documents", "", sentence)


def lowered(template: Template, base: Template) -> Iterator[QualityFinding]:
    """Say which lines are lower than in what the template was laid over."""
    new, old = template.rating, base.rating
    for what, now, before in ((PASS_MARK, new.pass_mark, old.pass_mark), (FLOOR, new.group_floor, old.group_floor)):
        if before is not None and (now is None or now < before):
            shown: Sentence | str = say("qua.unset", "not set") if now is None else f"{now:f}"
            sentence = say("qua.lowered_at", "{what}: {now}, in the base {before}.", what=what, now=shown, before=before)
            yield QualityFinding(LOWERED, "rating", "", sentence)
    if old.constraint_is_veto and not new.constraint_is_veto:
        sentence = say("qua.veto_dropped", "Unmet constraint items no longer fail the mine, as they do in the base.")
        yield QualityFinding(LOWERED, "rating", "", sentence)


def sources(template: Template) -> Iterator[QualityFinding]:
    """Look at where items and figures come from."""
    seen: dict[str, Provenance] = {}
    for part, target, title, source in _sourced(template):
        if not source.document:
            yield QualityFinding(
                NO_SOURCE, part, target, say("qua.no_source_at", "It is not said where “{thing}” comes from.", thing=title)
            )
        elif source.document not in seen:
            seen[source.document] = source
            name = {"document": source.document}
            if not source.number:
                yield QualityFinding(NO_NUMBER, part, target, say("qua.no_number_at", "{document} has no number.", **name))
            if source.in_force_from is None:
                sentence = say("qua.no_date_at", "{document}: from when it is in force is not said.", **name)
                yield QualityFinding(NO_DATE, part, target, sentence)


def _sourced(template: Template) -> Iterator[tuple[str, str, str, Provenance]]:
    yield "", "", template.title, template.provenance
    for prerequisite in template.prerequisites:
        yield "prerequisites", prerequisite.id, f"{prerequisite.code} {prerequisite.title}", prerequisite.provenance
    for item in template.indicators():
        yield "indicators", item.id, f"{item.code} {item.title}", item.provenance
    for table in template.tables:
        for row in table.rows:
            yield "rows", f"{table.id} {row.id}", f"{table.title} · {_named(row)}", row.provenance
    for area in template.areas:
        yield "areas", area.id, area.title, area.provenance
    for deadline in template.deadlines:
        yield "deadlines", deadline.id, deadline.title, deadline.provenance


def _named(row: ThresholdRow) -> str:
    return row.condition_text or row.id
