# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A workbook as a template: every problem at once with sheet, row and column, and a template only if none is an error.

The checks are those of every template file; here is only what a workbook has of its own.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from evaluator_app.catalog.layers import TEMPLATE_FORMAT
from evaluator_app.catalog.positions import KeyPath
from evaluator_app.catalog.problems import CatalogProblem, ProblemLog, TooManyProblemsError
from evaluator_app.catalog.reading import ReadTemplate, read_data
from evaluator_app.catalog.sections import Section
from evaluator_app.catalog.workbook.gathering import Gathering, Table, own_rule
from evaluator_app.catalog.workbook.grids import Grid, Problems, match
from evaluator_app.catalog.workbook.layout import FORM_COLUMNS, WORKBOOK_FORMAT, Form
from evaluator_app.catalog.workbook.naming import Directory
from evaluator_app.catalog.workbook.opening import WorkbookRefusedError, read_pages
from evaluator_app.catalog.workbook.rule_reading import RuleBuilder
from evaluator_app.catalog.workbook.sheets import FORMS, SHEETS
from evaluator_app.catalog.written import PlacedTable, SourceFile, Spot
from evaluator_app.domain.sentence import say

_LISTS = (
    *("facts", "places", "documents", "tables", "prerequisites", "groups", "indicators"),
    *("areas", "deadlines", "newer_documents", "rows"),
)
"""Sheets whose rows are members of a list of the template itself."""
_SUMS = {"TPL-303", "TPL-306", "TPL-313"}
"""Problems that rows without a place bring about."""


def read_workbook(path: Path) -> ReadTemplate:
    """Read and check a workbook; changes nothing."""
    problems = Problems(path.name)
    try:
        with _uncollected():
            return _read(path, problems)
    except TooManyProblemsError:
        return ReadTemplate(None, problems.log.in_order())


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the search for garbage away while many small things are made of which none is garbage yet."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(path: Path, problems: Problems) -> ReadTemplate:
    try:
        pages = read_pages(path)
    except WorkbookRefusedError as error:
        problems.add(error.code, error.sentence, error.advice)
        return ReadTemplate(None, problems.log.in_order())
    grids = match(pages, problems)
    if any(problem.code in ("TPL-802", "TPL-803") for problem in problems.log.in_order()):
        return ReadTemplate(None, problems.log.in_order())
    gathering = Gathering(grids, problems)
    are_all_placed = _gather(gathering)
    title = gathering.data.get("title")
    shown = title.strip() if isinstance(title, str) else ""
    if any(problem.code in ("TPL-005", "TPL-803") for problem in problems.log.in_order()):
        return ReadTemplate(None, problems.log.in_order(), title=shown)
    spot = Spot(SourceFile(path.name, gathering.positions))
    data, log = PlacedTable(gathering.data, spot), ProblemLog()
    template = None
    with suppress(TooManyProblemsError):
        template = read_data(Section(data, spot, log), log)
    words = _Words(grids)
    for problem in log.in_order():
        is_told = (problem.sheet, problem.line, problem.column) in problems.cells
        if not is_told and (are_all_placed or problem.code not in _SUMS):
            problems.log.add(words.worded(problem))
    is_sound = template is not None and not problems.log.has_errors
    return ReadTemplate(template if is_sound else None, problems.log.in_order(), title=shown, data=data)


def _gather(gathering: Gathering) -> bool:
    """Put the raw data together; tell whether every row has its place."""
    data, rows = gathering.data, gathering.rows
    for sheet in SHEETS:
        if sheet.part in gathering.grids:
            gathering.read_list(sheet.part)
    for part in _LISTS:
        if part in rows and rows[part].tables:
            data[part] = rows[part].tables
    _sources(gathering)
    directory = Directory(data)
    are_placed = [_inner(gathering, directory, part, owner) for part, owner in _INNER]
    for part in (*_LISTS, "asks", "quantities", "rules"):
        if part in rows:
            gathering.link(part, directory, but="owner")
    are_placed.append(_rules(gathering, directory))
    for form in FORMS:
        if form.part in gathering.grids:
            gathering.read_form(form.part, directory)
    _rights(gathering)
    if "format" in data and data["format"] != WORKBOOK_FORMAT:
        sentence = say("tpl.format", "This program reads the format “{format}” here.", format=WORKBOOK_FORMAT)
        advice = say("tpl.newer", "If a newer program wrote it, open it with that one.")
        gathering.problems.add("TPL-005", sentence, advice, at=_spot(gathering, "format"))
    data["format"] = TEMPLATE_FORMAT
    return all(are_placed)


_INNER = (("asks", "prerequisites"), ("options", "facts"), ("not_applicable", "indicators"), ("quantities", "tables"))
"""Sheets whose rows stand inside members of other lists, and those lists."""


def _inner(gathering: Gathering, directory: Directory, part: str, owners: str) -> bool:
    """Put the rows of a sheet into what they belong to; tell whether all had a place."""
    if part not in gathering.rows:
        return True
    members: dict[str, tuple[KeyPath, Table]] = {table["id"]: ((owners, index), table) for index, table in _members(gathering, owners)}
    if part == "options":
        for prerequisite, table in _members(gathering, "prerequisites"):
            for index, ask in enumerate(table.get("asks", ())):
                members.setdefault(f"{table['id']}/{ask.get('id')}", (("prerequisites", prerequisite, "asks", index), ask))
    keys = {column.key: ((column.key,),) for _, column in gathering.rows[part].grid.known()}
    placed = 0
    for name, table, number in gathering.owners(part, directory):
        path, owner = members[name]
        listed = owner.setdefault(part, [])
        gathering.spots.append(((*path, part, len(listed)), part, number, keys))
        listed.append(table)
        placed += 1
    return placed == len(gathering.rows[part].tables)


def _members(gathering: Gathering, part: str) -> list[tuple[int, Table]]:
    """Return the members of a list that have an id, the last one of an id first."""
    tables = gathering.rows[part].tables if part in gathering.rows else []
    return [(index, table) for index, table in reversed(list(enumerate(tables))) if isinstance(table.get("id"), str)]


def _rules(gathering: Gathering, directory: Directory) -> bool:
    """Put the rules together; tell whether every row had a place."""
    builders: dict[str, RuleBuilder] = {}
    for part in ("indicators", "prerequisites"):
        for table in gathering.rows[part].tables if part in gathering.rows else ():
            rule = own_rule(table)
            if rule is not None:
                table["criterion"] = rule
        for index, table in _members(gathering, part):
            builders[table["id"]] = RuleBuilder(gathering, table, (part, index))
    placed = sum(builders[name].add(row, number) for name, row, number in gathering.owners("rules", directory))
    return "rules" not in gathering.rows or placed == len(gathering.rows["rules"].tables)


def _sources(gathering: Gathering) -> None:
    if "sources" not in gathering.rows:
        return
    rows = gathering.rows["sources"]
    keys = {column.key: ((column.key,),) for _, column in rows.grid.known()}
    names = next(index + 1 for index, column in rows.grid.known() if column.key == "name")
    sources: Table = {}
    for table, number in zip(rows.tables, rows.numbers, strict=True):
        name, at = table.pop("name", "").strip(), (rows.grid.name, number, names)
        if not name:
            sentence = say("tpl.missing_key", "“{key}” is missing.", key="编号")
            gathering.problems.add("TPL-103", sentence, say("tpl.add_key", "Add it."), at=at)
        elif name in sources:
            sentence = say("tpl.id_twice", "The id “{id}” is used twice.", id=name[:60])
            gathering.problems.add("TPL-109", sentence, say("tpl.other_id", "Give one of the two another id."), at=at)
        else:
            sources[name] = table
            gathering.spots.append((("sources", name), "sources", number, keys))
    if sources:
        gathering.data["sources"] = sources


def _rights(gathering: Gathering) -> None:
    rows = gathering.rows.get("may_change")
    for table in rows.tables if rows else ():
        if "layer" in table and "what" in table:
            gathering.data.setdefault("may_change", {}).setdefault(table["layer"], []).append(table["what"])


def _spot(gathering: Gathering, key: str) -> tuple[str, int, int]:
    place = gathering.positions().get((key,))
    return (place.sheet, place.line, place.column) if place else ("", 0, 0)


class _Words:
    """What the columns and lines of a workbook call the keys of a file."""

    def __init__(self, grids: dict[str, Grid]) -> None:
        self._by_sheet = {grid.name: grid for grid in grids.values()}

    def worded(self, problem: CatalogProblem) -> CatalogProblem:
        """Return a problem that speaks of columns instead of keys."""
        grid = self._by_sheet.get(problem.sheet)
        title = self._title(grid, problem) if grid else ""
        if not title:
            return problem
        fields = tuple((name, title if name == "key" else value) for name, value in problem.sentence.fields)
        advice = tuple((name, title if name == "key" else value) for name, value in problem.advice.fields)
        return replace(problem, sentence=replace(problem.sentence, fields=fields), advice=replace(problem.advice, fields=advice))

    def _title(self, grid: Grid, problem: CatalogProblem) -> str:
        column = next((title for title, index in grid.columns.items() if index + 1 == problem.column), "")
        if isinstance(grid.layout, Form) and column == FORM_COLUMNS[1]:
            return str(grid.page.rows[problem.line - 1][grid.columns[FORM_COLUMNS[0]]]).rstrip("* ")
        return column
