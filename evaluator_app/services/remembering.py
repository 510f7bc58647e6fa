# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A scorer for many assessments, which remembers the items that come again; what it has not seen, the one scorer scores.

An item scores the same wherever what can decide in its finding and ledger, the limits in force and the facts that its rule looks at
are the same. Which facts that are is not known beforehand: it is watched while the rule is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import count
from typing import Any, TypeVar, cast

from evaluator_app.domain.applicability import Facts
from evaluator_app.domain.assessment import Assessment, Finding, Mine, Profile
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.scoring import GroupScore, ItemScore, PrerequisiteResult, Scorer
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import Indicator, IndicatorGroup, Prerequisite, Template
from evaluator_app.domain.thresholds import Tables
from evaluator_app.services.wordless import ledger_key, wordless_finding, wordless_ledger
from evaluator_app.store import records

REMEMBERED = 20_000
"""Scores in each of two halves; the older half is forgotten when the newer is full."""
DAYS = 1_000
"""Days of a template whose limits are kept ready."""

Target = TypeVar("Target", bound=Indicator | Prerequisite)
Result = TypeVar("Result", bound=ItemScore | PrerequisiteResult)
Kept = TypeVar("Kept")
Key = tuple[object, ...]


class Memory:
    """The scores that were asked for lately, a bounded number."""

    def __init__(self, size: int = REMEMBERED) -> None:
        """Begin with none."""
        self._size = size
        self._newer: dict[Key, object] = {}
        self._older: dict[Key, object] = {}

    def __len__(self) -> int:
        return len(self._newer) + len(self._older)

    def recall(self, key: Key) -> object | None:
        """Return what was kept; None where nothing is."""
        found = self._newer.get(key)
        if found is None and (found := self._older.get(key)) is not None:
            self.keep(key, found)
        return found

    def keep(self, key: Key, score: Kept) -> Kept:
        """Keep a score; return it."""
        if len(self._newer) >= self._size:
            self._older, self._newer = self._newer, {}
        self._newer[key] = score
        return score


class WatchedFacts(Mapping[str, str | bool]):
    """The facts of a mine, noting which of them are looked at."""

    def __init__(self, given: Facts) -> None:
        """Begin with none looked at."""
        self._given = given
        self.seen: set[str] = set()
        self.is_searched = False
        """Whether all were looked at, so that no list of names says what was."""

    def get(self, fact: str, default: Any = None) -> Any:
        """Return a fact; the default where it is not known."""
        self.seen.add(fact)
        return self._given.get(fact, default)

    def __getitem__(self, fact: str) -> str | bool:
        self.seen.add(fact)
        return self._given[fact]

    def __iter__(self) -> Iterator[str]:
        self.is_searched = True
        return iter(self._given)

    def __len__(self) -> int:
        self.is_searched = True
        return len(self._given)


@dataclass(frozen=True, slots=True)
class Ground:
    """What scores rest on beside the assessment itself: a template, the limits in force, the kind of assessment."""

    number: int
    """Tells grounds apart."""
    kind: AssessmentKind
    tables: Tables
    looked_at: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """By identity of an item, the facts that its rule has ever looked at; grows as more is seen."""


class Rules:
    """A template with its grounds."""

    _numbers = count()

    def __init__(self, template: Template) -> None:
        """Make ready what all assessments by the template share."""
        self.template = template
        self.fact_titles = {fact.id: fact.title for fact in template.facts}
        self.targets = {item.id for item in template.indicators()} | {item.id for item in template.prerequisites}
        self._grounds: dict[Key, Ground] = {}
        self.ground: Callable[[date | None, AssessmentKind], Ground] = lru_cache(DAYS)(self._ground)

    def _ground(self, day: date | None, kind: AssessmentKind) -> Ground:
        """Return the ground of a day: the same for all days on which the same limits are in force."""
        tables = self.template.tables_by_id(day)
        rows = tuple(id(row) for table in tables.values() for row in table.rows)
        return self._grounds.setdefault((kind, rows), Ground(next(self._numbers), kind, tables))


@dataclass(frozen=True, slots=True)
class RememberingScorer(Scorer):
    """Scores one assessment for its points alone: what it says of reasons, ledgers and words is not this assessment's."""

    memory: Memory
    ground: Ground
    findings: Mapping[str, str]
    """The findings as they are stored, by target."""

    def item(self, indicator: Indicator) -> ItemScore:
        """Return the score of one item."""
        return self._recalled(indicator, self._item_of_these_points)

    def prerequisite(self, prerequisite: Prerequisite) -> PrerequisiteResult:
        """Return what was found for one prerequisite; where record forms are attached to it, scored for this assessment alone."""
        if any(record.target == prerequisite.id for record in self.assessment.form_records.values()):
            return self._unremembered(prerequisite)
        return self._recalled(prerequisite, Scorer.prerequisite)

    def summed(self, group: IndicatorGroup, groups: tuple[GroupScore, ...], items: tuple[ItemScore, ...]) -> GroupScore:
        """Return the score of a group: the same where its parts are the very same."""
        # What is remembered holds its parts, so that no other can take their identity.
        key = (self.ground.number, id(group), *map(id, groups), *map(id, items))
        known = self.memory.recall(key)
        return cast("GroupScore", known) if known is not None else self.memory.keep(key, Scorer.summed(self, group, groups, items))

    def _item_of_these_points(self, scorer: Scorer, indicator: Indicator) -> ItemScore:
        """Score an item; return the very one that has come to the same points before, so that groups are the same too."""
        item = Scorer.item(scorer, indicator)
        award = item.award
        points = (award.attainable, award.awarded, award.open, award.state, item.is_to_look_at_again)
        known = self.memory.recall(key := (self.ground.number, id(indicator), *points))
        return cast("ItemScore", known) if known is not None else self.memory.keep(key, item)

    def _recalled(self, target: Target, compute: Callable[[Scorer, Target], Result]) -> Result:
        body, ledger = self.findings.get(target.id), self.ledgers.get(target.id)
        decisive = (None if body is None else wordless_finding(body), None if ledger is None else ledger_key(ledger))
        known = self.memory.recall(self._key(target, decisive))
        return cast("Result", known) if known is not None else self._applied(target, compute, decisive)

    def _applied(self, target: Target, compute: Callable[[Scorer, Target], Result], decisive: tuple[str | None, Hashable]) -> Result:
        """Let the one scorer apply the rule, and remember the outcome with the facts that were looked at."""
        facts, body = WatchedFacts(self.facts), decisive[0]
        findings = {} if body is None else {target.id: read_finding(self.assessment.id, target.id, body)}
        ledger = self.ledgers.get(target.id)
        ledgers = {} if ledger is None else {target.id: wordless_ledger(ledger)}
        shown = Assessment("", Profile(self.assessment.profile.template, self.ground.kind), Mine("", facts=facts), findings=findings)
        result = compute(Scorer(self.template, shown, ledgers, facts, self.tables, self.fact_titles), target)
        if facts.is_searched:
            return result
        names = self.ground.looked_at.get(id(target), ())
        self.ground.looked_at[id(target)] = (*names, *sorted(facts.seen.difference(names)))
        return self.memory.keep(self._key(target, decisive), result)

    def _unremembered(self, prerequisite: Prerequisite) -> PrerequisiteResult:
        """Score a prerequisite with all that is recorded for it; what forms say rests on days, which no key holds."""
        body, name = self.findings.get(prerequisite.id), prerequisite.id
        findings = {} if body is None else {name: read_finding(self.assessment.id, name, body)}
        shown = replace(self.assessment, findings=findings)
        return Scorer(self.template, shown, self.ledgers, self.facts, self.tables, self.fact_titles).prerequisite(prerequisite)

    def _key(self, target: Target, decisive: tuple[str | None, Hashable]) -> Key:
        """Return all that a score rests on: what is fixed, what was recorded, and the facts that the rule looks at."""
        if names := self.ground.looked_at.get(id(target)):
            return (self.ground.number, id(target), decisive, *[self.facts.get(name) for name in names])
        return (self.ground.number, id(target), decisive)


def read_finding(assessment_id: str, target: str, body: str) -> Finding:
    """Read the stored text of a finding; UserFacingError naming it if it cannot be read."""
    return cast("Finding", records.read(assessment_id, RecordKind.FINDING, target, body))
