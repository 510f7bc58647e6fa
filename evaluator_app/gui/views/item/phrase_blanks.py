# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The places of a phrase that are still to be filled in, in the field it was put into."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from evaluator_app.i18n import _

_BLANK = re.compile(r"\{[^{}\n]{1,20}\}")


class Blanks(QObject):
    """Leads from blank to blank; a number typed into that of the count is told."""

    def __init__(self, field: QPlainTextEdit, on_count: Callable[[int], None]) -> None:
        """Watch a field."""
        super().__init__(field)
        self._field, self._on_count = field, on_count
        self._count: tuple[QTextCursor, QTextCursor] | None = None
        field.textChanged.connect(self._on_text_changed)

    def put(self, text: str, begin: int, place: str, count: int) -> None:
        """Put a phrase in place of what stands from a position to the cursor, and go to its first blank."""
        filled = text.replace("{place}", place or place_blank()).replace("{count}", str(count) if count > 1 else count_blank())
        cursor = self._field.textCursor()
        end = cursor.position()
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(filled)
        if _BLANK.search(filled):
            cursor.setPosition(begin)
        self._field.setTextCursor(cursor)
        self.go_on()

    def go_on(self) -> bool:
        """Select the next blank, round the end; False if there is none."""
        text, cursor = self._field.toPlainText(), self._field.textCursor()
        found = _BLANK.search(text, cursor.selectionEnd()) or _BLANK.search(text)
        if found is None:
            return False
        cursor.setPosition(found.start())
        cursor.setPosition(found.end(), QTextCursor.MoveMode.KeepAnchor)
        self._field.setTextCursor(cursor)
        if found.group() == count_blank():
            begin, end = QTextCursor(cursor), QTextCursor(cursor)
            begin.setPosition(found.start())
            begin.setKeepPositionOnInsert(True)
            end.setPosition(found.end())
            self._count = (begin, end)
        return True

    def fill(self, blank: str, words: str) -> None:
        """Fill every blank of a kind."""
        text = self._field.toPlainText()
        if blank in text and words:
            self._count = None
            cursor = self._field.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text.replace(blank, words))
            self._field.setTextCursor(cursor)
            self.go_on()

    def _on_text_changed(self) -> None:
        if self._count is None:
            return
        begin, end = (cursor.position() for cursor in self._count)
        typed = self._field.toPlainText()[begin:end]
        if typed.isascii() and typed.isdigit() and 1 <= int(typed[:5]) <= 9999:
            self._on_count(int(typed))


def place_blank() -> str:
    """Return how the blank of the place is shown."""
    return "{" + _("place") + "}"


def count_blank() -> str:
    """Return how the blank of the count is shown."""
    return "{" + _("number") + "}"
