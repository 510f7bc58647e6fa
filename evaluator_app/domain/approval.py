# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a steward says of a template - under trial, approved, withdrawn - and which word may follow which.

A statement counts by its signature, never by the template's own word: a file cannot approve itself. Checks no signature.
Format green-mine-approval, version 1 (docs/formats.md). History: 1 (2026-11) first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, decode, encode
from evaluator_app.domain.document import content_of
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import ApprovalState, Template

FORMAT = "green-mine-approval"
VERSION = 1
MOST = 9999
"""The highest number that a statement can have."""
LONGEST_NAME = 200
"""Characters that the name of an authority may have."""

_SHA256 = re.compile("[0-9a-f]{64}")
_NEXT: Mapping[ApprovalState, tuple[ApprovalState, ...]] = {
    ApprovalState.DRAFT: (ApprovalState.TRIAL, ApprovalState.APPROVED),
    ApprovalState.TRIAL: (ApprovalState.APPROVED, ApprovalState.WITHDRAWN),
    ApprovalState.APPROVED: (ApprovalState.APPROVED, ApprovalState.WITHDRAWN),
    ApprovalState.WITHDRAWN: (),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an authority on the template with one digest."""

    digest: str
    """SHA-256 of the template's canonical form, in hex."""
    template: str
    """Id of the template."""
    edition: str
    state: ApprovalState
    """Under trial, approved or withdrawn; nobody states that something is a draft."""
    by: str
    """The authority."""
    on: date
    """Day of its decision."""
    number: int
    """1 for the first statement on this digest, and so on."""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Endorsement:
    """A statement together with what its signature came to."""

    statement: Statement
    signer: str
    """The name in the steward's certificate."""
    organization: str
    issuer: str
    """Who issued the certificate."""
    fingerprint: str
    """SHA-256 of the certificate, in hex."""
    signed_at: datetime | None
    is_sound: bool
    """Signed as it stands, about this very template, with a certificate that was valid and meant for it."""
    is_practice: bool
    """Made with a practice certificate, which approves nothing."""

    @property
    def state(self) -> ApprovalState:
        """What counts: a statement whose signature is not sound says nothing, and one made for practice neither."""
        return self.statement.state if self.is_sound and not self.is_practice else ApprovalState.DRAFT

    @property
    def is_approval(self) -> bool:
        """Tell whether this takes the mark of a draft off; whether the steward is known is another question."""
        return self.state is ApprovalState.APPROVED


def to_document(statement: Statement) -> Json:
    """Return a statement as the plain data of a document."""
    return {"format": FORMAT, "version": VERSION, **encode(statement)}


def from_document(data: Json) -> Statement:
    """Read a statement from the plain data of a document; DocumentError with every problem found."""
    statement = decode(Statement, content_of(data, FORMAT, VERSION, say("doc.not_approval", "This is not a statement on a template")))
    problems = tuple(_problems(statement))
    if problems:
        raise DocumentError(problems)
    return statement


def may_follow(before: ApprovalState, state: ApprovalState) -> bool:
    """Tell whether the state may be stated of a template that is in another.

    An approval can be given again, with another certificate say. What was withdrawn stays so: the next edition has another digest.
    """
    return state in _NEXT[before]


def following(before: ApprovalState) -> tuple[ApprovalState, ...]:
    """Return what may be stated of a template in a state."""
    return _NEXT[before]


def latest(endorsements: Iterable[Endorsement]) -> Endorsement | None:
    """Return the sound statement that counts: a withdrawal, whatever comes after it, or else the one with the highest number.

    Those made for practice are asked only where there is no other.
    """
    sound = [endorsement for endorsement in endorsements if endorsement.is_sound]
    real = [endorsement for endorsement in sound if not endorsement.is_practice] or sound
    withdrawn = [endorsement for endorsement in real if endorsement.statement.state is ApprovalState.WITHDRAWN]
    return max(withdrawn or real, key=lambda endorsement: endorsement.statement.number, default=None)


def claimed_state(template: Template) -> ApprovalState:
    """Return what a template without statements is: its own word, except that it cannot approve itself."""
    claimed = template.approval.state
    return ApprovalState.DRAFT if claimed is ApprovalState.APPROVED else claimed


def _problems(statement: Statement) -> Iterator[DocumentProblem]:
    if not _SHA256.fullmatch(statement.digest):
        yield DocumentProblem("digest", say("doc.digest", "A SHA-256 of 64 small hex digits is expected here"))
    if statement.state is ApprovalState.DRAFT:
        yield DocumentProblem("state", say("doc.no_draft", "A statement says trial, approved or withdrawn"))
    if not statement.by.strip() or len(statement.by) > LONGEST_NAME:
        yield DocumentProblem(
            "by", say("doc.authority", "The name of the authority is expected here, in at most {most} characters", most=LONGEST_NAME)
        )
    if not 1 <= statement.number <= MOST:
        yield DocumentProblem("number", say("doc.number_of_statement", "A number from 1 to {most} is expected here", most=MOST))
