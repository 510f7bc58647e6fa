# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A field for the path of a file, with a button that opens the system's dialog for it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.i18n import _


class PathUse(Enum):
    """What the file is for."""

    READ = "read"
    WRITE = "write"
    READ_FOLDER = "read_folder"
    """A folder, or a file given by its name."""


class PathField(QWidget):
    """*Signals:* path_changed(): another path stands in the field."""

    path_changed = Signal()

    def __init__(self, name: str, kinds: str, use: PathUse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._kinds = kinds
        self._use = use
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self._on_text_changed)
        self.browse_button = ActionButton(_("Choose…"))
        self.browse_button.clicked.connect(self._on_browse_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        row.addWidget(self.browse_button)
        self.setFocusProxy(self.line)

    def path(self) -> Path | None:
        """Return the path; None while the field is empty."""
        text = self.line.text().strip().strip('"')
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | None) -> None:
        """Show a path."""
        self.line.setText(str(path) if path else "")
        self.line.setCursorPosition(len(self.line.text()))

    def _on_text_changed(self, _text: str) -> None:
        self.path_changed.emit()

    def _on_browse_clicked(self) -> None:
        start = str(self.path() or "")
        if self._use is PathUse.WRITE:
            chosen, _kind = QFileDialog.getSaveFileName(self, self._name, start, self._kinds)
        elif self._use is PathUse.READ_FOLDER:
            chosen = QFileDialog.getExistingDirectory(self, self._name, start)
        else:
            chosen, _kind = QFileDialog.getOpenFileName(self, self._name, start, self._kinds)
        if chosen:
            self.set_path(Path(chosen))
