# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The words for what the domain tells apart: verdicts, outcomes, stages; the same on screen, page and terminal."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria import ScoreState
from evaluator_app.domain.criteria.measured import LEVEL_NAMES
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.rating import GateResult, Standing
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.status import STATUS_TERMS
from evaluator_app.domain.template import ApprovalState, Gate

_TERMS: Mapping[Enum, Sentence] = {
    **STATUS_TERMS,
    Outcome.NOT_ASSESSED: say("outcome.not_assessed", "Not assessed"),
    Outcome.MET: say("outcome.met", "Met"),
    Outcome.PARTLY_MET: say("outcome.partly_met", "Problem found"),
    Outcome.NOT_MET: say("outcome.not_met", "Not met"),
    Outcome.NOT_APPLICABLE: say("outcome.not_applicable", "Not applicable"),
    Outcome.PENDING: say("outcome.pending", "Waiting for material"),
    ScoreState.SCORED: say("state.scored", "Scored"),
    ScoreState.NOT_ASSESSED: say("state.not_assessed", "Not assessed"),
    ScoreState.UNDETERMINED: say("state.undetermined", "Undetermined"),
    ScoreState.NOT_APPLICABLE: say("state.not_applicable", "Not applicable"),
    Standing.REACHED: say("standing.reached", "Reached"),
    Standing.MISSED: say("standing.missed", "Out of reach"),
    Standing.OPEN: say("standing.open", "Open"),
    NotApplicableKind.FULL_MARKS: say("na.full_marks", "Full marks"),
    NotApplicableKind.EXCLUDED: say("na.excluded", "Left out of the total"),
    NotApplicableKind.RECHECK_LATER: say("na.recheck_later", "To be checked later"),
    ApprovalState.DRAFT: say("approval.draft", "Draft, not approved"),
    ApprovalState.TRIAL: say("approval.trial", "Under trial"),
    ApprovalState.APPROVED: say("approval.approved", "Approved"),
    ApprovalState.WITHDRAWN: say("approval.withdrawn", "Withdrawn"),
    Gate.SCORING: say("gate.scoring", "For the verdict"),
    Gate.LISTING: say("gate.listing", "For listing only"),
    Gate.RENEWAL: say("gate.renewal", "For renewing the mining licence"),
    Gate.REMOVAL: say("gate.removal", "Ground for removal from the list"),
    **{level: name for level, name in LEVEL_NAMES.items()},  # noqa: C416 - a mapping of levels is none of enums to the type checker
    Confidence.READ: say("confidence.read", "Read in the document"),
    Confidence.DRAFT: say("confidence.draft", "Read in a draft for comment"),
    Confidence.DERIVED: say("confidence.derived", "Derived, to be checked against the official text"),
    Confidence.NOT_FOUND: say("confidence.not_found", "Not on file"),
}


_GATES: Mapping[tuple[Gate, Standing], Sentence] = {
    (Gate.RENEWAL, Standing.REACHED): say("gate.renewal_reached", "Nothing speaks against renewing the mining licence"),
    (Gate.RENEWAL, Standing.MISSED): say("gate.renewal_missed", "The mining licence is not to be renewed"),
    (Gate.RENEWAL, Standing.OPEN): say("gate.renewal_open", "Whether the mining licence can be renewed is open"),
    (Gate.REMOVAL, Standing.REACHED): say("gate.removal_reached", "No ground for removal from the list was found"),
    (Gate.REMOVAL, Standing.MISSED): say("gate.removal_missed", "Removal from the list is proposed"),
    (Gate.REMOVAL, Standing.OPEN): say("gate.removal_open", "Whether there is a ground for removal from the list is open"),
}


def gate_term(result: GateResult) -> Sentence:
    """Return what it means that a gate beside the verdict stands as it does."""
    return _GATES[result.gate, result.standing]


def term(thing: Enum) -> Sentence:
    """Return the word for a verdict, outcome, state, stage or kind; KeyError for what has none."""
    return _TERMS[thing]
