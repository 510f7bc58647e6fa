# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The record forms of an item, a prerequisite or the whole assessment: one line each with its state, and a menu to add one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.summary import FormSummary, summary_of
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TOUCH, TextRole, scaled
from evaluator_app.gui.views.forms.form_states import FORM_TONES, summary_word
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.filling import begin_form, form_catalog, forms_for, records_of
from evaluator_app.services.printing_forms import write_blank_form


class FormLine(QPushButton):
    """One filled form: press it to open it."""

    def __init__(self, summary: FormSummary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record_id = summary.record.id
        self.setProperty("kind", "plain")
        self.setMinimumHeight(scaled(TOUCH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title = " · ".join(filter(None, (summary.definition.title, summary.subject)))
        why = "；".join(worded(reason) for reason in summary.reasons[:2])
        badge = StateBadge(summary_word(summary), FORM_TONES[summary.state])
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, 2, GRID + 4, 2)
        row.setSpacing(GRID + 4)
        for part in (ElidedLabel(title), ElidedLabel(why, TextRole.SMALL), badge):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, 0 if part is badge else 1)
        self.setAccessibleName(f"{title}: {badge.text()}")
        self.setAccessibleDescription(why)


class RecordsStrip(Card):
    """*Signals:* opened(str): a form is shown in its dialog, by id of the record."""

    opened = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(margin=GRID, parent=parent)
        self._session, self._target = session, ""
        self._shown: tuple[FormSummary, ...] | None = None
        self.lines: list[FormLine] = []
        self.add_button = ActionButton(_("Fill in a form"), kind=ButtonKind.QUIET, icon_name="document")
        self.add_button.setMinimumHeight(scaled(TOUCH))
        self.menu = QMenu(self)
        self.add_button.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        self._place = QVBoxLayout()
        self._place.setSpacing(GRID // 2)
        self.add(self._place)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self.add(foot)
        self.setAccessibleName(_("Record forms"))

    def show_target(self, target: str) -> None:
        """Show the forms of an item, a prerequisite, or, for an empty id, of the assessment as a whole."""
        self._target = target
        self.refresh()

    def refresh(self) -> None:
        """Show what is recorded now."""
        assessment = self._session.assessment
        found = (summary_of(assessment, record) for record in records_of(assessment, self._target))
        summaries = tuple(summary for summary in found if summary is not None)
        if summaries == self._shown:
            return
        self._shown = summaries
        for line in self.lines:
            self._place.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [FormLine(summary) for summary in summaries]
        for line in self.lines:
            line.clicked.connect(partial(self.open_form, line.record_id))
            self._place.addWidget(line)

    def offered(self) -> Sequence[FormDefinition]:
        """Return the forms that can be begun here."""
        return forms_for(form_catalog(self._session.opened.folder).forms(), self._target)

    def begin(self, definition: FormDefinition) -> None:
        """Begin a form and show it."""
        opened = self._session.opened
        try:
            begun = begin_form(
                opened.assessment, definition, self._target, record_id=opened.new_id(), at=opened.now(), by=opened.assessor_id
            )
        except UserFacingError as error:
            self._session.failed.emit(error)
            return
        if self._session.do(begun.change):
            self.open_form(begun.record.id)

    def open_form(self, record_id: str) -> None:
        """Show a form in its dialog."""
        from evaluator_app.gui.views.forms.form_dialog import FormDialog

        dialog = FormDialog(self._session, record_id, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self.refresh)
        self.opened.emit(record_id)
        dialog.open()

    def print_blank(self, definition: FormDefinition, path: Path) -> None:
        """Write a form to be filled in by hand as a PDF."""
        opened = self._session.opened
        try:
            write_blank_form(opened, definition, path, at=opened.now(), target=self._target)
        except UserFacingError as error:
            self._session.failed.emit(error)

    def _fill_menu(self) -> None:
        self.menu.clear()
        blank = QMenu(_("Print blank"), self.menu)
        for definition in self.offered():
            words = _("{form} ({firm})").format(form=definition.title, firm=definition.firm) if definition.firm else definition.title
            self.menu.addAction(words).triggered.connect(partial(self._on_form_chosen, definition))
            blank.addAction(words).triggered.connect(partial(self._on_blank_chosen, definition))
        self.menu.addSeparator()
        self.menu.addMenu(blank)

    def _on_blank_chosen(self, definition: FormDefinition, _checked: bool = False) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, _("Print the form as a PDF"), f"{definition.title}.pdf", "PDF (*.pdf)")
        if path:
            self.print_blank(definition, Path(path))

    def _on_form_chosen(self, definition: FormDefinition, _checked: bool = False) -> None:
        self.begin(definition)
