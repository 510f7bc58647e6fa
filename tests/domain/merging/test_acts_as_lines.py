# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Acts as lines of a file: read again as they were, named by what they say, refused where they are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.changes import Act, Change, Edit, change_records
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.history import LineKind
from evaluator_app.domain.merging.acts import Known, SharedAct, act_line, read_act, shared
from evaluator_app.domain.merging.ancestry import MOST_CHAINS, IncompleteError, TangledError, ancestry
from evaluator_app.domain.merging.folding import folded
from evaluator_app.domain.merging.parts import slot_of
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.teamwork import Closing, Conflict
from tests.domain.acts import ACTS, OBSERVATION, fresh, to_look_again, worked
from tests.domain.merging.laptops import SOME_DAY, team


@pytest.mark.parametrize("act", Act)
def test_every_act_is_read_again_as_it_was_under_the_same_name(act: Act) -> None:
    written = shared(("0" * 64,), "张工", SOME_DAY, LineKind.ACT, ACTS[act](to_look_again(worked())))
    read = read_act(act_line(written))
    assert (read, read.name) == (written, written.name)


def test_an_act_that_says_something_else_has_another_name() -> None:
    act = shared(("0" * 64,), "张工", SOME_DAY, LineKind.ACT, ACTS[Act.RECORD_OBSERVATION](worked()))
    assert read_act(act_line(act).replace("张工".encode(), "王工".encode())).name != act.name


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"{}", b'{"edits":{}}', b"\xff", b'{"edits":[1],"parents":[],"who":"a","at":"2026-05-12T00:00:00Z","kind":"act"}'],
)
def test_a_line_that_is_no_act_is_refused(line: bytes) -> None:
    with pytest.raises(DocumentError):
        read_act(line)


@pytest.mark.parametrize(
    "edit",
    [
        '{"kind":"mine","key":"","old":null}',
        '{"kind":"none","key":"","old":null,"new":null}',
        '{"kind":"mine","key":"","old":1,"new":null}',
    ],
)
def test_an_edit_that_is_none_is_refused(edit: str) -> None:
    act = shared(("0" * 64,), "a", SOME_DAY, LineKind.ACT, Change(Act.CHANGE_MINE, ()))
    with pytest.raises(DocumentError):
        read_act(act_line(act).replace(b'"edits":[]', f'"edits":[{edit}]'.encode()))


def test_acts_that_follow_what_is_not_there_or_themselves_make_nothing() -> None:
    [zhang] = team(fresh(), "张工")
    zhang.do(changes.record_observation(zhang.assessment, OBSERVATION))
    zhang.do(changes.record_observation(zhang.assessment, replace(OBSERVATION, count=2)))
    first, second = (each.act for each in ancestry(zhang.known.root, zhang.known.acts).placed)
    with pytest.raises(IncompleteError, match=first.name):
        ancestry(zhang.known.root, {second.name: second})
    with pytest.raises(IncompleteError, match="a"):
        ancestry("root", {"a": SharedAct(("a",), "x", SOME_DAY, LineKind.ACT, Change(Act.COMMENT, ()), name="a")})


def test_acts_that_part_more_often_than_any_team_does_are_refused_before_they_take_memory() -> None:
    acts = [shared(("root",), "x", SOME_DAY, LineKind.ACT, Change(Act.COMMENT, (), f"{number}")) for number in range(MOST_CHAINS + 1)]
    assert len(ancestry("root", {act.name: act for act in acts[1:]}).placed) == MOST_CHAINS
    with pytest.raises(TangledError):
        ancestry("root", {act.name: act for act in acts})


def test_an_undo_that_has_nothing_to_take_back_is_passed_over() -> None:
    act = shared(("root",), "x", SOME_DAY, LineKind.UNDO, Change(Act.CHANGE_MINE, ()))
    assert ancestry("root", {act.name: act}).taken_back == frozenset()


def test_typing_that_goes_on_is_taken_back_as_a_whole() -> None:
    origin = fresh()
    said = [changes.record_remark(origin, "1.1", "扬")]
    said.append(changes.record_remark(said[0].apply(origin), "1.1", "扬尘"))
    acts: dict[str, SharedAct] = {}
    last = "root"
    for number, change in enumerate(said):
        act = shared((last,), "张工", SOME_DAY, LineKind.ACT, change, continues=bool(number))
        acts[act.name], last = act, act.name
    undo = shared((last,), "张工", SOME_DAY, LineKind.UNDO, Change(Act.RECORD_FINDING, (), "1.1"))
    acts[undo.name] = undo
    assert ancestry("root", acts).taken_back == frozenset(acts)
    assert folded(origin, Known("root", acts, (undo.name,))) == origin


def test_a_finding_that_was_taken_out_is_not_there() -> None:
    [zhang] = team(worked(), "张工")
    zhang.do(change_records(zhang.assessment, Act.RECORD_FINDING, RecordKind.FINDING, {"1.2": None}, "1.2"))
    zhang.check()
    assert "1.2" not in zhang.assessment.findings


@pytest.mark.parametrize("text", ["[]", '["finding"]', '["finding",1]', '["nothing","1.1"]', "{}"])
def test_a_text_that_names_no_part_of_a_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"slot|valid"):
        slot_of(text)


def test_a_closing_of_what_cannot_be_in_conflict_is_refused() -> None:
    conflict = Conflict("nonsense", "", (), Closing("张工"))
    act = shared(
        ("root",), "x", SOME_DAY, LineKind.ACT, Change(Act.CLOSE_CONFLICT, (Edit(RecordKind.CONFLICT, "nonsense", None, conflict),))
    )
    with pytest.raises(ValueError, match="JSON"):
        folded(fresh(), Known("root", {act.name: act}, (act.name,)))
