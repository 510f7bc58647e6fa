# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Opening a picture that may be hostile: checked before it is decoded, and whatever the decoder says becomes our sentence.

The only place of this package that calls Image.open.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.boxes import HEIC
from evaluator_app.evidence.containers import PIXEL_LIMIT, check_photo, damaged, require_pixels, truncated
from evaluator_app.evidence.sources import SIZE_LIMIT, read_source, require_size
from evaluator_app.i18n import _

Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
warnings.filterwarnings("ignore", module=r"PIL\.")  # odd EXIF is common; what matters is raised and told

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")


def content(source: bytes | Path, name: str | None) -> tuple[bytes, str]:
    """Return the bytes of a source and what sentences call it."""
    if isinstance(source, bytes):
        shown = name or _("The pasted content")
        require_size(shown, len(source), SIZE_LIMIT)
        return source, shown
    return read_source(source), name or source.name


def _learn_heic() -> None:
    """Teach Pillow to read HEIC; the library for it is loaded with the first such photo."""
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


@contextmanager
def opened_photo(data: bytes, name: str) -> Iterator[tuple[Image.Image, str]]:
    """Open a checked picture, not decoded yet, with its media type; decoder errors in the block become UserFacingError."""
    kind, width, height = check_photo(data, name)
    if kind == HEIC:
        _learn_heic()
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            if kind == HEIC:
                require_pixels(name, *image.size)  # turned, and without its margins, as it is meant to be seen
            elif image.size != (width, height):
                raise damaged(name)
            yield image, kind
    except (UserFacingError, KeyboardInterrupt, GeneratorExit):
        raise
    except MemoryError as error:
        raise UserFacingError(
            "EVI-017",
            _("There is not enough memory to open the photo {name}.").format(name=name),
            _("Close other programs, or save the photo smaller and add that."),
        ) from error
    except Exception as error:  # decoders raise OSError, SyntaxError, ValueError, struct.error and others on bad content
        raise (truncated(name) if "truncated" in str(error) else damaged(name)) from error
