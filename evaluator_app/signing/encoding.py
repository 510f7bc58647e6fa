# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whether bytes are DER to the letter, so that what they say can be written in no other way. Knows nothing of what they say."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

_SEQUENCE, _SET = 0x10, 0x11
_CONSTRUCTED: Final = 0x20
_MOST_LENGTH_BYTES: Final = 4


def is_der(data: bytes) -> bool:
    """Tell whether the bytes are exactly one DER value, with all that lies in it; what lies in octet strings is not looked at.

    Bit strings must be of whole bytes, as keys and signatures are: their readers overlook a count of spare bits.
    """
    outer = _members(data, 0, len(data))
    if outer is None or len(outer) != 1:
        return False
    waiting = [outer[0]]
    while waiting:
        tag, begin, end = waiting.pop()
        if not tag & _CONSTRUCTED:
            if not _is_plain(tag, data[begin:end]):
                return False
            continue
        members = _members(data, begin, end)
        if members is None or (tag < 0x40 and tag & 0x1F not in (_SEQUENCE, _SET)):
            return False
        if tag == _CONSTRUCTED | _SET and not _is_sorted(data, begin, end, members):
            return False
        waiting += members
    return True


def _members(data: bytes, at: int, end: int) -> list[tuple[int, int, int]] | None:
    """Return tag, begin and end of the values that stand one behind the other; None where they do not fill the room exactly."""
    found = []
    while at < end:
        tag, at = data[at], at + 2
        if tag == 0 or tag & 0x1F == 0x1F or at > end:
            return None
        length = data[at - 1]
        if length >= 0x80:
            count = length - 0x80
            length = int.from_bytes(data[at : at + count])
            if not 1 <= count <= _MOST_LENGTH_BYTES or length < max(0x80, 1 << 8 * (count - 1)):
                return None
            at += count
        if at + length > end:
            return None
        found.append((tag, at, at + length))
        at += length
    return found


def _is_sorted(data: bytes, begin: int, end: int, members: list[tuple[int, int, int]]) -> bool:
    starts = [begin, *(stop for _tag, _start, stop in members)]
    values = [data[start:stop] for start, stop in pairwise(starts)]
    return starts[-1] == end and values == sorted(values)


def _is_plain(tag: int, content: bytes) -> bool:
    """Tell whether a value without members is written in the one way there is."""
    match tag:
        case 0x01:
            return content in (b"\x00", b"\xff")
        case 0x02 | 0x0A:
            return _is_shortest_integer(content)
        case 0x03:
            return content[:1] == b"\0"
        case 0x05:
            return not content
        case 0x06:
            return _is_object_identifier(content)
    return tag & 0x1F not in (_SEQUENCE, _SET) or tag >= 0x40


def _is_shortest_integer(content: bytes) -> bool:
    if len(content) < 2:
        return bool(content)
    return not (content[0] == 0 and content[1] < 0x80) and not (content[0] == 0xFF and content[1] >= 0x80)


def _is_object_identifier(content: bytes) -> bool:
    if not content or content[-1] & 0x80:
        return False
    return all(byte != 0x80 or (at > 0 and content[at - 1] & 0x80) for at, byte in enumerate(content))
