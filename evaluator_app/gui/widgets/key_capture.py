# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A button that shows a key; pressed, it waits for another one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.i18n import _

_ALONE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown)


class KeyCapture(ActionButton):
    """While it waits, Escape leaves the key as it was, Backspace takes it away. *Signals:* captured(str): keys, or "" for none."""

    captured = Signal(str)

    def __init__(self, keys: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setCheckable(True)
        self._name = name
        self._keys = keys
        self.clicked.connect(self._show)
        self._show()

    def set_keys(self, keys: str) -> None:
        """Show another key."""
        self._keys = keys
        self.setChecked(False)
        self._show()

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: while it waits, every key is meant for it."""
        if self.isChecked() and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self.isChecked() and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QPushButton.focusOutEvent: it waits no longer."""
        super().focusOutEvent(event)
        self.set_keys(self._keys)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _ALONE:
            return
        self.setChecked(False)
        self._show()
        if event.key() == Qt.Key.Key_Escape:
            return
        if event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            self.captured.emit("")
        else:
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            self.captured.emit(QKeySequence(int(plain.value) | event.key()).toString())

    def _show(self) -> None:
        shown = QKeySequence(self._keys).toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(_("Press the new keys…") if self.isChecked() else shown or _("No key"))
        self.setAccessibleName(_("{act}: {name}").format(act=self._name, name=self.text()))
