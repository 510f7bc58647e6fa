# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How long putting something right may take, by whose rule, and what is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evaluator_app.domain.deadlines import months_after
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Template

DEADLINE = "rectification"
"""Id of the deadline by which a template says for itself how many months mending may take."""
MOST_MONTHS = 6
SOURCE = Provenance(
    "国家级绿色矿山名录移出管理工作要求",
    confidence=Confidence.READ,
    note="自然资源部办公厅 2025-01-06：不符合评价指标、6 个月内未整改到位的移出名录；"
    "条号未能核对，从哪天起算没有读到，这里从下达整改之日起算。",
)


@dataclass(frozen=True, slots=True)
class MendingLimit:
    """The longest that mending may take."""

    months: int
    provenance: Provenance

    def last_day(self, ordered_on: date) -> date:
        """Return the last day on which what was ordered on a day can be due."""
        return months_after(ordered_on, self.months)

    @property
    def clause(self) -> str:
        """Document, number and clause that it rests on."""
        return " ".join(filter(None, (self.provenance.document, self.provenance.number, self.provenance.clause)))


def limit_of(template: Template) -> MendingLimit:
    """Return the limit of a template: its own where it has one, else six months."""
    own = next((deadline for deadline in template.deadlines if deadline.id == DEADLINE), None)
    return MendingLimit(MOST_MONTHS, SOURCE) if own is None else MendingLimit(own.months, own.provenance)


def objection_to(template: Template, ordered_on: date, due_on: date) -> Sentence | None:
    """Return why a thing that is ordered on a day cannot be due on another; None where it can."""
    if due_on < ordered_on:
        return say(
            "mending.due_before", "It cannot be due on {due}, before it was ordered on {ordered}", due=str(due_on), ordered=str(ordered_on)
        )
    limit = limit_of(template)
    last = limit.last_day(ordered_on)
    if due_on <= last:
        return None
    return say(
        "mending.due_too_late",
        "Due on {due} is too late: at most {months} months, until {last} ({clause})",
        due=str(due_on),
        months=limit.months,
        last=str(last),
        clause=limit.clause or DEADLINE,
    )


def is_open(rectification: Rectification) -> bool:
    """Tell whether no re-check has found it done yet."""
    return rectification.state is not RectificationState.CLOSED


def days_left(rectification: Rectification, today: date) -> int | None:
    """Return the days until it is due, negative when late; None where it is closed or has no day."""
    due = rectification.due_on
    return None if due is None or not is_open(rectification) else (due - today).days


def is_late(rectification: Rectification, today: date) -> bool:
    """Tell whether it was due before today and is not closed."""
    left = days_left(rectification, today)
    return left is not None and left < 0


def late_count(due_days: Iterable[date], today: date) -> int:
    """Return how many of the days on which open things are due are past."""
    return sum(1 for due in due_days if due < today)
