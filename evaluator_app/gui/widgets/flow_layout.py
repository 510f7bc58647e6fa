# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A layout that sets its items in lines and breaks the line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from evaluator_app.gui.theme import GRID


class FlowLayout(QLayout):
    """Items keep their size hints; `spacing` lies between items of a line and between lines."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = GRID) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
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
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put a widget before the item at that place."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def clear(self) -> None:
        """Take out and delete every widget."""
        while (item := self.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        """Override QLayout.expandingDirections: it wants no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Override QLayout.hasHeightForWidth."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Override QLayout.heightForWidth."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Override QLayout.invalidate: what was measured before counts no longer."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Override QLayout.setGeometry."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Override QLayout.sizeHint: everything in one line."""
        sizes = [item.sizeHint() for item in self._visible()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return self._with_margins(QSize(width, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """Override QLayout.minimumSize: the widest item."""
        size = QSize()
        for item in self._visible():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        left, right = rect.x() + margins.left(), rect.right() + 1 - margins.right()
        x, y = left, rect.y() + margins.top()
        line: list[tuple[QLayoutItem, int, QSize]] = []
        height = 0
        for item in self._visible():
            size = item.sizeHint().boundedTo(QSize(max(1, right - left), item.sizeHint().height()))
            if line and x + size.width() > right:
                self._place(line, y, height, move)
                x, y, line, height = left, y + height + self.spacing(), [], 0
            line.append((item, x, size))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        self._place(line, y, height, move)
        return y + height - rect.y() + margins.bottom()

    @staticmethod
    def _place(line: list[tuple[QLayoutItem, int, QSize]], y: int, height: int, move: bool) -> None:
        if move:
            for item, x, size in line:
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
