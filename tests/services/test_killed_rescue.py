# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A program that is killed while it copies or brings back, and a stick that is really full, leave the copies before as they were."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaluator_app.rescue.home import check_copy
from evaluator_app.services.rescue_restoring import bring_back, copies_in, may_take
from evaluator_app.services.workspace import Workspace
from tests.services.rescuing import add_files, add_photo, copy, fill, newest, utc_now

_COPY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from evaluator_app.services.rescue_copying import copy_everything

copy_everything(Path(sys.argv[1]), Path(sys.argv[2]), who="", now=lambda: datetime.now(UTC),
    progress=lambda done, total: print(done * 100 // total, flush=True))
print(101, flush=True)
"""
_BACK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from evaluator_app.services.rescue_restoring import bring_back, copy_named

bring_back(copy_named(Path(sys.argv[2])), Path(sys.argv[1]), now=lambda: datetime.now(UTC),
    progress=lambda done, total: print(done * 100 // total, flush=True))
print(101, flush=True)
"""
_FULL = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from evaluator_app.errors import UserFacingError
from evaluator_app.rescue import writing
from evaluator_app.services.rescue_copying import copy_everything

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
real = writing.write_through
def limited(destination, pieces):
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
    try:
        return real(destination, pieces)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
writing.write_through = limited
try:
    copy_everything(Path(sys.argv[1]), Path(sys.argv[2]), who="", now=lambda: datetime.now(UTC))
except UserFacingError as error:
    print(error.code)
"""


def run_until(percent: int, code: str, *arguments: object) -> None:
    """Kill a program once it says it has come so far."""
    with subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if int(line) >= percent:
                break
        running.kill()


@pytest.fixture
def stick(workspace: Workspace, tmp_path: Path) -> Path:
    """Copy a filled workspace, then go on working in it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    opened = fill(workspace)
    add_files(workspace.root)
    copy(workspace.root, folder)
    for number in range(12):
        add_photo(opened, f"neu{number}")
    return folder


@pytest.mark.parametrize("percent", [0, 10, 30, 49, 55, 80, 100, 101])
def test_kill_while_copying(workspace: Workspace, stick: Path, percent: int) -> None:
    run_until(percent, _COPY, workspace.root, stick)
    copies = copies_in(stick)
    assert copies[-1].number == 1
    assert [check_copy(found) for found in copies] == [()] * len(copies)
    done = copy(workspace.root, stick)
    assert done.manifest.assessments[0].acts == 15
    assert [check_copy(found) for found in copies_in(stick)] == [()] * 2
    left = [path.name for path in stick.rglob("*") if path.name.endswith((".part", ".new", ".old"))]
    assert left == []


@pytest.mark.parametrize("percent", [0, 40, 90, 100, 101])
def test_kill_while_bringing_back(workspace: Workspace, stick: Path, tmp_path: Path, percent: int) -> None:
    copy(workspace.root, stick)
    root = tmp_path / "new laptop"
    run_until(percent, _BACK, root, stick)
    if may_take(root):
        bring_back(newest(stick), root, now=utc_now)
    with Workspace(root) as back:
        opened = back.open_assessment("")
        opened.require_whole()
        assert back.store.check(opened.assessment.id) == ()
        assert len(opened.assessment.evidence) == 15


@pytest.mark.skipif(os.name != "posix", reason="limits of the size of files are POSIX")
def test_a_stick_that_takes_no_more(workspace: Workspace, stick: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _FULL, workspace.root, stick], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in ("RES-003", "RES-005")
    assert [check_copy(found) for found in copies_in(stick)] == [()]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nobody forbids root anything")
def test_a_stick_that_is_locked(workspace: Workspace, stick: Path) -> None:
    from evaluator_app.errors import UserFacingError

    home = stick / "GreenMineRescue"
    (home / "copies").chmod(0o555)
    try:
        with pytest.raises(UserFacingError) as caught:
            copy(workspace.root, stick)
        assert caught.value.code == "RES-004"
    finally:
        (home / "copies").chmod(0o755)
    assert check_copy(newest(stick)) == ()
