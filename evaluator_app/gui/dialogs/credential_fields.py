# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody signs with: a credential file with its password, or a certificate on a token with its PIN. Neither is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.evidence.errands import run_for
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.i18n import _
from evaluator_app.services.credentials import Choice, KeyFile, KeyOnToken
from evaluator_app.signing.secret import Secret

if TYPE_CHECKING:
    from evaluator_app.signing.tokens import Token

FILE, TOKEN = "file", "token"


class CredentialFields(QWidget):
    """*Signals:* submitted(): Enter in the field of the password or the PIN."""

    submitted = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.kind = SegmentedControl(((FILE, _("Credential file")), (TOKEN, _("USB key"))), name=_("Signs with"))
        self.credential = PathField(_("Credential (PKCS#12)"), "PKCS#12 (*.p12 *.pfx)", PathUse.READ)
        self.password = _secret_field()
        self.library = PathField(_("Driver of the USB key (PKCS#11)"), "PKCS#11 (*.so *.dll *.dylib)", PathUse.READ)
        self.certificate = ChoiceBox()
        self.pin = _secret_field()
        self.credential_row = FormRow(_("Credential (PKCS#12)"), self.credential)
        self.password_row = FormRow(_("Password of the credential"), self.password)
        hint = _("A file that comes with the key's own software, such as *.dll on Windows and *.so on Linux.")
        self.library_row = FormRow(_("Driver of the USB key (PKCS#11)"), self.library, hint=hint)
        self.certificate_row = FormRow(_("Certificate on the key"), self.certificate)
        self.pin_row = FormRow(_("PIN"), self.pin)
        self._build()
        self.kind.segment_chosen.connect(self._on_kind_chosen)
        self.library.path_changed.connect(self.look)
        for field in (self.password, self.pin):
            field.returnPressed.connect(self.submitted)

    def choice(self) -> Choice | None:
        """Return what is chosen; None, said at the fields, while something is missing."""
        if self.kind.current() == FILE:
            credential = self.credential.path()
            self.credential_row.set_error("" if credential else _("Choose your credential, or make one for practice."))
            return KeyFile(credential, Secret(self.password.text())) if credential else None
        library, chosen = self.library.path(), self.certificate.currentData()
        self.library_row.set_error("" if library else _("Choose the driver that came with the USB key."))
        self.certificate_row.set_error("" if chosen else _("No certificate was found; put the key in and choose the driver again."))
        if library is None or chosen is None:
            return None
        serial, fingerprint = chosen
        return KeyOnToken(library, Secret(self.pin.text()), serial, fingerprint)

    def choose_file(self, path: Path, password: str) -> None:
        """Fill in a credential file with its password."""
        self.show_kind(FILE)
        self.credential.set_path(path)
        self.password.setText(password)

    def show_kind(self, kind: str) -> None:
        """Show the fields for a file or for a key."""
        self.kind.set_current(kind)
        self._on_kind_chosen(kind)

    def forget(self) -> None:
        """Empty the field of the PIN, which is asked for each time."""
        self.pin.clear()

    def look(self) -> None:
        """Look which certificates the keys that are plugged in have."""
        self.certificate.clear()
        self.library_row.set_error("")
        library = self.library.path()
        if library is not None and library.is_file():
            run_for(self, self._runner, partial(_tokens, library), self._on_tokens, self._on_failed)

    def _build(self) -> None:
        file, token = QWidget(), QWidget()
        fields = QGridLayout(file)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setHorizontalSpacing(2 * GRID)
        fields.addWidget(self.credential_row, 0, 0, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.password_row, 0, 1, Qt.AlignmentFlag.AlignTop)
        fields.setColumnStretch(0, 3)
        fields.setColumnStretch(1, 2)
        keys = QGridLayout(token)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setHorizontalSpacing(2 * GRID)
        keys.setVerticalSpacing(GRID)
        keys.addWidget(self.library_row, 0, 0, 1, 2)
        keys.addWidget(self.certificate_row, 1, 0, Qt.AlignmentFlag.AlignTop)
        keys.addWidget(self.pin_row, 1, 1, Qt.AlignmentFlag.AlignTop)
        keys.setColumnStretch(0, 3)
        keys.setColumnStretch(1, 2)
        self._pages = {FILE: file, TOKEN: token}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 4)
        column.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        for page in self._pages.values():
            column.addWidget(page)
        self._on_kind_chosen(FILE)

    def _on_kind_chosen(self, kind: str) -> None:
        for name, page in self._pages.items():
            page.setVisible(name == kind)

    def _on_tokens(self, tokens: tuple[Token, ...]) -> None:
        self.certificate.clear()
        for token in tokens:
            for info in token.certificates:
                until = _("valid until {date}").format(date=f"{info.not_after:%Y-%m-%d}")
                self.certificate.addItem(f"{info.holder}　{until}　{token.label}", (token.serial, info.fingerprint))
        if not self.certificate.count():
            self.library_row.set_error(_("No USB key with a certificate is plugged in."))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self.library_row.set_error(words_of(error))


def _secret_field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _tokens(library: Path) -> tuple[Token, ...]:
    from evaluator_app.signing.tokens import list_tokens

    return list_tokens(library)
