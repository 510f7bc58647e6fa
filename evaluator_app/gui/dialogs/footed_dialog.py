# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A dialog that is a page with a line under it and the way out at the right of its foot."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.i18n import _


class FootedDialog(QDialog):
    """Subclasses make their page and hand it to `fill`."""

    def __init__(self, title: str, parent: QWidget | None = None, *, close_kind: ButtonKind = ButtonKind.PLAIN) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.close_button = ActionButton(_("Close"), kind=close_kind)
        self.close_button.clicked.connect(self.reject)

    def fill(self, page: QWidget, width: int, height: int) -> None:
        """Put the page over the foot, and open at a size in pixels at 14 px text."""
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        open_at(self, width, height)
