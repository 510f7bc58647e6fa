# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The phrases of a firm: found, written, removed, taken in from a file and handed out. What is written is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, ROW, TextRole, scaled
from evaluator_app.gui.views.item.settled_edit import SettledEdit
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.phrases import FILE_NAME, Phrase, PhraseBook
from evaluator_app.services.searching import matches, split


class PhrasesDialog(QDialog):
    """Items name the indicators by id, in their order; without an assessment none are offered."""

    def __init__(self, book: PhraseBook, items: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Phrases"))
        self._book, self._items = book, items
        self._phrase: Phrase | None = None
        self.search = SearchField(_("Search phrases"), "Ctrl+F")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Phrases"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = SettledEdit(_("Such as: {place} has {count} faded signs"), name=_("Words of the phrase"), least_lines=3)
        self.item = QComboBox()
        self.banner = Banner(tone=Tone.FOUND)
        self.banner.hide()
        self.add = ActionButton(_("New phrase"), icon_name="plus")
        self.remove = ActionButton(_("Remove"), kind=ButtonKind.DANGER, icon_name="trash")
        self.take_in = ActionButton(_("Import…"), icon_name="folder")
        self.hand_out = ActionButton(_("Export…"), icon_name="document")
        self._build()
        self._connect()
        self._fill()
        open_at(self, 860, 560)

    def import_file(self, path: Path) -> None:
        """Add what a file has that is not here yet."""
        before = len(self._own())
        if self._attempt(partial(self._book.take_in, path)):
            self._fill()
            count = len(self._own()) - before
            self._say(_("Phrases that were added: {count}.").format(count=count), Tone.DONE)

    def export_file(self, path: Path) -> None:
        """Write all own phrases into a file."""
        if self._attempt(partial(self._book.hand_out, path)):
            self._say(_("The phrases are in {name}.").format(name=path.name), Tone.DONE)

    def done(self, result: int) -> None:
        """Override QDialog.done: what is typed is kept."""
        self.words.settle()
        super().done(result)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        left.addWidget(self.add)
        note = TextLabel(
            _("{place} and {count} are filled in from the observation; other words in braces are blanks that Tab leads to."),
            TextRole.SMALL,
            wraps=True,
        )
        right = QVBoxLayout()
        right.setSpacing(GRID + 4)
        right.addWidget(FormRow(_("Words of the phrase"), self.words))
        right.addWidget(note)
        right.addWidget(FormRow(_("For which item"), self.item))
        right.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        middle = QHBoxLayout()
        middle.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        middle.setSpacing(3 * GRID)
        middle.addLayout(left, 3)
        middle.addLayout(right, 4)
        close = ActionButton(_("Close"), kind=ButtonKind.PRIMARY)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        foot.setSpacing(GRID)
        foot.addWidget(self.take_in)
        foot.addWidget(self.hand_out)
        foot.addStretch(1)
        foot.addWidget(close)
        said = QVBoxLayout()
        said.setContentsMargins(3 * GRID, 0, 3 * GRID, GRID)
        said.addWidget(self.banner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addLayout(said)
        outer.addWidget(Hairline())
        outer.addLayout(foot)

    def _connect(self) -> None:
        self.search.search_changed.connect(self._on_search_changed)
        self.search.descended.connect(self.list.setFocus)
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.words.text_settled.connect(self._on_text_settled)
        self.item.activated.connect(self._on_item_activated)
        self.add.clicked.connect(self._on_add_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.take_in.clicked.connect(self._on_take_in_clicked)
        self.hand_out.clicked.connect(self._on_hand_out_clicked)

    def _fill(self, chosen: Phrase | None = None) -> None:
        own = self._own()
        words = split(self.search.text())
        self.list.blockSignals(True)
        self.list.clear()
        for phrase in reversed(own):
            if matches(words, phrase.text):
                line = QListWidgetItem(" ".join(phrase.text.splitlines()), self.list)
                line.setData(Qt.ItemDataRole.UserRole, phrase)
                line.setSizeHint(QSize(0, scaled(ROW)))
                if phrase == chosen:
                    self.list.setCurrentItem(line)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.hand_out.setEnabled(bool(own))
        has_line = self.list.currentRow() >= 0
        self._show(self.list.currentItem().data(Qt.ItemDataRole.UserRole) if has_line else None)

    def _show(self, phrase: Phrase | None) -> None:
        self._phrase = phrase
        self.words.show_text(phrase.text if phrase else "")
        self.words.setEnabled(True)
        self.item.clear()
        self.item.addItem(_("Any item"), ())
        for item, title in self._items.items():
            self.item.addItem(title, (item,))
        if phrase and phrase.items and self.item.findData(phrase.items) < 0:
            self.item.addItem("、".join(self._items.get(item, item) for item in phrase.items), phrase.items)
        self.item.setCurrentIndex(max(0, self.item.findData(phrase.items if phrase else ())))
        self.remove.setEnabled(phrase is not None)

    def _own(self) -> tuple[Phrase, ...]:
        try:
            return self._book.own
        except UserFacingError as error:
            self._say(words_of(error), Tone.VETO)
            return ()

    def _attempt(self, act: Callable[[], object]) -> bool:
        """Do something with the file; False, with the reason said, where it could not be done."""
        try:
            act()
        except UserFacingError as error:
            self._say(words_of(error), Tone.VETO)
            return False
        return True

    def _say(self, words: str, tone: Tone) -> None:
        self.banner.set_message(words, tone=tone)
        self.banner.show()

    def _put(self, new: Phrase) -> None:
        """Keep a phrase in the place of the one shown, or as a new one."""
        old = self._phrase
        if self._attempt(partial(self._book.keep, new) if old is None else partial(self._book.change, old, new)):
            self._fill(new)

    def _on_text_settled(self, text: str, continues: bool) -> None:
        if text.strip() and (self._phrase is None or text.strip() != self._phrase.text):
            self._put(replace(self._phrase or Phrase("", tuple(self.item.currentData())), text=text.strip()))

    def _on_item_activated(self, index: int) -> None:
        self.words.settle()
        if self._phrase is not None:
            self._put(replace(self._phrase, items=tuple(self.item.itemData(index))))

    def _on_current_changed(self, now: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        wanted: Phrase | None = now.data(Qt.ItemDataRole.UserRole) if now else None
        self.words.settle()
        self._show(wanted)

    def _on_add_clicked(self) -> None:
        self.words.settle()
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self._show(None)
        self.words.setFocus()

    def _on_remove_clicked(self) -> None:
        phrase = self._phrase
        if phrase is not None:
            self._attempt(partial(self._book.remove, phrase))
            self._fill()

    def _on_search_changed(self, typed: str) -> None:
        self.words.settle()
        self._fill(self._phrase)

    def _on_take_in_clicked(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Import phrases"), "", "TOML (*.toml)")
        if name:
            self.import_file(Path(name))

    def _on_hand_out_clicked(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, _("Export phrases"), FILE_NAME, "TOML (*.toml)")
        if name:
            self.export_file(Path(name))
