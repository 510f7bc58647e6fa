# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The head of the item panel: code, title, points, and the marks a person must not overlook."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.criteria import Award
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.template import Indicator
from evaluator_app.gui.models.item_state import ItemState
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class ItemHeader(QWidget):
    """Title at the left, points with the state at the right, badges under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._where = ElidedLabel(role=TextRole.SMALL)
        self._title = TextLabel(role=TextRole.TITLE, wraps=True, selectable=True)
        self.state = StateBadge("", Tone.OPEN)
        self._constraint = StateBadge(_("Constraint item"), Tone.VETO, icon_name="lock")
        self._gap = StateBadge(_("Rule text not on file"), Tone.UNDETERMINED, icon_name="info")
        self._worth = StateBadge("", Tone.NEUTRAL, icon_name="")
        badges = QWidget()
        flow = QHBoxLayout(badges)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(GRID)
        for badge in (self._worth, self._constraint, self._gap):
            flow.addWidget(badge)
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self._title, 1)
        line.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(line)
        under = QHBoxLayout()
        under.setSpacing(GRID)
        under.addWidget(badges)
        under.addWidget(self._where, 1)
        column.addLayout(under)

    def show_item(self, indicator: Indicator, award: Award, state: ItemState, where: str) -> None:
        """Show an item as it stands."""
        self._where.set_text(where)
        self._title.setText(f"{indicator.code}  {indicator.title}")
        self._worth.set_state(_("{points} points").format(points=decimal_text(indicator.max_score)), Tone.NEUTRAL, "")
        self._constraint.setVisible(indicator.is_constraint)
        self._gap.setVisible(bool(award.gaps))
        points = f"{decimal_text(award.awarded)} / {decimal_text(award.attainable)}"
        if state in (ItemState.DONE, ItemState.FOUND, ItemState.VETO):
            self.state.set_state(_("{word}  {points}").format(word=state.word(), points=points), state.tone)
        else:
            self.state.set_state(state.word(), state.tone)
        self.setAccessibleName(f"{indicator.code} {indicator.title}, {state.word()}, {points}")
