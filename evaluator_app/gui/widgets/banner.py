# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Messages that never stand in the way: a bar in the page, and one that floats for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from evaluator_app.gui.icons import icon
from evaluator_app.gui.painting import paint_box
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, scaled, tone_color
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class Banner(QWidget):
    """A message with its icon, perhaps an action, perhaps a way to put it away.

    *Signals:* action_chosen(); dismissed(): the user put it away (it is hidden already).
    """

    action_chosen = Signal()
    dismissed = Signal()

    def __init__(
        self,
        text: str = "",
        *,
        tone: Tone = Tone.ACCENT,
        action_text: str = "",
        dismissible: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = IconView(tone.icon_name, tone, side=18)
        self._words = TextLabel(wraps=True, selectable=True)
        self._action = ActionButton(action_text, kind=ButtonKind.QUIET)
        self._action.clicked.connect(self.action_chosen)
        self._close = QToolButton()
        self._close.setIcon(icon("close", color_name="muted"))
        self._close.setIconSize(QSize(scaled(16), scaled(16)))
        self._close.clicked.connect(self._on_close_clicked)
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID + 4, GRID // 2 + 2, GRID, GRID // 2 + 2)
        line.setSpacing(GRID + 2)
        line.addWidget(self._icon)
        line.addWidget(self._words, 1)
        line.addWidget(self._action)
        line.addWidget(self._close)
        self._close.setVisible(dismissible)  # once it is inside: shown before, it would be a window of its own
        self._name_close()
        self.set_message(text, tone=tone, action_text=action_text)

    def set_message(self, text: str, *, tone: Tone = Tone.ACCENT, action_text: str = "") -> None:
        """Show another message; a screen reader is told when the bar is in sight."""
        self._tone = tone
        self._icon.set_icon(tone.icon_name, tone)
        self._words.setText(text)
        self._action.setText(action_text)
        self._action.setVisible(bool(action_text))
        self.setAccessibleName(text)
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.update()

    def text(self) -> str:
        """Return the message shown."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: its own words in the language in use."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name_close()
        elif event.type() == QEvent.Type.StyleChange:
            self._close.setIconSize(QSize(scaled(16), scaled(16)))
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(painter, QRectF(self.rect()), 8, tone_color(self._tone, "fill"), tone_color(self._tone, "line"))

    def _name_close(self) -> None:
        self._close.setToolTip(_("Put this message away"))
        self._close.setAccessibleName(_("Put this message away"))

    def _on_close_clicked(self) -> None:
        self.hide()
        self.dismissed.emit()


class Toast(Banner):
    """A banner that floats over the lower edge of its parent and goes by itself; it takes no focus when it comes.

    *Signals:* those of Banner.
    """

    def __init__(self, parent: QWidget, *, stays_ms: int = 6000) -> None:
        super().__init__(parent=parent)
        self._ground = parent
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(stays_ms)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, *, tone: Tone = Tone.ACCENT, action_text: str = "") -> None:
        """Show a message for a while; another one takes its place."""
        self.show()
        self.raise_()
        self.set_message(text, tone=tone, action_text=action_text)
        self._settle()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: stay at the lower edge of the parent."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEvent) -> None:
        """Override QWidget.enterEvent: stay while someone reads."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Override QWidget.leaveEvent."""
        self._timer.start()

    def _settle(self) -> None:
        room = self._ground.size()
        words = self._words.fontMetrics().horizontalAdvance(self._words.text())
        rest = self.sizeHint().width() - self._words.sizeHint().width()
        width = min(words + rest + 8, room.width() - 4 * GRID, scaled(640))
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        self.setGeometry((room.width() - width) // 2, room.height() - height - 3 * GRID, width, height)
