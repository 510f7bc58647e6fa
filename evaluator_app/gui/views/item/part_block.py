# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One part of a composed item, or the values of a simple one: verdict, values, experts' points, and what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria import Award, InputKind
from evaluator_app.domain.entry import EntryPart
from evaluator_app.domain.exact import decimal_text
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.item.judgement_table import JudgementTable
from evaluator_app.gui.views.item.result_line import ResultLine, award_tone
from evaluator_app.gui.views.item.value_form import SHOWN_KINDS, Drafts, ValueForm
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class PartBlock(QWidget):
    """Built for one entry part; `refresh` follows what is recorded."""

    def __init__(
        self, session: Session, target: str, part: EntryPart, *, inherits: bool, drafts: Drafts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.part = part
        self._session, self._target = session, target
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID * part.path.count("."), 0, 0, 0)
        column.setSpacing(GRID)
        self._points = StateBadge("", Tone.OPEN)
        if part.path:
            column.addLayout(self._head())
            column.addWidget(TextLabel(worded(part.rule), TextRole.SMALL, wraps=True, selectable=True))
        kinds = {field.kind for field in part.inputs}
        self.verdict: SegmentedControl | None = None
        self.values: ValueForm | None = None
        self.judgements: JudgementTable | None = None
        if part.path and InputKind.VERDICT in kinds:
            self.verdict = self._verdict_control(inherits)
            column.addWidget(self.verdict)
        if kinds & set(SHOWN_KINDS):
            self.values = ValueForm(session, target, part.path, part.inputs, drafts)
            column.addWidget(self.values)
        if InputKind.PANEL in kinds:
            self.judgements = JudgementTable(session, target, part.path, part.max_score)
            column.addWidget(self.judgements)
        self.result = ResultLine()
        column.addWidget(self.result)

    def refresh(self, award: Award | None) -> None:
        """Show what is recorded and what came of it."""
        outcome = self._session.assessment.answer(self._target, self.part.path).outcome
        if self.verdict is not None:
            self.verdict.set_current(self._key(outcome))
        if self.values is not None:
            self.values.refresh()
        if self.judgements is not None:
            self.judgements.refresh()
        self.result.show_award(award)
        if award is not None and self.part.path:
            tone = award_tone(award)
            text = f"{decimal_text(award.awarded)} / {decimal_text(award.attainable)}"
            self._points.set_state(_("open") if tone is Tone.OPEN else text, tone)
        applies = self.part.applies is not False
        for field in (self.verdict, self.values, self.judgements):
            if field is not None:
                field.setEnabled(applies)
                field.setVisible(applies)

    def settle(self) -> None:
        """Hand over what is being typed."""
        if self.values is not None:
            self.values.settle()
        if self.judgements is not None:
            self.judgements.settle()

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        title = TextLabel(self.part.title, TextRole.STRONG, wraps=True)
        rule = _("{points} points").format(points=decimal_text(self.part.max_score))
        line.addWidget(title, 1)
        line.addWidget(TextLabel(rule, TextRole.SMALL))
        line.addWidget(self._points)
        return line

    def _verdict_control(self, inherits: bool) -> SegmentedControl:
        problem = (Outcome.NOT_MET, _("Not met")) if self._is_all_or_nothing() else (Outcome.PARTLY_MET, _("Problem found"))
        blank = _("As the whole") if inherits else _("Not assessed")
        words = ((Outcome.NOT_ASSESSED, blank), (Outcome.MET, _("Met")), problem, (Outcome.PENDING, _("Waiting for material")))
        control = SegmentedControl([(outcome.value, word) for outcome, word in words], name=self.part.title)
        control.segment_chosen.connect(self._on_segment_chosen)
        return control

    def _key(self, outcome: Outcome) -> str:
        problem = Outcome.NOT_MET if self._is_all_or_nothing() else Outcome.PARTLY_MET
        if outcome in (Outcome.NOT_MET, Outcome.PARTLY_MET):
            return problem.value
        return Outcome.NOT_ASSESSED.value if outcome is Outcome.NOT_APPLICABLE else outcome.value

    def _is_all_or_nothing(self) -> bool:
        return self.part.rule.code == "rule.all_or_nothing"

    def _on_segment_chosen(self, key: str) -> None:
        self._session.record_verdict(self._target, Outcome(key), self.part.path)
        self.verdict.set_current(self._key(self._session.assessment.answer(self._target, self.part.path).outcome)) if self.verdict else None
