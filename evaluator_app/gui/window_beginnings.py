# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How the window begins otherwise than with its list: with the sample mine, or where the last session broke off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.messages import words_of_recovery
from evaluator_app.gui.palette import Tone
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.main_window import MainWindow


def continue_after_crash(window: MainWindow) -> bool:
    """Go back to where the last session was that did not end cleanly, and say what was recovered; False if it had nothing open."""
    found = window.workspace.store.recovered
    if found is None:
        return False
    words = words_of_recovery(found)
    is_there = found.assessment_id in {summary.assessment_id for summary in window.workspace.summaries()}
    if is_there:
        window.open_assessment(found.assessment_id)
        if window.session and window.session.item(found.target):
            words = f"{words} {_('You are back at {item}.').format(item=window.session.opened.title_of(found.target))}"
    window.say(words, Tone.FOUND)
    return is_there


def open_sample(window: MainWindow, hide_notice: Callable[[], None]) -> None:
    """Make the sample mine if it is not there yet, and open it."""
    from evaluator_app.services.sample import ensure_sample

    try:
        assessment_id = ensure_sample(window.workspace)
        window.workspace.who = window.preferences.person
        hide_notice()
        window.open_assessment(assessment_id)
    except UserFacingError as error:
        window.say_error(error)
    finally:
        window.home.setEnabled(True)
    window.home.refresh()
