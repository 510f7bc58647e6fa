# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A record form in a dialog: what is typed is saved at once, so closing it in any way loses nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.forms.signing import statement_of
from evaluator_app.domain.forms.summary import FormSummary
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.signature_dialog import SignatureDialog
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.forms.form_editor import FormEditor
from evaluator_app.gui.views.forms.form_states import FORM_TONES, summary_word
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.filling import remove_form
from evaluator_app.services.printing_forms import write_filled_form
from evaluator_app.services.signing_forms import sign_form


class FormDialog(QDialog):
    """Close, Escape and the window's cross all save what is being typed; Undo takes back one act after the other."""

    def __init__(self, session: Session, record_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.editor = FormEditor(session, record_id)
        form, target = self.editor.definition, session.assessment.form_records[record_id].target
        title = session.opened.title_of(target) if session.item(target) else ""
        self.setWindowTitle(f"{form.title} · {title}" if title else form.title)
        self._pad: SignatureDialog | None = None
        self._state = StateBadge("", Tone.OPEN)
        self._missing = ElidedLabel("", TextRole.SMALL)
        self.remove_button = ActionButton(_("Remove the form"), kind=ButtonKind.DANGER, icon_name="trash")
        self.print_button = ActionButton(_("Print …"), icon_name="report")
        self.undo_button = ActionButton(_("Undo"), icon_name="undo")
        self.close_button = ActionButton(_("Close"), kind=ButtonKind.PRIMARY)
        self._build()
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.print_button.clicked.connect(self._on_print_clicked)
        self.undo_button.clicked.connect(self._on_undo_clicked)
        self.close_button.clicked.connect(self.accept)
        self.editor.summary_changed.connect(self._on_summary_changed)
        self.editor.signature_requested.connect(self._on_signature_requested)
        self.editor.gone.connect(self.accept)
        self.editor.refresh()
        open_at(self, 860, 780)
        self.editor.focus_first()

    def done(self, result: int) -> None:
        """Override QDialog.done: hand over what is being typed, however the dialog ends."""
        self.editor.settle()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QDialog.closeEvent."""
        self.editor.settle()
        super().closeEvent(event)

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID // 2, 3 * GRID, GRID + 4)
        foot.setSpacing(GRID)
        state = QHBoxLayout()
        state.setContentsMargins(3 * GRID, GRID, 3 * GRID, 0)
        state.setSpacing(GRID)
        state.addWidget(self._state)
        state.addWidget(self._missing, 1)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        for button in (self.print_button, self.undo_button, self.close_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ScrollPage(self.editor), 1)
        column.addWidget(Hairline())
        column.addLayout(state)
        column.addLayout(foot)

    def _on_summary_changed(self, summary: FormSummary) -> None:
        self._state.set_state(summary_word(summary), FORM_TONES[summary.state])
        lacking = [worded(gap.sentence) for gap in summary.gaps]
        self._missing.set_text("；".join(lacking))
        self.undo_button.setEnabled(bool(self._session.undo_text()))
        self.undo_button.setToolTip(self._session.undo_text())

    def _on_undo_clicked(self) -> None:
        self.editor.settle()
        self._session.undo()

    def _on_remove_clicked(self) -> None:
        self.editor.settle()
        if self.editor.record is not None:
            self._session.do(remove_form(self._session.assessment, self.editor.record_id))

    def _on_print_clicked(self) -> None:
        self.editor.settle()
        name = f"{self.editor.definition.title}.pdf"
        path, _kind = QFileDialog.getSaveFileName(self, _("Print the form as a PDF"), name, "PDF (*.pdf)")
        if path:
            self.print_to(Path(path))

    def print_to(self, path: Path) -> None:
        """Write the form as a PDF; what hinders it is told over the page."""
        try:
            write_filled_form(self._session.opened, self.editor.record_id, path, at=self._session.opened.now())
        except UserFacingError as error:
            self._session.failed.emit(error)

    def _on_signature_requested(self, field: str) -> None:
        record, form = self.editor.record, self.editor.definition
        if record is None:
            return
        title = next((asked.title for asked in form.fields if asked.id == field), form.title)
        words = statement_of(form, record, self._session.assessment)
        dialog = SignatureDialog(title, words or form.title, _signer(self._session, self.editor), self)
        dialog.accepted.connect(partial(self._on_signed, field))
        self._pad = dialog
        dialog.open()

    def _on_signed(self, field: str) -> None:
        dialog, self._pad = self._pad, None
        if dialog is None:
            return
        dialog.deleteLater()
        try:
            change = sign_form(self._session.opened, self.editor.record_id, field, dialog.name(), dialog.png())
        except UserFacingError as error:
            self._session.failed.emit(error)
            return
        self._session.do(change)


def _signer(session: Session, editor: FormEditor) -> str:
    """Return whose signature is likely wanted: the member whom the form is about."""
    record = editor.record
    member = session.assessment.team.get(record.target) if record else None
    return member.name if member else ""
