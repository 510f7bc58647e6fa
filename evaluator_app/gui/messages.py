# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What went wrong, sorted: the world (said in the page), a cancelled job (silence), or a bug (its own window).

The one excepthook of the desktop program ends here. Logs nothing to places the user cannot see.
"""

from __future__ import annotations

import logging
import sys
from enum import Enum
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from evaluator_app import __version__
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.dialogs.bug_dialog import BugDialog
    from evaluator_app.store.sessions import Recovery

_log = logging.getLogger(__name__)


class Blame(Enum):
    """Whose doing an error is."""

    WORLD = "world"
    """Something outside: a full disk, a wrong password. Said with what to do."""
    NOBODY = "nobody"
    """The user stopped a job. Nothing is said."""
    US = "us"
    """A mistake in this program. Said with all details for those who mend it."""


def blame(error: BaseException) -> Blame:
    """Tell whose doing an error is."""
    if isinstance(error, UserFacingError):
        return Blame.WORLD
    return Blame.NOBODY if isinstance(error, Cancelled | KeyboardInterrupt) else Blame.US


def words_of(error: UserFacingError) -> str:
    """Return what is said of an error of the world in the page: what happened, what to do, its code."""
    return f"{error.message} {error.advice}".strip() + f" ({error.code})"


def words_of_recovery(found: Recovery) -> str:
    """Return what is said of a session that did not end cleanly."""
    began = f"{found.began_at.astimezone():%Y-%m-%d %H:%M}"
    told = _("The session of {began} did not end cleanly. It had recorded nothing.")
    if found.acts:
        told = _("The session of {began} did not end cleanly. All of its {count} acts are saved.")
    return told.format(began=began, count=found.acts)


def details_of(error: BaseException) -> str:
    """Return what those who mend the program need to know; names no mine, but may name files."""
    import platform
    import traceback

    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    versions = f"{__version__}, Python {platform.python_version()}, PySide6 {pyside_version}"
    return f"{versions}, {system}\n\n{''.join(traceback.format_exception(error))}"


class Messages(QObject):
    """Takes every error of the window and hands it to where it is shown.

    *Signals:* told(UserFacingError): to be said in the page.
    """

    told = Signal(object)

    def __init__(self, window: QWidget | None = None) -> None:
        """Show bugs over a window."""
        super().__init__(window)
        self._window = window
        self.bug_dialog: BugDialog | None = None

    def show(self, error: BaseException) -> None:
        """Say an error where it belongs; of several bugs at once only the first gets a window."""
        whose = blame(error)
        if whose is Blame.WORLD:
            self.told.emit(error)
        elif whose is Blame.US:
            _log.error("a bug", exc_info=error)
            self._show_bug(error)

    def install(self) -> None:
        """Take every exception that nobody catches, also those in slots."""
        sys.excepthook = self._on_exception

    def _on_exception(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self.show(error)

    def _show_bug(self, error: BaseException) -> None:
        from evaluator_app.gui.dialogs.bug_dialog import BugDialog

        if self.bug_dialog is not None and self.bug_dialog.isVisible():
            return
        self.bug_dialog = BugDialog(details_of(error), self._window)
        self.bug_dialog.open()
