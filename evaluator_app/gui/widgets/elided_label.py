# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One line of text that is cut with an ellipsis when there is no room; the whole text is in the tooltip then."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, color, text_font, tone_color


class ElidedLabel(QFrame):
    """A label that may become narrower than its text; `mode` says where the cut is."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        *,
        tone: Tone | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._role = role
        self._tone = tone
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self._update_tooltip()
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone | None) -> None:
        """Color the words by their meaning."""
        self._tone = tone
        self.update()

    def is_elided(self) -> bool:
        """Return whether something of the text is hidden."""
        return self._shown() != self._text

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint: the whole text."""
        metrics = self._metrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint: two characters and the ellipsis."""
        metrics = self._metrics()
        return QSize(min(metrics.horizontalAdvance("中中…"), self.sizeHint().width()), metrics.height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._update_tooltip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setFont(text_font(self._role))
        quiet = self._role in (TextRole.MUTED, TextRole.SMALL)
        painter.setPen(tone_color(self._tone) if self._tone else color("muted" if quiet else "text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._shown())

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(text_font(self._role))

    def _shown(self) -> str:
        return self._metrics().elidedText(self._text, self._mode, self.width())

    def _update_tooltip(self) -> None:
        self.setToolTip(self._text if self.is_elided() else "")
