# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Ids of members: they sort in the order in which they were made, so that a team stays as people gave it."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evaluator_app.domain.assessment import Assessor, Mine
from evaluator_app.services.member_ids import MemberIds
from evaluator_app.services.workspace import NewAssessment, Workspace

member_id = MemberIds()


def test_ids_sort_as_they_were_made_even_many_in_one_millisecond_and_with_the_clock_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    make = MemberIds()
    made = [make() for _number in range(20_000)]
    monkeypatch.setattr("time.time_ns", lambda: 10**18)
    made += [make() for _number in range(10)]
    assert made == sorted(set(made))


def test_who_is_added_to_a_team_of_earlier_programs_comes_last() -> None:
    assert member_id() > max(str(uuid.uuid4()) for _number in range(200))
    assert member_id() > max("leader", "a9")


def test_threads_get_different_ids() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _number: member_id(), range(2_000)))
    assert len(set(made)) == 2_000


def test_a_team_stays_in_the_order_in_which_it_was_given(tmp_path: Path) -> None:
    names = ("王立新", "李敏", "赵强", "钱进", "孙丽", "周平", "吴芳", "郑浩")
    with Workspace(tmp_path / "workspace") as workspace:
        entry = workspace.catalog.find("cn-mnr/green-mine-2024-coal")
        assert entry is not None
        assert entry.template is not None
        team = tuple(Assessor(workspace.new_member_id(), name, is_leader=name == "赵强") for name in names)
        began = workspace.begin(NewAssessment(entry.template, Mine("示例煤矿"), team=team)).assessment.id
        opened = workspace.open_assessment(began)
        assert tuple(member.name for member in opened.given_team) == names
        assert [member.name for member in opened.team] == ["赵强", *(name for name in names if name != "赵强")]
