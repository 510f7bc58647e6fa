# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Starts the window: application, look, language, workspace; asks again when the workspace cannot be opened."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dress import use_language
from evaluator_app.gui.garbage import GarbageCollector
from evaluator_app.gui.icons import icon
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.tasks import TaskRunner
from evaluator_app.gui.theme import STYLE, STYLED_PROPERTY, apply_theme, prepare_theme
from evaluator_app.i18n import CHINESE, _
from evaluator_app.services.workspace import Workspace, utc_now
from evaluator_app.store.backups import Restored

SETTLED_AFTER_MS = 50
"""Milliseconds after the first page has been painted; what the window could do without comes then."""
CANNOT = 2
"""Exit code where nothing could be opened."""


def run(arguments: Sequence[str], folder: Path) -> int:
    """Show the window until it is closed; return the exit code."""
    try:
        app = create_application(arguments)
    except UserFacingError as error:
        sys.stderr.write(f"{error}\n")
        return CANNOT
    opened = open_workspace(folder)
    if opened is None:
        return CANNOT
    workspace, restored = opened
    runner = TaskRunner(app)
    window = open_window(workspace, runner, shows_sample="--sample" in arguments)
    if restored is not None:
        say_restored(window, restored)
    _settle_once_painted(window, runner)
    try:
        return app.exec()
    finally:
        runner.close()
        workspace.close()


def _settle_once_painted(window: MainWindow, runner: TaskRunner) -> None:
    settle_soon = partial(QTimer.singleShot, SETTLED_AFTER_MS, partial(_settle, runner))
    if window.home.is_painted or window.session is not None:
        settle_soon()
    else:
        window.home.painted.connect(settle_soon)


def _settle(runner: TaskRunner) -> None:
    """Do what the first window could do without: collect garbage again, and import what an assessment needs beside the window."""
    gc.freeze()
    GarbageCollector(application())
    runner.run(_import_ahead, on_success=lambda _nothing: None, on_failure=lambda _error: None)  # whoever needs it says what is wrong


def _import_ahead() -> None:
    for module in ("services.assessing", "services.templates", "services.delivering"):
        import_module(f"evaluator_app.{module}")


def create_application(arguments: Sequence[str]) -> QApplication:
    """Make the application in its default language, still without the style sheet; UserFacingError if its own files are missing."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
    else:
        app = QApplication([*arguments[:1], "-style", STYLE])  # quicker than to change the style of an application
        app.setProperty(STYLED_PROPERTY, True)
    app.setApplicationName("green-mine-evaluator")
    app.setDesktopFileName("green-mine-evaluator")
    use_language(CHINESE)
    prepare_theme(app, "light")
    app.setWindowIcon(icon("mine", color_name="accent"))
    return app


def application() -> QApplication:
    """Return the application, made if there is none."""
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else create_application([])


def open_workspace(folder: Path) -> tuple[Workspace, Restored | None] | None:
    """Open the workspace, asking what to do as long as that fails; None if the user gives up."""
    restored: Restored | None = None
    while True:
        try:
            return Workspace(folder), restored
        except UserFacingError as error:
            from evaluator_app.gui.dialogs.opening_failed_dialog import OpeningFailedDialog

            apply_theme(application(), "light")
            dialog = OpeningFailedDialog(error, folder, now=utc_now)
            if not dialog.exec():
                return None
            folder, restored = dialog.folder, dialog.restored


def open_window(workspace: Workspace, runner: TaskRunner, *, shows_sample: bool = False) -> MainWindow:
    """Show the window in the look and language chosen last, where the work was left."""
    window = _dressed_window(workspace, runner, application())
    window.messages.install()
    window.show()
    window.rescue.start()
    if window.continue_after_crash():
        return window
    if shows_sample:
        window.open_sample()
    else:
        QTimer.singleShot(0, window.home.focus_list)
    return window


def say_restored(window: MainWindow, restored: Restored) -> None:
    """Say that the work goes on from a backup, and where the damaged file is kept."""
    taken = f"{restored.backup.taken_at.astimezone():%Y-%m-%d %H:%M}"
    words = _("The backup of {taken} has been restored. What was recorded after it is only in the damaged file: {file}")
    window.say(words.format(taken=taken, file=restored.damaged or "–"), Tone.FOUND)


def _dressed_window(workspace: Workspace, runner: TaskRunner, app: QApplication) -> MainWindow:
    preferences = Preferences(workspace.store)
    workspace.who = preferences.person
    if preferences.language != CHINESE:
        use_language(preferences.language)
    theme, text_px = preferences.theme.value, preferences.text_px
    prepare_theme(app, theme, text_px=text_px)
    window = MainWindow(workspace, runner)
    apply_theme(app, theme, text_px=text_px)
    return window
