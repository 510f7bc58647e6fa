# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Third step: the report is signed, by one team member after the other, sealed, stamped with the time; then the assessment is closed."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.closing_dialog import ClosingDialog
from evaluator_app.gui.dialogs.credential_fields import FILE, TOKEN, CredentialFields
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.signers_line import SignersLine
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.i18n import _
from evaluator_app.services.closing import SignedReport, close_signed, look_at_signed
from evaluator_app.services.sample import PRACTICE_PASSWORD
from evaluator_app.services.signing_reports import add_time_stamp, sign_report
from evaluator_app.services.workspace import Workspace

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

    def __init__(self, session: Session, workspace: Workspace, folder: Path, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("3  Sign it"), runner, parent)
        self._session, self._workspace, self._folder = session, workspace, folder
        self._preferences = Preferences(workspace.store)
        self.is_done = False
        self._destination = folder
        self.source = PathField(_("Report to sign"), "PDF (*.pdf)", PathUse.READ)
        self.signers = SignersLine(runner)
        self.fields = CredentialFields(runner)
        self.signer = ChoiceBox()
        for member in session.opened.team:
            self.signer.addItem(f"{member.name}  {member.title}".strip(), member.name)
        self._firm = session.assessment.profile.organization
        if self._firm:
            self.signer.addItem(self._firm, self._firm)
        self.location = QLineEdit()
        self.seal = PathField(_("Picture of the seal"), _("Pictures") + " (*.png *.jpg *.jpeg)", PathUse.READ)
        self.service = QLineEdit()
        self.service.setPlaceholderText("http://…")
        self.source_row = FormRow(_("Report to sign"), self.source)
        self.seal_row = FormRow(
            _("Picture of the seal"), self.seal, hint=_("Drawn 42 mm across in the firm's place; a PNG with a clear ground.")
        )
        self.service_row = FormRow(
            _("Time stamp service"), self.service, hint=_("Left empty, or without network, the time can be stamped later.")
        )
        self.sign_button = StepButton(_("Sign"), "sign")
        self.sign_button.clicked.connect(self.sign)
        self.stamp_button = ActionButton(_("Stamp the time"), icon_name="clock")
        self.stamp_button.setToolTip(_("Adds the time of the service to a signed report, for all its signatures"))
        self.stamp_button.clicked.connect(self.stamp)
        self.sample_button = ActionButton(_("Make a practice credential"), kind=ButtonKind.QUIET)
        self.sample_button.clicked.connect(self.make_sample)
        self.close_button = ActionButton(_("All have signed: close the assessment"), icon_name="lock")
        self.close_button.clicked.connect(self._on_close_clicked)
        self.close_button.hide()
        self._build()
        self._recall()
        self.source.path_changed.connect(lambda: self.signers.look(self.source.path()))
        self.signers.told.connect(self._on_told)
        self.signer.currentIndexChanged.connect(self._show_seal)
        self.fields.submitted.connect(self.sign)
        self._show_seal()

    def sign(self) -> None:
        """Sign the report that is named; the signed one is another file."""
        source, choice = self._source(), self.fields.choice()
        if source is None or choice is None:
            return
        self._keep()
        self._destination = destination = signed_name(source)
        signer, location, service = str(self.signer.currentData() or ""), self.location.text().strip(), self.service.text().strip()
        seal = self.seal.path() if signer == self._firm else None
        signed_at, root = self._workspace.now(), self._workspace.root

        def work() -> SignedFile:
            return sign_report(
                source,
                destination,
                choice,
                signed_at=signed_at,
                signer=signer,
                location=location,
                seal_image=seal,
                time_stamps=service,
                workspace=root,
            )

        self.work(_("Signing…"), work, self._on_signed)

    def stamp(self) -> None:
        """Stamp the time on the signed report that is named; the stamped one takes its place."""
        source, service = self._source(), self.service.text().strip()
        self.service_row.set_error("" if service else _("Give the address of a service, such as http://tsa.example.cn/tsr."))
        if source is None or not service:
            return
        self._keep()
        at, root = self._workspace.now(), self._workspace.root

        def work() -> SignedFile:
            return add_time_stamp(source, source, service, at=at, workspace=root, fetching=True)

        def done(file: SignedFile) -> None:
            said = _("Stamped with the time: {file}").format(file=source.name)
            self.say(f"{said}\n{file.revoked}" if file.revoked else said, Tone.FOUND if file.revoked else Tone.DONE)

        self.work(_("Asking the service for the time…"), work, done)

    def make_sample(self) -> None:
        """Make a credential that says it is a sample, for the person chosen."""
        holder = str(self.signer.currentData() or self._session.opened.who or _("Practice"))
        organization = self._session.assessment.profile.organization or _("Practice")
        password = self.fields.password.text() or PRACTICE_PASSWORD
        path = self._folder.parent / "credentials" / f"practice-{len(list(self._folder.parent.glob('credentials/*.p12'))) + 1}.p12"
        now = self._workspace.now()

        def work() -> Credential:
            from evaluator_app.signing.sample_credential import create_sample_credential

            with suppress(OSError):  # create_sample_credential says why it cannot write
                path.parent.mkdir(parents=True, exist_ok=True)
            return create_sample_credential(path, password, holder=holder, organization=organization, now=now)

        def done(made: Credential) -> None:
            self.fields.choose_file(path, password)
            words = _("A practice credential for {holder}; its password is “{password}”. It says everywhere that it is a sample.")
            self.say(words.format(holder=made.holder, password=password), Tone.FOUND)

        self.work(_("Making a practice credential…"), work, done)

    def refresh(self) -> None:
        """Show whether the assessment can be closed."""
        status = self._session.assessment.profile.status
        self.close_button.setVisible(status is AssessmentStatus.COMPLETED and self.is_done)
        some_missing = _("Close the assessment although some have not signed…")
        self.close_button.setText(_("All have signed: close the assessment") if self.signers.is_complete else some_missing)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID + 4)
        grid.addWidget(self.source_row, 0, 0, 1, 2)
        grid.addWidget(self.signers, 1, 0, 1, 2)
        grid.addWidget(FormRow(_("Signs as"), self.signer), 2, 0)
        grid.addWidget(FormRow(_("Place of signing"), self.location), 2, 1)
        grid.addWidget(self.fields, 3, 0, 1, 2)
        grid.addWidget(self.seal_row, 4, 0, 1, 2)
        grid.addWidget(self.service_row, 5, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.add(grid)
        self.add_button_row(self.sign_button, self.stamp_button, self.sample_button)
        self.add_button_row(self.close_button)
        self.end()

    def _source(self) -> Path | None:
        source = self.source.path()
        self.source_row.set_error("" if source else _("Write the report first, or choose one."))
        return source

    def _recall(self) -> None:
        """Fill in what was used last; passwords are never kept."""
        used = self._preferences.signing
        self.service.setText(used.get("service", ""))
        self.location.setText(used.get("location", ""))
        for field, name in ((self.seal, "seal"), (self.fields.library, "library")):
            field.set_path(Path(used[name]) if used.get(name) else None)
        self.fields.show_kind(TOKEN if used.get("kind") == TOKEN else FILE)

    def _keep(self) -> None:
        paths = {"seal": self.seal.path(), "library": self.fields.library.path()}
        texts = {"service": self.service.text().strip(), "location": self.location.text().strip(), "kind": self.fields.kind.current()}
        self._preferences.signing = {**texts, **{name: str(path) for name, path in paths.items() if path}}

    def _show_seal(self) -> None:
        self.seal_row.setVisible(bool(self._firm) and self.signer.currentData() == self._firm)

    def _on_told(self) -> None:
        """Offer the next one to sign."""
        following = next((place.who for place in self.signers.places if not place.is_signed), "")
        index = self.signer.findData(following)
        if following and index >= 0:
            self.signer.setCurrentIndex(index)
        self.is_done = self.is_done or any(place.is_signed for place in self.signers.places)
        self.refresh()

    def _on_signed(self, file: SignedFile) -> None:
        self.is_done = True
        self.fields.forget()
        self.set_badge(_("Signed"), Tone.DONE)
        said = _("Signed: {file}").format(file=self._destination.name)
        if file.time_stamp_problem:
            said += "\n" + _("Without a time stamp: {reason} It can be added later.").format(reason=file.time_stamp_problem)
        self.say(said, Tone.FOUND if file.time_stamp_problem else Tone.DONE)
        self.source.set_path(self._destination)
        self.refresh()
        self.signed.emit(self._destination)

    def _on_close_clicked(self) -> None:
        source = self._source()
        if source is None:
            return
        opened, at = self._session.opened, self._workspace.now()
        look = partial(look_at_signed, source, opened.assessment, opened.template, at=at)
        self.work(_("Looking at the signed report…"), look, self._on_looked)

    def _on_looked(self, report: SignedReport) -> None:
        if not report.missing:
            self._close(report)
            return
        dialog = ClosingDialog(report, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._close(report))
        dialog.open()

    def _close(self, report: SignedReport) -> None:
        """Close the assessment; who is missing was named and a person said yes."""
        try:
            done = close_signed(self._session.opened, report, although_missing=bool(report.missing))
        except UserFacingError as error:
            self.show_error(error)
            return
        self._session.changed.emit(done)
        self.refresh()
        self.status_changed.emit()
