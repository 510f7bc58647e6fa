# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Opening an assessment with 2,000 photos and 1,000 observations in the window, against the same one with 20 and 10."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, ratio
from evaluator_app.domain.assessment import Evidence, Observation
from evaluator_app.domain.changes import attach_evidence, record_observation
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace

REACH = 1.5
MOST_MEMORY = 1024.0
"""Megabytes that the whole program may take."""
LARGE = (2000, 1000)
SMALL = (20, 10)
ROOT = Path(__file__).resolve().parent.parent
OPENINGS = 5
"""Times that one process opens the assessment, the first not counted."""
_BATCH = 20
"""Photos that are attached by one act."""


def run(bench: Bench) -> Result:
    """Make both workspaces act by act, then open each in turn in windows of processes of their own."""
    for name, (photos, observations) in (("small", SMALL), ("large", LARGE)):
        make(bench.folder / name, photos, observations)
    pairs = [tuple(opened(bench.folder / name) for name in ("small", "large")) for _ in range(2 if bench.quick else 5)]
    small, large = (median(pair[side]["seconds"] for pair in pairs) for side in (0, 1))
    most = max(pair[1]["megabytes"] for pair in pairs)
    figures: dict[str, float | str] = {"megabytes_large": most, "megabytes_small": max(pair[0]["megabytes"] for pair in pairs)}
    others = {"memory": Measure(most, MOST_MEMORY)}
    return Result("open_large", "s", large, small, Measure(ratio(large, small), REACH), others=others, figures=figures)


def make(folder: Path, photos: int, observations: int) -> None:
    """Make a workspace whose sample assessment has so many photos and observations, each recorded by an act as in the window."""
    with Workspace(folder) as workspace:
        assessment = make_sample(workspace)
        work(assessment, photos, observations)
        assessment.settle()


def work(assessment: OpenAssessment, photos: int, observations: int) -> None:
    """Record so many observations and attach so many photos over all items."""
    items = [indicator.id for indicator in assessment.template.indicators()]
    like = next(iter(assessment.assessment.observations.values()))
    at = like.observed_at or datetime(2025, 9, 16, 0, 0, tzinfo=UTC)
    for number in range(observations):
        moment = at + timedelta(seconds=7 * number)
        place = f"第 {number % 40} 处"
        text = f"第 {number} 处堆放 {number % 9 + 1} 件，未按定置图摆放。"
        seen = Observation(f"o{number:05}", items[number % len(items)], text, place, is_fault=number % 3 == 0, observed_at=moment)
        assessment.do(record_observation(assessment.assessment, seen))
    known = next(iter(assessment.assessment.evidence.values()))
    made = (_photo(known, number, items) for number in range(photos))
    while batch := tuple(islice(made, _BATCH)):
        assessment.do(attach_evidence(assessment.assessment, *batch))


def _photo(like: Evidence, number: int, items: list[str]) -> Evidence:
    taken = f"2025-09-16T{8 + number // 250 % 10:02}:{number // 4 % 60:02}:{number % 60:02}+08:00"
    off = Decimal(number) / 100_000
    return replace(
        like,
        id=f"p{number:05}",
        name=f"IMG_{number:05}.jpg",
        targets=(items[number % len(items)],),
        place=f"第 {number % 40} 处",
        taken_at=taken,
        taken_source="DateTimeOriginal",
        fingerprint=f"{number * 2654435761 % 2**64:016x}",
        latitude=Decimal("35.6") + off,
        longitude=Decimal("112.7") + off,
    )


def opened(folder: Path) -> dict[str, float]:
    """Open a workspace's assessment in a window several times; return the median of the seconds and the memory taken at most."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-m", "benchmarks.opening_window", str(folder), str(OPENINGS)]
    done = subprocess.run(command, capture_output=True, env=environment, text=True, cwd=folder, check=False)
    if done.returncode:
        raise CannotMeasureError(f"the window did not open the assessment: {done.stderr.strip()[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
