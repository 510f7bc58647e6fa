# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is to be noted with a prerequisite, such as number and date of a permit: one field each, saved when it is left."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.changes import record_answer
from evaluator_app.domain.completeness import fits
from evaluator_app.domain.template import FactDefinition, FactKind
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.item.phrase_entry import PhraseEntry
from evaluator_app.gui.views.item.settled_edit import SettledEdit
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.i18n import _
from evaluator_app.services.phrases import PhraseBook


class NotedForm(QWidget):
    """Fields in two columns; what is no answer to its question is kept as it was typed, and the field says what is wrong."""

    def __init__(
        self, session: Session, target: str, asks: tuple[FactDefinition, ...], book: PhraseBook, parent: QWidget | None = None
    ) -> None:
        """Ask for what is to be noted with a prerequisite; phrases of the book are offered for words."""
        super().__init__(parent)
        self._session, self._target, self._asks = session, target, asks
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID + 4)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.rows: dict[str, FormRow] = {}
        self.phrases: dict[str, PhraseEntry] = {}
        for place, ask in enumerate(asks):
            row = FormRow(f"{ask.title}（{ask.unit}）" if ask.unit else ask.title, self._field(ask), hint=ask.hint)
            self.rows[ask.id] = row
            cell = QVBoxLayout()
            cell.addWidget(row)
            if isinstance(row.field, SettledEdit):
                cell.addWidget(self._phrases(ask, row.field, book))
            grid.addLayout(cell, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.refresh()

    def refresh(self) -> None:
        """Show what is recorded now; what is being typed is not overwritten."""
        noted = self._session.assessment.answer(self._target).choices
        for ask in self._asks:
            words, field = noted.get(ask.id, ""), self.rows[ask.id].field
            if isinstance(field, QComboBox):
                field.setCurrentIndex(max(field.findData(words), 0))
            elif isinstance(field, SegmentedControl):
                field.set_current(words if words in ("true", "false") else "")
            elif isinstance(field, SettledEdit):
                if not (field.hasFocus() and field.toPlainText().strip() == words):  # a blank at the end is on the way to more words
                    field.show_text(words)
            elif isinstance(field, QLineEdit) and not (field.hasFocus() and field.isModified()):
                field.setText(words)
            self._judge(ask, words)

    def settle(self) -> None:
        """Hand over what is being typed."""
        for ask in self._asks:
            field = self.rows[ask.id].field
            if isinstance(field, QLineEdit):
                self._on_left(ask, field)
            elif isinstance(field, SettledEdit):
                field.settle()

    def _field(self, ask: FactDefinition) -> QWidget:
        if ask.kind is FactKind.CHOICE:
            choice = QComboBox()
            choice.addItem(_("Choose …"), "")
            for option in ask.options:
                choice.addItem(option.title, option.id)
            choice.activated.connect(partial(self._on_chosen, ask, choice))
            return choice
        if ask.kind is FactKind.FLAG:
            segments = (("", _("Unknown")), ("true", _("Yes")), ("false", _("No")))
            flag = SegmentedControl(segments, "", name=ask.title)
            flag.segment_chosen.connect(partial(self._record, ask))
            return flag
        if ask.kind is FactKind.TEXT:
            words = SettledEdit(name=ask.title, most_lines=4, finishes=True)
            words.text_settled.connect(partial(self._on_words_settled, ask))
            return words
        line = DateField() if ask.kind is FactKind.DATE else QLineEdit()
        line.editingFinished.connect(partial(self._on_left, ask, line))
        return line

    def _phrases(self, ask: FactDefinition, words: SettledEdit, book: PhraseBook) -> PhraseEntry:
        """Return the list that offers phrases for a field of words."""
        entry = PhraseEntry(words)
        entry.use(book)
        entry.show_target(self._target)
        entry.bind_keys()
        entry.failed.connect(self._session.failed)
        self.phrases[ask.id] = entry
        return entry

    def _judge(self, ask: FactDefinition, words: str) -> None:
        """Say at the field what is wrong with what is recorded."""
        is_wrong = bool(words) and ask.kind in (FactKind.DATE, FactKind.NUMBER) and not fits(ask, words)
        sentence = _("This is not a date, such as 2026-05-12.") if ask.kind is FactKind.DATE else _("This is not a number.")
        self.rows[ask.id].set_error(sentence if is_wrong else "")

    def _on_left(self, ask: FactDefinition, line: QLineEdit) -> None:
        line.setModified(False)
        self._record(ask, line.text().strip())

    def _on_words_settled(self, ask: FactDefinition, words: str, continues: bool) -> None:
        self._record(ask, words.strip(), continues=continues)

    def _on_chosen(self, ask: FactDefinition, choice: QComboBox, index: int) -> None:
        self._record(ask, str(choice.itemData(index)))

    def _record(self, ask: FactDefinition, words: str, *, continues: bool = False) -> None:
        answer = self._session.assessment.answer(self._target)
        if words == answer.choices.get(ask.id, ""):
            return
        others = {key: word for key, word in answer.choices.items() if key != ask.id}
        noted = replace(answer, choices={**others, ask.id: words} if words else others)
        self._session.do(record_answer(self._session.assessment, self._target, "", noted), continues=continues)
