# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the three rates: each with its value, limit and points, the formula it was computed by and the quantities put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluator_app.domain.assessment import Answer
from evaluator_app.domain.criteria import Award, InputField
from evaluator_app.domain.entry import entry_parts
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.template import Indicator
from evaluator_app.reporting.chapters.calculations import computed
from evaluator_app.reporting.document import Align, Block, Cell, Column, GroupRow, Heading, Paragraph, Row, Table, Tone, linked, toned
from evaluator_app.reporting.source import ReportSource


@dataclass(frozen=True, slots=True)
class MeasuredRate:
    """One rate of an item, as it was entered."""

    indicator: Indicator
    part: str
    """Path of the part of the item; empty for the item itself."""
    field: InputField
    answer: Answer


def measured_rates(source: ReportSource) -> tuple[MeasuredRate, ...]:
    """Return the rates that were entered or computed, in the order of the template."""
    facts, tables = source.template.facts_of(source.assessment.mine.facts), source.template.tables_by_id(source.assessment.day)
    found: list[MeasuredRate] = []
    for indicator in source.template.indicators():
        for part in entry_parts(indicator, facts, tables):
            answer = source.assessment.answer(indicator.id, part.path)
            found += [
                MeasuredRate(indicator, part.path, field, answer)
                for field in part.inputs
                if field.rate is not None and (field.name in answer.values or field.name in answer.calculations)
            ]
    return tuple(found)


def rates(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter; nothing where no rate was entered."""
    found = measured_rates(source)
    if not found:
        return ()
    _ = source.translate
    scores = {item.id: item.award for item in source.card.items()}
    rows = [row for rate in found for row in _rate(source, rate, scores[rate.indicator.id])]
    columns = (
        Column(_("Quantity"), 2.6),
        Column(_("Value"), 1.2, Align.RIGHT),
        Column(_("Against the limit"), 4.4),
        Column(_("Points"), 1.2, Align.RIGHT),
    )
    words = _("Recovery in mining, recovery in processing, comprehensive use: value, limit, and what each was computed from.")
    return (Heading(1, _("The three rates"), anchor="rates"), Paragraph(words), Table(columns, tuple(rows), caption=_("The three rates")))


def _rate(source: ReportSource, rate: MeasuredRate, award: Award) -> Iterator[Row | GroupRow]:
    _ = source.translate
    award = _part(award, rate.part) or award
    yield GroupRow((linked(f"{rate.indicator.code} {rate.indicator.title}", f"item-{rate.indicator.id}"),))
    value = rate.answer.values.get(rate.field.name)
    shown = f"{decimal_text(value)} {rate.field.unit}".strip() if value is not None else "–"
    said = "\n".join(source.say(reason) for reason in award.reasons) or "–"
    points = f"{source.points(award.awarded)} / {source.points(award.attainable)}"
    yield Row((source.say(rate.field.label), shown, said, points))
    how = computed(source, rate.field, rate.answer)
    if how is None:
        how = toned(_("Entered as a value; no quantities are on record that it could be computed from."), Tone.WARN)
    yield Row((Cell(how, span=4),))


def _part(award: Award, path: str) -> Award | None:
    """Return the award of one part, however deep; None where the item itself is meant."""
    for part in award.parts:
        if part.path == path:
            return part.award
        if (inner := _part(part.award, path)) is not None:
            return inner
    return None
