# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Opening a picture that may be hostile: checked before it is decoded, and whatever the decoder says becomes our sentence.

HEIC is decoded in a process of its own, for the library for it can crash. The only place of this package that calls Image.open.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence import decoder_process
from evaluator_app.evidence.apart import TIMED_OUT, DecoderError, decoded_apart
from evaluator_app.evidence.boxes import HEIC
from evaluator_app.evidence.containers import PIXEL_LIMIT, check_photo, damaged, require_pixels, truncated
from evaluator_app.evidence.sources import SIZE_LIMIT, read_source, require_size
from evaluator_app.i18n import _

Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
warnings.filterwarnings("ignore", module=r"PIL\.")  # odd EXIF is common; what matters is raised and told

_FORMATS = ("JPEG", "PNG", "WEBP")


def content(source: bytes | Path, name: str | None) -> tuple[bytes, str]:
    """Return the bytes of a source and what sentences call it."""
    if isinstance(source, bytes):
        shown = name or _("The pasted content")
        require_size(shown, len(source), SIZE_LIMIT)
        return source, shown
    return read_source(source), name or source.name


def _heic_photo(data: bytes, name: str) -> Image.Image:
    """Return a HEIC photo, decoded to its end, as it is meant to be seen: turned, and without its margins."""
    try:
        said, answer = decoded_apart("heic", str(PIXEL_LIMIT), content=data)
    except DecoderError as error:
        raise _not_decoded(error.code, name) from error
    mode, width, height, exif = str(said["mode"]), int(said["width"]), int(said["height"]), int(said["exif"])
    require_pixels(name, width, height)
    pixels = answer[exif:]
    if mode not in decoder_process.MODES or len(pixels) != width * height * len(mode):
        raise damaged(name)
    image = Image.frombytes(mode, (width, height), pixels)
    image.info["exif"] = bytes(answer[:exif])
    return image


def _not_decoded(code: int, name: str) -> UserFacingError:
    if code == TIMED_OUT:
        return UserFacingError(
            "EVI-019",
            _("The photo {name} takes too long to be decoded; it was not opened.").format(name=name),
            _("Save it as JPEG with another program and add that."),
        )
    if code == decoder_process.TOO_LARGE:
        return _too_large(name)
    return truncated(name) if code == decoder_process.TRUNCATED else damaged(name)


def _too_large(name: str) -> UserFacingError:
    return UserFacingError(
        "EVI-017",
        _("There is not enough memory to open the photo {name}.").format(name=name),
        _("Close other programs, or save the photo smaller and add that."),
    )


@contextmanager
def opened_photo(data: bytes, name: str) -> Iterator[tuple[Image.Image, str]]:
    """Open a checked picture, not decoded yet, with its media type; decoder errors in the block become UserFacingError."""
    kind, width, height = check_photo(data, name)
    try:
        with _heic_photo(data, name) if kind == HEIC else Image.open(BytesIO(data), formats=_FORMATS) as image:
            if kind != HEIC and image.size != (width, height):
                raise damaged(name)
            yield image, kind
    except (UserFacingError, KeyboardInterrupt, GeneratorExit):
        raise
    except MemoryError as error:
        raise _too_large(name) from error
    except Exception as error:  # decoders raise OSError, SyntaxError, ValueError, struct.error and others on bad content
        raise (truncated(name) if "truncated" in str(error) else damaged(name)) from error
