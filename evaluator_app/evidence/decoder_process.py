# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws one page of a PDF document, or decodes one HEIC photo, in a process of its own: a hostile file brings down nothing but this.

Imports nothing of the program. Started by apart.py with the name of a job and its arguments:

    page PATH NUMBER LEFT TOP WIDTH HEIGHT SIDE FORMAT    number from 1, the part as shares of the page, pixels of the longer side at most
    heic LIMIT                                            the photo comes in; with more pixels than the limit only its size goes out

Comes in on standard input: the length of the content in eight bytes, the content, and then nothing until whoever asked is gone or has
the answer; whoever is gone needs none, so that this ends. Goes out on standard output: one line of JSON, then the picture or the pixels.
The exit code says what is wrong.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from io import BytesIO

LOCKED, DAMAGED, NO_SUCH_PAGE, TOO_LARGE, TOO_THIN, TRUNCATED = 3, 4, 5, 6, 7, 8
DENSEST = 300 / 72
"""Pixels by point that a part is drawn with at most: 300 an inch."""
THINNEST = 8
"""Pixels that a part must have each way as it is drawn."""
MODES = ("L", "LA", "RGB", "RGBA")
"""What the pixels of a photo may be."""
_MEMORY = 2 * 1024**3
_SECONDS = 60
_BAD_PASSWORD = 4
"""Code of the library for a document that asks for one."""


def main(arguments: Sequence[str]) -> int:
    """Do what is asked for."""
    bound(_MEMORY, _SECONDS)
    job, *rest = arguments
    return _JOBS[job](rest)


def _page(arguments: Sequence[str]) -> int:
    import pypdfium2

    _content()
    path, page, *part, side, kind = arguments
    try:
        with pypdfium2.PdfDocument(path) as document:
            pages = len(document)
            if not 1 <= int(page) <= pages:
                return NO_SUCH_PAGE
            document.init_forms()
            left, top, width, height = (float(share) for share in part)
            shown = document[int(page) - 1]
            across, down = shown.get_size()
            size = (across * width, down * height)
            scale = min(int(side) / max(*size, 1), DENSEST)
            is_part = (width, height) != (1, 1)
            if is_part and min(size) * scale < THINNEST:
                return TOO_THIN
            crop = (across * left, down * (1 - top - height), across * (1 - left - width), down * top)
            image = shown.render(scale=scale, crop=tuple(max(0.0, edge) for edge in crop)).to_pil()
    except pypdfium2.PdfiumError as error:
        return LOCKED if getattr(error, "err_code", None) == _BAD_PASSWORD else DAMAGED
    except MemoryError:
        return TOO_LARGE
    target = BytesIO()
    image.convert("RGB").save(target, kind, quality=88)
    _answer({"pages": pages, "width": image.width, "height": image.height}, target.getvalue())
    return 0


def _heic(arguments: Sequence[str]) -> int:
    import pi_heif
    from PIL import Image

    limit = int(arguments[0])
    Image.MAX_IMAGE_PIXELS = None  # whoever asked says how many are too many
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    try:
        with Image.open(BytesIO(_content()), formats=("HEIF",)) as image:
            is_within = image.width * image.height <= limit
            if is_within:
                image.load()
            exif = image.info.get("exif") or b""
            drawn = image if image.mode in MODES else image.convert("RGBA" if image.has_transparency_data else "RGB")
            head = {"mode": drawn.mode, "width": image.width, "height": image.height, "exif": len(exif)}
            _answer(head, exif, drawn.tobytes() if is_within else b"")
    except MemoryError:
        return TOO_LARGE
    except Exception as error:  # noqa: BLE001 - the library raises OSError, SyntaxError, ValueError and others on bad content
        return TRUNCATED if "truncated" in str(error) else DAMAGED
    return 0


_JOBS: Mapping[str, Callable[[Sequence[str]], int]] = {"page": _page, "heic": _heic}


def _content() -> bytes:
    """Return what comes in, and end with whoever asked from then on.

    By its number, for a program without a console has no sys.stdin; and called once the library is loaded, for Windows keeps a
    library waiting that looks at an input which is just being read.
    """
    binary(0)
    with open(0, "rb", closefd=False) as source:
        content = source.read(int.from_bytes(source.read(8), "big"))
    threading.Thread(target=_end_with_asker, daemon=True).start()
    return content


def _end_with_asker() -> None:
    with suppress(OSError):
        while os.read(0, 1):
            pass
    os._exit(DAMAGED)


def _answer(head: Mapping[str, object], *parts: bytes) -> None:
    binary(1)
    with open(1, "wb", closefd=False) as target:
        target.write(json.dumps(head).encode() + b"\n")
        target.writelines(parts)


def binary(stream: int) -> None:
    """Have bytes go through a stream as they are, where the system would change ends of lines."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(stream, os.O_BINARY)


def bound(memory: int, seconds: int = 0) -> None:
    """Keep this process within so many bytes, and seconds of work if any, where the system can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
