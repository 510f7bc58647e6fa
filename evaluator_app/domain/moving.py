# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Moving a running assessment to another edition of its rules: first what would become of everything, then one act.

Nothing that was recorded is taken out, except experts' points where that is asked for. What asks the same, to the character, keeps its
score; what asks otherwise is open until it has been looked at again; what the new edition no longer asks stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from evaluator_app.domain.applicability import Facts, is_given
from evaluator_app.domain.assessment import Answer, Assessment, Finding, Judgement, TemplateRef
from evaluator_app.domain.changes import Act, Change, Edit, StaleChangeError
from evaluator_app.domain.comparing import reference
from evaluator_app.domain.completeness import asked, fits
from evaluator_app.domain.criteria import BestOf, ByCondition, CappedSum, Criterion, HardZero, NamedFaults, SumOfParts
from evaluator_app.domain.exact import ZERO, Rounding
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.requirements import Aspect, Requirement, requirements
from evaluator_app.domain.template import FactDefinition, Indicator, Prerequisite, Template


class PointsPolicy(Enum):
    """What becomes of the points that experts gave where the most they can give has changed."""

    KEEP = "keep"
    """As they are; beyond the new most they do not count until corrected."""
    CLAMP = "clamp"
    """Down to the new most where they are beyond it."""
    SCALE = "scale"
    """In proportion, rounded as the new edition rounds the mean of a panel."""
    CLEAR = "clear"
    """Taken out."""


class Fate(Enum):
    """What becomes of an item."""

    LOOK_AGAIN = "look_again"
    FALLS_AWAY = "falls_away"
    NEW = "new"
    KEPT = "kept"


class FactFate(Enum):
    """What becomes of a fact of the mine."""

    UNFIT = "unfit"
    """What was given cannot be the answer any more."""
    SETTLED = "settled"
    """The new edition leaves no choice, and says otherwise than what was given."""
    GONE = "gone"
    """It is no longer asked; what was given stays."""
    NEW = "new"
    """It is to be given."""


@dataclass(frozen=True, slots=True)
class ItemMove:
    """What becomes of one indicator or prerequisite, and of what was recorded for it."""

    target: str
    title: str
    """Code and title in the new edition, or the old one where it falls away."""
    fate: Fate
    changed: tuple[Aspect, ...] = ()
    """Why it is to be looked at again; empty where it was recorded by an edition before the old one, or its facts decide otherwise now."""
    is_recorded: bool = False
    """Whether anything is recorded for it."""
    is_judged: bool = False
    """Whether that earns or loses points, so that it is to be confirmed."""
    old_points: Decimal | None = None
    new_points: Decimal | None = None
    lost_parts: tuple[str, ...] = ()
    """Titles of parts of its rule for which something is recorded and which are no more."""
    lost_faults: tuple[str, ...] = ()
    """Titles of named faults that were seen and which are no more."""
    idle: tuple[str, ...] = ()
    """Ids of observations that bear on such a part or fault; they stay in the ledger."""


@dataclass(frozen=True, slots=True)
class FactMove:
    """A fact of the mine that needs attention."""

    id: str
    title: str
    fate: FactFate
    given: str = ""
    """What was given, as text; empty for nothing."""
    given_title: str = ""
    """The option that was chosen, as the old edition calls it; empty where it was no choice."""


@dataclass(frozen=True, slots=True)
class JudgementMove:
    """One expert's points where the most there is to give has changed."""

    target: str
    part: str
    assessor: str
    old_points: Decimal
    new_points: Decimal | None
    """None where they are taken out."""
    old_most: Decimal
    new_most: Decimal


@dataclass(frozen=True, slots=True)
class MovePlan:
    """Everything that moving an assessment would do."""

    old: TemplateRef
    new: TemplateRef
    policy: PointsPolicy
    items: tuple[ItemMove, ...]
    facts: tuple[FactMove, ...]
    judgements: tuple[JudgementMove, ...]

    def of(self, fate: Fate) -> tuple[ItemMove, ...]:
        """Return the items of one fate."""
        return tuple(item for item in self.items if item.fate is fate)

    @property
    def to_confirm(self) -> tuple[ItemMove, ...]:
        """The items that are to be looked at again because something counts for them."""
        return tuple(item for item in self.of(Fate.LOOK_AGAIN) if item.is_judged)

    @property
    def needs_policy(self) -> bool:
        """Whether it must be said what becomes of experts' points."""
        return bool(self.judgements)


def plan_move(assessment: Assessment, old: Template, new: Template, policy: PointsPolicy = PointsPolicy.KEEP) -> MovePlan:
    """Return what moving an assessment from one edition to another would do; changes nothing."""
    before, after = requirements(old), requirements(new)
    known_before, known_after = old.facts_of(assessment.mine.facts), new.facts_of(assessment.mine.facts)
    otherwise = {fact for fact in {*known_before, *known_after} if known_before.get(fact) != known_after.get(fact)}
    items = [_item(assessment, before.get(target), asks, decides_otherwise=bool(asks.facts & otherwise)) for target, asks in after.items()]
    items += [_fallen(assessment, asked_before) for target, asked_before in before.items() if target not in after]
    judgements = tuple(
        moved
        for target, asks in after.items()
        if target in before
        for moved in _judgements(assessment, before[target].item, asks.item, policy, new.rating.panel_rounding)
    )
    facts = tuple(_facts(assessment, old, new, known_before, known_after))
    return MovePlan(reference(old), reference(new), policy, tuple(items), facts, judgements)


def move(assessment: Assessment, plan: MovePlan) -> Change:
    """Return the one act that moves an assessment; StaleChangeError where it is not made by the edition that the plan starts from."""
    profile = assessment.profile
    if profile.template != plan.old:
        raise StaleChangeError(f"template {profile.template.digest}")
    moved = replace(profile, template=plan.new, moved_from=(*profile.moved_from, plan.old))
    edits = [] if plan.new == plan.old else [Edit(RecordKind.PROFILE, "", profile, moved)]
    points: dict[str, list[JudgementMove]] = {}
    for judgement in plan.judgements:
        points.setdefault(judgement.target, []).append(judgement)
    for item in plan.items:
        was = assessment.findings.get(item.target)
        known = was or Finding(item.target)
        finding = _with_points(known, points.get(item.target, ()))
        if item.fate is Fate.FALLS_AWAY:
            finding = replace(finding, former_title=item.title)
        elif item.fate is Fate.LOOK_AGAIN and item.is_judged:
            name = f"{plan.old.id} {plan.old.edition}"
            finding = replace(finding, former_title="", look_again=finding.look_again or name)
        else:
            finding = replace(finding, former_title="")
        if item.is_recorded and finding != known:
            edits.append(Edit(RecordKind.FINDING, item.target, was, finding))
    return Change(Act.MOVE_TEMPLATE, tuple(edits))


def _item(assessment: Assessment, was: Requirement | None, asks: Requirement, *, decides_otherwise: bool) -> ItemMove:
    item, recorded = asks.item, _Recorded(assessment, asks.item.id)
    changed = was.changed(asks) if was is not None else ()
    if was is None:
        fate = Fate.LOOK_AGAIN if recorded.judged else Fate.NEW
    else:
        fate = Fate.LOOK_AGAIN if changed or decides_otherwise else Fate.KEPT
    parts, faults, idle = _lost(assessment, was.item, item) if was is not None else ((), (), ())
    return ItemMove(
        target=item.id,
        title=_title(item),
        fate=fate,
        changed=changed,
        is_recorded=recorded.anything,
        is_judged=recorded.judged,
        old_points=_points(was.item) if was is not None else None,
        new_points=_points(item),
        lost_parts=parts,
        lost_faults=faults,
        idle=idle,
    )


def _fallen(assessment: Assessment, was: Requirement) -> ItemMove:
    recorded = _Recorded(assessment, was.item.id)
    return ItemMove(
        target=was.item.id,
        title=_title(was.item),
        fate=Fate.FALLS_AWAY,
        is_recorded=recorded.anything,
        is_judged=recorded.judged,
        old_points=_points(was.item),
    )


class _Recorded:
    """What is recorded for an item."""

    def __init__(self, assessment: Assessment, target: str) -> None:
        finding = assessment.findings.get(target)
        ledger = assessment.observations_of(target)
        self.judged = bool((finding and finding.answers) or ledger)
        self.anything = self.judged or finding is not None or bool(assessment.evidence_of(target))


def _title(item: Indicator | Prerequisite) -> str:
    return f"{item.code} {item.title}"


def _points(item: Indicator | Prerequisite) -> Decimal | None:
    return item.max_score if isinstance(item, Indicator) else None


@dataclass(frozen=True, slots=True)
class _Place:
    """The item itself, or a part of its rule in any of its cases."""

    path: str
    title: str
    points: Decimal
    faults: Mapping[str, str]


def _places(item: Indicator | Prerequisite) -> Mapping[str, _Place]:
    found: dict[str, _Place] = {}
    for place in _walk(item.criterion, "", item.title, _points(item) or ZERO):
        known = found.get(place.path, place)
        found[place.path] = replace(known, points=max(known.points, place.points), faults={**known.faults, **place.faults})
    return found


def _walk(criterion: Criterion | None, path: str, title: str, points: Decimal) -> Iterator[_Place]:
    faults = criterion.faults if isinstance(criterion, (HardZero, NamedFaults)) else ()
    yield _Place(path, title, points, {fault.id: fault.title for fault in faults})
    if isinstance(criterion, HardZero):
        yield from _walk(criterion.base, path, title, points)
    elif isinstance(criterion, ByCondition):
        for case in criterion.cases:
            yield from _walk(case.criterion, path, title, points)
    elif isinstance(criterion, (SumOfParts, CappedSum, BestOf)):
        for part in criterion.parts:
            yield from _walk(part.criterion, f"{path}.{part.id}" if path else part.id, part.title, part.max_score)


Names = tuple[str, ...]


def _lost(assessment: Assessment, old: Indicator | Prerequisite, new: Indicator | Prerequisite) -> tuple[Names, Names, Names]:
    """Return the titles of parts and faults that are no more and for which something is recorded, and the ids of its observations."""
    before, after = _places(old), _places(new)
    finding, ledger = assessment.findings.get(new.id), assessment.observations_of(new.id)
    used = {*(finding.answers if finding else ()), *(seen.part for seen in ledger)}
    faults, idle = dict[str, str](), list[str]()
    for seen in ledger:
        was, now = before.get(seen.part), after.get(seen.part)
        if was is not None and seen.fault in was.faults and (now is None or seen.fault not in now.faults):
            faults[seen.fault] = was.faults[seen.fault]
            idle.append(seen.id)
        elif was is not None and now is None:
            idle.append(seen.id)
    parts = tuple(place.title for path, place in before.items() if path in used and path not in after)
    return parts, tuple(faults.values()), tuple(idle)


def _judgements(
    assessment: Assessment, old: Indicator | Prerequisite, new: Indicator | Prerequisite, policy: PointsPolicy, rounding: Rounding
) -> Iterator[JudgementMove]:
    finding = assessment.findings.get(new.id)
    if finding is None:
        return
    before, after = _places(old), _places(new)
    for path, answer in sorted(finding.answers.items()):
        was, now = before.get(path), after.get(path)
        if was is None or now is None or was.points == now.points:
            continue
        for assessor, given in sorted(answer.judgements.items()):
            moved = _moved(given.points, was.points, now.points, policy, rounding)
            yield JudgementMove(new.id, path, assessor, given.points, moved, was.points, now.points)


def _moved(points: Decimal, old_most: Decimal, new_most: Decimal, policy: PointsPolicy, rounding: Rounding) -> Decimal | None:
    match policy:
        case PointsPolicy.KEEP:
            return points
        case PointsPolicy.CLEAR:
            return None
        case PointsPolicy.SCALE if old_most:
            points = rounding.apply(Fraction(points) * Fraction(new_most) / Fraction(old_most))
    return min(points, new_most)


def _with_points(finding: Finding, moves: Sequence[JudgementMove]) -> Finding:
    answers = dict(finding.answers)
    for move in moves:
        answer = answers[move.part]
        judgements = {who: given for who, given in answer.judgements.items() if who != move.assessor}
        if move.new_points is not None:
            judgements[move.assessor] = Judgement(move.new_points, answer.judgements[move.assessor].reason)
        answers[move.part] = replace(answer, judgements=judgements)
        if answers[move.part] == Answer():
            del answers[move.part]
    return replace(finding, answers=answers)


def _facts(assessment: Assessment, old: Template, new: Template, before: Facts, after: Facts) -> Iterator[FactMove]:
    given = assessment.mine.facts
    titles = {(fact.id, option.id): option.title for fact in old.facts for option in fact.options}
    asked_before = {fact.id for fact in old.facts if asked(fact, before)}
    for fact in new.facts:
        fate = _fact_fate(fact, given, after, is_new=fact.id not in asked_before)
        if fate is not None:
            text = _text(given.get(fact.id))
            yield FactMove(fact.id, fact.title, fate, text, titles.get((fact.id, text), ""))
    known = {fact.id for fact in new.facts}
    for fact in old.facts:
        if fact.id not in known and is_given(fact.id, given):
            text = _text(given[fact.id])
            yield FactMove(fact.id, fact.title, FactFate.GONE, text, titles.get((fact.id, text), ""))


def _fact_fate(fact: FactDefinition, given: Facts, known: Facts, *, is_new: bool) -> FactFate | None:
    if fact.settled is not None:
        return FactFate.SETTLED if is_given(fact.id, given) and given[fact.id] != fact.settled else None
    if is_given(fact.id, given):
        return None if fits(fact, given[fact.id]) else FactFate.UNFIT
    return FactFate.NEW if is_new and asked(fact, known) else None


def _text(value: str | bool | None) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else value
