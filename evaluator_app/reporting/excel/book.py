# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A workbook under the pen: its looks, its sheets' names, cells that are numbers where they can be. Decides no content.

A text never becomes a formula or a link, whatever it begins with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evaluator_app.reporting.document import Tone
from evaluator_app.reporting.page_style import ACCENT, GROUND, HAIRLINE, INK, MUTED, TEXT_COLOR

LONGEST_CELL = 32_767
"""Characters that a cell holds."""
_LONGEST_NAME = 31
_UNFIT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NUMBER = re.compile(r"[-−]?[0-9]{1,15}(?:\.[0-9]{1,10})?")
LINE_HEIGHT = 15.0
"""Points that a line of text takes."""


@dataclass(slots=True)
class Book:
    """One workbook that is being written."""

    workbook: Workbook
    font: str
    _names: set[str] = field(default_factory=set)
    _formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def sheet(self, title: str) -> Worksheet:
        """Return a new sheet of a name that no other has; fitted to the width of A4 when printed."""
        sheet = self.workbook.add_worksheet(self._free_name(title))
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.6, 0.6, 0.7, 0.7)
        sheet.hide_gridlines(2)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        return sheet

    def look(self, **wishes: object) -> Format:
        """Return a look, made once for the same wishes."""
        key = tuple(sorted(wishes.items()))
        if key not in self._formats:
            usual = {"font_name": self.font, "font_size": 10, "valign": "top", "text_wrap": True, "font_color": INK}
            self._formats[key] = self.workbook.add_format({**usual, **wishes})
        return self._formats[key]

    def cell_look(self, tone: Tone = Tone.PLAIN, **wishes: object) -> Format:
        """Return the look of a cell of a table, in the color of what it means."""
        colors: Mapping[str, object] = {"bg_color": GROUND[tone]} if tone in GROUND else {}
        return self.look(border=1, border_color=HAIRLINE, **colors, font_color=TEXT_COLOR[tone], **wishes)

    def head_look(self) -> Format:
        """Return the look of a table's head."""
        return self.look(
            border=1, border_color=HAIRLINE, bold=True, font_color="#ffffff", bg_color=ACCENT, valign="vcenter", align="center"
        )

    def note_look(self) -> Format:
        """Return the look of small print."""
        return self.look(font_size=9, font_color=MUTED)

    def _free_name(self, title: str) -> str:
        stem = _UNFIT_IN_NAMES.sub(" ", fit(title)).strip(" '")[:_LONGEST_NAME] or "1"
        name, number = stem, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{stem[: _LONGEST_NAME - 4]} {number}"
        self._names.add(name.casefold())
        return name


def fit(text: str) -> str:
    """Return what of a text a cell can hold: without characters that no sheet may have, cut where it is too long."""
    cleaned = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
    return cleaned if len(cleaned) <= LONGEST_CELL else cleaned[: LONGEST_CELL - 1] + "…"


def number_in(text: str) -> float | None:
    """Return the number that a text is and nothing else; None where a cell would not show the same digits."""
    if not _NUMBER.fullmatch(text):
        return None
    exact = Decimal(text.replace("−", "-"))
    number = float(exact)
    return number if Decimal(repr(number)) == exact else None


def number_look(text: str) -> str:
    """Return the number format that shows as many decimal places as the text has."""
    _whole, _point, places = text.partition(".")
    return f"0.{'0' * len(places)}" if places else "0"


def width_of(text: str) -> int:
    """Return how wide the longest line of a text is, in digits."""
    return max(
        (sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line) for line in text.split("\n")), default=0
    )


def height_of(text: str, width: float) -> float:
    """Return how high a text stands in a cell of so many digits; sheets do not find out for merged cells."""
    lines = sum(max(1, -(-width_of(line) // max(1, int(width - 2)))) for line in text.split("\n"))
    return min(409.0, lines * LINE_HEIGHT + 3)


def write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Put a text into a cell as a text."""
    sheet.write_string(row, column, fit(text), look)


def write_across(sheet: Worksheet, row: int, first: int, last: int, text: str, look: Format) -> None:
    """Put a text over several cells as a text."""
    if last > first:
        sheet.merge_range(row, first, row, last, "", look)
    write(sheet, row, first, text, look)


def set_widths(sheet: Worksheet, widths: Iterable[float]) -> None:
    """Set the widths of the columns, in digits."""
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)


def write_title(book: Book, sheet: Worksheet, title: str) -> None:
    """Put a title over a sheet."""
    sheet.set_row(0, 24)
    write(sheet, 0, 0, title, book.look(bold=True, font_size=15, font_color=ACCENT, text_wrap=False, valign="vcenter"))
