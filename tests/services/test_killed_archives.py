# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A program that is killed, or a disk that is full, leaves no half archive and no half opened one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaluator_app.domain.assessment import Mine
from evaluator_app.paths import resource
from evaluator_app.services.archiving import archive
from evaluator_app.services.opening_archives import Arrival, open_archive, read_archive
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace

PHOTOS = 40
_WRITE = """
import sys
from pathlib import Path
from evaluator_app.services.archiving import archive
from evaluator_app.services.workspace import Workspace

with Workspace(Path(sys.argv[1])) as workspace:
    opened = workspace.open_assessment("")
    archive(workspace, opened, Path(sys.argv[2]), progress=lambda done, total: print(done * 100 // total, flush=True))
"""
_OPEN = """
import sys
from pathlib import Path
from evaluator_app.services.opening_archives import read_archive, settle, stage
from evaluator_app.services.workspace import Workspace

with Workspace(Path(sys.argv[1])) as workspace:
    read = read_archive(Path(sys.argv[2]))
    staged = stage(workspace.files, read, progress=lambda done, total: print(done * 100 // total, flush=True))
    settle(workspace, staged)
    print(101, flush=True)
"""
_FULL = """
import resource, signal, sys
from pathlib import Path
from evaluator_app.errors import UserFacingError
from evaluator_app.services.archiving import archive
from evaluator_app.services.opening_archives import open_archive
from evaluator_app.services.workspace import Workspace

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Workspace(Path(sys.argv[2])) as workspace:
    opened = workspace.open_assessment("") if sys.argv[1] == "write" else None
    workspace.files
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
    try:
        archive(workspace, opened, Path(sys.argv[3])) if opened else open_archive(workspace, Path(sys.argv[3]))
    except UserFacingError as error:
        print(error.code)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Begin a mine with photos that differ in their last byte."""
    photo = resource("sample/photos/04_workshop.jpg").read_bytes()
    with Workspace(tmp_path / "workspace") as workspace:
        opened = workspace.begin(NewAssessment(find_template("cn-mnr/green-mine-2024-coal", workspace.root), Mine("试验煤矿")))
        for number in range(PHOTOS):
            opened.add_image(f"P{number}.jpg", photo + bytes([number]), [])
    return tmp_path / "workspace"


def run_until(percent: int, code: str, *arguments: object) -> None:
    """Kill a program once it says it has come so far."""
    with subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if int(line) >= percent:
                break
        running.kill()


@pytest.mark.parametrize("percent", [1, 30, 49, 60, 95])
def test_kill_while_an_archive_is_written(root: Path, tmp_path: Path, percent: int) -> None:
    destination = tmp_path / "archive.zip"
    destination.write_bytes(b"the one before")
    run_until(percent, _WRITE, root, destination)
    if destination.read_bytes() != b"the one before":
        read_archive(destination)
    with Workspace(root) as workspace:
        opened = workspace.open_assessment("")
        assert workspace.store.check(opened.assessment.id) == ()
        archive(workspace, opened, destination)


@pytest.mark.parametrize("percent", [1, 50, 99, 101])
def test_kill_while_an_archive_is_opened(root: Path, tmp_path: Path, percent: int) -> None:
    path = tmp_path / "archive.zip"
    with Workspace(root) as workspace:
        archive(workspace, workspace.open_assessment(""), path)
    run_until(percent, _OPEN, tmp_path / "empty", path)
    with Workspace(tmp_path / "empty") as empty:
        there = list(empty.summaries())
        assert list(empty.files.root.glob(".partial-*")) == []
        done = open_archive(empty, path)
        assert done.arrival is (Arrival.SAME if there else Arrival.NEW)
        opened = empty.open_assessment(done.assessment_id)
        opened.require_whole()
        assert len(opened.assessment.evidence) == PHOTOS


@pytest.mark.skipif(os.name != "posix", reason="limits of the size of files are POSIX")
def test_a_full_disk_leaves_nothing_of_an_archive(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    done = _on_a_full_disk("write", root, folder / "a.zip", 300_000)
    assert done == "ARC-013"
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="limits of the size of files are POSIX")
def test_a_full_disk_brings_nothing_back(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    with Workspace(root) as workspace:
        archive(workspace, workspace.open_assessment(""), path)
    assert _on_a_full_disk("open", tmp_path / "empty", path, 100_000) == "EVI-006"
    with Workspace(tmp_path / "empty") as empty:
        assert empty.summaries() == ()
        assert [found for found in empty.files.root.rglob("*") if found.is_file()] == []


def _on_a_full_disk(*arguments: object) -> str:
    done = subprocess.run([sys.executable, "-c", _FULL, *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout.strip()
