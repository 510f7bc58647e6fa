# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The signed report in an archive: taken along, checked against data and evidence, brought back under its name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evaluator_app.services.archiving import archive
from evaluator_app.services.checking_archives import ArchiveCheck, verify_archive
from evaluator_app.services.opening_archives import Arrival, open_archive
from evaluator_app.services.revising import REPORTS, begin_revision
from evaluator_app.services.sample import SAMPLE_ID, Played
from evaluator_app.services.workspace import Workspace


@pytest.fixture
def signed(story: Played) -> Path:
    """Return the signed report of the story."""
    return next(path for path in story.files.values() if path.name == "report.pdf")


@pytest.fixture
def played(story: Played, signed: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Open a copy of the workspace of the story, with its signed report in the folder of reports."""
    root = tmp_path / "played"
    shutil.copytree(signed.parent / "workspace", root)
    (root / REPORTS).mkdir(exist_ok=True)
    shutil.copyfile(signed, root / REPORTS / "示例煤矿 签章.pdf")
    with Workspace(root, who="王示范") as opened:
        yield opened


def check(path: Path, **how: object) -> ArchiveCheck:
    return verify_archive(path, at=datetime.now(UTC), **how)  # type: ignore[arg-type]


def test_the_signed_report_goes_in_is_checked_and_comes_back(played: Workspace, signed: Path, tmp_path: Path) -> None:
    done = archive(played, played.open_assessment(SAMPLE_ID), tmp_path / "a.zip")
    assert done.reports == ("示例煤矿 签章.pdf",)
    checked = check(done.path)
    [report] = checked.reports
    assert report.verification is not None
    assert (report.verification.intact.value, report.verification.recomputes.value) == (True, True)
    assert (report.agrees.value, report.evidence.value, checked.reported.value, checked.is_sound) == (True, True, True, True)
    assert checked.to_json()["reports"][0]["agrees"] is True
    with Workspace(tmp_path / "empty") as empty:
        [path] = open_archive(empty, done.path).reports
        assert path.parent.name == REPORTS
        assert path.read_bytes() == signed.read_bytes()
        again = open_archive(empty, done.path)
        assert (again.arrival, again.reports) == (Arrival.SAME, ())
        path.write_bytes(b"%PDF another")
        [second] = open_archive(empty, done.path).reports
        assert (second.name, path.read_bytes()) == (f"{path.stem}-2.pdf", b"%PDF another")


def test_a_report_that_says_something_else_or_nothing_is_told(played: Workspace, signed: Path, tmp_path: Path) -> None:
    opened = played.open_assessment(SAMPLE_ID)
    unsigned = check(archive(played, opened, tmp_path / "unsigned.zip", reports=[signed.parent / "report-unsigned.pdf"]).path)
    assert (unsigned.reported.value, unsigned.is_sound) == (None, True)
    other = tmp_path / "no report.pdf"
    other.write_bytes(b"nothing")
    broken = check(archive(played, opened, tmp_path / "broken.zip", reports=[other]).path)
    assert (broken.reported.value, broken.is_sound, broken.whole.value) == (False, False, True)
    revision = begin_revision(played, opened, "更正", report=signed)
    foreign = check(archive(played, revision, tmp_path / "foreign.zip", reports=[signed]).path)
    assert foreign.reports[0].agrees.value is False
    assert foreign.is_sound is False


def test_an_altered_report_makes_the_archive_unsound(played: Workspace, signed: Path, tmp_path: Path) -> None:
    data = bytearray(signed.read_bytes())
    data[len(data) // 2] ^= 1
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(bytes(data))
    checked = check(archive(played, played.open_assessment(SAMPLE_ID), tmp_path / "a.zip", reports=[altered]).path)
    assert checked.whole.value is True
    assert checked.reported.value is False
