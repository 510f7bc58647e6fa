# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the window opens that belongs to no assessment: the list of keys, the check of a report, the workspace's folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.actions import KeySection
from evaluator_app.gui.keymap import chosen_keys
from evaluator_app.gui.tasks import Runner
from evaluator_app.services.workspace import Workspace

if TYPE_CHECKING:
    from evaluator_app.gui.main_window import MainWindow
    from evaluator_app.gui.session import Session


def show_verification(workspace: Workspace, runner: Runner, parent: QWidget) -> None:
    """Open the dialog that checks a report."""
    from evaluator_app.gui.dialogs.verify_dialog import VerifyDialog

    open_dialog(VerifyDialog(workspace, runner, parent))


def show_certificates(workspace: Workspace, runner: Runner, parent: QWidget) -> None:
    """Open the dialog with the authorities and the requests for certificates."""
    from evaluator_app.gui.dialogs.certificates_dialog import CertificatesDialog

    open_dialog(CertificatesDialog(workspace, runner, parent))


def show_keys(sections: Sequence[KeySection], window: MainWindow) -> None:
    """Open the list of keys; other keys are kept, and the window shows them at once."""
    from evaluator_app.gui.dialogs.keys_dialog import KeysDialog

    dialog = KeysDialog(tuple(sections), window)
    dialog.keys_changed.connect(partial(_use_keys, window))
    open_dialog(dialog)


def _use_keys(window: MainWindow) -> None:
    try:
        window.preferences.keys = dict(chosen_keys())
    except UserFacingError as error:
        window.say_error(error)
    QTimer.singleShot(0, window.rebuild)


def show_history(session: Session, parent: QWidget) -> None:
    """Open the history of the assessment."""
    from evaluator_app.gui.dialogs.history_dialog import HistoryDialog

    open_dialog(HistoryDialog(session, parent))


def open_search(window: MainWindow, runner: Runner) -> None:
    """Open the search over everything; what it has read stays with the window."""
    from evaluator_app.gui.views.palette.palette_desk import PaletteDesk

    desk = next(iter(window.findChildren(PaletteDesk)), None) or PaletteDesk(window, runner)
    desk.open()


def show_phrases(window: MainWindow) -> None:
    """Open the firm's phrases, with the items of the open assessment to choose from."""
    from evaluator_app.gui.dialogs.phrases_dialog import PhrasesDialog
    from evaluator_app.services.phrases import PhraseBook

    template = window.session.template if window.session else None
    items = {item.id: f"{item.code} {item.title}" for item in template.indicators()} if template else {}
    book = window.page.view.phrase_book if window.page else PhraseBook(window.workspace.root)
    open_dialog(PhrasesDialog(book, items, window))


def ask_person(name: str, on_given: Callable[[str], None], parent: QWidget) -> None:
    """Open the dialog that asks who works here."""
    from evaluator_app.gui.dialogs.person_dialog import PersonDialog

    dialog = PersonDialog(name, parent)
    dialog.person_given.connect(on_given)
    open_dialog(dialog)


def open_folder(folder: Path) -> None:
    """Open a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def leave_for(window: MainWindow, dialog: QDialog, assessment_id: str) -> None:
    """Close a dialog and work on the assessment that it led to."""
    dialog.accept()
    window.open_assessment(assessment_id)


def open_dialog(dialog: QDialog) -> None:
    """Open a dialog over its window; it is gone once it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
