# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A page that scrolls up and down when its content is higher than the room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from evaluator_app.gui.theme import GRID


class _Page(QWidget):
    """Lets the area ask for the height that fits the width, instead of the height the narrowest page would need."""

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(super().minimumSizeHint().width(), 0)


class ScrollPage(QScrollArea):
    """Holds widgets one under the other; the field with the keyboard is scrolled into sight by Qt."""

    def __init__(self, *widgets: QWidget, spacing: int = 3 * GRID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = _Page()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(spacing)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
