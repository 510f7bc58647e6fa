# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Ways in to what helps with evidence: divider cards, clocks of cameras, photos from a phone, a card of photos taken in and filed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.i18n import _

CARDS = "reports"
"""Folder of a workspace where printouts go unless another place is named."""


class ToolContext(Protocol):
    """What these tools use; the context of a page has it."""

    @property
    def session(self) -> Session:
        """The open assessment."""

    @property
    def folder(self) -> Path:
        """The workspace."""

    @property
    def say(self) -> Callable[[str, Tone], None]:
        """Says a sentence over the page."""


@dataclass(frozen=True)
class EvidenceTools:
    """The same, for who has no page."""

    session: Session
    folder: Path
    say: Callable[[str, Tone], None]


def open_cards(context: ToolContext) -> QDialog:
    """Choose and print divider cards."""
    from evaluator_app.gui.dialogs.cards_dialog import CardsDialog

    return _opened(CardsDialog(context.session, context.folder / CARDS, _window()))


def open_clocks(context: ToolContext) -> QDialog:
    """Show the laptop's time to cameras, and what is known of their clocks."""
    from evaluator_app.gui.dialogs.clocks_dialog import ClocksDialog

    return _opened(ClocksDialog(context.session, parent=_window()))


def open_phone(context: ToolContext, target: str = "") -> QDialog | None:
    """Receive photos from a phone for an item or observation, else for the item that is open; None where there is none to receive for."""
    session = context.session
    target = target or session.current
    observation = session.assessment.observations.get(target)
    if observation is None and session.item(target) is None:
        context.say(_("Open the item that the photos are for, then receive them."), Tone.FOUND)
        return None
    if not session.assessment.profile.status.is_open:
        context.say(_("This assessment is closed; no more photos are taken in."), Tone.FOUND)
        return None
    from evaluator_app.gui.dialogs.phone_dialog import PhoneDialog

    place = observation.place if observation else session.place
    return _opened(PhoneDialog(session, context.folder, target, place, parent=_window()))


def take_in_by_cards(context: ToolContext, paths: Sequence[Path]) -> None:
    """Take files, folders or a camera's card in, and file photos by the divider cards among them."""
    from evaluator_app.services.taking_in import Order

    context.session.importing.start(Order(tuple(paths), has_codes=True))


def _opened(dialog: QDialog) -> QDialog:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _window() -> QWidget | None:
    """Return the window that a dialog belongs to: never what is about to vanish, such as a menu or the box of commands."""
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible() and window.isWindow()]
    main = next((window for window in shown if isinstance(window, QMainWindow)), None)
    return main or next((window for window in shown if window.windowType() is Qt.WindowType.Window), None)
