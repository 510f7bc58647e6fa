# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Many stored assessments scored anew by the command line with two processes: how many a second, and whether memory stays flat."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.many import make_workspace
from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, ratio, seconds
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.services.workspace import Workspace

MANY, FEW = 100_000, 5_000
PROCESSES = 2
REACH = 2_000.0
REACH_GROWTH = 1.1
"""Of the memory in the last third over that in the first."""
COMPARED = 200
"""Assessments that are loaded and scored by themselves to compare."""
_EVERY = 0.2
"""Seconds between two looks at the memory."""


@dataclass
class Ran:
    """How one run of a process and its workers went."""

    took: float
    """Seconds."""
    cpu: float
    """Seconds of all processors together; 0 where the system does not say."""
    memory: list[tuple[float, int]] = field(default_factory=list)
    """At which second the largest worker had how many KiB."""


def run(bench: Bench) -> Result:
    """Hash the records of all, then score all by the command line. The system has just written the file: for both it is in memory."""
    count = FEW if bench.quick else MANY
    folder, lines = bench.folder / "workspace", bench.folder / "lines.jsonl"
    making = seconds(lambda: make_workspace(folder, count))
    program = [sys.executable, "-m", "evaluator_app", "--workspace", str(folder), "--language", "en"]
    floor = _run([sys.executable, "-m", "benchmarks.hash_records", str(folder), str(PROCESSES)])
    ours = _run([*program, "score-all", "--processes", str(PROCESSES), "--json", "--output", str(lines)])
    _compare(folder, lines, count)
    figures: dict[str, float | str] = {
        "assessments": count,
        "processes": PROCESSES,
        "compared": min(COMPARED, count),
        "seconds": ours.took,
        "seconds_to_make": making,
        "megabytes": (folder / "evaluator.db").stat().st_size / 1e6,
        "over_floor": ratio(ours.took, floor.took),
    }
    if ours.cpu:
        figures |= {"cpu_seconds": ours.cpu, "per_second_of_free_cores": PROCESSES * count / ours.cpu, "floor_cpu_seconds": floor.cpu}
    others: dict[str, Measure] = {}
    if early_late := _thirds(ours.memory):
        figures |= {"mib_early": early_late[0] / 1024, "mib_late": early_late[1] / 1024}
        if not bench.quick:  # few assessments end before all that is remembered is there
            others["memory"] = Measure(early_late[1] / early_late[0], REACH_GROWTH)
    return Result(
        "rescore", "per second", count / ours.took, count / floor.took, Measure(count / ours.took, REACH, at_least=True), others, figures
    )


def _run(command: Sequence[str]) -> Ran:
    before, begun = os.times(), time.perf_counter()
    memory: list[tuple[float, int]] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as process:
        while process.poll() is None:
            if largest := max(_memory_below(process.pid), default=0):
                memory.append((time.perf_counter() - begun, largest))
            time.sleep(_EVERY)
    took, after = time.perf_counter() - begun, os.times()
    if process.returncode not in (0, 1):
        raise CannotMeasureError(f"{command[-6:]} ended with {process.returncode}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Ran(took, cpu, memory)


def _memory_below(process: int) -> list[int]:
    """Return the resident KiB of each child of a process; nothing where there is no /proc."""
    found = []
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            status = dict(line.split(":\t", 1) for line in path.read_text().splitlines() if ":\t" in line)
        except OSError:  # gone meanwhile
            continue
        if status.get("PPid") == str(process) and "VmRSS" in status:
            found.append(int(status["VmRSS"].split()[0]))
    return found


def _thirds(memory: Sequence[tuple[float, int]]) -> tuple[int, int] | None:
    """Return the most memory in the first and in the last third of a run; None where it was not seen in both."""
    if not memory:
        return None
    end = memory[-1][0]
    early = max((size for at, size in memory if at <= end / 3), default=0)
    late = max((size for at, size in memory if at >= end * 2 / 3), default=0)
    return (early, late) if early and late else None


def _compare(folder: Path, lines: Path, count: int) -> None:
    """Make sure that what the command says is what scoring each by itself gives; CannotMeasureError where it is not."""
    told: dict[str, Mapping[str, str]] = {}
    with lines.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % max(1, count // COMPARED) == 0:
                one = json.loads(line)
                told[one["id"]] = one
        if number + 1 != count:
            raise CannotMeasureError(f"{number + 1} of {count} were scored")
    with Workspace(folder) as workspace:
        for name, one in islice(told.items(), COMPARED):
            assessment = workspace.store.load(name)
            template = workspace.store.template(one["template"])
            rating = rate(score(template, assessment), template)
            own = (decimal_text(rating.total.secured), decimal_text(rating.total.reachable), rating.verdict.value)
            if own != (one["secured"], one["reachable"], one["verdict"]):
                raise CannotMeasureError(f"{name} scores {own}, not {one}")
