# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One prerequisite: what must hold, what to check, the verdict or what decides it, what is noted, seen, and proves it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import record_answer
from evaluator_app.domain.template import Gate, Prerequisite
from evaluator_app.domain.terms import term
from evaluator_app.gui.painting import paint_focus_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, RADIUS, TextRole
from evaluator_app.gui.views.forms.records_strip import RecordsStrip
from evaluator_app.gui.views.item.again_banner import AgainBanner
from evaluator_app.gui.views.item.comments_section import CommentsSection
from evaluator_app.gui.views.item.conflict_banner import ConflictBanner
from evaluator_app.gui.views.item.history_line import HistoryLine
from evaluator_app.gui.views.item.ledger_section import LedgerSection
from evaluator_app.gui.views.item.photo_section import PhotoSection
from evaluator_app.gui.views.item.phrase_entry import PhraseEntry
from evaluator_app.gui.views.item.review_line import ReviewLine
from evaluator_app.gui.views.item.settled_edit import SettledEdit
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.views.item.value_form import ValueForm
from evaluator_app.gui.views.item.verdict_bar import VerdictBar
from evaluator_app.gui.views.noted_form import NotedForm
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded, worded_all
from evaluator_app.i18n import _
from evaluator_app.services.phrases import PhraseBook

_TONES = {
    Outcome.MET: Tone.DONE,
    Outcome.NOT_MET: Tone.VETO,
    Outcome.PENDING: Tone.UNDETERMINED,
    Outcome.NOT_ASSESSED: Tone.OPEN,
    Outcome.NOT_APPLICABLE: Tone.NOT_APPLICABLE,
}


class PrerequisiteCard(Card):
    """Keys 1, 2 and 4 go to the card that was used last. *Signals:* entered(str): the keyboard or the pointer came here, by id."""

    entered = Signal(str)

    def __init__(
        self, session: Session, prerequisite: Prerequisite, loader: ThumbnailLoader, book: PhraseBook, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._session, self.prerequisite = session, prerequisite
        self._state = StateBadge("", Tone.OPEN)
        self.again = AgainBanner(session)
        self.conflict = ConflictBanner(session)
        self.review = ReviewLine(session)
        self.comments = CommentsSection(session)
        self._told = TextLabel(wraps=True)
        self._told.hide()
        self.verdicts = VerdictBar(with_next=False, with_not_applicable=False)
        self.values = self._value_form()
        self._measured = TextLabel(wraps=True, selectable=True)
        self.noted = NotedForm(session, prerequisite.id, prerequisite.asks, book)
        self.reason = SettledEdit(_("What is still to be supplied, or why"))
        self._reason_row = FormRow(_("Reason"), self.reason)
        self.phrases = PhraseEntry(self.reason)
        self.phrases.use(book)
        self.phrases.show_target(prerequisite.id)
        self.phrases.bind_keys()
        self.forms = RecordsStrip(session)
        self.ledger = LedgerSection(session)
        self.ledger.editor.equip(book, loader)
        self.photos = PhotoSection(session, loader, aim=self.ledger.open_observation)
        self._history = HistoryLine()
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.verdicts.verdict_chosen.connect(self.choose)
        self.phrases.failed.connect(session.failed)
        self.reason.text_settled.connect(self._on_reason_settled)
        for part in (self.review, self.comments):
            part.told.connect(self._on_told)
        self.comments.left.connect(self.setFocus)
        self.ledger.pictures_offered.connect(self.photos.take)
        self.ledger.finished.connect(self.setFocus)
        self.ledger.photos_requested.connect(self.photos.choose_files)
        for field in (self, *self.findChildren(QWidget)):
            if field.focusPolicy() != Qt.FocusPolicy.NoFocus:
                field.installEventFilter(self)
        self.photos.show_item(prerequisite.id)
        self.refresh()

    def choose(self, outcome: Outcome) -> None:
        """Record a verdict; where a value decides there is none to give."""
        self.entered.emit(self.prerequisite.id)
        if self.values is not None:
            self.values.focus_first()
        elif self._session.record_verdict(self.prerequisite.id, outcome):
            if outcome is Outcome.PENDING:
                self.reason.setFocus()
            elif outcome is Outcome.PARTLY_MET and not self.ledger.model.rowCount():
                self.ledger.begin()
        self._show_verdict()

    def refresh(self) -> None:
        """Show what is recorded now."""
        self.forms.show_target(self.prerequisite.id)
        self._show_verdict()
        self.again.show_item(self.prerequisite)
        self._told.hide()
        self.conflict.show_target(self.prerequisite.id)
        self.review.show_target(self.prerequisite.id)
        self.comments.show_target(self.prerequisite.id)
        answer = self._session.assessment.answer(self.prerequisite.id)
        self._reason_row.setVisible(answer.outcome is Outcome.PENDING)
        self.reason.show_text(answer.reason)
        self.noted.refresh()
        if self.values is not None:
            self.values.refresh()
        documents = {document.id: document.title for document in self._session.template.documents}
        places = tuple(documents.get(document, document) for document in self.prerequisite.documents)
        self.ledger.show_item(self.prerequisite.id, (), places, None)
        self.photos.refresh()
        self._history.show_target(self._session.opened.told(), self.prerequisite.id)

    def settle(self) -> None:
        """Hand over what is being typed."""
        self.reason.settle()
        self.noted.settle()
        if self.values is not None:
            self.values.settle()
        self.ledger.settle()
        self.review.settle()
        self.comments.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: notice who has the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and watched is self:
            self.update()
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.prerequisite.id)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QFrame.paintEvent: the ring shows where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus_ring(painter, QRectF(self.rect()), RADIUS)

    def told_words(self) -> str:
        """Return what was last said of a step of the review; empty while nothing is."""
        return "" if self._told.isHidden() else self._told.text()

    def outcome_word(self) -> str:
        """Return the verdict as it is shown."""
        return self._state.text()

    def _build(self) -> None:
        asked, template = self.prerequisite, self._session.template
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(TextLabel(f"{asked.code}  {asked.title}", TextRole.HEADING, wraps=True), 1)
        if asked.gate is not Gate.SCORING:
            head.addWidget(StateBadge(worded(term(asked.gate)), Tone.NEUTRAL, icon_name=""))
        head.addWidget(self._state)
        self.add(head)
        self.add(TextLabel(asked.requirement, wraps=True, selectable=True))
        if asked.checks:
            self.add(TextLabel("\n".join(f"·  {check}" for check in asked.checks), TextRole.MUTED, wraps=True, selectable=True))
        documents = {document.id: document.title for document in template.documents}
        if asked.documents:
            words = "、".join(documents.get(document, document) for document in asked.documents)
            self.add(TextLabel(_("Read: {documents}").format(documents=words), TextRole.MUTED, wraps=True, selectable=True))
        self.verdicts.setMaximumWidth(640)
        for part in (
            self.again,
            self.conflict,
            self.review.asked,
            self.verdicts,
            self.values,
            self._measured,
            self._reason_row,
            self.phrases,
            self.noted,
            self.forms,
            self.ledger,
            self.photos,
            self.review,
            self._told,
            self.comments,
            self._history,
        ):
            if part is not None:
                self.add(part)
        self.verdicts.setVisible(self.values is None)
        self.noted.setVisible(bool(asked.asks))
        self.setAccessibleName(f"{asked.code} {asked.title}")

    def _value_form(self) -> ValueForm | None:
        """Return the fields of what is measured; None where a verdict decides."""
        asked, session = self.prerequisite, self._session
        if asked.criterion is None:
            return None
        facts, tables = session.template.facts_of(session.assessment.mine.facts), session.template.tables_by_id(session.assessment.day)
        return ValueForm(session, asked.id, "", asked.criterion.inputs(facts, tables), session.text_drafts)

    def _show_verdict(self) -> None:
        result = next(r for r in self._session.card.prerequisites if r.id == self.prerequisite.id)
        has_forms = bool(self.forms.lines)
        says = bool(result.measured) and (has_forms or result.outcome is not Outcome.NOT_ASSESSED)
        self._measured.setText(worded_all(result.measured) if says else "")
        self._measured.setVisible(says)
        words = {
            Outcome.MET: _("Met"),
            Outcome.NOT_MET: _("Not met"),
            Outcome.PENDING: _("Waiting for material"),
            Outcome.NOT_ASSESSED: _("Not assessed"),
            Outcome.NOT_APPLICABLE: _("Not asked here"),
        }
        self._state.set_state(words[result.outcome], _TONES[result.outcome])
        recorded = self._session.assessment.answer(self.prerequisite.id).outcome
        self.verdicts.show_outcome(recorded, problem=_("Not met"))

    def _on_told(self, words: str, tone: Tone, _can_be_undone: bool) -> None:
        self._told.setText(words)
        self._told.set_tone(tone)
        self._told.show()

    def _on_reason_settled(self, reason: str, continues: bool) -> None:
        answer = replace(self._session.assessment.answer(self.prerequisite.id), reason=reason)
        change = record_answer(self._session.assessment, self.prerequisite.id, "", answer)
        self._session.do(change, continues=continues)
