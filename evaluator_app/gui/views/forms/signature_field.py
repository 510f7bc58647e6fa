# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The place of a signature on a record form: who signed and whether it still covers what the form says, or the button to sign."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.forms.definition import FormField
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.forms.signing import is_covered
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TOUCH, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import clock
from evaluator_app.i18n import _


class SignatureField(QWidget):
    """*Signals:* sign_requested(str) and removal_requested(str): for this field, by id."""

    sign_requested = Signal(str)
    removal_requested = Signal(str)

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._state = StateBadge(_("Not signed"), Tone.OPEN)
        self._who = TextLabel("", wraps=True)
        self.sign_button = ActionButton(_("Sign here"), icon_name="sign")
        self.sign_button.setMinimumHeight(scaled(TOUCH))
        self.sign_button.setAccessibleName(_("Sign: {field}").format(field=field.title))
        self.remove_button = ActionButton(_("Take out"), kind=ButtonKind.QUIET)
        self.remove_button.setAccessibleName(_("Take out the signature: {field}").format(field=field.title))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for part in (self._state, self._who, self.sign_button, self.remove_button):
            row.addWidget(part, 1 if part is self._who else 0)
        self.setFocusProxy(self.sign_button)
        self.sign_button.clicked.connect(self._on_sign_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)

    def show_record(self, assessment: Assessment, record: FormRecord) -> None:
        """Show the signature of a record."""
        signature = record.signatures.get(self._field.id)
        self.sign_button.setText(_("Sign here") if signature is None else _("Sign again"))
        self.remove_button.setVisible(signature is not None)
        if signature is None:
            self._state.set_state(_("Not signed"), Tone.OPEN)
            self._who.setText("")
            return
        is_sound = is_covered(assessment, record, self._field.id)
        self._state.set_state(_("Signature given") if is_sound else _("Changed since"), Tone.DONE if is_sound else Tone.FOUND)
        self._who.setText(" ".join(filter(None, (signature.name, clock(signature.signed_at) if signature.signed_at else ""))))

    def _on_sign_clicked(self) -> None:
        self.sign_requested.emit(self._field.id)

    def _on_remove_clicked(self) -> None:
        self.removal_requested.emit(self._field.id)
