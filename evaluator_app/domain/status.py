# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a list tells of an assessment without loading it: who evaluates, how far it has come, what it comes to, in words.

Stands apart from assessment and rating, which the first window can do without.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from evaluator_app.domain.sentence import Sentence, say


class AssessmentKind(Enum):
    """Who evaluates, and why."""

    SELF_ASSESSMENT = "self_assessment"
    """The mine's own (自评)."""
    THIRD_PARTY = "third_party"
    VERIFICATION = "verification"
    """Of a mine that is listed or applies for it, by the authority (核查)."""
    SPOT_CHECK = "spot_check"
    """Of a listed mine that was picked (抽查); it may look at a part only."""
    RECHECK = "recheck"
    """Of what was to be put right (整改复核)."""
    LOOK_BACK = "look_back"
    """Of a listed mine, years later (回头看)."""

    @property
    def is_of_listed_mine(self) -> bool:
        """Whether it looks at a mine that is listed already, so that grounds for removal are asked."""
        return self in (AssessmentKind.VERIFICATION, AssessmentKind.SPOT_CHECK, AssessmentKind.LOOK_BACK)

    @property
    def may_be_partial(self) -> bool:
        """Whether it may look at some items only and then comes to no total."""
        return self in (AssessmentKind.SPOT_CHECK, AssessmentKind.RECHECK, AssessmentKind.LOOK_BACK)


class AssessmentStatus(Enum):
    """How far an assessment has come."""

    DRAFT = "draft"
    COMPLETED = "completed"
    SIGNED = "signed"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"

    @property
    def is_open(self) -> bool:
        """Tell whether findings may still change."""
        return self is AssessmentStatus.DRAFT

    @property
    def is_final(self) -> bool:
        """Tell whether it is closed for good, so that only a new revision can change anything."""
        return self not in (AssessmentStatus.DRAFT, AssessmentStatus.COMPLETED)

    def may_become(self, other: AssessmentStatus) -> bool:
        """Tell whether the step to another status is allowed."""
        return other in _STEPS[self]


_STEPS: Mapping[AssessmentStatus, frozenset[AssessmentStatus]] = {
    AssessmentStatus.DRAFT: frozenset((AssessmentStatus.COMPLETED,)),
    AssessmentStatus.COMPLETED: frozenset((AssessmentStatus.DRAFT, AssessmentStatus.SIGNED)),
    AssessmentStatus.SIGNED: frozenset((AssessmentStatus.SUBMITTED,)),
    AssessmentStatus.SUBMITTED: frozenset((AssessmentStatus.ACCEPTED, AssessmentStatus.RETURNED)),
    AssessmentStatus.ACCEPTED: frozenset(),
    AssessmentStatus.RETURNED: frozenset(),
}


class Verdict(Enum):
    """What an assessment comes to."""

    QUALIFIED = "qualified"
    NOT_QUALIFIED = "not_qualified"
    UNDETERMINED = "undetermined"
    QUALIFIED_IN_RESERVE = "qualified_in_reserve"
    """The standard is met, but not every condition for listing (达标储备)."""


STATUS_TERMS: Mapping[Enum, Sentence] = {
    Verdict.QUALIFIED: say("verdict.qualified", "Qualified"),
    Verdict.NOT_QUALIFIED: say("verdict.not_qualified", "Not qualified"),
    Verdict.UNDETERMINED: say("verdict.undetermined", "Undetermined"),
    Verdict.QUALIFIED_IN_RESERVE: say("verdict.reserve", "Qualified, held in reserve"),
    AssessmentStatus.DRAFT: say("status.draft", "In progress"),
    AssessmentStatus.COMPLETED: say("status.completed", "Completed"),
    AssessmentStatus.SIGNED: say("status.signed", "Signed"),
    AssessmentStatus.SUBMITTED: say("status.submitted", "Submitted"),
    AssessmentStatus.ACCEPTED: say("status.accepted", "Accepted"),
    AssessmentStatus.RETURNED: say("status.returned", "Returned"),
    AssessmentKind.SELF_ASSESSMENT: say("kind.self", "Self-assessment"),
    AssessmentKind.THIRD_PARTY: say("kind.third_party", "Third-party assessment"),
    AssessmentKind.VERIFICATION: say("kind.verification", "Verification"),
    AssessmentKind.SPOT_CHECK: say("kind.spot_check", "Spot check"),
    AssessmentKind.RECHECK: say("kind.recheck", "Re-check after mending"),
    AssessmentKind.LOOK_BACK: say("kind.look_back", "Look-back"),
}
"""The words for kinds, stages and verdicts; all other words are in terms."""
