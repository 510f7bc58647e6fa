# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a report says beside score and verdict: points by area, renewal and removal, deadlines, rules that are not on file."""

from __future__ import annotations

from datetime import date

from evaluator_app.domain.areas import area_scores
from evaluator_app.domain.deadlines import DueDate, due_dates
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.rating import Standing
from evaluator_app.domain.terms import gate_term
from evaluator_app.reporting.document import Align, Block, BulletList, Cell, Column, Notice, Row, Table, Tone
from evaluator_app.reporting.source import ReportSource

_TONES = {Standing.REACHED: Tone.OK, Standing.MISSED: Tone.BAD, Standing.OPEN: Tone.WARN}


def areas(source: ReportSource) -> tuple[Block, ...]:
    """Return the table of points by area; nothing where the template has no areas."""
    _ = source.translate
    scores = area_scores(source.template, source.card)
    if not scores:
        return ()
    rows = tuple(
        Row(
            (
                area.title,
                str(area.items),
                *(source.points(n) for n in (area.max_score, area.attainable, area.awarded, area.lost, area.open)),
            )
        )
        for area in scores
    )
    columns = (
        Column(_("Area"), 4),
        Column(_("Items"), 1, Align.RIGHT),
        Column(_("Points"), 1.2, Align.DECIMAL),
        Column(_("Attainable"), 1.7, Align.DECIMAL),
        Column(_("Awarded"), 1.45, Align.DECIMAL),
        Column(_("Lost"), 1.2, Align.DECIMAL),
        Column(_("Open"), 1.2, Align.DECIMAL),
    )
    said = dict.fromkeys(_said_of(area.provenance) for area in source.template.areas)
    return (Table(columns, rows, caption=_("Points by area"), note="；".join(words for words in said if words)),)


def gates(source: ReportSource) -> tuple[Block, ...]:
    """Return a box for the renewal of the licence and the place in the list, where the template has such gates."""
    blocks: list[Block] = []
    for gate in source.rating.gates:
        blocks.append(Notice(_TONES[gate.standing], source.say(gate_term(gate)), source.term(gate.gate)))
        if gate.reasons:
            blocks.append(BulletList(tuple(source.say(reason) for reason in gate.reasons), ordered=True))
    return tuple(blocks)


def deadlines(source: ReportSource) -> tuple[Block, ...]:
    """Return the table of days by which something is due, as seen on the day of the assessment."""
    _ = source.translate
    due = due_dates(source.template, source.template.facts_of(source.assessment.mine.facts))
    if not due:
        return ()
    columns = (
        Column(_("Deadline"), 2.4),
        Column(_("Counted from"), 1.5),
        Column(_("Last day"), 1.5),
        Column(_("On the day of the assessment"), 1.8),
        Column(_("Document"), 3.4),
    )
    rows = tuple(
        Row((d.title, source.day(d.counted_from), source.day(d.due_on), _left(source, d), cited(source, d.provenance))) for d in due
    )
    return (Table(columns, rows, caption=_("Deadlines")),)


def newer_documents(source: ReportSource) -> tuple[Block, ...]:
    """Return the warning that rules are in force whose text is not on file."""
    _ = source.translate
    newer = source.template.newer_on(source.assessment.day)
    if not newer:
        return ()
    lines = [f"{cited(source, document)} {document.note}".rstrip() for document in newer]
    words = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
    return (Notice(Tone.WARN, _("Rules in force whose text is not on file"), words),)


def cited(source: ReportSource, provenance: Provenance) -> str:
    """Return document, number, clause, and the days between which it is in force as far as they are known."""
    _ = source.translate
    number = f"（{provenance.number}）" if provenance.number else ""
    named = f"{provenance.document}{number} {provenance.clause}".strip() or "–"
    return f"{named}　{_in_force(source, provenance.in_force_from, provenance.in_force_until)}".rstrip("　")


def _in_force(source: ReportSource, first: date | None, last: date | None) -> str:
    _ = source.translate
    if first and last:
        return _("in force from {first} to {last}").format(first=source.day(first), last=source.day(last))
    if first:
        return _("in force from {first}").format(first=source.day(first))
    return _("in force until {last}").format(last=source.day(last)) if last else ""


def _said_of(provenance: Provenance) -> str:
    return f"{provenance.document}：{provenance.note}" if provenance.note else provenance.document


def _left(source: ReportSource, due: DueDate) -> Cell | str:
    _ = source.translate
    day = source.assessment.day
    if due.due_on is None:
        return Cell(_("date not given"), Tone.WARN)
    if day is None:
        return "–"
    days = (due.due_on - day).days
    if days < 0:
        return Cell(_("over by {days} days").format(days=-days), Tone.BAD)
    return _("{days} days left").format(days=days)
