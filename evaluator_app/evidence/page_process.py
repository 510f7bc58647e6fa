# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws one page of a PDF document in a process of its own, so that a hostile file can bring down nothing but this.

Imports nothing of the program. Started by pages.py with: path; page from 1; left, top, width and height of the part as shares of the
page; pixels of the longer side at most; format. Writes one line of JSON with the number of pages and the size of the picture, then
the picture. The exit code says what is wrong.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from io import BytesIO

LOCKED, DAMAGED, NO_SUCH_PAGE, TOO_LARGE = 3, 4, 5, 6
DENSEST = 300 / 72
"""Pixels by point that a part is drawn with at most: 300 an inch."""
_MEMORY = 2 * 1024**3
_SECONDS = 60
_BAD_PASSWORD = 4
"""Code of the library for a document that asks for one."""


def main(arguments: Sequence[str]) -> int:
    """Draw what is asked for."""
    _bound()
    path, page, *part, side, kind = arguments
    import pypdfium2

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
            crop = (across * left, down * (1 - top - height), across * (1 - left - width), down * top)
            image = shown.render(scale=scale, crop=tuple(max(0.0, edge) for edge in crop)).to_pil()
    except pypdfium2.PdfiumError as error:
        return LOCKED if getattr(error, "err_code", None) == _BAD_PASSWORD else DAMAGED
    except MemoryError:
        return TOO_LARGE
    target = BytesIO()
    image.convert("RGB").save(target, kind, quality=88)
    head = json.dumps({"pages": pages, "width": image.width, "height": image.height})
    sys.stdout.buffer.write(head.encode() + b"\n" + target.getvalue())
    return 0


def _bound() -> None:
    """Keep memory and time within bounds where the system can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
