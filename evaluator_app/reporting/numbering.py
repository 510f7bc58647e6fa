# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers of headings, annexes, tables and figures, and the references to them: the same for every writer. Not for page numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from evaluator_app.reporting.document import BarChart, Block, Heading, RadarChart, Run, Table, Words
from evaluator_app.reporting.map_drawing import MapDrawing
from evaluator_app.reporting.numerals import chinese_number
from evaluator_app.reporting.timeline import Timeline

__all__ = ["ENGLISH_HEADINGS", "ENGLISH_REFERENCES", "NumberedBlock", "chinese_number", "heading_fields", "numbered", "rewritten"]

ENGLISH_HEADINGS = ("{number}　", "{number1}.{number}　", "{number1}.{number2}.{number}　")
"""Numbers before headings where they are not Chinese; see Words.headings."""
ENGLISH_REFERENCES = ("section {number}", "section {number1}.{number}", "section {number1}.{number2}.{number}")

_Value = TypeVar("_Value")
_LAST_SPOKEN = 99


@dataclass(frozen=True, slots=True)
class NumberedBlock:
    """A block with the words that its number adds; every reference in it says what it refers to."""

    block: Block
    number: str
    """一、 or （一） or "1. " before a heading, "附件 A　" before an annex's, 表 1 or 图 1 before a caption, empty elsewhere."""


def numbered(blocks: tuple[Block, ...], words: Words) -> Iterator[NumberedBlock]:
    """Yield the blocks with their numbers: deeper headings begin anew under each higher one.

    ValueError where a text refers to an anchor that has no number.
    """
    counter = _Counter(words)
    numbers = [counter.number(block) for block in blocks]
    known = counter.referred

    def resolved(run: Run) -> Run:
        if not run.refers:
            return run
        if run.link not in known:
            raise ValueError(f"a reference to what has no number: {run.link}")
        return replace(run, text=known[run.link], refers=False)

    for block, number in zip(blocks, numbers, strict=True):
        yield NumberedBlock(rewritten(block, resolved), number)


def rewritten(value: _Value, change: Callable[[Run], Run]) -> _Value:
    """Return a value with every run in it changed; the same value where nothing changes."""
    return cast("_Value", _rewritten(value, change))


def heading_fields(level: int, numbers: tuple[int, int, int]) -> Mapping[str, str | int]:
    """Return what the words for a heading's number may name.

    {number} and {spoken} are its own, {number1}, {spoken1}, {number2}, {spoken2} those of the headings of level 1 and 2 over it.
    """
    own = numbers[level - 1]
    return {
        "number": own,
        "spoken": _spoken(own),
        "number1": numbers[0],
        "spoken1": _spoken(numbers[0]),
        "number2": numbers[1],
        "spoken2": _spoken(numbers[1]),
    }


class _Counter:
    """Counts what has numbers, in the order of the document."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._headings = [0, 0, 0]
        self._annexes = self._tables = self._figures = 0
        self._letter = ""
        self.referred: dict[str, str] = {}
        """What a reference says, by anchor."""

    def number(self, block: Block) -> str:
        """Return what stands before the block's words."""
        number = refers = ""
        match block:
            case Heading(level=level):
                if not 1 <= level <= 3:
                    raise ValueError(f"a heading of level {level}: {block.text}")
                number, refers = self._heading(block)
            case Table(caption=caption) if caption:
                self._tables += 1
                number = refers = self._words.table.format(number=self._tables)
            case BarChart() | RadarChart() | Timeline() | MapDrawing() if block.caption:
                self._figures += 1
                number = refers = self._words.figure.format(number=self._figures)
        anchor = getattr(block, "anchor", None)
        if anchor is not None and refers:
            self.referred[anchor] = refers
        return number

    def _heading(self, heading: Heading) -> tuple[str, str]:
        """Return the heading's number, and the words that refer to it."""
        level = heading.level
        self._headings[level:] = [0] * (3 - level)
        if level == 1:
            self._letter = ""
        if heading.annex:
            self._letter = _letter(self._annexes)
            self._annexes += 1
            self._headings[1:] = [0, 0]
            named = self._words.annex.format(letter=self._letter)
            return f"{named}　", named
        if not heading.numbered:
            return "", ""
        self._headings[level - 1] += 1
        if self._letter and level > 1:
            inner = self._letter + ".".join(str(number) for number in self._headings[1:level])
            return f"{inner}　", self._words.annex.format(letter=inner)
        named_by = heading_fields(level, (self._headings[0], self._headings[1], self._headings[2]))
        return self._words.headings[level - 1].format(**named_by), self._words.references[level - 1].format(**named_by)


def _letter(number: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    rest, last = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + last)


def _spoken(number: int) -> str:
    return chinese_number(number) if 1 <= number <= _LAST_SPOKEN else str(number)


def _rewritten(value: Any, change: Callable[[Run], Run]) -> Any:
    if isinstance(value, Run):
        return change(value)
    if isinstance(value, tuple):
        parts = tuple(_rewritten(part, change) for part in value)
        return value if all(part is old for part, old in zip(parts, value, strict=True)) else parts
    if not is_dataclass(value) or isinstance(value, MapDrawing | Timeline | type):
        return value
    changed = {}
    for each in fields(value):
        old = getattr(value, each.name)
        new = _rewritten(old, change)
        if new is not old:
            changed[each.name] = new
    return replace(value, **changed) if changed else value
