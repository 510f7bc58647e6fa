# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Videos: their kind by content and the time that the container states. Kept as files; nothing of them is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from evaluator_app.evidence.boxes import MP4, QUICKTIME, boxed_type, boxes, inside

AVI = "video/x-msvideo"
MATROSKA = "video/x-matroska"
VIDEO_TYPES = (MP4, QUICKTIME, AVI, MATROSKA)
VIDEO_LIMIT = 4 * 1024 * 1024 * 1024
"""Bytes above which a video is not taken: more than cards formatted as FAT hold in one file."""

_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""Before this no camera wrote such files: a clock that was never set."""


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What a video's container states; None is "not recorded or absurd"."""

    taken_at: datetime | None = None
    """When it was recorded. The format says UTC; some cameras put their local clock there."""


def video_type(head: bytes) -> str | None:
    """Return the media type of a video by its first bytes; None if it is none."""
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return AVI
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return MATROSKA if b"matroska" in head or b"webm" in head else None
    found = boxed_type(head)
    return found if found in VIDEO_TYPES else None


def read_video(path: Path) -> VideoFacts:
    """Return what the container of an MP4 or QuickTime file states; nothing for other kinds and for what cannot be read."""
    try:
        with path.open("rb") as source:
            size = path.stat().st_size
            if boxed_type(source.read(64)) not in (MP4, QUICKTIME):
                return VideoFacts()
            header = inside(source, (b"moov", b"mvhd"), size)
            if header is None:
                return VideoFacts()
            source.seek(header.start)
            return VideoFacts(_moment(source.read(min(12, header.end - header.start))))
    except OSError:
        return VideoFacts()


def is_cut_off(path: Path) -> bool:
    """Tell whether an MP4 or QuickTime file says that it is longer than it is, or has no index: nothing would play it."""
    size = path.stat().st_size
    with path.open("rb") as source:
        if boxed_type(source.read(64)) not in (MP4, QUICKTIME):
            return False
        found = list(boxes(source, 0, size))
    return not found or found[-1].end > size or all(box.kind not in (b"moov", b"moof") for box in found)


def _moment(header: bytes) -> datetime | None:
    """Read the time of a movie header: after version and flags, in seconds since 1904."""
    length = 8 if header[:1] == b"\x01" else 4
    if len(header) < 4 + length:
        return None
    try:
        found = _EPOCH + timedelta(seconds=int.from_bytes(header[4 : 4 + length], "big"))
    except OverflowError:
        return None
    return found if found >= _EARLIEST else None
