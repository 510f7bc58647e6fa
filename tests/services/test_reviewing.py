# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sharing out, reviewing, commenting and signing off on the sample mine: who edited last, what is refused, what a report carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessor, Outcome
from evaluator_app.domain.changes import Act
from evaluator_app.domain.many import verdict_on
from evaluator_app.domain.reported import as_reported
from evaluator_app.domain.reviewing import Step
from evaluator_app.domain.teamwork import AssignmentScope
from evaluator_app.errors import UserFacingError
from evaluator_app.services import reviewing
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.report_data import report_data
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace

ITEM, OTHER = "site.signs", "site.zoning"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenAssessment]:
    with Workspace(tmp_path / "workspace", who="李敏") as workspace:
        sample = make_sample(workspace)
        team = {"a1": Assessor("a1", "王立新", specialty="采矿", is_leader=True), "a2": Assessor("a2", "李敏", specialty="环境、生态")}
        sample.do(changes.change_team(sample.assessment, team))
        sample.who = "李敏"
        yield sample


def edit(opened: OpenAssessment, who: str, words: str, target: str = ITEM) -> None:
    opened.who = who
    opened.do(changes.record_remark(opened.assessment, target, words))


def last(opened: OpenAssessment, target: str = ITEM) -> str | None:
    return reviewing.last_editors(opened, (target,)).get(target)


def test_who_edited_last_is_read_from_the_journal_in_force(opened: OpenAssessment) -> None:
    edit(opened, "李敏", "一")
    assert last(opened) == "李敏"
    edit(opened, "王立新", "二")
    opened.do(reviewing.commented(opened, ITEM, "看过"))
    edit(opened, "赵强", "三", target=OTHER)
    assert (last(opened), last(opened, OTHER)) == ("王立新", "赵强")
    opened.undo()
    opened.undo()
    opened.undo()
    assert last(opened) == "李敏"


def test_an_act_on_several_items_counts_for_each_and_evidence_for_none(opened: OpenAssessment) -> None:
    edit(opened, "李敏", "一")
    opened.who = "王立新"
    opened.do(verdict_on(opened.template, opened.assessment, (ITEM, OTHER), Outcome.PARTLY_MET).change)
    assert (last(opened), last(opened, OTHER)) == ("王立新", "王立新")
    opened.who = "赵强"
    photo = next(iter(opened.assessment.evidence.values()))
    opened.do(changes.attach_evidence(opened.assessment, replace(photo, targets=(ITEM,))))
    assert last(opened) == "王立新"


def test_merging_and_closing_a_conflict_make_nobody_the_editor(opened: OpenAssessment) -> None:
    edit(opened, "李敏", "一")
    opened.who = "王立新"
    opened.do(replace(changes.record_remark(opened.assessment, ITEM, "来自同事"), act=Act.MERGE_PACKAGE, subject=""))
    assert last(opened) == "李敏"
    opened.do(replace(changes.record_remark(opened.assessment, ITEM, "组长定"), act=Act.CLOSE_CONFLICT))
    assert last(opened) is None


def test_who_edited_before_another_submitted_does_not_accept_it(opened: OpenAssessment) -> None:
    edit(opened, "王立新", "一")
    opened.who = "李敏"
    opened.do(reviewing.reviewed(opened, Step.SUBMIT, (ITEM,)).change)
    assert opened.assessment.reviews[ITEM].edited_by == "王立新"
    opened.who = "王立新"
    assert [why.code for _target, why in reviewing.reviewed(opened, Step.ACCEPT, (ITEM,)).refused] == ["review.edited"]


def test_specialties_and_members_are_found_by_name(opened: OpenAssessment) -> None:
    assert set(reviewing.team_specialties(opened)) == {"环境", "生态", "采矿"}
    opened.do(reviewing.given_out(opened, AssignmentScope.ITEM, ("A1.3",), "环境、生态"))
    assert opened.assessment.assignments[f"item:{ITEM}"].specialty == "环境、生态"
    assert reviewing.shares_of(opened)[ITEM].members == ("a2",)


def test_a_group_is_named_by_its_title_and_the_whole_in_words(opened: OpenAssessment) -> None:
    assert reviewing.subject_title(opened, "site") == "A 矿区环境"
    assert reviewing.subject_title(opened, ITEM) == "A1.3 标识标牌"
    assert reviewing.subject_title(opened, "") == "整个评估"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda o: reviewing.given_out(o, AssignmentScope.PLACE, ("没有的地点",), "李敏"), "TEA-006"),
        (lambda o: reviewing.given_out(o, AssignmentScope.GROUP, ("",), "李敏"), "TEA-006"),
        (lambda o: reviewing.commented(o, ITEM, "  "), "TEA-003"),
        (lambda o: reviewing.commented(o, ITEM, "x", "gone"), "TEA-004"),
        (lambda o: reviewing.thread_closed(o, ""), "TEA-004"),
        (lambda o: reviewing.sign_off_revoked(o, ""), "TEA-007"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_recorded(opened: OpenAssessment, act: object, code: str) -> None:
    before = opened.assessment
    with pytest.raises(UserFacingError) as refused:
        act(opened)  # type: ignore[operator]
    assert (refused.value.code, bool(refused.value.advice), opened.assessment) == (code, True, before)


def test_a_report_carries_reviews_and_sign_offs_but_not_what_colleagues_say(opened: OpenAssessment) -> None:
    def data() -> bytes:
        return report_data(opened.assessment, opened.template, issued_on=date(2026, 11, 25), language="zh_CN")

    opened.do(reviewing.reviewed(opened, Step.SUBMIT, (ITEM,)).change)
    opened.do(reviewing.signed_off(opened, "A"))
    before = data()
    opened.do(reviewing.commented(opened, ITEM, "内部讨论，不外传"))
    assert data() == before
    assert "内部讨论" not in data().decode()
    assert '"sign_offs"' in data().decode()
    assert as_reported(opened.assessment).comments == {}
