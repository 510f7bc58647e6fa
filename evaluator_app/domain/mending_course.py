# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Putting things right, from the order to the re-check: what can be ordered, what has changed since, every act on the way.

The records stand in mending.py, how long it may take in mending_limit.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from evaluator_app.domain.assessment import Assessment, Evidence, Filing, Observation, Outcome, ledger_order
from evaluator_app.domain.changes import Act, Change, change_records, joined
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.mending_apart import serves_mending_alone
from evaluator_app.domain.mending_limit import is_open, objection_to
from evaluator_app.domain.records import Record, RecordKind
from evaluator_app.domain.rounds import EarlierState
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Indicator, Prerequisite, Template

STATE_TERMS: Mapping[RectificationState, Sentence] = {
    RectificationState.ORDERED: say("mending.ordered", "To be mended"),
    RectificationState.REPORTED: say("mending.reported", "Reported as mended"),
    RectificationState.CLOSED: say("mending.closed", "Mended, closed"),
    RectificationState.ESCALATED: say("mending.escalated", "Not mended, escalated"),
}


class MendingError(ValueError):
    """An act on the way is not possible; says why."""

    def __init__(self, sentence: Sentence) -> None:
        """Keep the sentence."""
        super().__init__(sentence.text())
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Owed:
    """One fault that took points, or one item or prerequisite that is not met as a whole."""

    target: str
    problem: str
    """What was found, in words."""
    demand: str
    """What the rules ask for."""
    observation: str = ""
    """Id of the fault; empty for an item as a whole."""
    place: str = ""

    @property
    def id(self) -> str:
        """Id that its rectification has on every laptop, so that nothing is ordered twice."""
        return self.observation or self.target


class Drift(Enum):
    """How the finding behind an order is no longer what it was."""

    GONE = "gone"
    """The fault was taken out, or the item is met now."""
    REWORDED = "reworded"
    """The fault has other words, another count or another place now."""


DRIFT_TERMS: Mapping[Drift, Sentence] = {
    Drift.GONE: say("mending.gone", "The finding behind it was taken out, or takes no points any more"),
    Drift.REWORDED: say("mending.reworded", "The finding behind it was edited since it was ordered"),
}


def owed(template: Template, assessment: Assessment, card: ScoreCard) -> tuple[Owed, ...]:
    """Return all that can be ordered to be put right, in the order of the template, ledgers in the order of time."""
    found: list[Owed] = []
    unmet = {result.id for result in card.prerequisites if result.outcome is Outcome.NOT_MET}
    ledgers: dict[str, list[Observation]] = {}
    for seen in sorted(assessment.observations.values(), key=ledger_order):
        if seen.is_fault:
            ledgers.setdefault(seen.target, []).append(seen)
    for prerequisite in template.prerequisites:
        if prerequisite.id in unmet:
            faults = ledgers.get(prerequisite.id, [])
            found += [_fault(prerequisite, seen) for seen in faults] or [_whole(assessment, prerequisite)]
    scores = card.items_by_id()
    for indicator in template.indicators():
        award = scores[indicator.id].award
        if award.lost > 0:
            faults = ledgers.get(indicator.id, [])
            found += [_fault(indicator, seen) for seen in faults]
            if not faults or any(deduction.points and not deduction.observation for deduction in award.deductions):
                found.append(_whole(assessment, indicator))
    return tuple(found)


def not_ordered(template: Template, assessment: Assessment, card: ScoreCard) -> tuple[Owed, ...]:
    """Return what can be ordered and is not yet."""
    return tuple(each for each in owed(template, assessment, card) if each.id not in assessment.rectifications)


def drifts(template: Template, assessment: Assessment, card: ScoreCard) -> Mapping[str, Drift]:
    """Return what of the orders has changed since, by id; what is closed is left alone."""
    now = {each.id: each for each in owed(template, assessment, card)}
    found = {}
    for rectification in assessment.rectifications.values():
        finding = now.get(rectification.id)
        if not is_open(rectification):
            continue
        if finding is None:
            found[rectification.id] = Drift.GONE
        elif (finding.problem, finding.place) != (rectification.problem, rectification.place):
            found[rectification.id] = Drift.REWORDED
    return found


def order(
    template: Template, assessment: Assessment, things: Iterable[Owed], *, on: date, due_on: date | None = None, responsible: str = ""
) -> Change:
    """Order things to be put right, as one act; what is ordered already stays as it is. MendingError for a day that is too late."""
    if due_on is not None and (objection := objection_to(template, on, due_on)) is not None:
        raise MendingError(objection)
    ordered: dict[str, Record | None] = {
        each.id: Rectification(each.id, each.target, each.demand, each.observation, each.problem, each.place, responsible, on, due_on)
        for each in things
        if each.id not in assessment.rectifications
    }
    targets = {each.target for each in ordered.values() if isinstance(each, Rectification)}
    return change_records(assessment, Act.ORDER_MENDING, RecordKind.RECTIFICATION, ordered, targets.pop() if len(targets) == 1 else "")


def take_words_over(assessment: Assessment, thing: Owed) -> Change:
    """Put the words that the finding has now in place of those it was ordered by. KeyError for one that was not ordered."""
    known = assessment.rectifications[thing.id]
    return _follow(assessment, replace(known, problem=thing.problem, place=thing.place))


def withdraw(assessment: Assessment, name: str) -> Change:
    """Take an order back, with the files that prove nothing else. KeyError for an unknown one."""
    known = assessment.rectifications[name]
    used = {proof for each in assessment.rectifications.values() if each.id != name for proof in each.proof}
    own = {proof: item for proof in known.proof if (item := assessment.evidence.get(proof)) and proof not in used}
    files: dict[str, Record | None] = {proof: None for proof, item in own.items() if serves_mending_alone(item)}
    return joined(
        Act.ORDER_MENDING,
        (
            change_records(assessment, Act.ORDER_MENDING, RecordKind.RECTIFICATION, {name: None}),
            change_records(assessment, Act.ORDER_MENDING, RecordKind.EVIDENCE, files),
        ),
        known.target,
    )


def edit(template: Template, assessment: Assessment, edited: Rectification) -> Change:
    """Change the words, the responsible or the day of an order. MendingError for a day that is too late, KeyError for an unknown one."""
    known = assessment.rectifications[edited.id]
    if edited.due_on is not None and edited.due_on != known.due_on:
        objection = objection_to(template, edited.ordered_on or edited.due_on, edited.due_on)
        if objection is not None:
            raise MendingError(objection)
    return _follow(assessment, edited)


def report(assessment: Assessment, name: str, words: str, files: Iterable[Evidence] = ()) -> Change:
    """Record what the mine says that it did, with the files it hands in. MendingError where it is closed, KeyError for an unknown one."""
    known = _open_one(assessment, name)
    files = tuple(files)
    if not words.strip() and not files:
        raise MendingError(say("mending.no_report", "A report needs words or files"))
    told = replace(known, report=words.strip() or known.report, state=RectificationState.REPORTED)
    return _with_files(assessment, told, files)


def add_proof(assessment: Assessment, name: str, files: Iterable[Evidence]) -> Change:
    """Add files that prove it, whoever brings them. KeyError for an unknown one."""
    return _with_files(assessment, assessment.rectifications[name], tuple(files))


def remove_proof(assessment: Assessment, name: str, proof: str) -> Change:
    """Take a file away from it; one that serves nothing else goes with it. KeyError for an unknown one."""
    known = assessment.rectifications[name]
    item = assessment.evidence.get(proof)
    is_used = any(proof in each.proof for each in assessment.rectifications.values() if each.id != name)
    files: dict[str, Record | None] = {proof: None} if item and serves_mending_alone(item) and not is_used else {}
    kept = replace(known, proof=tuple(each for each in known.proof if each != proof))
    return joined(
        Act.FOLLOW_MENDING,
        (_follow(assessment, kept), change_records(assessment, Act.FOLLOW_MENDING, RecordKind.EVIDENCE, files)),
        known.target,
    )


def recheck(assessment: Assessment, name: str, *, is_mended: bool, words: str, by: str, on: date, files: Iterable[Evidence] = ()) -> Change:
    """Close it, or escalate it, as the re-check found it. KeyError for an unknown one.

    MendingError where it is closed already, without words, without a name, or closed without anything that proves it.
    """
    known = _open_one(assessment, name)
    files = tuple(files)
    if not words.strip():
        raise MendingError(say("mending.no_words", "The re-check needs words: what was seen"))
    if not by.strip():
        raise MendingError(say("mending.nobody", "The re-check needs the name of who checked"))
    if is_mended and not files and not any(proof in assessment.evidence for proof in known.proof):
        raise MendingError(say("mending.no_proof", "It can only be closed with proof: a photo or a document"))
    state = RectificationState.CLOSED if is_mended else RectificationState.ESCALATED
    return _with_files(assessment, replace(known, state=state, words=words.strip(), checked_by=by.strip(), checked_on=on), files)


def reopen(assessment: Assessment, name: str) -> Change:
    """Take a re-check back that was recorded by mistake. KeyError for an unknown one."""
    known = assessment.rectifications[name]
    state = RectificationState.REPORTED if known.report else RectificationState.ORDERED
    return _follow(assessment, replace(known, state=state, words="", checked_by="", checked_on=None))


def open_rectifications(assessment: Assessment) -> tuple[Rectification, ...]:
    """Return what is not closed, the first due first: what a re-check looks at."""
    found = (each for each in assessment.rectifications.values() if is_open(each))
    return tuple(sorted(found, key=lambda each: (each.due_on or date.max, each.id)))


def settle_by(assessment: Assessment, later: Assessment, on: date) -> Change:
    """Close or escalate what a later re-check looked at, by what it found; its photos become proof here, too.

    A fault on the list of the re-check answers the order that it names, or the one of the same observation. What was mended in
    part is escalated. What nobody looked at, what has no words, what is closed already, and what was checked on the same day or later
    stays as it is.
    """
    edits: dict[str, Record | None] = {}
    files: dict[str, Record | None] = {}
    day = later.day or on
    faults = {**later.earlier, **{fault.rectification: fault for fault in later.earlier.values() if fault.rectification}}
    for name, known in assessment.rectifications.items():
        fault = faults.get(name) or faults.get(known.observation)
        if fault is None or not is_open(known) or fault.state is EarlierState.NOT_LOOKED_AT or not fault.words.strip():
            continue
        if known.checked_on is not None and known.checked_on >= day:
            continue
        is_mended = fault.state in (EarlierState.MENDED, EarlierState.NO_LONGER_THERE)
        shown = [later.evidence[proof] for proof in fault.evidence if proof in later.evidence]
        files |= {item.id: _as_proof(item) for item in shown if item.id not in assessment.evidence}
        checker = later.team.get(fault.looked_at_by)
        edits[name] = replace(
            known,
            state=RectificationState.CLOSED if is_mended else RectificationState.ESCALATED,
            words=fault.words.strip(),
            proof=tuple(sorted({*known.proof, *(item.id for item in shown)})),
            checked_by=checker.name if checker else fault.looked_at_by,
            checked_on=day,
        )
    return joined(
        Act.FOLLOW_MENDING,
        (
            change_records(assessment, Act.FOLLOW_MENDING, RecordKind.RECTIFICATION, edits),
            change_records(assessment, Act.FOLLOW_MENDING, RecordKind.EVIDENCE, files),
        ),
    )


def _fault(item: Indicator | Prerequisite, seen: Observation) -> Owed:
    problem = f"{seen.text} ×{seen.count}" if seen.count > 1 else seen.text
    return Owed(item.id, problem, item.requirement, seen.id, seen.place)


def _whole(assessment: Assessment, item: Indicator | Prerequisite) -> Owed:
    """Return an item as a whole, in the words of the finding where it has some, else by its name."""
    finding = assessment.findings.get(item.id)
    words = (assessment.answer(item.id).reason or (finding.remark if finding else "")).strip()
    return Owed(item.id, words or item.title, item.requirement)


def _open_one(assessment: Assessment, name: str) -> Rectification:
    known = assessment.rectifications[name]
    if not is_open(known):
        raise MendingError(say("mending.is_closed", "It is closed already"))
    return known


def _follow(assessment: Assessment, edited: Rectification) -> Change:
    return change_records(assessment, Act.FOLLOW_MENDING, RecordKind.RECTIFICATION, {edited.id: edited}, edited.target)


def _with_files(assessment: Assessment, edited: Rectification, files: tuple[Evidence, ...]) -> Change:
    proof = tuple(sorted({*edited.proof, *(item.id for item in files)}))
    added: dict[str, Record | None] = {item.id: item for item in files if item.id not in assessment.evidence}
    return joined(
        Act.FOLLOW_MENDING,
        (
            _follow(assessment, replace(edited, proof=proof)),
            change_records(assessment, Act.FOLLOW_MENDING, RecordKind.EVIDENCE, added),
        ),
        edited.target,
    )


def _as_proof(item: Evidence) -> Evidence:
    """Return a file of another assessment as one that proves mending here and serves nothing else."""
    return replace(item, targets=(), filed_by=Filing.MENDING, revision_of="")
