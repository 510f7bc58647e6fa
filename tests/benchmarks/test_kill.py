# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the benchmark of killing counts as lost and as wrong; nothing is killed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.editing import next_change, target_of
from benchmarks.kill import Killed, Tally, reopen
from benchmarks.sample import begin_sample
from evaluator_app.domain.canonical import digest
from evaluator_app.services.workspace import Workspace

ACTS = 3


@pytest.fixture
def left_open(tmp_path: Path) -> tuple[Path, str, Killed]:
    """Return a workspace as a killed program leaves it after three acts, and what that program had said."""
    with Workspace(tmp_path) as workspace:
        assessment_id = begin_sample(workspace).assessment.id
    workspace = Workspace(tmp_path)
    opened = workspace.open_assessment(assessment_id)
    for turn in range(ACTS):
        opened.remember(target_of(opened, turn))
        opened.do(next_change(opened, turn))
    last = digest(opened.journal[-1].change)
    looked = tuple(target_of(opened, turn) for turn in range(ACTS))
    workspace.store._connection.close()
    workspace.store._lock.release()
    return tmp_path, assessment_id, Killed(looked, ACTS, last, ACTS)


def test_what_is_as_it_was_said_counts_as_nothing_lost(left_open: tuple[Path, str, Killed]) -> None:
    folder, assessment_id, killed = left_open
    tally = Tally()
    assert reopen(folder, assessment_id, killed, 0, tally) == ACTS
    assert (tally.kills, tally.confirmed, tally.lost, tally.saved_unconfirmed, tally.wrong) == (1, ACTS, 0, 0, [])


@pytest.mark.parametrize(
    ("number", "said", "looked", "lost", "under_way", "words"),
    [
        (5, "", "", 2, 0, []),
        (2, "", "", 0, 1, ["a confirmed act is not as it was"]),
        (1, "", "", 0, 1, ["more than the act under way is there", "a confirmed act is not as it was"]),
        (3, "changed", "", 0, 0, ["a confirmed act is not as it was"]),
        (3, "", "elsewhere", 0, 0, ["the recovery leads to another item"]),
    ],
)
def test_what_is_not_as_it_was_said_is_counted(
    left_open: tuple[Path, str, Killed], number: int, said: str, looked: str, lost: int, under_way: int, words: list[str]
) -> None:
    folder, assessment_id, killed = left_open
    tally = Tally()
    claimed = Killed((looked, looked) if looked else killed.looked, number, said or killed.digest, number)
    reopen(folder, assessment_id, claimed, 0, tally)
    assert (tally.lost, tally.saved_unconfirmed) == (lost, under_way)
    assert tally.wrong == [f"kill 1: {each}" for each in words]


def test_acts_of_the_session_before_are_not_those_recovered(left_open: tuple[Path, str, Killed]) -> None:
    folder, assessment_id, killed = left_open
    tally = Tally()
    reopen(folder, assessment_id, killed, 1, tally)
    assert tally.wrong == ["kill 1: the recovery counts other acts"]
