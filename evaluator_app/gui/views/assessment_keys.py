# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The keys of an open assessment: which key does what on which of its pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.reviewing import Step
from evaluator_app.domain.walking import Way
from evaluator_app.gui.keymap import key_hint, keys_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.views.key_binding import KeyBinding
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.views.assessment_view import AssessmentView


class AssessmentKeys:
    """Binds the keys to a view; `bindings` lists them."""

    def __init__(self, view: AssessmentView) -> None:
        self._view = view
        self.bindings: list[KeyBinding] = []
        self._acts: dict[str, Callable[[], None]] = {}
        self._letters: list[QShortcut] = []
        names = {
            Outcome.MET: _("Verdict: met"),
            Outcome.PARTLY_MET: _("Verdict: problem found, or not met"),
            Outcome.NOT_APPLICABLE: _("Verdict: not applicable"),
            Outcome.PENDING: _("Verdict: waiting for material"),
        }
        for outcome, name in names.items():
            self._bind(f"verdict.{outcome.value}", name, partial(self._choose, outcome))
        self._bind("verdict.again", _("Still holds under the new edition"), self._confirm_again)
        self._note(_("Save and go to the next item"), "Enter")
        self._bind("observation.new", _("New observation"), self._begin_observation)
        self._bind("item.seen_here", _("Looked at here, nothing found"), self._note_nothing_found)
        self._bind("review.submit", _("Submit the item for review, or all that are selected"), partial(self._review, Step.SUBMIT))
        self._bind("review.accept", _("Accept the item in review, or all that are selected"), partial(self._review, Step.ACCEPT))
        self._bind("review.request_changes", _("Request changes, with words"), partial(self._review, Step.REQUEST_CHANGES))
        self._bind("review.reopen", _("Open an accepted item again"), partial(self._review, Step.REOPEN))
        self._bind("comment", _("Comment on the item"), self._comment)
        self._bind("way.place", _("List the items by place"), partial(self._choose_way, Way.PLACE))
        self._bind("way.document", _("List the items by document"), partial(self._choose_way, Way.DOCUMENT))
        self._bind("way.indicator", _("List the items by indicator"), partial(self._choose_way, Way.INDICATOR))
        self._bind("places", _("Places and route of the day"), view.show_places)
        self._bind("item.next", _("Next item"), partial(view.walk, 1))
        self._bind("item.previous", _("Previous item"), partial(view.walk, -1))
        self._bind("item.next_open", _("Next item that is not assessed"), partial(view.go_to_open, 1))
        self._bind("item.previous_open", _("Previous item that is not assessed"), partial(view.go_to_open, -1))
        self._bind("item.next_problem", _("Next item with problems"), partial(view.go_to_problem, 1))
        self._bind("item.previous_problem", _("Previous item with problems"), partial(view.go_to_problem, -1))
        self._bind("flash", _("One item at a time, large"), view.show_flash)
        self._bind("ledger", _("To the ledger"), self._focus_ledger)
        self._bind("evidence.add", _("Add photos or documents"), self._add_photos)
        self._bind("evidence.paste", _("Paste a picture or files as evidence"), self._paste)
        for name, words in (
            ("editor.phrases", _("Phrases, while an observation is written")),
            ("editor.keep_phrase", _("Keep the words of the observation as a phrase")),
            ("editor.newest_photo", _("Take the newest photo into the observation")),
            ("editor.more", _("Count one more")),
            ("editor.fewer", _("Count one fewer")),
        ):
            self._note(words, key_hint(name), name)
        self._note(_("Count of the observation, while it is written"), "Alt+1 … 9")
        self._note(_("Filter the list of items"), key_hint("list.search"), "list.search")
        self._bind("leave", _("Back to all assessments"), view.go_home)

    def trigger(self, name: str) -> None:
        """Do what a key does, by its name; KeyError for a name that is not bound here."""
        self._acts[name]()

    def follow_page(self, page: str) -> None:
        """Leave the letters of the review to the pages that have other uses for them, such as that of evidence."""
        for shortcut in self._letters:
            shortcut.setEnabled(page in ("items", "prerequisites"))

    def _bind(self, name: str, words: str, act: Callable[[], None]) -> None:
        self._acts[name] = act
        for keys in keys_of(name):
            shortcut = QShortcut(QKeySequence(keys), self._view)
            shortcut.setAutoRepeat(keys.startswith("Ctrl"))
            shortcut.activated.connect(act)
            if name.startswith("review.") or name == "comment":
                self._letters.append(shortcut)
        self._note(words, next(iter(keys_of(name)), ""), name)

    def _note(self, words: str, keys: str, name: str = "") -> None:
        self.bindings.append(KeyBinding(words, keys, name))

    def _choose(self, outcome: Outcome) -> None:
        if self._view.page_name() == "items":
            self._view.item_panel.choose(outcome)
        elif self._view.page_name() == "prerequisites" and outcome is not Outcome.NOT_APPLICABLE:
            self._view.prerequisites.choose(outcome)

    def _note_nothing_found(self) -> None:
        if self._view.page_name() == "items":
            self._view.item_panel.note_nothing_found()

    def _choose_way(self, way: Way) -> None:
        self._view.show_page("items")
        self._view.list_panel.choose_way(way)

    def _confirm_again(self) -> None:
        page = self._view.page_name()
        card = self._view.prerequisites.current_card() if page == "prerequisites" else None
        again = self._view.item_panel.again if page == "items" else card.again if card else None
        if again is not None:
            again.confirm()

    def _review(self, step: Step) -> None:
        page = self._view.page_name()
        card = self._view.prerequisites.current_card() if page == "prerequisites" else None
        if page == "items":
            self._view.item_panel.review_step(step)
        elif card is not None:
            card.review.take(step)

    def _comment(self) -> None:
        page = self._view.page_name()
        card = self._view.prerequisites.current_card() if page == "prerequisites" else None
        if page == "items":
            self._view.item_panel.begin_comment()
        elif card is not None and not card.comments.isHidden():
            card.comments.begin()

    def _begin_observation(self) -> None:
        if self._view.page_name() == "items":
            self._view.item_panel.begin_observation()
        elif self._view.page_name() == "prerequisites" and (card := self._view.prerequisites.current_card()):
            card.ledger.begin()

    def _focus_ledger(self) -> None:
        if self._view.page_name() == "items":
            self._view.item_panel.ledger.focus_table()

    def _add_photos(self) -> None:
        if self._view.page_name() == "items":
            self._view.item_panel.photos.choose_files()
        elif self._view.page_name() == "prerequisites" and (card := self._view.prerequisites.current_card()):
            card.photos.choose_files()

    def _paste(self) -> None:
        taken = True
        if self._view.page_name() == "items":
            taken = self._view.item_panel.photos.paste()
        elif self._view.page_name() == "prerequisites" and (card := self._view.prerequisites.current_card()):
            taken = card.photos.paste()
        if not taken:
            self._view.item_panel.say(_("The clipboard holds neither a picture nor files."), Tone.NEUTRAL)
