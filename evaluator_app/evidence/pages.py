# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Pages of PDF documents as pictures: whole, or a part cut out. Every page is drawn in a process of its own, bounded in time.

Takes some tenths of a second: never called from the thread of the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence import decoder_process
from evaluator_app.evidence.apart import TIMED_OUT, DecoderError, decoded_apart
from evaluator_app.i18n import _

LARGEST_SIDE = 4096
WHOLE = (Decimal(0), Decimal(0), Decimal(1), Decimal(1))
"""Left, top, width and height of a whole page, as shares of it."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page or a part of it, drawn."""

    picture: bytes
    """JPEG of whole pages, PNG of what is cut out."""
    pages: int
    """How many pages the document has."""
    width: int
    height: int


def page_picture(path: Path, page: int, side: int, *, name: str = "") -> PagePicture:
    """Draw a page, the first is 1, with at most so many pixels a side; UserFacingError says what is wrong with the document."""
    return _drawn(path, page, WHOLE, side, "JPEG", name or path.name)


def cut_out(path: Path, page: int, region: Sequence[Decimal], *, name: str = "") -> PagePicture:
    """Draw a part of a page as it would be printed at 300 dots an inch, or as much of that as 4,096 pixels allow.

    The region is left, top, width and height as shares of the page; ValueError where it is not inside the page.
    """
    left, top, width, height = region
    if not (0 <= left < left + width <= 1 and 0 <= top < top + height <= 1):
        raise ValueError(f"not a part of a page: {region}")
    return _drawn(path, page, region, LARGEST_SIDE, "PNG", name or path.name)


def _drawn(path: Path, page: int, region: Sequence[Decimal], side: int, kind: str, name: str) -> PagePicture:
    if not 16 <= side <= LARGEST_SIDE:
        raise ValueError(f"side out of range: {side}")
    try:
        said, picture = decoded_apart("page", str(path), str(page), *map(str, region), str(side), kind)
        return PagePicture(bytes(picture), int(said["pages"]), int(said["width"]), int(said["height"]))
    except DecoderError as error:
        raise _failure(error.code, name, page) from error
    except (LookupError, TypeError, ValueError) as error:
        raise _failure(decoder_process.DAMAGED, name, page) from error


def _failure(code: int, name: str, page: int) -> UserFacingError:
    if code == decoder_process.LOCKED:
        return UserFacingError(
            "EVI-050",
            _("The document {name} is locked with a password; its pages cannot be shown.").format(name=name),
            _("Ask the mine for a copy without a password and add that."),
        )
    if code == decoder_process.NO_SUCH_PAGE:
        return UserFacingError(
            "EVI-051",
            _("The document {name} has no page {page}.").format(name=name, page=page),
            _("Choose a page that it has."),
        )
    if code == decoder_process.TOO_THIN:
        return UserFacingError(
            "EVI-059",
            _(
                "What was framed on page {page} of {name} is too thin or too small for a picture. Nothing was cut; the document is sound."
            ).format(page=page, name=name),
            _("Draw a wider and higher frame round what is to be cited."),
        )
    if code in (decoder_process.TOO_LARGE, TIMED_OUT):
        return UserFacingError(
            "EVI-052",
            _("Page {page} of {name} takes too long or too much memory; it was not drawn.").format(name=name, page=page),
            _("The document itself is kept. Save the page as a picture with another program and add that."),
        )
    return UserFacingError(
        "EVI-053",
        _("Page {page} of the document {name} is damaged and cannot be shown.").format(name=name, page=page),
        _("Ask for the document again; the copy added here stays as it is."),
    )
