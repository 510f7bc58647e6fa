# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Rows of sheets as raw data, and where each piece stands. Names of other sheets' things become ids here.

What a cell holds wrongly is reported and kept as it is, so that what it belongs to is not missed as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from evaluator_app.catalog.positions import KeyPath, Position
from evaluator_app.catalog.problems import did_you_mean
from evaluator_app.catalog.workbook.cells import CellError, Convert, converter, text_of
from evaluator_app.catalog.workbook.conditions import ConditionError, Conditions
from evaluator_app.catalog.workbook.grids import Grid, Problems, head_of
from evaluator_app.catalog.workbook.layout import FORM_COLUMNS, Column, Form, Kind, Line
from evaluator_app.catalog.workbook.naming import AMBIGUOUS, Directory, plain
from evaluator_app.catalog.workbook.rules import CRITERION_KEYS, OWN_KEYS
from evaluator_app.catalog.workbook.words import NO, NO_UNIT, YES
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.sentence import say

Table = dict[str, Toml]
_UNKNOWN: Mapping[str, str] = {
    "places": "TPL-201",
    "documents": "TPL-202",
    "facts": "TPL-203",
    "tables": "TPL-205",
    "groups": "TPL-206",
    "sources": "TPL-207",
    "indicators": "TPL-210",
}
"""Codes of the problems of names that nothing has, by the part they are looked for in; TPL-814 where the row belongs to it."""
_OF_ONE_ROW = {Kind.ANSWER, Kind.UNIT}
_LINKED = {Kind.REFERENCE, Kind.REFERENCES, Kind.CONDITION, *_OF_ONE_ROW}
_EXTRA_KEYS: Mapping[str, tuple[KeyPath, ...]] = {
    "kind": (("criterion",), ("criterion", "kind")),
    "amount": (("criterion", "step"), ("criterion", "each")),
    **{key: (("criterion", *CRITERION_KEYS[key]),) for key in ("table", "level")},
}
"""Where the columns of an item's own rule stand in its raw data."""
_WITH_RULES = ("indicators", "prerequisites")


@dataclass(slots=True)
class Rows:
    """The rows of one sheet as tables, each with the number of its row."""

    grid: Grid
    tables: list[Table] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


class Gathering:
    """The raw data of a workbook as they come together."""

    def __init__(self, grids: Mapping[str, Grid], problems: Problems) -> None:
        """Take the sheets by part."""
        self.grids = grids
        self.problems = problems
        self.rows: dict[str, Rows] = {}
        self.data: Table = {}
        self.spots: list[tuple[KeyPath, str, int, Mapping[str, tuple[KeyPath, ...]]]] = []
        """Pieces that stand in another sheet than what holds them: path, part, row, and keys by column."""
        self._cells: list[tuple[KeyPath, Position]] = []
        self._conditions: Conditions | None = None

    def read_list(self, part: str) -> None:
        """Read the rows of a sheet; what is named in them is still as it was written."""
        grid = self.grids[part]
        known = grid.known()
        rows = self.rows[part] = Rows(grid)
        written = grid.page.rows[grid.head + 1 :]
        columns = [self._column(grid, index, column, [row[index] for row in written]) for index, column in known]
        keys = [column.key for _, column in known]
        for number, cells in enumerate(zip(*columns, strict=True), grid.head + 2):
            table: Table = {key: cell for key, cell in zip(keys, cells, strict=True) if cell != ""}
            if any(cell.__class__ is not str or not cell.isspace() for cell in table.values()):
                rows.tables.append(table)
                rows.numbers.append(number)

    def _column(self, grid: Grid, index: int, column: Column, cells: list[Toml]) -> list[Toml]:
        """Return the cells of a column as raw data; what is made of one text counts for all that are the same."""
        convert, classes = converter(column), {cell.__class__ for cell in cells}
        if classes <= {str} and not grid.page.has_returns and (convert is None or (column.kind is Kind.ID and "".join(cells).isascii())):
            return cells
        if bool in classes or convert is None:
            places = ((grid.name, number, index + 1) for number in range(grid.head + 2, grid.head + 2 + len(cells)))
            return [self._converted(convert or text_of, cell, at) for cell, at in zip(cells, places, strict=True)]
        made: dict[Toml, Toml] = {}
        wrong: dict[Toml, CellError] = {}
        for cell in set(cells):
            try:
                made[cell] = "" if cell.__class__ is str and not cell.strip() else convert(cell)
            except CellError as error:
                made[cell], wrong[cell] = text_of(cell), error
        for number, cell in enumerate(cells, grid.head + 2) if wrong else ():
            if cell in wrong:
                self.problems.add(wrong[cell].code, wrong[cell].sentence, wrong[cell].advice, at=(grid.name, number, index + 1))
        return [made[cell] for cell in cells]

    def _converted(self, convert: Convert, cell: Toml, at: tuple[str, int, int]) -> Toml:
        if cell.__class__ is str and not cell.strip():
            return ""
        try:
            return convert(cell)
        except CellError as error:
            self.problems.add(error.code, error.sentence, error.advice, at=at)
            return text_of(cell)

    def link(self, part: str, directory: Directory, *, but: str = "") -> None:
        """Put ids for names, and conditions for their texts."""
        rows = self.rows[part]
        for index, column in rows.grid.known():
            if column.kind in _LINKED and column.key != but:
                linked: dict[str, Toml] = {}
                for table, number in zip(rows.tables, rows.numbers, strict=True):
                    written = table.get(column.key)
                    if written is None:
                        continue
                    if column.kind in _OF_ONE_ROW:
                        table[column.key] = _answer(table, written) if column.kind is Kind.ANSWER else _unit(written)
                        continue
                    if written not in linked:
                        at = (rows.grid.name, number, index + 1)
                        value = self._linked(column, written, directory, at)
                        if at in self.problems.cells:
                            table[column.key] = value
                            continue
                        linked[written] = value
                    table[column.key] = linked[written]

    def owners(self, part: str, directory: Directory) -> Iterator[tuple[str, Table, int]]:
        """Yield the id that each row belongs to, the row and its number; rows that belong nowhere are reported."""
        rows = self.rows.get(part)
        if rows is None:
            return
        index, column = next(pair for pair in rows.grid.known() if pair[1].key == "owner")
        for table, number in zip(rows.tables, rows.numbers, strict=True):
            at, written = (rows.grid.name, number, index + 1), table.pop("owner", "")
            found = directory.names(column.refers).find(written.strip())
            if found:
                yield found, table, number
            elif not written.strip():
                sentence = say("tpl.missing_key", "“{key}” is missing.", key=column.title)
                self.problems.add("TPL-103", sentence, say("tpl.add_key", "Add it."), at=at)
            else:
                self._unknown(written, column.refers, directory, at, code="TPL-814")

    def _linked(self, column: Column | Line, written: str, directory: Directory, at: tuple[str, int, int]) -> Toml:
        if column.kind is Kind.CONDITION:
            return self._condition(written, at)
        names = directory.names(column.refers)
        if column.kind is Kind.REFERENCE:
            found = names.find(written.strip())
            if not found:
                self._unknown(written, column.refers, directory, at)
            return found or written
        members = []
        for piece in names.split(written):
            found = names.find(piece)
            if not found:
                self._unknown(piece, column.refers, directory, at)
            members.append(found or piece)
        return members

    def _unknown(self, written: str, part: str, directory: Directory, at: tuple[str, int, int], code: str = "") -> None:
        names = directory.names(part)
        if written and names.find(written.strip()) == AMBIGUOUS:
            sentence = say("xls.ambiguous", "“{text}” names several things.", text=written[:60])
            self.problems.add("TPL-815", sentence, say("xls.write_id", "Write the id of the one that is meant."), at=at)
        else:
            sentence = say("xls.unknown_name", "Nothing is called “{text}” there.", text=written[:60])
            known = list(dict.fromkeys([*names.words.values(), *(name for name in names.ids if not written.isascii())]))
            self.problems.add(code or _UNKNOWN.get(part, "TPL-814"), sentence, did_you_mean(written, known), at=at)

    def _condition(self, written: str, at: tuple[str, int, int]) -> Toml:
        if self._conditions is None:
            self._conditions = Conditions(self.data.get("facts"))
        try:
            return self._conditions.data(written)
        except ConditionError as error:
            sentence = say(
                "xls.bad_condition", "The condition cannot be read at character {at}: {detail}.", at=error.at, detail=error.sentence
            )
            advice = say("xls.write_condition", "Write it like 开采方式 = 地下开采 且 有尾矿库 = 是.")
            self.problems.add("TPL-812", sentence, advice, at=at)
            return {}

    def read_form(self, part: str, directory: Directory) -> None:
        """Read the answers of a form."""
        grid = self.grids[part]
        form = grid.layout
        if not isinstance(form, Form) or not set(FORM_COLUMNS[:2]) <= set(grid.columns):
            return
        lines = {line.title: line for line in form.lines}
        answered: set[str] = set()
        for number, row in enumerate(grid.page.rows[grid.head + 1 :], grid.head + 2):
            title, at = head_of(row[grid.columns[FORM_COLUMNS[0]]]), (grid.name, number, grid.columns[FORM_COLUMNS[0]] + 1)
            line = lines.get(title)
            if line is None:
                if title:
                    sentence = say("xls.unknown_line", "The line “{line}” is not known here and was not read.", line=title[:60])
                    self.problems.add("TPL-805", sentence, did_you_mean(title, lines), at=at, warns=True)
            elif title in answered and not line.is_repeated:
                sentence = say("xls.line_twice", "The line “{line}” stands here twice.", line=title)
                self.problems.add("TPL-816", sentence, say("xls.delete_one", "Delete one of the two."), at=at)
            else:
                answered.add(title)
                self._answer(grid, line, number, row, directory)
        for title in (line.title for line in form.lines if line.is_required and line.title not in answered):
            sentence = say("xls.no_line", "The line “{line}” is missing.", line=title)
            self.problems.add("TPL-803", sentence, say("xls.add_line", "Write it into the first column."), at=(grid.name, grid.head + 1, 1))

    def _answer(self, grid: Grid, line: Line, number: int, row: list[Toml], directory: Directory) -> None:
        where: list[tuple[tuple[str, ...], Line, int]] = [(line.keys, line, grid.columns[FORM_COLUMNS[1]])]
        for title, key in zip(FORM_COLUMNS[2:5], ("source", "clause", "note"), strict=True):
            if line.source and title in grid.columns:
                refers, kind = ("sources", Kind.REFERENCE) if key == "source" else ("", Kind.TEXT)
                own = (line.keys[0], f"{line.source}_{key}")
                where.append((own, Line(own, title, kind, refers=refers), grid.columns[title]))
        for keys, asked, index in where:
            at, cell = (grid.name, number, index + 1), row[index]
            path: KeyPath = (*keys, len(self.data.get(keys[0], ()))) if asked.is_repeated else keys
            self._cells.append((path, Position(number, index + 1, grid.name)))
            if cell == "" or (isinstance(cell, str) and cell.isspace()):
                continue
            convert = converter(asked)
            value = text_of(cell) if convert is None else self._converted(convert, cell, at)
            value = self._linked(asked, value, directory, at) if asked.kind in _LINKED else value
            table = self.data
            for key in keys[:-1]:
                table = table.setdefault(key, {})
            if asked.is_repeated:
                table.setdefault(keys[-1], []).append(value)
            else:
                table[keys[-1]] = value

    def positions(self) -> Mapping[KeyPath, Position]:
        """Return where everything stands; made only where something is wrong."""
        found: dict[KeyPath, Position] = dict(self._cells)
        for part, rows in self.rows.items():
            found[part,] = Position(rows.grid.head + 1, 1, rows.grid.name)
            if isinstance(self.data.get(part), list):
                extra: Mapping[str, tuple[KeyPath, ...]] = _EXTRA_KEYS if part in _WITH_RULES else {}
                keys = {column.key: extra.get(column.key, ((column.key,),)) for _, column in rows.grid.known()}
                for index, number in enumerate(rows.numbers):
                    self._place(found, (part, index), part, number, keys)
        for path, part, number, own in self.spots:
            self._place(found, path, part, number, own)
        return found

    def _place(
        self, found: dict[KeyPath, Position], path: KeyPath, part: str, number: int, keys: Mapping[str, tuple[KeyPath, ...]]
    ) -> None:
        grid = self.grids[part]
        known = grid.known()
        found.setdefault(path, Position(number, known[0][0] + 1 if known else 1, grid.name))
        for index, column in known:
            for suffix in keys.get(column.key, ()):
                found[(*path, *suffix)] = Position(number, index + 1, grid.name)


def own_rule(table: Table) -> Table | None:
    """Take the columns of an item's own rule out of its table and return the rule; None where none is filled."""
    cells = {key: table.pop(key) for key in OWN_KEYS if key in table}
    if not cells:
        return None
    amount = cells.pop("amount", None)
    if amount is not None:
        cells["each" if cells.get("kind") == "points_per_count" else "step"] = amount
    return cells


def _unit(written: str) -> str:
    return "" if written.strip() == NO_UNIT else written


def _answer(table: Table, written: str) -> Toml:
    """Return the settled answer to a fact, by the kind of the fact."""
    word = plain(written)
    if table.get("kind") == "flag":
        return {YES: True, NO: False, "TRUE": True, "FALSE": False}.get(word, written)
    for option in table.get("options", ()) if table.get("kind") == "choice" else ():
        if written.strip() in (option.get("id"), option.get("title")):
            return option.get("id")
    return written
