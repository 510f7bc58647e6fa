# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The ledger of observations, the measured values, what does not apply or is open, and what must be mended."""

from __future__ import annotations

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria import Deduction, ScoreState
from evaluator_app.domain.entry import entry_parts
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.template import Gate
from evaluator_app.reporting.chapters.calculations import computed
from evaluator_app.reporting.document import Align, Block, Cell, Column, Heading, Paragraph, Row, Table
from evaluator_app.reporting.source import ReportSource


def ledger(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on everything that takes points: place, count, words, photos, points, clause."""
    _ = source.translate
    numbers = source.numbered_evidence()
    rows, number = [], 0
    for item in source.card.items():
        for deduction in item.award.ledger:
            number += 1
            observation = source.assessment.observations.get(deduction.observation)
            photos = "、".join(str(numbers[e.id]) for e in source.assessment.evidence_of(deduction.observation)) if observation else ""
            rows.append(
                Row(
                    (
                        str(number),
                        f"{item.code} {item.title}",
                        deduction.place or "–",
                        str(observation.count) if observation else "–",
                        _words(source, deduction),
                        photos or "–",
                        f"−{decimal_text(deduction.points)}",
                    )
                )
            )
    total = Row((Cell(_("Total"), span=6), f"−{decimal_text(source.card.lost)}"), strong=True)
    columns = (
        Column(_("No."), 0.9),
        Column(_("Item"), 2),
        Column(_("Place"), 2),
        Column(_("Count"), 0.9, Align.RIGHT),
        Column(_("Facts, rule and clause"), 4.6),
        Column(_("Evidence"), 0.9, Align.CENTER),
        Column(_("Deducted"), 0.9, Align.DECIMAL),
    )
    intro = _("Every lost point stands here with its place, its words and the clause it rests on.")
    if not rows:
        return (Heading(1, _("Ledger of deductions"), new_page=True), Paragraph(_("No point was lost.")))
    return (Heading(1, _("Ledger of deductions"), new_page=True), Paragraph(intro), Table(columns, (*rows, total)))


def measurements(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on values that were entered, and how they were computed."""
    _ = source.translate
    facts, tables = source.template.facts_of(source.assessment.mine.facts), source.template.tables_by_id(source.assessment.day)
    rows = []
    for indicator in source.template.indicators():
        for part in entry_parts(indicator, facts, tables):
            answer = source.assessment.answer(indicator.id, part.path)
            for field in part.inputs:
                if field.name in answer.values:
                    value = f"{decimal_text(answer.values[field.name])} {field.unit}".strip()
                    rows.append(Row((f"{indicator.code} {indicator.title}", source.say(field.label), value)))
                if (how := computed(source, field, answer)) is not None:
                    rows.append(Row((Cell(how, span=3),)))
            rows += [
                Row((f"{indicator.code} {indicator.title}", source.say(field.label), _choice(field.options, answer.choices[field.name])))
                for field in part.inputs
                if answer.choices.get(field.name)
            ]
    if not rows:
        return ()
    columns = (Column(_("Item"), 3), Column(_("Quantity"), 4), Column(_("Value"), 2, Align.RIGHT))
    return (Heading(1, _("Measured and counted values")), Table(columns, tuple(rows)))


def not_counted(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on items that do not apply, are undetermined or are not assessed."""
    _ = source.translate
    rows = [
        Row(
            (
                f"{item.code} {item.title}",
                source.term(item.award.state),
                "\n".join(source.say(reason) for reason in item.award.reasons) or "–",
            )
        )
        for item in source.card.items()
        if item.award.state is not ScoreState.SCORED
    ]
    if not rows:
        return ()
    columns = (Column(_("Item"), 3), Column(_("State"), 1.4, Align.CENTER), Column(_("Reason"), 5))
    without = ""
    if source.card.attainable != source.card.max_score:
        without = _(
            "Points counted: {attainable} of {maximum}; without leaving anything out the awarded points are {awarded} of {maximum}."
        ).format(
            attainable=source.points(source.card.attainable),
            maximum=source.points(source.card.max_score),
            awarded=source.points(source.card.awarded),
        )
    return (Heading(1, _("Items not applicable or open")), Table(columns, tuple(rows), note=without))


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
    heading = Heading(1, _("What must be put right"))
    if not rows:
        return (heading, Paragraph(_("Nothing was found that must be put right.")))
    table = Table(columns, tuple(Row((str(number), *row)) for number, row in enumerate(rows, start=1)))
    return (heading, table, Paragraph(_("The time allowed is set by the authority that lists the mine."), indent=False))


def _words(source: ReportSource, deduction: Deduction) -> str:
    lines = (deduction.text, source.say(deduction.reason), f"（{deduction.clause}）" if deduction.clause else "")
    return "\n".join(line for line in lines if line)


def _choice(options: tuple[tuple[str, str], ...], chosen: str) -> str:
    return dict(options).get(chosen, chosen)
