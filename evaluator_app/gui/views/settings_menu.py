# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The button with everything that is not needed every minute: language, theme, size of the text, keys, folder."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from evaluator_app.gui.actions import Actions
from evaluator_app.gui.icons import icon
from evaluator_app.gui.theme import scaled
from evaluator_app.i18n import _


class SettingsButton(QToolButton):
    """A menu of actions; `with_assessment` adds those of an open assessment."""

    def __init__(self, actions: Actions, *, with_assessment: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icon("settings"))
        self.setIconSize(QSize(scaled(20), scaled(20)))
        self.setFixedSize(scaled(38), scaled(38))
        self.setToolTip(_("Settings and more"))
        self.setAccessibleName(_("Settings and more"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        if with_assessment:
            for action in actions.pages.values():
                menu.addAction(action)
            menu.addSeparator()
            for action in (actions.undo, actions.redo, actions.history, actions.details, actions.move, actions.report):
                menu.addAction(action)
            menu.addActions([actions.revise, actions.changes, actions.archive])
            menu.addActions([actions.hand_over, actions.take_in])
            practice = menu.addMenu(icon("mine"), _("Practice"))
            practice.addActions([actions.practice_compare, actions.practice_save])
            tools = menu.addMenu(icon("photo"), _("Tools for evidence"))
            tools.addActions([actions.cards, actions.clocks, actions.phone])
        else:
            for action in (actions.new, actions.sample, actions.practice_begin, actions.open_archive, actions.take_in):
                menu.addAction(action)
        menu.addActions([actions.rescue, actions.bring_back])
        menu.addAction(actions.templates)
        menu.addActions([actions.verify, actions.certificates, actions.consistency])
        menu.addSeparator()
        languages = menu.addMenu(icon("language"), _("Language"))
        languages.addActions(list(actions.languages.values()))
        themes = menu.addMenu(icon("settings"), _("Theme"))
        themes.addActions(list(actions.themes.values()))
        menu.addActions([actions.larger, actions.smaller])
        menu.addSeparator()
        for action in (actions.search, actions.phrases, actions.person, actions.folder, actions.keys, actions.quit):
            menu.addAction(action)
        self.setMenu(menu)
