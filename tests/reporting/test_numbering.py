# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers of headings, tables and figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluator_app.reporting.document import Bar, BarChart, Block, Column, Heading, Paragraph, Row, Table, Words
from evaluator_app.reporting.numbering import chinese_number, numbered


@pytest.mark.parametrize(("number", "spoken"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (45, "四十五"), (99, "九十九")])
def test_numbers_are_spoken_as_in_chinese(number: int, spoken: str) -> None:
    assert chinese_number(number) == spoken


@pytest.mark.parametrize("number", [0, 100, -1])
def test_numbers_beyond_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no heading number"):
        chinese_number(number)


def test_deeper_headings_begin_anew_and_unnumbered_ones_do_not_count() -> None:
    table = Table((Column("甲"),), (Row(("1",)),), caption="表")
    chart = BarChart((Bar("甲", Decimal(1), Decimal(2)),), caption="图")
    blocks: tuple[Block, ...] = (
        Heading(1, "a"), Heading(2, "b"), Heading(3, "c"), Heading(3, "d"), table, Paragraph("x"),
        Heading(2, "e"), Heading(3, "f"), Heading(1, "附件", numbered=False), Heading(1, "g"), Heading(2, "h"), table, chart,
    )  # fmt: skip
    numbers = [each.number for each in numbered(blocks, Words())]
    assert numbers == ["一、", "（一）", "1. ", "2. ", "表 1", "", "（二）", "1. ", "", "二、", "（一）", "表 2", "图 1"]
