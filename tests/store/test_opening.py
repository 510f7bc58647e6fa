# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Opening a workspace: made where there is none, refused without harm where it must not be opened."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.store import database, migrations
from evaluator_app.store.backups import good_backups, restore_backup
from evaluator_app.store.connection import connect
from evaluator_app.store.database import open_store
from evaluator_app.store.opening import DamagedStoreError

Now = Callable[[], datetime]


@pytest.fixture
def used(folder: Path, assessment: Assessment, template: Template, now: Now) -> Path:
    """Return the database of a workspace with one assessment, closed cleanly."""
    with open_store(folder, now=now) as store:
        store.create(assessment, template, who="王工", at=now())
    return folder / "evaluator.db"


def damage(path: Path) -> bytes:
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 64] = b"\xff" * 64
    path.write_bytes(data)
    return bytes(data)


def test_a_folder_is_made_with_a_durable_database(folder: Path, now: Now) -> None:
    with open_store(folder, now=now) as store:
        settings = {
            name: store._connection.execute(f"pragma {name}").fetchall()[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")
        }
        tables = store._connection.execute(
            "select name, strict from pragma_table_list where schema = 'main' and name not like '%sqlite%'"
        ).fetchall()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert {name for name, _ in tables} >= {"assessments", "records", "journal", "templates", "sessions"}
    assert all(strict for _, strict in tables)


def test_a_second_writer_is_refused_and_told_who_is_there(folder: Path, now: Now) -> None:
    with open_store(folder, now=now, writer="王工"), pytest.raises(UserFacingError, match=r"STO-004.*王工.*2026-11-21"):
        open_store(folder, now=now, writer="李工")
    with open_store(folder, now=now, writer="李工") as store:
        assert store.recovered is None


def test_the_lock_is_given_back_when_opening_is_refused(used: Path, now: Now) -> None:
    good = used.read_bytes()
    damage(used)
    for _ in range(2):
        with pytest.raises(DamagedStoreError):
            open_store(used.parent, now=now)
    used.write_bytes(good)
    open_store(used.parent, now=now).close()


def test_a_newer_database_is_refused_untouched(used: Path, now: Now) -> None:
    with closing(sqlite3.connect(used)) as connection, connection:
        connection.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values ('evaluator', 'm9999_future', '2030')")
    before = used.read_bytes()
    with pytest.raises(UserFacingError, match="STO-001"):
        open_store(used.parent, now=now)
    assert used.read_bytes() == before


@pytest.mark.parametrize("content", [b"this is a letter, not a database" * 200, b"short"])
def test_a_file_that_is_no_database_is_refused_untouched(folder: Path, now: Now, content: bytes) -> None:
    folder.mkdir()
    path = folder / "evaluator.db"
    path.write_bytes(content)
    with pytest.raises(UserFacingError, match=r"STO-002.*evaluator\.db"):
        open_store(folder, now=now)
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused_untouched(folder: Path, now: Now) -> None:
    folder.mkdir()
    path = folder / "evaluator.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table songs (title text)")
    before = path.read_bytes()
    with pytest.raises(UserFacingError, match="STO-002"):
        open_store(folder, now=now)
    assert path.read_bytes() == before


def test_a_damaged_database_is_left_alone_and_the_backup_offered(used: Path, assessment: Assessment, now: Now) -> None:
    broken = damage(used)
    with pytest.raises(DamagedStoreError, match="STO-003") as refusal:
        open_store(used.parent, now=now)
    assert used.read_bytes() == broken
    assert refusal.value.backup == good_backups(used.parent)[0]
    assert f"{refusal.value.backup.taken_at.astimezone():%Y-%m-%d %H:%M}" in refusal.value.advice

    restored = restore_backup(used.parent, now=now)
    assert restored.backup == refusal.value.backup
    assert restored.damaged is not None
    assert restored.damaged.read_bytes() == broken
    with open_store(used.parent, now=now) as store:
        assert store.load("a-1") == assessment


def test_a_backup_that_is_damaged_itself_is_passed_over(used: Path, assessment: Assessment, template: Template, now: Now) -> None:
    with open_store(used.parent, now=now) as store:
        store.remove("a-1", at=now())
    newest, oldest = good_backups(used.parent)
    damage(newest.path)
    damage(used)
    assert restore_backup(used.parent, now=now).backup == oldest
    with open_store(used.parent, now=now) as store:
        assert len(store.summaries()) == 1


def test_damage_without_a_backup_says_that_there_is_none(used: Path, now: Now) -> None:
    for backup in good_backups(used.parent):
        backup.path.unlink()
    broken = damage(used)
    with pytest.raises(DamagedStoreError) as refusal:
        open_store(used.parent, now=now)
    assert refusal.value.backup is None
    with pytest.raises(UserFacingError, match="STO-011"):
        restore_backup(used.parent, now=now)
    assert used.read_bytes() == broken


def test_a_header_overwritten_is_damage_where_there_is_a_backup(used: Path, now: Now) -> None:
    used.write_bytes(b"\0" * 4096 + used.read_bytes()[4096:])
    with pytest.raises(DamagedStoreError):
        open_store(used.parent, now=now)


def test_the_log_of_a_damaged_database_never_meets_the_restored_one(used: Path, assessment: Assessment, tmp_path: Path, now: Now) -> None:
    crashed = tmp_path / "as a crash leaves it"
    with open_store(used.parent, now=now) as store:
        store.save("a-1", changes.record_outcome(assessment, "dust", Outcome.MET), who="王工", at=now())
        shutil.copytree(used.parent, crashed, ignore=shutil.ignore_patterns("*.lock", "*.holder"))
    assert (crashed / "evaluator.db-wal").stat().st_size > 0
    restored = restore_backup(crashed, now=now)
    with open_store(crashed, now=now) as store:
        assert store.load("a-1") == assessment
        assert store.check("a-1") == ()
    assert restored.damaged is not None
    assert Path(f"{restored.damaged}-wal").exists()


@pytest.mark.parametrize("is_empty", [True, False])
def test_a_database_that_has_vanished_is_not_replaced_by_an_empty_one(used: Path, assessment: Assessment, now: Now, is_empty: bool) -> None:
    used.unlink()
    if is_empty:
        used.touch()
    with pytest.raises(DamagedStoreError) as refusal:
        open_store(used.parent, now=now)
    assert refusal.value.backup is not None
    assert (restore_backup(used.parent, now=now).damaged is None) is not is_empty
    with open_store(used.parent, now=now) as store:
        assert store.load("a-1") == assessment


def test_a_backup_is_not_restored_under_a_working_store(used: Path, now: Now) -> None:
    with open_store(used.parent, now=now), pytest.raises(UserFacingError, match="STO-004"):
        restore_backup(used.parent, now=now)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, now: Now) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserFacingError, match=r"STO-005.*file"):
        open_store(tmp_path / "file" / "workspace", now=now)


def test_a_folder_without_the_right_to_write_is_refused(used: Path, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(used.parent))

    monkeypatch.setattr("evaluator_app.store.locking.os.open", refuse)  # the superuser may write anywhere
    before = used.read_bytes()
    with pytest.raises(UserFacingError, match="STO-005"):
        open_store(used.parent, now=now)
    assert used.read_bytes() == before


def cramped(path: Path) -> sqlite3.Connection:
    connection = connect(path)
    connection.execute("pragma max_page_count=5")
    return connection


def test_a_full_disk_at_the_first_opening_leaves_nothing_half_made(folder: Path, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(database, "connect", cramped)
        with pytest.raises(UserFacingError, match="STO-006"):
            open_store(folder, now=now)
    with open_store(folder, now=now) as store:
        assert store.summaries() == ()


def test_a_sqlite_without_strict_tables_is_refused(folder: Path, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(UserFacingError, match="STO-010"):
        open_store(folder, now=now)


def test_opening_again_needs_neither_sqlite_utils_nor_what_it_would_load(used: Path, tmp_path: Path, project_root: Path) -> None:
    (tmp_path / "pandas.py").write_text("raise SystemExit('pandas has been imported')")
    code = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from evaluator_app.store.database import open_store\n"
        "for name in sys.argv[1:]:\n"
        "    open_store(Path(name), now=lambda: datetime.now(UTC)).close()\n"
        "    print('sqlite_utils' in sys.modules, 'pandas' in sys.modules, 'numpy' in sys.modules)\n"
    )
    command = [sys.executable, "-c", code, str(used.parent), str(tmp_path / "new")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(project_root), str(tmp_path)))}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
    assert done.stdout.split() == ["False", "False", "False", "True", "False", "False"]


def second_step(store: object) -> None:
    """Stand for a step of a later version."""
    store.execute("alter table assessments add column region text not null default ''")  # type: ignore[attr-defined]


def failing_step(store: object) -> None:
    """Stand for a step that finds something that it did not expect."""
    second_step(store)
    raise RuntimeError("unexpected")


second_step.__name__ = "m0003_add_region"
failing_step.__name__ = "m0003_add_region"


def test_a_database_is_copied_before_it_is_migrated(used: Path, assessment: Assessment, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, second_step))
    with open_store(used.parent, now=now) as store:
        assert store.load("a-1") == assessment
        assert store._connection.execute("select region from assessments").fetchall() == [("",)]
    [copy] = (used.parent / "backups").glob("evaluator-0002-20261121T0800*Z.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert migrations.applied(connection) == migrations.known()[:2]
        assert connection.execute("select id from assessments").fetchall() == [("a-1",)]


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    used: Path, assessment: Assessment, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, failing_step))
        with pytest.raises(RuntimeError, match="unexpected"):
            open_store(used.parent, now=now)
    with open_store(used.parent, now=now) as store:
        assert store.load("a-1") == assessment
        assert migrations.applied(store._connection) == migrations.known()


def test_released_steps_are_never_renamed() -> None:
    assert migrations.known()[:2] == ("m0001_initial", "m0002_add_arrivals")


def test_bytes_in_a_row_that_are_no_text_are_told_as_damage(used: Path, assessment: Assessment, now: Now) -> None:
    with closing(sqlite3.connect(used)) as connection, connection:
        connection.execute("update records set body = cast(x'ff7b' as text) where kind = 'mine'")
    with open_store(used.parent, now=now) as store, pytest.raises(UserFacingError, match="STO-003"):
        store.load(assessment.id)
