# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The button beside "Add files": a folder or camera card taken in and filed, divider cards, clocks, photos from a phone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from evaluator_app.gui.icons import icon
from evaluator_app.gui.theme import scaled
from evaluator_app.gui.views.evidence_tools import ToolContext, open_cards, open_clocks, open_phone, take_in_by_cards
from evaluator_app.i18n import _


class MoreButton(QToolButton):
    """A menu; what it opens works on the session of the page."""

    def __init__(self, context: ToolContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setIcon(icon("more"))
        self.setIconSize(QSize(scaled(20), scaled(20)))
        self.setFixedSize(scaled(38), scaled(38))
        self.setToolTip(_("More ways to bring evidence in"))
        self.setAccessibleName(self.toolTip())
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.addAction(icon("folder"), _("Take in a folder or camera card, filed by divider cards…"), self.take_in_folder)
        menu.addAction(icon("photo"), _("Photos from a phone…"), lambda: open_phone(context))
        menu.addSeparator()
        menu.addAction(icon("document"), _("Print divider cards…"), lambda: open_cards(context))
        menu.addAction(icon("clock"), _("Set camera clocks…"), lambda: open_clocks(context))
        self.setMenu(menu)

    def take_in_folder(self, folder: Path | None = None) -> None:
        """Take all photos of a folder or card in; they are filed by the divider cards among them."""
        from evaluator_app.gui.dialogs.evidence_files import choose_evidence_folder

        if chosen := folder or choose_evidence_folder(self):
            take_in_by_cards(self._context, [chosen])
