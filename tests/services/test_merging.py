# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Merging in real workspaces: saved as one act, undone, taken again; conflicts are closed by the leader alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessor, Mine, Outcome
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.changes import Act
from evaluator_app.domain.merging.conflicts import open_conflicts
from evaluator_app.errors import UserFacingError
from evaluator_app.services import merging
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.workspace import NewAssessment, Workspace
from tests.builders import a_template

TEMPLATE = a_template().with_item("1.1", 5).with_item("1.2", 5).build()
TEAM = (Assessor("z", "张工", is_leader=True), Assessor("w", "王工"))
NOTE = json.dumps({"author": "王工"}, ensure_ascii=False)


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[tuple[OpenAssessment, OpenAssessment]]:
    """Begin an assessment on the laptop of the leader and give it to that of a member."""
    with ExitStack() as stack:
        mine, theirs = (stack.enter_context(Workspace(tmp_path / who, who=who)) for who in ("张工", "王工"))
        begun = mine.begin(NewAssessment(TEMPLATE, Mine("青山石灰石矿"), team=TEAM))
        theirs.store.create(begun.origin(), TEMPLATE, who="张工", at=mine.now())
        yield begun, theirs.open_assessment(begun.assessment.id)


def taken(here: OpenAssessment, there: OpenAssessment) -> merging.Prepared:
    prepared = merging.prepare(here, there.known().acts.values())
    merging.take(here, prepared, NOTE)
    return prepared


def judged(opened: OpenAssessment, outcome: Outcome, target: str = "1.1") -> None:
    opened.do(changes.record_outcome(opened.assessment, target, outcome))


def test_a_merge_is_one_act_that_is_there_when_it_is_opened_again(laptops: tuple[OpenAssessment, OpenAssessment]) -> None:
    zhang, wang = laptops
    judged(wang, Outcome.MET)
    judged(wang, Outcome.NOT_MET, "1.2")
    prepared = taken(zhang, wang)
    assert [line.act for line in zhang.journal] == [Act.MERGE_PACKAGE]
    assert digest(zhang.assessment) == digest(wang.assessment)
    assert zhang.card == wang.card
    again = OpenAssessment(
        zhang._store, zhang.files, zhang.assessment.id, who="张工", now=zhang.now, new_id=zhang.new_id, approvals=zhang._approvals
    )
    again.require_records()
    assert merging.receipt_of(again) == prepared.receipt == merging.receipt_of(wang)


def test_a_merge_is_taken_back_by_undo_and_taken_again(laptops: tuple[OpenAssessment, OpenAssessment]) -> None:
    zhang, wang = laptops
    judged(wang, Outcome.MET)
    before = digest(zhang.assessment)
    taken(zhang, wang)
    zhang.undo()
    assert digest(zhang.assessment) == before
    assert zhang.redo() is None
    taken(zhang, wang)
    assert merging.receipt_of(zhang).code == merging.receipt_of(wang).code


def test_a_package_that_brings_nothing_new_here_is_known_all_the_same(laptops: tuple[OpenAssessment, OpenAssessment]) -> None:
    zhang, wang = laptops
    judged(zhang, Outcome.MET)
    judged(wang, Outcome.MET)
    assert not taken(zhang, wang).change.edits
    assert merging.receipt_of(zhang).total() == 2


def test_work_done_while_a_package_was_looked_at_is_not_merged_over(laptops: tuple[OpenAssessment, OpenAssessment]) -> None:
    zhang, wang = laptops
    judged(wang, Outcome.MET)
    prepared = merging.prepare(zhang, wang.known().acts.values())
    judged(zhang, Outcome.NOT_MET)
    with pytest.raises(UserFacingError) as caught:
        merging.take(zhang, prepared, NOTE)
    assert caught.value.code == "MRG-002"
    assert zhang.assessment.answer("1.1").outcome is Outcome.NOT_MET


def test_acts_without_what_they_follow_are_refused(laptops: tuple[OpenAssessment, OpenAssessment]) -> None:
    zhang, wang = laptops
    judged(wang, Outcome.MET)
    judged(wang, Outcome.NOT_MET)
    [last] = (act for act in wang.known().acts.values() if act.name in wang.known().heads)
    with pytest.raises(UserFacingError) as caught:
        merging.prepare(zhang, [last])
    assert caught.value.code == "MRG-001"
    assert not zhang.journal


def test_a_conflict_is_closed_by_the_leader_alone(laptops: tuple[OpenAssessment, OpenAssessment]) -> None:
    zhang, wang = laptops
    judged(zhang, Outcome.MET)
    judged(wang, Outcome.NOT_MET)
    taken(zhang, wang)
    taken(wang, zhang)
    [conflict] = open_conflicts(zhang.assessment)
    [met, not_met] = [stated.value for stated in conflict.statements]
    assert merging.standing_value(zhang, conflict) in (met, not_met)
    with pytest.raises(UserFacingError) as other:
        merging.closing(wang, conflict.key, not_met, "我看过")
    with pytest.raises(UserFacingError) as senseless:
        merging.closing(zhang, conflict.key, '{"outcome":"perhaps"}', "")
    zhang.do(merging.closing(zhang, conflict.key, not_met, "以现场照片为准"))
    with pytest.raises(UserFacingError) as late:
        merging.closing(zhang, conflict.key, met, "")
    assert [error.value.code for error in (other, senseless, late)] == ["MRG-005", "MRG-004", "MRG-003"]
    assert zhang.assessment.answer("1.1").outcome is Outcome.NOT_MET
    taken(wang, zhang)
    assert not open_conflicts(wang.assessment)
    assert merging.receipt_of(wang).code == merging.receipt_of(zhang).code


def test_what_is_said_further_of_a_conflict_stands_beside_the_other_word(laptops: tuple[OpenAssessment, OpenAssessment]) -> None:
    zhang, wang = laptops
    judged(zhang, Outcome.MET)
    judged(wang, Outcome.NOT_MET)
    taken(zhang, wang)
    judged(zhang, Outcome.PENDING)
    [conflict] = open_conflicts(zhang.assessment)
    assert [stated.value for stated in conflict.statements] == ['{"outcome":"pending"}', '{"outcome":"not_met"}']
    zhang.undo()
    assert open_conflicts(zhang.assessment)[0].statements[0].value == '{"outcome":"met"}'


def test_the_history_tells_what_colleagues_did_where_it_came_in(laptops: tuple[OpenAssessment, OpenAssessment]) -> None:
    zhang, wang = laptops
    assert zhang.told() is zhang.journal
    judged(wang, Outcome.MET)
    judged(zhang, Outcome.MET, "1.2")
    taken(zhang, wang)
    assert [(line.who, line.act, line.number) for line in zhang.told()] == [
        ("张工", Act.RECORD_FINDING, 1),
        ("王工", Act.RECORD_FINDING, 2),
        ("张工", Act.MERGE_PACKAGE, 2),
    ]
    zhang.undo()
    assert len(zhang.told()) == 4
