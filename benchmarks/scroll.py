# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scrolling the page of evidence with 2,000 photos end to end by the wheel: the longest frame, and whether memory stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice
from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, ratio
from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.changes import attach_evidence
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace

LONGEST_MS = 50.0
MOST_GROWTH = 1.1
PHOTOS, QUICK_PHOTOS = 2000, 400
SMALL_SIDE = 320
"""Pixels of the pictures in the grid; import makes them."""
ROOT = Path(__file__).resolve().parent.parent
_BATCH = 50


def run(bench: Bench) -> Result:
    """Make an assessment with many photos, each with a picture of its own, then scroll through it in a window of its own process."""
    if not Path("/proc/self/statm").exists():
        raise CannotMeasureError("the memory of a process is read from /proc, which this system does not have")
    make(bench.folder / "workspace", QUICK_PHOTOS if bench.quick else PHOTOS)
    said = _scrolled(bench.folder / "workspace", passes=2 if bench.quick else 4)
    growth = Measure(ratio(said["last_pass"], said["first_pass"]), MOST_GROWTH)
    figures = {name: said[name] for name in ("median", "longest_processor", "over", "frames", "notches", "first_pass", "last_pass")}
    return Result("scroll", "ms", said["longest"], None, Measure(said["longest"], LONGEST_MS), {"memory": growth}, figures)


def make(folder: Path, photos: int) -> None:
    """Make a workspace whose sample assessment has so many photos, with the small pictures that importing makes."""
    with Workspace(folder) as workspace:
        opened = make_sample(workspace)
        items = [indicator.id for indicator in opened.template.indicators()]
        made = _photos(opened, items, photos)
        while batch := tuple(islice(made, _BATCH)):
            opened.do(attach_evidence(opened.assessment, *batch))
            for evidence in batch:
                opened.picture_of(evidence, SMALL_SIDE)
                opened.picture_of(evidence)
        opened.settle()


def _photos(opened: OpenAssessment, items: list[str], count: int) -> Iterator[Evidence]:
    grounds = [Image.open(path).resize((640, 480)) for path in sorted(resource("sample/photos").glob("*.jpg"))]
    for number in range(count):
        picture = grounds[number % len(grounds)].copy()
        ImageDraw.Draw(picture).text((20, 20), f"{number}", fill="white", font_size=64)
        target = BytesIO()
        picture.save(target, "JPEG", quality=85)
        taken = f"2025-09-16T{8 + number // 250:02}:{number // 5 % 60:02}:{number % 60:02}"
        kept = opened.keep_picture(
            f"IMG_{number:05}.jpg", target.getvalue(), targets=(items[number % len(items)],), place=f"第 {number % 40} 处"
        )
        yield replace(kept, taken_at=taken, taken_source="DateTimeOriginal", device="Sample Camera")


def _scrolled(folder: Path, *, passes: int) -> dict[str, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_NO_GLIB": "1"}
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-m", "benchmarks.scrolling_window", str(folder), str(passes)]
    done = subprocess.run(command, capture_output=True, env=environment, text=True, cwd=folder, check=False)
    if done.returncode:
        raise CannotMeasureError(f"the window did not scroll: {done.stderr.strip()[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
