# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Pictures laid aside in a file while the pages are drawn, so that a report of many photos holds one at a time in memory.

In the end the file is the drawn PDF with the pictures in place of what stood in for them; whoever archives it reads each
picture only as it is written. Each is kept once. Knows reportlab's plain table of objects, nothing else of its files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO

from evaluator_app.reporting.pictures import Picture

_HEAD = b"%PDF-1.7\n"
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf]) ?\r?\n")
_LARGEST_NUMBER = 10


class PictureStore:
    """Pictures by digest, in a file that is open for writing and reading."""

    def __init__(self, file: BinaryIO) -> None:
        """Begin the file."""
        self.file = file
        self._starts: dict[str, int] = {}
        self._size = 0
        self._add(_HEAD)

    def keep(self, picture: Picture) -> None:
        """Lay a picture aside unless it is there."""
        if picture.digest in self._starts:
            return
        self._starts[picture.digest] = self._size
        space = "DeviceGray" if picture.is_gray else "DeviceRGB"
        self._add(
            f"{0:0{_LARGEST_NUMBER}} 0 obj\n<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height}"
            f" /BitsPerComponent 8 /ColorSpace /{space} /Filter /DCTDecode /Length {len(picture.jpeg)} >>\nstream\n".encode()
        )
        self._add(picture.jpeg)
        self._add(b"\nendstream\nendobj\n")

    def join(self, drawn: bytes, numbers: Mapping[int, str]) -> None:
        """Add the drawn PDF, and let the objects of these numbers be the pictures with these digests."""
        table, trailer = drawn.rindex(b"\nxref\n") + 1, drawn.rindex(b"\ntrailer") + 1
        first = self._size
        self._add(drawn[:table])
        places = [(int(place) + first, flag) for place, _generation, flag in _ENTRY.findall(drawn, table, trailer)]
        for number, digest in numbers.items():
            places[number] = (self._starts[digest], b"n")
            self.file.seek(self._starts[digest])
            self.file.write(f"{number:0{_LARGEST_NUMBER}}".encode())
        self.file.seek(self._size)
        at = self._size
        entries = b"".join(b"%010d 00000 n \n" % place if flag == b"n" else b"0000000000 65535 f \n" for place, flag in places)
        self._add(b"xref\n0 %d\n" % len(places) + entries + drawn[trailer : drawn.rindex(b"startxref")])
        self._add(b"startxref\n%d\n%%%%EOF\n" % at)
        self.file.flush()
        self.file.seek(0)

    def _add(self, data: bytes) -> None:
        self.file.write(data)
        self._size += len(data)
