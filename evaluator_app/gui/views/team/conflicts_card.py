# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What colleagues said differently without knowing of each other: each one's words, and the leader's decision."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from evaluator_app.domain.merging.conflicts import open_conflicts
from evaluator_app.domain.teamwork import Conflict, Stated
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.team.team_card import TeamCard
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services import merging
from evaluator_app.services.conflict_words import subject_words, value_words


class ConflictsCard(TeamCard):
    """Hidden while there is none, and none was closed."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, _("Conflicts"))
        self.entries: dict[str, ConflictEntry] = {}
        self.badge = StateBadge("", Tone.FOUND)
        self.add_to_title(self.badge)
        self._shown: object = None
        self._note = TextLabel(role=TextRole.MUTED, wraps=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * GRID)
        self.add(self._note)
        self.add(self._list)

    def refresh(self) -> None:
        """Override TeamCard.refresh."""
        assessment = self.session.assessment
        found = open_conflicts(assessment)
        closed = sum(1 for conflict in assessment.conflicts.values() if conflict.closing is not None)
        self.setVisible(bool(found or closed))
        self.badge.set_state(str(len(found)) if found else _("None open"), Tone.FOUND if found else Tone.DONE)
        leaders = [member.name for member in self.session.opened.team if member.is_leader]
        may = not leaders or self.session.opened.who in leaders
        words = _("Two people said different things of the same, each without knowing of the other. Both are kept; one holds for now.")
        if found and not may:
            words += " " + _("The leader, {leader}, decides.").format(leader="、".join(leaders))
        self._note.setText(words if found else _("{count} decided by the leader; who said what is kept.").format(count=closed))
        standing = tuple(merging.standing_value(self.session.opened, conflict) for conflict in found)
        if (shown := (found, standing, may)) != self._shown:
            self._shown = shown
            self._fill(found, standing, may=may)

    def _fill(self, found: tuple[Conflict, ...], standing: tuple[str, ...], *, may: bool) -> None:
        kept = {key: entry.note.text() for key, entry in self.entries.items()}
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.entries = {}
        for number, (conflict, value) in enumerate(zip(found, standing, strict=True)):
            if number:
                self._list.addWidget(Hairline())
            entry = ConflictEntry(self.context, conflict, value, may=may)
            entry.note.setText(kept.get(conflict.key, ""))
            entry.decide_button.clicked.connect(partial(self._on_decided, entry))
            entry.title.clicked.connect(partial(self.target_chosen.emit, conflict.target))
            self.entries[conflict.key] = entry
            self._list.addWidget(entry)

    def _on_decided(self, entry: ConflictEntry, _checked: bool = False) -> None:
        value = entry.chosen()
        if value is None:
            return
        opened, key, words = self.session.opened, entry.conflict.key, entry.note.text().strip()
        try:
            change = merging.closing(opened, key, value, words)
        except UserFacingError as error:
            self.told.emit(words_of(error), Tone.FOUND)
            return
        if self.session.do(change):
            self.refresh()


class ConflictEntry(QWidget):
    """One conflict with what can be decided."""

    def __init__(self, context: PageContext, conflict: Conflict, standing: str, *, may: bool) -> None:
        super().__init__()
        opened = context.session.opened
        self.conflict = conflict
        self.title = ActionButton(subject_words(opened, conflict), kind=ButtonKind.QUIET, icon_name="next")
        self.title.setEnabled(bool(conflict.target))
        self._values: list[str] = []
        self.choices = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        column.addLayout(head)
        for value, stated in _by_value(conflict).items():
            names = "、".join(dict.fromkeys(each.who for each in stated))
            words = _("{name}: {words}").format(name=names, words=value_words(opened, conflict, value))
            is_accepted = any(each.is_accepted for each in stated)
            self._add_choice(column, words + _marks(is_standing=value == standing, is_accepted=is_accepted), value, may=may)
        if standing not in self._values:
            words = _("As it stands now: {words}").format(words=value_words(opened, conflict, standing))
            self._add_choice(column, words, standing, may=may)
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("Why, in a few words"))
        self.note.setAccessibleName(_("Why, in a few words"))
        self.decide_button = ActionButton(_("Decide"), icon_name="done")
        self.decide_button.setEnabled(False)
        self.choices.idClicked.connect(lambda _number: self.decide_button.setEnabled(may))
        self.note.returnPressed.connect(self.decide_button.click)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.decide_button)
        column.addLayout(foot)
        self.note.setVisible(may)
        self.decide_button.setVisible(may)

    def chosen(self) -> str | None:
        """Return the value that is chosen, as canonical JSON; None for none."""
        number = self.choices.checkedId()
        return None if number < 0 else self._values[number]

    def _add_choice(self, column: QVBoxLayout, words: str, value: str, *, may: bool) -> None:
        button, label = QRadioButton(), TextLabel(words, wraps=True, selectable=True)
        button.setAccessibleName(words)
        button.setEnabled(may)
        self.choices.addButton(button, len(self._values))
        self._values.append(value)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label, 1)
        column.addLayout(line)


def _by_value(conflict: Conflict) -> dict[str, list[Stated]]:
    """Return who stated each value: people who agree are one choice."""
    found: dict[str, list[Stated]] = {}
    for stated in conflict.statements:
        found.setdefault(stated.value, []).append(stated)
    return found


def _marks(*, is_standing: bool, is_accepted: bool) -> str:
    marks = [_("accepted by the reviewer")] if is_accepted else []
    if is_standing:
        marks.append(_("holds for now"))
    return _(" ({marks})").format(marks=", ".join(marks)) if marks else ""
