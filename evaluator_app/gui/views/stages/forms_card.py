# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The record forms of a stage: those begun with their state, and those that can be begun."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from evaluator_app.domain import facts_sheet
from evaluator_app.domain.forms.definition import FormDefinition, FormScope, Stage
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.forms.summary import summary_of
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TOUCH, scaled
from evaluator_app.gui.views.forms.form_states import FORM_TONES, summary_word
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.i18n import _
from evaluator_app.services.filling import begin_form, forms_of_stage, records_of
from evaluator_app.services.workspace import utc_now


class StageFormLine(QPushButton):
    """One form of a stage, begun or not: press it to open it."""

    def __init__(self, form: FormDefinition, target: str, title: str, state: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self.target = form, target
        self.setProperty("kind", "plain")
        self.setMinimumHeight(scaled(TOUCH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        badge = StateBadge(state, tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, 2, GRID + 4, 2)
        row.setSpacing(GRID + 4)
        for part in (ElidedLabel(title), badge):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, 0 if part is badge else 1)
        self.setAccessibleName(f"{title}: {state}")


class FormsCard(Card):
    """The facts sheet is not among them: it is filled in from the ledger."""

    def __init__(self, session: Session, forms: Mapping[str, FormDefinition], stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(_("Forms of this stage"), parent=parent)
        self._session, self._forms = session, forms
        self.lines: list[StageFormLine] = []
        for form in forms_of_stage(forms, stage):
            if form.id != facts_sheet.FORM:
                self._add(form)

    def open_form(self, form_id: str, target: str, window: QWidget) -> None:
        """Open the form about a target, and begin it where there is none yet."""
        from evaluator_app.gui.views.forms.form_dialog import FormDialog

        record = self._record(form_id, target)
        if record is None:
            record = self._begin(form_id, target)
        if record is not None:
            dialog = FormDialog(self._session, record.id, window)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _add(self, form: FormDefinition) -> None:
        team = self._session.opened.team
        targets = tuple(member.id for member in team) if form.scope is FormScope.PERSON else ("",)
        names = {member.id: member.name for member in team}
        for target in targets:
            title = f"{form.title} · {names[target]}" if target else form.title
            record = self._record(form.id, target)
            state, tone = _("Not begun"), Tone.OPEN
            summary = summary_of(self._session.assessment, record) if record is not None else None
            if summary is not None:
                state, tone = summary_word(summary), FORM_TONES[summary.state]
            line = StageFormLine(form, target, title, state, tone)
            line.clicked.connect(self._on_line_clicked)
            self.lines.append(line)
            self.add(line)

    def _record(self, form_id: str, target: str) -> FormRecord | None:
        found = (record for record in records_of(self._session.assessment, target) if record.form.partition("@")[0] == form_id)
        return next(found, None)

    def _begin(self, form_id: str, target: str) -> FormRecord | None:
        opened = self._session.opened
        try:
            begun = begin_form(
                opened.assessment, self._forms[form_id], target, record_id=opened.new_id(), at=utc_now(), by=opened.assessor_id
            )
        except UserFacingError as error:
            self._session.failed.emit(error)
            return None
        return begun.record if self._session.do(begun.change) else None

    def _on_line_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, StageFormLine):
            self.open_form(line.form.id, line.target, self.window())
