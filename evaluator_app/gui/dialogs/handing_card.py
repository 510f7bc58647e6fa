# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Hands one's work to colleagues: one signed file, read back before it is there, with the code to compare."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from evaluator_app.archives.package import ENDING, EvidenceScope
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.credential_fields import CredentialFields
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services import package_authors
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.packaging import Packed, gather_package, package_name, write_package
from evaluator_app.services.sample import PRACTICE_PASSWORD
from evaluator_app.services.workspace import Workspace

if TYPE_CHECKING:
    from evaluator_app.signing.credentials import Credential

PACKAGES = "packages"
"""Folder of a workspace where packages go unless another place is named."""


class HandingCard(WorkCard):
    """What is typed as a password or PIN is kept nowhere; which file it was for is."""

    def __init__(self, opened: OpenAssessment, workspace: Workspace, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("Hand my work to colleagues"), runner, parent)
        self._opened, self._workspace = opened, workspace
        self._preferences = Preferences(workspace.store)
        kinds = _("Packages") + f" (*{ENDING})"
        self.destination = PathField(_("Package file"), kinds, PathUse.WRITE)
        self.destination.set_path(self._folder() / package_name(opened, workspace.now()))
        self.path_row = FormRow(_("Package file"), self.destination, hint=_("On a stick, or in a folder that all can reach."))
        self.scope = ChoiceBox()
        self.scope.addItem(_("All photos and documents that are here"), EvidenceScope.ALL)
        self.scope.addItem(_("Those that were added on this laptop"), EvidenceScope.OWN)
        self.scope.addItem(_("None: records alone"), EvidenceScope.NONE)
        self.fields = CredentialFields(runner)
        if used := self._preferences.signing.get("package_credential"):
            self.fields.choose_file(Path(used), "")
        self.write_button = StepButton(_("Write and sign the package"), "sign")
        self.write_button.clicked.connect(self.write)
        self.fields.submitted.connect(self.write)
        self.sample_button = ActionButton(_("Make a practice credential"), kind=ButtonKind.QUIET)
        self.sample_button.clicked.connect(self.make_sample)
        self.folder_button = ActionButton(_("Open its folder"), icon_name="folder")
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.folder_button.hide()
        lead = _("Everything that is known here goes in, one's own acts and those of colleagues; whoever takes it in loses nothing.")
        self.add(TextLabel(lead, TextRole.MUTED, wraps=True))
        self.add(self.path_row)
        self.add(FormRow(_("Photos and documents"), self.scope))
        self.add(self.fields)
        self.add_button_row(self.write_button, self.folder_button, self.sample_button)
        self.end()

    def write(self) -> None:
        """Write the package of the assessment as it is now."""
        path, choice = self.destination.path(), self.fields.choice()
        self.path_row.set_error("" if path else _("Choose where the package goes."))
        if path is None or choice is None:
            return
        destination = path if path.suffix.lower() == ENDING else path.with_name(f"{path.name}{ENDING}")
        self.destination.set_path(destination)
        try:
            gathered = gather_package(self._workspace, self._opened, scope=self.scope.currentData())
        except UserFacingError as error:
            self.show_error(error)
            return
        job = self.job

        def work() -> Packed:
            with suppress(OSError):  # write_package says why it cannot write
                destination.parent.mkdir(parents=True, exist_ok=True)
            return write_package(gathered, destination, choice, job.report, job.is_cancelled)

        self.work(_("Writing, signing and checking the package…"), work, self._on_written, stoppable=True)

    def make_sample(self) -> None:
        """Make a credential that says it is a sample, for the person who works here."""
        holder = self._opened.who or _("Practice")
        organization = self._opened.assessment.profile.organization or _("Practice")
        folder = self._workspace.root.parent / f"{self._workspace.root.name}-credentials"
        path = folder / f"practice-{len(list(folder.glob('*.p12'))) + 1}.p12"
        work = partial(_made_sample, path, holder, organization, self._workspace)

        def done(made: Credential) -> None:
            self.fields.choose_file(path, PRACTICE_PASSWORD)
            words = _("A practice credential for {holder}; its password is “{password}”. It says everywhere that it is a sample.")
            self.say(words.format(holder=made.holder, password=PRACTICE_PASSWORD), Tone.FOUND)

        self.work(_("Making a practice credential…"), work, done)

    def _folder(self) -> Path:
        used = self._preferences.signing.get("package_folder", "")
        return Path(used) if used and Path(used).is_dir() else self._workspace.root.parent / f"{self._workspace.root.name}-{PACKAGES}"

    def _on_written(self, done: Packed) -> None:
        package_authors.accept(self._workspace, done.author)
        kept = dict(self._preferences.signing)
        kept["package_folder"] = str(done.path.parent)
        if credential := self.fields.credential.path():
            kept["package_credential"] = str(credential)
        self._preferences.signing = kept
        self.fields.forget()
        words = _("Written, signed by {name} and read back: {acts} acts, {evidence} photos and documents, {size} MB.").format(
            name=done.author.holder, acts=done.acts, evidence=done.evidence, size=f"{done.size / 1e6:.1f}"
        )
        words += "\n" + _("Code: {code}. Whoever takes it in and has nothing else shows the same.").format(code=done.receipt.code)
        if done.absent:
            shown = "、".join(done.absent[:5])
            words += "\n" + _("{count} originals are not on this laptop and did not go along: {names}").format(
                count=len(done.absent), names=shown
            )
        self.say(words, Tone.FOUND if done.absent else Tone.DONE)
        self.folder_button.show()

    def _on_folder_clicked(self) -> None:
        path = self.destination.path() or Path()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _made_sample(path: Path, holder: str, organization: str, workspace: Workspace) -> Credential:
    from evaluator_app.signing.sample_credential import create_sample_credential

    with suppress(OSError):  # create_sample_credential says why it cannot write
        path.parent.mkdir(parents=True, exist_ok=True)
    return create_sample_credential(path, PRACTICE_PASSWORD, holder=holder, organization=organization, now=workspace.now())
