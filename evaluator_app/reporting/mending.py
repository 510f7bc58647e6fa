# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a mine has to put right, as a list; and the notice of it, which is the record form with room to sign and to seal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.mending_course import STATE_TERMS
from evaluator_app.domain.mending_limit import MendingLimit, is_open
from evaluator_app.i18n import Translate
from evaluator_app.reporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
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
    Words,
)
from evaluator_app.reporting.forms import FormSource, cited, form_document

_TONES = {
    RectificationState.ORDERED: Tone.WARN,
    RectificationState.REPORTED: Tone.ACCENT,
    RectificationState.CLOSED: Tone.OK,
    RectificationState.ESCALATED: Tone.BAD,
}


@dataclass(frozen=True, slots=True)
class ListedThing:
    """One thing to be put right, as it is listed."""

    thing: Rectification
    title: str
    is_late: bool
    note: str = ""
    """How the finding behind it has changed; empty where it has not."""
    before: tuple[Evidence, ...] = ()
    after: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class MendingSource:
    """What the list is written from."""

    assessment: Assessment
    things: Sequence[ListedThing]
    limit: MendingLimit
    on: date
    photo: Callable[[Evidence], bytes | Path]
    """Where the picture of a piece of evidence is."""
    translate: Translate
    language: str


def mending_document(source: MendingSource, *, is_sheet: bool = False) -> Document:
    """Return the list: every thing in a row, then photos of before and after; a sheet has a column for each part of a row."""
    _ = source.translate
    title = _("List of what is to be mended")
    mine, profile = source.assessment.mine, source.assessment.profile
    late = sum(1 for each in source.things if each.is_late)
    left = sum(1 for each in source.things if is_open(each.thing))
    pairs = (
        (_("Mine"), mine.name),
        (_("Firm that evaluates"), profile.organization or "–"),
        (_("Date"), source.on.isoformat()),
        (
            _("To be mended in all"),
            _("{all} things, {open} of them open, {late} overdue").format(all=len(source.things), open=left, late=late),
        ),
        (_("Longest time"), _("{months} months, by {clause}").format(months=source.limit.months, clause=cited(source.limit.provenance, _))),
    )
    blocks: list[Block] = [Heading(1, title, numbered=False), KeyValues(pairs, columns=1)]
    if late:
        words = _("{late} things were due before {day} and are not closed.").format(late=late, day=source.on.isoformat())
        blocks.append(Notice(Tone.BAD, _("Overdue"), words))
    blocks += [_sheet_table(source)] if is_sheet else [_page_table(source), *_photos(source)]
    return _framed(Document(title=f"{title} {mine.name}", subject=title, blocks=tuple(blocks), header=mine.name), source)


def notice_document(form: FormSource, limit: MendingLimit, language: str) -> Document:
    """Return the notice: the form as it is filled in, who set the longest time, and places for the seals of both sides."""
    _ = form.translate
    document = form_document(replace(form, is_to_sign=True))
    firm, mine = form.assessment.profile.organization or "–", form.assessment.mine.name
    day = _("Date: ____________")
    closing: tuple[Block, ...] = (
        Paragraph(
            _("Longest time for mending: {months} months, by {clause}").format(months=limit.months, clause=cited(limit.provenance, _))
        ),
        SignatureArea(
            (
                SignatureSlot("seal-firm", _("Seal of the firm that evaluates"), firm, SlotKind.SEAL, day),
                SignatureSlot("seal-mine", _("Seal of the mine, on receipt"), mine, SlotKind.SEAL, day),
            )
        ),
    )
    return replace(document, blocks=(*document.blocks, *closing), language=language)


def _framed(document: Document, source: MendingSource) -> Document:
    _ = source.translate
    profile = source.assessment.profile
    return replace(
        document,
        author=profile.organization,
        language=source.language,
        watermark=_("Practice") if profile.is_practice else None,
        words=Words(
            page=_("Page {page} of {pages}"),
            table=_("Table {number}"),
            continued=_("(continued)"),
            digest=_("Digest {digest}"),
            unreadable_photo=_("The photo cannot be read"),
        ),
    )


def _page_table(source: MendingSource) -> Table:
    _ = source.translate
    columns = (
        Column(_("No."), 0.9, Align.CENTER),
        Column(_("Item, place, what was found"), 3.2),
        Column(_("What is to be done"), 2.7),
        Column(_("Responsible, due"), 2),
        Column(_("State"), 1.8, Align.CENTER),
        Column(_("Report and re-check"), 2.5),
    )
    rows = []
    for number, each in enumerate(source.things, start=1):
        thing = each.thing
        found = _lines(each.title, thing.place, thing.problem, each.note)
        who = _lines(thing.responsible or "–", thing.due_on.isoformat() if thing.due_on else "–")
        rows.append(Row((str(number), found, thing.what, who, _state(source, each), _lines(*_told(source, each)) or "–")))
    return Table(columns, tuple(rows) or (Row(("–",) * len(columns)),))


def _sheet_table(source: MendingSource) -> Table:
    _ = source.translate
    columns = (
        Column(_("No."), 0.5, Align.CENTER),
        Column(_("Item"), 1.8),
        Column(_("Place"), 1.2),
        Column(_("The fault found"), 2.4),
        Column(_("What is to be done"), 2.4),
        Column(_("Responsible"), 1),
        Column(_("Ordered on"), 1),
        Column(_("Due"), 1),
        Column(_("State"), 1.2, Align.CENTER),
        Column(_("What the mine reports"), 1.8),
        Column(_("What the re-check saw"), 1.8),
        Column(_("Checked by"), 1),
        Column(_("Checked on"), 1),
        Column(_("Proof"), 1.4),
    )
    rows = []
    for number, each in enumerate(source.things, start=1):
        thing = each.thing
        days = tuple(day.isoformat() if day else "" for day in (thing.ordered_on, thing.due_on, thing.checked_on))
        proof = "\n".join(item.name for item in each.after)
        rows.append(
            Row(
                (
                    *(str(number), each.title, thing.place, _lines(thing.problem, each.note), thing.what, thing.responsible),
                    *(days[0], days[1], _state(source, each), thing.report, thing.words, thing.checked_by, days[2], proof),
                )
            )
        )
    return Table(columns, tuple(rows) or (Row(("–",) * len(columns)),))


def _state(source: MendingSource, each: ListedThing) -> Cell:
    _ = source.translate
    word = STATE_TERMS[each.thing.state].text(_)
    return Cell(_lines(word, _("Overdue") if each.is_late else ""), Tone.BAD if each.is_late else _TONES[each.thing.state])


def _told(source: MendingSource, each: ListedThing) -> Iterator[str]:
    _ = source.translate
    thing = each.thing
    if thing.report:
        yield _("Mine: {words}").format(words=thing.report)
    if thing.checked_on is not None:
        yield _("Re-check {day}, {who}: {words}").format(day=thing.checked_on.isoformat(), who=thing.checked_by, words=thing.words)
    if each.after:
        yield _("Proof: {names}").format(names="、".join(item.name for item in each.after))


def _photos(source: MendingSource) -> Iterator[Block]:
    """Yield pairs of photos where there is proof: as it was on the left, as it is now on the right; one alone where the other lacks."""
    _ = source.translate
    is_headed = False
    for number, each in enumerate(source.things, start=1):
        before, after = (tuple(item for item in side if item.media_type.startswith("image/")) for side in (each.before, each.after))
        if not after:
            continue
        if not is_headed:
            yield Heading(2, _("Photos before and after"), numbered=False)
            is_headed = True
        yield Heading(3, f"{number}　{each.title}　{each.thing.place}".rstrip(), numbered=False)
        for was, now in zip_longest(before, after):
            shown = [(_("Before mending"), was), (_("After mending"), now)]
            yield PhotoGrid(tuple(_photo(source, word, item) for word, item in shown if item is not None))


def _photo(source: MendingSource, word: str, item: Evidence) -> Photo:
    told = "　".join(part for part in (item.place, item.taken_at[:16].replace("T", " "), item.caption) if part)
    return Photo(source.photo(item), (word, told or item.name), item.sha256[:12])


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
