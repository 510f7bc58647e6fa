# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What came before: the mine's own points beside ours, what became of the faults of the round before, both rounds side by side."""

from __future__ import annotations

from evaluator_app.domain.comparing_rounds import Gap, gaps
from evaluator_app.domain.rounds import EarlierFault, EarlierState
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.reporting.chapters.side_by_side import photo_pairs, side_by_side
from evaluator_app.reporting.document import Align, Block, Cell, Column, Heading, Paragraph, Row, Table, Tone
from evaluator_app.reporting.source import SHORT_DIGEST, ReportSource

_STATES: dict[EarlierState, tuple[Sentence, Tone]] = {
    EarlierState.NOT_LOOKED_AT: (say("earlier.not_looked_at", "Not looked at again"), Tone.WARN),
    EarlierState.MENDED: (say("earlier.mended", "Mended"), Tone.OK),
    EarlierState.PARTLY_MENDED: (say("earlier.partly_mended", "Partly mended"), Tone.WARN),
    EarlierState.NOT_MENDED: (say("earlier.not_mended", "Not mended"), Tone.BAD),
    EarlierState.NO_LONGER_THERE: (say("earlier.no_longer_there", "No longer there"), Tone.MUTED),
}


def rounds(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter; nothing where there was neither."""
    blocks = (*_own(source), *_earlier(source), *photo_pairs(source), *side_by_side(source))
    if not blocks:
        return ()
    _ = source.translate
    return (Heading(1, _("What came before"), anchor="rounds"), *blocks)


def _own(source: ReportSource) -> tuple[Block, ...]:
    _ = source.translate
    found = gaps(source.template, source.assessment, source.card)
    if not found:
        return ()
    columns = (
        Column(_("Item"), 3),
        Column(_("Own points"), 1, Align.DECIMAL),
        Column(_("Points here"), 1, Align.DECIMAL),
        Column(_("Difference"), 1.4, Align.DECIMAL),
        Column(_("What the mine says"), 3),
    )
    differing = [gap for gap in found if gap.difference]
    words = _("The mine scored {items} items itself; {differing} of them differ.").format(items=len(found), differing=len(differing))
    blocks: list[Block] = [Heading(2, _("The mine's own scores")), Paragraph(words)]
    if differing:
        rows = tuple(_gap_row(source, gap) for gap in sorted(differing, key=lambda gap: -abs(gap.difference)))
        blocks.append(Table(columns, rows, caption=_("Where the mine's own scores differ")))
    return tuple(blocks)


def _gap_row(source: ReportSource, gap: Gap) -> Row:
    said = "\n".join(filter(None, (gap.own.words, gap.own.claimed)))
    title = source.template.title_of(gap.target)
    return Row((title, source.points(gap.own.points), source.points(gap.secured), source.points(gap.difference), said))


def _earlier(source: ReportSource) -> tuple[Block, ...]:
    _ = source.translate
    faults = sorted(source.assessment.earlier.values(), key=lambda fault: (fault.place, fault.target, fault.id))
    if not faults:
        return ()
    columns = (
        Column(_("Place"), 1.4),
        Column(_("Fault of the round before"), 3),
        Column(_("State"), 1.1, Align.CENTER),
        Column(_("What is seen there now"), 2.4),
        Column(_("Photos then / now"), 1.6),
    )
    words = _("The {count} faults of the assessment before were looked at again as follows.").format(count=len(faults))
    table = Table(columns, tuple(_fault_row(source, fault) for fault in faults), caption=_("Faults of the round before"))
    return (Heading(2, _("The round before")), Paragraph(words), table)


def _fault_row(source: ReportSource, fault: EarlierFault) -> Row:
    _ = source.translate
    words, tone = _STATES[fault.state]
    numbers = source.numbered_evidence()
    now = "、".join(str(numbers[name]) for name in fault.evidence if name in numbers)
    then = "\n".join(sha256[:SHORT_DIGEST] for sha256 in fault.photos)
    member = source.assessment.team.get(fault.looked_at_by)
    seen = "\n".join(filter(None, (fault.words, member.name if member else "")))
    count = f"（×{fault.count}）" if fault.count > 1 else ""
    text = f"{source.template.title_of(fault.target)}\n{fault.text}{count}{_ordered(source, fault)}"
    photos = "\n".join(filter(None, (then, _("Now: photo {numbers}").format(numbers=now) if now else "")))
    return Row((fault.place or "–", text, Cell(source.say(words), tone), seen or "–", photos or "–"))


def _ordered(source: ReportSource, fault: EarlierFault) -> str:
    """Return what was ordered about a fault, until when, and what the mine says that it did."""
    _ = source.translate
    if not fault.rectification:
        return ""
    due = _("  (due {day})").format(day=source.day(fault.due_on)) if fault.due_on else ""
    lines = [_("To be put right: {what}{due}").format(what=fault.ordered, due=due)]
    if fault.reported:
        lines.append(_("The mine reports: {words}").format(words=fault.reported))
    return "\n" + "\n".join(lines)
