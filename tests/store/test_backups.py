# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Good copies: made at clean closes when something has changed, the last three kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.template import Template
from evaluator_app.store.backups import KEPT, good_backups, last_good
from evaluator_app.store.database import open_store

Now = Callable[[], datetime]


def test_the_last_three_good_copies_are_kept(folder: Path, assessment: Assessment, template: Template, now: Now) -> None:
    with open_store(folder, now=now) as store:
        store.create(assessment, template, who="王工", at=now())
    for turn in range(4):
        with open_store(folder, now=now) as store:
            change = changes.record_remark(assessment, "dust", f"第{turn}次")
            store.save("a-1", change, who="王工", at=now())
            assessment = change.apply(assessment)
    copies = good_backups(folder)
    assert len(copies) == 3
    assert list(copies) == sorted(copies, key=lambda copy: copy.taken_at, reverse=True)
    lines = []
    for copy in copies:
        with closing(sqlite3.connect(copy.path)) as connection:
            lines += connection.execute("select count(*) from journal").fetchall()
    assert lines == [(4,), (3,), (2,)]
    assert not list((folder / "backups").glob("*.part"))


def test_a_session_that_changes_nothing_makes_no_copy(folder: Path, now: Now) -> None:
    open_store(folder, now=now).close()
    first = good_backups(folder)
    with open_store(folder, now=now) as store:
        store.set_preference("theme", "dark")
        store.summaries()
    assert good_backups(folder) == first


def test_a_copy_is_made_on_request(folder: Path, now: Now) -> None:
    with open_store(folder, now=now) as store:
        backup = store.keep_backup()
        assert good_backups(folder) == (backup,)


def test_no_room_for_a_copy_does_not_spoil_the_closing(folder: Path, assessment: Assessment, template: Template, now: Now) -> None:
    folder.mkdir()
    (folder / "backups").write_bytes(b"a file where the folder of the copies would be")
    with open_store(folder, now=now) as store:
        store.create(assessment, template, who="王工", at=now())
    with open_store(folder, now=now) as store:
        assert store.recovered is None
        assert store.load("a-1") == assessment


def test_a_clock_set_back_does_not_make_the_newest_copy_an_old_one(
    folder: Path, assessment: Assessment, template: Template, now: Now
) -> None:
    with open_store(folder, now=now) as store:
        store.create(assessment, template, who="王工", at=now())
    earlier = now() - timedelta(days=400)
    copies = []
    for _ in range(KEPT + 1):
        with open_store(folder, now=lambda: earlier) as store:
            copies.append(store.keep_backup())
    newest = copies[-1]
    assert good_backups(folder)[0] == newest
    assert last_good(folder) == newest
    assert len(good_backups(folder)) == KEPT
