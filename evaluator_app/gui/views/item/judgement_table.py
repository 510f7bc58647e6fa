# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The points of a panel: a row for each member of the team."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.item.judgement_row import JudgementRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class JudgementTable(QWidget):
    """Rows for the team as it was when the item was opened."""

    def __init__(self, session: Session, target: str, path: str, most: Decimal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.rows = [JudgementRow(session, target, path, member, most) for member in session.opened.team]
        for row in self.rows:
            column.addWidget(row)
        if not self.rows:
            column.addWidget(TextLabel(_("Nobody is named in the team yet; name the team first."), TextRole.MUTED, wraps=True))

    def refresh(self) -> None:
        """Show what is recorded now."""
        for row in self.rows:
            row.refresh()

    def settle(self) -> None:
        """Hand over what is being typed."""
        for row in self.rows:
            row.settle()

    def focus_first(self) -> None:
        """Put the keyboard into the first row."""
        for row in self.rows[:1]:
            row.points.setFocus()
