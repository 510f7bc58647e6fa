# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Taking in: what comes in is attached once, what does not is named, and the same order can be given again after anything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from evaluator_app.domain.changes import Act, detach_evidence
from evaluator_app.evidence.intake import Halt
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.taking_in import Intake, Order, is_worth_telling, take_in, taken_words


def _small_photo() -> bytes:
    target = BytesIO()
    with Image.open(resource("sample/photos") / "04_workshop.jpg") as image:
        image.resize((320, 240)).save(target, "JPEG", exif=image.getexif())
    return target.getvalue()


PHOTO = _small_photo()
TARGET = "site.zoning"


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """Make a card with 60 photos that differ in their last bytes."""
    folder = tmp_path / "card" / "DCIM"
    folder.mkdir(parents=True)
    for number in range(60):
        (folder / f"P{number}.jpg").write_bytes(PHOTO + bytes([number]))
    return tmp_path / "card"


def test_a_card_comes_in_whole_with_what_its_photos_state(coal_mine: OpenAssessment, card: Path) -> None:
    steps: list[tuple[int, int]] = []
    taken = take_in(coal_mine, Order((card,), (TARGET,), "工业广场"), progress=lambda *step: steps.append(step))
    assert (taken.total, taken.done, len(taken.added), taken.halt) == (60, 60, 60, None)
    assert steps == [(25, 60), (50, 60), (60, 60)]
    found = [coal_mine.assessment.evidence[name] for name in taken.added]
    assert [evidence.name for evidence in found] == [f"P{number}.jpg" for number in range(60)]
    assert {(evidence.targets, evidence.place, evidence.taken_source) for evidence in found} == {
        ((TARGET,), "工业广场", "DateTimeOriginal")
    }
    assert all(evidence.altitude is not None and len(evidence.fingerprint) == 16 for evidence in found)
    assert all(coal_mine.files.verify(evidence.sha256) for evidence in found)
    assert coal_mine.picture_of(found[0], 320).startswith(b"\xff\xd8")


def test_one_import_is_undone_and_done_again_as_one(coal_mine: OpenAssessment, card: Path) -> None:
    before = coal_mine.assessment
    take_in(coal_mine, Order((card,), (TARGET,)))
    after = coal_mine.assessment
    coal_mine.undo()
    assert coal_mine.assessment == before
    coal_mine.redo()
    assert coal_mine.assessment == after


def test_a_second_import_is_another_act(coal_mine: OpenAssessment, card: Path) -> None:
    take_in(coal_mine, Order((card / "DCIM" / "P1.jpg",), (TARGET,)))
    take_in(coal_mine, Order((card / "DCIM" / "P2.jpg",), (TARGET,)))
    coal_mine.undo()
    assert [evidence.name for evidence in coal_mine.assessment.evidence.values()] == ["P1.jpg"]


def test_what_a_person_pastes_in_mid_import_is_not_taken_back_with_the_import(coal_mine: OpenAssessment, card: Path) -> None:
    intake = Intake(coal_mine, Order((card,), (TARGET,)))
    first, *others = intake.batches()
    intake.attach(first)
    coal_mine.add_image("pasted.jpg", PHOTO + b"pasted", ("site.signs",))
    pasted = coal_mine.assessment
    for batch in others:
        intake.attach(batch)
    coal_mine.undo()
    assert coal_mine.assessment == pasted


def test_an_import_taken_back_in_its_midst_leaves_what_came_in_before_it(coal_mine: OpenAssessment, card: Path) -> None:
    coal_mine.add_image("older.jpg", PHOTO + b"older", ("site.signs",))
    older = coal_mine.assessment
    intake = Intake(coal_mine, Order((card,), (TARGET,)))
    first, *others = intake.batches()
    intake.attach(first)
    coal_mine.undo()
    for batch in others:
        intake.attach(batch)
    coal_mine.undo()
    assert coal_mine.assessment == older


def test_what_is_there_is_not_added_twice_but_another_item_gets_its_own(coal_mine: OpenAssessment, card: Path) -> None:
    take_in(coal_mine, Order((card,), (TARGET,)))
    again = take_in(coal_mine, Order((card,), (TARGET,)))
    assert (again.added, again.known) == ([], 60)
    unfiled = take_in(coal_mine, Order((card,)))
    assert (unfiled.added, unfiled.known) == ([], 60)
    other = take_in(coal_mine, Order((card / "DCIM" / "P1.jpg",), ("site.signs",)))
    assert len(other.added) == 1
    assert len(coal_mine.assessment.evidence) == 61


def test_the_same_file_twice_in_a_folder_is_added_once(coal_mine: OpenAssessment, card: Path) -> None:
    shutil.copyfile(card / "DCIM" / "P1.jpg", card / "DCIM" / "P1 copy.jpg")
    taken = take_in(coal_mine, Order((card,), (TARGET,)))
    assert (len(taken.added), taken.known) == (60, 1)


def test_a_card_pulled_out_and_put_in_again(coal_mine: OpenAssessment, card: Path, tmp_path: Path) -> None:
    kept = tmp_path / "drawer"
    intake = Intake(coal_mine, Order((card,), (TARGET,)))
    for number, batch in enumerate(intake.batches()):
        intake.attach(batch)
        if number == 0:
            card.rename(kept)
    assert intake.taken.halt is Halt.SOURCE
    assert 25 <= len(intake.taken.added) < 60
    assert taken_words(intake.taken)[0].startswith("存储卡或文件夹已断开")
    assert coal_mine.undo_state.undoable[0].act is Act.ATTACH_EVIDENCE
    kept.rename(card)
    again = take_in(coal_mine, Order((card,), (TARGET,)))
    assert again.known == len(intake.taken.added)
    assert len(coal_mine.assessment.evidence) == 60
    assert {evidence.name for evidence in coal_mine.assessment.evidence.values()} == {f"P{number}.jpg" for number in range(60)}


def test_what_was_stopped_says_so_and_goes_on_later(coal_mine: OpenAssessment, card: Path) -> None:
    answers: Iterator[bool] = iter([False] * 30 + [True] * 100)
    taken = take_in(coal_mine, Order((card,), (TARGET,)), cancelled=lambda: next(answers))
    assert (len(taken.added), taken.left, taken.halt) == (30, 30, Halt.CANCELLED)
    assert taken_words(taken)[0] == "已停止：30 个文件未导入，此前导入的都保留。 可随时再导入，已有的不会重复添加。"
    take_in(coal_mine, Order((card,), (TARGET,)))
    assert len(coal_mine.assessment.evidence) == 60


def test_refused_files_are_named_and_other_kinds_counted(coal_mine: OpenAssessment, card: Path) -> None:
    (card / "DCIM" / "P2.jpg").write_bytes(PHOTO[:900])
    (card / "DCIM" / "P3.ctg").write_bytes(b"catalog")
    taken = take_in(coal_mine, Order((card,), (TARGET,)))
    assert (len(taken.added), taken.passed_over, [refused.name for refused in taken.refused]) == (59, 1, ["P2.jpg"])
    assert any("P2.jpg" in line for line in taken_words(taken))


def test_a_few_files_that_all_came_in_need_no_words(coal_mine: OpenAssessment, card: Path) -> None:
    assert not is_worth_telling(take_in(coal_mine, Order((card / "DCIM" / "P1.jpg",), (TARGET,))))
    assert is_worth_telling(take_in(coal_mine, Order((card / "DCIM" / "P1.jpg",), (TARGET,))))


def test_evidence_taken_away_comes_back_with_the_next_import(coal_mine: OpenAssessment, card: Path) -> None:
    taken = take_in(coal_mine, Order((card,), (TARGET,)))
    coal_mine.do(detach_evidence(coal_mine.assessment, taken.added[0]))
    assert len(take_in(coal_mine, Order((card,), (TARGET,))).added) == 1
