# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The signed report in an archive: taken along, checked against data and evidence, brought back under its name."""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from evaluator_app.services.archiving import archive, gather, write
from evaluator_app.services.checking_archives import ArchiveCheck, verify_archive
from evaluator_app.services.delivering import complete, write_report
from evaluator_app.services.opening_archives import Arrival, open_archive
from evaluator_app.services.revising import REPORTS, FormerReport, begin_revision
from evaluator_app.services.sample import SAMPLE_ID, Played
from evaluator_app.services.workspace import Workspace

FORMER = "former-reports/1.pdf"


def readme_of(path: Path) -> str:
    """Return the text that explains an archive."""
    with zipfile.ZipFile(path) as file:
        return file.read("README.txt").decode("utf-8-sig")


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


def test_the_archive_of_a_revision_holds_the_report_whose_place_it_takes(played: Workspace, signed: Path, tmp_path: Path) -> None:
    sample = played.open_assessment(SAMPLE_ID)
    kept = played.root / REPORTS / "示例煤矿 签章.pdf"
    second = begin_revision(played, sample, "更正", report=kept)
    shutil.copyfile(signed.parent / "report-unsigned.pdf", kept.with_name("草稿.pdf"))
    done = archive(played, second, tmp_path / "second.zip")
    assert (done.reports, done.former) == ((), (kept.name,))
    assert FORMER in readme_of(done.path)
    checked = check(done.path)
    [former] = checked.reports
    assert (former.is_former, former.agrees.value, former.evidence.value, checked.is_sound) == (True, True, None, True), former
    assert former.verification is not None
    assert former.verification.intact.value is True
    assert checked.reported.value is None  # the revision itself has no report yet
    with Workspace(tmp_path / "empty") as empty:
        [path] = open_archive(empty, done.path).reports
        assert path.read_bytes() == signed.read_bytes()
        revised = empty.open_assessment(second.assessment.id)
        third = archive(empty, revised, tmp_path / "again.zip")
        assert third.former == (path.name,)


def test_the_report_of_a_revision_is_held_against_the_former_one_beside_it(played: Workspace, signed: Path, tmp_path: Path) -> None:
    second = begin_revision(played, played.open_assessment(SAMPLE_ID), "更正", report=played.root / REPORTS / "示例煤矿 签章.pdf")
    complete(second)
    write_report(second, played.root / REPORTS / "第二版.pdf", issued_on=date(2026, 11, 25))
    checked = check(archive(played, second, tmp_path / "second.zip").path)
    assert [report.is_former for report in checked.reports] == [False, True]
    own = checked.reports[0].verification
    assert own is not None
    assert (own.replaces.value, checked.is_sound) == (True, True)


def test_a_former_report_that_is_not_there_is_named_by_its_digest(played: Workspace, signed: Path, tmp_path: Path) -> None:
    kept = played.root / REPORTS / "示例煤矿 签章.pdf"
    second = begin_revision(played, played.open_assessment(SAMPLE_ID), "更正", report=kept)
    shutil.copyfile(signed.parent / "report-unsigned.pdf", kept)  # of the same assessment, and not the one that is named
    done = archive(played, second, tmp_path / "second.zip")
    assert done.former == ()
    assert hashlib.sha256(signed.read_bytes()).hexdigest() in readme_of(done.path)
    other = FormerReport(kept, hashlib.sha256(kept.read_bytes()).hexdigest())
    wrong = check(write(gather(played, second), tmp_path / "wrong.zip", former=[other]).path)
    assert (wrong.reports[0].agrees.value, wrong.reported.value, wrong.is_sound) == (False, False, False)


def test_of_a_report_signed_by_one_after_the_other_only_the_last_file_goes_in(played: Workspace, signed: Path, tmp_path: Path) -> None:
    whole = signed.read_bytes()
    ends = [found.end() for found in re.finditer(rb"%%EOF\r?\n", whole)]
    assert len(ends) > 6  # as it was written, then after each signature
    for number, end in enumerate(ends[1:-1]):
        (played.root / REPORTS / f"{number}.pdf").write_bytes(whole[:end])
    assert archive(played, played.open_assessment(SAMPLE_ID), tmp_path / "a.zip").reports == ("示例煤矿 签章.pdf",)


def test_an_altered_report_makes_the_archive_unsound(played: Workspace, signed: Path, tmp_path: Path) -> None:
    data = bytearray(signed.read_bytes())
    data[len(data) // 2] ^= 1
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(bytes(data))
    checked = check(archive(played, played.open_assessment(SAMPLE_ID), tmp_path / "a.zip", reports=[altered]).path)
    assert checked.whole.value is True
    assert checked.reported.value is False
