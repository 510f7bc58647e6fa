# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Practice mines: saved from a finished assessment, handed on, begun, compared only after one says to be done; hostile files refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Observation, Outcome
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.consistency_tables import write_workbook
from evaluator_app.services.practice import (
    FILE_NAME,
    PHOTOS,
    Begun,
    attach_answer,
    begin_practice,
    compare_with_model,
    done_of,
    has_answer,
    read_model_answer,
    save_practice,
    say_done,
)
from evaluator_app.services.practice_sheets import practice_sheets
from evaluator_app.services.sample import SAMPLE_ID, ensure_sample
from evaluator_app.services.workspace import Workspace
from tests.docs.formats import mistakes

AT = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save the sample mine as a practice mine, once for all tests that only read it."""
    root = tmp_path_factory.mktemp("senior")
    with Workspace(root / "workspace") as workspace:
        ensure_sample(workspace)
        save_practice(workspace.open_assessment(SAMPLE_ID), root / "handed", at=AT, own_id="m1", note="只看照片评定")
    return root / "handed"


@pytest.fixture
def trainee(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "trainee", who="新手") as workspace:
        yield workspace


@pytest.fixture
def begun(trainee: Workspace, handed: Path) -> Begun:
    return begin_practice(trainee, handed / FILE_NAME)


def senior(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "other", who="王示范")
    ensure_sample(workspace)
    return workspace


def test_what_is_handed_on_is_the_answer_and_the_photos_under_their_digests(handed: Path) -> None:
    answer = read_model_answer(handed / FILE_NAME)
    assert (answer.id, answer.note, answer.made_at) == ("m1", "只看照片评定", AT)
    assert sorted(path.name for path in handed.iterdir()) == [FILE_NAME, PHOTOS]
    assert {path.stem for path in (handed / PHOTOS).iterdir()} == {photo.sha256 for photo in answer.photos}
    assert mistakes("model-answer", json.loads((handed / FILE_NAME).read_text("utf-8"))) == []
    assert list(handed.parent.glob(".handed*")) == []


def test_the_practice_mine_begins_with_mine_and_photos_and_nothing_of_what_was_found(
    begun: Begun, trainee: Workspace, handed: Path
) -> None:
    assessment, answer = begun.opened.assessment, read_model_answer(handed / FILE_NAME)
    assert begun.absent == 0
    assert (assessment.mine, assessment.profile.is_practice, assessment.profile.note) == (answer.mine, True, "只看照片评定")
    assert (assessment.findings, assessment.observations) == ({}, {})
    assert [member.name for member in assessment.team.values()] == ["新手"]
    assert {evidence.sha256 for evidence in assessment.evidence.values()} == {photo.sha256 for photo in answer.photos}
    assert {(evidence.targets, evidence.caption) for evidence in assessment.evidence.values()} == {((), "")}
    assert sorted(evidence.name for evidence in assessment.evidence.values())[0].startswith("001.")
    assert has_answer(trainee.root, assessment.id)


def test_photos_that_are_absent_damaged_or_links_are_left_out_and_counted(trainee: Workspace, handed: Path, tmp_path: Path) -> None:
    mine = tmp_path / "copy"
    (mine / PHOTOS).mkdir(parents=True)
    (mine / FILE_NAME).write_bytes((handed / FILE_NAME).read_bytes())
    photos = sorted((handed / PHOTOS).iterdir())
    (mine / PHOTOS / photos[0].name).write_bytes(photos[0].read_bytes())
    (mine / PHOTOS / photos[1].name).write_bytes(photos[1].read_bytes() + b"x")
    (mine / PHOTOS / photos[2].name).symlink_to(photos[2])
    begun = begin_practice(trainee, mine / FILE_NAME)
    assert len(begun.opened.assessment.evidence) == 1
    assert begun.absent == len(photos) - 1


def test_nothing_is_revealed_before_one_says_to_be_done(begun: Begun, trainee: Workspace) -> None:
    with pytest.raises(UserFacingError, match="PRA-007"):
        compare_with_model(trainee.root, trainee.store, begun.opened)
    assert done_of(trainee.store, begun.opened.assessment.id) is None
    say_done(trainee.store, trainee.root, begun.opened, AT)
    assert compare_with_model(trainee.root, trainee.store, begun.opened).agreement.faults[1] > 0


def test_the_first_time_counts_and_what_is_changed_afterwards_is_told(begun: Begun, trainee: Workspace) -> None:
    opened = begun.opened
    first = say_done(trainee.store, trainee.root, opened, AT)
    assert not compare_with_model(trainee.root, trainee.store, opened).is_edited
    opened.do(changes.record_outcome(opened.assessment, next(opened.template.indicators()).id, Outcome.MET))
    again = say_done(trainee.store, trainee.root, opened, datetime(2027, 1, 1, tzinfo=UTC))
    result = compare_with_model(trainee.root, trainee.store, opened)
    assert (first, result.done, result.is_edited) == (again, again, True)


def test_an_assessment_without_a_model_answer_says_so_and_is_not_done(trainee: Workspace, begun: Begun) -> None:
    other = senior_copy(trainee)
    with pytest.raises(UserFacingError, match="PRA-006"):
        compare_with_model(trainee.root, trainee.store, other)
    with pytest.raises(UserFacingError, match="PRA-006"):
        say_done(trainee.store, trainee.root, other, AT)
    assert done_of(trainee.store, other.assessment.id) is None


def senior_copy(workspace: Workspace) -> OpenAssessment:
    """Return the sample mine with all its findings, in another's workspace."""
    ensure_sample(workspace)
    return workspace.open_assessment(SAMPLE_ID)


def test_the_seniors_own_work_agrees_in_everything_once_the_answer_is_attached(trainee: Workspace, handed: Path, tmp_path: Path) -> None:
    opened = senior_copy(trainee)
    attach_answer(trainee.root, opened, handed / FILE_NAME)
    say_done(trainee.store, trainee.root, opened, AT)
    result = compare_with_model(trainee.root, trainee.store, opened)
    found = result.agreement
    assert (found.share, found.kappa, found.apart, found.absent) == (Fraction(1), Fraction(1), Decimal(0), 0)
    assert (found.faults[1], found.faults[2]) == (0, 0)
    sheets = practice_sheets(result, opened.title_of)
    assert [len(each) for each in sheets][:2] == [14, len(found.items)]
    write_workbook(sheets, tmp_path / "a.xlsx", title="", created_at=AT)
    rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_name(sheets[0].title).to_python()
    assert [row[1] for row in rows if row[0] == "结论相同"] == [f"{len(found.items)} / {len(found.items)}"]


def test_faults_found_missed_and_extra_stand_in_the_tables(begun: Begun, trainee: Workspace, handed: Path) -> None:
    opened, answer = begun.opened, read_model_answer(handed / FILE_NAME)
    item = next(item for item in answer.items.values() if [fact for fact in item.facts if fact.is_fault])
    wanted = next(fact for fact in item.facts if fact.is_fault)
    for name, place in (("o1", wanted.place), ("o2", "月球")):
        seen = Observation(name, item.target, "=见照片", place, part=wanted.part, fault=wanted.fault)
        opened.do(changes.record_observation(opened.assessment, seen))
    say_done(trainee.store, trainee.root, opened, AT)
    result = compare_with_model(trainee.root, trainee.store, opened)
    faults = list(practice_sheets(result, opened.title_of)[2].rows())
    assert [row for row in faults if row[1] == "找到"] == [
        (opened.title_of(item.target), "找到", wanted.place, wanted.text, wanted.place, "=见照片")
    ]
    assert [row[4] for row in faults if row[1] == "多出"] == ["月球"]
    assert result.agreement.faults[:1] == (1,)


def test_another_mine_or_edition_is_not_attached(begun: Begun, trainee: Workspace, handed: Path, tmp_path: Path) -> None:
    data = json.loads((handed / FILE_NAME).read_text("utf-8"))
    path = tmp_path / "a.json"
    for changed in ({"mine": data["mine"] | {"name": "别的矿"}}, {"template": data["template"] | {"digest": "0" * 64}}):
        path.write_text(json.dumps(data | changed), "utf-8")
        with pytest.raises(UserFacingError, match="PRA-005"):
            attach_answer(trainee.root, begun.opened, path)
    with pytest.raises(UserFacingError, match="PRA-004"):
        begin_practice(trainee, path)
    assert len(trainee.summaries()) == 1


HOSTILE: dict[str, Callable[[Any], bytes]] = {
    "no JSON": lambda _data: b"\xff\xfe{",
    "another format": lambda data: dump(data | {"format": "evaluator-assessment"}),
    "a later version": lambda data: dump(data | {"version": 2}),
    "a key of its own": lambda data: dump(data | {"run": "calc.exe"}),
    "no items": lambda data: dump(data | {"items": {}}),
    "a path for a digest": lambda data: dump(data | {"photos": [data["photos"][0] | {"sha256": "../../../../etc/passwd"}]}),
    "nested without end": lambda _data: b"[" * 100_000,
    "too large": lambda _data: b" " * (16 * 1024 * 1024 + 1),
    "a text without end": lambda data: dump(data | {"note": "长" * 20_001}),
    "keys twice": lambda data: dump(data).replace(b'"version"', b'"format"', 1),
}


def dump(data: Any) -> bytes:
    return json.dumps(data).encode()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_and_begins_nothing(name: str, trainee: Workspace, handed: Path, tmp_path: Path) -> None:
    path = tmp_path / "hostile.json"
    path.write_bytes(HOSTILE[name](json.loads((handed / FILE_NAME).read_text("utf-8"))))
    with pytest.raises(UserFacingError, match="PRA-009") as caught:
        begin_practice(trainee, path)
    assert "hostile.json" in caught.value.message
    assert trainee.summaries() == ()
    assert not (trainee.root / "practice").exists()


def test_a_file_that_is_not_there_is_said(trainee: Workspace, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.json", tmp_path):
        with pytest.raises(UserFacingError, match="PRA-003"):
            begin_practice(trainee, path)


def test_what_is_still_open_is_no_model_answer(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="PRA-001"):
        save_practice(coal_mine, tmp_path / "handed", at=AT, own_id="m1")
    assert not (tmp_path / "handed").exists()


def test_nothing_half_written_is_left_whatever_stops_it(tmp_path: Path) -> None:
    with senior(tmp_path) as workspace:
        opened = workspace.open_assessment(SAMPLE_ID)
        asked = iter([False, True])
        with pytest.raises(Cancelled):
            save_practice(opened, tmp_path / "out" / "a", at=AT, own_id="m", cancelled=lambda: next(asked))
        photo = next(iter(opened.assessment.evidence.values()))
        opened.file_of(photo).write_bytes(b"damaged")
        with pytest.raises(UserFacingError, match="PRA-008"):
            save_practice(opened, tmp_path / "out" / "a", at=AT, own_id="m")
        opened.file_of(photo).unlink()
        with pytest.raises(UserFacingError, match="EVI-009"):
            save_practice(opened, tmp_path / "out" / "a", at=AT, own_id="m")
        (tmp_path / "file").write_text("")
        with pytest.raises(UserFacingError, match="PRA-010"):
            save_practice(opened, tmp_path / "file" / "a", at=AT, own_id="m")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone_and_an_empty_one_is_used(tmp_path: Path) -> None:
    with senior(tmp_path) as workspace:
        opened = workspace.open_assessment(SAMPLE_ID)
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "mine.txt").write_text("mine")
        with pytest.raises(UserFacingError, match="PRA-002"):
            save_practice(opened, tmp_path / "full", at=AT, own_id="m")
        assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
        (tmp_path / "empty").mkdir()
        save_practice(opened, tmp_path / "empty", at=AT, own_id="m")
        assert (tmp_path / "empty" / FILE_NAME).is_file()
