# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Publishes a draft as an edition, or states of a published template that it is under trial, approved or withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from evaluator_app.catalog.listing import CatalogEntry
from evaluator_app.domain.approval import following
from evaluator_app.domain.quality import Weight
from evaluator_app.domain.template import ApprovalState
from evaluator_app.domain.terms import term
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.job import Job
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.models.templates_model import STATE_LOOKS, made_for
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.templates.form_dialog import FormDialog
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.long_field import LongField
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.approving import approve
from evaluator_app.services.publishing import publish


class PublishDialog(FormDialog):
    """*Signals:* published(CatalogEntry): it is installed, and signed where a state was chosen."""

    published = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        chosen = bench.chosen
        is_draft = chosen.draft is not None
        super().__init__(_("Publish") if is_draft else _("Approve or withdraw"), _("Publish") if is_draft else _("Sign"), parent)
        self._bench = bench
        self._entry: CatalogEntry | None = chosen.shelved.entry if chosen.shelved else None
        self.job = Job(bench.runner, self)
        self.job.ended.connect(self._on_ended)
        template = chosen.template
        self.edition = QLineEdit(template.edition if template else "")
        self.notes = LongField(least_lines=3)
        self.state = ChoiceBox()
        before = (chosen.shelved.state if chosen.shelved else None) or ApprovalState.DRAFT
        if is_draft:
            self.state.addItem(_("Draft, signed by nobody"), "")
        for state in following(before):
            self.state.addItem(worded(term(state)), state.value)
        self.state.activated.connect(self._on_state_chosen)
        self.credential = PathField(_("Credential (PKCS#12)"), "PKCS#12 (*.p12 *.pfx)", PathUse.READ)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.by = QLineEdit()
        self.edition_row = FormRow(_("Edition"), self.edition, required=True)
        self.notes_row = FormRow(_("Notes"), self.notes, hint=_("What every reader of its results is told, one note a line."))
        self.credential_row = FormRow(_("Credential (PKCS#12)"), self.credential)
        self.password_row = FormRow(_("Password of the credential"), self.password)
        self.by_row = FormRow(_("In the name of"), self.by, hint=_("The authority, such as the province's department."), required=True)
        self._build(is_draft=is_draft)
        self._on_state_chosen()

    def _build(self, *, is_draft: bool) -> None:
        form = Card()
        form.body.setSpacing(GRID + 6)
        if is_draft:
            form.add(self.edition_row)
        form.add(self.notes_row)
        form.add(FormRow(_("State"), self.state))
        self._signature = Card(_("Signature"))
        self._signature.body.setSpacing(GRID + 6)
        for row in (self.by_row, self.credential_row, self.password_row):
            self._signature.add(row)
        self._preview = Card(_("What others will see"))
        self._badge = StateBadge("", Tone.FOUND)
        self._preview.add(TextLabel(self._said(), wraps=True))
        self._preview.add(self._badge)
        counts = {weight: sum(1 for each in self._bench.findings() if each.issue.weight is weight) for weight in Weight}
        words = _("Quality: {errors} errors, {warnings} warnings, {hints} hints")
        said = words.format(errors=counts[Weight.ERROR], warnings=counts[Weight.WARNING], hints=counts[Weight.HINT])
        self._preview.add(TextLabel(said, tone=Tone.VETO if counts[Weight.ERROR] else None, wraps=True))
        self.build(form, self._signature, self._preview, width=640, height=640)
        if not self.state.count():
            self.go_button.setEnabled(False)
            self.say(_("What was withdrawn stays withdrawn: publish a new edition."), Tone.NOT_APPLICABLE)

    def _said(self) -> str:
        template = self._bench.chosen.template
        return f"{template.title} · {made_for(template)}" if template else self._bench.chosen.title

    def reject(self) -> None:
        """Override QDialog.reject: work under way is finished first."""
        if self.job.is_running:
            return
        if self._entry is not None and self._bench.chosen.draft is not None:
            self.published.emit(self._entry)
        super().reject()

    def perform(self) -> bool:
        """Override FormDialog.perform: the work goes on beside the window."""
        state = str(self.state.currentData() or "")
        self.by_row.set_error("" if self.by.text().strip() or not state else _("This is needed."))
        self.credential_row.set_error("" if self.credential.path() or not state else _("Choose the file of the credential."))
        if self.by_row.error() or self.credential_row.error():
            return False
        self.go_button.setEnabled(False)
        self.say(_("Working…"), Tone.ACCENT)
        self.job.start(self._work(state), on_success=self._on_published, on_failure=self._on_failed)
        return False

    def _work(self, state: str) -> Callable[[], CatalogEntry]:
        draft, workspace, entry = self._bench.chosen.draft, self._bench.workspace, self._entry
        edition, notes = self.edition.text().strip(), self.notes.text()
        credential, password, by = self.credential.path() or Path(), self.password.text(), self.by.text()
        moment = workspace.now()
        on: date = moment.astimezone().date()

        def work() -> CatalogEntry:
            done = entry
            if done is None and draft is not None:
                done = publish(draft, edition, notes, workspace.root, workspace.catalog)
            if done is None:
                raise ValueError("there is nothing to publish")
            self._entry = done
            if state:
                approve(
                    done.digest,
                    credential,
                    password,
                    workspace=workspace.root,
                    state=ApprovalState(state),
                    by=by,
                    on=on,
                    notes=notes,
                    signed_at=moment,
                )
            return done

        return work

    def _on_state_chosen(self, _index: int = 0) -> None:
        state = str(self.state.currentData() or "")
        self._signature.setVisible(bool(state))
        shown = ApprovalState(state) if state else ApprovalState.DRAFT
        tone, icon_name = STATE_LOOKS[shown]
        self._badge.set_state(worded(term(shown)), tone, icon_name)

    def _on_ended(self) -> None:
        self.go_button.setEnabled(True)

    def _on_published(self, entry: CatalogEntry) -> None:
        self.published.emit(entry)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserFacingError):
            self.say(_("The program made a mistake; nothing was written."))
            raise error
        words = words_of(error)
        if self._entry is not None and self._bench.chosen.draft is not None:
            words = _("The edition is published as a draft; it was not signed. {reason}").format(reason=words)
        self.say(words)
