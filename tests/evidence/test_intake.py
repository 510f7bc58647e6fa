# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Many files with two workers: in order, in safe batches, and whatever happens nothing half-written stays."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from evaluator_app.evidence.files import EvidenceFiles
from evaluator_app.evidence.folders import WantedFile, wanted_files
from evaluator_app.evidence.importing import Desk, ImportedFile, Refusal
from evaluator_app.evidence.intake import Batch, Halt, PassedOver, batches
from evaluator_app.paths import resource

PHOTO = (resource("sample/photos") / "04_workshop.jpg").read_bytes()


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """Make a card with 12 photos that differ in their last bytes."""
    folder = tmp_path / "card"
    folder.mkdir()
    for number in range(12):
        (folder / f"P{number}.jpg").write_bytes(PHOTO + bytes([number]))
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(EvidenceFiles(tmp_path / "store"), tmp_path / "small")


def left_over(desk: Desk) -> list[Path]:
    return [path for path in desk.files.root.rglob(".partial-*") if path.is_file()]


def names(found: list[Batch]) -> list[str]:
    return [outcome.name for batch in found for outcome in batch.outcomes]


def test_batches_come_in_order_and_each_is_safe_when_it_comes(card: Path, desk: Desk) -> None:
    seen = []
    for batch in batches(wanted_files([card]), desk, size=5):
        for outcome in batch.outcomes:
            assert isinstance(outcome, ImportedFile)
            assert desk.files.verify(outcome.stored.sha256)
        seen.append(batch)
    assert [len(batch.outcomes) for batch in seen] == [5, 5, 2]
    assert names(seen) == [f"P{number}.jpg" for number in range(12)]
    assert all(batch.halt is None for batch in seen)
    assert left_over(desk) == []
    assert len(list((desk.pictures or Path()).rglob("*-320.jpg"))) == 12


def test_other_kinds_in_a_folder_are_passed_over_but_a_chosen_one_is_refused(card: Path, desk: Desk) -> None:
    (card / "P0.jpg").write_bytes(b"text")
    (card / "P1.jpg").write_bytes(PHOTO[:-500])
    (batch,) = batches([*wanted_files([card])[:3], WantedFile(card / "P0.jpg")], desk)
    assert batch.outcomes[0] == PassedOver("P0.jpg")
    assert [outcome.code for outcome in batch.outcomes if isinstance(outcome, Refusal)] == ["EVI-012", "EVI-011"]
    assert isinstance(batch.outcomes[2], ImportedFile)


def test_what_is_cancelled_keeps_what_it_has_and_counts_the_rest(card: Path, desk: Desk) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 7

    found = list(batches(wanted_files([card]), desk, size=5, cancelled=cancelled))
    assert names(found) == [f"P{number}.jpg" for number in range(7)]
    assert (found[-1].halt, found[-1].left) == (Halt.CANCELLED, 5)
    assert left_over(desk) == []


def test_a_card_pulled_out_ends_it_with_what_came_in(card: Path, desk: Desk) -> None:
    going = batches(wanted_files([card]), desk, size=2)
    first = next(going)
    shutil.rmtree(card)
    rest = list(going)
    assert rest[-1].halt is Halt.SOURCE
    taken = sum(isinstance(outcome, ImportedFile) for batch in (first, *rest) for outcome in batch.outcomes)
    refused = [outcome for batch in rest for outcome in batch.outcomes if isinstance(outcome, Refusal)]
    assert taken + len(refused) + rest[-1].left == 12
    assert taken >= 2
    assert {one.code for one in refused} <= {"EVI-001", "EVI-003"}
    assert left_over(desk) == []


def test_one_file_that_is_gone_does_not_end_it(card: Path, desk: Desk) -> None:
    wanted = wanted_files([card])
    (card / "P3.jpg").unlink()
    found = list(batches(wanted, desk))
    assert sum(isinstance(outcome, ImportedFile) for batch in found for outcome in batch.outcomes) == 11
    assert all(batch.halt is None for batch in found)


def test_a_full_disk_ends_it_with_what_came_in(card: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    honest, calls = os.fsync, [0]

    def fill_up(descriptor: int) -> None:
        calls[0] += 1
        if calls[0] > 9:
            raise OSError(errno.ENOSPC, "full")
        honest(descriptor)

    monkeypatch.setattr(os, "fsync", fill_up)
    found = list(batches(wanted_files([card]), desk, size=2))
    assert found[-1].halt is Halt.DISK
    taken = [outcome for batch in found for outcome in batch.outcomes if isinstance(outcome, ImportedFile)]
    assert all(desk.files.verify(one.stored.sha256) for one in taken)
    assert 0 < len(taken) < 12
    refused = [outcome for batch in found for outcome in batch.outcomes if isinstance(outcome, Refusal)]
    assert {one.code for one in refused} == {"EVI-006"}
    assert len(taken) + len(refused) + found[-1].left == 12
    assert left_over(desk) == []


def test_whoever_stops_listening_leaves_nothing_half_written(card: Path, desk: Desk) -> None:
    going = batches(wanted_files([card]), desk, size=2)
    next(going)
    going.close()
    assert left_over(desk) == []


def test_the_same_content_twice_in_a_batch_is_kept_once(card: Path, desk: Desk) -> None:
    (card / "P1.jpg").write_bytes((card / "P0.jpg").read_bytes())
    (batch,) = batches(wanted_files([card])[:2], desk)
    one, other = batch.outcomes
    assert isinstance(one, ImportedFile)
    assert isinstance(other, ImportedFile)
    assert one.stored == other.stored
    assert len([path for path in desk.files.root.rglob("*") if path.is_file()]) == 1


def test_nothing_wanted_gives_no_batch(desk: Desk) -> None:
    assert list(batches([], desk)) == []


def test_a_workspace_that_cannot_be_written_ends_it(card: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_named: object) -> NoReturn:
        raise OSError(errno.EROFS, "read only")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    found = list(batches(wanted_files([card]), desk))
    assert found[-1].halt is Halt.DISK
    assert not any(isinstance(outcome, ImportedFile) for batch in found for outcome in batch.outcomes)
