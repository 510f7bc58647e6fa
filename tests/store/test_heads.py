# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How far assessments have come is read beside whoever writes, and a copy of the database is one moment of it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Mine
from evaluator_app.errors import UserFacingError
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.heads import evidence_digests, journal_digests, read_heads, snapshot, span_after


def begin(workspace: Workspace, mine: str = "试验煤矿") -> OpenAssessment:
    template = find_template("cn-mnr/green-mine-2024-coal", workspace.root)
    return workspace.begin(NewAssessment(template, Mine(mine), visit_from=date(2026, 11, 23), visit_to=date(2026, 11, 25)))


def rename(opened: OpenAssessment, name: str) -> None:

    opened.do(changes.change_mine(opened.assessment, replace(opened.assessment.mine, name=name)))


def test_heads_follow_the_acts(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        opened = begin(workspace)
        rename(opened, "改名")
        (head,) = read_heads(tmp_path)
    assert (head.mine, head.last_line, head.evidence, head.is_removed) == ("改名", 1, 0, False)
    assert (head.visit_from, head.visit_to) == (date(2026, 11, 23), date(2026, 11, 25))


def test_the_digest_of_a_journal_is_over_its_lines_as_the_page_of_formats_says(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        opened = begin(workspace)
        for name in ("甲", "乙", "丙"):
            rename(opened, name)
        own = opened.assessment.id
        found = journal_digests(tmp_path, {own: (0, 2, 3, 9), "unknown": (0, 1)})
        with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
            rows = connection.execute(
                "select number, kind, continues, who, at, act, subject, edits from journal order by number"
            ).fetchall()
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for row in rows]
    expected = {(own, count): hashlib.sha256(b"".join(lines[:count])).hexdigest() for count in (0, 2, 3)}
    assert found == {**expected, ("unknown", 0): hashlib.sha256().hexdigest()}


def test_the_span_is_that_of_the_acts_after_a_line(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        opened = begin(workspace)
        own = opened.assessment.id
        for day in (3, 1, 2):
            workspace.now = lambda day=day: datetime(2026, 11, day, tzinfo=UTC)  # type: ignore[misc]
            rename(workspace.open_assessment(own), f"第{day}天")
    assert span_after(tmp_path, {own: 1}) == (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC))
    assert span_after(tmp_path, {own: 3}) is None


def test_a_copy_is_taken_while_a_transaction_is_open(tmp_path: Path) -> None:
    with Workspace(tmp_path / "workspace") as workspace:
        opened = begin(workspace)
        with closing(sqlite3.connect(tmp_path / "workspace" / DATABASE_NAME, isolation_level=None)) as other:
            other.execute("begin immediate")
            other.execute("update assessments set mine = 'half done'")
            snapshot(tmp_path / "workspace", tmp_path / "copy" / DATABASE_NAME)
            other.execute("rollback")
        opened.add_image("a.jpg", _photo(), [])
        assert evidence_digests(tmp_path / "copy") == ()
        assert len(evidence_digests(tmp_path / "workspace")) == 1
    assert [head.mine for head in read_heads(tmp_path / "copy")] == ["试验煤矿"]


def test_a_folder_without_a_database_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as caught:
        read_heads(tmp_path)
    assert caught.value.code == "STO-014"
    assert list(tmp_path.iterdir()) == []


def _photo() -> bytes:
    from evaluator_app.paths import resource

    return resource("sample/photos/04_workshop.jpg").read_bytes()
