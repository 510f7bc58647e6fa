# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Recording many acts from a document: all are checked first, and one mistake means that nothing is recorded.

Format evaluator-records, version 1 (docs/formats.md). History: 1 (2026-11) first.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path, PureWindowsPath
from typing import Any

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Answer, Assessment, Assessor, Judgement, NotApplicable, Observation, Outcome
from evaluator_app.domain.changes import Change
from evaluator_app.domain.codec import DocumentError, DocumentProblem, decode, shown_key
from evaluator_app.domain.completeness import fits
from evaluator_app.domain.document import NO_COUNT, content_of, is_count
from evaluator_app.domain.entry import EntryPart, entry_parts, prerequisite_part
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import FactKind, Template
from evaluator_app.domain.three_rates import Calculation, objection
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment

FORMAT = "evaluator-records"
VERSION = 1


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A verdict, values or judgements for an item or a part of it; what is not named stays."""

    target: str
    """Id or code of an indicator or prerequisite."""
    part: str = ""
    outcome: Outcome | None = None
    values: Mapping[str, Decimal] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    calculations: Mapping[str, Calculation] = field(default_factory=dict)
    """How values that are given here were computed, by input name."""
    not_applicable: NotApplicable | None = None
    reason: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class ObservationRecord:
    """One fact for the ledger."""

    target: str
    text: str
    place: str
    count: int = 1
    part: str = ""
    fault: str = ""
    is_fault: bool = True
    assessor: str = ""
    photos: tuple[str, ...] = ()
    """Files that show it, relative to the document."""


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """Files attached to an item or prerequisite."""

    target: str
    files: tuple[str, ...]
    caption: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """What is to be recorded."""

    facts: Mapping[str, str | bool] = field(default_factory=dict)
    """Facts of the mine by id."""
    team: tuple[Assessor, ...] = ()
    """Members to add or replace."""
    organization: str | None = None
    client: str | None = None
    visit_from: date | None = None
    visit_to: date | None = None
    filing_on: date | None = None
    findings: tuple[FindingRecord, ...] = ()
    observations: tuple[ObservationRecord, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it."""

    acts: int
    refused: tuple[str, ...]
    """Files that were not taken, each with its sentence."""


def read_records(data: Any, template: Template, assessment: Assessment) -> Records:
    """Read a records document and check it against template and assessment; DocumentError with every problem."""
    records = decode(Records, content_of(data, FORMAT, VERSION, say("doc.not_records", "This is not a records document")))
    records = _with_ids(records, template)
    problems = tuple(_problems(records, template, assessment))
    if problems:
        raise DocumentError(problems)
    return records


def record(opened: OpenAssessment, records: Records, folder: Path) -> Recorded:
    """Record everything in the order facts, team, findings, observations, evidence, each as an act of its own.

    What is there already is not recorded again, so a document can be given once more after a recording that broke off.
    """
    recorder = _Recorder(opened, folder)
    recorder.frame(records)
    for finding in records.findings:
        recorder.do(_finding_change(opened.assessment, finding))
        if finding.remark is not None:
            recorder.do(changes.record_remark(opened.assessment, finding.target, finding.remark))
    there: dict[Observation, list[str]] = defaultdict(list)
    for known in opened.assessment.observations.values():
        there[_content(known)].append(known.id)
    for seen in records.observations:
        observation = _observation(opened, seen)
        if same := there[_content(observation)]:
            recorder.attach(seen.photos, same.pop(), seen.text, seen.place)
            continue
        recorder.do(changes.record_observation(opened.assessment, observation))
        recorder.attach(seen.photos, observation.id, seen.text, seen.place)
    for evidence in records.evidence:
        recorder.attach(evidence.files, evidence.target, evidence.caption, evidence.place)
    opened.prepare_pictures()
    opened.settle()
    return Recorded(recorder.acts, tuple(recorder.refused))


class _Recorder:
    """Does the acts and counts them."""

    def __init__(self, opened: OpenAssessment, folder: Path) -> None:
        self.opened = opened
        self.folder = folder
        self.acts = 0
        self.refused: list[str] = []

    def do(self, change: Change) -> None:
        self.acts += bool(self.opened.do(change).change.edits)

    def frame(self, records: Records) -> None:
        mine, profile = self.opened.assessment.mine, self.opened.assessment.profile
        self.do(changes.change_mine(self.opened.assessment, replace(mine, facts={**mine.facts, **records.facts})))
        members = {**self.opened.assessment.team, **{member.id: member for member in records.team}}
        self.do(changes.change_team(self.opened.assessment, members))
        named = {name: getattr(records, name) for name in ("organization", "client", "visit_from", "visit_to", "filing_on")}
        framed = replace(profile, **{name: value for name, value in named.items() if value is not None})
        self.do(changes.change_profile(self.opened.assessment, framed))

    def attach(self, names: tuple[str, ...], target: str, caption: str, place: str) -> None:
        paths = [self.folder / name for name in names]
        strays = [path for path in paths if not path.resolve().is_relative_to(self.folder.resolve())]
        self.refused.extend(
            _("{name} leads out of the folder of the document; it was not taken.").format(name=path.name) for path in strays
        )
        there = {evidence.sha256 for evidence in self.opened.assessment.evidence_of(target)}
        paths = [path for path in paths if path not in strays and _digest(path) not in there]
        if not paths:
            return
        result, done = self.opened.add_files(paths, [target], place=place, caption=caption)
        self.acts += done is not None
        self.refused.extend(f"{refusal.code}  {refusal.message}" for refusal in result.refused)


def _content(observation: Observation) -> Observation:
    """Return what was seen, without who recorded it when."""
    return replace(observation, id="", assessor="", observed_at=None)


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file; empty where there is no such file to be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _finding_change(assessment: Assessment, record: FindingRecord) -> Change:
    answer = assessment.answer(record.target, record.part)
    return changes.record_answer(
        assessment,
        record.target,
        record.part,
        Answer(
            outcome=answer.outcome if record.outcome is None else record.outcome,
            values={**answer.values, **record.values},
            choices={**answer.choices, **record.choices},
            judgements={**answer.judgements, **record.judgements},
            calculations={**_kept_calculations(answer, record), **record.calculations},
            not_applicable=record.not_applicable,
            reason=answer.reason if record.reason is None else record.reason,
        ),
    )


def _kept_calculations(answer: Answer, record: FindingRecord) -> Mapping[str, Calculation]:
    """Return the calculations on file whose values stay: another value takes the one it had away."""
    values = {**answer.values, **record.values}
    return {name: kept for name, kept in answer.calculations.items() if values.get(name) == answer.values.get(name)}


def _observation(opened: OpenAssessment, seen: ObservationRecord) -> Observation:
    observation = opened.new_observation(seen.target, seen.text)
    assessor = seen.assessor or observation.assessor
    return replace(
        observation, place=seen.place, count=seen.count, part=seen.part, fault=seen.fault, is_fault=seen.is_fault, assessor=assessor
    )


def _with_ids(records: Records, template: Template) -> Records:
    """Replace codes shown to people by the stable ids."""
    ids = {item.code: item.id for item in template.prerequisites} | {item.code: item.id for item in template.indicators()}
    return replace(
        records,
        findings=tuple(replace(r, target=ids.get(r.target, r.target)) for r in records.findings),
        observations=tuple(replace(r, target=ids.get(r.target, r.target)) for r in records.observations),
        evidence=tuple(replace(r, target=ids.get(r.target, r.target)) for r in records.evidence),
    )


def _problems(records: Records, template: Template, assessment: Assessment) -> Iterator[DocumentProblem]:
    yield from _fact_problems(records.facts, template)
    yield from _frame_problems(records, assessment)
    facts = template.facts_of({**assessment.mine.facts, **records.facts})
    tables = template.tables_by_id(assessment.day)
    parts: dict[str, Mapping[str, EntryPart]] = {
        indicator.id: {part.path: part for part in entry_parts(indicator, facts, tables)} for indicator in template.indicators()
    }
    parts |= {prerequisite.id: {"": prerequisite_part(prerequisite, facts, tables)} for prerequisite in template.prerequisites}
    team = {*assessment.team, *(member.id for member in records.team)}
    for place, name in _files(records):
        if not _is_below(name):
            yield DocumentProblem(place, say("rec.file", "A file in the folder of the document or below it is expected here"))
    for place, record in _placed(records):
        if record.target not in parts:
            yield DocumentProblem(f"{place}.target", say("rec.target", "The template has no item {target}", target=record.target))
        elif isinstance(record, FindingRecord):
            yield from _finding_problems(place, record, parts[record.target], team)
        elif isinstance(record, ObservationRecord):
            yield from _observation_problems(place, record, parts[record.target], team)


def check_facts(facts: Mapping[str, str | bool], template: Template) -> None:
    """Check facts of a mine against what the template asks; DocumentError with every problem."""
    if problems := tuple(_fact_problems(facts, template)):
        raise DocumentError(problems)


def _placed(records: Records) -> Iterator[tuple[str, FindingRecord | ObservationRecord | EvidenceRecord]]:
    for number, finding in enumerate(records.findings):
        yield f"findings[{number}]", finding
    for number, observation in enumerate(records.observations):
        yield f"observations[{number}]", observation
    for number, evidence in enumerate(records.evidence):
        yield f"evidence[{number}]", evidence


def _frame_problems(records: Records, assessment: Assessment) -> Iterator[DocumentProblem]:
    begins = records.visit_from or assessment.profile.visit_from
    ends = records.visit_to or assessment.profile.visit_to
    if begins and ends and ends < begins:
        yield DocumentProblem("visit_to", say("rec.visit", "The visit cannot end before it begins"))
    ids = [member.id for member in records.team]
    for number, member in enumerate(records.team):
        if not member.id.strip() or not member.name.strip():
            yield DocumentProblem(f"team[{number}]", say("rec.no_name", "A member of the team needs an id and a name"))
        elif member.id in ids[:number]:
            yield DocumentProblem(f"team[{number}].id", say("rec.twice", "This id stands twice"))


def _files(records: Records) -> Iterator[tuple[str, str]]:
    for number, observation in enumerate(records.observations):
        yield from ((f"observations[{number}].photos[{position}]", name) for position, name in enumerate(observation.photos))
    for number, evidence in enumerate(records.evidence):
        yield from ((f"evidence[{number}].files[{position}]", name) for position, name in enumerate(evidence.files))


def _is_below(name: str) -> bool:
    """Tell whether a name stays in its folder, on every platform: a document from elsewhere must not fetch other files."""
    path = PureWindowsPath(name)
    return bool(path.parts) and not path.anchor and ".." not in path.parts


def _fact_problems(facts: Mapping[str, str | bool], template: Template) -> Iterator[DocumentProblem]:
    known = {fact.id: fact for fact in template.facts}
    for name, value in facts.items():
        fact = known.get(name)
        if fact is None:
            yield DocumentProblem(f"facts.{name}", say("rec.fact", "The template does not ask for this fact"))
        elif fact.settled not in (None, value):
            settled = say("rec.fact_settled", "The template leaves only this: {value}", value=str(fact.settled))
            yield DocumentProblem(f"facts.{name}", settled)
        elif isinstance(value, bool) is not (fact.kind is FactKind.FLAG):
            yield DocumentProblem(f"facts.{name}", say("rec.fact_kind", "This fact has another kind of answer"))
        elif fact.kind is FactKind.CHOICE and value not in {option.id for option in fact.options}:
            options = ", ".join(option.id for option in fact.options)
            yield DocumentProblem(f"facts.{name}", say("doc.choice", "One of these is expected here: {known}", known=options))
        elif fact.kind is FactKind.DATE and not fits(fact, value):
            yield DocumentProblem(f"facts.{name}", say("rec.fact_date", "A date such as 2026-05-12 is expected here"))
        elif fact.kind is FactKind.NUMBER and not fits(fact, value):
            yield DocumentProblem(f"facts.{name}", say("rec.fact_number", "A number is expected here"))


def _finding_problems(place: str, record: FindingRecord, parts: Mapping[str, EntryPart], team: set[str]) -> Iterator[DocumentProblem]:
    known_part = parts.get(record.part)
    if known_part is None and (parts or record.part):
        yield DocumentProblem(f"{place}.part", _no_part(parts))
        return
    names = {field.name for field in known_part.inputs} if known_part else set()
    rates = {field.name: field.rate for field in known_part.inputs} if known_part else {}
    given = {*record.values, *record.choices, *record.calculations, *(("judgements",) if record.judgements else ())}
    for name in sorted(given - names):
        known = ", ".join(sorted(names)) or "–"
        yield DocumentProblem(f"{place}.{name}", say("rec.input", "Nothing of this name is entered here; known: {known}", known=known))
    for member in sorted(set(record.judgements) - team):
        yield DocumentProblem(f"{place}.judgements.{member}", _no_member())
    for name, calculation in record.calculations.items():
        words = objection(calculation, record.values.get(name), rates[name]) if name in rates else None
        if words is not None:
            yield DocumentProblem(f"{place}.calculations.{shown_key(name)}", words)


def _observation_problems(
    place: str, record: ObservationRecord, parts: Mapping[str, EntryPart], team: set[str]
) -> Iterator[DocumentProblem]:
    if not is_count(record.count):
        yield DocumentProblem(f"{place}.count", NO_COUNT)
    if record.assessor and record.assessor not in team:
        yield DocumentProblem(f"{place}.assessor", _no_member())
    known_part = parts.get(record.part)
    faults = [fault.id for fault in known_part.faults] if known_part else []
    if known_part is None and (parts or record.part):
        yield DocumentProblem(f"{place}.part", _no_part(parts))
    elif record.fault and record.fault not in faults:
        known = ", ".join(faults) or "–"
        yield DocumentProblem(f"{place}.fault", say("rec.no_fault", "The criterion names no such fault; known: {known}", known=known))


def _no_part(parts: Mapping[str, EntryPart]) -> Sentence:
    return say("rec.part", "The criterion has no such part; known: {known}", known=", ".join(path or '""' for path in parts))


def _no_member() -> Sentence:
    return say("rec.member", "Nobody in the team has this id")
