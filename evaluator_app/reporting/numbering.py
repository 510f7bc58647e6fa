# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers of headings, tables and figures, the same for every writer. Not for page numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluator_app.reporting.document import BarChart, Block, Heading, Table, Words
from evaluator_app.reporting.map_drawing import MapDrawing

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return a number from 1 to 99 as it is spoken; ValueError outside."""
    if not 1 <= number <= 99:
        raise ValueError(f"no heading number for {number}")
    tens, ones = divmod(number, 10)
    spoken_tens = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return spoken_tens + (_DIGITS[ones] if ones else "")


def _heading_number(level: int, number: int) -> str:
    if level == 1:
        return f"{chinese_number(number)}、"
    if level == 2:
        return f"（{chinese_number(number)}）"
    return f"{number}. "


@dataclass(frozen=True, slots=True)
class NumberedBlock:
    """A block with the words that its number adds."""

    block: Block
    number: str
    """一、 or （一） or "1. " before a heading, 表 1 or 图 1 before a caption, empty elsewhere."""


def numbered(blocks: tuple[Block, ...], words: Words) -> Iterator[NumberedBlock]:
    """Yield the blocks with their numbers: deeper headings begin anew under each higher one."""
    headings = [0, 0, 0]
    tables = figures = 0
    for block in blocks:
        number = ""
        match block:
            case Heading(level=level, numbered=has_number):
                if not 1 <= level <= 3:
                    raise ValueError(f"a heading of level {level}: {block.text}")
                headings[level:] = [0] * (3 - level)
                if has_number:
                    headings[level - 1] += 1
                    number = _heading_number(level, headings[level - 1])
            case Table(caption=caption) if caption:
                tables += 1
                number = words.table.format(number=tables)
            case BarChart(caption=caption) | MapDrawing(caption=caption) if caption:
                figures += 1
                number = words.figure.format(number=figures)
        yield NumberedBlock(block, number)
