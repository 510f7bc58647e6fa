# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""End of the report's body: the conclusion with the distance to each line, and the signature page."""

from __future__ import annotations

from evaluator_app.domain.rating import Line, LineKind, Standing
from evaluator_app.domain.scope import is_partial
from evaluator_app.domain.status import Verdict
from evaluator_app.reporting.chapters import partial
from evaluator_app.reporting.chapters.beside import gates
from evaluator_app.reporting.chapters.team import ordered_team
from evaluator_app.reporting.document import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    Notice,
    Paragraph,
    Row,
    SignatureArea,
    SignatureSlot,
    SlotKind,
    Table,
    Tone,
    reference,
)
from evaluator_app.reporting.numerals import capital_number
from evaluator_app.reporting.rich_text import composed
from evaluator_app.reporting.source import ReportSource

_VERDICT_TONES = {
    Verdict.QUALIFIED: Tone.OK,
    Verdict.QUALIFIED_IN_RESERVE: Tone.OK,
    Verdict.NOT_QUALIFIED: Tone.BAD,
    Verdict.UNDETERMINED: Tone.WARN,
}


def conclusion(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter with the verdict, what it rests on and the distance to each line; no verdict where a part was looked at."""
    _ = source.translate
    if is_partial(source.template, source.assessment):
        return partial.conclusion(source)
    rating = source.rating
    rows = tuple(_distance_row(source, line) for line in (rating.total, *rating.floors))
    columns = (
        Column(_("Line"), 4),
        Column(_("Required"), 1.4, Align.DECIMAL),
        Column(_("Secured"), 1.4, Align.DECIMAL),
        Column(_("Distance"), 1.4, Align.DECIMAL),
        Column(_("Standing"), 1.6, Align.CENTER),
    )
    mine = source.assessment.mine.name
    return (
        Heading(1, _("Conclusion"), anchor="conclusion", new_page=True),
        Notice(
            _VERDICT_TONES[rating.verdict],
            _("{mine}: {verdict}").format(mine=mine, verdict=source.term(rating.verdict)),
            _total(source),
        ),
        BulletList(tuple(source.say(reason) for reason in rating.reasons), ordered=True),
        *_counted(source),
        Table(columns, rows, caption=_("Distance to each line"), anchor="distances"),
        *gates(source),
    )


def _total(source: ReportSource) -> str:
    """Return the points; in Chinese in capital numerals as well, which no stroke can alter."""
    _ = source.translate
    secured, maximum = source.rating.total.secured, source.card.max_score
    words = _("{points} of {maximum} points").format(points=source.points(secured), maximum=source.points(maximum))
    return f"{words}（大写：{capital_number(secured)}分）" if source.is_chinese else words


def _counted(source: ReportSource) -> tuple[Block, ...]:
    """Lead to the score without what does not apply, where that makes a difference and is in the report."""
    _ = source.translate
    if source.card.attainable == source.card.max_score or not source.includes("not_counted"):
        return ()
    words = _("Items that do not apply are left out of the total; {chapter} says what the score is with and without them.")
    return (Paragraph(composed(words, chapter=reference("not-counted"))),)


def signatures(source: ReportSource) -> tuple[Block, ...]:
    """Return the signature page: assessors, leader, firm's seal."""
    _ = source.translate
    day = _("Date:")
    slots = [
        SignatureSlot(f"assessor-{m.id}", _("Leader") if m.is_leader else _("Member"), m.name, date_line=day) for m in ordered_team(source)
    ]
    firm = source.assessment.profile.organization or "–"
    issued = source.official_day(source.issued_on)  # under the seal stands the day of issue, as GB/T 9704 has it
    slots.append(SignatureSlot("organization", _("Firm (seal)"), firm, SlotKind.SEAL, date_line=issued))
    own = source.own_words(source.layout.responsibility)
    words = _("We answer for the facts, scores and verdict of this report.")
    if is_partial(source.template, source.assessment):
        words = _("We answer for the facts of this report.")
    return (
        Heading(1, _("Signatures"), anchor="signatures", new_page=True),
        *(Paragraph(line) for line in (own or words).splitlines()),
        SignatureArea(tuple(slots)),
    )


def _distance_row(source: ReportSource, line: Line) -> Row:
    _ = source.translate
    title = _("Total") if line.kind is LineKind.TOTAL else line.title
    if not line.is_confirmed:
        title += _(" (line not confirmed)")
    tone = {Standing.REACHED: Tone.OK, Standing.MISSED: Tone.BAD, Standing.OPEN: Tone.WARN}[line.standing]
    return Row(
        (
            title,
            source.points(line.required),
            source.points(line.secured),
            source.points(line.distance),
            Cell(source.term(line.standing), tone),
        )
    )
