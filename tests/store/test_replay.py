# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Laws: what is loaded is what was made in memory; replaying the journal gives the records."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator_app.domain import changes
from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import (
    Answer,
    Assessment,
    Assessor,
    Evidence,
    Judgement,
    Mine,
    NotApplicable,
    Observation,
    Outcome,
    Profile,
    TemplateRef,
)
from evaluator_app.domain.canonical import canonical_bytes, digest
from evaluator_app.domain.changes import Change
from evaluator_app.domain.history import JournalLine, LineKind, UndoState
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import Template
from evaluator_app.store.database import open_store

TEMPLATE = Template("test/empty", "1", "测试", "空", ())
START = Assessment("a-1", Profile(TemplateRef(TEMPLATE.id, "1", digest(TEMPLATE))), Mine("矿"))
MOMENT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

Make = Callable[[Assessment], Change]
texts = st.text(st.characters(exclude_categories=["C"]), max_size=12)
targets = st.sampled_from(["zoning", "dust", "三级.1"])
ids = st.sampled_from(["x", "y"])
moments = st.none() | st.integers(0, 32_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
decimals = st.decimals(-1000, 1000, places=3)


@dataclass(frozen=True)
class Step:
    """One thing a person does: an act, or taking one back, or doing it again."""

    kind: LineKind
    make: Make | None = None
    continues: bool = False


def answers() -> st.SearchStrategy[Answer]:
    return st.builds(
        Answer,
        outcome=st.sampled_from(Outcome),
        values=st.dictionaries(ids, decimals, max_size=2),
        choices=st.dictionaries(ids, texts, max_size=2),
        judgements=st.dictionaries(ids, st.builds(Judgement, decimals, texts), max_size=1),
        not_applicable=st.none() | st.builds(NotApplicable, st.sampled_from(NotApplicableKind), texts),
        reason=texts,
    )


def acts() -> st.SearchStrategy[Make]:
    observations = st.builds(
        Observation, id=ids, target=targets, text=texts, place=texts, count=st.integers(1, 9), is_fault=st.booleans(), observed_at=moments
    )
    evidence = st.builds(
        Evidence, ids, texts, st.just("ab" * 32), st.integers(0, 10**9), st.just("image/jpeg"), st.just(("dust", "x")),
        caption=texts, latitude=st.none() | decimals, added_at=moments,
    )  # fmt: skip
    facts: st.SearchStrategy[Mapping[str, str | bool]] = st.dictionaries(ids, texts | st.booleans(), max_size=2)
    teams = st.dictionaries(ids, texts, max_size=2).map(lambda names: {key: Assessor(key, name) for key, name in names.items()})
    return st.one_of(
        st.builds(lambda t, p, x: lambda a: changes.record_answer(a, t, p, x), targets, st.sampled_from(["", "part.a"]), answers()),
        st.builds(lambda t, x: lambda a: changes.record_remark(a, t, x), targets, texts),
        st.builds(lambda x: lambda a: changes.record_observation(a, x), observations),
        st.builds(lambda x: lambda a: changes.attach_evidence(a, x), evidence),
        st.builds(lambda n, f: lambda a: changes.change_mine(a, Mine(n, facts=f)), texts, facts),
        st.builds(
            lambda d, n: lambda a: changes.change_profile(a, replace(a.profile, visit_from=d, note=n)), st.none() | st.dates(), texts
        ),
        st.builds(lambda x: lambda a: changes.change_team(a, x), teams),
        st.builds(lambda i: lambda a: changes.remove_observation(a, i) if i in a.observations else changes.record_remark(a, i, "-"), ids),
        st.just(lambda a: changes.change_status(a, AssessmentStatus.COMPLETED) if a.profile.status.is_open else reopen(a)),
    )


def reopen(assessment: Assessment) -> Change:
    return changes.change_status(assessment, AssessmentStatus.DRAFT)


def steps() -> st.SearchStrategy[list[Step]]:
    act = st.builds(Step, st.just(LineKind.ACT), acts(), st.booleans())
    return st.lists(st.one_of(act, act, st.just(Step(LineKind.UNDO)), st.just(Step(LineKind.REDO))), max_size=25)


def next_change(step: Step, assessment: Assessment, lines: list[JournalLine]) -> Change | None:
    state = UndoState(lines)
    if step.kind is LineKind.UNDO:
        return state.undoable[0].inverse() if state.undoable else None
    if step.kind is LineKind.REDO:
        return state.redoable[0] if state.redoable else None
    if not assessment.profile.status.is_open:
        return reopen(assessment)
    assert step.make is not None
    return step.make(assessment)


@settings(max_examples=60)
@given(steps())
def test_what_is_loaded_is_what_was_done_and_the_journal_replays_to_it(done: list[Step]) -> None:
    lines: list[JournalLine] = []
    memory = START
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_store(folder, now=lambda: MOMENT) as store:
            store.create(START, TEMPLATE, who="王工", at=MOMENT)
            for step in done:
                if (change := next_change(step, memory, lines)) is None:
                    continue
                after = change.apply(memory)
                lines.append(store.save("a-1", change, who="王工", at=MOMENT, kind=step.kind, continues=step.continues))
                memory = after
        with open_store(folder, now=lambda: MOMENT) as store:
            loaded, journal = store.load("a-1"), store.journal("a-1")
            assert store.check("a-1") == ()
    assert loaded == memory
    assert canonical_bytes(loaded) == canonical_bytes(memory)
    assert journal == tuple(lines)
    read, known = UndoState(journal), UndoState(lines)
    assert (read.undoable, read.redoable) == (known.undoable, known.redoable)
    replayed = START
    for line in journal:
        replayed = line.change.apply(replayed)
    assert replayed == loaded


def test_dates_and_times_come_back_as_they_were() -> None:
    with tempfile.TemporaryDirectory() as name, open_store(Path(name), now=lambda: MOMENT) as store:
        profile = replace(START.profile, visit_from=date(2026, 11, 2), opened_at=MOMENT)
        store.create(replace(START, profile=profile), TEMPLATE, who="王工", at=MOMENT)
        assert store.load("a-1").profile == profile


def test_a_job_beside_the_window_may_check(tmp_path: Path) -> None:
    with open_store(tmp_path, now=lambda: MOMENT) as store, ThreadPoolExecutor(1) as threads:
        store.create(START, TEMPLATE, who="王", at=MOMENT)
        assert threads.submit(store.check, START.id).result() == ()
