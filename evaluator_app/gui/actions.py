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
        self.home = self._make(_("All assessments"), "Alt+Home", "home")
        self.new = self._make(_("New assessment…"), "Ctrl+N", "plus")
        self.sample = self._make(_("Open the sample mine"), "", "mine")
        self.undo = self._make(_("Undo"), QKeySequence.StandardKey.Undo, "undo")
        self.redo = self._make(_("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo")
        self.history = self._make(_("History…"), "Ctrl+H", "history")
        self.details = self._make(_("Mine, dates and team…"), "Ctrl+D", "edit")
        self.report = self._make(_("Report and signature…"), "Ctrl+R", "report")
        self.move = self._make(_("Use another edition…"), "Ctrl+M", "history")
        self.templates = self._make(_("Scoring templates…"), "Ctrl+T", "document")
        self.verify = self._make(_("Verify a report…"), "Ctrl+Shift+V", "verify")
        self.pages = {kind.name: self._make(_(kind.title), f"Ctrl+{number}", kind.icon) for number, kind in enumerate(PAGE_KINDS, start=1)}
        self.person = self._make(_("Who works here…"), "", "people")
        self.folder = self._make(_("Open the workspace folder"), "", "folder")
        self.keys = self._make(_("Keys"), QKeySequence.StandardKey.HelpContents, "info")
        self.quit = self._make(_("Quit"), "Ctrl+Q", "close")
        self.larger = self._make(_("Larger text"), ("Ctrl++", "Ctrl+="), "")
        self.smaller = self._make(_("Smaller text"), "Ctrl+-", "")
        self.languages = self._choice({CHINESE: ("简体中文", ""), ENGLISH: ("English", "")})
        self.themes = self._choice(
            {
                ThemeName.LIGHT: (_("Light"), "Ctrl+Alt+1"),
                ThemeName.DARK: (_("Dark"), "Ctrl+Alt+2"),
                ThemeName.SUNLIGHT: (_("Sunlight, high contrast"), "Ctrl+Alt+3"),
            }
        )

    def of_assessment(self) -> tuple[QAction, ...]:
        """Return the actions that need an open assessment."""
        return (self.home, self.undo, self.redo, self.history, self.details, self.move, self.report, *self.pages.values())

    def discard(self) -> None:
        """Take every action off the window, before others are made."""
        for action in self.all:
            self._window.removeAction(action)
            action.deleteLater()
        self.all = []

    def key_sections(self, on_item: Sequence[KeyBinding], on_templates: Sequence[KeyBinding] = ()) -> tuple[KeySection, ...]:
        """Return all keys, for the page that lists them, with those of the screen of an assessment and of the templates if open."""
        general = [self.new, self.templates, self.verify, *self.themes.values(), self.larger, self.smaller, self.keys, self.quit]
        shelf = (
            KeyBinding(_("Open the assessment"), "Enter"),
            KeyBinding(_("Move to the trash"), "Del"),
            KeyBinding(_("Search"), "Ctrl+K"),
        )
        sections = (
            KeySection(_("On an item"), tuple(on_item)),
            KeySection(_("In an assessment"), _lines(self.of_assessment())),
            KeySection(_("Among the scoring templates"), tuple(on_templates)),
            KeySection(_("In the list of assessments"), shelf),
            KeySection(_("Everywhere"), _lines(general)),
        )
        return tuple(section for section in sections if section.lines)

    def _make(self, text: str, keys: str | Sequence[str] | QKeySequence.StandardKey, icon_name: str) -> QAction:
        action = QAction(text, self._window)
        action.setWhatsThis(text)
        if icon_name:
            action.setIcon(icon(icon_name))
        if isinstance(keys, QKeySequence.StandardKey):
            action.setShortcuts(keys)
        elif isinstance(keys, str):
            action.setShortcut(QKeySequence(keys))
        else:
            action.setShortcuts([QKeySequence(key) for key in keys])
        self._window.addAction(action)
        self.all.append(action)
        return action

    def _choice(self, words: dict[str, tuple[str, str]]) -> dict[str, QAction]:
        group = QActionGroup(self._window)
        made = {}
        for key, (text, keys) in words.items():
            made[str(key)] = self._make(text, keys, "")
            made[str(key)].setCheckable(True)
            group.addAction(made[str(key)])
        return made


def _lines(actions: Sequence[QAction]) -> tuple[KeyBinding, ...]:
    named = [action for action in actions if not action.shortcut().isEmpty()]
    return tuple(KeyBinding(action.whatsThis().rstrip("…"), action.shortcut().toString()) for action in named)
