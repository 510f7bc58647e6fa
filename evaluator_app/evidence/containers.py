# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a file is by its content, whether a picture file is whole, and how large its picture is, before anything is decoded.

Decodes no pixels and reads no EXIF.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.boxes import HEIC, Box, boxed_type, boxes, unread_picture
from evaluator_app.evidence.videos import video_type
from evaluator_app.i18n import _

JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
PDF = "application/pdf"
PHOTO_TYPES = (JPEG, PNG, WEBP, HEIC)
PIXEL_LIMIT = 100_000_000

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_METADATA_LIMIT = 1024 * 1024
_SCAN_LIMIT = 200
_HEAD = 256
"""Bytes from the beginning of a file that tell its kind."""


def media_type(data: bytes) -> str | None:
    """Return the media type that the first bytes show, one of the constants of this module, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(_PNG_SIGNATURE):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"%PDF-"):
        return PDF
    return HEIC if boxed_type(data[:_HEAD]) == HEIC else video_type(data[:_HEAD])


def check_photo(data: bytes, name: str) -> tuple[str, int, int]:
    """Return media type, width and height of a picture that is whole and not too large; UserFacingError says what is wrong."""
    if not data:
        raise empty(name)
    kind = media_type(data)
    try:
        if kind == JPEG:
            width, height = _jpeg_size(data, name)
        elif kind == PNG:
            width, height = _png_size(data, name)
        elif kind == WEBP:
            width, height = _webp_size(data, name)
        elif kind == HEIC:
            width, height = _heic_size(data, name)
        else:
            raise not_a_photo(data, name)
    except (IndexError, ValueError) as error:
        raise truncated(name) from error
    if width == 0 or height == 0:
        raise damaged(name)
    require_pixels(name, width, height)
    return kind, width, height


def empty(name: str) -> UserFacingError:
    """Return the sentence for a file of 0 bytes."""
    return UserFacingError(
        "EVI-010",
        _("The file {name} is empty (0 bytes).").format(name=name),
        _("Copy it again from the camera or the card."),
    )


def not_a_photo(data: bytes, name: str) -> UserFacingError:
    """Return the sentence for content that is no picture, or a picture of a kind that is not read."""
    if kind := unread_picture(data[:_HEAD]):
        return UserFacingError(
            "EVI-016",
            _("The photo {name} is in the format {kind}, which is not read yet.").format(name=name, kind=kind),
            _("Save it as JPEG and add that; on the phone choose the most compatible camera format for the next photos."),
        )
    return UserFacingError(
        "EVI-011",
        _("The file {name} is not a photo: its content is neither JPEG, HEIC, PNG nor WebP, whatever its name says.").format(name=name),
        _("Choose the photo itself, or save it as JPEG first."),
    )


def truncated(name: str) -> UserFacingError:
    """Return the sentence for a picture whose end is missing."""
    return UserFacingError(
        "EVI-012",
        _("The photo {name} is truncated: the end of the file is missing.").format(name=name),
        _("Copy it again from the camera or the card."),
    )


def damaged(name: str) -> UserFacingError:
    """Return the sentence for a picture that cannot be decoded."""
    return UserFacingError(
        "EVI-015",
        _("The photo {name} is damaged and cannot be shown.").format(name=name),
        _("Copy it again from the camera or the card."),
    )


def require_pixels(name: str, width: int, height: int) -> None:
    """Raise the sentence for a picture that has more pixels than are opened."""
    if width * height > PIXEL_LIMIT:
        raise UserFacingError(
            "EVI-013",
            _("The photo {name} claims {width} x {height} pixels; more than {limit} million are not opened.").format(
                name=name, width=width, height=height, limit=PIXEL_LIMIT // 1_000_000
            ),
            _("If it is a real photo, save it smaller and add that."),
        )


def _jpeg_size(data: bytes, name: str) -> tuple[int, int]:
    """Read the frame header before the first scan, then look for the end marker, which cannot occur inside a scan."""
    size = (0, 0)
    scan, parts, has_many_scans = len(data), 0, False
    for marker, start, end in _jpeg_segments(data):
        if end - start < 4:
            raise damaged(name)
        if end > len(data):
            raise truncated(name)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if size != (0, 0):
                raise damaged(name)
            size = (_big(data, start + 7, 2), _big(data, start + 5, 2))
            has_many_scans = marker > 0xC1
            parts = data[start + 9]
        elif marker == 0xDA:
            has_many_scans = has_many_scans or data[start + 4] < parts
        scan = end
    if data.rfind(b"\xff\xd9", scan) < 0:
        raise truncated(name)
    if has_many_scans and data.count(b"\xff\xda", scan) > _SCAN_LIMIT:
        raise _swelling(name)
    return size


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each segment up to the start of scan or an early end; IndexError past the data."""
    position = 2
    while True:
        position = data.index(b"\xff", position)
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
        elif marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD8:
            position += 2
        elif marker == 0xD9:
            return
        else:
            end = position + 2 + _big(data, position + 2, 2)
            yield marker, position, end
            if marker == 0xDA:
                return
            position = end


def _png_size(data: bytes, name: str) -> tuple[int, int]:
    """Walk the chunks to IEND, check each checksum and how far compressed texts and profiles would swell."""
    position = len(_PNG_SIGNATURE)
    size: tuple[int, int] | None = None
    swollen = 0
    while True:
        length = _big(data, position, 4)
        kind = data[position + 4 : position + 8]
        end = position + 12 + length
        if end > len(data):
            raise truncated(name)
        body = memoryview(data)[position + 8 : end - 4]
        if zlib.crc32(body, zlib.crc32(kind)) != _big(data, end - 4, 4):
            raise damaged(name)
        if size is None:
            if kind != b"IHDR" or length != 13:
                raise damaged(name)
            size = (_big(data, position + 8, 4), _big(data, position + 12, 4))
            require_pixels(name, *size)
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            swollen += _swollen_length(kind, bytes(body))
            if swollen > _METADATA_LIMIT:
                raise _swelling(name)
        if kind == b"IEND":
            return size
        position = end


def _swollen_length(kind: bytes, body: bytes) -> int:
    """Return how long a chunk's compressed part becomes, counted no further than just over the limit."""
    rest = body.partition(b"\0")[2]
    if kind == b"iTXt":
        if not rest.startswith(b"\x01"):
            return len(rest)
        packed = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    else:
        packed = rest[1:]
    try:
        return len(zlib.decompressobj().decompress(packed, _METADATA_LIMIT + 1))
    except zlib.error:
        return 0


def _webp_size(data: bytes, name: str) -> tuple[int, int]:
    if 8 + _little(data, 4, 4) > len(data):
        raise truncated(name)
    kind = data[12:16]
    if kind == b"VP8X":
        return _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
    if kind == b"VP8L":
        packed = _little(data, 21, 4)
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF
    raise damaged(name)


def _heic_size(data: bytes, name: str) -> tuple[int, int]:
    """Walk the boxes to the end and return the largest size that a picture in it claims."""
    found = list(boxes(BytesIO(data), 0, len(data)))
    kinds = [box.kind for box in found]
    if found[-1].end != len(data) or b"mdat" not in kinds or b"meta" not in kinds:
        raise truncated(name)
    meta = found[kinds.index(b"meta")]
    if any(not _is_text(words) for box in found if box.kind == b"meta" for words in _item_words(data, box)):
        raise damaged(name)
    sizes: list[tuple[int, int]] = []
    at = data.find(b"ispe", meta.start, meta.end)
    while at >= 0:
        sizes.append((_big(data, at + 8, 4), _big(data, at + 12, 4)))
        at = data.find(b"ispe", at + 4, meta.end)
    return max(sizes, key=lambda size: size[0] * size[1])


def _item_words(data: bytes, meta: Box) -> Iterator[bytes]:
    """Yield kind and names of each item of a HEIC file; the library that reads such files crashes where they are no text."""
    for box in boxes(BytesIO(data), meta.start + 4, meta.end):
        if box.kind != b"iinf":
            continue
        at = data.find(b"infe", box.start, box.end)
        while at >= 0:
            version, end = data[at + 4], at - 4 + _big(data, at - 4, 4)
            yield data[at + (14 if version > 2 else 12) : min(end, box.end)]
            at = data.find(b"infe", at + 4, box.end)


def _is_text(words: bytes) -> bool:
    try:
        words.decode()
    except UnicodeDecodeError:
        return False
    return True


def _swelling(name: str) -> UserFacingError:
    return UserFacingError(
        "EVI-014",
        _("The photo {name} holds packed data that would swell beyond all measure; it was not opened.").format(name=name),
        _("Photos from a camera are not like this. Find out where the file comes from."),
    )


def _big(data: bytes, start: int, length: int) -> int:
    return int.from_bytes(_part(data, start, length), "big")


def _little(data: bytes, start: int, length: int) -> int:
    return int.from_bytes(_part(data, start, length), "little")


def _part(data: bytes, start: int, length: int) -> bytes:
    part = data[start : start + length]
    if len(part) < length:
        raise IndexError(start)
    return part
