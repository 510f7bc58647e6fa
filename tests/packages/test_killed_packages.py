# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A program that is killed, a disk that is full and a change of mind leave no half package and no half merge."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaluator_app.errors import Cancelled
from evaluator_app.services.package_contents import check_evidence, read_package
from evaluator_app.services.packaging import export_package
from evaluator_app.services.taking_packages import take_package
from evaluator_app.services.workspace import Workspace
from tests.packages.conftest import Open
from tests.packages.desks import PASSWORD, Desk

PHOTOS = 30
_EXPORT = """
import sys
from pathlib import Path
from evaluator_app.services.credentials import KeyFile
from evaluator_app.services.packaging import export_package
from evaluator_app.services.workspace import Workspace
from evaluator_app.signing.secret import Secret
from tests.packages.desks import AT

with Workspace(Path(sys.argv[1]), now=lambda: AT) as workspace:
    key = KeyFile(Path(sys.argv[3]), Secret(sys.argv[4]))
    shown = lambda done, total: print(done * 100 // total, flush=True)
    export_package(workspace, workspace.open_assessment(""), Path(sys.argv[2]), key, progress=shown)
"""
_TAKE = """
import sys
from pathlib import Path
from evaluator_app.services.taking_packages import take_package
from evaluator_app.services.workspace import Workspace
from tests.packages.desks import AT

with Workspace(Path(sys.argv[1]), now=lambda: AT) as workspace:
    shown = lambda done, total: print(done * 99 // total, flush=True)
    take_package(workspace, Path(sys.argv[2]), accepted=sys.argv[3], progress=shown)
    print(100, flush=True)
"""
_FULL = """
import resource, signal, sys
from pathlib import Path
from evaluator_app.errors import UserFacingError
from evaluator_app.services.credentials import KeyFile
from evaluator_app.services.packaging import export_package
from evaluator_app.services.taking_packages import take_package
from evaluator_app.services.workspace import Workspace
from evaluator_app.signing.secret import Secret
from tests.packages.desks import AT

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Workspace(Path(sys.argv[2]), now=lambda: AT) as workspace:
    opened = workspace.open_assessment("") if sys.argv[1] == "export" else None
    workspace.files
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[6]), resource.RLIM_INFINITY))
    try:
        if opened:
            export_package(workspace, opened, Path(sys.argv[3]), KeyFile(Path(sys.argv[4]), Secret(sys.argv[5])))
        else:
            take_package(workspace, Path(sys.argv[3]), accepted=sys.argv[4])
    except UserFacingError as error:
        print(error.code)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


@pytest.fixture
def desk(desks: Open) -> Desk:
    """Return a laptop with photos that differ in their last byte; its workspace is closed, for others to open."""
    (made,) = desks(1)
    opened = made.begin()
    for number in range(PHOTOS):
        made.finds("1.1", f"P{number}", photo=bytes([number]))
    made.close()
    del opened
    return made


def run_until(percent: int, code: str, *arguments: object) -> None:
    """Kill a program once it says it has come so far."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if int(line) >= percent:
                break
        running.kill()


@pytest.mark.parametrize("percent", [1, 49, 95])
def test_kill_while_a_package_is_written(desk: Desk, stick: Path, percent: int) -> None:
    path = stick / "p.gmp"
    path.write_bytes(b"the one before")
    run_until(percent, _EXPORT, desk.workspace.root, path, desk.key.path, PASSWORD)
    if path.read_bytes() != b"the one before":
        check_evidence(read_package(path, at=desk.clock))
    with Workspace(desk.workspace.root, now=desk.now) as workspace:
        export_package(workspace, workspace.open_assessment(""), path, desk.key)
    assert [each.name for each in stick.iterdir()] == ["p.gmp"]
    check_evidence(read_package(path, at=desk.clock))


@pytest.mark.parametrize("percent", [1, 60, 99, 100])
def test_kill_while_a_package_is_taken(desk: Desk, stick: Path, tmp_path: Path, percent: int) -> None:
    path, accepted = stick / "p.gmp", desk.credential.certificate_info.fingerprint
    with Workspace(desk.workspace.root, now=desk.now) as workspace:
        export_package(workspace, workspace.open_assessment(""), path, desk.key)
    run_until(percent, _TAKE, tmp_path / "empty", path, accepted)
    with Workspace(tmp_path / "empty", now=desk.now) as empty:
        there = list(empty.summaries())
        assert list(empty.files.root.glob(".partial-*")) == []
        done = take_package(empty, path, accepted=accepted)
        assert done.is_new is not bool(there)
        opened = empty.open_assessment("")
        opened.require_whole()
        assert len(opened.assessment.evidence) == PHOTOS


@pytest.mark.skipif(os.name != "posix", reason="limits of the size of files are POSIX")
def test_a_full_disk_leaves_nothing_of_a_package(desk: Desk, stick: Path) -> None:
    done = on_a_full_disk("export", desk.workspace.root, stick / "p.gmp", desk.key.path, PASSWORD, 60_000)
    assert done == "PKG-013"
    assert list(stick.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="limits of the size of files are POSIX")
def test_a_full_disk_takes_nothing_in(desk: Desk, stick: Path, tmp_path: Path) -> None:
    with Workspace(desk.workspace.root, now=desk.now) as workspace:
        export_package(workspace, workspace.open_assessment(""), stick / "p.gmp", desk.key)
    accepted = desk.credential.certificate_info.fingerprint
    assert on_a_full_disk("take", tmp_path / "empty", stick / "p.gmp", accepted, "", 1_000) == "EVI-006"
    with Workspace(tmp_path / "empty") as empty:
        assert empty.summaries() == ()
        assert [found for found in empty.files.root.rglob("*") if found.is_file()] == []


def on_a_full_disk(*arguments: object) -> str:
    done = subprocess.run([sys.executable, "-c", _FULL, *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_package_that_is_cancelled_leaves_nothing_and_progress_ends_at_its_end(desk: Desk, stick: Path) -> None:
    with Workspace(desk.workspace.root, now=desk.now) as workspace:
        opened, told = workspace.open_assessment(""), list[tuple[int, int]]()
        with pytest.raises(Cancelled):
            export_package(
                workspace, opened, stick / "p.gmp", desk.key, cancelled=lambda: len(told) > PHOTOS, progress=lambda *at: told.append(at)
            )
        assert list(stick.iterdir()) == []
        told.clear()
        export_package(workspace, opened, stick / "p.gmp", desk.key, progress=lambda *at: told.append(at))
    assert told == sorted(told)
    assert told[-1][0] >= told[-1][1] * 0.99
