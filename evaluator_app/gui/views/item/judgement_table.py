# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The points of a panel: a row for each member of the team, and how far they lie apart."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.spread import leads
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.item.judgement_row import JudgementRow
from evaluator_app.gui.views.item.panel_summary import PanelSummary
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class JudgementTable(QWidget):
    """Rows for the team as it was when the item was opened.

    Covered, a member at the keyboard sees the others' points only after giving own ones; the leader can uncover them before.
    Whoever is not in the team, such as who only types, sees all.
    """

    def __init__(self, session: Session, target: str, path: str, most: Decimal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._target, self._path = session, target, path
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.rows = [JudgementRow(session, target, path, member, most) for member in session.opened.team]
        self.summary = PanelSummary(session, target, path, most)
        self.covered_box = QCheckBox(_("Others' points only after own ones"))
        self.covered_box.setToolTip(_("A member at this computer sees the points of the others only after giving own ones."))
        self.uncover_button = ActionButton(_("Uncover (leader)"), kind=ButtonKind.QUIET)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.covered_box)
        head.addStretch(1)
        head.addWidget(self.uncover_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for row in self.rows:
            column.addWidget(row)
        if self.rows:
            column.addLayout(head)
        else:
            column.addWidget(TextLabel(_("Nobody is named in the team yet; name the team first."), TextRole.MUTED, wraps=True))
            self.covered_box.hide()
            self.uncover_button.hide()
        column.addWidget(self.summary)
        self.covered_box.clicked.connect(session.cover_panel)
        self.uncover_button.clicked.connect(self._on_uncover_clicked)
        session.panel_covered.connect(self._on_panel_covered)

    def refresh(self) -> None:
        """Show what is recorded now."""
        is_covered = self._is_covered()
        for row in self.rows:
            row.cover(is_covered and row.member_id != self._session.opened.assessor_id)
            row.refresh()
        self.covered_box.setChecked(self._session.is_panel_covered)
        self.uncover_button.setVisible(is_covered and leads(self._session.assessment, self._session.opened.assessor_id))
        self.summary.refresh(is_covered=is_covered)

    def settle(self) -> None:
        """Hand over what is being typed."""
        for row in self.rows:
            row.settle()
        self.summary.settle()

    def focus_first(self) -> None:
        """Put the keyboard into the first row that can be written in."""
        for row in self.rows:
            if not row.is_covered:
                row.points.setFocus()
                return

    def _is_covered(self) -> bool:
        """Tell whether somebody works here who has not given points yet and must not see the others'."""
        who = self._session.opened.assessor_id
        if not self._session.is_panel_covered or not who or (self._target, self._path) in self._session.uncovered:
            return False
        return who not in self._session.assessment.answer(self._target, self._path).judgements

    def _on_uncover_clicked(self) -> None:
        self._session.uncovered.add((self._target, self._path))
        self.refresh()

    def _on_panel_covered(self, _is_covered: bool) -> None:
        self.refresh()
