# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An assessment is closed by its own signed report alone, and while somebody has not signed only by a second word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.closing import SignedReport, close_signed, look_at_signed
from evaluator_app.services.credentials import KeyFile
from evaluator_app.services.delivering import complete, reopen, write_report
from evaluator_app.services.sample import PRACTICE_PASSWORD, SAMPLE_ID, Played, ensure_sample
from evaluator_app.services.signing_reports import sign_report
from evaluator_app.services.workspace import Workspace
from evaluator_app.signing.sample_credential import create_sample_credential
from evaluator_app.signing.secret import Secret

AT = datetime.now(UTC)
FIRM = "示例评估机构（虚构）"
TEAM = ("李样本", "张演练", "赵习题", "陈举例")
LEADER = "王示范"


@pytest.fixture
def completed(tmp_path: Path) -> Iterator[OpenAssessment]:
    """Open the sample, completed."""
    with Workspace(tmp_path / "ws") as workspace:
        opened = workspace.open_assessment(ensure_sample(workspace))
        complete(opened)
        yield opened
        opened.settle()


@pytest.fixture
def report(completed: OpenAssessment, tmp_path: Path) -> Path:
    """Write its report."""
    path = tmp_path / "report.pdf"
    write_report(completed, path, issued_on=date(2026, 11, 25))
    return path


def sign(report: Path, *who: str) -> None:
    """Let people sign with practice credentials."""
    for number, name in enumerate(who):
        file = report.with_name(f"{number}.p12")
        create_sample_credential(file, PRACTICE_PASSWORD, holder=name, organization=FIRM, now=AT)
        sign_report(report, report, KeyFile(file, Secret(PRACTICE_PASSWORD)), signed_at=AT)


def look(opened: OpenAssessment, report: Path) -> SignedReport:
    return look_at_signed(report, opened.assessment, opened.template, at=AT)


def refusal(opened: OpenAssessment, report: Path) -> UserFacingError:
    """Return why a report closes nothing."""
    before = opened.assessment
    with pytest.raises(UserFacingError) as caught:
        close_signed(opened, look(opened, report))
    assert opened.assessment == before
    return caught.value


def test_who_is_missing_is_named_until_all_have_signed(completed: OpenAssessment, report: Path) -> None:
    nobody = refusal(completed, report)
    assert (nobody.code, "未签章" in nobody.message or "没有签" in nobody.message) == ("CLO-003", True), nobody.message
    sign(report, TEAM[0])
    error = refusal(completed, report)
    assert error.code == "CLO-004"
    assert all(name in error.message for name in (*TEAM[1:], LEADER, FIRM))
    assert TEAM[0] not in error.message
    sign(report, *TEAM[1:], LEADER)
    assert look(completed, report).missing == (FIRM,)
    assert refusal(completed, report).code == "CLO-004"
    sign(report, FIRM)
    assert look(completed, report).missing == ()
    close_signed(completed, look(completed, report))
    assert completed.assessment.profile.status is AssessmentStatus.SIGNED


def test_a_second_word_closes_it_although_some_have_not_signed(completed: OpenAssessment, report: Path) -> None:
    sign(report, *TEAM, LEADER)
    close_signed(completed, look(completed, report), although_missing=True)
    assert completed.assessment.profile.status is AssessmentStatus.SIGNED
    with pytest.raises(UserFacingError, match="CLO-005"):
        close_signed(completed, look(completed, report), although_missing=True)


def test_a_report_of_before_the_findings_were_opened_again_closes_nothing(completed: OpenAssessment, report: Path) -> None:
    sign(report, *TEAM, LEADER, FIRM)
    looked = look(completed, report)
    reopen(completed)
    item = next(completed.template.indicators()).id
    completed.do(changes.record_remark(completed.assessment, item, "改过"))
    complete(completed)
    assert refusal(completed, report).code == "CLO-002"
    with pytest.raises(UserFacingError, match="CLO-002"):
        close_signed(completed, looked)


def test_neither_an_altered_report_nor_that_of_another_assessment_closes_anything(
    completed: OpenAssessment, report: Path, tmp_path: Path, coal_mine: OpenAssessment
) -> None:
    sign(report, *TEAM, LEADER, FIRM)
    data = bytearray(report.read_bytes())
    place = data.rindex(b"/ByteRange")
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(data[:place] + b"/Byterange" + data[place + 10 :])
    assert refusal(completed, altered).code == "CLO-003"
    altered.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(UserFacingError):
        look(completed, altered)
    coal_mine.do(changes.change_status(coal_mine.assessment, AssessmentStatus.COMPLETED))
    assert refusal(coal_mine, report).code == "CLO-001"


def test_the_sample_story_ends_closed(story: Played) -> None:
    root = next(path for path in story.files.values() if path.name == "workspace")
    with Workspace(root) as workspace:
        assert workspace.open_assessment(SAMPLE_ID).assessment.profile.status is AssessmentStatus.SIGNED
