# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report of a revision, held against the one that it takes the place of; and originals that lie in an archive."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli import main_group
from evaluator_app.domain import changes
from evaluator_app.domain.evidence_edits import take_away
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.services.answers import Answer
from evaluator_app.services.archiving import archive
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.credentials import KeyFile
from evaluator_app.services.delivering import complete, write_report
from evaluator_app.services.revising import begin_revision
from evaluator_app.services.sample import PRACTICE_PASSWORD, SAMPLE_ID, Played
from evaluator_app.services.signing_reports import sign_report
from evaluator_app.services.verifying import verify_report
from evaluator_app.services.workspace import Workspace
from evaluator_app.signing.sample_credential import create_sample_credential
from evaluator_app.signing.secret import Secret

AT = datetime.now(UTC)


@dataclass(frozen=True)
class Reports:
    """Reports of one mine, and archives."""

    first: Path  # signed
    unsigned: Path  # the same before it was signed
    second: Path  # of the revision, which names the first by its digest; one has signed it
    unnamed: Path  # of another revision, which names no file
    third: Path  # of the revision of the second
    archive: Path  # of the first
    other_archive: Path  # of an assessment that has other evidence


def written(opened: OpenAssessment, path: Path) -> Path:
    """Complete an assessment and write its report."""
    complete(opened)
    write_report(opened, path, issued_on=date(2026, 11, 25))
    opened.settle()
    return path


def signed_by_one(report: Path) -> None:
    """Let one assessor sign, with a practice credential."""
    file = report.with_suffix(".p12")
    create_sample_credential(file, PRACTICE_PASSWORD, holder="李样本", organization="示例评估机构（虚构）", now=AT)
    sign_report(report, report, KeyFile(file, Secret(PRACTICE_PASSWORD)), signed_at=AT)


def signed_by_hand(workspace: Workspace, opened: OpenAssessment) -> None:
    """Take an assessment the step that a signed report allows."""
    opened.do(changes.change_status(opened.assessment, AssessmentStatus.SIGNED))


@pytest.fixture(scope="module")
def reports(story: Played, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    folder = tmp_path_factory.mktemp("revisions")
    first = next(path for path in story.files.values() if path.name == "report.pdf")
    shutil.copytree(first.parent / "workspace", folder / "ws")
    with Workspace(folder / "ws", who="王示范") as workspace:
        sample = workspace.open_assessment(SAMPLE_ID)
        archive(workspace, sample, folder / "first.zip")
        second = begin_revision(workspace, sample, "更正", report=first)
        second_report = written(second, folder / "second.pdf")
        signed_by_one(second_report)
        signed_by_hand(workspace, second)
        unnamed = written(begin_revision(workspace, sample, "不指明", is_another=True), folder / "unnamed.pdf")
        third = written(begin_revision(workspace, second, "再更正"), folder / "third.pdf")
        fewer = begin_revision(workspace, second, "少一张照片", is_another=True)
        fewer.do(take_away(fewer.assessment, [next(iter(fewer.assessment.evidence))]))
        archive(workspace, fewer, folder / "other.zip")
    unsigned = first.parent / "report-unsigned.pdf"
    return Reports(first, unsigned, second_report, unnamed, third, folder / "first.zip", folder / "other.zip")


def replaces(report: Path, given: Path | None) -> Answer:
    return verify_report(report, at=AT, replaced=given).replaces


def test_the_report_of_the_revision_before_is_known_by_its_digest(reports: Reports) -> None:
    found = verify_report(reports.second, at=AT, replaced=reports.first)
    assert found.replaces.value is True, found.replaces
    assert reports.first.name in found.replaces.reason
    assert "2" in found.replaces.reason
    assert (found.matches.value, found.recomputes.value) == (True, True)
    assert replaces(reports.second, None).value is None


@pytest.mark.parametrize(
    ("report", "given", "told"),
    [
        ("second", "unsigned", "摘要"),
        ("second", "second", "不是评估"),
        ("second", "third", "不是评估"),
        ("third", "first", "不是评估"),
        ("first", "unsigned", "不是修订"),
    ],
)
def test_another_report_is_refused_with_the_reason(reports: Reports, report: str, given: str, told: str) -> None:
    found = replaces(getattr(reports, report), getattr(reports, given))
    assert found.value is False
    assert told in found.reason, found.reason


def test_what_is_no_report_is_refused_too(reports: Reports, tmp_path: Path) -> None:
    (tmp_path / "nothing.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert replaces(reports.second, tmp_path / "nothing.pdf").value is False
    with pytest.raises(UserFacingError):
        replaces(reports.second, tmp_path / "lost.pdf")


def test_a_revision_that_names_no_file_cannot_tell_which_one_it_was(reports: Reports) -> None:
    assert replaces(reports.unnamed, reports.first).value is None
    assert replaces(reports.unnamed, reports.second).value is False


def verify(*arguments: object) -> Result:
    return CliRunner().invoke(main_group, ["verify", *map(str, arguments)])


def test_the_command_says_yes_to_the_right_one_and_no_to_another(reports: Reports) -> None:
    right = verify(reports.second, "--replaces", reports.first, "--json")
    assert (right.exit_code, json.loads(right.output)["replaces"]) == (0, True), right.output
    wrong = verify(reports.second, "--replaces", reports.unsigned, "--json")
    assert (wrong.exit_code, json.loads(wrong.output)["replaces"], json.loads(wrong.output)["sound"]) == (1, False, False)


def test_originals_are_taken_from_an_archive(reports: Reports) -> None:
    found = json.loads(verify(reports.first, "--evidence", reports.archive, "--json").output)
    assert (found["evidence"], found["pictures"], found["sound"]) == (True, True, True), found["reasons"]
    revision = json.loads(verify(reports.second, "--evidence", reports.archive, "--json").output)
    assert (revision["evidence"], revision["pictures"]) == (True, True)


def test_an_archive_that_lacks_an_original_is_told_by_name(reports: Reports) -> None:
    done = verify(reports.first, "--evidence", reports.other_archive, "--json")
    found = json.loads(done.output)
    assert (done.exit_code, found["evidence"], found["pictures"]) == (1, False, None), found["reasons"]
    assert "缺少" in found["reasons"]["evidence"] or "缺失" in found["reasons"]["evidence"]


def test_a_damaged_archive_and_another_zip_file_prove_nothing(reports: Reports, tmp_path: Path) -> None:
    damaged, other = tmp_path / "damaged.zip", tmp_path / "other.zip"
    data = bytearray(reports.archive.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("evidence/x.jpg", b"x")
    for path in (damaged, other, tmp_path / "lost.zip"):
        done = verify(reports.first, "--evidence", path, "--json")
        assert done.exit_code == 2, done.output
        assert "ARC-" in done.stderr or "VER-001" in done.stderr
