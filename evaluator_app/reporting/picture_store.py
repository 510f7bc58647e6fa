# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Pictures laid aside in a file while the pages are drawn, so that a report of many photos holds one at a time in memory.

The file is a PDF without pages; whoever saves the report reads each picture from it as it is written. Each picture is kept once.
"""

from __future__ import annotations

from typing import BinaryIO

from evaluator_app.reporting.pictures import Picture

_HEAD = b"%PDF-1.7\n"
_EMPTY = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
_FIRST = 3


class PictureStore:
    """Pictures by digest, in a file that is open for writing and reading and goes when it is closed."""

    def __init__(self, file: BinaryIO) -> None:
        """Begin the file."""
        self.file = file
        self._starts: list[int] = []
        self.numbers: dict[str, int] = {}
        """The object that holds each picture, by digest."""
        self._size = 0
        self._add(_HEAD)
        start = self._size
        self._add(_EMPTY)
        self._starts += [start, start + _EMPTY.index(b"2 0 obj")]

    def keep(self, picture: Picture) -> None:
        """Lay a picture aside unless it is there."""
        if picture.digest in self.numbers:
            return
        number = _FIRST + len(self.numbers)
        self.numbers[picture.digest] = number
        self._starts.append(self._size)
        space = "DeviceGray" if picture.is_gray else "DeviceRGB"
        self._add(
            f"{number} 0 obj\n<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /BitsPerComponent 8"
            f" /ColorSpace /{space} /Filter /DCTDecode /Length {len(picture.jpeg)} >>\nstream\n".encode()
        )
        self._add(picture.jpeg)
        self._add(b"\nendstream\nendobj\n")

    def finish(self) -> None:
        """End the file, so that it can be read."""
        at, count = self._size, len(self._starts) + 1
        table = "".join(f"{start:010} 00000 n \n" for start in self._starts)
        self._add(f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\n".encode())
        self._add(f"startxref\n{at}\n%%EOF\n".encode())
        self.file.flush()

    def _add(self, data: bytes) -> None:
        self.file.write(data)
        self._size += len(data)
