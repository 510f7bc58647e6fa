# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A report of 500 photos of 12 megapixels: how large the file is, and how much more memory writing it takes than one of 50."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.many_photos import make_apart
from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, ratio

MOST_MEGABYTES = 40.0
REACH = 1.3
FEW, MANY = 50, 500
QUICK = (10, 100)
ROOT = Path(__file__).resolve().parent.parent
ISSUED_ON = date(2025, 9, 20)
_MEGABYTE = 1_000_000


def run(bench: Bench) -> Result:
    """Make both workspaces, then write the report of each in a process of its own."""
    few, many = QUICK if bench.quick else (FEW, MANY)
    made = {}
    for count in (few, many):
        folder = bench.folder / f"workspace-{count}"
        make_apart(folder, count)
        made[count] = written(folder, bench.folder / f"report-{count}.pdf")
    size = made[many]["bytes"] / _MEGABYTE
    figures: dict[str, float | str] = {
        "photos": f"{many} against {few}",
        "pages": f"{made[many]['pages']:g} and {made[few]['pages']:g}",
        "megabytes": size,
        "megabytes_few": made[few]["bytes"] / _MEGABYTE,
        "seconds": made[many]["seconds"],
        "seconds_few": made[few]["seconds"],
    }
    ours, under = made[many]["memory"], made[few]["memory"]
    return Result("report_500", "MB", ours, under, Measure(ratio(ours, under), REACH), {"size": Measure(size, MOST_MEGABYTES)}, figures)


def written(workspace: Path, destination: Path) -> dict[str, float]:
    """Write the report of a workspace in another process; return its pages and bytes, the seconds and the most memory in megabytes."""
    command = [sys.executable, "-m", "benchmarks.report_500", str(workspace), str(destination)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=900)
    if done.returncode:
        raise CannotMeasureError(f"the report was not written: {done.stderr.strip()}")
    values: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return values


def _write(workspace_folder: Path, destination: Path) -> None:
    from evaluator_app.services.delivering import write_report
    from evaluator_app.services.workspace import Workspace

    with Workspace(workspace_folder) as workspace:
        opened = workspace.open_assessment(workspace.summaries()[0].assessment_id)
        begun = perf_counter()
        report = write_report(opened, destination, issued_on=ISSUED_ON)
        took = perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MEGABYTE
    sys.stdout.write(json.dumps({"pages": report.pages, "bytes": report.size, "seconds": took, "memory": memory}) + "\n")


if __name__ == "__main__":
    _write(Path(sys.argv[1]), Path(sys.argv[2]))
