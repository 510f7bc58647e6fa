# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The boxes that HEIC, MP4 and QuickTime files are made of: their kind by the first one, and a walk over the others.

Reads headers alone; what is inside a box is for others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

HEIC = "image/heic"
MP4 = "video/mp4"
QUICKTIME = "video/quicktime"

_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis"), HEIC),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"mmp4", b"MSNV"), MP4),
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6", b"3g2a", b"XAVC", b"hvc1", b"dash"), MP4),
    b"qt  ": QUICKTIME,
}
_GENERAL = (b"mif1", b"msf1")
"""Brands that say "pictures" and leave to the others which."""
_BEGINS_QUICKTIME = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
"""First boxes of old QuickTime files, which name no brand."""
_BOX_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Box:
    """One box."""

    kind: bytes
    start: int
    """Where its content begins."""
    end: int
    """Where it ends; may lie beyond the end of a file that is cut off."""


def boxed_type(head: bytes) -> str | None:
    """Return the media type that the first box of a file shows: HEIC, MP4, QUICKTIME, or None."""
    if head[4:8] != b"ftyp":
        return QUICKTIME if head[4:8] in _BEGINS_QUICKTIME else None
    brands = _brands(head)
    if brands[0] in _GENERAL:
        return HEIC if any(_BRANDS.get(brand) == HEIC for brand in brands[1:]) else None
    return next((found for brand in brands if (found := _BRANDS.get(brand))), None)


def unread_picture(head: bytes) -> str:
    """Return the name of the picture format that the first box shows where it is one that is not read; empty if it is none."""
    if head[4:8] != b"ftyp" or boxed_type(head) is not None:
        return ""
    brands = _brands(head)
    if b"avif" in brands or b"avis" in brands:
        return "AVIF"
    return "HEIF" if {*brands} & {*_GENERAL, b"hevc", b"hevx"} else ""


def boxes(source: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes that follow one another from start to end; ends quietly at what is no box."""
    for _count in range(_BOX_LIMIT):
        if start + 8 > end:
            return
        source.seek(start)
        head = source.read(16)
        length, kind, content = int.from_bytes(head[:4], "big"), head[4:8], start + 8
        if length == 1:
            length, content = int.from_bytes(head[8:16], "big"), start + 16
        elif length == 0:
            length = end - start
        if len(kind) < 4 or length < content - start:
            return
        yield Box(kind, content, start + length)
        start += length


def inside(source: BinaryIO, path: tuple[bytes, ...], size: int) -> Box | None:
    """Return the first box that a path of kinds leads to; None if there is none, or it reaches beyond the file."""
    found = Box(b"", 0, size)
    for kind in path:
        step = next((box for box in boxes(source, found.start, found.end) if box.kind == kind), None)
        if step is None or step.end > size:
            return None
        found = step
    return found


def _brands(head: bytes) -> tuple[bytes, ...]:
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return (head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4)))
