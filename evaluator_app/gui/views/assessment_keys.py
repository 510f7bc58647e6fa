# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The keys of an open assessment: which key does what on which of its pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from evaluator_app.domain.assessment import Outcome
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.views.item.verdict_bar import VERDICT_KEYS
from evaluator_app.gui.views.key_binding import KeyBinding
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.views.assessment_view import AssessmentView


class AssessmentKeys:
    """Binds the keys to a view; `bindings` lists them."""

    def __init__(self, view: AssessmentView) -> None:
        self._view = view
        self.bindings: list[KeyBinding] = []
        names = {
            Outcome.MET: _("Verdict: met"),
            Outcome.PARTLY_MET: _("Verdict: problem found, or not met"),
            Outcome.NOT_APPLICABLE: _("Verdict: not applicable"),
            Outcome.PENDING: _("Verdict: waiting for material"),
        }
        for outcome, key in VERDICT_KEYS.items():
            self._bind(names[outcome], key, partial(self._choose, outcome))
        self._bind(_("Still holds under the new edition"), "5", self._confirm_again)
        self._note(_("Save and go to the next item"), "Enter")
        self._bind(_("New observation"), "N", self._begin_observation)
        self._bind(_("Next item"), "Ctrl+Down", partial(view.walk, 1))
        self._bind(_("Previous item"), "Ctrl+Up", partial(view.walk, -1))
        self._bind(_("Next item that is not assessed"), "F8", view.go_to_next_open)
        self._bind(_("To the ledger"), "Ctrl+L", self._focus_ledger)
        self._bind(_("Add photos or documents"), "Ctrl+E", self._add_photos)
        self._bind(_("Paste a picture or files as evidence"), "Ctrl+V", self._paste)
        self._note(_("Search"), "Ctrl+F")
        self._bind(_("Search"), "Ctrl+K", view.focus_search)
        self._bind(_("Back to all assessments"), "Alt+Left", view.go_home)

    def _bind(self, name: str, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._view)
        shortcut.setAutoRepeat(keys.startswith("Ctrl"))
        shortcut.activated.connect(act)
        self._note(name, keys)

    def _note(self, name: str, keys: str) -> None:
        self.bindings.append(KeyBinding(name, keys))

    def _choose(self, outcome: Outcome) -> None:
        if self._view.page_name() == "items":
            self._view.item_panel.choose(outcome)
        elif self._view.page_name() == "prerequisites" and outcome is not Outcome.NOT_APPLICABLE:
            self._view.prerequisites.choose(outcome)

    def _confirm_again(self) -> None:
        page = self._view.page_name()
        card = self._view.prerequisites.current_card() if page == "prerequisites" else None
        again = self._view.item_panel.again if page == "items" else card.again if card else None
        if again is not None:
            again.confirm()

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
