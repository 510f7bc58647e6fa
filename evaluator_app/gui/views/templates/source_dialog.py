# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Adds a source to a draft: a document with its number, from when it is in force, and how its content is known."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from evaluator_app.catalog.written import Toml
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.terms import term
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.templates.form_dialog import FormDialog
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.long_field import LongField
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.edits import SetValue


class SourceDialog(FormDialog):
    """The new source can be chosen at every field that asks for one."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Add a source"), _("Add"), parent)
        self._bench = bench
        self.document, self.number = QLineEdit(), QLineEdit()
        self.begins, self.ends = DateField(), DateField()
        self.note = LongField()
        self.confidence = ChoiceBox()
        for confidence in Confidence:
            self.confidence.addItem(worded(term(confidence)), confidence.value)
        self.document_row = FormRow(_("Name of the document"), self.document, required=True)
        self.begins_row = FormRow(_("In force from"), self.begins, hint=_("Empty where it is not known."))
        self.ends_row = FormRow(_("In force until"), self.ends)
        card = Card()
        card.body.setSpacing(GRID + 6)
        for row in (
            self.document_row,
            FormRow(_("Number of the document"), self.number),
            self.begins_row,
            self.ends_row,
            FormRow(_("How its content is known"), self.confidence),
            FormRow(_("Note"), self.note),
        ):
            card.add(row)
        self.build(card, width=560, height=620)

    def perform(self) -> bool:
        """Override FormDialog.perform."""
        no_date = _("This is not a date; write it as 2026-05-12.")
        self.document_row.set_error("" if self.document.text().strip() else _("This is needed."))
        self.begins_row.set_error(no_date if self.begins.is_wrong() else "")
        self.ends_row.set_error(no_date if self.ends.is_wrong() else "")
        if self.document_row.error() or self.begins_row.error() or self.ends_row.error():
            return False
        known = self._bench.chosen.data.get("sources") or {}
        name = next(f"source-{number}" for number in range(1, 1000) if f"source-{number}" not in known)
        return self._bench.do(SetValue("", "", ("sources", name), self._source()))

    def _source(self) -> dict[str, Toml]:
        said: dict[str, Toml] = {
            "document": self.document.text().strip(),
            "number": self.number.text().strip(),
            "in_force_from": self.begins.day(),
            "in_force_until": self.ends.day(),
            "confidence": str(self.confidence.currentData()),
            "note": self.note.text(),
        }
        return {key: value for key, value in said.items() if value}
