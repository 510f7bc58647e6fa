# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One item at a time over the whole screen: large words and buttons for gloves and sunlight, or the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Observation, Outcome
from evaluator_app.domain.completeness import progress
from evaluator_app.domain.criteria import InputKind
from evaluator_app.domain.entry import EntryPart, entry_parts
from evaluator_app.domain.template import Indicator
from evaluator_app.gui.keymap import key_hint, keys_of
from evaluator_app.gui.models.item_state import item_state
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.flash.flash_words import FlashWords
from evaluator_app.gui.views.item.observation_editor import ObservationEditor
from evaluator_app.gui.views.item.verdict_bar import VerdictBar
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.key_button import KeyButton
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done

if TYPE_CHECKING:
    from evaluator_app.gui.views.assessment_view import AssessmentView

_TALL = 64
"""Height of a button at 14 px text."""


class FlashDialog(QDialog):
    """Walks the list of the assessment as it is filtered; every act is saved like any other. Escape or its key leads back.

    *Signals:* fields_wanted(Outcome): the item needs its ordinary fields for what was chosen.
    """

    fields_wanted = Signal(object)

    def __init__(self, session: Session, view: AssessmentView, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(_("One item at a time"))
        self._session, self._view = session, view
        self._parts: tuple[EntryPart, ...] = ()
        self.words = FlashWords()
        self.state = StateBadge("", Tone.OPEN)
        self._position = TextLabel(role=TextRole.STRONG)
        self.banner = Banner(dismissible=True)
        self.banner.hide()
        self.verdicts = VerdictBar()
        self.editor = ObservationEditor(session)
        self.editor.equip(view.phrase_book, view.loader)
        self._editor_card = Card()
        self._editor_card.add(self.editor)
        self._editor_card.hide()
        self._area = QScrollArea(widgetResizable=True)
        self.back = KeyButton(_("Back"), "Esc", icon_name="back", checkable=False)
        self.previous = KeyButton(_("Previous item"), key_hint("item.previous"), icon_name="back", checkable=False)
        self.problem = KeyButton(_("Record an observation"), key_hint("observation.new"), icon_name="plus", checkable=False)
        self.photo = KeyButton(_("Add photos"), key_hint("evidence.add"), icon_name="photo", checkable=False)
        self._build()
        self._connect()
        self._bind_keys()
        self.refresh()

    @property
    def indicator(self) -> Indicator:
        """The item shown; the first one while a prerequisite is at hand."""
        item = self._session.item(self._session.current)
        return item if isinstance(item, Indicator) else next(self._session.template.indicators())

    def refresh(self) -> None:
        """Show what is recorded now."""
        indicator, session = self.indicator, self._session
        assessment, template = session.assessment, session.template
        item = session.card.items_by_id()[indicator.id]
        self._parts = entry_parts(indicator, template.facts_of(assessment.mine.facts), template.tables_by_id(assessment.day))
        self.words.show_item(indicator, template, assessment, self._parts)
        state = item_state(item, session.rating.vetoes)
        self.state.set_state(state.word(), state.tone)
        done, items = progress(session.card)
        here = session.place
        told = _("{done} of {items} assessed").format(done=done, items=items)
        self._position.setText(f"{here}　{told}" if here else told)
        answer = assessment.answer(indicator.id)
        has_faults = any(seen.is_fault for seen in self._ledger())
        shown = Outcome.PARTLY_MET if has_faults and answer.outcome is not Outcome.NOT_APPLICABLE else answer.outcome
        self.verdicts.show_outcome(shown, problem=_("Problem found"))

    def go(self, step: int) -> None:
        """Save and go so many items further; back for a negative number."""
        self._close_editor()
        self.banner.hide()
        if target := self._view.list_panel.neighbor(step):
            self._session.look_at(target)
        else:
            self._say(_("This is the last item of the list.") if step > 0 else _("This is the first item of the list."))

    def choose(self, outcome: Outcome) -> None:
        """Record a verdict; what needs other fields leads back to them."""
        takes_verdict = any(field.kind is InputKind.VERDICT for field in self._parts[0].inputs)
        self.banner.hide()
        if outcome is Outcome.NOT_APPLICABLE or (outcome is not Outcome.PENDING and not takes_verdict):
            self.accept()
            self.fields_wanted.emit(outcome)
        elif self._session.record_verdict(self.indicator.id, outcome) and outcome is Outcome.PARTLY_MET and not self._ledger():
            self.begin_observation()
        self.refresh()

    def begin_observation(self) -> None:
        """Open the fields of a new observation."""
        known = {place.id: place.title for place in self._session.template.places}
        own = tuple(place.title for place in self._session.assessment.places.values())
        here = tuple(known.get(place, place) for place in self.indicator.places)
        if not self.editor.observation_id or self.editor.is_recorded:
            self.editor.settle()
            self.editor.begin(self.indicator.id, self._parts, tuple(dict.fromkeys((*own, *here))), self._session.place)
        self._editor_card.show()
        self.editor.focus_next_empty()
        QTimer.singleShot(0, self._editor_card, self._show_editor)

    def done(self, result: int) -> None:
        """Override QDialog.done: what is typed is saved."""
        self._close_editor()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: Enter outside fields goes to the next item."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(1)
        elif event.key() == Qt.Key.Key_Escape and self._editor_card.isVisible():
            self._close_editor()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        for button in (*self.verdicts.buttons.values(), self.verdicts.next_button, self.back, self.previous, self.problem, self.photo):
            button.setMinimumHeight(scaled(_TALL))
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self.back)
        head.addWidget(self._position, 1)
        head.addWidget(self.state)
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, GRID, GRID, GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.words)
        column.addWidget(self._editor_card)
        column.addStretch(1)
        area = self._area
        area.setWidget(page)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tools = QHBoxLayout()
        tools.setSpacing(GRID)
        for button in (self.previous, self.problem, self.photo):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tools.addWidget(button, 1)
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        outer.setSpacing(GRID + 4)
        outer.addLayout(head)
        outer.addWidget(Hairline())
        outer.addWidget(area, 1)
        outer.addWidget(self.banner)
        outer.addLayout(tools)
        outer.addWidget(self.verdicts)

    def _connect(self) -> None:
        self.back.clicked.connect(self.reject)
        self.previous.clicked.connect(partial(self.go, -1))
        self.problem.clicked.connect(self.begin_observation)
        self.photo.clicked.connect(self._add_photos)
        self.verdicts.verdict_chosen.connect(self.choose)
        self.verdicts.next_requested.connect(partial(self.go, 1))
        self.editor.closed.connect(self._on_editor_closed)
        self.editor.photos_requested.connect(self._view.item_panel.photos.choose_files)
        self.editor.pictures_offered.connect(self._view.item_panel.photos.take)
        self.editor.removal_requested.connect(self._view.item_panel.ledger.remove)
        self._session.changed.connect(self._on_changed)
        self._session.current_changed.connect(self._on_current_changed)

    def _bind_keys(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            f"verdict.{outcome.value}": partial(self._choose_by_key, outcome)
            for outcome in (Outcome.MET, Outcome.PARTLY_MET, Outcome.NOT_APPLICABLE, Outcome.PENDING)
        }
        acts |= {
            "observation.new": self.begin_observation,
            "item.next": partial(self.go, 1),
            "item.previous": partial(self.go, -1),
            "item.next_open": partial(self._go_by, self._view.go_to_open, 1),
            "item.previous_open": partial(self._go_by, self._view.go_to_open, -1),
            "item.next_problem": partial(self._go_by, self._view.go_to_problem, 1),
            "item.previous_problem": partial(self._go_by, self._view.go_to_problem, -1),
            "evidence.add": self._add_photos,
            "evidence.paste": self._view.item_panel.photos.paste,
            "undo": self._session.undo,
            "redo": self._session.redo,
            "flash": self.reject,
        }
        for name, act in acts.items():
            for key in keys_of(name):
                QShortcut(QKeySequence(key), self).activated.connect(act)

    def _choose_by_key(self, outcome: Outcome) -> None:
        self.choose(outcome)

    def _go_by(self, way: Callable[[int], None], step: int) -> None:
        self._close_editor()
        self.banner.hide()
        before = self._session.current
        way(step)
        if self._session.current == before:
            self._say(_("There is no other item of this kind."))

    def _add_photos(self) -> None:
        self.editor.settle()
        self._view.item_panel.photos.choose_files(self.editor.observation_id if self.editor.is_recorded else "")

    def _ledger(self) -> tuple[Observation, ...]:
        return self._session.assessment.observations_of(self.indicator.id)

    def _close_editor(self) -> None:
        if self.editor.observation_id:
            self.editor.leave()

    def _show_editor(self) -> None:
        self._area.ensureWidgetVisible(self._editor_card, 0, 0)
        self._area.ensureWidgetVisible(self.editor.words, 0, 0)

    def _say(self, words: str) -> None:
        self.banner.set_message(words, tone=Tone.NEUTRAL)
        self.banner.show()

    def _on_editor_closed(self) -> None:
        self._editor_card.hide()
        self.setFocus()
        self.refresh()

    def _on_changed(self, done: Done) -> None:
        self.editor.drop_if_gone()
        self.refresh()

    def _on_current_changed(self, target: str) -> None:
        self.refresh()
        self.setFocus()
