# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Every stored assessment scored anew, by however many processes, and whether the copy that lists show still agrees.

Reads beside whoever works in the workspace and changes nothing. One assessment that cannot be read is named and stops no other.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import Enum
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from evaluator_app.domain.assessment import Assessment, Mine, Observation, Profile
from evaluator_app.domain.completeness import progress
from evaluator_app.domain.exact import EXACT
from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.rating import Rating, rate
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.scoring import ScoreCard, ledgers_of
from evaluator_app.domain.status import Verdict
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import current_language, set_language
from evaluator_app.services.remembering import Memory, RememberingScorer, Rules, read_finding
from evaluator_app.store import records
from evaluator_app.store.bulk import IdRange, Reader, StoredAssessment, open_reader

AT_A_TIME = 100
"""Assessments that are read, scored and handed over together."""
AHEAD = 3
"""Such lots that are given to each process before its first has come back."""
TEMPLATES = 64
"""Templates that are kept ready."""
SELDOM = 100_000
"""New objects between two searches for what refers to itself."""
_FINDING = RecordKind.FINDING.value


class Agreement(Enum):
    """How the copy that lists show stands to the score."""

    AGREES = "agrees"
    DIFFERS = "differs"
    OUTDATED = "outdated"
    """Not computed since the last act; lists know it and compute it again."""


@dataclass(frozen=True, slots=True)
class Rescored:
    """What an assessment comes to."""

    id: str
    mine: str
    template: str
    """Digest of the template."""
    secured: Decimal
    reachable: Decimal
    verdict: Verdict
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An assessment that could not be scored, and why."""

    id: str
    mine: str
    code: str
    message: str


def rescore_all(folder: Path, processes: int = 1) -> Iterator[Rescored | Unreadable]:
    """Yield what each assessment of a workspace comes to, in the order of their ids, while they are read.

    UserFacingError if the workspace itself cannot be read.
    """
    with open_reader(folder) as reader:
        lots = reader.ranges(AT_A_TIME)
        if processes > 1:
            yield from _in_processes(folder, lots, processes)
            return
        rescorer = Rescorer(reader)
        for ids in lots:
            yield from rescorer.rescore(ids)


def _in_processes(folder: Path, lots: Iterator[IdRange], processes: int) -> Iterator[Rescored | Unreadable]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    at_work: deque[Future[tuple[Rescored | Unreadable, ...]]] = deque()
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))  # the one way that every system has
    try:
        while True:
            new = islice(lots, AHEAD * processes - len(at_work))
            at_work.extend(pool.submit(_rescore, folder, current_language(), ids) for ids in new)
            if not at_work:
                return
            yield from at_work.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _rescore(folder: Path, language: str, ids: IdRange) -> tuple[Rescored | Unreadable, ...]:
    set_language(language)
    return _rescorer(folder).rescore(ids)


@cache
def _rescorer(folder: Path) -> Rescorer:
    """Return the rescorer of this process, which remembers from one lot to the next."""
    gc.set_threshold(SELDOM)  # nothing here refers to itself, and each search looks through all that is remembered
    return Rescorer(open_reader(folder))


class Rescorer:
    """Scores the assessments that a reader gives."""

    def __init__(self, reader: Reader, memory: Memory | None = None) -> None:
        """Begin with nothing remembered."""
        self._reader = reader
        self._memory = Memory() if memory is None else memory
        self._rules: Callable[[str], Rules] = lru_cache(TEMPLATES)(lambda digest: Rules(reader.template(digest)))

    def rescore(self, ids: IdRange) -> tuple[Rescored | Unreadable, ...]:
        """Return what some assessments come to; where the database is damaged, what comes of each by itself."""
        try:
            stored = self._reader.read(ids)
        except UserFacingError:
            if len(ids.ids) == 1:
                error = records.unreadable(ids.first, "–")
                return (Unreadable(ids.first, "", error.code, error.message),)
            return tuple(outcome for one in ids.ids for outcome in self.rescore(IdRange(one, one, (one,))))
        return tuple(self._rescored(assessment) for assessment in stored)

    def _rescored(self, stored: StoredAssessment) -> Rescored | Unreadable:
        try:
            read = _read(stored)
            card, rating = self.score(read)
        except UserFacingError as error:
            return Unreadable(stored.id, stored.mine, error.code, error.message)
        total = rating.total
        state = _agreement(stored, (*progress(card), rating.verdict.value, total.secured, total.reachable))
        return Rescored(stored.id, read.mine.name, read.profile.template.digest, total.secured, total.reachable, rating.verdict, state)

    def score(self, read: ReadAssessment) -> tuple[ScoreCard, Rating]:
        """Return points and verdict as scoring and rating the assessment give them; the words are those of others."""
        profile = read.profile
        rules = self._rules(profile.template.digest)
        for target in read.findings.keys() - rules.targets:  # what is recorded for no item has to be readable as well
            read_finding(read.id, target, read.findings[target])
        begun = Assessment(read.id, profile, read.mine, forms=read.forms, form_records=read.form_records)
        ground = rules.ground(begun.day, profile.kind)
        facts, ledgers = rules.template.facts_of(read.mine.facts), ledgers_of(read.observations)
        with localcontext(EXACT):
            card = RememberingScorer(
                rules.template, begun, ledgers, facts, ground.tables, rules.fact_titles, self._memory, ground, read.findings
            ).card()
        return card, rate(card, rules.template)


@dataclass(frozen=True, slots=True)
class ReadAssessment:
    """An assessment as far as its score rests on it."""

    id: str
    profile: Profile
    mine: Mine
    findings: Mapping[str, str]
    """By target, as they are stored: few of them have to be read."""
    observations: tuple[Observation, ...]
    forms: Mapping[str, FormDefinition] = field(default_factory=dict)
    form_records: Mapping[str, FormRecord] = field(default_factory=dict)


def _read(stored: StoredAssessment) -> ReadAssessment:
    """Read the records that are read in any case; UserFacingError naming the first that cannot be."""
    findings: dict[str, str] = {}
    observations: list[Observation] = []
    forms: dict[str, FormDefinition] = {}
    form_records: dict[str, FormRecord] = {}
    profile: Profile | None = None
    mine: Mine | None = None
    for _owner, kind, key, body in stored.rows:
        if kind == _FINDING:
            findings[key] = body
            continue
        match records.read(stored.id, records.kind_of(stored.id, kind, key), key, body):
            case Observation() as seen:
                observations.append(seen)
            case FormRecord() as filled:
                form_records[key] = filled
            case FormDefinition() as definition:
                forms[key] = definition
            case Profile() as read:
                profile = read
            case Mine() as read:
                mine = read
    if profile is None or mine is None:
        raise records.unreadable(stored.id, (RecordKind.PROFILE if profile is None else RecordKind.MINE).value)
    return ReadAssessment(stored.id, profile, mine, findings, tuple(observations), forms, form_records)


def _agreement(stored: StoredAssessment, computed: tuple[int, int, str, Decimal, Decimal]) -> Agreement:
    if not stored.is_current:
        return Agreement.OUTDATED
    copy = stored.computed
    shown = None if copy is None else (copy.done, copy.items, copy.verdict, copy.secured, copy.reachable)
    return Agreement.AGREES if shown == computed else Agreement.DIFFERS
