# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The picture of a firm's seal, from a file that is not trusted: decoded within bounds, then nothing but its points is kept."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evaluator_app.bounded_files import read_at_most
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE: Final = 10 * 1024 * 1024
MOST_PIXELS: Final = 25_000_000
ACROSS: Final = 42.0
"""Millimeters of the longer side on paper."""
_LONGEST_SIDE: Final = 1000
"""Points kept of the longer side: 600 an inch."""
_FORMATS: Final = ("PNG", "JPEG")


@dataclass(frozen=True, slots=True)
class SealPicture:
    """Points of a picture and nothing else of its file."""

    width: int
    """In points of the picture."""
    height: int
    colors: bytes = field(repr=False)
    """Red, green, blue of each point, row by row from the top."""
    opacity: bytes | None = field(repr=False)
    """0 (clear) to 255 of each point; None where all is opaque."""


def read_seal_picture(path: Path) -> SealPicture:
    """Read a PNG or JPEG file; clear margins are cut off, so that the true size is that of the seal. UserFacingError otherwise."""
    from PIL import Image

    content = _read(path)
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _unfit(path, _("it has more than {count} million points").format(count=MOST_PIXELS // 1_000_000))
            return _points(opened, path)
    except Image.DecompressionBombError:
        raise _unfit(path, _("it has more than {count} million points").format(count=MOST_PIXELS // 1_000_000)) from None
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, struct.error, zlib.error, MemoryError) as error:
        raise _unfit(path, _("it is no PNG or JPEG picture, or a damaged one")) from error


def _points(opened: Image, path: Path) -> SealPicture:
    from PIL import ImageOps

    has_alpha = "A" in opened.getbands() or "transparency" in opened.info
    picture = ImageOps.exif_transpose(opened).convert("RGBA" if has_alpha else "RGB")
    if has_alpha:
        seen = picture.getchannel("A").getbbox()
        if seen is None:
            raise _unfit(path, _("all of it is clear"))
        picture = picture.crop(seen)
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    opacity = picture.getchannel("A").tobytes() if has_alpha else None
    return SealPicture(picture.width, picture.height, picture.convert("RGB").tobytes(), opacity)


def _read(path: Path) -> bytes:
    try:
        content = read_at_most(path, LARGEST_FILE)
    except OSError as error:
        raise UserFacingError(
            "SIG-044",
            _("The picture of the seal {name} cannot be read: {reason}.").format(
                name=path.name, reason=error.strerror or type(error).__name__
            ),
            _("Check that the file is still there and that you may open it, then choose it again."),
        ) from error
    if content is None:
        raise _unfit(path, _("it is larger than {count} MB").format(count=LARGEST_FILE // 1024 // 1024))
    return content


def _unfit(path: Path, reason: str) -> UserFacingError:
    return UserFacingError(
        "SIG-045",
        _("{name} is not fit to be a seal: {reason}. Nothing was signed.").format(name=path.name, reason=reason),
        _("Choose a PNG picture of the seal with a clear ground, about 500 to 1000 points wide."),
    )
