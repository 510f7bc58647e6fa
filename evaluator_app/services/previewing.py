# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Pages of a report as pictures, before anything is written where it counts. For other threads than the window's.

Draws files that this program made itself; documents from elsewhere are drawn by evidence.pages, in a process of their own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.services.marking import Pixels

if TYPE_CHECKING:
    from evaluator_app.reporting.pdf_types import WrittenPdf

Write = Callable[[Path], "WrittenPdf"]
"""Writes the report to a path and says what was written."""


class Preview:
    """One report drawn for looking at; its file lies among the temporary ones and goes with `close`."""

    def __init__(self, write: Write) -> None:
        """Write the report; whatever writing raises is raised, and nothing stays."""
        self._folder = tempfile.TemporaryDirectory(prefix="preview-", ignore_cleanup_errors=True)
        try:
            self._path = Path(self._folder.name) / "preview.pdf"
            self.pages: int = write(self._path).pages
        except BaseException:
            self._folder.cleanup()
            raise

    def page(self, number: int, side: int) -> Pixels:
        """Draw a page, the first is 1, with so many pixels on its longer side."""
        import pypdfium2

        with pypdfium2.PdfDocument(self._path) as document:
            shown = document[number - 1]
            bitmap = shown.render(scale=side / max(shown.get_size()), rev_byteorder=False, prefer_bgrx=True)
            return Pixels(bitmap.width, bitmap.height, bytes(bitmap.buffer))

    def close(self) -> None:
        """Take the file away."""
        self._folder.cleanup()
