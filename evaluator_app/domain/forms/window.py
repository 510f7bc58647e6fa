# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a penalty lies within so many years before the reference day, and was mended in time."""

from __future__ import annotations

from datetime import date

from evaluator_app.domain.deadlines import months_after
from evaluator_app.domain.forms.parts import WINDOW, CheckResult, CheckState, Filled, number_of
from evaluator_app.domain.sentence import Sentence, say

_MONTHS = 12


def check_window(filled: Filled) -> CheckResult:
    """Return how a penalty stands; the reference day is named."""
    state, reason = _judged(filled)
    return CheckResult(WINDOW, state, (reason,), provenance=filled.check.provenance)


def window_begin(reference: date, years: int) -> date | None:
    """Return the first day of the window; None where no calendar has it."""
    try:
        return months_after(reference, -_MONTHS * years)
    except (ValueError, OverflowError):
        return None


def _judged(filled: Filled) -> tuple[CheckState, Sentence]:
    name, decided, reference = filled.name, filled.day("decided_on"), filled.days.reference
    years = number_of(filled.check.settings.get("years", ""))
    if decided is None:
        return CheckState.OPEN, say("form.no_decision", "{name}: the day of the decision is missing", name=name)
    if reference is None:
        return CheckState.OPEN, say(
            "form.no_reference", "{name}: neither the filing date nor the first day of the visit is known", name=name
        )
    begin = window_begin(reference, int(years)) if years is not None else None
    if begin is not None and decided < begin:
        return CheckState.ASIDE, say(
            "form.before_window",
            "{name}: decided on {decided}, before the {years} years up to {reference}; it does not count",
            name=name,
            decided=decided.isoformat(),
            years=years or 0,
            reference=reference.isoformat(),
        )
    state, reason = _mended(filled)
    if state is CheckState.NOT_MET and decided > reference:
        return CheckState.OPEN, say(
            "form.after_window",
            "{name}: decided on {decided}, after the reference day {reference}; whether it counts is to be judged",
            name=name,
            decided=decided.isoformat(),
            reference=reference.isoformat(),
        )
    return state, reason


def _mended(filled: Filled) -> tuple[CheckState, Sentence]:
    name, state, due, mended = filled.name, filled.text("state"), filled.day("due_on"), filled.day("mended_on")
    reference = filled.days.reference.isoformat() if filled.days.reference else ""
    if not state:
        return CheckState.OPEN, say("form.no_state", "{name}: whether it was mended is not noted", name=name)
    if state != filled.check.settings.get("mended"):
        return CheckState.NOT_MET, say(
            "form.not_mended", "{name}: within the window up to {reference} and not mended", name=name, reference=reference
        )
    if due is None or mended is None:
        return CheckState.OPEN, say("form.no_mending_days", "{name}: mended, but whether in time is not known", name=name)
    days = {"due": due.isoformat(), "mended": mended.isoformat()}
    if mended > due:
        return CheckState.NOT_MET, say("form.mended_late", "{name}: mended on {mended}, after the last day {due}", name=name, **days)
    return CheckState.MET, say("form.mended", "{name}: mended on {mended}, in time (by {due})", name=name, **days)
