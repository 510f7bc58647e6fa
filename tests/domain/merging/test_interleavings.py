# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Three people edit, undo, export, merge and close conflicts in any order: no act is lost and no copy goes its own way.

EVALUATOR_INTERLEAVINGS sets how many runs are tried; the figure for 100,000 stands in docs/benchmarks.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from evaluator_app.domain import changes
from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import Assessment, Assessor, Consensus, Judgement, NotApplicable, Outcome
from evaluator_app.domain.assigning import assign
from evaluator_app.domain.changes import Act, Change, Edit, change_records
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.mending import Rectification
from evaluator_app.domain.merging.acts import SharedAct
from evaluator_app.domain.merging.conflicts import open_conflicts
from evaluator_app.domain.merging.folding import changed_parts
from evaluator_app.domain.merging.parts import Slot, slot_of, value_of
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.records import Record, RecordKind
from evaluator_app.domain.teamwork import AssignmentScope, Comment, Review, ReviewState
from tests.domain.acts import EARLIER, OBSERVATION, PHOTO, fresh
from tests.domain.merging.laptops import Laptop, exchange, team

D = Decimal
RUNS = int(os.environ.get("EVALUATOR_INTERLEAVINGS", "150"))
NAMES = ("张工", "王工", "张工")
"""The first and the last laptop belong to the same person."""
ORIGIN = changes.attach_evidence(changes.record_observation(fresh(), OBSERVATION).apply(fresh()), PHOTO)
BEGUN = ORIGIN.apply(changes.record_observation(fresh(), OBSERVATION).apply(fresh()))


def _reviewed(a: Assessment, who: str, state: ReviewState) -> Change:
    return change_records(a, Act.REVIEW_ITEM, RecordKind.REVIEW, {"1.1": Review("1.1", state, "李工", who)}, "1.1")


def _observed(a: Assessment, number: int, text: str) -> Change:
    return changes.record_observation(a, replace(OBSERVATION, id=f"o{number}", text=text))


def _removed(a: Assessment, number: int) -> Change:
    key = sorted(a.observations)[number % len(a.observations)] if a.observations else ""
    return changes.remove_observation(a, key) if key else Change(Act.REMOVE_OBSERVATION, ())


def _filed(a: Assessment, target: str) -> Change:
    photo = a.evidence.get("e1")
    targets = tuple(sorted({*photo.targets, target})) if photo else ()
    return changes.attach_evidence(a, replace(photo, targets=targets)) if photo else Change(Act.EDIT_EVIDENCE, ())


def _detached(a: Assessment) -> Change:
    return changes.detach_evidence(a, "e1") if "e1" in a.evidence else Change(Act.DETACH_EVIDENCE, ())


def _one(a: Assessment, act: Act, kind: RecordKind, key: str, record: Record | None) -> Change:
    return change_records(a, act, kind, {key: record})


def _mended(a: Assessment, key: str, report: str) -> Change:
    return _one(a, Act.FOLLOW_MENDING, RecordKind.RECTIFICATION, key, Rectification(key, "1.1", "清扫", report=report))


def _moved(a: Assessment, number: int) -> Change:
    new = replace(a.profile, template=replace(a.profile.template, edition=f"{2030 + number}"), moved_from=(a.profile.template,))
    judged = [finding for finding in a.findings.values() if finding.answers] if number % 2 else []
    edits = tuple(Edit(RecordKind.FINDING, each.target, each, replace(each, look_again="2026")) for each in judged)
    return Change(Act.MOVE_TEMPLATE, (Edit(RecordKind.PROFILE, "", a.profile, new), *edits))


ACTS: Sequence[Callable[[Assessment, str, int], Change]] = (
    lambda a, _who, n: changes.record_outcome(a, "1.1", (Outcome.MET, Outcome.NOT_MET, Outcome.PENDING)[n % 3]),
    lambda a, _who, n: changes.record_outcome(a, "1.2", (Outcome.MET, Outcome.NOT_MET)[n % 2], reason=("", "待查")[n % 2]),
    lambda a, _who, _n: changes.mark_not_applicable(a, "1.2", NotApplicable(NotApplicableKind.EXCLUDED, "无此工序")),
    lambda a, who, n: changes.record_judgement(a, "1.1", who, Judgement(D(n)) if n else None),
    lambda a, _who, n: changes.close_spread(a, "1.1", Consensus("取中间值", "z") if n else None),
    lambda a, _who, n: changes.record_remark(a, "1.1", f"备注{n}"),
    lambda a, who, n: _observed(a, n, f"{who}{n}"),
    lambda a, _who, n: _observed(a, n, "同样的话"),
    lambda a, _who, n: _removed(a, n),
    lambda a, _who, n: _filed(a, ("1.1", "1.2", "o1", "o2")[n % 4]),
    lambda a, _who, _n: _detached(a),
    lambda a, who, n: changes.attach_evidence(a, replace(PHOTO, id=f"{who}{len(a.evidence)}", targets=(f"o{n}",))),
    lambda a, _who, n: changes.change_mine(a, replace(a.mine, operator=f"集团{n}")),
    lambda a, _who, n: changes.change_profile(a, replace(a.profile, client=f"委托{n}")),
    lambda a, _who, n: changes.change_team(a, {**a.team, f"m{n}": Assessor(f"m{n}", "李工", is_leader=bool(n % 2))}),
    lambda a, who, n: change_records(a, Act.COMMENT, RecordKind.COMMENT, {f"{who}{n}": Comment(f"{who}{n}", "1.1", "看", who)}, "1.1"),
    lambda a, who, _n: _reviewed(a, who, ReviewState.ACCEPTED),
    lambda a, who, _n: _reviewed(a, who, ReviewState.REOPENED),
    lambda a, who, n: _reviewed(a, who, (ReviewState.SUBMITTED, ReviewState.CHANGES_REQUESTED)[n % 2]),
    lambda a, who, n: assign(a, AssignmentScope.ITEM, ["1.1"], assessor=f"{who}{n}"),
    lambda a, who, n: _mended(a, f"r{n % 2}", f"{who}{n}"),
    lambda a, who, n: _one(a, Act.FILL_FORM, RecordKind.FORM_RECORD, f"f{n % 2}", FormRecord(f"f{n % 2}", "noise@1", who)),
    lambda a, who, n: _one(a, Act.VERIFY_EARLIER, RecordKind.EARLIER_FAULT, "x", replace(EARLIER, words=who if n else "")),
    lambda a, who, n: _one(a, Act.CHANGE_PLACES, RecordKind.PLACE, "p", Place("p", f"{who}{n}", "矿区") if n else None),
    lambda a, _who, n: _moved(a, n),
)


def touches(act: Callable[[Assessment, str, int], Change], laptop: Laptop, number: int, slot: Slot) -> bool:
    """Tell whether an act would say something of a part of a record."""
    edits = act(laptop.assessment, laptop.who, number).edits
    return any((edit.kind, edit.key) == (slot.kind, slot.key) and slot.part in changed_parts(edit) for edit in edits)


laptops = st.integers(0, len(NAMES) - 1)
work = st.lists(st.tuples(st.integers(0, len(ACTS) - 1), st.integers(0, 3)), min_size=1, max_size=4)


class Interleavings(RuleBasedStateMachine):
    """Any order of edits, undoing, exports, merges and closings."""

    def __init__(self) -> None:
        super().__init__()
        self.laptops: list[Laptop] = team(BEGUN, *NAMES)
        self.packages: list[tuple[SharedAct, ...]] = []

    @initialize(days=st.tuples(*(work for _name in NAMES)))
    def work_apart(self, days: tuple[list[tuple[int, int]], ...]) -> None:
        for who, acts in enumerate(days):
            self.edit(who, acts)
        self.hand_over((0, 1))

    @rule(who=laptops, acts=work)
    def edit(self, who: int, acts: list[tuple[int, int]]) -> None:
        laptop = self.laptops[who]
        for act, number in acts:
            laptop.do(ACTS[act](laptop.assessment, laptop.who, number))
        laptop.check()

    @rule(who=laptops, steps=st.lists(st.booleans(), min_size=1, max_size=4))
    def take_back(self, who: int, steps: list[bool]) -> None:
        laptop = self.laptops[who]
        for is_redo in steps:
            laptop.redo() if is_redo else laptop.undo()
        laptop.check()

    @rule(who=laptops)
    def export(self, who: int) -> None:
        self.packages.append(self.laptops[who].export())

    @precondition(lambda self: self.packages)
    @rule(who=laptops, package=st.integers(0, 5))
    def merge(self, who: int, package: int) -> None:
        self.laptops[who].take(self.packages[package % len(self.packages)])
        self.laptops[who].check()

    @rule(order=st.permutations(range(len(NAMES))).map(tuple))
    def hand_over(self, order: tuple[int, ...]) -> None:
        for giver, taker in pairwise(order):
            self.laptops[taker].take(self.laptops[giver].export())
            self.laptops[taker].check()

    @precondition(lambda self: any(open_conflicts(laptop.assessment) for laptop in self.laptops))
    @rule(which=st.integers(0, 5), statement=st.integers(0, 1))
    def close(self, which: int, statement: int) -> None:
        in_question = [laptop for laptop in self.laptops if open_conflicts(laptop.assessment)]
        laptop = in_question[which % len(in_question)]
        conflict = open_conflicts(laptop.assessment)[0]
        laptop.close(conflict.key, value_of(slot_of(conflict.key), conflict.statements[statement].value))
        assert conflict.key not in {each.key for each in open_conflicts(laptop.assessment)}
        laptop.check()

    @precondition(lambda self: any(open_conflicts(laptop.assessment) for laptop in self.laptops))
    @rule(which=st.integers(0, 5), number=st.integers(0, 3))
    def say_something_else(self, which: int, number: int) -> None:
        """Whoever took part in a conflict says something else of the same part."""
        in_question = [laptop for laptop in self.laptops if open_conflicts(laptop.assessment)]
        laptop = in_question[which % len(in_question)]
        slot = slot_of(open_conflicts(laptop.assessment)[0].key)
        act = next((each for each in ACTS if touches(each, laptop, number, slot)), None)
        if act is not None:
            laptop.do(act(laptop.assessment, laptop.who, number))
            laptop.check()

    def teardown(self) -> None:
        everything = {name for laptop in self.laptops for name in laptop.known.acts}
        exchange(self.laptops)
        assert len({laptop.bytes for laptop in self.laptops}) == 1
        for laptop in self.laptops:
            laptop.check()
            assert everything <= laptop.known.acts.keys()


Interleavings.TestCase.settings = settings(
    max_examples=RUNS, stateful_step_count=14, deadline=None, suppress_health_check=(HealthCheck.too_slow, HealthCheck.filter_too_much)
)
TestInterleavings = Interleavings.TestCase
