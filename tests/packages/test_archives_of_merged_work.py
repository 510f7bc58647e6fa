# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An archive keeps what came in from colleagues, so that who opens it goes on exchanging packages as if nothing had been."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluator_app.archives.arrivals import read_arrivals
from evaluator_app.domain.codec import DocumentError
from evaluator_app.errors import UserFacingError
from evaluator_app.services.archiving import archive
from evaluator_app.services.checking_archives import verify_archive
from evaluator_app.services.opening_archives import Arrival, open_archive, read_archive
from evaluator_app.services.rescue_copying import copy_everything
from evaluator_app.services.rescue_restoring import bring_back, copy_named
from evaluator_app.services.workspace import Workspace
from tests.packages.conftest import Open
from tests.packages.desks import AT, Desk
from tests.packages.forging import told_truly, unpacked, zipped
from tests.packages.test_exchanging import begun


def merged(desks: Open, stick: Path) -> tuple[Desk, Desk]:
    """Let one merge the work of another, take it back, merge it again, and go on."""
    wang, li = begun(desks, stick, 2)
    li.finds("1.3", "噪声", photo=b"l")
    li.export(stick / "li.gmp")
    wang.take(stick / "li.gmp")
    wang.opened.undo()
    wang.take(stick / "li.gmp")
    wang.finds("1.2", "之后", photo=b"w")
    return wang, li


def test_merged_work_comes_back_with_all_acts_of_all(desks: Open, stick: Path, tmp_path: Path) -> None:
    wang, li = merged(desks, stick)
    path = archive(wang.workspace, wang.opened, tmp_path / "a.zip").path
    assert verify_archive(path, at=AT).whole.value
    with Workspace(tmp_path / "empty", who="王工", now=wang.now) as empty:
        assert open_archive(empty, path).arrival is Arrival.NEW
        assert open_archive(empty, path).arrival is Arrival.SAME
        back = empty.open_assessment("")
        assert back.known() == wang.opened.known()
        assert empty.store.whole(back.assessment.id) == wang.workspace.store.whole(back.assessment.id)
    wang.export(stick / "wang.gmp")
    assert li.take(stick / "wang.gmp").same_as_author


def test_an_archive_without_merged_work_has_no_such_file(desks: Open, tmp_path: Path) -> None:
    (wang,) = desks(1)
    wang.begin()
    path = archive(wang.workspace, wang.opened, tmp_path / "a.zip").path
    assert "arrivals.jsonl" not in unpacked(path)


def test_arrivals_that_the_journal_did_not_merge_are_refused(desks: Open, stick: Path, tmp_path: Path) -> None:
    wang, _li = merged(desks, stick)
    parts = unpacked(archive(wang.workspace, wang.opened, tmp_path / "a.zip").path)
    lines = parts["arrivals.jsonl"].splitlines()
    first, last = json.loads(lines[0]), json.loads(lines[-1])
    other = {**last, "acts": last["acts"][:-1]}
    for altered in (
        lines[:-1],
        [*lines, json.dumps({**first, "line": 1}).encode()],
        [lines[0], json.dumps(other).encode()],
        [lines[0], lines[0]],
        [b"[]"],
        [json.dumps({**first, "line": "1"}).encode()],
    ):
        path = tmp_path / "altered.zip"
        path.write_bytes(zipped(told_truly({**parts, "arrivals.jsonl": b"".join(line + b"\n" for line in altered)})))
        with pytest.raises(UserFacingError, match="ARC-001"):
            read_archive(path)
    with pytest.raises(DocumentError):
        read_arrivals(b"no")


def test_a_copy_on_a_stick_brings_merged_work_and_known_authors_back(desks: Open, stick: Path, tmp_path: Path) -> None:
    wang, li = merged(desks, stick)
    rescue = tmp_path / "rescue"
    rescue.mkdir()
    copy_everything(wang.workspace.root, rescue, who="王工", now=wang.now)
    bring_back(copy_named(rescue, 0), tmp_path / "new", now=wang.now)
    li.finds("1.4", "道路", photo=b"x")
    li.export(stick / "li2.gmp")
    kept = wang.workspace
    with Workspace(tmp_path / "new", who="王工", now=wang.now) as new:
        wang.workspace = new
        assert wang.opened.known() == kept.open_assessment("").known()
        assert wang.take(stick / "li2.gmp").evidence == 1
    wang.workspace = kept
