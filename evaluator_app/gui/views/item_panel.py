# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The item being looked at: its rule, what is entered for it, its ledger, its evidence, and the verdict keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import NotApplicable, Outcome
from evaluator_app.domain.changes import mark_not_applicable, record_answer, record_remark
from evaluator_app.domain.criteria import InputKind
from evaluator_app.domain.entry import EntryPart, entry_parts
from evaluator_app.domain.reviewing import Step
from evaluator_app.domain.template import Indicator
from evaluator_app.gui.keymap import key_hint
from evaluator_app.gui.models.indicator_row import IndicatorRow
from evaluator_app.gui.models.item_state import item_state
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.forms.records_strip import RecordsStrip
from evaluator_app.gui.views.item.again_banner import AgainBanner
from evaluator_app.gui.views.item.comments_section import CommentsSection
from evaluator_app.gui.views.item.conflict_banner import ConflictBanner
from evaluator_app.gui.views.item.history_line import HistoryLine
from evaluator_app.gui.views.item.item_header import ItemHeader
from evaluator_app.gui.views.item.keyboard import holds_keyboard
from evaluator_app.gui.views.item.ledger_section import LedgerSection
from evaluator_app.gui.views.item.not_applicable_panel import NotApplicablePanel
from evaluator_app.gui.views.item.parts_form import PartsForm
from evaluator_app.gui.views.item.photo_section import PhotoSection
from evaluator_app.gui.views.item.place_line import PlaceLine
from evaluator_app.gui.views.item.result_line import ResultLine
from evaluator_app.gui.views.item.review_line import ReviewLine
from evaluator_app.gui.views.item.rule_card import RuleCard
from evaluator_app.gui.views.item.settled_edit import SettledEdit
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.views.item.together import judge_together, note_nothing_found, review_together
from evaluator_app.gui.views.item.verdict_bar import VerdictBar
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.i18n import _

_REASONED = (Outcome.PENDING, Outcome.NOT_MET, Outcome.PARTLY_MET)


class ItemPanel(QWidget):
    """*Signals:* next_requested(): the user is done with this item; keyboard_freed(): with a step of it, where Enter should go on."""

    next_requested = Signal()
    keyboard_freed = Signal()

    def __init__(self, session: Session, loader: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._indicator: Indicator | None = None
        self._parts: tuple[EntryPart, ...] = ()
        self._where = dict(_groups_of(session))
        self.together: Callable[[], tuple[IndicatorRow, ...]] = tuple
        """Returns the rows of the items that are selected together; empty unless there are several."""
        self.header = ItemHeader()
        self.where = PlaceLine(session)
        self.rule = RuleCard()
        self.form = PartsForm(session)
        self.result = ResultLine()
        self.not_applicable = NotApplicablePanel()
        self.reason = SettledEdit(_("What is still to be supplied, or why"))
        self._reason_row = FormRow(_("Reason"), self.reason)
        self.ledger = LedgerSection(session, key_hint=key_hint("observation.new"))
        self.photos = PhotoSection(session, loader, aim=self.ledger.open_observation)
        self.forms = RecordsStrip(session)
        self.remark = SettledEdit(_("Remark on this item, for the team and the report"), name=_("Remark"))
        self.history = HistoryLine()
        self.again = AgainBanner(session)
        self.conflict = ConflictBanner(session)
        self.review = ReviewLine(session)
        self.comments = CommentsSection(session)
        self.banner = Banner()
        self.banner.hide()
        self.verdicts = VerdictBar()
        self._scroll = QScrollArea(widgetResizable=True)
        self._build()
        self._connect()

    @property
    def target(self) -> str:
        """Id of the item shown; empty for none."""
        return self._indicator.id if self._indicator else ""

    def show_item(self, indicator: Indicator) -> None:
        """Show an item; what is being typed for the one before is saved first."""
        self.settle()
        is_other = indicator.id != self.target
        self._indicator = indicator
        if is_other:
            self.banner.hide()
            self.not_applicable.hide()
            self._scroll.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        """Show what is recorded now for the item."""
        indicator = self._indicator
        if indicator is None:
            return
        assessment, template = self._session.assessment, self._session.template
        item = self._session.card.items_by_id()[indicator.id]
        state = item_state(item, self._session.rating.vetoes)
        self._parts = entry_parts(indicator, template.facts_of(assessment.mine.facts), template.tables_by_id(assessment.day))
        self.header.show_item(indicator, item.award, state, self._where.get(indicator.id, ""))
        self.where.show_item(indicator)
        self.again.show_item(indicator)
        self.conflict.show_target(indicator.id)
        self.review.show_target(indicator.id)
        self.comments.show_target(indicator.id)
        self.rule.show_item(indicator, template, self._parts)
        self.form.show_item(indicator.id, self._parts, item.award)
        self.result.show_award(None if any(not block.part.path for block in self.form.blocks) else item.award)
        self.ledger.show_item(indicator.id, self._parts, self._places_of(indicator), item.award)
        self.photos.show_item(indicator.id)
        self.forms.show_target(indicator.id)
        finding = assessment.findings.get(indicator.id)
        self.remark.show_text(finding.remark if finding else "")
        answer = assessment.answer(indicator.id)
        self._reason_row.setVisible(answer.outcome in _REASONED and (answer.outcome is Outcome.PENDING or not self.ledger.model.rowCount()))
        self.reason.show_text(answer.reason)
        problem = _("Not met") if self._parts[0].rule.code == "rule.all_or_nothing" else _("Problem found")
        self.verdicts.show_outcome(self._shown_outcome(), problem=problem)
        self.history.show_target(self._session.opened.told(), indicator.id)

    def settle(self) -> None:
        """Hand over what is being typed, before another item is shown or the window goes."""
        if self._indicator is not None:
            self.form.settle()
            self.ledger.settle()
            self.reason.settle()
            self.remark.settle()
            self.review.settle()
            self.comments.settle()

    def choose(self, outcome: Outcome) -> None:
        """Record a verdict on the item, or on all that are selected together; or say why it does not suit."""
        indicator = self._indicator
        if indicator is None:
            return
        self.banner.hide()
        if several := self.together():
            self.settle()
            words, is_done = judge_together(self._session, [row.id for row in several], outcome)
            self.say(words, Tone.ACCENT if is_done else Tone.FOUND, _("Undo") if is_done else "")
            self._refresh_verdict()
            return
        takes_verdict = any(field.kind is InputKind.VERDICT for field in self._parts[0].inputs)
        if outcome is Outcome.NOT_APPLICABLE:
            self._offer_not_applicable(indicator)
        elif outcome in (Outcome.MET, Outcome.PARTLY_MET) and not takes_verdict:
            self.say(self._why_no_verdict(), Tone.ACCENT)
            self.form.focus_first()
        else:
            self.not_applicable.hide()
            if self._session.record_verdict(indicator.id, outcome):
                self._lead_on(outcome)
        self._refresh_verdict()

    def review_step(self, step: Step) -> None:
        """Take a step of the review on the item, or on all that are selected together; or say why it is not taken."""
        several = self.together()
        if several and step in (Step.SUBMIT, Step.ACCEPT):
            self.settle()
            words, is_done = review_together(self._session, [row.id for row in several], step)
            self.say(words, Tone.ACCENT if is_done else Tone.FOUND, _("Undo") if is_done else "")
        else:
            self.review.take(step)
            if not self.review.words.isHidden():
                self._show_soon(self.review)

    def begin_comment(self) -> None:
        """Put the keyboard where a comment is written."""
        if not self.comments.isHidden():
            self.comments.begin()
            self._show_soon(self.comments)

    def note_nothing_found(self) -> None:
        """Note that the item, or all that are selected together, were looked at here and nothing was found."""
        here = self._session.place
        if not here:
            self.say(_("Say first where you are: choose a place over the item, or list the items by place."), Tone.FOUND)
        elif self.target:
            seen = [(row.id, row.place or here) for row in self.together()] or [(self.target, here)]
            words, is_done = note_nothing_found(self._session, seen)
            self.say(words, Tone.DONE if is_done else Tone.NEUTRAL, _("Undo") if is_done else "")

    def begin_observation(self) -> None:
        """Open the editor for a new observation."""
        self.ledger.begin()
        self._show_soon(self.ledger.editor)

    def say(self, text: str, tone: Tone, action_text: str = "") -> None:
        """Say something in the page without standing in the way."""
        self.banner.set_message(text, tone=tone, action_text=action_text)
        self.banner.show()

    def _build(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, GRID // 2, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        for part in (
            self.where.elsewhere,
            self.rule,
            self.form,
            self.result,
            self.not_applicable,
            self._reason_row,
            self.ledger,
            self.photos,
            self.forms,
        ):
            column.addWidget(part)
        column.addWidget(FormRow(_("Remark"), self.remark))
        column.addWidget(self.review)
        column.addWidget(self.comments)
        column.addWidget(self.history)
        column.addStretch(1)
        self.not_applicable.hide()
        self._scroll.setWidget(page)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(self.header)
        head.addWidget(self.where)
        head.addWidget(self.again)
        head.addWidget(self.conflict)
        head.addWidget(self.review.asked)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 2, 3 * GRID, GRID + 4)
        foot.setSpacing(GRID)
        foot.addWidget(self.banner)
        foot.addWidget(self.verdicts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(Hairline())
        outer.addLayout(foot)

    def _connect(self) -> None:
        self.verdicts.verdict_chosen.connect(self.choose)
        self.verdicts.next_requested.connect(self.next_requested)
        self.where.nothing_found.connect(self.note_nothing_found)
        self.not_applicable.marked.connect(self._on_marked)
        self.not_applicable.cancelled.connect(self._on_mark_cancelled)
        self.review.told.connect(self._on_told)
        self.comments.told.connect(self._on_told)
        self.comments.left.connect(self.keyboard_freed)
        self.reason.text_settled.connect(self._on_reason_settled)
        self.remark.pictures_offered.connect(self.photos.take)
        self.remark.text_settled.connect(self._on_remark_settled)
        self.ledger.finished.connect(self.keyboard_freed)
        self.ledger.finished.connect(partial(self._show_soon, self.ledger.table))
        self.ledger.editor.recorded.connect(self._on_observation_recorded)
        self.ledger.photos_requested.connect(self.photos.choose_files)
        self.ledger.pictures_offered.connect(self.photos.take)
        self.ledger.removed.connect(self._on_observation_removed)
        self.banner.action_chosen.connect(self._on_banner_action)

    def _offer_not_applicable(self, indicator: Indicator) -> None:
        if not indicator.not_applicable:
            self.say(_("The template does not allow this item to be marked as not applicable."), Tone.FOUND)
            return
        self.not_applicable.offer(indicator.not_applicable, self._session.assessment.answer(indicator.id).not_applicable)
        self.not_applicable.show()
        self.not_applicable.reason.setFocus()
        self._show_soon(self.not_applicable)

    def _places_of(self, indicator: Indicator) -> tuple[str, ...]:
        """Return the places that are offered for an observation: where one stands, then those of the item with the team's own."""
        titles = {place.id: place.title for place in self._session.template.places}
        own = self._session.assessment.places.values()
        found = [self._session.place] if self._session.place else []
        for place in indicator.places:
            found += [titles.get(place, place), *(each.title for each in own if each.of == place)]
        return tuple(dict.fromkeys(found))

    def _why_no_verdict(self) -> str:
        kinds = {field.kind for field in self._parts[0].inputs}
        if InputKind.PANEL in kinds:
            return _("This item is judged by the experts: enter points and reasons.")
        if not kinds:
            return _("This item is judged part by part.")
        return _("This item is scored by its values: enter them.")

    def _lead_on(self, outcome: Outcome) -> None:
        if outcome is Outcome.MET and self._has_faults():
            self.say(_("The ledger has faults that take points; the ledger counts."), Tone.FOUND)
        elif outcome is Outcome.PENDING:
            self.reason.setFocus()
            self._show_soon(self._reason_row)
        elif outcome is Outcome.PARTLY_MET and not self.ledger.model.rowCount() and not self.ledger.is_editing:
            self.begin_observation()

    def _refresh_verdict(self) -> None:
        self.verdicts.show_outcome(self._shown_outcome(), problem=self.verdicts.buttons[Outcome.PARTLY_MET].text())

    def _shown_outcome(self) -> Outcome:
        """Return the verdict that counts: a fault in the ledger speaks louder than a verdict by key."""
        outcome = self._session.assessment.answer(self.target).outcome
        return Outcome.PARTLY_MET if self._has_faults() and outcome is not Outcome.NOT_APPLICABLE else outcome

    def _has_faults(self) -> bool:
        return any(observation.is_fault for observation in self._session.assessment.observations_of(self.target))

    def _show_soon(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, partial(self._bring_into_sight, part))

    def _bring_into_sight(self, part: QWidget) -> None:
        page = self._scroll.widget()
        layout = page.layout() if page is not None else None
        if layout is not None:
            layout.activate()
        self._scroll.ensureWidgetVisible(part, 0, 2 * GRID)
        if holds_keyboard(part):
            self._scroll.ensureWidgetVisible(self._scroll.focusWidget(), 0, 4 * GRID)

    def _on_marked(self, mark: NotApplicable) -> None:
        self.not_applicable.hide()
        self.keyboard_freed.emit()
        self._session.do(mark_not_applicable(self._session.assessment, self.target, mark))

    def _on_mark_cancelled(self) -> None:
        self.not_applicable.hide()
        self.keyboard_freed.emit()

    def _on_reason_settled(self, reason: str, continues: bool) -> None:
        answer = replace(self._session.assessment.answer(self.target), reason=reason)
        self._session.do(record_answer(self._session.assessment, self.target, "", answer), continues=continues)

    def _on_remark_settled(self, remark: str, continues: bool) -> None:
        self._session.do(record_remark(self._session.assessment, self.target, remark), continues=continues)

    def _on_told(self, words: str, tone: Tone, can_be_undone: bool) -> None:
        self.say(words, tone, _("Undo") if can_be_undone else "")

    def _on_observation_recorded(self, observation_id: str) -> None:
        if holds_keyboard(self.ledger.editor):
            self._show_soon(self.ledger.editor)

    def _on_observation_removed(self, observation_id: str) -> None:
        self.say(_("The observation was removed."), Tone.ACCENT, _("Undo"))

    def _on_banner_action(self) -> None:
        self.banner.hide()
        self._session.undo()


def _groups_of(session: Session) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for group in session.template.groups:
        for inner in group.groups:
            found += [(item.id, f"{group.title}  ›  {inner.title}") for item in inner.leaves()]
        found += [(item.id, group.title) for item in group.indicators]
    return found
