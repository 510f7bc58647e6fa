# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Opens the search over everything, knows what can be found where, and leads to what was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.keymap import DEFAULTS, FIELD_NAMES, key_hint
from evaluator_app.gui.models.item_state import item_state
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.views.page_kinds import PAGES
from evaluator_app.gui.views.palette.palette_dialog import PaletteDialog
from evaluator_app.services.finding_everywhere import Everywhere, look_everywhere
from evaluator_app.services.finding_here import entries_of
from evaluator_app.services.searching import Entry, EntryKind, Finder, Hit, Rank

if TYPE_CHECKING:
    from evaluator_app.gui.main_window import MainWindow
    from evaluator_app.gui.views.assessment_view import AssessmentView

_MOST_RECENT = 8
_HIDDEN = ("search",)
"""Commands that lead nowhere from here."""


class PaletteDesk(QObject):
    """Lives as long as the window; what is written in all assessments is read beside it and kept."""

    def __init__(self, window: MainWindow, runner: Runner) -> None:
        """Serve a window."""
        super().__init__(window)
        self._window, self._runner = window, runner
        self._everywhere: Everywhere | None = None
        self.dialog: PaletteDialog | None = None
        self._finder = Finder(())

    def open(self) -> None:
        """Open the search; over the open assessment, else over all of them."""
        if self.dialog is not None:
            return
        self._finder = Finder((*self._content(), *self._commands()))
        self.dialog = PaletteDialog(self.find, self.resting, self._window)
        self.dialog.is_reading = self._window.session is None and self._everywhere is None
        self.dialog.chosen.connect(self._on_chosen)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()
        self.dialog.field.setFocus()
        if self._window.session is None:
            self.read_all()

    def read_all(self) -> None:
        """Read, beside the window, what changed in the assessments since the last time."""
        root, known = self._window.workspace.root, self._everywhere
        self._runner.run(lambda: look_everywhere(root, known), on_success=self._on_read, on_failure=self._on_failed)

    def find(self, typed: str) -> tuple[Hit, ...]:
        """Return what fits."""
        found = self._finder.find(typed)
        if self._window.session is None and self._everywhere is not None:
            found = tuple(sorted((*found, *self._everywhere.finder.find(typed)), key=lambda hit: (hit.rank, hit.entry.kind)))
        return found

    def resting(self) -> tuple[Hit, ...]:
        """Return what was used last, and then what is usually wanted."""
        finders = (self._finder, self._everywhere.finder if self._everywhere and self._window.session is None else None)
        known = {_name(entry): entry for finder in finders if finder for entry in finder.entries}
        recent = [known[name] for name in self._window.preferences.recent if name in known]
        usual = [entry for entry in known.values() if entry.kind in (EntryKind.ASSESSMENT, EntryKind.PAGE, EntryKind.COMMAND)]
        return tuple(Hit(entry, Rank.TITLE_BEGINS) for entry in dict.fromkeys((*recent[:_MOST_RECENT], *usual)))

    def _content(self) -> Iterator[Entry]:
        session = self._window.session
        if session is None:
            return
        scored = session.card.items_by_id()
        for entry in entries_of(session.template, session.assessment):
            if entry.kind is EntryKind.ITEM:
                state = item_state(scored[entry.target], session.rating.vetoes)
                yield replace(entry, icon=state.tone.icon_name, detail=state.word())
            else:
                yield entry

    def _commands(self) -> Iterator[Entry]:
        acts, page = self._window.acts, self._window.page
        pages = {action.objectName() for action in acts.pages.values()}
        for action in acts.all:
            name = action.objectName()
            if action.isEnabled() and name not in _HIDDEN:
                kind = EntryKind.PAGE if name in pages else EntryKind.COMMAND
                icon = acts.icon_names[name]
                yield Entry(kind, name, action.whatsThis().rstrip("…"), keys=key_hint(name) if name in DEFAULTS else "", icon=icon)
        for binding in page.view.key_bindings() if page else ():
            if binding.id and binding.id not in FIELD_NAMES | {"list.search"}:
                yield Entry(EntryKind.COMMAND, binding.id, binding.name, keys=key_hint(binding.id))

    def _on_read(self, everywhere: Everywhere) -> None:
        self._everywhere = everywhere
        if self.dialog is not None and self._window.isVisible():  # the window may have been closed meanwhile, and its database
            self.dialog.is_reading = False
            self.dialog.look_again()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserFacingError):
            self._window.say_error(error)

    def _on_finished(self, result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _on_chosen(self, entry: Entry) -> None:
        self._remember(_name(entry))
        if entry.assessment:
            self._window.open_assessment(entry.assessment)
        page = self._window.page
        if entry.kind in (EntryKind.PAGE, EntryKind.COMMAND):
            self._act(entry.target)
        elif page is not None and entry.kind is not EntryKind.ASSESSMENT:
            lead(page.view, entry)

    def _act(self, name: str) -> None:
        action = next((action for action in self._window.acts.all if action.objectName() == name), None)
        if action is not None:
            action.trigger()
        elif self._window.page is not None:
            self._window.page.view.trigger(name)

    def _remember(self, name: str) -> None:
        preferences = self._window.preferences
        try:
            preferences.recent = (name, *(other for other in preferences.recent if other != name))
        except UserFacingError as error:
            self._window.say_error(error)


def lead(view: AssessmentView, entry: Entry) -> None:
    """Go to what an entry stands for, in an open assessment."""
    if entry.kind is EntryKind.PERSON:
        view.details_requested.emit()
    elif entry.kind in (EntryKind.PLACE, EntryKind.DOCUMENT):
        view.filter_items(entry.title)
    elif entry.kind is EntryKind.EVIDENCE and "evidence" in PAGES:
        view.show_evidence(entry.record)
    else:
        view.jump(entry.target)
        if entry.kind is EntryKind.OBSERVATION:
            view.edit_observation(entry.record)


def _name(entry: Entry) -> str:
    return "/".join((str(int(entry.kind)), entry.assessment, entry.target, entry.record)).replace("\n", " ")
