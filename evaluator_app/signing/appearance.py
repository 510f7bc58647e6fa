# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The visible box of a signature: who, when, why, the mark of a practice certificate, and a firm's seal at its true size.

Only draws; what the lines say is decided by the caller. Where the box has room beside the seal, the words stand there;
else the seal lies over them, as on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import NumberObject, StreamObject, pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.box_font import BoxFont, source_font
from evaluator_app.signing.seal_pictures import ACROSS, SealPicture

_new_number: Callable[..., Any] = NumberObject
_INK: Final = b"0.13 0.16 0.18 rg"
_MARK_INK: Final = b"0.75 0.20 0.10 rg"
_FRAME: Final = b"0.16 0.42 0.33 RG 0.6 w"
_PADDING: Final = 5.0
_LEADING: Final = 1.35
_MM: Final = 72 / 25.4
_MARGIN: Final = 3.0
_ROOM_BESIDE: Final = 60.0
"""Points beside the seal that words need at least."""
_LARGEST, _SMALLEST, _STEP = 9.0, 3.0, 0.5
_CLOSING: Final = "，。、；：？！）》」』”’"


@dataclass(frozen=True)
class SealStyle(BaseStampStyle):
    """How one signature looks."""

    lines: tuple[str, ...] = ()
    mark: str = ""  # shown first and in red; nothing for a real certificate
    font: Path = Path()
    picture: SealPicture | None = None

    def create_stamp(self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, Any]) -> SealStamp:
        """Return the drawing for one field."""
        return SealStamp(writer, self, box)


class SealStamp(BaseStamp):
    """Draws the lines as large as the box allows, broken where they are too long."""

    def _render_inner_content(self) -> list[bytes]:
        texts = ([self.style.mark] if self.style.mark else []) + list(self.style.lines)
        source = source_font(self.style.font)
        _refuse_missing(texts, source.glyphs)
        font = BoxFont(source, texts)
        self.set_resource(category=ResourceType.FONT, name=pdf_name("/Seal"), value=font.embed(self.writer))
        width, height = float(self.box.width), float(self.box.height)
        picture, left = self._seal(width, height)
        size, rows = _fit(font, texts, width - left - _PADDING, height - 2 * _PADDING)
        baseline = height - _PADDING - size
        commands = [_FRAME, b"0.5 0.5 %g %g re S" % (width - 1, height - 1), b"q 1 1 %g %g re W n" % (width - 2, height - 2)]
        for index, row in rows:
            ink = _MARK_INK if self.style.mark and index == 0 else _INK
            commands.append(b"BT %s /Seal %g Tf 1 0 0 1 %g %g Tm %s ET" % (ink, size, left, baseline, font.show(row)))
            baseline -= size * _LEADING
        return [*commands, b"Q", *picture]

    def _seal(self, width: float, height: float) -> tuple[list[bytes], float]:
        """Return what draws the picture, and where the words begin."""
        picture = self.style.picture
        if picture is None:
            return [], _PADDING
        writer: Any = self.writer
        image = writer.add_object(_image(writer, picture))
        self.set_resource(category=ResourceType.XOBJECT, name=pdf_name("/Picture"), value=image)
        scale = min(ACROSS * _MM / max(picture.width, picture.height), width / picture.width, height / picture.height)
        across, up = picture.width * scale, picture.height * scale
        has_room = width - across >= _ROOM_BESIDE
        left = _MARGIN if has_room else (width - across) / 2
        drawn = b"q %g 0 0 %g %g %g cm /Picture Do Q" % (across, up, left, (height - up) / 2)
        return [drawn], _MARGIN + across + _PADDING if has_room else _PADDING


def _image(writer: Any, picture: SealPicture) -> Any:
    """Return the picture as an object of the file: points in the colors of the output intent, without interpolation."""
    image = _points(picture, "/DeviceRGB", picture.colors)
    if picture.opacity is not None:
        image["/SMask"] = writer.add_object(_points(picture, "/DeviceGray", picture.opacity))
    return image


def _points(picture: SealPicture, space: str, points: bytes) -> Any:
    stream: Any = StreamObject(stream_data=points)
    for name, value in (("/Type", "/XObject"), ("/Subtype", "/Image"), ("/ColorSpace", space)):
        stream[name] = pdf_name(value)
    for name, number in (("/Width", picture.width), ("/Height", picture.height), ("/BitsPerComponent", 8)):
        stream[name] = _new_number(number)
    stream.compress()
    return stream


def _refuse_missing(texts: Sequence[str], known: Container[int]) -> None:
    missing = sorted({character for text in texts for character in text if ord(character) not in known})
    if missing:
        named = " ".join(f"{character} (U+{ord(character):04X})" for character in missing)
        raise UserFacingError(
            "SIG-029",
            _("The font of the signature has no shape for {characters}; nothing was signed.").format(characters=named),
            _("Write the name or the reason with other characters."),
        )


def _fit(font: BoxFont, texts: Sequence[str], width: float, height: float) -> tuple[float, list[tuple[int, str]]]:
    size = _LARGEST
    advances = {character: font.advance(character) for text in texts for character in text}
    while True:
        rows = [(index, row) for index, text in enumerate(texts) for row in _broken(text, width / size, advances)]
        if size <= _SMALLEST or (len(rows) - 1) * size * _LEADING + size * 1.15 <= height:
            return size, rows
        size -= _STEP


def _broken(text: str, width: float, advances: dict[str, float]) -> list[str]:
    """Break a text into rows: not within a word of Latin letters or digits nor before a closing mark, if that can be helped."""
    rows, row, used = [], "", 0.0
    for character in text:
        if row and used + advances[character] > width:
            head, tail = _parted(row, character)
            rows.append(head)
            row, used = tail, sum(advances[each] for each in tail)
        row += character
        used += advances[character]
    return [*rows, row]


def _parted(row: str, character: str) -> tuple[str, str]:
    """Return what stays in the row and what goes to the next one before the character."""
    if character in _CLOSING and len(row) > 1:
        return row[:-1], row[-1]
    if character.isascii() and character != " ":
        start = len(row)
        while start and row[start - 1].isascii() and row[start - 1] != " ":
            start -= 1
        if start:
            return row[:start], row[start:]
    return row, ""
