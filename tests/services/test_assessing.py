# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Working on an assessment: saved at once, scored at once, undone by name, also after a restart."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import change_mine, record_answer, record_observation, record_outcome, record_remark
from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.status import Verdict
from evaluator_app.errors import UserFacingError
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.delivering import complete, write_report
from evaluator_app.services.workspace import Workspace


def test_an_act_moves_the_score_and_says_from_where_to_where(coal_mine: OpenAssessment) -> None:
    done = coal_mine.do(record_outcome(coal_mine.assessment, "site.facilities", Outcome.MET))
    assert done.before.awarded + 2 == done.after.awarded == coal_mine.card.awarded


def test_every_act_is_there_when_the_workspace_is_opened_again(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    observation = replace(coal_mine.new_observation("site.signs", "警示牌缺失"), place="变电所", count=2)
    coal_mine.do(record_observation(coal_mine.assessment, observation))
    before = coal_mine.assessment
    workspace.close()
    with Workspace(workspace.root) as again:
        reopened = again.open_assessment(before.id)
        assert reopened.assessment == before
        assert [line.who for line in reopened.journal] == ["王示范"]


def test_undo_and_redo_reach_back_over_a_restart(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    blank = coal_mine.assessment
    coal_mine.do(record_outcome(coal_mine.assessment, "site.facilities", Outcome.MET))
    met = coal_mine.assessment
    workspace.close()
    with Workspace(workspace.root) as again:
        reopened = again.open_assessment(blank.id)
        assert reopened.undo() is not None
        assert reopened.assessment.answer("site.facilities") == blank.answer("site.facilities")
    with Workspace(workspace.root) as once_more:
        reopened = once_more.open_assessment(blank.id)
        assert reopened.redo() is not None
        assert reopened.assessment == met
        assert reopened.redo() is None


def test_typing_is_saved_bit_by_bit_and_undone_as_one(coal_mine: OpenAssessment) -> None:
    for text in ("三", "三区", "三区分明"):
        coal_mine.do(record_remark(coal_mine.assessment, "site.zoning", text), continues=text != "三")
    assert len(coal_mine.journal) == 3
    coal_mine.undo()
    assert coal_mine.assessment.findings.get("site.zoning") is None or not coal_mine.assessment.findings["site.zoning"].remark


def test_typing_on_after_undo_does_not_join_what_was_done_before(coal_mine: OpenAssessment) -> None:
    coal_mine.do(record_outcome(coal_mine.assessment, "site.zoning", Outcome.MET))
    met = coal_mine.assessment
    coal_mine.do(record_remark(met, "site.zoning", "三"))
    coal_mine.undo()
    coal_mine.do(record_remark(met, "site.zoning", "四"), continues=True)
    coal_mine.undo()
    assert coal_mine.assessment == met


def test_an_act_that_changes_nothing_is_not_journaled(coal_mine: OpenAssessment) -> None:
    coal_mine.do(change_mine(coal_mine.assessment, coal_mine.assessment.mine))
    assert not coal_mine.journal


def test_t2_recovery_answers_by_seam_class(coal_mine: OpenAssessment) -> None:
    """Case T2: 80.97 passes for thick and medium seams and fails for thin ones; the class must be asked for."""
    answer = replace(coal_mine.assessment.answer("extraction.recovery"), values={"value": Decimal("80.97")})
    coal_mine.do(record_answer(coal_mine.assessment, "extraction.recovery", "", answer))
    awarded: dict[str | None, list[int]] = {}
    for seam in ("thick", "medium", "thin", None):
        facts = {k: v for k, v in coal_mine.assessment.mine.facts.items() if k != "seam_class"}
        mine = replace(coal_mine.assessment.mine, facts=facts | ({"seam_class": seam} if seam else {}))
        coal_mine.do(change_mine(coal_mine.assessment, mine))
        award = coal_mine.card.items_by_id()["extraction.recovery"].award
        awarded[seam] = [int(points) for points in (award.awarded, award.lost, award.open)]
    assert awarded == {"thick": [2, 0, 0], "medium": [2, 0, 0], "thin": [0, 2, 0], None: [0, 0, 2]}


def test_bad_photos_are_refused_by_name_while_the_others_go_in(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    good = resource("sample/photos") / "02_headframe.jpg"
    empty, cut = tmp_path / "empty.jpg", tmp_path / "cut.jpg"
    empty.write_bytes(b"")
    cut.write_bytes(good.read_bytes()[:20_000])
    result, done = coal_mine.add_files([empty, good, cut], ["extraction.method"], place="工业广场")
    assert [refusal.name for refusal in result.refused] == ["empty.jpg", "cut.jpg"]
    assert done is not None
    (evidence,) = coal_mine.assessment.evidence_of("extraction.method")
    assert (evidence.name, evidence.place) == ("02_headframe.jpg", "工业广场")
    assert coal_mine.file_of(evidence).read_bytes() == good.read_bytes()
    assert evidence.taken_at.startswith("2025-09-16")
    assert evidence.latitude is not None


def test_an_unfinished_assessment_cannot_be_completed_and_stays_open(coal_mine: OpenAssessment) -> None:
    with pytest.raises(UserFacingError) as refused:
        complete(coal_mine)
    assert refused.value.code == "ASM-003"
    assert coal_mine.assessment.profile.status.is_open
    assert any(problem.severity is Severity.BLOCKS for problem in coal_mine.problems())


def test_the_list_shows_the_verdict_once_the_hands_rest(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    coal_mine.do(record_outcome(coal_mine.assessment, "prerequisite.licences", Outcome.NOT_MET))
    (stale,) = workspace.summaries()
    assert not stale.is_current
    coal_mine.settle()
    (summary,) = workspace.summaries()
    assert summary.is_current
    assert summary.computed.verdict == Verdict.NOT_QUALIFIED.value
    assert summary.computed.items == 45


def test_an_id_may_be_shortened_as_long_as_it_is_clear(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    assert workspace.open_assessment(coal_mine.assessment.id[:6]).assessment == coal_mine.assessment
    with pytest.raises(UserFacingError, match="ASM-002"):
        workspace.open_assessment("no-such-id")


def test_the_reports_copy_of_a_photo_is_made_once_and_kept(coal_mine: OpenAssessment) -> None:
    coal_mine.add_files([resource("sample/photos") / "02_headframe.jpg"], ["extraction.method"])
    (evidence,) = coal_mine.assessment.evidence_of("extraction.method")
    coal_mine.prepare_pictures()
    original = coal_mine.file_of(evidence)
    original.unlink()
    with Image.open(BytesIO(coal_mine.picture_of(evidence))) as picture:
        assert picture.size == (1200, 900)


def test_a_photo_whose_file_is_gone_is_an_empty_picture_and_not_a_failure(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    coal_mine.add_files([resource("sample/photos") / "02_headframe.jpg"], ["extraction.method"])
    (evidence,) = coal_mine.assessment.evidence_of("extraction.method")
    coal_mine.file_of(evidence).unlink()
    assert coal_mine.picture_of(evidence) == b""
    assert write_report(coal_mine, tmp_path / "report.pdf", issued_on=date(2026, 11, 21)).pages > 10


def test_a_report_takes_photos_from_where_they_are_kept_and_makes_anew_what_was_cut_off(coal_mine: OpenAssessment) -> None:
    coal_mine.add_files([resource("sample/photos") / "02_headframe.jpg"], ["extraction.method"])
    (evidence,) = coal_mine.assessment.evidence_of("extraction.method")
    kept = coal_mine.picture_file_of(evidence)
    assert isinstance(kept, Path)
    whole = kept.read_bytes()
    assert whole == coal_mine.picture_of(evidence)
    kept.write_bytes(whole[:1000])
    assert coal_mine.picture_file_of(evidence) == kept
    assert kept.read_bytes() == whole


def test_where_nothing_can_be_kept_the_picture_comes_as_bytes(coal_mine: OpenAssessment) -> None:
    coal_mine.add_files([resource("sample/photos") / "02_headframe.jpg"], ["extraction.method"])
    (evidence,) = coal_mine.assessment.evidence_of("extraction.method")
    coal_mine.pictures.mkdir(exist_ok=True)
    shutil.rmtree(coal_mine.pictures)
    coal_mine.pictures.write_bytes(b"no folder")
    made = coal_mine.picture_file_of(evidence)
    assert isinstance(made, bytes)
    assert made.startswith(b"\xff\xd8")
