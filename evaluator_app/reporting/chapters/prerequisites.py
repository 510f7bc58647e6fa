# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the prerequisites: by what hangs on them, each with its result, what was measured, noted, seen and attached."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.scope import left_out
from evaluator_app.domain.scoring import PrerequisiteResult
from evaluator_app.domain.template import FactKind, Gate, Prerequisite
from evaluator_app.reporting.document import (
    Align,
    Block,
    Cell,
    Column,
    GroupRow,
    Heading,
    Paragraph,
    RichText,
    Row,
    Table,
    Tone,
    bold,
    linked,
)
from evaluator_app.reporting.rich_text import joined_lines
from evaluator_app.reporting.source import ReportSource

_TONES = {Outcome.MET: Tone.OK, Outcome.NOT_MET: Tone.BAD, Outcome.PENDING: Tone.WARN}


def prerequisites(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter; what is not asked of this mine is named below the table."""
    _ = source.translate
    known = {prerequisite.id: prerequisite for prerequisite in source.template.prerequisites}
    skipped = left_out(source.template, source.assessment)
    results = [each for each in source.card.prerequisites if each.outcome is not Outcome.NOT_APPLICABLE and each.id not in skipped]
    gates = [gate for gate in Gate if any(result.gate is gate for result in results)]
    rows: list[Row | GroupRow] = []
    for gate in gates:
        if len(gates) > 1 or gate is not Gate.SCORING:
            rows.append(GroupRow(source.term(gate)))
        rows.extend(_row(source, known[result.id], result) for result in results if result.gate is gate)
    columns = (
        Column(_("No."), 0.9),
        Column(_("Prerequisite"), 4),
        Column(_("Result"), 1.2, Align.CENTER),
        Column(_("Facts and evidence"), 4),
    )
    table = (Table(columns, tuple(rows)),) if rows else ()
    return (Heading(1, _("Prerequisites"), anchor="prerequisites", new_page=True), *table, *_not_asked(source))


def _row(source: ReportSource, asked: Prerequisite, result: PrerequisiteResult) -> Row:
    required: RichText = (bold(asked.title), "\n" + asked.requirement)
    outcome = Cell(source.term(result.outcome), _TONES.get(result.outcome, Tone.MUTED))
    return Row((result.code, required, outcome, joined_lines(_facts(source, asked, result)) or "–"))


def _facts(source: ReportSource, asked: Prerequisite, result: PrerequisiteResult) -> Iterator[RichText]:
    _ = source.translate
    yield from (source.say(reason) for reason in result.measured)
    noted = source.assessment.answer(asked.id).choices
    for ask in asked.asks:
        words = noted.get(ask.id, "").strip()
        if not words:
            continue
        if ask.kind is FactKind.CHOICE:
            words = next((option.title for option in ask.options if option.id == words), words)
        elif ask.kind is FactKind.FLAG:
            words = {"true": _("Yes"), "false": _("No")}.get(words, words)
        yield f"{ask.title}：{words} {ask.unit}".rstrip()
    yield from (f"{o.place}：{o.text}" if o.place else o.text for o in source.assessment.observations_of(asked.id))
    finding = source.assessment.findings.get(asked.id)
    yield from (line for line in (source.assessment.answer(asked.id).reason, finding.remark if finding else "") if line)
    numbers = source.numbered_evidence()
    for item in source.assessment.evidence_of(asked.id):
        yield linked(f"{_('Evidence')} {numbers[item.id]}：{item.caption or item.name}", f"evidence-{item.id}")


def _not_asked(source: ReportSource) -> tuple[Block, ...]:
    _ = source.translate
    idle = [result for result in source.card.prerequisites if result.outcome is Outcome.NOT_APPLICABLE]
    if not idle:
        return ()
    names = "、".join(f"{result.code} {result.title}" for result in idle)
    words = _("Not asked of this mine, or not in this kind of assessment: {names}").format(names=names)
    return (Paragraph(words, indent=False),)
