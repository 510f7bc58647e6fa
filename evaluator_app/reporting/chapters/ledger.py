# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The ledger of observations, the measured values, what does not apply or is open, and what must be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from evaluator_app.domain.assessment import Evidence, Outcome
from evaluator_app.domain.criteria import Deduction, ScoreState
from evaluator_app.domain.entry import entry_parts
from evaluator_app.domain.exact import ZERO, Rounding, decimal_text
from evaluator_app.domain.scope import left_out
from evaluator_app.domain.template import Gate
from evaluator_app.reporting.chapters.beside import deadlines
from evaluator_app.reporting.document import Align, Block, Cell, Column, Heading, Paragraph, Row, Run, Table, linked
from evaluator_app.reporting.source import ReportSource

NOTICE_FORM = "rectification_notice"
"""Id of the record form by which the mine is told what to put right."""
_RATE = Rounding(places=1)


def ledger(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on everything that takes points: place, count, words, photos, points, clause."""
    _ = source.translate
    numbers = source.numbered_evidence()
    rows, number = [], 0
    for item in source.card.items():
        for deduction in item.award.ledger:
            number += 1
            observation = source.assessment.observations.get(deduction.observation)
            attached = source.assessment.evidence_of(deduction.observation) if observation else ()
            rows.append(
                Row(
                    (
                        str(number),
                        linked(f"{item.code} {item.title}", f"item-{item.id}"),
                        deduction.place or "–",
                        str(observation.count) if observation else "–",
                        _words(source, deduction),
                        evidence_links(attached, numbers) or "–",
                        f"−{decimal_text(deduction.points)}",
                    )
                )
            )
    total = Row((Cell(_("Total"), span=6), f"−{decimal_text(source.card.lost)}"), strong=True)
    columns = (
        Column(_("No."), 0.8),
        Column(_("Item"), 1.9),
        Column(_("Place"), 1.8),
        Column(_("Count"), 1.15, Align.RIGHT),
        Column(_("Facts, rule and clause"), 3.9),
        Column(_("Evidence"), 1.5, Align.CENTER),
        Column(_("Deducted"), 1.55, Align.DECIMAL),
    )
    heading = Heading(1, _("Ledger of deductions"), anchor="ledger", new_page=True)
    intro = _("Every lost point stands here with its place, its words and the clause it rests on.")
    if not rows:
        return (heading, Paragraph(_("No point was lost.")))
    return (heading, Paragraph(intro), Table(columns, (*rows, total), caption=_("Ledger of deductions")))


def evidence_links(attached: Iterable[Evidence], numbers: Mapping[str, int]) -> tuple[Run | str, ...]:
    """Return the numbers that evidence has in the annexes, each a link to it; nothing where there is none."""
    runs: list[Run | str] = []
    for item in sorted(attached, key=lambda item: numbers[item.id]):
        runs += ["、", linked(str(numbers[item.id]), f"evidence-{item.id}")]
    return tuple(runs[1:])


def measurements(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on values that were entered, but for the three rates, which have one of their own."""
    _ = source.translate
    facts, tables = source.template.facts_of(source.assessment.mine.facts), source.template.tables_by_id(source.assessment.day)
    rows = []
    for indicator in source.template.indicators():
        for part in entry_parts(indicator, facts, tables):
            answer = source.assessment.answer(indicator.id, part.path)
            for field in part.inputs:
                if field.name in answer.values and field.rate is None:
                    value = f"{decimal_text(answer.values[field.name])} {field.unit}".strip()
                    rows.append(Row((f"{indicator.code} {indicator.title}", source.say(field.label), value)))
            rows += [
                Row((f"{indicator.code} {indicator.title}", source.say(field.label), _choice(field.options, answer.choices[field.name])))
                for field in part.inputs
                if answer.choices.get(field.name)
            ]
    if not rows:
        return ()
    columns = (Column(_("Item"), 3), Column(_("Quantity"), 4), Column(_("Value"), 2, Align.RIGHT))
    return (Heading(1, _("Measured and counted values")), Table(columns, tuple(rows), caption=_("Measured and counted values")))


def not_counted(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on items that do not apply, are undetermined or are not assessed; none that a partial assessment leaves out."""
    _ = source.translate
    skipped = left_out(source.template, source.assessment)
    rows = [
        Row(
            (
                f"{item.code} {item.title}",
                source.term(item.award.state),
                "\n".join(source.say(reason) for reason in item.award.reasons) or "–",
            )
        )
        for item in source.card.items()
        if item.award.state is not ScoreState.SCORED and item.id not in skipped
    ]
    if not rows:
        return ()
    columns = (Column(_("Item"), 3), Column(_("State"), 1.4, Align.CENTER), Column(_("Reason"), 5))
    heading = Heading(1, _("Items not applicable or open"), anchor="not-counted")
    return (heading, Table(columns, tuple(rows), caption=_("Items not applicable or open")), *_with_and_without(source))


def _with_and_without(source: ReportSource) -> tuple[Block, ...]:
    """Return the score as the template counts it, without all items that do not apply, and with them at no points."""
    _ = source.translate
    card = source.card
    idle = [item.award for item in card.items() if item.award.state is ScoreState.NOT_APPLICABLE]
    if not idle or left_out(source.template, source.assessment):
        return ()
    given, counted = sum((award.awarded for award in idle), ZERO), sum((award.attainable for award in idle), ZERO)
    lines = (
        (_("As the template counts them"), card.awarded, card.attainable),
        (_("Without them"), card.awarded - given, card.attainable - counted),
        (_("With them, at no points"), card.awarded - given, card.max_score),
    )
    rows = tuple(
        Row((words, source.points(awarded), source.points(attainable), rate_text(awarded, attainable)))
        for words, awarded, attainable in lines
    )
    columns = (
        Column(_("Items not applicable"), 4),
        Column(_("Awarded"), 1.4, Align.DECIMAL),
        Column(_("Of"), 1.4, Align.DECIMAL),
        Column(_("Rate of points"), 1.6, Align.DECIMAL),
    )
    words = _("The template gives {given} points to {count} items that do not apply.").format(given=source.points(given), count=len(idle))
    table = Table(columns, rows, caption=_("The score with and without the items not applicable"), anchor="with-and-without")
    return (Paragraph(words), table)


def rate_text(awarded: Decimal, attainable: Decimal) -> str:
    """Return a rate of points in percent with one decimal; a dash where nothing could be had."""
    return f"{decimal_text(_RATE.apply(awarded * 100 / attainable))} %" if attainable > ZERO else "–"


def mending(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on what the mine must put right."""
    _ = source.translate
    rows = []
    for result in source.card.prerequisites:
        if result.outcome is Outcome.NOT_MET:
            said = [o.text for o in result.observations] or [result.reason or "；".join(source.say(words) for words in result.measured)]
            what = "；".join(words for words in said if words) or "–"
            weight = _("Prerequisite") if result.gate is Gate.SCORING else source.term(result.gate)
            rows.append((f"{result.code} {result.title}", weight, what))
    for item in source.card.items():
        weight = _("Constraint item") if item.is_constraint else _("Item")
        rows += [
            (f"{item.code} {item.title}", weight, f"{d.place}：{d.text}" if d.place else d.text or source.say(d.reason))
            for d in item.award.ledger
        ]
    columns = (Column(_("No."), 0.9), Column(_("Item"), 2.4), Column(_("Kind"), 1.3), Column(_("What must be put right"), 5))
    heading = Heading(1, _("What must be put right"), anchor="mending")
    if not rows:
        return (heading, Paragraph(_("Nothing was found that must be put right.")), *_by_when(source))
    table = Table(columns, tuple(Row((str(number), *row)) for number, row in enumerate(rows, start=1)), caption=_("To be put right"))
    return (heading, table, *_by_when(source))


def _by_when(source: ReportSource) -> tuple[Block, ...]:
    """Return the days by which: as the template says, and as a notice to the mine says; no period is made up."""
    _ = source.translate
    due, agreed = deadlines(source), _agreed(source)
    if not due and not agreed:
        return (Paragraph(_("The time allowed is set by the authority that lists the mine."), indent=False),)
    return (Heading(2, _("By when")), *due, *agreed)


def _agreed(source: ReportSource) -> tuple[Block, ...]:
    """Return what notices to the mine say, with the days agreed there."""
    _ = source.translate
    records = [each for each in source.assessment.form_records.values() if each.form.partition("@")[0] == NOTICE_FORM]
    rows = tuple(
        Row(tuple(str(row.values.get(name, "")) or "–" for name in ("place", "problem", "demand", "due_on")))
        for record in sorted(records, key=lambda each: each.id)
        for row in record.rows.get("matters", ())
    )
    columns = (Column(_("Place"), 1.6), Column(_("Problem"), 3), Column(_("Demand"), 3), Column(_("By"), 1.4))
    return (Table(columns, rows, caption=_("Agreed with the mine, by the notice to it")),) if rows else ()


def _words(source: ReportSource, deduction: Deduction) -> str:
    lines = (deduction.text, source.say(deduction.reason), f"（{deduction.clause}）" if deduction.clause else "")
    return "\n".join(line for line in lines if line)


def _choice(options: tuple[tuple[str, str], ...], chosen: str) -> str:
    return dict(options).get(chosen, chosen)
