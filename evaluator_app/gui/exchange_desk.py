# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the window opens for giving one's work to colleagues and taking theirs in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.gui.dialogs.card_dialog import CardDialog
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.window_dialogs import leave_for, open_dialog
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.main_window import MainWindow


def connect_exchange(window: MainWindow, runner: Runner) -> None:
    """Connect the actions of the window."""
    window.acts.hand_over.triggered.connect(lambda: show_handing(window, runner))
    window.acts.take_in.triggered.connect(lambda: show_taking(window, runner))


def show_handing(window: MainWindow, runner: Runner) -> None:
    """Open the card that writes a package of the open assessment."""
    from evaluator_app.gui.dialogs.handing_card import HandingCard

    if window.session is None or window.page is None or window.trial is not None:
        return
    window.page.view.settle()
    card = HandingCard(window.session.opened, window.workspace, runner)
    open_dialog(CardDialog(_("Hand my work to colleagues"), card, window, height=560))


def show_taking(window: MainWindow, runner: Runner, source: Path | None = None) -> None:
    """Open the card that takes a package in, also of an assessment that is not here yet."""
    from evaluator_app.gui.dialogs.taking_card import TakingCard

    if window.page is not None:
        window.page.view.settle()
    card = TakingCard(window.workspace, window.session if window.trial is None else None, runner)
    if source is not None:
        card.set_source(source)
    dialog = CardDialog(_("Take in a package"), card, window, height=680)
    card.arrived.connect(window.home.refresh)
    card.opened.connect(partial(leave_for, window, dialog))
    open_dialog(dialog)
