# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the window opens once an assessment is done with: a new revision, what it changes, archives written and opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.consistency_desk import connect_consistency
from evaluator_app.gui.exchange_desk import connect_exchange
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.window_dialogs import leave_for, open_dialog
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.main_window import MainWindow
    from evaluator_app.services.assessing import OpenAssessment


def connect_closed(window: MainWindow, runner: Runner) -> None:
    """Connect the actions of the window and of its list."""
    acts, home = window.acts, window.home
    acts.revise.triggered.connect(lambda: _of_open(window, partial(show_revision, window, runner)))
    acts.changes.triggered.connect(lambda: show_changes(window))
    acts.archive.triggered.connect(lambda: _of_open(window, partial(show_archiving, window, runner)))
    acts.open_archive.triggered.connect(lambda: show_opening(window, runner))
    home.revision_requested.connect(lambda own: _of_list(window, own, partial(show_revision, window, runner)))
    home.mending_requested.connect(partial(show_mending, window))
    home.beginning_requested.connect(lambda own: _of_list(window, own, partial(show_beginning, window)))
    home.archive_requested.connect(lambda own: _of_list(window, own, partial(show_archiving, window, runner)))
    connect_consistency(window, runner)
    connect_exchange(window, runner)


def _of_open(window: MainWindow, show: partial[None]) -> None:
    if window.session and window.page and window.trial is None:
        window.page.view.settle()
        show(window.session.opened)


def _of_list(window: MainWindow, assessment_id: str, show: partial[None]) -> None:
    try:
        show(window.workspace.open_assessment(assessment_id))
    except UserFacingError as error:
        window.say_error(error)


def show_mending(window: MainWindow, assessment_id: str) -> None:
    """Open an assessment at what its mine has to put right."""
    window.open_assessment(assessment_id)
    if window.page is not None:
        window.page.view.show_page("mending")


def show_revision(window: MainWindow, runner: Runner, closed: OpenAssessment) -> None:
    """Ask why an assessment is revised, begin the revision and open it; say so where it needs none."""
    from evaluator_app.gui.dialogs.revision_dialog import RevisionDialog

    if not closed.assessment.profile.status.is_final:
        window.say(_("Only a signed assessment needs a revision; this one can still be changed, or opened again."))
        return
    dialog = RevisionDialog(window.workspace, closed, runner, window)
    dialog.begun.connect(partial(_on_begun, window))
    dialog.opened.connect(window.open_assessment)
    open_dialog(dialog)


def show_beginning(window: MainWindow, earlier: OpenAssessment) -> None:
    """Ask how an assessment begins from an earlier one, begin it and open it."""
    from evaluator_app.gui.dialogs.begin_from_dialog import BeginFromDialog

    dialog = BeginFromDialog(window.workspace, earlier, window)
    dialog.begun.connect(partial(_on_begun_from, window))
    open_dialog(dialog)


def _on_begun_from(window: MainWindow, begun: OpenAssessment) -> None:
    window.open(begun)
    if window.page and begun.assessment.earlier:
        window.page.view.show_page("rounds")
    words = _("{count} faults of the earlier assessment are to be verified; it stays as it is.")
    window.say(words.format(count=len(begun.assessment.earlier)))


def _on_begun(window: MainWindow, revision: OpenAssessment) -> None:
    window.open(revision)
    number = revision.assessment.profile.revision
    window.say(_("Revision {number} is open; the signed assessment stays as it is.").format(number=number.number if number else "–"))


def show_changes(window: MainWindow) -> None:
    """Show what the open revision changes; say so where it is none."""
    from evaluator_app.gui.dialogs.changes_dialog import ChangesDialog
    from evaluator_app.services.revising import changes_of

    if window.session is None or window.page is None:
        return
    window.page.view.settle()
    found = changes_of(window.session.opened)
    if found is None:
        window.say(_("This assessment is no revision."))
        return
    dialog = ChangesDialog(found, window)
    dialog.item_chosen.connect(window.page.view.jump)
    open_dialog(dialog)


def show_archiving(window: MainWindow, runner: Runner, opened: OpenAssessment) -> None:
    """Open the card that writes an archive."""
    from evaluator_app.gui.dialogs.archiving_card import ArchivingCard
    from evaluator_app.gui.dialogs.card_dialog import CardDialog

    mine = opened.assessment.mine.name
    open_dialog(
        CardDialog(_("Archive"), ArchivingCard(_("Archive of “{mine}”").format(mine=mine), opened, window.workspace, runner), window)
    )


def show_opening(window: MainWindow, runner: Runner) -> None:
    """Open the card that checks and opens an archive."""
    from evaluator_app.gui.dialogs.card_dialog import CardDialog
    from evaluator_app.gui.dialogs.opening_card import OpeningCard

    card = OpeningCard(window.workspace, runner)
    dialog = CardDialog(_("Open an archive"), card, window)
    card.arrived.connect(window.home.refresh)
    card.opened.connect(partial(leave_for, window, dialog))
    open_dialog(dialog)
