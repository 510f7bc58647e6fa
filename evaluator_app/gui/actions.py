# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""All actions of the window with their keys, in one place; the page of keys is made from them.

An action is a name, a key and an icon. What it does is connected by the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from evaluator_app.gui.icons import icon
from evaluator_app.gui.keymap import DEFAULTS, key_hint, keys_of
from evaluator_app.gui.palette import ThemeName
from evaluator_app.gui.views.key_binding import KeyBinding
from evaluator_app.gui.views.page_kinds import PAGE_KINDS
from evaluator_app.i18n import CHINESE, ENGLISH, _


@dataclass(frozen=True, slots=True)
class KeySection:
    """Keys that work in the same place."""

    title: str
    lines: tuple[KeyBinding, ...]


class Actions:
    """The actions, in the language that is on while they are made; the window makes them anew for another language."""

    def __init__(self, window: QWidget) -> None:
        """Make every action and put it on the window, so that its key works."""
        self._window = window
        self.all: list[QAction] = []
        self.icon_names: dict[str, str] = {}
        self.home = self._make("home", _("All assessments"), "home")
        self.new = self._make("new", _("New assessment…"), "plus")
        self.sample = self._make("sample", _("Open the sample mine"), "mine")
        self.undo = self._make("undo", _("Undo"), "undo")
        self.redo = self._make("redo", _("Redo"), "redo")
        self.history = self._make("history", _("History…"), "history")
        self.details = self._make("details", _("Mine, dates and team…"), "edit")
        self.cards = self._make("cards", _("Print divider cards…"), "document")
        self.clocks = self._make("clocks", _("Set camera clocks…"), "clock")
        self.phone = self._make("phone", _("Photos from a phone…"), "photo")
        self.report = self._make("report", _("Report and signature…"), "report")
        self.revise = self._make("revise", _("Start a new revision…"), "edit")
        self.changes = self._make("changes", _("What this revision changes…"), "history")
        self.archive = self._make("archive", _("Archive this assessment…"), "folder")
        self.open_archive = self._make("open_archive", _("Open an archive…"), "folder")
        self.hand_over = self._make("hand_over", _("Hand my work to colleagues…"), "sign")
        self.take_in = self._make("take_in", _("Take in a package…"), "plus")
        self.rescue = self._make("rescue", _("Copy everything to the stick…"), "stick")
        self.bring_back = self._make("bring_back", _("Bring back a copy…"), "history")
        self.move = self._make("move", _("Use another edition…"), "history")
        self.templates = self._make("templates", _("Scoring templates…"), "document")
        self.verify = self._make("verify", _("Verify a report…"), "verify")
        self.certificates = self._make("certificates", _("Certificates and authorities…"), "lock")
        self.search = self._make("search", _("Find anything"), "search")
        self.pages = {kind.name: self._make(f"page.{kind.name}", _(kind.title), kind.icon) for kind in PAGE_KINDS}
        self.consistency = self._make("consistency", _("Consistency…"), "people")
        self.practice_begin = self._make("practice_begin", _("Begin a practice mine…"), "mine")
        self.practice_compare = self._make("practice_compare", _("Compare with the model answer…"), "verify")
        self.practice_save = self._make("practice_save", _("Save as practice mine with model answer…"), "document")
        self.phrases = self._make("phrases", _("Phrases…"), "edit")
        self.person = self._make("person", _("Who works here…"), "people")
        self.folder = self._make("folder", _("Open the workspace folder"), "folder")
        self.keys = self._make("keys", _("Keys"), "info")
        self.quit = self._make("quit", _("Quit"), "close")
        self.larger = self._make("larger", _("Larger text"), "")
        self.smaller = self._make("smaller", _("Smaller text"), "")
        self.languages = self._choice("", {CHINESE: "简体中文", ENGLISH: "English"})
        self.themes = self._choice(
            "theme.",
            {ThemeName.LIGHT: _("Light"), ThemeName.DARK: _("Dark"), ThemeName.SUNLIGHT: _("Sunlight, high contrast")},
        )

    def of_assessment(self) -> tuple[QAction, ...]:
        """Return the actions that need an open assessment."""
        of_evidence = (self.cards, self.clocks, self.phone)
        afterwards = (self.hand_over, self.report, self.revise, self.changes, self.archive, self.practice_compare, self.practice_save)
        return (self.home, self.undo, self.redo, self.history, self.details, *of_evidence, self.move, *afterwards, *self.pages.values())

    def discard(self) -> None:
        """Take every action off the window, before others are made."""
        for action in self.all:
            self._window.removeAction(action)
            action.deleteLater()
        self.all = []

    def key_sections(self, on_item: Sequence[KeyBinding], on_templates: Sequence[KeyBinding] = ()) -> tuple[KeySection, ...]:
        """Return all keys, for the page that lists them, with those of the screen of an assessment and of the templates if open."""
        of_assessment = self.of_assessment()
        general = [action for action in self.all if action not in of_assessment and action not in self.languages.values()]
        shelf = (
            KeyBinding(_("Open the assessment"), "Enter"),
            KeyBinding(_("Move to the trash"), "Del"),
            KeyBinding(_("Search by mine or template"), key_hint("list.search")),
        )
        sections = (
            KeySection(_("On an item"), tuple(on_item)),
            KeySection(_("In an assessment"), _lines(of_assessment)),
            KeySection(_("Among the scoring templates"), tuple(on_templates)),
            KeySection(_("In the list of assessments"), shelf),
            KeySection(_("Everywhere"), _lines(general)),
        )
        return tuple(section for section in sections if section.lines)

    def _make(self, name: str, text: str, icon_name: str) -> QAction:
        action = QAction(text, self._window)
        action.setObjectName(name)
        action.setWhatsThis(text)
        self.icon_names[name] = icon_name
        if icon_name:
            action.setIcon(icon(icon_name))
        if name in DEFAULTS:
            action.setShortcuts([QKeySequence(key) for key in keys_of(name)])
        self._window.addAction(action)
        self.all.append(action)
        return action

    def _choice(self, family: str, words: dict[str, str]) -> dict[str, QAction]:
        group = QActionGroup(self._window)
        made = {}
        for key, text in words.items():
            made[str(key)] = self._make(f"{family}{key}", text, "")
            made[str(key)].setCheckable(True)
            group.addAction(made[str(key)])
        return made


def _lines(actions: Sequence[QAction]) -> tuple[KeyBinding, ...]:
    return tuple(KeyBinding(action.whatsThis().rstrip("…"), action.shortcut().toString(), action.objectName()) for action in actions)
