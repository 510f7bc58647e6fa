# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the program's own QR codes say: divider cards for places and items, and the time that the laptop shows.

    GM1|<mark of the assessment>|P|<id of a place>|<checksum>      also I for an item; E and an empty id for the end
    GM1T|<time in UTC>|<checksum>

A code is short, so that it can be read from a photo taken in a hurry, and names ids only: titles come from the assessment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from zlib import crc32

from evaluator_app.domain.sentence import Sentence, say

LONGEST_CODE = 200
"""Characters that a code of ours may have."""
MOST_CODES = 8
"""Codes of ours that are kept of one picture."""
UNREADABLE = "GM1|?"
"""Stands for a code that is large in the picture and could not be read, so that nobody can tell whose it is."""
_OURS = re.compile(r"GM\d{1,3}T?\|")
_CARD, _TIME = "GM1", "GM1T"


class CardKind(Enum):
    """What a divider card begins."""

    PLACE = "P"
    ITEM = "I"
    END = "E"
    """The photos that follow are filed nowhere."""


@dataclass(frozen=True, slots=True)
class Card:
    """A divider card as its code says it."""

    mark: str
    """Mark of the assessment it was printed for."""
    kind: CardKind
    key: str = ""
    """Id of the place or item; empty for the end."""


@dataclass(frozen=True, slots=True)
class ShownTime:
    """The time that the laptop showed as a code."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Unread:
    """A code that begins like one of ours and says nothing that counts."""

    why: Sentence


Code = Card | ShownTime | Unread


def mark_of(assessment_id: str) -> str:
    """Return the short mark by which cards name their assessment."""
    return f"{crc32(assessment_id.encode()):08x}"


def card_code(card: Card) -> str:
    """Return the text of a card's code."""
    return _sealed(f"{_CARD}|{card.mark}|{card.kind.value}|{card.key}")


def time_code(at: datetime) -> str:
    """Return the text of a code that shows a time, to the second."""
    return _sealed(f"{_TIME}|{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")


def is_ours(text: str) -> bool:
    """Tell whether a code found in a picture is one of the program's own, readable or not."""
    return len(text) <= LONGEST_CODE and text.isprintable() and _OURS.match(text) is not None


def is_aid(codes: Iterable[str]) -> bool:
    """Tell whether a picture with these codes shows a card or the laptop's time, and so need prove nothing."""
    return any(not isinstance(read_code(text), Unread) for text in codes)


def read_code(text: str) -> Code:
    """Return what a code says."""
    if not is_ours(text):
        return Unread(say("card.foreign", "This code was not made by this program."))
    if text == UNREADABLE:
        return Unread(
            say("card.unreadable", "The photo shows a large code that cannot be read: part of it is cut off, covered or blurred.")
        )
    body, _bar, checksum = text.rpartition("|")
    version, _bar, rest = body.partition("|")
    if version not in (_CARD, _TIME):
        return Unread(say("card.newer", "This code was made by a newer version of the program; it is not understood here."))
    if _sealed(body) != f"{body}|{checksum}":
        return Unread(say("card.damaged", "This code is damaged: its checksum does not fit."))
    found = _time(rest) if version == _TIME else _card(rest)
    return found or Unread(say("card.meaningless", "This code has the right form and says nothing that this program knows."))


def _card(rest: str) -> Card | None:
    mark, _bar, more = rest.partition("|")
    kind, bar, key = more.partition("|")
    if not bar or kind not in {known.value for known in CardKind} or bool(key) == (kind == CardKind.END.value):
        return None
    return Card(mark, CardKind(kind), key)


def _time(rest: str) -> ShownTime | None:
    try:
        return ShownTime(datetime.strptime(rest, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC))
    except ValueError:
        return None


def _sealed(body: str) -> str:
    return f"{body}|{crc32(body.encode()) & 0xFFFF:04x}"
