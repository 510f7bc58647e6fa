# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What still hinders completion, each with its place; the page of what is missing is made of this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.applicability import FactAtLeast, Facts, day_of, is_given
from evaluator_app.domain.assessment import Assessment, Observation, Outcome
from evaluator_app.domain.commenting import threads
from evaluator_app.domain.criteria.base import Award, InputKind, ScoreState
from evaluator_app.domain.entry import EntryPart, entry_parts, prerequisite_part
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.scope import left_out
from evaluator_app.domain.scoring import ItemScore, ScoreCard, changed_since, ledgers_of
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.signing_off import SignOffState, sign_off_states
from evaluator_app.domain.spread import spreads
from evaluator_app.domain.teamwork import ReviewState
from evaluator_app.domain.template import FactDefinition, FactKind, Indicator, Prerequisite, Template
from evaluator_app.domain.three_rates import objection

_WHOLE = Decimal(100)
"""Percent of which a rate seldom has more."""


class Severity(Enum):
    """Whether a problem hinders completion."""

    BLOCKS = "blocks"
    WARNS = "warns"
    HINTS = "hints"
    """Worth knowing; nothing has to be done."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is missing or does not fit."""

    code: str
    """Stable, such as ASM-101."""
    severity: Severity
    target: str
    """Id of the indicator or prerequisite; empty for the assessment as a whole."""
    sentence: Sentence


def problems(template: Template, assessment: Assessment, card: ScoreCard) -> tuple[Problem, ...]:
    """Return all that is missing: what blocks first, then what warns, each in the order of the template."""
    supported = assessment.supported()
    found = [*_frame(template, assessment), *_prerequisites(template, assessment, card, supported)]
    scores, tables, facts = card.items_by_id(), template.tables_by_id(assessment.day), template.facts_of(assessment.mine.facts)
    ledgers = ledgers_of(assessment.observations.values())
    for indicator in template.indicators():
        ledger = ledgers.get(indicator.id, ())
        found.extend(_item(indicator, assessment, ledger, scores[indicator.id], supported))
        parts = entry_parts(indicator, facts, tables)
        found.extend(_idle_faults(indicator, ledger, parts))
        found.extend(_faults_left_out(indicator, ledger, scores[indicator.id].award))
        found.extend(_odd_values(indicator, assessment, parts))
        found.extend(_calculations(indicator.id, assessment, parts))
    for prerequisite in template.prerequisites:
        found.extend(_calculations(prerequisite.id, assessment, (prerequisite_part(prerequisite, facts, tables),)))
    apart = spreads(template, assessment, card)
    found.extend(_blocks("ASM-141", spread.target, spread.sentence()) for spread in apart if spread.is_open)
    found.extend(_strangers(template, assessment))
    found.extend(_conflicts(assessment))
    skipped = left_out(template, assessment)
    found = [problem for problem in found if problem.target not in skipped]
    found.extend(_of_the_team(template, assessment))
    return tuple(sorted(found, key=lambda problem: problem.severity is Severity.WARNS))


def progress(card: ScoreCard) -> tuple[int, int]:
    """Return how many items are done and how many there are; what does not apply is done, what is to be looked at again is not."""
    items = list(card.items())
    return sum(1 for item in items if item.award.state is not ScoreState.NOT_ASSESSED and not item.is_to_look_at_again), len(items)


def asked(fact: FactDefinition, facts: Facts) -> bool:
    """Tell whether a fact is to be asked of a mine of which these facts are known; what is settled is not."""
    return fact.settled is None and (fact.asked_when is None or fact.asked_when.holds(facts) is not False)


def _frame(template: Template, assessment: Assessment) -> Iterator[Problem]:
    yield from _facts(template, assessment)
    if not assessment.team:
        yield _blocks("ASM-102", "", say("missing.team", "Nobody is named in the team"))
    elif not any(member.is_leader for member in assessment.team.values()):
        yield _blocks("ASM-103", "", say("missing.leader", "The team has no leader"))
    if assessment.profile.visit_from is None:
        yield _warns("ASM-104", "", say("missing.visit", "The dates of the visit are not given"))
    if not assessment.profile.organization:
        yield _blocks("ASM-105", "", say("missing.organization", "The firm that evaluates is not named"))
    yield from _fitness(template, assessment)


def _facts(template: Template, assessment: Assessment) -> Iterator[Problem]:
    given, known = assessment.mine.facts, template.facts_of(assessment.mine.facts)
    for fact in template.facts:
        if fact.settled is not None and given.get(fact.id, fact.settled) != fact.settled:
            yield _warns(
                "ASM-109",
                "",
                say("missing.fact_settled", "Settled by the template, so what was given does not count: {title}", title=fact.title),
            )
        if not asked(fact, known):
            continue
        if not is_given(fact.id, given):
            yield _blocks("ASM-101", "", say("missing.fact", "Fact of the mine not given: {title}", title=fact.title))
        elif not fits(fact, given[fact.id]):
            yield _blocks("ASM-106", "", say("missing.fact_fits", "This cannot be the answer to: {title}", title=fact.title))


def _fitness(template: Template, assessment: Assessment) -> Iterator[Problem]:
    """Say where the template is not made for this assessment, or newer rules are in force whose text is not on file."""
    if template.kinds and assessment.profile.kind not in template.kinds:
        yield _warns("ASM-107", "", say("missing.kind", "The template is not made for this kind of assessment"))
    for document in template.newer_on(assessment.day):
        named = " ".join(filter(None, (document.number, document.document)))
        yield _warns(
            "ASM-108", "", say("missing.newer", "In force, but its text is not on file and was not used: {document}", document=named)
        )


def _prerequisites(template: Template, assessment: Assessment, card: ScoreCard, supported: Set[str]) -> Iterator[Problem]:
    for prerequisite, result in zip(template.prerequisites, card.prerequisites, strict=True):
        if result.outcome is Outcome.NOT_APPLICABLE:
            continue
        if (finding := assessment.findings.get(result.id)) is not None and finding.look_again:
            yield _blocks("ASM-140", result.id, changed_since(finding))
            continue
        why = result.measured[0] if result.measured else say("missing.reason", "{reason}", reason=result.reason)
        if result.outcome is Outcome.NOT_ASSESSED:
            yield _blocks("ASM-111", result.id, say("missing.prerequisite", "Prerequisite not checked"))
        elif result.outcome is Outcome.PENDING:
            yield _blocks("ASM-112", result.id, say("missing.prerequisite_pending", "Prerequisite waits: {reason}", reason=why))
        elif result.outcome is Outcome.NOT_MET and not result.observations and not result.measured:
            yield _blocks("ASM-113", result.id, say("missing.prerequisite_words", "Prerequisite not met, but no observation says why"))
        if result.outcome is Outcome.MET and result.id not in supported:
            yield _warns("ASM-114", result.id, say("missing.evidence", "No evidence attached"))
        if result.outcome in (Outcome.MET, Outcome.NOT_MET):
            yield from _not_noted(prerequisite, assessment)


def _not_noted(prerequisite: Prerequisite, assessment: Assessment) -> Iterator[Problem]:
    noted = assessment.answer(prerequisite.id).choices
    for ask in prerequisite.asks:
        value = noted.get(ask.id, "").strip()
        if not value:
            yield _warns("ASM-115", prerequisite.id, say("missing.not_noted", "Not noted: {title}", title=ask.title))
        elif not fits(ask, _noted(ask, value)):
            yield _warns("ASM-116", prerequisite.id, say("missing.fact_fits", "This cannot be the answer to: {title}", title=ask.title))


def _noted(ask: FactDefinition, value: str) -> str | bool:
    """Return what was noted as the kind of answer that is asked for; it is kept as text."""
    return {"true": True, "false": False}.get(value, value) if ask.kind is FactKind.FLAG else value


def _item(
    indicator: Indicator, assessment: Assessment, ledger: Sequence[Observation], item: ItemScore, supported: Set[str]
) -> Iterator[Problem]:
    award = item.award
    yield from _open(item)
    if any(d.points and not d.observation and d.reason.code == "deduct.all" for d in award.deductions):
        yield _blocks("ASM-123", item.id, say("missing.words", "A verdict takes points, but no observation says where and what"))
    for observation in ledger:
        if not observation.text.strip() or not observation.place.strip():
            yield _blocks("ASM-125", item.id, say("missing.place_or_words", "An observation has no place or no words"))
        if observation.is_fault and indicator.needs_photo and observation.id not in supported:
            yield _warns("ASM-126", item.id, say("missing.photo", "No photo of: {text}", text=observation.text))
    outcome = assessment.answer(indicator.id).outcome
    if outcome is Outcome.MET and any(observation.is_fault for observation in ledger):
        yield _warns("ASM-127", item.id, say("missing.contradiction", "Marked as met, but the ledger has faults; the ledger counts"))
    if outcome is Outcome.NOT_APPLICABLE and indicator.id not in supported:
        yield _warns("ASM-128", item.id, say("missing.na_evidence", "Marked as not applicable without evidence"))
    for gap in award.gaps:
        yield _warns("ASM-129", item.id, gap)


def _open(item: ItemScore) -> Iterator[Problem]:
    if item.is_to_look_at_again:
        yield _blocks("ASM-140", item.id, item.award.reasons[0])
    elif item.award.state is ScoreState.NOT_ASSESSED:
        yield _blocks("ASM-121", item.id, _why_open(item.award))
    elif item.award.state is ScoreState.UNDETERMINED:
        yield _warns("ASM-122", item.id, say("missing.undetermined", "Undetermined: {reason}", reason=_why_open(item.award)))


def _idle_faults(indicator: Indicator, ledger: Sequence[Observation], parts: tuple[EntryPart, ...]) -> Iterator[Problem]:
    """Name the faults in the ledger that take no points because no rule looks for them where they stand."""
    takes = {part.path for part in parts if part.takes_faults}
    for observation in ledger:
        if observation.is_fault and observation.part not in takes:
            words = say("missing.idle_fault", "Takes no points where it stands in the ledger: {text}", text=observation.text)
            yield _blocks("ASM-131", indicator.id, words) if takes else _warns("ASM-132", indicator.id, words)


def _odd_values(indicator: Indicator, assessment: Assessment, parts: tuple[EntryPart, ...]) -> Iterator[Problem]:
    """Name values that can hardly be meant: they would earn or lose points all the same."""
    for part in parts:
        values = assessment.answer(indicator.id, part.path).values
        for field in part.inputs:
            value = values.get(field.name)
            if value is None:
                continue
            if field.kind is InputKind.COUNT and (value < ZERO or value != value.to_integral_value()):
                yield _blocks("ASM-134", indicator.id, say("missing.count", "{label}: {value} is no count", label=field.label, value=value))
            elif value < ZERO or (field.unit == "%" and value > _WHOLE):
                doubt = say("missing.odd_value", "{label}: is {value} {unit} right?", label=field.label, value=value, unit=field.unit)
                yield _warns("ASM-135", indicator.id, doubt)


def fits(fact: FactDefinition, value: str | bool) -> bool:
    """Tell whether a value can be the answer to a fact."""
    if fact.kind is FactKind.FLAG or isinstance(value, bool):
        return fact.kind is FactKind.FLAG and isinstance(value, bool)
    if fact.kind is FactKind.CHOICE:
        return value in {option.id for option in fact.options}
    if fact.kind is FactKind.DATE:
        return day_of(value) is not None
    return fact.kind is FactKind.TEXT or not FactAtLeast(fact.id, "0").facts_missing({fact.id: value})


def _calculations(target: str, assessment: Assessment, parts: tuple[EntryPart, ...]) -> Iterator[Problem]:
    """Name values that are not what they are said to have been computed as."""
    for part in parts:
        answer = assessment.answer(target, part.path)
        for field in part.inputs:
            calculation = answer.calculations.get(field.name)
            words = None if calculation is None else objection(calculation, answer.values.get(field.name), field.rate)
            if words is not None:
                yield _blocks("ASM-136", target, say("missing.calculation", "{label}: {words}", label=field.label, words=words))


def _faults_left_out(indicator: Indicator, ledger: Sequence[Observation], award: Award) -> Iterator[Problem]:
    """Say that faults were seen where nothing counts: a mark or a fact of the mine given late must not make them vanish."""
    left_out = set(_left_out(award, ""))
    seen = {observation.part for observation in ledger if observation.is_fault}
    if seen and ("" in left_out or seen & left_out):
        yield _blocks("ASM-133", indicator.id, say("missing.na_faults", "Counts as not applicable, but the ledger has faults"))


def _left_out(award: Award, path: str) -> Iterator[str]:
    """Yield the paths of what counts as not applicable; the empty one stands for the item."""
    if award.state is ScoreState.NOT_APPLICABLE:
        yield path
    for part in award.parts:
        yield from _left_out(part.award, part.path)


def _why_open(award: Award) -> Sentence:
    """Return why points are open, in the words of the part that leaves them so."""
    inner = next((part for part in award.parts if part.award.state is award.state), None)
    if inner is None:
        return award.reasons[0]
    return say("missing.in_part", "{part}: {reason}", part=inner.title, reason=_why_open(inner.award))


def _strangers(template: Template, assessment: Assessment) -> Iterator[Problem]:
    known = {indicator.id for indicator in template.indicators()} | {prerequisite.id for prerequisite in template.prerequisites}
    named = {*assessment.findings, *(observation.target for observation in assessment.observations.values())}
    for target in sorted(named - known):
        finding = assessment.findings.get(target)
        title = (finding.former_title if finding else "") or target
        yield _warns(
            "ASM-130", target, say("missing.stranger", "Recorded for an item that the template does not have: {target}", target=title)
        )


def _conflicts(assessment: Assessment) -> Iterator[Problem]:
    for _key, conflict in sorted(assessment.conflicts.items()):
        if conflict.closing is None:
            names = "、".join(each.who for each in conflict.statements)
            apart = say("missing.conflict", "Said differently by {names}, apart from each other; the leader has to decide", names=names)
            yield _blocks("ASM-146", conflict.target, apart)


def _of_the_team(template: Template, assessment: Assessment) -> Iterator[Problem]:
    """Name what colleagues still want of each other. No rule asks for a review, so none of it hinders completion."""
    for review in sorted(assessment.reviews.values(), key=lambda review: review.target):
        if review.state is ReviewState.CHANGES_REQUESTED:
            asked = say("missing.changes_requested", "{name} asks for changes: {words}", name=review.reviewer, words=review.words)
            yield _warns("ASM-142", review.target, asked)
        elif review.state is ReviewState.REOPENED:
            yield _warns("ASM-143", review.target, say("missing.reopened", "Was accepted, and has been edited or opened again since"))
    for thread in threads(assessment):
        if thread.is_open:
            words = say("missing.comment", "Open comment of {name}: {text}", name=thread.first.by, text=thread.first.text)
            yield _warns("ASM-144", thread.first.target, words)
    for name, state in sign_off_states(template, assessment).items():
        if state is SignOffState.EDITED_SINCE:
            signed = assessment.sign_offs[name]
            item = signed.target if any(each.id == signed.target for each in template.indicators()) else ""
            yield _warns("ASM-145", item, say("missing.sign_off", "Edited since {name} signed it off", name=signed.by))


def _blocks(code: str, target: str, sentence: Sentence) -> Problem:
    return Problem(code, Severity.BLOCKS, target, sentence)


def _warns(code: str, target: str, sentence: Sentence) -> Problem:
    return Problem(code, Severity.WARNS, target, sentence)
