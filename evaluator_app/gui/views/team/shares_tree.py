# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Groups and places with their items as a tree, each with whose work it is and why."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from evaluator_app.domain.assigning import NOBODY, Share, members_meant
from evaluator_app.domain.teamwork import Assignment, AssignmentScope
from evaluator_app.domain.template import Indicator, IndicatorGroup
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import TextRole, color, scaled, text_font
from evaluator_app.i18n import _
from evaluator_app.services.reviewing import shares_of, subject_title

_SCOPE, _SUBJECT = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
_HIGH = 380
_PREREQUISITES = "prerequisites"
"""Stands for all prerequisites together; no share is kept under it."""


class SharesTree(QTreeWidget):
    """What is open and selected stays as it is when shares change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._built: object = None
        self.setColumnCount(2)
        self.setHeaderLabels([_("Work"), _("Whose work it is")])
        self.setAllColumnsShowFocus(True)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(_("Who does what"))
        self.setFixedHeight(scaled(_HIGH))
        self.setExpandsOnDoubleClick(True)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)

    def show_shares(self, way: AssignmentScope) -> None:
        """Show whose work everything is, by group or by place."""
        self.ensurePolished()
        places = tuple(self._session.assessment.places.values())
        wanted = (way, self._session.assessment.profile.template.digest, places)
        if wanted != self._built:
            self._built = wanted
            self.clear()
            if way is AssignmentScope.PLACE:
                self._build_places()
            else:
                self._build_groups()
        shares = shares_of(self._session.opened)
        for line in self._lines():
            self._tell(line, shares)

    def chosen(self) -> dict[AssignmentScope, list[str]]:
        """Return what is selected, by scope, each once; all prerequisites for their heading."""
        found: dict[AssignmentScope, dict[str, None]] = {}
        for line in self.selectedItems():
            if line.data(0, _SUBJECT) == _PREREQUISITES:
                found.setdefault(AssignmentScope.ITEM, {}).update(dict.fromkeys(p.id for p in self._session.template.prerequisites))
            else:
                found.setdefault(AssignmentScope(line.data(0, _SCOPE)), {})[str(line.data(0, _SUBJECT))] = None
        return {scope: list(subjects) for scope, subjects in found.items()}

    def is_given(self, scope: AssignmentScope, subject: str) -> bool:
        """Tell whether something has a share of its own."""
        return Assignment(scope, subject).key in self._session.assessment.assignments

    def target_of(self, line: QTreeWidgetItem) -> str:
        """Return the id of the item or prerequisite of a line; empty for a heading."""
        return str(line.data(0, _SUBJECT)) if line.data(0, _SCOPE) == AssignmentScope.ITEM.value and not line.childCount() else ""

    def line_of(self, scope: AssignmentScope, subject: str) -> QTreeWidgetItem:
        """Return the first line of something; KeyError where there is none."""
        for line in self._lines():
            if (line.data(0, _SCOPE), line.data(0, _SUBJECT)) == (scope.value, subject):
                return line
        raise KeyError(subject)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: the titles get more than half."""
        super().resizeEvent(event)
        self.setColumnWidth(0, int(self.viewport().width() * 0.58))

    def _build_groups(self) -> None:
        template = self._session.template
        if template.prerequisites:
            head = self._add(self, AssignmentScope.ITEM, _PREREQUISITES, _("Prerequisites"))
            for each in template.prerequisites:
                self._add(head, AssignmentScope.ITEM, each.id, f"{each.code} {each.title}")

        def build(group: IndicatorGroup, parent: QTreeWidget | QTreeWidgetItem) -> None:
            head = self._add(parent, AssignmentScope.GROUP, group.id, f"{group.code} {group.title}")
            for inner in group.groups:
                build(inner, head)
            for item in group.indicators:
                self._add(head, AssignmentScope.ITEM, item.id, f"{item.code} {item.title}")
            head.setExpanded(bool(group.groups))

        for group in template.groups:
            build(group, self)

    def _build_places(self) -> None:
        template = self._session.template
        under: dict[str, list[Indicator]] = {}
        for item in template.indicators():
            for name in item.places:
                under.setdefault(name, []).append(item)
        own = sorted(self._session.assessment.places.values(), key=lambda place: (place.title, place.id))
        for place in template.places:
            if place.id in under:
                head = self._add(self, AssignmentScope.PLACE, place.id, place.title)
                for each in own:
                    if each.of == place.id:
                        self._add(head, AssignmentScope.PLACE, each.id, each.title)
                for item in under[place.id]:
                    self._add(head, AssignmentScope.ITEM, item.id, f"{item.code} {item.title}")

    def _add(self, parent: QTreeWidget | QTreeWidgetItem, scope: AssignmentScope, subject: str, title: str) -> QTreeWidgetItem:
        line = QTreeWidgetItem(parent, [title, ""])
        line.setData(0, _SCOPE, scope.value)
        line.setData(0, _SUBJECT, subject)
        line.setToolTip(0, title)
        return line

    def _lines(self) -> list[QTreeWidgetItem]:
        waiting = [self.topLevelItem(number) for number in range(self.topLevelItemCount())]
        found: list[QTreeWidgetItem] = []
        while waiting:
            line = waiting.pop(0)
            if line is not None:
                found.append(line)
                waiting += [line.child(number) for number in range(line.childCount())]
        return found

    def _tell(self, line: QTreeWidgetItem, shares: Mapping[str, Share]) -> None:
        scope, subject = AssignmentScope(line.data(0, _SCOPE)), str(line.data(0, _SUBJECT))
        own = self._session.assessment.assignments.get(Assignment(scope, subject).key)
        words = self._given(own) if own is not None else self._falls(shares.get(subject, NOBODY), scope)
        line.setText(1, words)
        line.setToolTip(1, words)
        line.setForeground(1, color("text" if own is not None else "muted"))
        is_heading = scope is not AssignmentScope.ITEM or subject == _PREREQUISITES
        line.setFont(1, text_font(TextRole.STRONG if own is not None else TextRole.BODY))
        line.setFont(0, text_font(TextRole.STRONG if is_heading and line.parent() is None else TextRole.BODY))

    def _given(self, own: Assignment) -> str:
        """Return to whom something itself was given."""
        team = self._session.assessment.team
        if own.assessor:
            return team[own.assessor].name if own.assessor in team else _("somebody who is not in the team")
        names = self._names(own)
        return _("{specialty}: {names}").format(specialty=own.specialty, names=names or _("nobody in the team"))

    def _falls(self, share: Share, scope: AssignmentScope) -> str:
        """Return whose work an item is by its places or group."""
        if scope is not AssignmentScope.ITEM or not share.by:
            return ""
        team = self._session.assessment.team
        names = "、".join(team[name].name for name in share.members) or _("nobody in the team")
        by = "、".join(self._title(each) for each in share.by)
        return _("{names}, by {what}").format(names=names, what=by)

    def _names(self, own: Assignment) -> str:
        team = self._session.assessment.team
        return "、".join(team[name].name for name in members_meant(own, team))

    def _title(self, given: Assignment) -> str:
        if given.scope is not AssignmentScope.PLACE:
            return subject_title(self._session.opened, given.subject)
        titles = {place.id: place.title for place in self._session.template.places}
        titles |= {place.id: place.title for place in self._session.assessment.places.values()}
        return titles.get(given.subject, given.subject)
