# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The round before beside this one: what it was, each item then and now with the reasons, photos of then beside those of now."""

from __future__ import annotations

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.item_states import outcome_words
from evaluator_app.domain.pairing_photos import as_evidence, shown_pairs
from evaluator_app.domain.rounds import EarlierPhoto, EarlierRound, ReplacedItem
from evaluator_app.domain.side_by_side import ItemBeside, RoundBeside, beside
from evaluator_app.domain.terms import term
from evaluator_app.reporting.document import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    KeyValues,
    Paragraph,
    Photo,
    PhotoGrid,
    RichText,
    Row,
    Table,
    Tone,
    linked,
)
from evaluator_app.reporting.source import SHORT_DIGEST, ReportSource


def side_by_side(source: ReportSource) -> tuple[Block, ...]:
    """Return the section on the scores of both rounds; nothing where it starts from nothing."""
    _ = source.translate
    found = beside(source.template, source.assessment, source.card, source.rating)
    if found is None:
        return ()
    blocks: list[Block] = [Heading(2, _("Both rounds side by side")), KeyValues(_frame(source, found.earlier))]
    if found.frame:
        blocks.append(BulletList(tuple(source.say(sentence) for sentence in found.frame)))
    blocks.append(Paragraph(_counts(source, found)))
    if found.changed:
        columns = (
            Column(_("Item"), 3),
            Column(_("Then"), 1.1, Align.RIGHT),
            Column(_("As it is now"), 1.1, Align.RIGHT),
            Column(_("Difference"), 1.2, Align.RIGHT),
            Column(_("What has changed, and why"), 4.2),
        )
        rows = tuple(_row(source, item) for item in found.changed)
        blocks.append(Table(columns, rows, caption=_("Items of both rounds that differ")))
    return tuple(blocks)


def photo_pairs(source: ReportSource) -> tuple[Block, ...]:
    """Return the photos of then, each with one of now beside it, two by two; nothing where none are paired."""
    _ = source.translate
    found = shown_pairs(source.assessment)
    if not found:
        return ()
    photos: list[Photo] = []
    for pair in found:
        then, now = pair.then, pair.now[0]
        photos.append(Photo(source.photo(as_evidence(then)), _then_lines(source, then), then.sha256[:SHORT_DIGEST]))
        photos.append(Photo(source.photo(now), _now_lines(source, pair.now), now.sha256[:SHORT_DIGEST]))
    words = _("On the left as it was found in the round before, on the right as it is now; {count} pairs.").format(count=len(found))
    return (Heading(2, _("Photos then and now")), Paragraph(words), PhotoGrid(tuple(photos), columns=2))


def _frame(source: ReportSource, earlier: EarlierRound) -> tuple[tuple[str, str], ...]:
    _ = source.translate
    first, last = earlier.visit_from, earlier.visit_to
    days = source.day(first) if last in (None, first) else f"{source.day(first)} – {source.day(last)}"
    verdict = source.say(term(earlier.verdict)) if earlier.verdict is not None else _("none: it looked at a part only")
    pairs = (
        (_("Round before"), f"{source.say(term(earlier.kind))}　{_('No. {number}').format(number=earlier.id[:8].upper())}"),
        (_("Assessed by"), earlier.organization),
        (_("On site"), days),
        (_("Scoring template"), f"{earlier.template_title or earlier.template}　{earlier.edition}"),
        (_("Points that were certain"), source.points(earlier.points)),
        (_("Verdict"), verdict),
    )
    return tuple((label, value) for label, value in pairs if value and value != "–")


def _counts(source: ReportSource, found: RoundBeside) -> str:
    _ = source.translate
    if found.is_partial:
        words = _("{looked} of {all} items and prerequisites were looked at, so there is no total; {changed} of them differ.")
    else:
        words = _("Of {all} items and prerequisites {changed} differ; the others are as they were.")
    said = words.format(looked=len(found.looked_at), all=len(found.items), changed=len(found.changed))
    return f"{said} {_('{count} are not looked at yet.').format(count=found.waiting)}".strip() if found.waiting else said


def _row(source: ReportSource, item: ItemBeside) -> Row:
    known = {each.id for each in source.card.items()}
    title: RichText = linked(item.title, f"item-{item.target}") if item.target in known else item.title
    reasons = "\n".join(source.say(reason) for reason in item.reasons)
    difference = item.difference
    shown, tone = "–", Tone.PLAIN
    if difference is not None:
        shown = f"+{decimal_text(difference)}" if difference > 0 else f"−{decimal_text(-difference)}" if difference < 0 else "0"
        tone = Tone.OK if difference > 0 else Tone.BAD if difference < 0 else Tone.PLAIN
    return Row((title, _side(source, item.before), _side(source, item.now), Cell(shown, tone), reasons))


def _side(source: ReportSource, side: ReplacedItem | None) -> str:
    _ = source.translate
    if side is None:
        return "–"
    if side.points is None:
        return source.say(outcome_words(side.outcome))
    of = f" / {decimal_text(side.attainable)}" if side.attainable is not None else ""
    return f"{_('open')}{of}" if side.open and side.open == side.attainable else f"{decimal_text(side.points)}{of}"


def _then_lines(source: ReportSource, then: EarlierPhoto) -> tuple[str, ...]:
    _ = source.translate
    named = _("Then: {what}").format(what=then.place or then.caption or then.name or "–")
    when = then.taken_at.replace("T", " ")[:19] or _("time not recorded")
    return (named, when, *_looking(source, then))


def _now_lines(source: ReportSource, now: tuple[Evidence, ...]) -> tuple[str, ...]:
    _ = source.translate
    numbers = source.numbered_evidence()
    first = now[0]
    named = _("Now: {what} (photo {number})").format(what=first.place or first.caption or first.name, number=numbers[first.id])
    when = first.taken_at.replace("T", " ")[:19] or _("time not recorded")
    more = "、".join(str(numbers[each.id]) for each in now[1:])
    also = (_("See also photos {numbers}").format(numbers=more),) if more else ()
    return (named, when, *_looking(source, first), *also)


def _looking(source: ReportSource, photo: EarlierPhoto | Evidence) -> tuple[str, ...]:
    _ = source.translate
    return () if photo.direction is None else (_("looking {degrees}°").format(degrees=round(photo.direction)),)
