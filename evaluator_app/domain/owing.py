# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who still owes what: the items of every member by how far the work on them has come, and what nobody was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluator_app.domain.assessment import Assessment, Assessor
from evaluator_app.domain.assigning import NOBODY, shares
from evaluator_app.domain.commenting import Thread, threads
from evaluator_app.domain.reviewing import WorkState, work_states
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.template import Template


@dataclass(frozen=True, slots=True)
class Owed:
    """The work of one member, or what nobody was given."""

    member: Assessor | None
    """None for what nobody was given."""
    items: Mapping[WorkState, tuple[str, ...]]
    """Ids of items and prerequisites by state, in the order of the template; every state is there."""
    threads: tuple[Thread, ...]
    """The open threads on these items; with nobody's those on the assessment as a whole."""

    @property
    def count(self) -> int:
        """How many items there are."""
        return sum(len(items) for items in self.items.values())

    @property
    def left(self) -> int:
        """How many of them are still to be submitted."""
        return self.count - len(self.items[WorkState.SUBMITTED]) - len(self.items[WorkState.ACCEPTED])


def owed(template: Template, assessment: Assessment, card: ScoreCard) -> tuple[Owed, ...]:
    """Return what every member owes, the leader first, then what nobody was given. An item of two members stands with both."""
    states, given = work_states(assessment, card), shares(template, assessment)
    opened = [thread for thread in threads(assessment) if thread.is_open]
    members = sorted(assessment.team.values(), key=lambda member: (not member.is_leader, member.id))
    found = []
    for member in (*members, None):
        mine = {target for target in states if _is_of(given.get(target, NOBODY).members, member)}
        items = {state: tuple(target for target, at in states.items() if at is state and target in mine) for state in WorkState}
        loose = {thread.first.target for thread in opened} - states.keys() if member is None else set()
        found.append(Owed(member, items, tuple(thread for thread in opened if thread.first.target in mine | loose)))
    return tuple(found)


def _is_of(members: tuple[str, ...], member: Assessor | None) -> bool:
    return member.id in members if member is not None else not members
