# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The history of merged work is told without reading what each act changed; that is read, and held against its name, when asked for."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from evaluator_app.errors import UserFacingError
from evaluator_app.store import arrivals
from evaluator_app.store.backups import DATABASE_NAME
from tests.packages.conftest import Open
from tests.packages.desks import Desk
from tests.packages.test_exchanging import begun


def merged(desks: Open, stick: Path) -> Desk:
    wang, li = begun(desks, stick, 2)
    li.finds("1.3", "噪声")
    li.export(stick / "li.gmp")
    opened = wang.opened
    assert len(opened.told()) == 2
    wang.take(stick / "li.gmp")
    return wang


def test_the_history_is_the_same_whether_it_was_open_while_work_came_in_or_is_opened_again(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    li.finds("1.3", "噪声")
    li.export(stick / "li.gmp")
    opened = li.opened
    before = opened.told()
    wang.finds("1.2", "扬尘")
    wang.export(stick / "wang.gmp")
    from evaluator_app.services.taking_packages import take_package

    take_package(li.workspace, stick / "wang.gmp", opened=opened)
    assert len(opened.told()) > len(before)
    assert list(opened.told()) == list(li.opened.told())


def test_no_act_of_a_colleague_is_read_before_somebody_looks_into_it(desks: Open, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = merged(desks, stick).opened
    monkeypatch.setattr(arrivals, "read_act", lambda _body: pytest.fail("an act was read"))
    assert [line.who for line in opened.told()][-2:] == ["李工", "王工"]


@pytest.mark.parametrize(("old", "new"), [("噪声", "别的"), ('"act":"record_observation"', '"act":"none"'), ("{", "[")])
def test_an_act_that_is_not_what_its_name_says_is_named_when_it_is_looked_into(desks: Open, stick: Path, old: str, new: str) -> None:
    wang = merged(desks, stick)
    with closing(sqlite3.connect(wang.workspace.root / DATABASE_NAME)) as database, database:
        [(row, body)] = database.execute("select id, body from arrived_acts order by id desc limit 1").fetchall()
        assert old in body
        database.execute("update arrived_acts set body = ? where id = ?", (body.replace(old, new, 1), row))
    with pytest.raises(UserFacingError):
        [line.change for line in wang.opened.told()]
