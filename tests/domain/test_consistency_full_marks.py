# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who gives full marks where others do not: counts by hand, small numbers, both directions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from evaluator_app.domain.consistency.case import choose
from evaluator_app.domain.consistency.full_marks import Standing, evaluators, full_marks, unknown
from evaluator_app.domain.status import AssessmentKind
from tests.domain.consistency_cases import EMPTY, judged, row

D = Decimal
GENEROUS = row("甲", ["1"] * 24 + ["1/2"])
OTHERS = [*row("乙", ["1"] * 12 + ["0"] * 8), *row("丙", ["1"] * 12 + ["1/2"] * 8)]


def test_full_marks_in_24_of_25_mines_stand_out_against_24_of_40() -> None:
    first, *rest = full_marks([*GENEROUS, *OTHERS])
    assert (first.evaluator, first.standing, first.item) == ("甲", Standing.MORE, ("t", "1.1"))
    assert (first.own.full, first.own.cases, first.others.full, first.others.cases) == (24, 25, 24, 40)
    assert (first.own.rate, first.others.rate, first.own.points, first.others.points) == (D("0.96"), D("0.6"), D("0.98"), D("0.7"))
    assert first.own.interval == (D("0.8046"), D("0.9929"))
    assert first.p_value == D("0.001168")  # all tables as rare as C(25,24)·C(40,24) of C(65,48)
    assert first.q_value == D("0.003504")  # the first of three comparisons
    assert {mark.standing for mark in rest} == {Standing.ALIKE}


def test_who_gives_full_marks_more_seldom_stands_out_too() -> None:
    marks = {mark.evaluator: mark.standing for mark in full_marks([*row("甲", ["0"] * 9), *row("乙", ["1"] * 30)])}
    assert marks == {"甲": Standing.LESS, "乙": Standing.MORE}


def test_of_four_mines_nothing_is_said_however_clear_they_look() -> None:
    marks = full_marks([*row("甲", ["1"] * 4), *row("乙", ["0"] * 400)])
    assert {(mark.standing, mark.p_value, mark.q_value) for mark in marks} == {(Standing.FEW, D(1), D(1))}
    [own] = [mark.own for mark in marks if mark.evaluator == "甲"]
    assert (own.full, own.cases) == (4, 4)  # the counts are shown all the same


def test_an_item_that_one_person_alone_judged_is_compared_with_nobody() -> None:
    assert full_marks(row("甲", ["1"] * 9)) == ()


def test_the_same_item_of_another_template_is_another_item() -> None:
    other = [replace(case, template="u") for case in row("乙", ["0"] * 9)]
    assert full_marks([*row("甲", ["1"] * 9), *other]) == ()


def test_whose_a_judging_is_may_be_unknown_and_is_counted_apart() -> None:
    cases = [*row("甲", ["1"] * 5), *row("", ["0"] * 6)]
    assert full_marks(cases) == ()
    assert [each.name for each in evaluators(cases, ())] == ["甲"]
    assert unknown(cases) == 6


def test_an_evaluator_is_summed_over_items_against_what_others_would_give() -> None:
    cases = [*GENEROUS, *OTHERS, judged(99, "甲", "1", item="9.9")]
    first, second, third = evaluators(cases, full_marks(cases))
    assert (first.name, first.mines, first.judged, first.full) == ("丙", 20, 20, 12)
    assert (second.name, third.name) == ("乙", "甲")
    assert (third.mines, third.judged, third.full, third.compared, third.compared_full) == (26, 26, 25, 25, 24)
    assert (third.expected, third.more, third.less) == (D("15.00"), 1, 0)  # 25 mines at 24 of 40


def test_practice_replaced_and_the_mines_own_assessments_are_left_out_and_counted() -> None:
    cases = [
        replace(EMPTY, id="old"),
        replace(EMPTY, id="new", replaces="old"),
        replace(EMPTY, id="own", kind=AssessmentKind.SELF_ASSESSMENT),
        replace(EMPTY, id="try", is_practice=True),
    ]
    chosen = choose(cases)
    assert [case.id for case in chosen.cases] == ["new"]
    assert (chosen.superseded, chosen.own, chosen.practice) == (1, 1, 1)
    assert [case.id for case in choose(cases, practice=True).cases] == ["try"]
