# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which items and observations chosen evidence serves: search, Space to tick, Enter to file. One act, undone as one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.evidence_edits import file_under
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.evidence.target_picker import TargetPicker
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

State = Qt.CheckState


class FilingDialog(QDialog):
    """What is not touched stays as it is, also where only some of the chosen evidence serves it."""

    def __init__(self, session: Session, ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids = tuple(name for name in ids if name in session.assessment.evidence)
        self.setWindowTitle(_("File under items"))
        self.picker = TargetPicker(session, [session.assessment.evidence[name].targets for name in self._ids])
        self._summary = TextLabel(role=TextRole.MUTED, wraps=True)
        self.done_button = ActionButton(_("File there"), kind=ButtonKind.PRIMARY, icon_name="link")
        cancel = ActionButton(_("Cancel"))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._summary, 1)
        line.addWidget(cancel)
        line.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        head = _("Evidence chosen: {count}. One piece may serve many items.").format(count=len(self._ids))
        column.addWidget(TextLabel(head, wraps=True))
        column.addWidget(self.picker, 1)
        column.addLayout(line)
        self.picker.picked.connect(self._tell)
        self.done_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        open_at(self, 620, 640)
        self.picker.search.setFocus()

    def accept(self) -> None:
        """Override QDialog.accept: file as it is ticked; the dialog stays where that could not be saved."""
        changed = self.picker.changes()
        added = [target for target, state in changed.items() if state is State.Checked]
        removed = [target for target, state in changed.items() if state is State.Unchecked]
        if not changed or self._session.do(file_under(self._session.assessment, self._ids, added, removed)):
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: Enter files, Space ticks."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        words = self.picker.words()
        self._summary.setText(_("To be filed under: {items}").format(items=words) if words else "")
