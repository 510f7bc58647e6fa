# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where photos belong by the divider cards photographed before them, each with its reason. Changes nothing itself.

For each camera alone: what follows a card belongs to it until the next card. Where anything speaks against that, a photo is filed
nowhere rather than wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from evaluator_app.domain.cards import Card, CardKind, ShownTime, Unread, read_code
from evaluator_app.domain.sentence import Sentence, say

PAUSE = timedelta(hours=8)
"""A card holds no longer than this without a photo. The program's own aid: no rule says so."""
_COUNTER = re.compile(r"(.{4})(\d{4})(?:\.[^.]*)?")
"""Names that cameras give by the DCF standard: four characters, a number of four digits."""
_CYCLE = 10_000
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture as filing sees it."""

    evidence: str
    """Id of the evidence."""
    device: str
    """Maker and model of the camera; empty where the file does not say."""
    at: datetime | None
    """When it was taken by the laptop's clock; None where the file states no time."""
    name: str
    codes: tuple[str, ...] = ()
    """Texts of the codes of ours that it shows."""


@dataclass(frozen=True, slots=True)
class CardBook:
    """What the cards of an assessment can name."""

    mark: str
    """The mark of the assessment on its cards."""
    places: Mapping[str, str]
    """Title of each place by id."""
    items: Mapping[str, str]
    """Code and title of each item and prerequisite by id."""


class Role(Enum):
    """What a picture is to filing."""

    PHOTO = "photo"
    CARD = "card"
    """Shows a divider card."""
    CLOCK = "clock"
    """Shows the time of the laptop."""


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a picture belongs by the cards."""

    evidence: str
    role: Role
    why: Sentence
    place: str = ""
    """Title of the place; empty for none."""
    targets: tuple[str, ...] = ()
    """Ids of the items."""
    is_decided: bool = False
    """Whether a card speaks of it; where none does, what it is filed under by other means stays."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What holds for the next photo of a camera."""

    why: Sentence
    """Why what follows is filed so, or nowhere."""
    place: str = ""
    target: str = ""
    card: Shot | None = None
    """The card that was photographed last; None before the first."""


_BEFORE = say("filing.before", "No divider card was photographed before it with this camera.")
_CLOCK = say("filing.clock", "It shows the time of the laptop; it is filed under no item.")
_END = say("filing.end", "The card before it ends filing.")
_OTHER = say("filing.other", "The card before it belongs to another assessment.")
_SEVERAL = say("filing.several", "The photo of the card shows several cards; it is not clear which one holds.")
_UNKNOWN = say("filing.unknown", "The card before it names a place or an item that this assessment does not have.")
_PAUSE = say(
    "filing.pause",
    "More than {hours} hours passed after the last photo, so the card before it no longer holds.",
    hours=int(PAUSE.total_seconds()) // 3600,
)
_JUMP = say(
    "filing.jump",
    "Its time and its number disagree about which card it follows: the clock jumped, or two cameras of one model were used.",
)
_TIMELESS = say("filing.timeless", "It states no time, so it cannot be known which card it follows.")
_TIMELESS_CARD = say("filing.card_timeless", "This photo of a card states no time, so it cannot be known which photos follow it.")


def file_by_cards(shots: Iterable[Shot], book: CardBook) -> Mapping[str, Filed]:
    """Return for each picture where it belongs, by id of the evidence."""
    by_device: dict[str, list[Shot]] = {}
    found: dict[str, Filed] = {}
    for shot in shots:
        if shot.at is None:
            role = role_of(shot.codes)
            found[shot.evidence] = Filed(shot.evidence, role, _TIMELESS_CARD if role is Role.CARD else _TIMELESS)
        else:
            by_device.setdefault(shot.device, []).append(shot)
    for taken in by_device.values():
        found |= {filed.evidence: filed for filed in _along(sorted(taken, key=_order), book)}
    return found


def role_of(codes: Iterable[str]) -> Role:
    """Return what a picture with these codes is to filing."""
    read = [read_code(text) for text in codes]
    if any(not isinstance(code, ShownTime) for code in read):
        return Role.CARD
    return Role.CLOCK if read else Role.PHOTO


def _along(shots: Sequence[Shot], book: CardBook) -> Iterable[Filed]:
    """Walk through the pictures of one camera in their order."""
    standing, last = _Standing(_BEFORE), shots[0]
    for shot, next_card in zip(shots, _next_cards(shots), strict=True):
        role = role_of(shot.codes)
        if standing.card is not None and _gap(last, shot) > PAUSE:
            standing = replace(standing, why=_PAUSE, place="", target="")
        if role is Role.CARD:
            standing = _turned(standing, shot, book)
            yield Filed(shot.evidence, role, standing.why, standing.place, is_decided=True)
        elif role is Role.CLOCK:
            yield Filed(shot.evidence, role, _CLOCK, is_decided=True)
        else:
            yield _photo(shot, standing, next_card)
        last = shot


def _photo(shot: Shot, standing: _Standing, next_card: Shot | None) -> Filed:
    if standing.card is None:
        return Filed(shot.evidence, Role.PHOTO, standing.why)
    if _contradicts(standing.card, shot) or (next_card is not None and _contradicts(shot, next_card)):
        return Filed(shot.evidence, Role.PHOTO, _JUMP, is_decided=True)
    targets = (standing.target,) if standing.target else ()
    return Filed(shot.evidence, Role.PHOTO, standing.why, standing.place, targets, is_decided=True)


def _turned(standing: _Standing, shot: Shot, book: CardBook) -> _Standing:
    """Return what holds after a card; one that cannot be followed ends what held before."""
    cards: dict[CardKind, Card] = {}
    for text in shot.codes:
        code = read_code(text)
        if isinstance(code, Unread):
            return _Standing(say("filing.unread", "The card before it cannot be followed. {reason}", reason=code.why), card=shot)
        if isinstance(code, Card):
            if code.mark != book.mark:
                return _Standing(_OTHER, card=shot)
            if cards and (code.kind in cards or CardKind.END in (code.kind, *cards)):
                return _Standing(_SEVERAL, card=shot)
            cards[code.kind] = code
    return _opened(standing, shot, cards, book)


def _opened(standing: _Standing, shot: Shot, cards: Mapping[CardKind, Card], book: CardBook) -> _Standing:
    """Return what holds after cards that can be followed; an item card within a place is that item at that place."""
    if CardKind.END in cards:
        return _Standing(_END, card=shot)
    place, item = cards.get(CardKind.PLACE), cards.get(CardKind.ITEM)
    if (place is not None and place.key not in book.places) or (item is not None and item.key not in book.items):
        return _Standing(_UNKNOWN, card=shot)
    title = book.places[place.key] if place is not None else standing.place
    if item is None:
        why = say("filing.place", "By the card for {place}, photographed as {card}.", place=title, card=shot.name)
        return _Standing(why, title, "", shot)
    words = book.items[item.key]
    if title:
        why = say("filing.item_at", "By the card for {item} at {place}, photographed as {card}.", item=words, place=title, card=shot.name)
    else:
        why = say("filing.item", "By the card for {item}, photographed as {card}.", item=words, card=shot.name)
    return _Standing(why, title, item.key, shot)


def _next_cards(shots: Sequence[Shot]) -> list[Shot | None]:
    """Return for each picture the card that is photographed next."""
    found: list[Shot | None] = []
    coming: Shot | None = None
    for shot in reversed(shots):
        found.append(coming)
        if role_of(shot.codes) is Role.CARD:
            coming = shot
    return found[::-1]


def _order(shot: Shot) -> tuple[float, list[tuple[int, str]]]:
    """Return the key that sorts pictures: by time, within a second by the numbers in their names."""
    parts = [(int(part) if part.isdigit() and part.isascii() else -1, part) for part in _DIGITS.split(shot.name) if part]
    return (shot.at.timestamp() if shot.at else 0.0, parts)


def _gap(earlier: Shot, later: Shot) -> timedelta:
    return later.at - earlier.at if earlier.at and later.at else timedelta(0)


def _contradicts(earlier: Shot, later: Shot) -> bool:
    """Tell whether the numbers that the camera gave say that the later picture came first; numbers go round after 9999."""
    first, second = _COUNTER.fullmatch(earlier.name), _COUNTER.fullmatch(later.name)
    if first is None or second is None or first[1] != second[1]:
        return False
    return (int(second[2]) - int(first[2])) % _CYCLE > _CYCLE // 2
