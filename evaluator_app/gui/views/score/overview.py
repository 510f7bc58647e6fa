# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What stands beside score and verdict: renewal and removal with their reasons, days by which something is due, points by area."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluator_app.domain.areas import AreaScore, area_scores
from evaluator_app.domain.deadlines import DueDate, due_dates
from evaluator_app.domain.exact import ZERO, decimal_text
from evaluator_app.domain.rating import GateResult, Standing
from evaluator_app.domain.terms import gate_term
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.score.explanation import Explanation
from evaluator_app.gui.widgets.score_row import ScoreRow
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_TONES = {Standing.REACHED: Tone.DONE, Standing.MISSED: Tone.VETO, Standing.OPEN: Tone.UNDETERMINED}


class Overview(QWidget):
    """Hidden where the template has none of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self.gates = [Explanation() for _gate in range(2)]
        self.deadlines = Explanation()
        self.areas = ScoreRow(_("Points by area"))
        self.area_lines = Explanation()
        self.area_lines.hide()
        for part in (*self.gates, self.deadlines, self.areas, self.area_lines):
            self._column.addWidget(part)
        self.areas.clicked.connect(self._on_areas_clicked)
        self.refresh()

    def refresh(self) -> None:
        """Show it as it is now."""
        gates = self._session.rating.gates
        for place, shown in enumerate(self.gates):
            shown.setVisible(place < len(gates))
            if place < len(gates):
                self._show_gate(shown, gates[place])
        facts = self._session.template.facts_of(self._session.assessment.mine.facts)
        due = due_dates(self._session.template, facts)
        self.deadlines.set_heading(_("Deadlines"), Tone.NOT_APPLICABLE)
        self.deadlines.show_lines([("", f"{deadline.title}：{self.left(deadline)}", "") for deadline in due], most=6)
        self.deadlines.setVisible(bool(due))
        self._show_areas(area_scores(self._session.template, self._session.card))
        self.setVisible(bool(gates or due or self._session.template.areas))

    def left(self, deadline: DueDate) -> str:
        """Return the last day, and how far away it was on the day of the visit."""
        day = self._session.assessment.day
        if deadline.due_on is None:
            return _("date not given")
        if day is None:
            return deadline.due_on.isoformat()
        days = (deadline.due_on - day).days
        if days < 0:
            return _("{date}, over by {days} days").format(date=deadline.due_on.isoformat(), days=-days)
        return _("{date}, {days} days left").format(date=deadline.due_on.isoformat(), days=days)

    def _show_gate(self, shown: Explanation, gate: GateResult) -> None:
        shown.set_heading(worded(gate_term(gate)), _TONES[gate.standing])
        shown.show_lines([("", worded(reason), "") for reason in gate.reasons], most=3)

    def _show_areas(self, areas: tuple[AreaScore, ...]) -> None:
        self.areas.setVisible(bool(areas))
        awarded, attainable = sum((a.awarded for a in areas), ZERO), sum((a.attainable for a in areas), ZERO)
        figures = _("{count} areas").format(count=len(areas))
        self.areas.set_score(figures, awarded, attainable, sum((a.open for a in areas), ZERO))
        lines = []
        for area in areas:
            points = f"{decimal_text(area.awarded)} / {decimal_text(area.attainable)}"
            if area.open:
                points = _("{points}, open {open}").format(points=points, open=decimal_text(area.open))
            lines.append(("", area.title, points))
        self.area_lines.show_lines(lines, most=max(len(lines), 1))

    def _on_areas_clicked(self) -> None:
        self.area_lines.setVisible(self.area_lines.isHidden())
