# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Days by which something is due, counted from dates of the mine as its template says."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from evaluator_app.domain.applicability import Facts, day_of
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.template import Deadline, Template


@dataclass(frozen=True, slots=True)
class DueDate:
    """One deadline of one mine."""

    id: str
    title: str
    counted_from: date | None
    """None while the fact is not given; then the day is not known either."""
    due_on: date | None
    """The last day."""
    provenance: Provenance

    def is_over(self, on: date) -> bool:
        """Tell whether the last day is past."""
        return self.due_on is not None and on > self.due_on


def due_dates(template: Template, facts: Facts) -> tuple[DueDate, ...]:
    """Return every deadline of a template for a mine, in its order; none that is counted from a date not asked of this mine."""
    known = template.facts_of(facts)
    idle = {fact.id for fact in template.facts if fact.asked_when is not None and fact.asked_when.holds(known) is False}
    return tuple(_due(deadline, known) for deadline in template.deadlines if deadline.fact not in idle)


def months_after(start: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month where it has no such day.

    Source: 《民法典》第 202 条 (到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日).
    """
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _due(deadline: Deadline, facts: Facts) -> DueDate:
    start = day_of(facts.get(deadline.fact))
    due = None if start is None else months_after(start, deadline.months)
    return DueDate(deadline.id, deadline.title, start, due, deadline.provenance)
