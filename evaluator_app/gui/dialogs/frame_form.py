# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who evaluates for whom, when, and whether it is for practice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Profile
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.dialogs.kind_box import KindBox
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.i18n import _


class FrameForm(QWidget):
    """*Signals:* edited(): something was finished."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = KindBox()
        self.organization, self.client, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.visit_from, self.visit_to, self.filing_on = DateField(), DateField(), DateField()
        self.practice = QCheckBox(_("For practice only; said wherever the results are shown"))
        self.from_row = FormRow(_("Visit from"), self.visit_from)
        self.to_row = FormRow(_("Visit to"), self.visit_to)
        hint = _("The day on which the mine files for the name of green mine; permits must hold on it, too.")
        self.filing_row = FormRow(_("Filing date"), self.filing_on, hint=hint)
        self._build()
        for field in (self.organization, self.client, self.note, self.visit_from, self.visit_to, self.filing_on):
            field.setMaxLength(400)
            field.editingFinished.connect(self._on_edited)
        self.kind.kind_chosen.connect(self._on_edited)
        self.practice.clicked.connect(self._on_edited)

    def set_profile(self, profile: Profile) -> None:
        """Show a frame; a field that is being typed in stays as it is."""
        self.kind.set_kind(profile.kind)
        self.practice.setChecked(profile.is_practice)
        for field, text in ((self.organization, profile.organization), (self.client, profile.client), (self.note, profile.note)):
            if not field.hasFocus():
                field.setText(text)
        days = ((self.visit_from, profile.visit_from), (self.visit_to, profile.visit_to), (self.filing_on, profile.filing_on))
        for dated, day in days:
            if not dated.hasFocus():
                dated.set_date(day)

    def propose_kind(self, kinds: Sequence[AssessmentKind]) -> None:
        """Choose a kind that the rules are for, where the chosen one is none of them; no kinds stand for all."""
        if kinds and self.kind.kind() not in kinds:
            self.kind.set_kind(kinds[0])

    def profile(self, known: Profile) -> Profile:
        """Return the frame as given, the rest as it is known."""
        return replace(
            known,
            kind=self.kind.kind(),
            organization=self.organization.text().strip(),
            client=self.client.text().strip(),
            note=self.note.text().strip(),
            visit_from=self.visit_from.day(),
            visit_to=self.visit_to.day(),
            filing_on=self.filing_on.day(),
            is_practice=self.practice.isChecked(),
        )

    def check(self) -> bool:
        """Say what is wrong with the dates and go there; True if all is well."""
        no_date = _("This is not a date; write it as 2026-05-12.")
        rows = ((self.from_row, self.visit_from), (self.to_row, self.visit_to), (self.filing_row, self.filing_on))
        for row, field in rows:
            row.set_error(no_date if field.is_wrong() else "")
        begin, end = self.visit_from.day(), self.visit_to.day()
        if begin and end and end < begin:
            self.to_row.set_error(_("The visit ends before it begins."))
        wrong = next((row for row, _field in rows if row.error()), None)
        if wrong is not None:
            wrong.field.setFocus()
        return wrong is None

    def _build(self) -> None:
        grid, top = QGridLayout(), Qt.AlignmentFlag.AlignTop
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID + 4)
        grid.addWidget(FormRow(_("Firm that evaluates"), self.organization), 0, 0, top)
        grid.addWidget(FormRow(_("Client"), self.client, hint=_("Who commissioned it.")), 0, 1, top)
        grid.addWidget(self.from_row, 1, 0, top)
        grid.addWidget(self.to_row, 1, 1, top)
        grid.addWidget(self.filing_row, 2, 0, 1, 2, top)
        grid.addWidget(FormRow(_("Kind of assessment"), self.kind), 3, 0, top)
        grid.addWidget(FormRow(_("Note for readers of the report"), self.note), 4, 0, 1, 2, top)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(SectionTitle(_("The assessment"), role=TextRole.STRONG))
        column.addLayout(grid)
        column.addWidget(self.practice)

    def _on_edited(self) -> None:
        begin, end = self.visit_from.day(), self.visit_to.day()
        if not self.filing_on.is_wrong():
            self.filing_row.set_error("")
        if not self.visit_from.is_wrong():
            self.from_row.set_error("")
        if not self.visit_to.is_wrong() and not (begin and end and end < begin):
            self.to_row.set_error("")
        self.edited.emit()
