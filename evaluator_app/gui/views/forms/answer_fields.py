# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One field of a record form for each kind of answer; what is typed is handed over after a short rest and on leaving."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.domain.forms.definition import FieldKind, FormField
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.theme import TOUCH, scaled
from evaluator_app.gui.views.item.settled_edit import REST_MS, SettledEdit
from evaluator_app.gui.views.item.settled_line import SettledLine
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.i18n import _

Options = Sequence[tuple[str, str]]
"""What is offered: stored words and shown words."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－．。，：", "0123456789-..,:")
_MOST_SEGMENTS = 3
_LONGEST_SEGMENT = 8
"""Characters of an answer up to which all answers are shown side by side."""


class AnswerField(QWidget):
    """*Signals:* answered(object, bool): another answer, a text or a flag, and whether it goes on with the last one."""

    answered = Signal(object, bool)

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inner = inner
        self.setFocusProxy(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)

    def show_answer(self, value: str | bool) -> None:
        """Show an answer from outside; what is being typed is not overwritten."""
        raise NotImplementedError

    def settle(self) -> None:
        """Hand over what is being typed."""

    def setAccessibleName(self, name: str) -> None:
        """Override QWidget.setAccessibleName: the field inside has the name, too."""
        super().setAccessibleName(name)
        self.inner.setAccessibleName(name)


class WordsField(AnswerField):
    """One line of words, a number or a time."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        placeholder = _("hour:minute") if field.kind is FieldKind.TIME else ""
        line = SettledLine(placeholder, name=field.title)
        super().__init__(line, parent)
        self._line, self._is_plain = line, field.kind in (FieldKind.NUMBER, FieldKind.TIME)
        if field.kind is FieldKind.NUMBER:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.text_settled.connect(self._on_settled)

    def show_answer(self, value: str | bool) -> None:
        """Override AnswerField.show_answer."""
        self._line.show_text(value if isinstance(value, str) else "")

    def settle(self) -> None:
        """Override AnswerField.settle."""
        self._line.settle()

    def _on_settled(self, text: str, continues: bool) -> None:
        self.answered.emit(text.translate(_FULL_WIDTH).strip() if self._is_plain else text, continues)


class LongField(AnswerField):
    """Words of several lines."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        edit = SettledEdit(name=field.title, least_lines=3, most_lines=10)
        super().__init__(edit, parent)
        self._edit = edit
        edit.text_settled.connect(self._on_settled)

    def show_answer(self, value: str | bool) -> None:
        """Override AnswerField.show_answer."""
        self._edit.show_text(value if isinstance(value, str) else "")

    def settle(self) -> None:
        """Override AnswerField.settle."""
        self._edit.settle()

    def _on_settled(self, text: str, continues: bool) -> None:
        self.answered.emit(text, continues)


class DayField(AnswerField):
    """A date; what is none is kept as it was typed, and the form says so."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        line = DateField()
        super().__init__(line, parent)
        self._line, self._known = line, ""
        line.editingFinished.connect(self.settle)

    def show_answer(self, value: str | bool) -> None:
        """Override AnswerField.show_answer."""
        text = value if isinstance(value, str) else ""
        if text != self._known and not (self._line.hasFocus() and self._line.isModified()):
            self._known = text
            self._line.setText(text)

    def settle(self) -> None:
        """Override AnswerField.settle."""
        day = self._line.day()
        text = day.isoformat() if day else self._line.text().strip()
        self._line.setModified(False)
        if text != self._known:
            self._known = text
            self.answered.emit(text, False)


class ChoiceField(AnswerField):
    """One of the answers of the form; few short ones are all in sight."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        options = [(option.id, option.title) for option in field.options]
        is_short = len(options) <= _MOST_SEGMENTS and all(len(title) <= _LONGEST_SEGMENT for _id, title in options)
        inner = SegmentedControl((("", _("Not yet")), *options), "", name=field.title) if is_short else _choice_box(options)
        super().__init__(inner, parent)
        self._ids = {name for name, _title in options}
        if isinstance(inner, SegmentedControl):
            inner.segment_chosen.connect(self._on_chosen)
        else:
            inner.activated.connect(self._on_activated)

    def show_answer(self, value: str | bool) -> None:
        """Override AnswerField.show_answer: an answer that the form does not offer is shown as none."""
        name = value if isinstance(value, str) and value in self._ids else ""
        if isinstance(self.inner, SegmentedControl):
            self.inner.set_current(name)
        elif isinstance(self.inner, QComboBox):
            self.inner.setCurrentIndex(max(self.inner.findData(name), 0))

    def _on_chosen(self, name: str) -> None:
        self.answered.emit(name, False)

    def _on_activated(self, index: int) -> None:
        if isinstance(self.inner, QComboBox):
            self.answered.emit(str(self.inner.itemData(index)), False)


class FlagField(AnswerField):
    """Yes or not."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        box = QCheckBox(field.title)
        box.setMinimumHeight(scaled(TOUCH))
        super().__init__(box, parent)
        self._box = box
        box.clicked.connect(self._on_clicked)

    def show_answer(self, value: str | bool) -> None:
        """Override AnswerField.show_answer."""
        self._box.setChecked(value is True)

    def _on_clicked(self, checked: bool) -> None:
        self.answered.emit(checked, False)


class PickField(AnswerField):
    """A person, place or document: one that is known, or other words."""

    def __init__(self, field: FormField, options: Options, parent: QWidget | None = None) -> None:
        box = ChoiceBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        super().__init__(box, parent)
        self._box, self._options, self._known, self._continues = box, tuple(options), "", False
        box.addItems([title for _id, title in self._options])
        box.setCurrentIndex(-1)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)
        box.activated.connect(self._on_left)
        if line := box.lineEdit():
            line.textEdited.connect(self._on_edited)
            line.editingFinished.connect(self._on_left)

    def show_answer(self, value: str | bool) -> None:
        """Override AnswerField.show_answer."""
        if not self._rest.isActive() and isinstance(value, str) and value != self._known:
            self._known = value
            self._box.setEditText(dict(self._options).get(value, value))

    def settle(self) -> None:
        """Override AnswerField.settle."""
        self._rest.stop()
        text = self._box.currentText().strip()
        value = next((name for name, title in self._options if title == text), text)
        if value != self._known:
            self._known = value
            continues, self._continues = self._continues, True
            self.answered.emit(value, continues)

    def _on_edited(self, text: str) -> None:
        self._rest.start()

    def _on_left(self) -> None:
        self.settle()
        self._continues = False


def answer_field(field: FormField, options: Options = ()) -> AnswerField:
    """Return the field for an answer; options are what a person, place or document can be."""
    if field.kind in (FieldKind.PERSON, FieldKind.PLACE, FieldKind.DOCUMENT):
        return PickField(field, options)
    makers = {
        FieldKind.LONG_TEXT: LongField,
        FieldKind.DATE: DayField,
        FieldKind.CHOICE: ChoiceField,
        FieldKind.FLAG: FlagField,
    }
    return makers.get(field.kind, WordsField)(field)


def show_wrong(widget: AnswerField, *, is_wrong: bool) -> None:
    """Frame the field inside when its answer is none."""
    inner = widget.inner
    if isinstance(inner, QLineEdit) and inner.property("invalid") != is_wrong:
        inner.setProperty("invalid", is_wrong)
        inner.style().unpolish(inner)
        inner.style().polish(inner)


def _choice_box(options: Options) -> ChoiceBox:
    box = ChoiceBox()
    box.addItem(_("Choose …"), "")
    for name, title in options:
        box.addItem(title, name)
    return box
