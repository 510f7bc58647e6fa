# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""This assessment beside the round before it, item by item: what it had then, what it has now, and why that differs.

All that is said of then is carried along in the assessment, so it can be told without the other one, also from a report alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from evaluator_app.domain.applicability import day_of
from evaluator_app.domain.assessment import Assessment, Observation, Outcome, ledger_order
from evaluator_app.domain.item_states import items_of, outcome_words
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.requirements import Requirement, requirements
from evaluator_app.domain.rounds import EarlierFault, EarlierRound, EarlierState, ReplacedItem
from evaluator_app.domain.scope import left_out
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import FactKind, Template
from evaluator_app.domain.terms import term

_YES, _NO, _NOTHING = say("beside.yes", "yes"), say("beside.no", "no"), say("beside.nothing", "–")
_GONE = (EarlierState.MENDED, EarlierState.NO_LONGER_THERE)


@dataclass(frozen=True, slots=True)
class ItemBeside:
    """One item or prerequisite, then and now."""

    target: str
    title: str
    before: ReplacedItem | None
    """None for one that the round before did not have."""
    now: ReplacedItem | None
    """None for one that the rules in use no longer have, or that is left out of a partial assessment."""
    is_left_out: bool = False
    """Whether this assessment does not look at it."""
    faults_then: tuple[EarlierFault, ...] = ()
    faults_now: tuple[Observation, ...] = ()
    reasons: tuple[Sentence, ...] = ()
    """What differs and why; empty where nothing does."""

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is recorded for it yet, neither a verdict nor what became of a fault of then."""
        now = self.now
        is_blank = now is not None and not now.records_sha256 and (bool(now.open) or now.outcome == Outcome.NOT_ASSESSED.value)
        return is_blank and all(fault.state is EarlierState.NOT_LOOKED_AT for fault in self.faults_then)

    @property
    def difference(self) -> Decimal | None:
        """Points now above those of then; None where they cannot be held against each other: open, gone, new, worth otherwise."""
        before, now = self.before, self.now
        if before is None or now is None or before.points is None or now.points is None:
            return None
        if before.open or now.open or (before.attainable is not None and before.attainable != now.attainable):
            return None
        return now.points - before.points


@dataclass(frozen=True, slots=True)
class RoundBeside:
    """All of it."""

    earlier: EarlierRound
    items: tuple[ItemBeside, ...]
    """In the order of the template, what is gone last."""
    frame: tuple[Sentence, ...]
    """What differs beside the items: edition, facts of the mine; verdict and total once all has been looked at."""
    is_partial: bool
    """Whether this assessment leaves anything out, so that there is no total to hold against."""

    @property
    def changed(self) -> tuple[ItemBeside, ...]:
        """The items that differ; what is left out, or still waits to be looked at, does not."""
        return tuple(item for item in self.items if item.reasons and not item.is_left_out and not item.is_waiting)

    @property
    def waiting(self) -> int:
        """How many items still wait to be looked at."""
        return sum(item.is_waiting for item in self.items)

    @property
    def looked_at(self) -> tuple[ItemBeside, ...]:
        """The items that this assessment looks at."""
        return tuple(item for item in self.items if item.now is not None)


def beside(template: Template, assessment: Assessment, card: ScoreCard, rating: Rating) -> RoundBeside | None:
    """Return this assessment beside the round before; None where it starts from nothing, or nothing is known of that but its faults."""
    earlier = assessment.profile.earlier
    if earlier is None:
        return None
    before, now = assessment.earlier_items, items_of(assessment, card, template)
    asks, skipped = requirements(template), left_out(template, assessment)
    facts = _changed_facts(template, assessment, earlier)
    then: dict[str, list[EarlierFault]] = {}
    for _name, fault in sorted(assessment.earlier.items()):
        then.setdefault(fault.target, []).append(fault)
    faults: dict[str, list[Observation]] = {}
    for seen in sorted(assessment.observations.values(), key=ledger_order):
        if seen.is_fault:
            faults.setdefault(seen.target, []).append(seen)
    items = []
    for target in dict.fromkeys((*now, *before)):
        was, is_now = before.get(target), now.get(target)
        sides = ItemBeside(
            target,
            (is_now or was or ReplacedItem(target, target)).title,
            was,
            None if target in skipped else is_now,
            target in skipped,
            tuple(then.get(target, ())),
            tuple(faults.get(target, ())),
        )
        reasons = () if sides.is_left_out else tuple(_reasons(sides, asks.get(target), facts))
        items.append(replace(sides, reasons=reasons))
    is_done = not skipped and not any(item.is_waiting for item in items)
    frame = tuple(_frame(template, earlier, rating, facts, is_done=is_done))
    return RoundBeside(earlier, tuple(items), frame, bool(skipped))


def _reasons(item: ItemBeside, asks: Requirement | None, facts: Mapping[str, Sentence]) -> Iterator[Sentence]:
    before, now = item.before, item.now
    if before is None:
        yield say("beside.new", "It is new: the rules of the round before did not have it.")
        return
    if now is None:
        yield say("beside.gone", "The rules in use no longer have it.")
        return
    if before.outcome != now.outcome:
        yield say(
            "beside.outcome", "Verdict: {before} then, {now} now.", before=outcome_words(before.outcome), now=outcome_words(now.outcome)
        )
    if before.attainable is not None and before.attainable != now.attainable:
        yield say(
            "beside.attainable", "Points to be had: {before} then, {now} now.", before=before.attainable, now=now.attainable or Decimal(0)
        )
    if before.points is not None and now.points is not None and before.points != now.points:
        yield say("beside.points", "Points: {before} then, {now} now.", before=before.points, now=now.points)
    if before.open != now.open:
        yield say("beside.open", "Points that are open: {before} then, {now} now.", before=before.open, now=now.open)
    if before.rule_sha256 and now.rule_sha256 and before.rule_sha256 != now.rule_sha256:
        yield say("beside.rule", "The rules ask otherwise here than they did.")
    yield from (facts[name] for name in sorted(asks.facts if asks else ()) if name in facts)
    yield from _ledger(item)


def _ledger(item: ItemBeside) -> Iterator[Sentence]:
    """Say what became of the faults of then, and how many there are now."""
    then = item.faults_then
    if then:
        mended = sum(fault.state in _GONE for fault in then)
        unseen = sum(fault.state is EarlierState.NOT_LOOKED_AT for fault in then)
        yield say(
            "beside.faults_then",
            "Faults of then: {all}; mended or gone {mended}, still there {left}, not looked at {unseen}.",
            all=len(then),
            mended=mended,
            left=len(then) - mended - unseen,
            unseen=unseen,
        )
    if item.faults_now:
        yield say("beside.faults_now", "Faults in the ledger of now: {count}.", count=len(item.faults_now))


def _changed_facts(template: Template, assessment: Assessment, earlier: EarlierRound) -> Mapping[str, Sentence]:
    """Return in a sentence each fact of the mine that is not what it was, by id, in the order of the template."""
    now = assessment.mine.facts
    titles = {fact.id: fact.title for fact in template.facts}
    return {
        name: say(
            "beside.fact",
            "{title}: {before} then, {now} now.",
            title=titles[name],
            before=_fact(template, name, earlier.facts.get(name)),
            now=_fact(template, name, now.get(name)),
        )
        for name in titles
        if earlier.facts.get(name) != now.get(name)
    }


def _fact(template: Template, name: str, value: str | bool | None) -> Sentence:
    if isinstance(value, bool):
        return _YES if value else _NO
    if not value:
        return _NOTHING
    fact = next(each for each in template.facts if each.id == name)
    shown = next((option.title for option in fact.options if option.id == value), value)
    if fact.kind is FactKind.DATE and (day := day_of(value)):
        shown = str(day)
    return say("beside.value", "{value}", value=f"{shown} {fact.unit}".strip())


def _frame(
    template: Template, earlier: EarlierRound, rating: Rating, facts: Mapping[str, Sentence], *, is_done: bool
) -> Iterator[Sentence]:
    if (earlier.template, earlier.edition) != (template.id, template.edition):
        yield say(
            "beside.edition",
            "Made by {title}, edition {edition}; this one by {now_title}, edition {now}.",
            title=earlier.template_title or earlier.template,
            edition=earlier.edition,
            now_title=template.title,
            now=template.edition,
        )
    yield from facts.values()
    if not is_done:
        return
    if earlier.verdict is not None and earlier.verdict is not rating.verdict:
        yield say("beside.verdict", "The verdict was “{before}” and is “{now}”.", before=term(earlier.verdict), now=term(rating.verdict))
    if earlier.points is not None and earlier.points != rating.total.secured:
        yield say("beside.total", "Points that are certain: {before} then, {now} now.", before=earlier.points, now=rating.total.secured)
