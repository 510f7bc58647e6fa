# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The members of the team, a line each: name, title with its grade, specialty, whether full-time, and who leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QRadioButton, QToolButton, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Assessor, TitleGrade
from evaluator_app.domain.team_check import grade_in
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class MemberLine:
    """The fields of one member."""

    def __init__(self, member: Assessor) -> None:
        """Show a member."""
        self.id = member.id
        self.name, self.title, self.specialty = QLineEdit(member.name), QLineEdit(member.title), QLineEdit(member.specialty)
        words = (_("Name"), _("Professional title"), _("Specialty"))
        for field, word in zip((self.name, self.title, self.specialty), words, strict=True):
            field.setAccessibleName(word)
            field.setPlaceholderText(word)
            field.setMaxLength(60)
        self.grade = ChoiceBox()
        self.grade.setAccessibleName(_("Grade of the title"))
        for grade, word in grade_words().items():
            self.grade.addItem(word, grade)
        self.grade.setToolTip(_("Grade of the title; senior includes associate senior"))
        self.grade.setCurrentIndex(list(TitleGrade).index(member.grade))
        self.full_time = QCheckBox(_("Full-time"))
        self.full_time.setToolTip(_("Full-time staff of the firm that evaluates"))
        self.full_time.setChecked(member.is_full_time)
        self.leader = QRadioButton(_("Leader"))
        self.leader.setChecked(member.is_leader)
        self.remove = QToolButton()
        self.remove.setIcon(icon("trash", color_name="muted"))
        self.remove.setIconSize(QSize(scaled(18), scaled(18)))
        self.remove.setToolTip(_("Take this member out"))
        self.remove.setAccessibleName(_("Take this member out"))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """All fields, from left to right."""
        return (self.name, self.title, self.grade, self.specialty, self.full_time, self.leader, self.remove)

    def member(self) -> Assessor:
        """Return the member as given."""
        name, title, specialty = (field.text().strip() for field in (self.name, self.title, self.specialty))
        grade, is_full_time = list(TitleGrade)[self.grade.currentIndex()], self.full_time.isChecked()
        return Assessor(self.id, name, title, specialty, self.leader.isChecked(), grade, is_full_time)

    def propose_grade(self) -> None:
        """Choose the grade that the title itself names, where none is chosen yet."""
        if self.grade.currentIndex() == 0:
            self.grade.setCurrentIndex(list(TitleGrade).index(grade_in(self.title.text())))

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing has been typed."""
        return not any(field.text().strip() for field in (self.name, self.title, self.specialty))


def grade_words() -> dict[TitleGrade, str]:
    """Return the words for the grades of a title."""
    return {
        TitleGrade.NONE: _("Grade not given"),
        TitleGrade.JUNIOR: _("Junior"),
        TitleGrade.INTERMEDIATE: _("Intermediate"),
        TitleGrade.SENIOR: _("Senior"),
    }


class TeamEditor(QWidget):
    """Lines left blank do not count. *Signals:* edited(): something was finished."""

    edited = Signal()

    def __init__(self, new_id: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new_id = new_id
        self.lines: list[MemberLine] = []
        self._leaders = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        for number, stretch in enumerate((3, 4, 0, 4, 0, 0, 0)):
            self._grid.setColumnStretch(number, stretch)
        self._error = TextLabel("", TextRole.SMALL, tone=Tone.VETO, wraps=True)
        self._error.hide()
        self.add_button = ActionButton(_("Add a member"), kind=ButtonKind.QUIET, icon_name="plus")
        self.add_button.clicked.connect(self._on_add_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(SectionTitle(_("The team"), role=TextRole.STRONG))
        column.addLayout(self._grid)
        column.addWidget(self._error)
        column.addLayout(foot)

    def set_team(self, team: Sequence[Assessor]) -> None:
        """Show a team; what is shown already stays as it is."""
        if {member.id: member for member in team} == {member.id: member for member in self.team()}:
            return
        for line in list(self.lines):
            self._take_out(line)
        for member in team:
            self._add(member)
        self._show_lines()

    def add_member(self, name: str = "", *, is_leader: bool = False) -> MemberLine:
        """Add a line and return it."""
        line = self._add(Assessor(self._new_id(), name, is_leader=is_leader or not self.lines))
        self._show_lines()
        return line

    def team(self) -> tuple[Assessor, ...]:
        """Return the members given, in their order."""
        return tuple(line.member() for line in self.lines if not line.is_blank)

    def check(self) -> bool:
        """Say what is wrong with the team and go there; True if all is well."""
        team = self.team()
        nameless = next((line for line in self.lines if not line.is_blank and not line.member().name), None)
        names = [member.name for member in team]
        if nameless is not None:
            error = _("Each member needs a name.")
            nameless.name.setFocus()
        elif len(set(names)) < len(names):
            error = _("Two members have the same name; tell them apart, for the name goes with every observation.")
        elif team and not any(member.is_leader for member in team):
            error = _("Say who leads the team.")
        else:
            error = ""
        self._error.setText(error)
        self._error.setVisible(bool(error))
        return not error

    def error(self) -> str:
        """Return what is said to be wrong."""
        return self._error.text()

    def _add(self, member: Assessor) -> MemberLine:
        line = MemberLine(member)
        self.lines.append(line)
        self._leaders.addButton(line.leader)
        line.title.editingFinished.connect(line.propose_grade)
        for field in (line.name, line.title, line.specialty):
            field.editingFinished.connect(self.edited)
            field.returnPressed.connect(self._on_return_pressed)
        line.grade.activated.connect(self._on_choice_made)
        line.full_time.clicked.connect(self._on_choice_made)
        line.leader.clicked.connect(self.edited)
        line.remove.clicked.connect(self._on_remove_clicked)
        return line

    def _take_out(self, line: MemberLine) -> None:
        self.lines.remove(line)
        self._leaders.removeButton(line.leader)
        for widget in line.widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _show_lines(self) -> None:
        for row, line in enumerate(self.lines):
            for column, widget in enumerate(line.widgets):
                self._grid.addWidget(widget, row, column)
        in_order = [*(widget for line in self.lines for widget in line.widgets), self.add_button]
        for former, following in pairwise(in_order):
            QWidget.setTabOrder(former, following)

    def _on_choice_made(self) -> None:
        self.edited.emit()

    def _on_add_clicked(self) -> None:
        self.add_member().name.setFocus()

    def _on_return_pressed(self) -> None:
        if self.lines and not self.lines[-1].is_blank:
            self._on_add_clicked()

    def _on_remove_clicked(self) -> None:
        line = next((line for line in self.lines if line.remove is self.sender()), None)
        if line is not None:
            self._take_out(line)
            if self.lines and not any(each.leader.isChecked() for each in self.lines):
                self.lines[0].leader.setChecked(True)
            self._show_lines()
            self.edited.emit()
