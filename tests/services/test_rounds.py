# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An assessment begins from an earlier one of the workspace or of an archive, takes the mine's own in, and carries outcomes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evaluator_app.domain.assessment import Assessor, Mine, Outcome
from evaluator_app.domain.changes import change_mine, change_profile, record_observation, record_outcome
from evaluator_app.domain.comparing_rounds import verify_earlier
from evaluator_app.domain.mending import RectificationState
from evaluator_app.domain.mending_course import not_ordered, order
from evaluator_app.domain.pairing_photos import PairReason, pairs
from evaluator_app.domain.rounds import EarlierState
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import FactKind
from evaluator_app.errors import UserFacingError
from evaluator_app.paths import resource
from evaluator_app.services import rounds
from evaluator_app.services.archiving import archive
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.beginning_rounds import Ask, begin_from, earlier_from, look_ahead, newest_edition, proposed_kind
from evaluator_app.services.delivering import complete, write_report
from evaluator_app.services.publishing import publish
from evaluator_app.services.verifying import verify_report
from evaluator_app.services.workspace import NewAssessment, Workspace

PHOTO, NOW = resource("sample/photos/04_workshop.jpg"), resource("sample/photos/05_scattered_rollers.jpg")
TEAM = (Assessor("z", "张工", is_leader=True),)


@pytest.fixture
def earlier(coal_mine: OpenAssessment) -> OpenAssessment:
    """Work on the coal mine: two faults, one with a photo at its place, both ordered to be put right."""
    opened = coal_mine
    for text, place in (("缺 3 块标识牌", "井口"), ("废旧托辊露天堆放", "机修车间")):
        opened.do(record_observation(opened.assessment, opened.new_observation("site.signs", text, place=place)))
    seen = next(each for each in opened.assessment.observations.values() if each.place == "机修车间")
    opened.add_files([PHOTO], [seen.id], place="机修车间")
    opened.do(record_outcome(opened.assessment, "site.zoning", Outcome.MET))
    things = not_ordered(opened.template, opened.assessment, opened.card)
    opened.do(order(opened.template, opened.assessment, things, on=date(2026, 3, 1), due_on=date(2026, 5, 1)))
    opened.settle()
    return opened


def recheck(workspace: Workspace, earlier: OpenAssessment, kind: AssessmentKind = AssessmentKind.RECHECK) -> OpenAssessment:
    workspace.who = "张工"
    return begin_from(workspace, earlier, Ask(kind, organization="核查组", visit_from=date(2026, 5, 3), team=TEAM))


def test_what_would_be_taken_over_is_told_before(earlier: OpenAssessment) -> None:
    found = look_ahead(earlier, AssessmentKind.RECHECK)
    assert (found.faults, found.ordered, found.photos, found.photos_here, found.own_scores) == (2, 2, 1, 1, 0)
    assert proposed_kind(AssessmentKind.THIRD_PARTY, has_orders=True) is AssessmentKind.RECHECK
    assert proposed_kind(AssessmentKind.THIRD_PARTY, has_orders=False) is AssessmentKind.LOOK_BACK
    assert proposed_kind(AssessmentKind.SELF_ASSESSMENT, has_orders=True) is AssessmentKind.THIRD_PARTY


def test_a_recheck_begins_with_the_list_to_be_verified_and_the_other_team(workspace: Workspace, earlier: OpenAssessment) -> None:
    begun = recheck(workspace, earlier)
    assessment = begun.assessment
    assert (assessment.mine, list(assessment.team), assessment.profile.organization) == (earlier.assessment.mine, ["z"], "核查组")
    assert {fault.text: fault.due_on for fault in assessment.earlier.values()} == {
        "缺 3 块标识牌": date(2026, 5, 1),
        "废旧托辊露天堆放": date(2026, 5, 1),
    }
    assert begun.template == earlier.template
    assert begun.assessor_id == "z"
    begun.require_records()


def test_photos_of_then_are_shown_and_find_those_of_now_by_fault_and_place(workspace: Workspace, earlier: OpenAssessment) -> None:
    begun = recheck(workspace, earlier)
    [photo] = begun.assessment.earlier_photos.values()
    assert rounds.is_photo_here(begun, photo.sha256)
    assert rounds.photo_of_then(begun, photo.sha256, 200)[:2] == b"\xff\xd8"
    begun.add_files([NOW], ["site.signs"], place="机修车间")
    [pair] = pairs(begun.assessment)
    assert pair.reasons == (PairReason.PLACE, PairReason.ITEM)
    rounds.settle_all_pairs(begun)
    assert begun.assessment.earlier_photos[photo.id].is_settled
    rounds.pair(begun, photo.id, None)
    assert not begun.assessment.earlier_photos[photo.id].is_settled
    with pytest.raises(UserFacingError) as refused:
        rounds.pair(begun, photo.id, ["nothing"])
    assert refused.value.code == "RND-004"


def test_scores_stand_side_by_side_with_what_became_of_the_faults(workspace: Workspace, earlier: OpenAssessment) -> None:
    begun = recheck(workspace, earlier)
    found = rounds.beside_earlier(begun)
    assert found is not None
    assert (found.earlier.id, found.changed) == (earlier.assessment.id, ())
    fault = next(iter(begun.assessment.earlier.values()))
    begun.do(verify_earlier(begun.assessment, replace(fault, state=EarlierState.MENDED)))
    begun.do(record_outcome(begun.assessment, "site.zoning", Outcome.NOT_MET))
    after = rounds.beside_earlier(begun)
    assert after is not None
    assert [item.target for item in after.changed] == ["site.zoning", "site.signs"]
    assert after.waiting == found.waiting - 2
    assert rounds.beside_earlier(earlier) is None


def test_what_a_recheck_found_is_carried_back_once(workspace: Workspace, earlier: OpenAssessment) -> None:
    begun = recheck(workspace, earlier)
    with pytest.raises(UserFacingError) as nothing:
        rounds.carry_back(begun)
    assert nothing.value.code == "RND-008"
    for fault in begun.assessment.earlier.values():
        state = EarlierState.MENDED if fault.place == "井口" else EarlierState.PARTLY_MENDED
        begun.do(verify_earlier(begun.assessment, replace(fault, state=state, words="现场已看", looked_at_by="z")))
    assert rounds.earlier_is_here(begun)
    assert rounds.carry_back(begun) == 2
    settled = workspace.open_assessment(earlier.assessment.id).assessment.rectifications.values()
    assert {(each.place, each.state, each.checked_by) for each in settled} == {
        ("井口", RectificationState.CLOSED, "张工"),
        ("机修车间", RectificationState.ESCALATED, "张工"),
    }


def test_photos_of_then_go_along_in_an_archive_and_what_is_not_here_is_told_plainly(
    workspace: Workspace, earlier: OpenAssessment, tmp_path: Path
) -> None:
    begun = recheck(workspace, earlier)
    path = tmp_path / "复核.zip"
    archive(workspace, begun, path)
    with Workspace(tmp_path / "other", who="李工") as other:
        there = earlier_from(other, str(path))
        [photo] = there.assessment.earlier_photos.values()
        assert rounds.is_photo_here(there, photo.sha256)
        there.files.path(photo.sha256).unlink()
        assert not rounds.is_photo_here(there, photo.sha256)
        assert rounds.photo_of_then(there, photo.sha256, 200) == b""
        assert not rounds.earlier_is_here(there)
        with pytest.raises(UserFacingError) as refused:
            rounds.carry_back(there)
        assert refused.value.code == "RND-007"


def test_one_can_begin_from_an_archive_whose_photos_come_with_it(workspace: Workspace, earlier: OpenAssessment, tmp_path: Path) -> None:
    path = tmp_path / "上一轮.zip"
    archive(workspace, earlier, path)
    with Workspace(tmp_path / "other", who="李工") as other:
        begun = begin_from(other, earlier_from(other, str(path)), Ask(AssessmentKind.LOOK_BACK))
        [photo] = begun.assessment.earlier_photos.values()
        assert rounds.is_photo_here(begun, photo.sha256)
        assert begun.assessment.profile.follows == earlier.assessment.id


def test_a_newer_edition_is_taken_only_where_that_is_chosen(workspace: Workspace, earlier: OpenAssessment) -> None:
    assert newest_edition(workspace, earlier) is None
    from evaluator_app.services.publishing import begin_edition

    entry = workspace.catalog.find(earlier.template.id)
    assert entry is not None
    publish(begin_edition(entry, "2099", workspace.root, workspace.catalog), "2099", "", workspace.root, workspace.catalog)
    workspace.catalog.reload()
    newest = newest_edition(workspace, earlier)
    assert newest is not None
    assert newest.edition == "2099"
    assert begin_from(workspace, earlier, Ask(AssessmentKind.LOOK_BACK)).template.edition == earlier.template.edition
    assert begin_from(workspace, earlier, Ask(AssessmentKind.LOOK_BACK, is_newest=True)).template.edition == "2099"


def own(workspace: Workspace, earlier: OpenAssessment) -> OpenAssessment:
    new = NewAssessment(earlier.template, earlier.assessment.mine, kind=AssessmentKind.SELF_ASSESSMENT, team=TEAM)
    opened = workspace.begin(new)
    opened.do(record_outcome(opened.assessment, "site.zoning", Outcome.MET, reason="分区明确"))
    opened.add_files([NOW], ["site.zoning"], caption="分区照片")
    return opened


def test_the_mines_own_assessment_stands_beside_ours_from_the_workspace_and_from_its_file(
    workspace: Workspace, earlier: OpenAssessment, tmp_path: Path
) -> None:
    mine = own(workspace, earlier)
    assert [each.assessment_id for each in rounds.own_assessments(earlier)] == [mine.assessment.id]
    read = rounds.read_own(earlier, mine.assessment.id)
    assert (read.is_same_mine, read.other_points, [score.target for score in read.scores]) == (True, (), ["site.zoning"])
    path = tmp_path / "自评.zip"
    archive(workspace, mine, path)
    assert rounds.read_own(earlier, path) == read
    rounds.take_scores(earlier, read)
    taken = earlier.assessment.self_scores["site.zoning"]
    assert (taken.words, taken.claimed) == ("分区明确", "分区照片")


def test_what_is_no_self_assessment_or_holds_nothing_is_refused(workspace: Workspace, earlier: OpenAssessment) -> None:
    other = workspace.begin(NewAssessment(earlier.template, Mine("别的矿"), kind=AssessmentKind.SELF_ASSESSMENT))
    with pytest.raises(UserFacingError) as refused:
        rounds.take_scores(earlier, rounds.read_own(earlier, other.assessment.id))
    assert refused.value.code == "RND-001"
    assert not rounds.read_own(earlier, other.assessment.id).is_same_mine
    other.do(change_profile(other.assessment, replace(other.assessment.profile, kind=AssessmentKind.THIRD_PARTY)))
    with pytest.raises(UserFacingError) as refused:
        rounds.read_own(earlier, other.assessment.id)
    assert refused.value.code == "RND-003"


def test_a_spot_check_chooses_what_it_looks_at(workspace: Workspace, earlier: OpenAssessment) -> None:
    begun = recheck(workspace, earlier, AssessmentKind.SPOT_CHECK)
    rounds.choose_scope(begun, rounds.scope_by_faults(begun))
    assert list(begun.assessment.profile.scope) == ["site.signs"]
    rounds.choose_scope(begun, ["A1.1", "site.signs"])
    assert list(begun.assessment.profile.scope) == ["site.signs", "site.zoning"]
    rounds.choose_scope(begun, None)
    assert list(begun.assessment.profile.scope) == []
    for wrong, code in ((["Z9"], "RND-005"), ([], "RND-006")):
        with pytest.raises(UserFacingError) as refused:
            rounds.choose_scope(begun, wrong)
        assert refused.value.code == code


def test_names_that_no_file_can_hold_begin_nothing(workspace: Workspace, earlier: OpenAssessment) -> None:
    with pytest.raises(UserFacingError) as refused:
        begin_from(workspace, earlier, Ask(AssessmentKind.LOOK_BACK, organization="a\x00"))
    assert refused.value.code == "RND-009"
    assert len(workspace.summaries()) == 1


def test_a_partial_assessment_is_completed_and_its_report_shows_the_pairs_it_can_be_held_against(
    workspace: Workspace, earlier: OpenAssessment, tmp_path: Path
) -> None:
    begun = recheck(workspace, earlier, AssessmentKind.SPOT_CHECK)
    facts = dict(begun.assessment.mine.facts)
    for fact in begun.template.facts:
        facts.setdefault(fact.id, False if fact.kind is FactKind.FLAG else fact.options[0].id if fact.options else "2020")
    begun.do(change_mine(begun.assessment, replace(begun.assessment.mine, facts=facts)))
    rounds.choose_scope(begun, rounds.scope_by_faults(begun))
    begun.add_files([NOW], ["site.signs"], place="机修车间")
    begun.do(record_outcome(begun.assessment, "site.signs", Outcome.MET))
    rounds.settle_all_pairs(begun)
    complete(begun)
    report = tmp_path / "report.pdf"
    write_report(begun, report, issued_on=date(2026, 5, 4))
    checked = verify_report(report, at=workspace.now(), evidence=workspace.root)
    assert (checked.matches.value, checked.evidence.value, checked.pictures.value) == (True, True, True)
    [photo] = begun.assessment.earlier_photos.values()
    begun.files.path(photo.sha256).unlink()
    with pytest.raises(UserFacingError) as lost:
        write_report(begun, report, issued_on=date(2026, 5, 4))
    assert lost.value.code == "ASM-007"
