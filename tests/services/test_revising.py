# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A signed assessment stays closed; its revision starts from all of it and names what it replaces."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.records import records
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.flagging import used_elsewhere
from evaluator_app.services.revising import REPORTS, begin_revision, changes_of, reports_of
from evaluator_app.services.sample import SAMPLE_ID, Played
from evaluator_app.services.workspace import Workspace

NOT_REPLACED = ("profile", "replaced_item")


def closed(opened: OpenAssessment, status: AssessmentStatus = AssessmentStatus.SIGNED) -> OpenAssessment:
    """Take an assessment the steps to a stage, whatever is missing in it."""
    steps = [AssessmentStatus.COMPLETED, AssessmentStatus.SIGNED]
    if status not in steps:
        steps.append(AssessmentStatus.SUBMITTED)
    if status not in steps:
        steps.append(status)
    for step in steps:
        opened.do(changes.change_status(opened.assessment, step))
    return opened


def refused(workspace: Workspace, opened: OpenAssessment, reason: str = "更正", **how: object) -> str:
    before = len(workspace.summaries())
    with pytest.raises(UserFacingError) as caught:
        begin_revision(workspace, opened, reason, **how)  # type: ignore[arg-type]
    assert len(workspace.summaries()) == before
    return caught.value.code


@pytest.mark.parametrize(
    "status", [AssessmentStatus.SIGNED, AssessmentStatus.SUBMITTED, AssessmentStatus.RETURNED, AssessmentStatus.ACCEPTED]
)
def test_a_revision_has_all_records_of_the_closed_one_and_is_open(
    workspace: Workspace, coal_mine: OpenAssessment, status: AssessmentStatus
) -> None:
    target = next(coal_mine.template.indicators()).id
    coal_mine.add_image("照片.jpg", resource("sample/photos/01_notice_board.jpg").read_bytes(), [target])
    coal_mine.do(changes.record_observation(coal_mine.assessment, coal_mine.new_observation(target, "有积尘")))
    old = closed(coal_mine, status)
    new = begin_revision(workspace, old, "  省厅退回，补充粉尘照片  ")
    kept = {key: value for key, value in records(new.assessment).items() if key[0].value not in NOT_REPLACED}
    assert kept == {key: value for key, value in records(old.assessment).items() if key[0].value not in NOT_REPLACED}
    assert new.assessment.profile.status is AssessmentStatus.DRAFT
    assert new.assessment.profile.revision is not None
    assert new.assessment.profile.revision.reason == "省厅退回，补充粉尘照片"
    assert new.card == old.card
    assert new.journal == []
    assert workspace.store.check(new.assessment.id) == ()
    assert workspace.store.load(old.assessment.id) == old.assessment


def test_lists_tell_which_revision_replaces_which(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    new = begin_revision(workspace, closed(coal_mine), "更正")
    told = {summary.assessment_id: (summary.revision, summary.replaces) for summary in workspace.summaries()}
    assert told == {coal_mine.assessment.id: (1, ""), new.assessment.id: (2, coal_mine.assessment.id)}


def test_what_the_revision_changes_is_told(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    new = begin_revision(workspace, closed(coal_mine), "更正")
    found = changes_of(new)
    assert found is not None
    assert found.is_empty
    target = next(new.template.indicators()).id
    new.do(changes.record_outcome(new.assessment, target, Outcome.NOT_MET, reason="缺少"))
    found = changes_of(new)
    assert found is not None
    assert [change.target for change in found.items] == [target]
    assert changes_of(coal_mine) is None


def test_a_draft_and_a_completed_assessment_need_no_revision(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    assert refused(workspace, coal_mine) == "REV-001"
    coal_mine.do(changes.change_status(coal_mine.assessment, AssessmentStatus.COMPLETED))
    assert refused(workspace, coal_mine) == "REV-001"


def test_a_revision_without_a_reason_is_refused(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    assert refused(workspace, closed(coal_mine), " \n ") == "REV-002"
    assert refused(workspace, coal_mine, "长" * 20_001) == "REV-005"


def test_a_second_revision_of_the_same_one_is_begun_only_where_that_is_said(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    first = begin_revision(workspace, closed(coal_mine), "更正")
    assert refused(workspace, coal_mine) == "REV-003"
    closed(first)
    assert refused(workspace, coal_mine) == "REV-003"
    third = begin_revision(workspace, first, "再次更正")
    assert third.assessment.profile.revision is not None
    assert third.assessment.profile.revision.number == 3
    assert begin_revision(workspace, coal_mine, "另一次", is_another=True).assessment.profile.status.is_open


def test_a_revision_in_the_trash_hinders_no_other(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    first = begin_revision(workspace, closed(coal_mine), "更正")
    workspace.store.remove(first.assessment.id, at=workspace.now())
    assert begin_revision(workspace, coal_mine, "更正").assessment.id != first.assessment.id


def test_photos_carried_into_a_revision_are_no_second_use(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    coal_mine.add_image("照片.jpg", resource("sample/photos/01_notice_board.jpg").read_bytes(), [next(coal_mine.template.indicators()).id])
    new = begin_revision(workspace, closed(coal_mine), "更正")
    assert used_elsewhere(workspace.store, new.assessment) == ()
    assert used_elsewhere(workspace.store, coal_mine.assessment) == ()


def test_records_that_were_altered_start_no_revision(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    closed(coal_mine)
    with workspace.store._connection as connection:
        connection.execute("update records set body = replace(body, '试验煤矿', '别的煤矿') where kind = 'mine'")
    assert refused(workspace, coal_mine) == "ASM-006"


def test_the_signed_report_is_found_and_named_by_its_digest(story: Played, tmp_path: Path) -> None:
    files = dict(zip(("document", "card", "report", "answers", "credential", "root"), story.files.values(), strict=True))
    signed, root = files["report"], tmp_path / "ws"
    import shutil

    shutil.copytree(files["root"], root)
    (root / REPORTS).mkdir(exist_ok=True)
    shutil.copyfile(signed, root / REPORTS / "签字报告.pdf")
    shutil.copyfile(signed.parent / "report-unsigned.pdf", root / REPORTS / "草稿.pdf")
    (root / REPORTS / "别的.pdf").write_bytes(b"%PDF-1.7 nothing")
    with Workspace(root, who="王示范") as workspace:
        opened = workspace.open_assessment(SAMPLE_ID)
        [found] = reports_of(root, SAMPLE_ID)
        assert found.name == "签字报告.pdf"
        assert reports_of(root, "another") == ()
        assert refused(workspace, opened, report=root / REPORTS / "草稿.pdf") == "REV-004"
        assert refused(workspace, opened, report=root / REPORTS / "别的.pdf") == "REV-004"
        assert refused(workspace, opened, report=root / "没有.pdf") == "REV-004"
        new = begin_revision(workspace, opened, "更正", report=found)
        assert new.assessment.profile.revision is not None
        assert new.assessment.profile.revision.replaced_report_sha256 == hashlib.sha256(signed.read_bytes()).hexdigest()
        assert new.assessment.profile.revision.begun_at is not None
        assert new.assessment.profile.revision.begun_at.tzinfo is UTC
        assert replace(new.assessment.profile, revision=None).opened_at == opened.assessment.profile.opened_at
