# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Coming by a certificate: a key and a request that goes to the authority, and later the certificate joined with the key."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services import requesting
from evaluator_app.signing.secret import Secret

if TYPE_CHECKING:
    from evaluator_app.signing.credentials import Credential

_SHORTEST = 8
"""Characters that the password of a new key has at least."""


class RequestCard(WorkCard):
    """*Signals:* made(Path): there is a new key, encrypted, with a request for it."""

    made = Signal(object)

    def __init__(self, folder: Path, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("Ask for a certificate"), runner, parent)
        self.holder, self.organization, self.province, self.city = (QLineEdit() for _number in range(4))
        self.kind = SegmentedControl((("P-256", "P-256"), ("RSA-3072", "RSA-3072")), name=_("Kind of key"))
        self.password, self.again = (_secret() for _number in range(2))
        self.key = PathField(_("Key, encrypted"), "(*.key)", PathUse.WRITE)
        self.request = PathField(_("Request for the authority"), "(*.csr)", PathUse.WRITE)
        self.key.set_path(folder / "signing.key")
        self.request.set_path(folder / "request.csr")
        self.holder_row = FormRow(
            _("Holder"), self.holder, hint=_("The person as named in the team, or the firm for its seal."), required=True
        )
        self.organization_row = FormRow(_("Firm"), self.organization, required=True)
        self.password_row = FormRow(
            _("Password for the key"), self.password, hint=_("At least {count} characters.").format(count=_SHORTEST)
        )
        self.again_row = FormRow(_("The same password again"), self.again)
        self.make_button = ActionButton(_("Make key and request"), icon_name="lock")
        self.make_button.clicked.connect(self.make)
        words = _("The key stays here, locked by the password; only the request goes to the authority, which issues the certificate.")
        self.add(TextLabel(words, TextRole.MUTED, wraps=True))
        self.add(
            _grid(
                (self.holder_row, self.organization_row),
                (FormRow(_("Province"), self.province), FormRow(_("City"), self.city)),
                (self.password_row, self.again_row),
                (FormRow(_("Key, encrypted"), self.key), FormRow(_("Request for the authority"), self.request)),
            )
        )
        self.add(FormRow(_("Kind of key"), self.kind))
        self.add_button_row(self.make_button)
        self.end()

    def make(self) -> None:
        """Make both files."""
        holder, organization = self.holder.text().strip(), self.organization.text().strip()
        self.holder_row.set_error("" if holder else _("Give a name."))
        self.organization_row.set_error("" if organization else _("Give the name of the firm."))
        is_long = len(self.password.text()) >= _SHORTEST
        is_same = self.password.text() == self.again.text()
        self.password_row.set_error("" if is_long else _("At least {count} characters.").format(count=_SHORTEST))
        self.again_row.set_error("" if is_same else _("The two are not the same."))
        key, request = self.key.path(), self.request.path()
        if not (holder and organization and is_long and is_same and key and request):
            return
        subject = requesting.subject(holder, organization, province=self.province.text().strip(), city=self.city.text().strip())
        secret, kind = Secret(self.password.text()), self.kind.current()

        def work() -> Path:
            for path in (key, request):
                with suppress(OSError):  # in_file says why it cannot write
                    path.parent.mkdir(parents=True, exist_ok=True)
            requesting.in_file(key, request, secret, subject=subject, kind=kind)
            return key

        def done(path: Path) -> None:
            self.password.clear()
            self.again.clear()
            said = _("Send {file} to the authority. Keep the key and its password; without them the certificate is worth nothing.")
            self.say(said.format(file=request.name), Tone.DONE)
            self.made.emit(path)

        self.work(_("Making the key…"), work, done)


class JoiningCard(WorkCard):
    """Makes of the key and the issued certificate the credential file that reports are signed with."""

    def __init__(self, folder: Path, now: Callable[[], datetime], runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("Take in the issued certificate"), runner, parent)
        self._now = now
        self.key = PathField(_("Key, encrypted"), "(*.key)", PathUse.READ)
        self.certificate = PathField(_("Issued certificate"), "(*.cer *.crt *.pem)", PathUse.READ)
        self.destination = PathField(_("Credential (PKCS#12)"), "PKCS#12 (*.p12)", PathUse.WRITE)
        self.destination.set_path(folder / "signing.p12")
        self.password = _secret()
        self.key_row = FormRow(_("Key, encrypted"), self.key)
        self.certificate_row = FormRow(_("Issued certificate"), self.certificate)
        self.join_button = ActionButton(_("Make the credential"), icon_name="done")
        self.join_button.clicked.connect(self.join)
        self.add(
            _grid(
                (self.key_row, self.certificate_row),
                (FormRow(_("Credential (PKCS#12)"), self.destination), FormRow(_("Password for the key"), self.password)),
            )
        )
        self.add_button_row(self.join_button)
        self.end()

    def join(self) -> None:
        """Join both."""
        key, certificate, destination = self.key.path(), self.certificate.path(), self.destination.path()
        self.key_row.set_error("" if key else _("Choose the key that was made with the request."))
        self.certificate_row.set_error("" if certificate else _("Choose the certificate that the authority issued."))
        if key is None or certificate is None or destination is None:
            return
        secret, now = Secret(self.password.text()), self._now()

        def work() -> Credential:
            with suppress(OSError):  # join says why it cannot write
                destination.parent.mkdir(parents=True, exist_ok=True)
            return requesting.join(key, certificate, destination, secret, now=now)

        def done(made: Credential) -> None:
            self.password.clear()
            until = f"{made.certificate_info.not_after:%Y-%m-%d}"
            self.say(_("{holder} can sign with this until {date}.").format(holder=made.holder, date=until), Tone.DONE)

        self.work(_("Making the credential…"), work, done)


def _secret() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _grid(*rows: tuple[QWidget, QWidget]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID + 4)
    for number, pair in enumerate(rows):
        for column, widget in enumerate(pair):
            grid.addWidget(widget, number, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
    return grid
