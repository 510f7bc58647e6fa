# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report as a workbook: what it is, the sums checked live, then the chapters with their tables. The same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook

from evaluator_app.domain.canonical import digest
from evaluator_app.errors import Cancelled
from evaluator_app.i18n import CHINESE
from evaluator_app.reporting.destinations import written_whole
from evaluator_app.reporting.document import Document, Tone, plain
from evaluator_app.reporting.excel.book import Book, set_widths, write, write_across, write_title
from evaluator_app.reporting.excel.chapters import chapters, write_chapter
from evaluator_app.reporting.excel.scores import write_scores
from evaluator_app.reporting.source import ReportSource

_FONTS = {CHINESE: "等线"}
_OTHER_FONT = "Calibri"


def write_xlsx(
    document: Document, source: ReportSource, destination: Path, *, created_at: datetime, cancelled: Callable[[], bool] | None = None
) -> None:
    """Write the report as a workbook; UserFacingError REP-002 to REP-004 where the file cannot be written, Cancelled when asked to stop.

    In each case what was at the destination before is still there.
    """
    with written_whole(destination) as file:
        _write(document, source, file, created_at, cancelled or _never)


def font_of(language: str) -> str:
    """Return the font of a workbook in a language."""
    return _FONTS.get(language, _OTHER_FONT)


def _never() -> bool:
    return False


def _write(document: Document, source: ReportSource, file: BinaryIO, created_at: datetime, cancelled: Callable[[], bool]) -> None:
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(file, options)
    workbook.set_properties(
        {"title": document.title, "subject": document.subject, "author": document.author, "created": created_at.replace(tzinfo=None)}
    )
    workbook.set_calc_mode("auto")
    book = Book(workbook, font_of(document.language))
    _write_cover(book, document, source)
    write_scores(book, document, source)
    for chapter in chapters(document):
        if cancelled():
            raise Cancelled
        write_chapter(book, chapter, document)
    workbook.close()


def _write_cover(book: Book, document: Document, source: ReportSource) -> None:
    _ = source.translate
    sheet = book.sheet(_("About this workbook"))
    set_widths(sheet, (26, 90))
    write_title(book, sheet, document.title)
    words = _("A working copy of the report. What counts is the signed PDF; figures changed here change nothing there.")
    write_across(sheet, 1, 0, 1, words, book.cell_look(Tone.WARN))
    row = 3
    if document.watermark:
        write_across(sheet, 2, 0, 1, document.watermark, book.cell_look(Tone.BAD, bold=True))
    profile = source.assessment.profile
    pairs = (
        *(document.cover.pairs if document.cover else ()),
        (_("Date of issue"), source.day(source.issued_on)),
        (_("Scoring template"), f"{source.template.title} {source.template.edition}"),
        (_("Digest of the template"), profile.template.digest),
        (_("Assessment id"), source.assessment.id),
        (_("Digest of the assessment"), digest(source.assessment)),
    )
    for name, value in pairs:
        write(sheet, row, 0, name, book.cell_look(Tone.MUTED))
        write(sheet, row, 1, plain(value), book.cell_look())
        row += 1
