# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The right pane: the score now, what hangs on it, and why; every number opens its explanation."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria import ScoreState
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.rating import Line, Standing
from evaluator_app.domain.scope import is_partial, left_out, targets_of
from evaluator_app.domain.scoring import GroupScore
from evaluator_app.domain.status import Verdict
from evaluator_app.domain.template import Gate
from evaluator_app.domain.terms import term
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.score.explanation import Explanation
from evaluator_app.gui.views.score.last_act import LastAct
from evaluator_app.gui.views.score.overview import Overview
from evaluator_app.gui.views.score.worth_note import WorthNote
from evaluator_app.gui.widgets.big_score import BigScore
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.score_bar import Mark, ScoreBar
from evaluator_app.gui.widgets.score_row import ScoreRow
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done
from evaluator_app.services.statements import words as template_words

VERDICT_TONES = {
    Verdict.QUALIFIED: Tone.DONE,
    Verdict.NOT_QUALIFIED: Tone.VETO,
    Verdict.UNDETERMINED: Tone.UNDETERMINED,
    Verdict.QUALIFIED_IN_RESERVE: Tone.FOUND,
}


class ScorePane(QScrollArea):
    """*Signals:* item_chosen(str): go to an item; prerequisites_requested()."""

    item_chosen = Signal(str)
    prerequisites_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._secured = session.rating.total.secured
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Score"))
        self.total = BigScore(_("Points secured"))
        self.bar = ScoreBar(thickness=12, labels_marks=True)
        self.distance = TextLabel(wraps=True)
        self._notes = TextLabel(role=TextRole.SMALL, wraps=True)
        self._why_total = Explanation()
        self.verdict = StateBadge("", Tone.UNDETERMINED)
        self._reasons = Explanation()
        self.last_act = LastAct()
        self.worth = WorthNote(session)
        self.overview = Overview(session)
        self.rows: dict[str, ScoreRow] = {}
        self._why: dict[str, Explanation] = {}
        self.prerequisites = ScoreRow(_("Prerequisites"))
        self.vetoes = Explanation()
        self.undetermined = Explanation()
        self._build()
        self._connect()
        self.refresh()

    def follow(self, done: Done) -> None:
        """Show what an act changed."""
        self.last_act.show_done(done, self._session, self._secured)
        self.refresh()

    def refresh(self) -> None:
        """Show the score as it is now."""
        self._show_total()
        self._show_verdict()
        for group in self._session.card.groups:
            self._show_group(group)
        self._show_prerequisites()
        self.overview.refresh()
        self._show_marked()
        self.show_current()

    def show_current(self) -> None:
        """Show what hangs on the item being looked at."""
        self.worth.show_item(self._session.current)

    def _build(self) -> None:
        page = QFrame()
        page.setObjectName("pane")
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for part in (self.total, self.bar, self._why_total, self.distance, self.last_act, self.verdict, self._reasons):
            column.addWidget(part)
        column.addSpacing(GRID // 2)
        for group in self._session.card.groups:
            row, why = ScoreRow(group.title), Explanation()
            row.clicked.connect(partial(self._on_row_clicked, group.id))
            why.item_chosen.connect(self.item_chosen)
            why.hide()
            self.rows[group.id], self._why[group.id] = row, why
            column.addWidget(row)
            column.addWidget(why)
        column.addWidget(self.prerequisites)
        column.addWidget(self.overview)
        column.addSpacing(GRID // 2)
        self._marked = Card(margin=12)
        self._marked.add(self.vetoes)
        self._marked.add(self.undetermined)
        column.addWidget(self._marked)
        column.addWidget(self.worth)
        column.addWidget(self._notes)
        column.addStretch(1)
        self._why_total.hide()
        self.setWidget(page)

    def _connect(self) -> None:
        self.total.clicked.connect(self._on_total_clicked)
        self.prerequisites.clicked.connect(self.prerequisites_requested)
        for explanation in (self._why_total, self._reasons, self.vetoes, self.undetermined):
            explanation.item_chosen.connect(self.item_chosen)

    def _show_total(self) -> None:
        line, card = self._session.rating.total, self._session.card
        self._secured = line.secured
        required = line.required
        suffix = _("of {points}").format(points=decimal_text(card.max_score))
        if is_partial(self._session.template, self._session.assessment):
            looked, everything = _looked_at(self._session)
            self.total.set_score(_("Items looked at"), str(looked), _("of {points}").format(points=everything))
        else:
            self.total.set_score(_("Points secured"), decimal_text(line.secured), suffix)
        self.total.setToolTip(_("Press to see where the points are"))
        secured, reachable = min(line.secured, card.max_score), min(line.reachable, card.max_score)
        self.bar.set_values(secured, card.max_score, max(reachable - secured, Decimal(0)), tone=_bar_tone(line))
        marks = [] if required is None else [Mark(required, _("pass mark {points}").format(points=decimal_text(required)))]
        self.bar.set_marks(marks)
        self.distance.setText("\n".join(self._distance_lines(line)))
        notes = []
        if required is not None and not line.is_confirmed:
            notes.append(_("The pass mark is not confirmed by an official text."))
        approval = self._session.opened.approval
        if not approval.is_approved:
            state = template_words(approval, self._session.template)
            notes.append(_("The template is not approved: {state}.").format(state=state))
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        if self._why_total.isVisible():
            self._explain_total()

    def _distance_lines(self, line: Line) -> list[str]:
        items = list(self._session.card.items())
        still = [item for item in items if item.award.state is ScoreState.NOT_ASSESSED]
        lines = []
        if is_partial(self._session.template, self._session.assessment):
            return [_("A part is looked at: no total, no verdict."), *self._lost_lines()]
        if still:
            points = sum((item.award.open for item in still), Decimal(0))
            lines.append(_("{count} items not assessed, {points} points").format(count=len(still), points=decimal_text(points)))
        if line.distance is not None:
            if line.distance >= 0:
                lines.append(_("{points} points beyond the pass mark").format(points=decimal_text(line.distance)))
            else:
                lines.append(_("{points} points short of the pass mark").format(points=decimal_text(-line.distance)))
        return [*lines, *self._lost_lines()]

    def _lost_lines(self) -> list[str]:
        lost = self._session.card.lost
        return [_("{points} points lost").format(points=decimal_text(lost))] if lost else []

    def _show_verdict(self) -> None:
        rating = self._session.rating
        if words := partial_words(self._session):
            self.verdict.set_state(words, Tone.NOT_APPLICABLE)
            self._reasons.show_lines([], most=3)
            return
        word = worded(term(rating.verdict))
        self.verdict.set_state(_("So far: {verdict}").format(verdict=word), VERDICT_TONES[rating.verdict])
        self._reasons.show_lines([("", worded(reason), "") for reason in rating.reasons], most=3)

    def _show_group(self, group: GroupScore) -> None:
        row = self.rows[group.id]
        floor = next((line for line in self._session.rating.floors if line.id == group.id), None)
        tone = Tone.DONE
        marks: list[Mark] = []
        if floor is not None and floor.required is not None:
            tone = Tone.VETO if floor.standing is Standing.MISSED else Tone.DONE
            share = floor.required * group.attainable / group.max_score if group.max_score else Decimal(0)
            marks = [Mark(share, _("floor {points}").format(points=decimal_text(floor.required)))]
        figures = f"{decimal_text(group.awarded)} / {decimal_text(group.attainable)}"
        row.set_score(figures, group.awarded, group.attainable, group.open, tone=tone, marks=marks)
        if not self._why[group.id].isHidden():
            self._explain_group(group)

    def _show_prerequisites(self) -> None:
        results = [result for result in self._session.card.prerequisites if result.outcome is not Outcome.NOT_APPLICABLE]
        met = sum(1 for result in results if result.outcome is Outcome.MET)
        failed = {result.gate for result in results if result.outcome is Outcome.NOT_MET}
        still = sum(1 for result in results if result.outcome not in (Outcome.MET, Outcome.NOT_MET))
        figures = _("{met} / {count} met").format(met=met, count=len(results))
        tone = Tone.VETO if Gate.SCORING in failed else Tone.FOUND if failed else Tone.DONE
        self.prerequisites.set_score(figures, Decimal(met), Decimal(len(results)), Decimal(still), tone=tone)
        self.prerequisites.setToolTip(_("Press to see the prerequisites"))
        self.prerequisites.setVisible(bool(results))

    def _show_marked(self) -> None:
        scores = self._session.card.items_by_id()
        vetoed = [scores[item] for item in self._session.rating.vetoes]
        open_items = [item for item in scores.values() if item.award.state is ScoreState.UNDETERMINED]
        self.vetoes.set_heading(_("{count} constraint items not met").format(count=len(vetoed)), Tone.VETO)
        self.vetoes.show_lines([(item.id, f"{item.code} {item.title}", f"−{decimal_text(item.award.lost)}") for item in vetoed], most=4)
        self.undetermined.set_heading(_("{count} items undetermined").format(count=len(open_items)), Tone.UNDETERMINED)
        self.undetermined.show_lines([(item.id, f"{item.code} {item.title}", "") for item in open_items], most=4)
        self.vetoes.setVisible(bool(vetoed))
        self.undetermined.setVisible(bool(open_items))
        self._marked.setVisible(bool(vetoed or open_items))

    def _explain_total(self) -> None:
        lines = [
            ("", group.title, _("{awarded}, open {open}, lost {lost}").format(
                awarded=decimal_text(group.awarded), open=decimal_text(group.open), lost=decimal_text(group.lost)
            ))
            for group in self._session.card.groups
        ]  # fmt: skip
        self._why_total.show_lines(lines, most=len(lines))

    def _explain_group(self, group: GroupScore) -> None:
        lines = [
            (item.id, f"{item.code} {item.title}", f"−{decimal_text(item.award.lost)}" if item.award.lost else _("open"))
            for item in sorted(group.all_items(), key=lambda item: -item.award.lost)
            if item.award.lost or item.award.state is ScoreState.UNDETERMINED
        ]
        nothing = _("Nothing lost here; {points} points still open.").format(points=decimal_text(group.open))
        self._why[group.id].show_lines(lines or [("", nothing, "")], most=12)

    def _on_total_clicked(self) -> None:
        self._why_total.setVisible(self._why_total.isHidden())
        self._explain_total()

    def _on_row_clicked(self, group_id: str, checked: bool = False) -> None:
        why = self._why[group_id]
        why.setVisible(why.isHidden())
        self._explain_group(next(group for group in self._session.card.groups if group.id == group_id))


def _bar_tone(line: Line) -> Tone:
    return Tone.VETO if line.standing is Standing.MISSED else Tone.DONE


def partial_words(session: Session) -> str:
    """Return what stands in place of points and verdict where only a part is looked at; empty where all is."""
    if not is_partial(session.template, session.assessment):
        return ""
    looked, everything = _looked_at(session)
    words = _("{count} of {all} looked at").format(count=looked, all=everything)
    return f"{words}  {worded(term(session.assessment.profile.kind))}"


def _looked_at(session: Session) -> tuple[int, int]:
    everything = len(targets_of(session.template))
    return everything - len(left_out(session.template, session.assessment)), everything
