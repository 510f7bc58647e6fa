# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A QR code as large as there is room, black on white whatever the theme, with the white margin that readers need."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from evaluator_app.gui.theme import scaled

_QUIET = 4
_LEAST = 200


class CodeView(QWidget):
    """`set_text` shows another code; an empty text shows none. *Signals:* none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show no code yet; the name is what a screen reader says."""
        super().__init__(parent)
        self._text = ""
        self._rows: tuple[bytes, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def text(self) -> str:
        """Return what the code says."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another code."""
        import segno

        if text != self._text:
            self._text = text
            self._rows = tuple(bytes(row) for row in segno.make(text, error="m", micro=False).matrix) if text else ()
            self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(scaled(340), scaled(340))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(scaled(_LEAST), scaled(_LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: whole device pixels for each square, so that edges are sharp."""
        if not self._rows:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        count = len(self._rows) + 2 * _QUIET
        unit = max(1, int(min(self.width(), self.height()) * ratio / count)) / ratio
        side = unit * count
        left, top = int((self.width() - side) / 2 * ratio) / ratio, int((self.height() - side) / 2 * ratio) / ratio
        painter.fillRect(QRectF(left, top, side, side), Qt.GlobalColor.white)
        for down, row in enumerate(self._rows, start=_QUIET):
            for across, is_dark in enumerate(row, start=_QUIET):
                if is_dark:
                    painter.fillRect(QRectF(left + across * unit, top + down * unit, unit, unit), Qt.GlobalColor.black)
