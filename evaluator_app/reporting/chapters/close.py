# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""End of the report: the conclusion, the signature page, and the annexes with photos, sources and data."""

from __future__ import annotations

from decimal import Decimal

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.evidence_kinds import origin
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.rating import Line, LineKind, Standing
from evaluator_app.domain.status import Verdict
from evaluator_app.reporting.chapters.beside import cited
from evaluator_app.reporting.document import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
    Photo,
    PhotoGrid,
    Row,
    SignatureArea,
    SignatureSlot,
    SlotKind,
    Table,
    Tone,
)
from evaluator_app.reporting.source import SHORT_DIGEST, ReportSource

_VERDICT_TONES = {
    Verdict.QUALIFIED: Tone.OK,
    Verdict.QUALIFIED_IN_RESERVE: Tone.OK,
    Verdict.NOT_QUALIFIED: Tone.BAD,
    Verdict.UNDETERMINED: Tone.WARN,
}


def conclusion(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter with the verdict, what it rests on and the distance to each line."""
    _ = source.translate
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
        Heading(1, _("Conclusion"), new_page=True),
        Notice(
            _VERDICT_TONES[rating.verdict],
            _("{mine}: {verdict}").format(mine=mine, verdict=source.term(rating.verdict)),
            _("{points} of {maximum} points").format(
                points=source.points(rating.total.secured), maximum=source.points(source.card.max_score)
            ),
        ),
        BulletList(tuple(source.say(reason) for reason in rating.reasons), ordered=True),
        Table(columns, rows, caption=_("Distance to each line")),
    )


def signatures(source: ReportSource) -> tuple[Block, ...]:
    """Return the signature page: assessors, leader, firm's seal."""
    _ = source.translate
    team = sorted(source.assessment.team.values(), key=lambda member: (not member.is_leader, member.id))
    day = _("Date:")
    slots = [SignatureSlot(f"assessor-{m.id}", _("Leader") if m.is_leader else _("Member"), m.name, date_line=day) for m in team]
    firm = source.assessment.profile.organization or "–"
    slots.append(SignatureSlot("organization", _("Firm (seal)"), firm, SlotKind.SEAL, date_line=day))
    words = _("We answer for the facts, scores and verdict of this report.")
    return (Heading(1, _("Signatures"), new_page=True), Paragraph(words), SignatureArea(tuple(slots)))


def annexes(source: ReportSource) -> tuple[Block, ...]:
    """Return the annexes: evidence with photos, sources and gaps of the rules, data for checking."""
    return (*_evidence(source), *_sources(source), *_data(source))


def _evidence(source: ReportSource) -> tuple[Block, ...]:
    _ = source.translate
    numbers = source.numbered_evidence()
    listed = sorted(source.assessment.evidence.values(), key=lambda item: numbers[item.id])
    if not listed:
        return ()
    photos = tuple(
        Photo(source.photo(item), _photo_lines(source, item, numbers[item.id]), item.sha256[:SHORT_DIGEST])
        for item in listed
        if item.media_type.startswith("image/")
    )
    rows = tuple(Row((str(numbers[item.id]), item.name, _used_for(source, item), item.sha256)) for item in listed)
    columns = (Column(_("No."), 0.9), Column(_("File"), 2.2), Column(_("Supports"), 3), Column("SHA-256", 4))
    blocks: list[Block] = [Heading(1, _("Annex A: evidence"), numbered=False, new_page=True)]
    if photos:
        blocks.append(PhotoGrid(photos))
    return (*blocks, Table(columns, rows, caption=_("List of evidence")))


def _photo_lines(source: ReportSource, item: Evidence, number: int) -> tuple[str, ...]:
    _ = source.translate
    if item.revision_of:
        return _made_lines(source, item, number)
    when = item.taken_at.replace("T", " ") or _("time not recorded")
    where = _position(item.latitude, item.longitude) or _("position not recorded")
    first = f"{number}　{item.caption or item.name}"
    return (first, f"{item.place}　{when}".strip("　"), where)


def _made_lines(source: ReportSource, item: Evidence, number: int) -> tuple[str, ...]:
    """Say of a sketch or clip what it was made of, by name, page and number in the annex."""
    _ = source.translate
    made_of = origin(source.assessment, item)
    cited = source.say(made_of) if made_of else ""
    title, below = (cited, item.caption) if item.region else (item.caption or cited, item.place)
    original = source.numbered_evidence().get(item.revision_of)
    if original is None:
        whence = "" if cited == title else cited
    elif item.region:
        whence = _("Cut from no. {number} of this annex, page {page}").format(number=original, page=item.page)
    elif item.page:
        whence = _("Drawn on no. {number} of this annex, page {page}").format(number=original, page=item.page)
    else:
        whence = _("Drawn on no. {number} of this annex").format(number=original)
    return tuple(line for line in (f"{number}　{title}", below, whence) if line)


def _position(latitude: Decimal | None, longitude: Decimal | None) -> str:
    return f"{latitude}, {longitude}" if latitude is not None and longitude is not None else ""


def _used_for(source: ReportSource, item: Evidence) -> str:
    observations = source.assessment.observations
    targets = dict.fromkeys(observations[t].target if t in observations else t for t in item.targets)
    findings = source.assessment.findings
    former = {target: findings[target].former_title for target in targets if target in findings}
    return "、".join(former.get(target) or source.template.title_of(target) for target in targets) or "–"


def _sources(source: ReportSource) -> tuple[Block, ...]:
    _ = source.translate
    rows = []
    for table in source.template.tables:
        for row in table.rows:
            limit = "–" if row.low is None else source.points(row.low)
            if row.low is not None and row.high is not None and row.high != row.low:
                limit = f"{source.points(row.low)}–{source.points(row.high)}"
            tone = Tone.WARN if row.provenance.confidence is not Confidence.READ else Tone.PLAIN
            confidence = Cell(source.term(row.provenance.confidence), tone)
            named = (table.title, row.condition_text or "–", f"{limit} {table.unit}".strip(), cited(source, row.provenance), confidence)
            rows.append(Row(named))
    columns = (
        Column(_("Limit"), 2.2),
        Column(_("Condition"), 2.2),
        Column(_("Value"), 1.1),
        Column(_("Document"), 3.4),
        Column(_("Confidence"), 1.8),
    )
    gaps = [f"{item.code} {item.title}：{source.say(gap)}" for item in source.card.items() for gap in item.award.gaps]
    blocks: list[Block] = [Heading(1, _("Annex B: sources of the rules and gaps"), numbered=False, new_page=True)]
    if gaps:
        blocks += [Paragraph(_("Rules that are not on file:"), indent=False), BulletList(tuple(gaps))]
    if rows:
        blocks.append(Table(columns, tuple(rows), caption=_("Limits on file")))
    return tuple(blocks)


def _data(source: ReportSource) -> tuple[Block, ...]:
    _ = source.translate
    profile = source.assessment.profile
    return (
        Heading(1, _("Annex C: data and checking"), numbered=False),
        Paragraph(_("This file carries assessment, scoring template and score as an attachment; anyone can recompute the score from it.")),
        KeyValues(
            (
                (_("Assessment id"), source.assessment.id),
                (_("Template"), f"{profile.template.id} {profile.template.edition}"),
                (_("Digest of the template"), profile.template.digest),
            )
        ),
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
