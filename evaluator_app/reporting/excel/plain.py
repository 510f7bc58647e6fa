# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Any document as a workbook: its chapters as sheets, every text a text. The same input gives the same bytes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from evaluator_app.i18n import CHINESE
from evaluator_app.reporting.destinations import written_whole
from evaluator_app.reporting.document import Document, Table
from evaluator_app.reporting.excel.book import Book
from evaluator_app.reporting.excel.chapters import chapters, write_chapter

_MANY = 8
"""Columns beyond which a sheet lies on its side."""
_WIDE = 18.0
"""Digits that each of many columns has on average."""


def write_plain_xlsx(document: Document, destination: Path, *, created_at: datetime) -> None:
    """Write a document as a workbook; UserFacingError REP-002 to REP-004 where the file cannot be written, with what was there kept."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with written_whole(destination) as file:
        workbook = Workbook(file, options)
        told = {"title": document.title, "subject": document.subject, "author": document.author}
        workbook.set_properties({**told, "created": created_at.replace(tzinfo=None)})
        book = Book(workbook, "等线" if document.language == CHINESE else "Calibri")
        for chapter in chapters(document):
            columns = max((len(each.block.columns) for each in chapter.blocks if isinstance(each.block, Table)), default=0)
            if columns <= _MANY:
                write_chapter(book, chapter, document)
            else:
                write_chapter(book, chapter, document, width=columns * _WIDE)
                workbook.worksheets()[-1].set_landscape()
        workbook.close()
