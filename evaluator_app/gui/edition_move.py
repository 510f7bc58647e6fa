# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the window says after an assessment was moved to another edition, with the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator_app.domain.assessment import Profile
from evaluator_app.gui.palette import Tone
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.main_window import MainWindow
    from evaluator_app.services.assessing import Done


def tell_move(window: MainWindow, done: Done) -> None:
    """Say by which edition the assessment is made now; Undo is offered until the next act."""
    session = window.session
    profiles = [(edit.old, edit.new) for edit in done.change.edits if isinstance(edit.old, Profile) and isinstance(edit.new, Profile)]
    if session is None or not profiles:
        return
    old, new = profiles[0]
    edition = f"{session.template.title} {new.template.edition}"
    if len(new.moved_from) < len(old.moved_from):
        window.say(_("The assessment is made by edition {edition} again.").format(edition=edition))
        return
    count = sum(1 for finding in session.assessment.findings.values() if finding.look_again and session.item(finding.target))
    words = _("The assessment is now made by edition {edition}.").format(edition=edition)
    if count:
        words = f"{words} {_('{count} items must be looked at again; they are among those not assessed.').format(count=count)}"
    window.say(words, Tone.FOUND if count else Tone.DONE, action=_("Undo"), on_action=session.undo)
    session.changed.connect(window.notice.dismissed)
