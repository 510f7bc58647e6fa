# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Offers the firm's phrases while one writes, and on a key all that fit the item; what is chosen replaces what was typed for it."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.keymap import keys_of
from evaluator_app.gui.theme import ROW, TextRole, scaled
from evaluator_app.gui.views.item.phrase_blanks import Blanks, count_blank, place_blank
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.phrases import Phrase, PhraseBook
from evaluator_app.services.searching import matches, split

_MOST_WHILE_TYPING, _MOST_ON_KEY = 4, 40
_LEAST_TYPED = 2
_CUTS = re.compile("[，。；：、,;:\n]")


class PhraseEntry(QWidget):
    """A list under the field of words; the keyboard stays in the field.

    *Signals:* told(str): something to say; failed(UserFacingError): the phrases cannot be read or written.
    """

    told = Signal(str)
    failed = Signal(object)

    def __init__(
        self, words: QPlainTextEdit, count: QSpinBox | None = None, place: Callable[[], str] = str, parent: QWidget | None = None
    ) -> None:
        """Offer them under a field; without fields for count and place their blanks stay, to be typed over."""
        super().__init__(parent)
        self._words, self._count, self._place = words, count, place
        self._book: PhraseBook | None = None
        self._target = ""
        self._is_open = False
        self.blanks = Blanks(words, self._set_count)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Phrases"))
        self.list.itemClicked.connect(self._on_item_clicked)
        self._hint = TextLabel("", TextRole.SMALL, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.list)
        column.addWidget(self._hint)
        self.hide()
        words.installEventFilter(self)
        words.textChanged.connect(self._on_text_changed)
        if count is not None:
            count.valueChanged.connect(self._on_count_changed)

    def use(self, book: PhraseBook) -> None:
        """Offer the phrases of a book."""
        self._book = book

    def show_target(self, target: str) -> None:
        """Offer those for an item first."""
        self._target = target
        self.close_list()

    def bind_keys(self) -> None:
        """Open the list by its keys while the keyboard is in the field, where no editor binds them."""
        for key in keys_of("editor.phrases"):
            shortcut = QShortcut(QKeySequence(key), self._words, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.open_list)

    def open_list(self) -> None:
        """Show all phrases that fit, the first one marked; again for none."""
        if self._is_open:
            self.close_list()
            return
        self._is_open = True
        self._words.setFocus()
        self._show(self._fitting(self._fragment()[1]) or self._fitting(""), marked=0)

    def close_list(self) -> None:
        """Put the list away."""
        self._is_open = False
        self.hide()

    def keep_words(self) -> None:
        """Keep what is selected, or all words, as a phrase for this item: its place and its count become blanks."""
        text = (self._words.textCursor().selectedText().replace("\u2029", "\n") or self._words.toPlainText()).strip()
        if not text or self._book is None:
            self.told.emit(_("There are no words yet to keep as a phrase."))
            return
        if place := self._place().strip():
            text = text.replace(place, "{place}")
        text = text.replace(place_blank(), "{place}").replace(count_blank(), "{count}")
        if (count := self._counted()) > 1:
            text = re.sub(rf"(?<!\d){count}(?!\d)", "{count}", text, count=1)
        try:
            is_new = self._book.keep(Phrase(text, (self._target,) if self._target else ()))
        except UserFacingError as error:
            self.failed.emit(error)
            return
        said = _("Kept as a phrase: {text}") if is_new else _("This phrase is there already: {text}")
        self.told.emit(said.format(text=text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Up, Down, Enter and Escape are for the list while it is there, Tab and Enter for blanks."""
        if watched is self._words and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            return plain and (self._is_for_list(event.key()) or self._is_for_blanks(event.key()))
        if watched is self._words and event.type() is QEvent.Type.FocusOut:
            self.close_list()
        return super().eventFilter(watched, event)

    def place_given(self, place: str) -> None:
        """Fill the blanks of the place."""
        self.blanks.fill(place_blank(), place.strip())

    def _is_for_list(self, key: int) -> bool:
        if self.isHidden():
            return False
        row = self.list.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            if row < 0 and step < 0:
                return False
            self.list.setCurrentRow((row + step) % self.list.count())
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self._choose(row)
            return True
        if key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        return False

    def _is_for_blanks(self, key: int) -> bool:
        return key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.blanks.go_on()

    def _fragment(self) -> tuple[int, str]:
        """Return where what is being typed begins, and its words up to the cursor."""
        end = self._words.textCursor().position()
        before = self._words.toPlainText()[:end]
        begin = max((found.end() for found in _CUTS.finditer(before)), default=0)
        return begin, before[begin:]

    def _fitting(self, typed: str) -> list[Phrase]:
        if self._book is None:
            return []
        try:
            offered = self._book.offered(self._target)
        except UserFacingError as error:
            self.failed.emit(error)
            offered = self._book.shipped
        words = split(typed)
        return [phrase for phrase in offered if matches(words, _shown(phrase)) and phrase.text != typed]

    def _show(self, phrases: list[Phrase], *, marked: int) -> None:
        most = _MOST_ON_KEY if self._is_open else _MOST_WHILE_TYPING
        self.list.clear()
        for phrase in phrases[:most]:
            item = QListWidgetItem(_shown(phrase), self.list)
            item.setData(Qt.ItemDataRole.UserRole, phrase)
            item.setSizeHint(QSize(0, scaled(ROW)))
        self.list.setCurrentRow(marked)
        self.list.setFixedHeight(min(self.list.count(), 5) * scaled(ROW) + scaled(4))
        self._hint.setText(_("Phrases: ↑ ↓ choose, Enter puts it in, Tab goes to the next blank, Esc closes the list"))
        self.setVisible(bool(phrases))
        if phrases:
            QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea) and self.isVisible():
            above.ensureWidgetVisible(self, 0, 0)
            above.ensureWidgetVisible(self._words, 0, 0)

    def _choose(self, row: int) -> None:
        phrase: Phrase = self.list.item(row).data(Qt.ItemDataRole.UserRole)
        begin, typed = self._fragment()
        if self._is_open and not matches(split(typed), _shown(phrase)):
            begin += len(typed)
        self.close_list()
        self.blanks.put(phrase.text, begin, self._place().strip(), self._counted())
        self.close_list()

    def _on_text_changed(self) -> None:
        if not self._words.hasFocus() or self._book is None:
            return
        typed = self._fragment()[1].strip()
        if self._is_open:
            self._show(self._fitting(typed), marked=0)
        elif len(typed) >= _LEAST_TYPED and not self._words.textCursor().hasSelection():
            self._show(self._fitting(typed), marked=-1)
        else:
            self.hide()

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._choose(self.list.row(item))

    def _counted(self) -> int:
        return self._count.value() if self._count is not None else 1

    def _set_count(self, count: int) -> None:
        if self._count is not None:
            self._count.setValue(count)

    def _on_count_changed(self, value: int) -> None:
        if not self._words.textCursor().hasSelection() or count_blank() in self._words.toPlainText():
            self.blanks.fill(count_blank(), str(value))


def _shown(phrase: Phrase) -> str:
    return phrase.text.replace("{place}", place_blank()).replace("{count}", count_blank())
