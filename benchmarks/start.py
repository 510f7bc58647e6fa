# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""From the start of the process to the first window that can be used, warm, against a bare window with one label."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.first_window import PAINTED, USABLE
from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, ratio
from benchmarks.sample import sample_without_photos
from evaluator_app.services.workspace import Workspace

REACH = 1.5
ROOT = Path(__file__).resolve().parent.parent
Times = dict[str, float]
"""Seconds from the start until each word was said."""


def run(bench: Bench) -> Result:
    """Start both in turn; the program opens a workspace with one assessment in it, left as the program leaves it."""
    with Workspace(bench.folder / "workspace") as workspace:
        sample_without_photos(workspace).settle()  # as the program leaves it
    rounds = 8 if bench.quick else 20
    pairs = [(_start("bare", bench.folder), _start("program", bench.folder)) for _ in range(rounds + 1)][1:]
    floor, ours = ({word: median(pair[side][word] for pair in pairs) for word in (PAINTED, USABLE)} for side in (0, 1))
    figures: dict[str, float | str] = {"painted_ours": ours[PAINTED], "painted_ratio": ratio(ours[PAINTED], floor[PAINTED])}
    return Result("start", "s", ours[USABLE], floor[USABLE], Measure(ratio(ours[USABLE], floor[USABLE]), REACH), figures=figures)


def _start(which: str, folder: Path) -> Times:
    """Start a program, wait until its window can be used, and close it; closing is not counted."""
    environment = {
        **os.environ,
        "EVALUATOR_WORKSPACE": str(folder / "workspace"),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),  # warm means compiled, whatever the environment says of that
        "QT_NO_GLIB": "1",  # without the event loop of GLib, Qt tells exactly when nothing is left to do
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-m", "benchmarks.first_window", which]
    times: Times = {}
    begun = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True, cwd=folder) as process:
        for line in process.stdout or ():
            times[line.strip()] = perf_counter() - begun
        _, errors = process.communicate(timeout=60)
    if set(times) != {PAINTED, USABLE} or process.returncode:
        raise CannotMeasureError(f"the window did not come up ({which}): {errors.strip()[-2000:]}")
    return times
