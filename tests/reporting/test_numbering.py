# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers of headings, tables and figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluator_app.reporting.document import (
    Bar,
    BarChart,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    RadarChart,
    Row,
    Table,
    Words,
    linked,
    plain,
    reference,
    runs_of,
)
from evaluator_app.reporting.numbering import ENGLISH_HEADINGS, ENGLISH_REFERENCES, chinese_number, numbered
from evaluator_app.reporting.timeline import Timeline

ENGLISH = Words(
    table="Table {number}", figure="Figure {number}", annex="Annex {letter}", headings=ENGLISH_HEADINGS, references=ENGLISH_REFERENCES
)


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


def referring(*blocks: Block, to: str, words: Words | None = None) -> str:
    """Return what a reference before the blocks says."""
    first = next(iter(numbered((Paragraph(("见", reference(to), "。")), *blocks), words or Words()))).block
    assert isinstance(first, Paragraph)
    assert not any(run.refers for run in runs_of(first.text))
    return plain(first.text)


BARS = tuple(Bar(name, Decimal(1), Decimal(2)) for name in "甲乙丙")


@pytest.mark.parametrize(
    ("anchor", "chinese", "english"),
    [
        ("chapter", "见第二章。", "见section 2。"),
        ("section", "见第二章第（一）节。", "见section 2.1。"),
        ("point", "见第二章第（一）节第 1 条。", "见section 2.1.1。"),
        ("table", "见表 1。", "见Table 1。"),
        ("bars", "见图 1。", "见Figure 1。"),
        ("radar", "见图 2。", "见Figure 2。"),
        ("line", "见图 3。", "见Figure 3。"),
        ("annex", "见附件 B。", "见Annex B。"),
        ("sheet", "见附件 B2。", "见Annex B2。"),
    ],
)
def test_a_reference_says_the_number_of_what_comes_later_too(anchor: str, chinese: str, english: str) -> None:
    blocks: tuple[Block, ...] = (
        Heading(1, "一章"), Heading(1, "二章", anchor="chapter"), Heading(2, "节", anchor="section"), Heading(3, "条", anchor="point"),
        Table((Column("甲"),), (), caption="表", anchor="table"), BarChart(BARS, caption="图", anchor="bars"),
        RadarChart(BARS, caption="图", anchor="radar"), Timeline((), caption="图", anchor="line"),
        Heading(1, "照片", annex=True), Heading(1, "资料", annex=True, anchor="annex"), Heading(2, "x"), Heading(2, "y", anchor="sheet"),
    )  # fmt: skip
    assert referring(*blocks, to=anchor) == chinese
    assert referring(*blocks, to=anchor, words=ENGLISH) == english


def test_a_reference_to_what_has_no_number_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="no number: nowhere"):
        referring(to="nowhere")
    with pytest.raises(ValueError, match="no number: plain"):
        referring(Table((Column("甲"),), (), anchor="plain"), to="plain")


def test_references_in_cells_are_said_too_and_all_else_stays_the_very_same() -> None:
    still = Table((Column("甲"),), (Row(("文字", Cell(linked("x", "t")))),), caption="表", anchor="t")
    moved = Table((Column("甲"),), (Row((Cell(("见", reference("t"))),)),))
    first, second = (each.block for each in numbered((still, moved), Words()))
    assert first is still
    assert isinstance(second, Table)
    assert isinstance(second.rows[0], Row)
    cell = second.rows[0].cells[0]
    assert isinstance(cell, Cell)
    assert plain(cell.text) == "见表 1"


def test_annexes_have_letters_and_their_sections_numbers_of_their_own() -> None:
    blocks: tuple[Block, ...] = (
        Heading(1, "章"), Heading(2, "节"), Heading(1, "照片", annex=True), Heading(2, "x"), Heading(2, "y"),
        Heading(1, "资料", annex=True), Heading(2, "z"),
    )  # fmt: skip
    assert [each.number for each in numbered(blocks, Words())] == ["一、", "（一）", "附件 A　", "A1　", "A2　", "附件 B　", "B1　"]
    many = tuple(Heading(1, "照片", annex=True) for _number in range(28))
    assert [each.number for each in numbered(many, ENGLISH)][-3:] == ["Annex Z　", "Annex AA　", "Annex AB　"]


def test_headings_of_other_languages_have_their_own_numbers() -> None:
    blocks: tuple[Block, ...] = (Heading(1, "a"), Heading(2, "b"), Heading(3, "c"), Heading(1, "d"), Heading(2, "e"))
    assert [each.number.strip() for each in numbered(blocks, ENGLISH)] == ["1", "1.1", "1.1.1", "2", "2.1"]
