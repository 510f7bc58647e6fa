# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Says why the workspace cannot be opened and what can be done: try again, another folder, the last good backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.store.backups import Restored, restore_backup
from evaluator_app.store.opening import DamagedStoreError


class OpeningFailedDialog(QDialog):
    """Accepted means: open `folder` now; `restored` says so if a backup was put in place. Rejected means: give up."""

    def __init__(self, error: UserFacingError, folder: Path, *, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Green mine evaluator"))
        self.folder = folder
        self.restored: Restored | None = None
        self._now = now
        backup = error.backup if isinstance(error, DamagedStoreError) else None
        self.failure = Banner(dismissible=False)
        self.failure.hide()
        self.quit_button = ActionButton(_("Quit"))
        self.quit_button.clicked.connect(self.reject)
        self.folder_button = ActionButton(_("Choose another folder…"), icon_name="folder")
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.retry_button = ActionButton(_("Try again"), kind=ButtonKind.PLAIN if backup else ButtonKind.PRIMARY)
        self.retry_button.clicked.connect(self.accept)
        self.restore_button = ActionButton(_("Restore the backup"), kind=ButtonKind.PRIMARY, icon_name="history")
        self.restore_button.clicked.connect(self._on_restore_clicked)
        self.restore_button.setVisible(backup is not None)
        self._build(error)
        self.setMinimumWidth(scaled(600))
        way_out = self.restore_button if backup else self.retry_button
        way_out.setDefault(True)
        way_out.setFocus()

    def _build(self, error: UserFacingError) -> None:
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(TextLabel(_("The assessments cannot be opened"), TextRole.HEADING, wraps=True))
        words.addWidget(TextLabel(error.message, wraps=True, selectable=True))
        if error.advice:
            words.addWidget(TextLabel(error.advice, TextRole.STRONG, wraps=True))
        words.addWidget(TextLabel(f"{error.code}  ·  {self.folder}", TextRole.SMALL, wraps=True, selectable=True))
        words.addWidget(self.failure)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        side = QVBoxLayout()
        side.addWidget(IconView("found", Tone.FOUND, side=32))
        side.addStretch(1)
        head.addLayout(side)
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.quit_button)
        foot.addStretch(1)
        for button in (self.folder_button, self.retry_button, self.restore_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(3 * GRID)
        column.addLayout(head, 1)
        column.addLayout(foot)

    def _on_folder_clicked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for the assessments"), str(self.folder.parent))
        if chosen:
            self.folder = Path(chosen)
            self.accept()

    def _on_restore_clicked(self) -> None:
        try:
            self.restored = restore_backup(self.folder, now=self._now)
        except UserFacingError as error:
            self.failure.set_message(f"{error.message} {error.advice}", tone=Tone.VETO)
            self.failure.show()
            return
        self.accept()
