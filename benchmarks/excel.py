# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A template of 1,000 items from Excel, imported and checked, against the reading library alone on the same cells."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count, islice
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.measuring import Bench, Measure, Result, in_turn, ratio
from evaluator_app.catalog.workbook.reading import read_workbook
from evaluator_app.catalog.workbook.writing import write_workbook
from evaluator_app.services.templates import shipped

REACH = 2.0
ITEMS = 1000
BASE = "cn-mnr/green-mine-2024-coal"


def run(bench: Bench) -> Result:
    """Write the workbook once, then let the library and the import read it in turn, in this process, warm."""
    path = bench.folder / "template.xlsx"
    base = next(entry for entry in shipped() if entry.id == BASE)
    with path.open("wb") as file:
        write_workbook(repeated(base.data or {}, ITEMS), file)
    cells = _cells(path)
    floor, ours = in_turn(lambda: _library(path), lambda: _import(path), 7 if bench.quick else 41)
    figures: dict[str, float | str] = {"items": ITEMS, "cells": cells, "kilobytes": path.stat().st_size / 1000}
    return Result("excel", "ms", 1000 * ours, 1000 * floor, Measure(ratio(ours, floor), REACH), {}, figures)


def repeated(data: Mapping[str, Any], items: int) -> dict[str, Any]:
    """Return a template's data with its groups and items over and over, until there are so many items."""
    groups: list[Any] = []
    indicators: list[Any] = []
    for copy in count():
        mine = [_copied(item, copy) for item in islice(data["indicators"], items - len(indicators))]
        if not mine:
            break
        points: dict[str, Any] = {}
        parents = {group["id"]: group.get("in") for group in data["groups"]}
        for item in data["indicators"][: len(mine)]:
            above = item["in"]
            while above:
                points[above] = points.get(above, 0) + item["points"]
                above = parents[above]
        groups += [_copied({**group, "points": points[group["id"]]}, copy) for group in data["groups"] if group["id"] in points]
        indicators += mine
    return {**data, "groups": groups, "indicators": indicators}


def _copied(member: Mapping[str, Any], copy: int) -> dict[str, Any]:
    if not copy:
        return dict(member)
    above = {"in": f"{member['in']}.c{copy}"} if "in" in member else {}
    return {**member, "id": f"{member['id']}.c{copy}", "code": f"{member['code']}-{copy}", **above}


def _cells(path: Path) -> int:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    return sum(1 for row in rows for cell in row if cell != "")


def _library(path: Path) -> float:
    from python_calamine import CalamineWorkbook

    begun = perf_counter()
    with CalamineWorkbook.from_path(path) as book:
        pages = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    took = perf_counter() - begun
    assert pages  # noqa: S101 - kept until here, as the import keeps them
    return took


def _import(path: Path) -> float:
    begun = perf_counter()
    read = read_workbook(path)
    took = perf_counter() - begun
    if read.template is None:
        raise RuntimeError(read.problems[0].text())
    return took
