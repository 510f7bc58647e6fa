# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Third step: the report is signed with a credential, by one team member after the other, then the assessment is closed."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.i18n import _
from evaluator_app.services.credentials import KeyFile
from evaluator_app.services.sample import PRACTICE_PASSWORD
from evaluator_app.services.signing_reports import close_signed, sign_report
from evaluator_app.signing.secret import Secret

if TYPE_CHECKING:
    from evaluator_app.signing.appending import SignedFile
    from evaluator_app.signing.credentials import Credential

_SIGNED = re.compile(r"-signed(-\d+)?$")


def signed_name(source: Path) -> Path:
    """Return a free name for the signed form of a report, beside it."""
    base = _SIGNED.sub("", source.stem)
    names = (source.with_name(f"{base}-signed{f'-{number}' if number > 1 else ''}.pdf") for number in range(1, 1000))
    return next(path for path in names if not path.exists())


class SigningCard(WorkCard):
    """*Signals:* signed(Path): there is a signed report; status_changed(): the assessment is closed."""

    signed = Signal(object)
    status_changed = Signal()

    def __init__(self, session: Session, folder: Path, now: Callable[[], datetime], runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("3  Sign it"), runner, parent)
        self._session = session
        self.is_done = False
        self._folder = folder
        self._now = now
        self._destination = folder
        self.source = PathField(_("Report to sign"), "PDF (*.pdf)", PathUse.READ)
        self.credential = PathField(_("Credential (PKCS#12)"), "PKCS#12 (*.p12 *.pfx)", PathUse.READ)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.signer = QComboBox()
        for member in session.opened.team:
            self.signer.addItem(f"{member.name}  {member.title}".strip(), member.name)
        if organization := session.assessment.profile.organization:
            self.signer.addItem(organization, organization)
        self.location = QLineEdit()
        self.source_row = FormRow(_("Report to sign"), self.source)
        self.credential_row = FormRow(_("Credential (PKCS#12)"), self.credential)
        self.password_row = FormRow(_("Password of the credential"), self.password)
        self.sign_button = StepButton(_("Sign"), "sign")
        self.sign_button.clicked.connect(self.sign)
        self.sample_button = ActionButton(_("Make a practice credential"), kind=ButtonKind.QUIET)
        self.sample_button.clicked.connect(self.make_sample)
        self.close_button = ActionButton(_("All have signed: close the assessment"), icon_name="lock")
        self.close_button.clicked.connect(self._on_close_clicked)
        self.close_button.hide()
        self._build()

    def sign(self) -> None:
        """Sign the report that is named; the signed one is another file."""
        source, credential, password = self.source.path(), self.credential.path(), Secret(self.password.text())
        self.source_row.set_error("" if source else _("Write the report first, or choose one."))
        self.credential_row.set_error("" if credential else _("Choose your credential, or make one for practice."))
        if source is None or credential is None:
            return
        self._destination = destination = signed_name(source)
        signed_at, signer, location = self._now(), str(self.signer.currentData() or ""), self.location.text().strip()

        def work() -> SignedFile:
            return sign_report(source, destination, KeyFile(credential, password), signed_at=signed_at, signer=signer, location=location)

        self.work(_("Signing…"), work, self._on_signed)

    def make_sample(self) -> None:
        """Make a credential that says it is a sample, for the person chosen."""
        holder = str(self.signer.currentData() or self._session.opened.who or _("Practice"))
        organization = self._session.assessment.profile.organization or _("Practice")
        password = self.password.text() or PRACTICE_PASSWORD
        path = self._folder.parent / "credentials" / f"practice-{len(list(self._folder.parent.glob('credentials/*.p12'))) + 1}.p12"
        now = self._now()

        def work() -> Credential:
            from evaluator_app.signing.sample_credential import create_sample_credential

            with suppress(OSError):  # create_sample_credential says why it cannot write
                path.parent.mkdir(parents=True, exist_ok=True)
            return create_sample_credential(path, password, holder=holder, organization=organization, now=now)

        def done(made: Credential) -> None:
            self.credential.set_path(path)
            self.password.setText(password)
            words = _("A practice credential for {holder}; its password is “{password}”. It says everywhere that it is a sample.")
            self.say(words.format(holder=made.holder, password=password), Tone.FOUND)

        self.work(_("Making a practice credential…"), work, done)

    def refresh(self) -> None:
        """Show whether the assessment can be closed."""
        status = self._session.assessment.profile.status
        self.close_button.setVisible(status is AssessmentStatus.COMPLETED and self.is_done)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID + 4)
        grid.addWidget(self.source_row, 0, 0, 1, 2)
        grid.addWidget(self.credential_row, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.password_row, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(FormRow(_("Signs as"), self.signer), 2, 0)
        grid.addWidget(FormRow(_("Place of signing"), self.location), 2, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.sign_button)
        row.addWidget(self.sample_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.add(grid)
        self.add(row)
        self.end()
        self.password.returnPressed.connect(self.sign)

    def _on_signed(self, _file: SignedFile) -> None:
        self.is_done = True
        self.set_badge(_("Signed"), Tone.DONE)
        self.say(_("Signed: {file}").format(file=self._destination.name), Tone.DONE)
        self.source.set_path(self._destination)
        self.refresh()
        self.signed.emit(self._destination)

    def _on_close_clicked(self) -> None:
        try:
            done = close_signed(self._session.opened)
        except UserFacingError as error:
            self.show_error(error)
            return
        self._session.changed.emit(done)
        self.refresh()
        self.status_changed.emit()
