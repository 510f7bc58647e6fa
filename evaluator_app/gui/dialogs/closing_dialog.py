# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Before an assessment is closed although some have not signed its report: who they are, and that there is no way back."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.closing import SignedReport


class ClosingDialog(QDialog):
    """Enter and Escape leave it open; closing takes the other button."""

    def __init__(self, report: SignedReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Close the assessment"))
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(TextLabel(_("These have not signed {name}:").format(name=report.name), TextRole.STRONG, wraps=True))
        self.missing = TextLabel("、".join(report.missing), wraps=True, selectable=True)
        column.addWidget(self.missing)
        words = _("Once it is closed, nothing is changed but in a revision. Whoever verifies the report is told who has not signed.")
        column.addWidget(TextLabel(words, TextRole.MUTED, wraps=True))
        column.addStretch(1)
        self.cancel_button = ActionButton(_("Leave it open"))
        self.cancel_button.setDefault(True)
        self.cancel_button.clicked.connect(self.reject)
        self.close_button = ActionButton(_("Close it without them"), kind=ButtonKind.DANGER, icon_name="lock")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addStretch(1)
        line.addWidget(self.close_button)
        line.addWidget(self.cancel_button)
        column.addLayout(line)
        open_at(self, 480, 220)
        self.cancel_button.setFocus()
