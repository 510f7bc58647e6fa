# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Buttons side by side in equal shares; in lines of fewer where they do not fit."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class ButtonRow(QLayout):
    """All items have the same width; each line is filled."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        """Override QLayout.addItem."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Override QLayout.count."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Override QLayout.itemAt."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Override QLayout.takeAt."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Override QLayout.expandingDirections."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Override QLayout.hasHeightForWidth."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Override QLayout.heightForWidth."""
        lines = self._lines(width)
        return len(lines) * self._height() + max(len(lines) - 1, 0) * self.spacing()

    def sizeHint(self) -> QSize:
        """Override QLayout.sizeHint: all in one line."""
        width = sum(item.sizeHint().width() for item in self._items) + self.spacing() * max(len(self._items) - 1, 0)
        return QSize(width, self._height())

    def minimumSize(self) -> QSize:
        """Override QLayout.minimumSize: the widest item."""
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), self._height())

    def setGeometry(self, rect: QRect) -> None:
        """Override QLayout.setGeometry."""
        super().setGeometry(rect)
        y = rect.y()
        for line in self._lines(rect.width()):
            natural = sum(item.sizeHint().width() for item in line)
            extra = max(rect.width() - natural - self.spacing() * (len(line) - 1), 0)
            x = rect.x()
            for place, item in enumerate(line):
                share = extra * (place + 1) // len(line) - extra * place // len(line)
                width = min(item.sizeHint().width() + share, rect.width())
                item.setGeometry(QRect(x, y, width, self._height()))
                x += width + self.spacing()
            y += self._height() + self.spacing()

    def _height(self) -> int:
        return max((item.sizeHint().height() for item in self._items), default=0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        for per_line in range(len(self._items), 0, -1):
            lines = [self._items[start : start + per_line] for start in range(0, len(self._items), per_line)]
            if all(self._natural(line) <= width for line in lines):
                return lines
        return [[item] for item in self._items]

    def _natural(self, line: list[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)
