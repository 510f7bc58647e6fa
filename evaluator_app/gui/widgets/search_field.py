# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The field to search in, with its icon, a way to clear it, and the key that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from evaluator_app.gui.icons import icon
from evaluator_app.gui.painting import paint_box
from evaluator_app.gui.theme import TextRole, color, scaled, text_font
from evaluator_app.i18n import _


class SearchField(QLineEdit):
    """The shortcut, if one is given, puts the keyboard here from anywhere in the window; Escape clears.

    *Signals:* search_changed(str): other words, trimmed; descended(): Down or Enter, "go to the first hit".
    """

    search_changed = Signal(str)
    descended = Signal()

    def __init__(self, placeholder: str, shortcut: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        self._last = ""
        self.set_placeholder(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addAction(icon("search", color_name="muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(icon("close", color_name="muted"), _("Clear the search"), self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.textChanged.connect(self._on_text_changed)
        self._shortcut = QKeySequence(shortcut)
        self._watched: QWidget | None = None
        app = QApplication.instance()
        if shortcut and isinstance(app, QApplication):
            QShortcut(self._shortcut, self, self._on_shortcut_activated)
            app.focusChanged.connect(self._on_focus_changed)

    def set_placeholder(self, placeholder: str) -> None:
        """Say what can be searched for; it is the accessible name, too."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint: the placeholder and the key fit."""
        metrics = QFontMetrics(self.font())
        room = metrics.horizontalAdvance(self.placeholderText()) + self._hint_width() + scaled(64)
        return QSize(room, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLineEdit.keyPressEvent."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.descended.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QLineEdit.paintEvent: the key at the right while there is nothing else and room for it."""
        super().paintEvent(event)
        if not self._hint or self.text() or self.hasFocus() or self.width() < self.sizeHint().width():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(TextRole.SMALL))
        height = painter.fontMetrics().height() + scaled(2)
        box = QRectF(self.width() - self._hint_width() - scaled(8), (self.height() - height) / 2, self._hint_width(), height)
        paint_box(painter, box, 4, color("sunken"), color("hairline"))
        painter.setPen(color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: on X11 a text field would take Ctrl+K and delete to the end of its line."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().eventFilter(watched, event)
        ours = QKeySequence(event.keyCombination()) == self._shortcut
        if ours:
            event.ignore()
        return ours

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and old is self._watched:
            old.removeEventFilter(self)
        self._watched = now if isinstance(now, QLineEdit | QTextEdit | QPlainTextEdit) and now is not self else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def _hint_width(self) -> int:
        metrics = QFontMetrics(text_font(TextRole.SMALL))
        return metrics.horizontalAdvance(self._hint) + scaled(10) if self._hint else 0

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if text.strip() != self._last:
            self._last = text.strip()
            self.search_changed.emit(self._last)

    def _on_shortcut_activated(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
