# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The pad to sign on with all that goes with it: whose signature it is, taking back, and typing the name instead."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.gui.theme import GRID, TOUCH, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.signature_pad import SignaturePad, typed_signature
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_LONGEST_NAME = 60


class SignaturePanel(QWidget):
    """*Signals:* changed(): name or drawing is another now."""

    changed = Signal()

    def __init__(self, name: str = "", *, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_field = QLineEdit(name)
        self.name_field.setMaxLength(_LONGEST_NAME)
        self.name_field.setMinimumHeight(scaled(TOUCH))
        self.row = FormRow(label or _("Name of who signs"), self.name_field, required=True)
        self.pad = SignaturePad()
        self.undo_button = ActionButton(_("Take the last stroke back"), icon_name="undo")
        self.clear_button = ActionButton(_("Clear"), icon_name="trash")
        self.typed_box = QCheckBox(_("Cannot draw: type the name instead"))
        self.typed_note = TextLabel(
            _("The name above stands for the signature, and the picture says that it was typed."), TextRole.SMALL, wraps=True
        )
        for button in (self.undo_button, self.clear_button):
            button.setMinimumHeight(scaled(TOUCH))
        tools = QHBoxLayout()
        tools.setSpacing(GRID)
        tools.addWidget(self.undo_button)
        tools.addWidget(self.clear_button)
        tools.addStretch(1)
        tools.addWidget(self.typed_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.row)
        column.addWidget(self.pad, 1)
        column.addWidget(self.typed_note)
        column.addLayout(tools)
        self.name_field.textChanged.connect(self._on_anything_changed)
        self.pad.changed.connect(self._on_anything_changed)
        self.typed_box.toggled.connect(self._on_anything_changed)
        self.undo_button.clicked.connect(self.pad.undo)
        self.clear_button.clicked.connect(self._on_clear_clicked)
        self._show()

    def name(self) -> str:
        """Return whose signature it is."""
        return self.name_field.text().strip()

    def is_signed(self) -> bool:
        """Tell whether there is a signature with a name."""
        return bool(self.name()) and (self.typed_box.isChecked() or not self.pad.is_empty())

    def png(self) -> bytes:
        """Return the picture of the signature; empty while there is none."""
        if not self.is_signed():
            return b""
        return typed_signature(self.name()) if self.typed_box.isChecked() else self.pad.png()

    def missing(self) -> str:
        """Return what is missing, in words; empty when all is there."""
        if not self.name():
            return _("Write the name of who signs.")
        return "" if self.is_signed() else _("Nothing is drawn on the pad yet.")

    def _on_clear_clicked(self) -> None:
        self.pad.clear()
        self.pad.setFocus()

    def _on_anything_changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        is_typed = self.typed_box.isChecked()
        self.pad.setEnabled(not is_typed)
        self.pad.setVisible(not is_typed)
        self.typed_note.setVisible(is_typed)
        self.undo_button.setEnabled(not is_typed and self.pad.can_undo())
        self.clear_button.setEnabled(not is_typed and bool(self.pad.strokes()))
