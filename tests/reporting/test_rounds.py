# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report says where the mine's own scores differ and what became of the faults of the round before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.rounds import EarlierFault, EarlierState, SelfScore
from evaluator_app.reporting.chapters.rounds import rounds
from evaluator_app.reporting.document import Cell, Row, Table, plain
from evaluator_app.reporting.source import ReportSource
from tests.builders import AssessmentBuilder, a_template, an_assessment


def source_of(made: AssessmentBuilder) -> ReportSource:
    return ReportSource(made.value, made.template, made.score(), made.rate(), lambda evidence: b"", date(2026, 11, 30), str)


def rows_of(made: AssessmentBuilder) -> list[list[str]]:
    tables = [block for block in rounds(source_of(made)) if isinstance(block, Table)]
    rows = [row for table in tables for row in table.rows if isinstance(row, Row)]
    return [[plain(cell.text) if isinstance(cell, Cell) else plain(cell) for cell in row.cells] for row in rows]


def begun() -> AssessmentBuilder:
    return an_assessment(a_template().with_item("A.1", 5).with_item("A.2", 5)).verdict("A.1", Outcome.MET).with_photo("A.2")


def test_nothing_is_said_where_nothing_came_before() -> None:
    assert rounds(source_of(begun())) == ()


def test_where_the_own_scores_differ_is_told_with_the_words_of_the_mine() -> None:
    made = begun().verdict("A.2", Outcome.NOT_MET)
    own = {"A.1": SelfScore("A.1", Decimal(5)), "A.2": SelfScore("A.2", Decimal(4), "基本达到", "台账")}
    assert rows_of(replace(made, value=replace(made.value, self_scores=own))) == [["A.2 指标A.2", "4", "0", "4", "基本达到\n台账"]]
    same = {"A.1": SelfScore("A.1", Decimal(5))}
    assert rows_of(replace(made, value=replace(made.value, self_scores=same))) == []


def test_each_earlier_fault_says_what_became_of_it() -> None:
    fault = EarlierFault("o1", "A.2", "缺牌", "井口", 2, ("ab" * 32,), EarlierState.MENDED, "已补齐", ("e1", "gone"), "w")
    unseen = EarlierFault("o2", "A.1", "积尘")
    made = replace(begun(), value=replace(begun().value, earlier={"o1": fault, "o2": unseen}))
    assert rows_of(made) == [
        ["–", "A.1 指标A.1\n积尘", "Not looked at again", "–", "–"],
        ["井口", "A.2 指标A.2\n缺牌（×2）", "Mended", "已补齐\n王工", "abababababab\nNow: photo 1"],
    ]
