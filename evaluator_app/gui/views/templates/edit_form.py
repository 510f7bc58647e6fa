# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The form of one thing of a draft: each field is checked and saved when it is left, what is wrong stands at the field."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.catalog.problems import CatalogProblem, Severity
from evaluator_app.catalog.written import Toml
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.templates.fields import Field, FieldKind, fields_of
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.long_field import LongField
from evaluator_app.gui.widgets.number_field import NumberField
from evaluator_app.gui.widgets.pick_list import PickList
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.edits import SetValue, member_of, value_at

_DECIMALS = 6


class EditForm(QWidget):
    """What has no field here is said to be edited in the file."""

    def __init__(self, bench: Bench, part: str, target: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.part = part
        self.target = target
        self._shown: tuple[Field, ...] = ()
        self._is_made = False
        self.rows: dict[str, FormRow] = {}
        self.banner = Banner(dismissible=False)
        self.banner.hide()
        self._card = Card()
        self._card.body.setSpacing(GRID + 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.banner)
        column.addWidget(self._card)
        self.refresh()

    def refresh(self) -> None:
        """Show the draft as it is now; the fields are made anew only where there are others."""
        data = self._bench.chosen.data
        fields = fields_of(data, self.part, self.target)
        if not self._is_made or [field.path for field in fields] != [field.path for field in self._shown]:
            self._is_made = True
            self._make(fields)
        offered = {field.path: field.options for field in self._shown}
        for field in fields:
            if offered.get(field.path, field.options) != field.options:
                _offer(self.rows[field.key].field, field)
        self._shown = fields
        member = member_of(data, self.part, self.target)
        for field in fields:
            _show(self.rows[field.key].field, field, _raw(member, field))
        self._show_problems()

    def _make(self, fields: tuple[Field, ...]) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        for field in fields:
            editor = self._editor(field)
            label = "" if field.kind is FieldKind.FLAG else field.label
            row = FormRow(label, editor, hint=field.hint, required=field.is_required and field.kind is not FieldKind.FLAG)
            row.label().setVisible(bool(label))
            if not label:
                editor.setAccessibleName(field.label)
            self.rows[field.key] = row
            self._card.add(row)
        if not fields:
            words = _("This is edited in the file: export it, change it in Excel or a text editor, and read it again.")
            self._card.add(TextLabel(words, TextRole.MUTED, wraps=True))

    def _editor(self, field: Field) -> QWidget:
        commit = partial(self._commit, field)
        if field.kind in (FieldKind.LONG, FieldKind.LINES):
            long = LongField()
            long.editing_finished.connect(lambda: commit(long.text()))
            return long
        if field.kind is FieldKind.NUMBER:
            number = NumberField(decimals=_DECIMALS)
            number.value_entered.connect(commit)
            return number
        if field.kind is FieldKind.FLAG:
            box = QCheckBox(field.label)
            box.clicked.connect(lambda is_on: commit(is_on or None))
            return box
        if field.kind is FieldKind.CHOICE:
            choice = ChoiceBox()
            for value, title in field.options:
                choice.addItem(title, value)
            choice.activated.connect(lambda _index: commit(str(choice.currentData() or "")))
            return choice
        if field.kind is FieldKind.PICKS:
            picks = PickList(field.options)
            picks.picked.connect(commit)
            return picks
        line = QLineEdit()
        line.editingFinished.connect(lambda: commit(line.text().strip()))
        return line

    def _commit(self, field: Field, entered: object) -> None:
        """Take over what was entered, where it is another than before."""
        member = member_of(self._bench.chosen.data, self.part, self.target)
        value = _value(field, entered)
        if value == _raw(member, field) or (value is None and _raw(member, field) in (None, "")):
            return
        path = field.path
        if field.path == ("criterion", "kind"):
            path, value = ("criterion",), value if value == "all_or_nothing" else {"kind": value, "step": Decimal(1)}
        if not self._bench.do(SetValue(self.part, self.target, path, value)):
            self.refresh()

    def _show_problems(self) -> None:
        name = self.target.partition(" ")[2] if self.part == "rows" else self.target
        label = ".".join(filter(None, (self.part, name)))
        draft = self._bench.chosen.draft
        problems = draft.problems if draft else ()
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        doubts = [_said(problem) for problem in problems if problem.severity is Severity.WARNING and label and label in problem.path]
        rest, titles = [], {field.key: field.label for field in self._shown}
        for field in self._shown:
            self.rows[field.key].set_error("")
        for problem in errors:
            key = problem.path.removeprefix(f"{label}.") if label else problem.path
            row = self.rows.get(key) if not label or problem.path.startswith(f"{label}.") else None
            if row is not None:
                row.set_error(_said(problem).replace(f"“{key.rpartition('.')[2]}”", f"“{titles[key]}”"))
            elif label and label in problem.path:
                rest.append(_said(problem))
        self.banner.set_message("\n".join(dict.fromkeys(rest or doubts)), tone=Tone.VETO if rest else Tone.FOUND)
        self.banner.setVisible(bool(rest or doubts))


def _raw(member: Toml, field: Field) -> Toml:
    """Return what the data say; a rule written as one word is its kind."""
    if field.path == ("criterion", "kind") and isinstance(rule := member.get("criterion"), str):
        return rule
    return value_at(member, field.path)


def _value(field: Field, entered: object) -> Toml:
    """Return what was entered as data; None takes the key out. What must be there stays, empty, so that it is said to be missing."""
    if field.kind is FieldKind.LINES:
        lines = [line.strip() for line in str(entered).splitlines() if line.strip()]
        return lines or None
    if field.kind is FieldKind.PICKS:
        return entered or None
    if entered in ("", None) and not (field.is_required and field.kind in (FieldKind.TEXT, FieldKind.LONG)):
        return None
    return entered


def _show(editor: QWidget, field: Field, value: Toml) -> None:
    if isinstance(editor, LongField):
        editor.set_text("\n".join(map(str, value)) if isinstance(value, list) else str(value or ""))
    elif isinstance(editor, NumberField):
        if not editor.hasFocus() or editor.value() != value:
            editor.set_value(Decimal(value) if isinstance(value, (int, Decimal)) else None)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(value is True)
    elif isinstance(editor, PickList):
        editor.set_picked(value if isinstance(value, list) else ())
    elif isinstance(editor, QComboBox):
        _show_choice(editor, value)
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value or ""))


def _offer(editor: QWidget, field: Field) -> None:
    """Offer other options, such as a place or source that was just added."""
    if isinstance(editor, PickList):
        editor.set_options(field.options)
    elif isinstance(editor, QComboBox):
        editor.clear()
        for value, title in field.options:
            editor.addItem(title, value)


def _show_choice(editor: QComboBox, value: Toml) -> None:
    position = editor.findData(value or "")
    if position < 0 and isinstance(value, dict):
        editor.addItem(" ".join(str(value.get(key, "")) for key in ("document", "number")).strip(), "")
        position = editor.count() - 1
    editor.setCurrentIndex(position)


def _said(problem: CatalogProblem) -> str:
    return f"{worded(problem.sentence)} {worded(problem.advice)}（{problem.code}）"
