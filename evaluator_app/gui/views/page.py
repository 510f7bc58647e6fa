# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What every page of an assessment is, and what it is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.services.assessing import Done


@dataclass(frozen=True)
class PageContext:
    """What a page may use."""

    session: Session
    loader: ThumbnailLoader
    runner: Runner
    folder: Path
    """The workspace."""
    preferences: Preferences
    say: Callable[[str, Tone], None]
    """Says a sentence over the page."""


class Page(QWidget):
    """A page that is made when it is first shown, and lives until the assessment is left.

    *Signals:* target_chosen(str): go to an item or prerequisite; details_requested(): mine, dates or team are to be given;
    page_requested(str): show another page by its name; evidence_chosen(str): show a piece of evidence on its page;
    items_requested(Filters): show the list of items by these;
    report_requested(): nothing hinders the report.
    """

    target_chosen = Signal(str)
    details_requested = Signal()
    page_requested = Signal(str)
    evidence_chosen = Signal(str)
    items_requested = Signal(object)
    report_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: a list leaves Enter to those above it, which would go on from the item it has just led to."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Put the keyboard where work begins; called whenever the page comes into sight."""

    def follow(self, done: Done) -> None:
        """Show what an act has changed; called for every act, also while the page is out of sight."""

    def show_evidence(self, evidence: str) -> None:
        """Show one piece of evidence, where the page shows evidence."""

    def show_person(self) -> None:
        """Show what depends on who works here, after that became another."""

    def settle(self) -> None:
        """Hand over what is being typed, before the page is left."""
