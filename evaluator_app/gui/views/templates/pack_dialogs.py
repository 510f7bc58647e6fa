# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Hands templates out as one signed file, and takes such a file in: first what it is and would change, then installed whole."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.job import Job
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.models.templates_model import made_for
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.templates.blocks import lines_card
from evaluator_app.gui.views.templates.form_dialog import FormDialog
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.long_field import LongField
from evaluator_app.gui.widgets.pick_list import PickList
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.distributing import Consent, Exported, Inspection, Installed, export_pack, inspect_pack, install_pack
from evaluator_app.services.examining import Effect

KINDS = "(*.gmpack)"


class PackDialog(FormDialog):
    """A form whose work goes on beside the window."""

    def __init__(self, title: str, go_on: str, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(title, go_on, parent)
        self.bench = bench
        self.job = Job(bench.runner, self)

    def reject(self) -> None:
        """Override QDialog.reject: work under way is finished first."""
        if not self.job.is_running:
            super().reject()

    def show_failure(self, error: Exception) -> None:
        """Say what went wrong; a mistake of the program goes on to the window for such."""
        self.go_button.setEnabled(True)
        if not isinstance(error, UserFacingError):
            self.say(_("The program made a mistake; nothing was written."))
            raise error
        self.say(words_of(error))


class PackExportDialog(PackDialog):
    """*Signals:* exported(Exported): the pack is written and was read back."""

    exported = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Hand out as a pack"), _("Write the pack"), bench, parent)
        shelf = [each for each in bench.stock.shelf if each.template]
        options = [
            (f"{each.entry.id}@{each.entry.edition}", f"{made_for(each.template)}  {each.entry.edition}") for each in shelf if each.template
        ]
        chosen = bench.chosen.shelved
        self.picks = PickList(options, [f"{chosen.entry.id}@{chosen.entry.edition}"] if chosen else [])
        self.title = QLineEdit()
        self.notes = LongField()
        self.destination = PathField(_("File of the pack"), KINDS, PathUse.WRITE)
        self.destination.set_path(bench.workspace.root / "templates.gmpack")
        self.credential = PathField(_("Credential (PKCS#12)"), "PKCS#12 (*.p12 *.pfx)", PathUse.READ)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.picks_row = FormRow(_("Templates; what they are laid over goes with them"), self.picks)
        self.destination_row = FormRow(_("File of the pack"), self.destination, required=True)
        first, second = Card(), Card(_("Signature"))
        for card, rows in (
            (
                first,
                (
                    self.picks_row,
                    FormRow(_("Title of the pack"), self.title, hint=_("Empty: the title of the first template.")),
                    FormRow(_("Notes"), self.notes),
                    self.destination_row,
                ),
            ),
            (
                second,
                (
                    FormRow(_("Credential (PKCS#12)"), self.credential, hint=_("Without one nobody answers for the pack.")),
                    FormRow(_("Password of the credential"), self.password),
                ),
            ),
        ):
            card.body.setSpacing(GRID + 6)
            for row in rows:
                card.add(row)
        self.build(first, second, width=640, height=700)

    def perform(self) -> bool:
        """Override FormDialog.perform."""
        names, destination = self.picks.picks(), self.destination.path()
        self.picks_row.set_error("" if names else _("Choose at least one template."))
        self.destination_row.set_error("" if destination else _("This is needed."))
        if not names or destination is None:
            return False
        workspace, credential = self.bench.workspace, self.credential.path()
        password, title, notes, moment = self.password.text(), self.title.text().strip(), self.notes.text(), workspace.now()
        self.go_button.setEnabled(False)
        self.say(_("Working…"), Tone.ACCENT)

        def work() -> Exported:
            return export_pack(
                destination,
                names,
                workspace=workspace.root,
                made_on=moment.astimezone().date(),
                signed_at=moment,
                credential_path=credential,
                password=password,
                title=title,
                notes=notes,
            )

        self.job.start(work, on_success=self._on_exported, on_failure=self.show_failure)
        return False

    def _on_exported(self, exported: Exported) -> None:
        self.exported.emit(exported)
        self.accept()


class PackImportDialog(PackDialog):
    """*Signals:* installed(Installed)."""

    installed = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Take in a pack"), _("Look at it"), bench, parent)
        self.source = PathField(_("File of the pack"), KINDS, PathUse.READ)
        self.source.path_changed.connect(self._on_path_changed)
        self.inspection: Inspection | None = None
        self.consents: dict[Consent, QCheckBox] = {}
        card = Card()
        card.add(FormRow(_("File of the pack"), self.source))
        self._found = QWidget()
        self._column = QVBoxLayout(self._found)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID + 4)
        self.build(card, self._found, width=680, height=680)

    def perform(self) -> bool:
        """Override FormDialog.perform: look at the file first, then install it."""
        path = self.source.path()
        if path is None:
            self.say(_("Choose the file of a pack."))
            return False
        workspace, moment = self.bench.workspace, self.bench.workspace.now()
        self.go_button.setEnabled(False)
        if self.inspection is None:
            self.job.start(
                lambda: inspect_pack(path, workspace.root, at=moment), on_success=self._on_inspected, on_failure=self.show_failure
            )
            return False
        consents = [consent for consent, box in self.consents.items() if box.isChecked()]
        self.job.start(
            lambda: install_pack(path, workspace.root, at=moment, consents=consents),
            on_success=self._on_installed,
            on_failure=self.show_failure,
        )
        return False

    def _on_path_changed(self) -> None:
        self._clear()
        path = self.source.path()
        if path is not None and path.is_file() and not self.job.is_running:
            self.perform()

    def _clear(self) -> None:
        self.inspection, self.consents = None, {}
        self.banner.hide()
        self.go_button.setText(_("Look at it"))
        self.go_button.setEnabled(True)
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _on_inspected(self, found: Inspection) -> None:
        self._clear()
        self.inspection = found
        manifest, signer = found.manifest, found.signer
        steward = f"{signer.holder}  {signer.organization}".strip() if signer else _("nobody")
        lines = [
            (_("Pack"), f"{manifest.title}  {manifest.id} · {manifest.sequence}"),
            (_("Made on"), f"{manifest.made_on}"),
            (_("Signed by"), steward),
            (_("Fingerprint"), signer.fingerprint if signer else ""),
            (_("Notes"), manifest.notes),
        ]
        about = lines_card("", lines)
        trust = (_("Steward trusted here"), Tone.DONE) if found.is_trusted else (_("Steward not known here"), Tone.FOUND)
        about.add(StateBadge(*trust) if signer else StateBadge(_("Not signed"), Tone.FOUND))
        self._column.addWidget(about)
        if found.obstacles:
            self._column.addWidget(self._obstacles(found))
        self._column.addWidget(self._templates(found))
        self.go_button.setText(_("Install"))
        if found.is_there:
            self.say(_("This very pack is installed already."), Tone.DONE)
        self._show_readiness()

    def _templates(self, found: Inspection) -> Card:
        words = {
            Effect.NEW: (_("new"), Tone.DONE, "plus"),
            Effect.THERE: (_("there already"), Tone.NOT_APPLICABLE, "done"),
            Effect.NEWER: (_("newer edition"), Tone.DONE, "next"),
            Effect.OLDER: (_("older edition"), Tone.FOUND, "back"),
            Effect.CONTRADICTS: (_("same name, other content"), Tone.VETO, "veto"),
        }
        card = Card(_("What would change"))
        for each in found.templates:
            text, tone, icon_name = words[each.effect]
            line = QHBoxLayout()
            line.setSpacing(2 * GRID)
            line.addWidget(TextLabel(f"{each.title}\n{each.id} · {each.edition}", TextRole.MUTED, wraps=True), 1)
            line.addWidget(StateBadge(text, tone, icon_name=icon_name, filled=False), 0, Qt.AlignmentFlag.AlignTop)
            card.add(line)
        return card

    def _obstacles(self, found: Inspection) -> Card:
        words = {
            Consent.TRUST_STEWARD: _("I have compared the fingerprint: trust this steward from now on"),
            Consent.UNKNOWN_STEWARD: _("Install it without trusting the steward"),
            Consent.UNSIGNED: _("Install it although nobody signed it"),
            Consent.OLDER: _("Install it although it is older"),
        }
        card = Card(_("What hinders it"))
        for obstacle in found.obstacles:
            card.add(TextLabel(f"{obstacle.sentence} {obstacle.advice}（{obstacle.code}）", tone=Tone.VETO, wraps=True, selectable=True))
            for consent in (obstacle.consent, obstacle.other_consent):
                if consent is not None and consent not in self.consents:
                    box = self.consents[consent] = QCheckBox(words[consent])
                    box.toggled.connect(self._show_readiness)
                    card.add(box)
        return card

    def _show_readiness(self) -> None:
        """Let it be installed once everything that hinders it is consented to."""
        obstacles = self.inspection.obstacles if self.inspection else ()
        given = {consent for consent, box in self.consents.items() if box.isChecked()}
        self.go_button.setEnabled(all(given & {each.consent, each.other_consent} for each in obstacles))

    def _on_installed(self, installed: Installed) -> None:
        self.installed.emit(installed)
        self.accept()
