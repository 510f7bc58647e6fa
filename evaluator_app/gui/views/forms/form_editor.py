# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The editor of one record form, built from its definition: every answer is an act of its own, what follows is shown at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.changes import Change
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition, FormField
from evaluator_app.domain.forms.record import FormRecord, FormRow
from evaluator_app.domain.forms.signing import statement_of
from evaluator_app.domain.forms.summary import FormSummary, summary_of
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.forms.answer_fields import AnswerField, Options, answer_field, show_wrong
from evaluator_app.gui.views.forms.readings_editor import ReadingsEditor
from evaluator_app.gui.views.forms.results_card import ResultsCard, source_text
from evaluator_app.gui.views.forms.signature_field import SignatureField
from evaluator_app.gui.views.forms.table_editor import TableEditor
from evaluator_app.gui.views.forms.value_offer import ValueOffer
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.form_row import FormRow as FieldRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.filling import change_rows, change_signature, change_value

_WIDE = (FieldKind.LONG_TEXT, FieldKind.TABLE, FieldKind.READINGS, FieldKind.SIGNATURE)


class FormEditor(QWidget):
    """Shows a filled form of the open assessment; follows every act, so undo shows at once.

    *Signals:* summary_changed(FormSummary); signature_requested(str): the pad is wanted for a field, by id; gone(): the form is no
    longer there.
    """

    summary_changed = Signal(object)
    signature_requested = Signal(str)
    gone = Signal()

    def __init__(self, session: Session, record_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.record_id = session, record_id
        record = session.assessment.form_records[record_id]
        self.definition: FormDefinition = session.assessment.forms[record.form]
        self.fields: dict[str, QWidget] = {}
        self.rows: dict[str, FieldRow] = {}
        self.results = ResultsCard()
        self.offer = ValueOffer(session)
        self._statement = TextLabel("", wraps=True, selectable=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        if self.definition.statement:
            declared = Card(_("Statement"))
            declared.add(self._statement)
            column.addWidget(declared)
        column.addWidget(self.results)
        column.addWidget(self.offer)
        column.addWidget(self._form_card())
        column.addWidget(self._notes())
        self.refresh()
        session.changed.connect(self._on_session_changed)

    @property
    def record(self) -> FormRecord | None:
        """The form as it is now; None once it was taken out."""
        return self._session.assessment.form_records.get(self.record_id)

    def summary(self) -> FormSummary | None:
        """Return the form in short."""
        record = self.record
        return None if record is None else summary_of(self._session.assessment, record)

    def refresh(self) -> None:
        """Show what is recorded now."""
        record, summary = self.record, self.summary()
        if record is None or summary is None:
            self.gone.emit()
            return
        wrong = {gap.field: worded(gap.sentence) for gap in summary.gaps if gap.is_wrong}
        for name, field in self.fields.items():
            if isinstance(field, AnswerField):
                field.show_answer(record.values.get(name, ""))
                show_wrong(field, is_wrong=name in wrong)
            elif isinstance(field, (TableEditor, ReadingsEditor)):
                field.show_record(record)
            elif isinstance(field, SignatureField):
                field.show_record(self._session.assessment, record)
            self.rows[name].set_error(wrong.get(name, ""))
        self._statement.setText(statement_of(self.definition, record, self._session.assessment))
        self.results.show_summary(summary)
        self.offer.show_summary(summary)
        self.summary_changed.emit(summary)

    def settle(self) -> None:
        """Hand over what is being typed."""
        for field in self.fields.values():
            if isinstance(field, (AnswerField, TableEditor, ReadingsEditor)):
                field.settle()

    def focus_first(self) -> None:
        """Put the keyboard into the first field that must be filled in and is empty."""
        record = self.record
        if record is None:
            return
        empty = [field for field in self.definition.fields if not (record.values.get(field.id) or record.rows.get(field.id))]
        typed = [field for field in empty if isinstance(self.fields[field.id], (AnswerField, ReadingsEditor))]
        wanted = next((field for field in typed if field.is_required), None)
        first = self.fields[wanted.id] if wanted else None
        if isinstance(first, ReadingsEditor):
            first = first.lines[0]
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _form_card(self) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID + 6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        line, side = 0, 0
        for field in self.definition.fields:
            is_wide = field.kind in _WIDE
            if is_wide and side:
                line, side = line + 1, 0
            grid.addWidget(self._row(field), line, side, 1, 2 if is_wide else 1, Qt.AlignmentFlag.AlignTop)
            line, side = (line + 1, 0) if is_wide or side else (line, 1)
        card.add(grid)
        return card

    def _row(self, field: FormField) -> FieldRow:
        widget = self._field(field)
        label = f"{field.title}（{field.unit}）" if field.unit else field.title
        row = FieldRow("" if field.kind is FieldKind.FLAG else label, widget, hint=field.hint, required=field.is_required)
        widget.setAccessibleName(field.title)
        row.label().setVisible(field.kind is not FieldKind.FLAG)
        self.fields[field.id], self.rows[field.id] = widget, row
        return row

    def _field(self, field: FormField) -> QWidget:
        if field.kind is FieldKind.TABLE:
            table = TableEditor(field, self._options)
            table.rows_changed.connect(partial(self._on_rows_changed, field.id))
            return table
        if field.kind is FieldKind.READINGS:
            readings = ReadingsEditor(field)
            readings.rows_changed.connect(partial(self._on_rows_changed, field.id))
            return readings
        if field.kind is FieldKind.SIGNATURE:
            place = SignatureField(field)
            place.sign_requested.connect(self._on_sign_requested)
            place.removal_requested.connect(self._on_signature_removed)
            return place
        answer = answer_field(field, self._options(field))
        answer.answered.connect(partial(self._on_answered, field.id))
        return answer

    def _options(self, field: FormField) -> Options:
        """Return what a person, place or document can be here; those of the item first."""
        assessment, template = self._session.assessment, self._session.template
        record = self.record
        item = self._session.item(record.target) if record else None
        if field.kind is FieldKind.PERSON:
            return [(member.name, member.name) for member in self._session.opened.team]
        if field.kind is FieldKind.PLACE:
            own = getattr(item, "places", ())
            titles = [place.title for place in sorted(template.places, key=lambda place: place.id not in own)]
            return [(title, title) for title in dict.fromkeys((*(place.title for place in assessment.places.values()), *titles))]
        if field.kind is FieldKind.DOCUMENT:
            read = item.documents if item else ()
            documents = sorted(template.documents, key=lambda document: document.id not in read)
            return [(document.id, document.title) for document in documents]
        return ()

    def _notes(self) -> TextLabel:
        form = self.definition
        source = source_text(form.provenance)
        firm = _("Form of {firm}").format(firm=form.firm) if form.firm else ""
        words = "\n".join(filter(None, (*form.notes, firm, source, form.provenance.note)))
        return TextLabel(words, TextRole.SMALL, wraps=True, selectable=True)

    def _do(self, change: Change, *, continues: bool = False) -> None:
        self._session.do(change, continues=continues)

    def _on_answered(self, field: str, value: str | bool, continues: bool) -> None:
        if self.record is not None:
            self._do(change_value(self._session.assessment, self.record_id, field, value), continues=continues)

    def _on_rows_changed(self, field: str, rows: tuple[FormRow, ...], continues: bool) -> None:
        if self.record is None:
            return
        try:
            change = change_rows(self._session.assessment, self.record_id, field, rows)
        except UserFacingError as error:
            self._session.failed.emit(error)
            return
        self._do(change, continues=continues)

    def _on_sign_requested(self, field: str) -> None:
        self.settle()
        self.signature_requested.emit(field)

    def _on_signature_removed(self, field: str) -> None:
        if self.record is not None:
            self._do(change_signature(self._session.assessment, self.record_id, field, None))

    def _on_session_changed(self, _done: object) -> None:
        self.refresh()
