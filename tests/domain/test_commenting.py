# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Comments in threads: added, answered, edited, closed, opened again; and what becomes of odd ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.commenting import (
    add_comment,
    close_thread,
    edit_comment,
    no_editing,
    open_targets,
    open_thread,
    threads,
    threads_of,
)
from evaluator_app.domain.reported import as_reported
from evaluator_app.domain.scoring import score
from evaluator_app.domain.teamwork import Comment
from tests.builders import MORNING, a_template, an_assessment

BUILT = an_assessment(a_template().with_item("1.1", 5).with_item("1.2", 5))
LATER = MORNING + timedelta(hours=1)


def comment(name: str, target: str = "1.1", text: str = "请补照片", by: str = "王立新", hours: int = 0, answers: str = "") -> Comment:
    return Comment(name, target, text, by, MORNING + timedelta(hours=hours), answers=answers)


def with_comments(*comments: Comment) -> Assessment:
    return replace(BUILT.value, comments={each.id: each for each in comments})


def said(*comments: Comment) -> Assessment:
    assessment = BUILT.value
    for each in comments:
        assessment = add_comment(assessment, each).apply(assessment)
    return assessment


def test_comments_stand_in_threads_by_item_in_the_order_of_time() -> None:
    assessment = said(comment("c1", hours=2), comment("c2", hours=1), comment("c3", "1.2"), comment("c4", answers="c1", hours=4))
    assessment = add_comment(assessment, comment("c5", "", "不同意", "李敏", 3, answers="c4")).apply(assessment)
    assert [(each.first.id, [answer.id for answer in each.answers]) for each in threads_of(assessment, "1.1")] == [
        ("c2", []),
        ("c1", ["c5", "c4"]),
    ]
    assert (assessment.comments["c5"].answers, assessment.comments["c5"].target) == ("c1", "1.1")
    assert [each.first.id for each in threads(assessment)] == ["c3", "c2", "c1"]
    assert threads_of(assessment, "1.1")[1].comments[0].id == "c1"


def test_a_comment_has_words_and_a_name_and_answers_one_that_is_there() -> None:
    for wrong in (comment("c", text=" "), comment("c", by=""), comment("c", answers="x")):
        with pytest.raises(ValueError, match="comment"):
            add_comment(BUILT.value, wrong)
    assert said(comment("c", text="  补  ")).comments["c"].text == "补"


def test_a_thread_is_closed_by_name_and_an_answer_opens_it_again() -> None:
    assessment = said(comment("c1"), comment("c2", answers="c1", hours=1))
    assert open_targets(assessment) == {"1.1"}
    change = close_thread(assessment, "c2", by="李敏", at=LATER)
    closed = change.apply(assessment)
    assert (closed.comments["c1"].closed_by, closed.comments["c1"].closed_at, open_targets(closed)) == ("李敏", LATER, frozenset())
    assert change.inverse().apply(closed) == assessment
    assert close_thread(closed, "c1", by="赵强", at=LATER).edits == ()
    assert open_thread(closed, "c2").apply(closed) == assessment
    answered = add_comment(closed, comment("c3", by="赵强", hours=2, answers="c1")).apply(closed)
    assert threads_of(answered, "1.1")[0].is_open


def test_an_edited_comment_bears_the_mark_and_only_its_author_edits_it() -> None:
    assessment = said(comment("c1"))
    edited = edit_comment(assessment, "c1", " 请补两张 ", at=LATER).apply(assessment)
    assert edited.comments["c1"] == replace(comment("c1"), text="请补两张", edited_at=LATER)
    assert edit_comment(assessment, "c1", "请补照片 ", at=LATER).edits == ()
    with pytest.raises(ValueError, match="words"):
        edit_comment(assessment, "c1", " ", at=LATER)
    assert no_editing(comment("c1"), "王立新") is None
    assert (refused := no_editing(comment("c1"), "李敏")) is not None
    assert refused.text() == "王立新 wrote this comment; answer it instead"


def test_comments_are_no_part_of_the_score() -> None:
    assert score(BUILT.template, said(comment("c1"))) == score(BUILT.template, BUILT.value)


def test_a_report_carries_no_comments() -> None:
    assert as_reported(said(comment("c1"))) == BUILT.value
    assert as_reported(BUILT.value) is BUILT.value


def test_a_comment_without_a_time_comes_first() -> None:
    assert [each.first.id for each in threads(with_comments(comment("c1"), replace(comment("c2"), at=None)))] == ["c2", "c1"]


def test_what_answers_a_comment_that_is_not_there_or_itself_begins_a_thread() -> None:
    stray, circle = comment("s", answers="gone"), (comment("x", answers="y"), comment("y", answers="x"))
    found = threads(with_comments(stray, *circle))
    assert {each.first.id: [answer.id for answer in each.answers] for each in found} == {"s": [], "x": ["y"]}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 3)), unique_by=lambda row: row[0], max_size=6))
def test_every_comment_stands_in_exactly_one_thread(rows: list[tuple[int, int, int]]) -> None:
    made = [comment(f"c{name}", hours=hours, answers=f"c{answers}") for name, answers, hours in rows]
    stood = sorted(each.id for thread in threads(with_comments(*made)) for each in thread.comments)
    assert stood == sorted(each.id for each in made)
