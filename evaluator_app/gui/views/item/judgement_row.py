# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One expert's points and reason."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Assessor, Judgement
from evaluator_app.domain.changes import record_judgement
from evaluator_app.domain.exact import ZERO, decimal_text
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.item.settled_line import SettledLine
from evaluator_app.gui.views.item.value_field import ValueField
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class JudgementRow(QWidget):
    """Name, points within bounds, reason; both are saved as soon as there are points."""

    def __init__(self, session: Session, target: str, path: str, member: Assessor, most: Decimal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._target, self._path, self._member = session, target, path, member
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        name = TextLabel(member.name, wraps=True)
        name.setFixedWidth(scaled(88))
        name.setToolTip("\n".join(part for part in (member.title, member.specialty) if part))
        self.points = ValueField(f"/ {decimal_text(most)}", least=ZERO, most=most)
        self.points.setFixedWidth(scaled(96))
        self.points.setAccessibleName(_("Points by {name}").format(name=member.name))
        self.points.value_entered.connect(self._on_points_entered)
        self.points.judged.connect(self._on_points_judged)
        self._waiting = (target, path, f"{member.id} points"), (target, path, f"{member.id} reason")
        self.reason = SettledLine(_("Reason; without one the points do not count"), name=_("Reason by {name}").format(name=member.name))
        self.reason.text_settled.connect(self._on_reason_settled)
        self.member_id, self.is_covered = member.id, False
        self.cover_label = TextLabel(role=TextRole.MUTED)
        self.cover_label.hide()
        self._mistake = TextLabel(role=TextRole.SMALL, tone=Tone.VETO, wraps=True)
        self._mistake.hide()
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(name)
        line.addWidget(self.points)
        line.addWidget(self.reason, 1)
        line.addWidget(self.cover_label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._mistake)
        points, reason = (session.text_drafts.get(key, "") for key in self._waiting)
        if points:
            self.points.show_draft(points)
        self.reason.show_text(reason)

    def refresh(self) -> None:
        """Show what is recorded now."""
        given = self._given()
        self.points.show_value(given.points if given else None)
        if given is not None:
            self.reason.show_text(given.reason)

    def cover(self, is_covered: bool) -> None:
        """Hide points and reason of somebody else, or show them."""
        self.is_covered = is_covered
        self.points.setVisible(not is_covered)
        self.reason.setVisible(not is_covered)
        self.cover_label.setVisible(is_covered)
        if is_covered:
            self.cover_label.setText(_("given, covered until you have given yours") if self._given() else _("not given yet"))

    def settle(self) -> None:
        """Hand over what is being typed."""
        self.points.settle()
        self.reason.settle()

    def _given(self) -> Judgement | None:
        return self._session.assessment.answer(self._target, self._path).judgements.get(self._member.id)

    def _on_points_entered(self, points: Decimal | None, continues: bool) -> None:
        self._record(None if points is None else Judgement(points, self.reason.text().strip()), continues)

    def _on_reason_settled(self, reason: str, continues: bool) -> None:
        given = self._given()
        self._keep(self._waiting[1], reason if given is None else "")
        if given is not None:
            self._record(Judgement(given.points, reason.strip()), continues)

    def _on_points_judged(self, mistake: str) -> None:
        self._mistake.setText(mistake)
        self._mistake.setVisible(bool(mistake))
        self._keep(self._waiting[0], self.points.text() if mistake else "")

    def _keep(self, key: tuple[str, str, str], text: str) -> None:
        if text:
            self._session.text_drafts[key] = text
        else:
            self._session.text_drafts.pop(key, None)

    def _record(self, judgement: Judgement | None, continues: bool) -> None:
        change = record_judgement(self._session.assessment, self._target, self._member.id, judgement, self._path)
        self._session.do(change, continues=continues)
