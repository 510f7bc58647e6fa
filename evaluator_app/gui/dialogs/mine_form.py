# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who the mine is, and the facts that the rules depend on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Mine
from evaluator_app.domain.template import FactDefinition
from evaluator_app.gui.dialogs.facts_form import FactsForm
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.i18n import _

_LONGEST = 200


class MineForm(QWidget):
    """*Signals:* edited(): something was finished."""

    edited = Signal()

    def __init__(self, definitions: Sequence[FactDefinition] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.operator, self.licence, self.region = (_field() for _number in range(4))
        self.name_row = FormRow(_("Name of the mine"), self.name, hint=_("As on the mining licence."), required=True)
        rows = (
            self.name_row,
            FormRow(_("Enterprise that runs it"), self.operator),
            FormRow(_("Number of the mining licence"), self.licence),
            FormRow(_("Region"), self.region, hint=_("Province, city, county.")),
        )
        self.facts_form = FactsForm(definitions)
        self.facts_form.edited.connect(self.edited)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID + 4)
        for number, row in enumerate(rows):
            grid.addWidget(row, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(number % 2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(SectionTitle(_("The mine"), role=TextRole.STRONG))
        column.addLayout(grid)
        title = SectionTitle(_("What the rules depend on"), _("What is not known yet can be given later."), role=TextRole.STRONG)
        column.addWidget(title)
        column.addWidget(self.facts_form)
        column.addStretch(1)
        for field in (self.name, self.operator, self.licence, self.region):
            field.editingFinished.connect(self.edited)

    def set_mine(self, mine: Mine) -> None:
        """Show what is known of a mine; a field that is being typed in stays as it is."""
        for field, text in (
            (self.name, mine.name),
            (self.operator, mine.operator),
            (self.licence, mine.licence_number),
            (self.region, mine.region),
        ):
            if not field.hasFocus():
                field.setText(text)
        if self.facts_form.facts() != dict(mine.facts):
            self.facts_form.set_facts(mine.facts)

    def mine(self) -> Mine:
        """Return what is given."""
        name, operator, licence, region = (field.text().strip() for field in (self.name, self.operator, self.licence, self.region))
        return Mine(name, operator, licence, region, self.facts_form.facts())

    def check(self) -> bool:
        """Say at each field what is wrong and go to the first; True if all is well."""
        has_name = bool(self.name.text().strip())
        self.name_row.set_error("" if has_name else _("Give the name of the mine."))
        facts_fit = self.facts_form.check()
        if not has_name:
            self.name.setFocus()
        return has_name and facts_fit


def _field() -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(_LONGEST)
    return field
