# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The records an assessment is made of: their kinds, where each stands, taking them apart and putting them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum

from evaluator_app.domain.assessment import Assessment, Assessor, Evidence, Finding, Mine, Observation, Profile
from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.mending import Rectification
from evaluator_app.domain.on_site import CameraClock, Outline, Place
from evaluator_app.domain.rounds import EarlierFault, EarlierPhoto, ReplacedItem, SelfScore
from evaluator_app.domain.teamwork import Assignment, Comment, Conflict, Review, SignOff

Record = (
    Profile
    | Mine
    | Assessor
    | Finding
    | Observation
    | Evidence
    | Place
    | CameraClock
    | Outline
    | FormDefinition
    | FormRecord
    | EarlierFault
    | EarlierPhoto
    | SelfScore
    | ReplacedItem
    | Assignment
    | Review
    | Comment
    | SignOff
    | Conflict
    | Rectification
)


class RecordKind(Enum):
    """The kinds of record an assessment is made of."""

    PROFILE = "profile"
    MINE = "mine"
    ASSESSOR = "assessor"
    FINDING = "finding"
    OBSERVATION = "observation"
    EVIDENCE = "evidence"
    PLACE = "place"
    CLOCK = "clock"
    OUTLINE = "outline"
    FORM = "form"
    """The definition of a record form that was used."""
    FORM_RECORD = "form_record"
    EARLIER_FAULT = "earlier_fault"
    SELF_SCORE = "self_score"
    REPLACED_ITEM = "replaced_item"
    """An item as it was in the signed assessment that a revision starts from."""
    EARLIER_ITEM = "earlier_item"
    """An item as it was in the round before."""
    EARLIER_PHOTO = "earlier_photo"
    ASSIGNMENT = "assignment"
    REVIEW = "review"
    COMMENT = "comment"
    SIGN_OFF = "sign_off"
    CONFLICT = "conflict"
    RECTIFICATION = "rectification"


TYPES: Mapping[RecordKind, type[Record]] = {
    RecordKind.PROFILE: Profile,
    RecordKind.MINE: Mine,
    RecordKind.ASSESSOR: Assessor,
    RecordKind.FINDING: Finding,
    RecordKind.OBSERVATION: Observation,
    RecordKind.EVIDENCE: Evidence,
    RecordKind.PLACE: Place,
    RecordKind.CLOCK: CameraClock,
    RecordKind.OUTLINE: Outline,
    RecordKind.FORM: FormDefinition,
    RecordKind.FORM_RECORD: FormRecord,
    RecordKind.EARLIER_FAULT: EarlierFault,
    RecordKind.SELF_SCORE: SelfScore,
    RecordKind.REPLACED_ITEM: ReplacedItem,
    RecordKind.EARLIER_ITEM: ReplacedItem,
    RecordKind.EARLIER_PHOTO: EarlierPhoto,
    RecordKind.ASSIGNMENT: Assignment,
    RecordKind.REVIEW: Review,
    RecordKind.COMMENT: Comment,
    RecordKind.SIGN_OFF: SignOff,
    RecordKind.CONFLICT: Conflict,
    RecordKind.RECTIFICATION: Rectification,
}
COLLECTIONS: Mapping[RecordKind, str] = {
    RecordKind.ASSESSOR: "team",
    RecordKind.FINDING: "findings",
    RecordKind.OBSERVATION: "observations",
    RecordKind.EVIDENCE: "evidence",
    RecordKind.PLACE: "places",
    RecordKind.CLOCK: "clocks",
    RecordKind.OUTLINE: "outlines",
    RecordKind.FORM: "forms",
    RecordKind.FORM_RECORD: "form_records",
    RecordKind.EARLIER_FAULT: "earlier",
    RecordKind.SELF_SCORE: "self_scores",
    RecordKind.REPLACED_ITEM: "replaced",
    RecordKind.EARLIER_ITEM: "earlier_items",
    RecordKind.EARLIER_PHOTO: "earlier_photos",
    RecordKind.ASSIGNMENT: "assignments",
    RecordKind.REVIEW: "reviews",
    RecordKind.COMMENT: "comments",
    RecordKind.SIGN_OFF: "sign_offs",
    RecordKind.CONFLICT: "conflicts",
    RecordKind.RECTIFICATION: "rectifications",
}
"""Field of the assessment that holds the records of a kind by their key."""


def collection(assessment: Assessment, kind: RecordKind) -> Mapping[str, Record]:
    """Return all records of a kind that there can be many of, by key."""
    found: Mapping[str, Record] = getattr(assessment, COLLECTIONS[kind])
    return found


def record(assessment: Assessment, kind: RecordKind, key: str) -> Record | None:
    """Return a record of an assessment; None where there is none."""
    if kind is RecordKind.PROFILE:
        return assessment.profile
    if kind is RecordKind.MINE:
        return assessment.mine
    return collection(assessment, kind).get(key)


def records(assessment: Assessment) -> Mapping[tuple[RecordKind, str], Record]:
    """Return all records of an assessment by kind and key."""
    found: dict[tuple[RecordKind, str], Record] = {
        (RecordKind.PROFILE, ""): assessment.profile,
        (RecordKind.MINE, ""): assessment.mine,
    }
    for kind in COLLECTIONS:
        found |= {(kind, key): value for key, value in collection(assessment, kind).items()}
    return found


def assembled(assessment_id: str, found: Iterable[tuple[RecordKind, str, Record]]) -> Assessment:
    """Return the assessment made of records; KeyError naming the kind where profile or mine is missing."""
    by_kind: dict[RecordKind, dict[str, Record]] = {kind: {} for kind in TYPES}
    for kind, key, value in found:
        by_kind[kind][key] = value
    single = {}
    for kind in (RecordKind.PROFILE, RecordKind.MINE):
        if "" not in by_kind[kind]:
            raise KeyError(kind.value)
        single[kind.value] = by_kind[kind][""]
    many = {name: by_kind[kind] for kind, name in COLLECTIONS.items()}
    return Assessment(assessment_id, **single, **many)  # type: ignore[arg-type]


def with_single(assessment: Assessment, new: Profile | Mine) -> Assessment:
    """Return the assessment with a record replaced that there is one of."""
    return replace(assessment, profile=new) if isinstance(new, Profile) else replace(assessment, mine=new)


def with_records(assessment: Assessment, kind: RecordKind, changed: Mapping[str, Record | None]) -> Assessment:
    """Return the assessment with some records of a kind put in, replaced, or taken out for None."""
    kept = dict(collection(assessment, kind))
    for key, new in changed.items():
        if new is None:
            kept.pop(key, None)
        else:
            kept[key] = new
    return replace(assessment, **{COLLECTIONS[kind]: kept})  # type: ignore[arg-type]
