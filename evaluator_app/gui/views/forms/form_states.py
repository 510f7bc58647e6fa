# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How a filled form stands, as icon and word, the same in strip, editor and stages."""

from __future__ import annotations

from evaluator_app.domain.forms.parts import CheckState
from evaluator_app.domain.forms.summary import FormState, FormSummary
from evaluator_app.gui.palette import Tone
from evaluator_app.i18n import _

FORM_TONES = {
    FormState.NOT_MET: Tone.VETO,
    FormState.WARNING: Tone.FOUND,
    FormState.UNFINISHED: Tone.UNDETERMINED,
    FormState.FINE: Tone.DONE,
}
CHECK_TONES = {
    CheckState.NOT_MET: Tone.VETO,
    CheckState.OPEN: Tone.UNDETERMINED,
    CheckState.ASIDE: Tone.NOT_APPLICABLE,
    CheckState.MET: Tone.DONE,
}


def form_word(state: FormState) -> str:
    """Return the word for how a form stands."""
    words = {
        FormState.NOT_MET: _("Not met"),
        FormState.WARNING: _("To be doubted"),
        FormState.UNFINISHED: _("To be completed"),
        FormState.FINE: _("Filled in"),
    }
    return words[state]


def check_word(state: CheckState) -> str:
    """Return the word for what a check comes to."""
    words = {
        CheckState.NOT_MET: _("Not met"),
        CheckState.OPEN: _("Not known yet"),
        CheckState.ASIDE: _("Does not count"),
        CheckState.MET: _("Met"),
    }
    return words[state]


def summary_word(summary: FormSummary) -> str:
    """Return the word for how a filled form stands: one that is fine by what is computed is met, or does not count."""
    if summary.state is FormState.FINE and summary.results:
        return check_word(summary.results[0].state)
    return form_word(summary.state)
