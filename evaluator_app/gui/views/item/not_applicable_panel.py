# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Marking an item as not applicable: how it then counts, and why. Part of the page, nothing modal."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import NotApplicable
from evaluator_app.domain.template import NotApplicableOption
from evaluator_app.domain.terms import term
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.item.settled_edit import SettledEdit
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class NotApplicablePanel(Card):
    """*Signals:* marked(NotApplicable): the user said how and why; cancelled()."""

    marked = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Not applicable"), parent=parent)
        self._group = QButtonGroup(self)
        self._options: tuple[NotApplicableOption, ...] = ()
        self._choices = QVBoxLayout()
        self._choices.setSpacing(GRID // 2)
        self.add(TextLabel(_("The template allows this in the following way; a reason is needed."), TextRole.MUTED, wraps=True))
        self.add(self._choices)
        self.reason = SettledEdit(_("Why it does not apply to this mine"), least_lines=2)
        self._row = FormRow(_("Reason"), self.reason, required=True)
        self.add(self._row)
        self.confirm = ActionButton(_("Mark as not applicable"), kind=ButtonKind.PRIMARY)
        cancel = ActionButton(_("Cancel"))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(self.confirm)
        self.add(line)
        self.confirm.clicked.connect(self._on_confirm_clicked)
        cancel.clicked.connect(self.cancelled)

    def offer(self, options: tuple[NotApplicableOption, ...], mark: NotApplicable | None) -> None:
        """Show the ways the template allows, with what is recorded now."""
        self._options = options
        while (item := self._choices.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for old in self._group.buttons():
            self._group.removeButton(old)
        chosen = mark.kind if mark else options[0].kind
        for number, option in enumerate(options):
            self._choices.addWidget(self._choice(number, option, is_chosen=option.kind is chosen))
        self.reason.show_text(mark.reason if mark else "")
        self._row.set_error("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Escape cancels."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _choice(self, number: int, option: NotApplicableOption, *, is_chosen: bool) -> QWidget:
        frame = QWidget()
        line = QHBoxLayout(frame)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        button = QRadioButton(worded(term(option.kind)))
        button.setChecked(is_chosen)
        button.setAccessibleDescription(option.when)
        self._group.addButton(button, number)
        line.addWidget(button)
        if not option.is_confirmed:
            line.addWidget(StateBadge(_("not confirmed by the official text"), Tone.UNDETERMINED))
        line.addStretch(1)
        if not option.when:
            return frame
        outer = QWidget()
        column = QVBoxLayout(outer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(frame)
        words = TextLabel(option.when, TextRole.SMALL, wraps=True)
        words.setContentsMargins(3 * GRID + 2, 0, 0, 0)
        column.addWidget(words)
        return outer

    def _kind(self) -> NotApplicableKind:
        return self._options[max(self._group.checkedId(), 0)].kind

    def _on_confirm_clicked(self) -> None:
        reason = self.reason.toPlainText().strip()
        if not reason:
            self._row.set_error(_("Say why it does not apply; without a reason it would stay open."))
            self.reason.setFocus()
            return
        self._row.set_error("")
        self.marked.emit(NotApplicable(self._kind(), reason))
