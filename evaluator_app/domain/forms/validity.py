# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a permit is valid on every day of the visit and on the filing date."""

from __future__ import annotations

from datetime import date, timedelta

from evaluator_app.domain.forms.parts import VALIDITY, CheckResult, CheckState, DaySpan, Filled
from evaluator_app.domain.sentence import Sentence, say

_ONE_DAY = timedelta(days=1)


def check_validity(filled: Filled) -> CheckResult:
    """Return how the permit stands on each day asked; a day on which it does not hold decides whatever is not known."""
    begins, ends = filled.day("from"), filled.day("until")
    spans = tuple(span for first, last in _asked(filled) for span in _stand(filled, first, last, begins, ends))
    reasons = [*_failures(filled, spans, begins, ends)]
    state = CheckState.NOT_MET if reasons else CheckState.MET
    if not reasons and (gaps := _gaps(filled, spans)):
        reasons, state = gaps, CheckState.OPEN
    if not reasons:
        reasons = [say("form.valid", "{name}: valid on {days}", name=filled.name, days=_days(spans, CheckState.MET))]
    return CheckResult(VALIDITY, state, tuple(reasons), provenance=filled.check.provenance, spans=spans)


def _asked(filled: Filled) -> list[tuple[date, date]]:
    days, asked = filled.days, []
    if days.visit_from is not None:
        asked.append((days.visit_from, max(days.visit_from, days.visit_to or days.visit_from)))
    if days.filing_on is not None and not any(first <= days.filing_on <= last for first, last in asked):
        asked.append((days.filing_on, days.filing_on))
    return asked


def _stand(filled: Filled, first: date, last: date, begins: date | None, ends: date | None) -> list[DaySpan]:
    """Divide days into those before the permit begins, those on which it holds, and those after it has ended."""
    if filled.flag("void"):
        return [DaySpan(first, last, CheckState.NOT_MET)]
    spans, start, stop = [], first, last
    if begins is not None and begins > first:
        spans.append(DaySpan(first, min(last, begins - _ONE_DAY), CheckState.NOT_MET))
        start = begins
    if ends is not None and not filled.flag("long_term"):
        stop = min(last, ends)
    if start <= stop:
        spans.append(DaySpan(start, stop, CheckState.OPEN if _is_gap(filled) else CheckState.MET))
    if stop < last and (late := max(start, stop + _ONE_DAY)) <= last:
        spans.append(DaySpan(late, last, CheckState.NOT_MET))
    return spans


def _is_gap(filled: Filled) -> bool:
    return bool(_missing(filled))


def _missing(filled: Filled) -> list[Sentence]:
    """Return what of the permit is not known."""
    missing = []
    if filled.has("from") and filled.day("from") is None:
        missing.append(say("form.no_begin", "{name}: the first day of validity is missing", name=filled.name))
    if filled.day("until") is None and not filled.flag("long_term"):
        missing.append(say("form.no_end", "{name}: the last day of validity is missing", name=filled.name))
    return missing


def _failures(filled: Filled, spans: tuple[DaySpan, ...], begins: date | None, ends: date | None) -> list[Sentence]:
    if filled.flag("void"):
        return [say("form.void", "{name}: withdrawn or cancelled", name=filled.name)]
    failed = [span for span in spans if span.state is CheckState.NOT_MET]
    early = tuple(span for span in failed if begins is not None and span.last < begins)
    late = tuple(span for span in failed if span not in early)
    found = []
    if early and begins is not None:
        found.append(
            say(
                "form.not_begun",
                "{name}: begins on {day}, not valid on {days}",
                name=filled.name,
                day=begins.isoformat(),
                days=_days(early),
            )
        )
    if late and ends is not None:
        found.append(
            say("form.ended", "{name}: ended on {day}, not valid on {days}", name=filled.name, day=ends.isoformat(), days=_days(late))
        )
    return found


def _gaps(filled: Filled, spans: tuple[DaySpan, ...]) -> list[Sentence]:
    gaps = _missing(filled)
    if filled.days.visit_from is None:
        gaps.append(say("form.no_visit", "{name}: the days of the visit are not known", name=filled.name))
    if filled.days.filing_on is None and filled.days.is_filing_asked:
        gaps.append(say("form.no_filing", "{name}: the filing date is not known", name=filled.name))
    return gaps


def _days(spans: tuple[DaySpan, ...], state: CheckState = CheckState.NOT_MET) -> str:
    return "、".join(span.text() for span in spans if span.state is state)
