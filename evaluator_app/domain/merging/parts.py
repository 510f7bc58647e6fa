# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The parts of a record that two people can change side by side, such as the points of two experts: taking apart, putting together.

Whatever is not named here is one part: of two who change it without knowing of each other, the leader decides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import cast, get_type_hints

from evaluator_app.domain.assessment import (
    Answer,
    Consensus,
    Evidence,
    Finding,
    Judgement,
    Mine,
    NotApplicable,
    Outcome,
    Profile,
    TemplateRef,
)
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import decode
from evaluator_app.domain.records import TYPES, Record, RecordKind
from evaluator_app.domain.teamwork import Review
from evaluator_app.domain.three_rates.calculation import Calculation

Part = tuple[str, ...]
"""What of a record: nothing for the whole of it."""
WHOLE: Part = ()
KEPT: Part = ("kept",)
"""Whether the record is there at all."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of one record."""

    kind: RecordKind
    key: str
    part: Part = WHOLE

    @property
    def text(self) -> str:
        """The slot as one text, from which slot_of() makes it again."""
        return json.dumps([self.kind.value, self.key, *self.part], ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on an item or a part of it, which holds or falls together."""

    outcome: Outcome = Outcome.NOT_ASSESSED
    not_applicable: NotApplicable | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with what it was computed from and the words that belong to it."""

    value: Decimal | None = None
    choice: str | None = None
    calculation: Calculation | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """By which edition an assessment is made, and by which it was."""

    template: TemplateRef
    moved_from: tuple[TemplateRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """The days of the visit."""

    visit_from: date | None = None
    visit_to: date | None = None


def slot_of(text: str) -> Slot:
    """Return the slot that a text names; DocumentError or ValueError for what names none."""
    data = read_json(text)
    if not isinstance(data, list) or len(data) < 2 or not all(isinstance(step, str) for step in data):
        raise ValueError("no slot")
    return Slot(RecordKind(data[0]), data[1], tuple(data[2:]))


def taken_apart(kind: RecordKind, record: Record | None) -> Mapping[Part, object]:
    """Return the parts of a record that say something; none for a record that is not there."""
    if record is None:
        return {}
    apart = _APART.get(kind)
    return {WHOLE: record} if apart is None else apart(record)


def put_together(kind: RecordKind, key: str, parts: Mapping[Part, object]) -> Record | None:
    """Return the record of these parts; None where they make none. What taken_apart() gave makes the same record again."""
    found = {part: value for part, value in parts.items() if value is not None}
    together = _TOGETHER.get(kind)
    return cast("Record | None", found.get(WHOLE)) if together is None else together(key, found)


def value_text(value: object) -> str:
    """Return the value of a part as canonical JSON; "null" for none."""
    return canonical_bytes(value).decode()


def value_of(slot: Slot, text: str) -> object:
    """Return the value of a part from its canonical JSON; DocumentError for what is none."""
    data = read_json(text)
    return None if data is None else decode(_type_of(slot), data)


def _type_of(slot: Slot) -> type:
    if slot.part == WHOLE:
        return TYPES[slot.kind]
    known = _PART_TYPES.get((slot.kind, slot.part[0]))
    if known is None and slot.kind in (RecordKind.PROFILE, RecordKind.MINE):
        return cast("type", get_type_hints(TYPES[slot.kind])[slot.part[0]])
    return known or bool


# Findings


def _finding_apart(record: Record) -> Mapping[Part, object]:
    finding = cast("Finding", record)
    found: dict[Part, object] = {KEPT: True}
    for name in ("remark", "look_again", "former_title"):
        if text := getattr(finding, name):
            found[(name,)] = text
    for path, answer in finding.answers.items():
        found["answer", path] = True
        verdict = Verdict(answer.outcome, answer.not_applicable, answer.reason)
        if verdict != Verdict():
            found["verdict", path] = verdict
        for name in {*answer.values, *answer.choices, *answer.calculations}:
            found["value", path, name] = Measured(answer.values.get(name), answer.choices.get(name), answer.calculations.get(name))
        for who, judgement in answer.judgements.items():
            found["judgement", path, who] = judgement
        if answer.consensus is not None:
            found["consensus", path] = answer.consensus
    return found


def _finding_together(key: str, found: Mapping[Part, object]) -> Record | None:
    if not found:
        return None
    answers = {part[1]: _answer(part[1], found) for part in found if len(part) > 1}
    texts = {name: cast("str", found[(name,)]) for name in ("remark", "look_again", "former_title") if (name,) in found}
    return Finding(key, answers, **texts)


def _answer(path: str, found: Mapping[Part, object]) -> Answer:
    verdict = cast("Verdict", found.get(("verdict", path), Verdict()))
    measured = {part[2]: cast("Measured", value) for part, value in found.items() if part[:2] == ("value", path)}
    return Answer(
        outcome=verdict.outcome,
        values={name: each.value for name, each in measured.items() if each.value is not None},
        choices={name: each.choice for name, each in measured.items() if each.choice is not None},
        judgements={part[2]: cast("Judgement", value) for part, value in found.items() if part[:2] == ("judgement", path)},
        not_applicable=verdict.not_applicable,
        reason=verdict.reason,
        calculations={name: each.calculation for name, each in measured.items() if each.calculation is not None},
        consensus=cast("Consensus | None", found.get(("consensus", path))),
    )


# Evidence


def _evidence_apart(record: Record) -> Mapping[Part, object]:
    evidence = cast("Evidence", record)
    found: dict[Part, object] = {KEPT: True, ("told",): replace(evidence, targets=()) if evidence.targets else evidence}
    for target in evidence.targets:
        found["target", target] = True
    return found


def _evidence_together(_key: str, found: Mapping[Part, object]) -> Record | None:
    told = cast("Evidence | None", found.get(("told",)))
    if told is None or KEPT not in found:
        return None
    return replace(told, targets=tuple(sorted(part[1] for part in found if part[0] == "target")))


# Reviews: who edited an item last is kept beside the step that was taken, so that neither takes the other back


def _review_apart(record: Record) -> Mapping[Part, object]:
    review = cast("Review", record)
    found: dict[Part, object] = {WHOLE: replace(review, edited_by="")}
    return found | {("edited_by",): review.edited_by} if review.edited_by else found


def _review_together(_key: str, found: Mapping[Part, object]) -> Record | None:
    review = cast("Review | None", found.get(WHOLE))
    return None if review is None else replace(review, edited_by=cast("str", found.get(("edited_by",), "")))


# The frame


def _profile_apart(record: Record) -> Mapping[Part, object]:
    profile = cast("Profile", record)
    found: dict[Part, object] = {
        (field.name,): getattr(profile, field.name) for field in fields(Profile) if field.name not in _TOGETHER_FIELDS
    }
    found["edition",] = Edition(profile.template, profile.moved_from)
    found["visit",] = Visit(profile.visit_from, profile.visit_to)
    return found


def _profile_together(_key: str, found: Mapping[Part, object]) -> Record | None:
    edition, visit = cast("Edition", found["edition",]), cast("Visit", found["visit",])
    single = {part[0]: value for part, value in found.items() if part[0] not in ("edition", "visit")}
    return Profile(
        edition.template,
        moved_from=edition.moved_from,
        visit_from=visit.visit_from,
        visit_to=visit.visit_to,
        **single,  # type: ignore[arg-type]
    )


def _mine_apart(record: Record) -> Mapping[Part, object]:
    mine = cast("Mine", record)
    found: dict[Part, object] = {(field.name,): getattr(mine, field.name) for field in fields(Mine) if field.name != "facts"}
    return found | {("fact", name): value for name, value in mine.facts.items()}


def _mine_together(_key: str, found: Mapping[Part, object]) -> Record | None:
    facts = {part[1]: value for part, value in found.items() if part[0] == "fact"}
    return Mine(**{part[0]: value for part, value in found.items() if part[0] != "fact"}, facts=facts)  # type: ignore[arg-type]


_TOGETHER_FIELDS = ("template", "moved_from", "visit_from", "visit_to")
_APART: Mapping[RecordKind, Callable[[Record], Mapping[Part, object]]] = {
    RecordKind.FINDING: _finding_apart,
    RecordKind.EVIDENCE: _evidence_apart,
    RecordKind.REVIEW: _review_apart,
    RecordKind.PROFILE: _profile_apart,
    RecordKind.MINE: _mine_apart,
}
_TOGETHER: Mapping[RecordKind, Callable[[str, Mapping[Part, object]], Record | None]] = {
    RecordKind.FINDING: _finding_together,
    RecordKind.EVIDENCE: _evidence_together,
    RecordKind.REVIEW: _review_together,
    RecordKind.PROFILE: _profile_together,
    RecordKind.MINE: _mine_together,
}
_PART_TYPES: Mapping[tuple[RecordKind, str], type] = {
    (RecordKind.MINE, "fact"): cast("type", str | bool),
    (RecordKind.FINDING, "remark"): str,
    (RecordKind.FINDING, "look_again"): str,
    (RecordKind.FINDING, "former_title"): str,
    (RecordKind.FINDING, "verdict"): Verdict,
    (RecordKind.FINDING, "value"): Measured,
    (RecordKind.FINDING, "judgement"): Judgement,
    (RecordKind.FINDING, "consensus"): Consensus,
    (RecordKind.EVIDENCE, "told"): Evidence,
    (RecordKind.PROFILE, "edition"): Edition,
    (RecordKind.PROFILE, "visit"): Visit,
}
