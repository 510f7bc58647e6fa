# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Searching 100 assessments as one types: each key from the moment the field changes until the hits are painted."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, thread_time

from benchmarks import many
from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, percentile, seconds
from benchmarks.sample import sample_without_photos
from evaluator_app.domain.assessment import Assessment, Evidence, Finding, Observation
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.backups import DATABASE_NAME

REACH = 50.0
"""Milliseconds for the slowest key."""
ASSESSMENTS, OBSERVATIONS, EVIDENCE = 100, 50, 100
TYPED = (
    "标牌缺失",
    "筛分车间 管线锈蚀",
    "第37号煤矿",
    "bpqs",
    "biaopaiqueshi",
    "jl blx",
    "fs xiushishenlou",
    "a1.3",
    "b13",
    "img_0042",
    "z",
    "这里什么也没有",
    "zzzzzzzz",
)
"""What people type: characters, initials, whole syllables, codes, names of files, and what is not there."""


def run(bench: Bench) -> Result:
    """Type everything letter by letter, several times."""
    folder = bench.folder / "workspace"
    _make(folder)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QWidget

    from evaluator_app.gui.garbage import GarbageCollector
    from evaluator_app.gui.theme import apply_theme
    from evaluator_app.gui.views.palette.palette_dialog import PaletteDialog
    from evaluator_app.services.finding_everywhere import look_everywhere

    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise CannotMeasureError("Qt already runs without windows in this process")
    apply_theme(app, "light")
    collector = GarbageCollector(app)  # as in the program: by a timer, between keys
    begun = perf_counter()
    everywhere = look_everywhere(folder)
    reading = perf_counter() - begun
    again = seconds(lambda: look_everywhere(folder, everywhere))
    window = QWidget()
    window.resize(1440, 900)
    window.show()
    dialog = PaletteDialog(everywhere.finder.find, tuple, window)
    dialog.show()
    app.processEvents()
    took: list[float] = []
    worked: list[float] = []
    for _round in range(2 if bench.quick else 5):
        for words in TYPED:
            dialog.field.clear()
            app.processEvents()
            for letter in words:
                at, worked_before = perf_counter(), thread_time()
                dialog.field.insert(letter)
                dialog.list.viewport().repaint()
                took.append((perf_counter() - at) * 1000)
                worked.append((thread_time() - worked_before) * 1000)
    hits = {words: len(everywhere.finder.find(words)) for words in TYPED}
    if not all(count for words, count in hits.items() if words not in ("这里什么也没有", "zzzzzzzz")):
        raise CannotMeasureError(f"not everything is found: {hits}")
    dialog.close()
    window.close()
    collector.stop()
    figures: dict[str, float | str] = {
        "keys": len(took),
        "entries": len(everywhere.finder.entries),
        "median": median(took),
        "p95": percentile(took, 0.95),
        "longest_of_processor": max(worked),
        "first_reading": reading * 1000,
        "reading_again": again * 1000,
    }
    return Result("search", "ms", max(took), None, Measure(max(took), REACH), figures=figures)


def _make(folder: Path) -> None:
    """Make the assessments, each with all its findings, and with so many observations and pieces of evidence."""
    random = Random(4)
    with Workspace(folder) as workspace:
        opened = sample_without_photos(workspace)
        opened.settle()
        sample = opened.assessment
        targets = [item.id for item in opened.template.indicators()]
    with closing(sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)) as connection:
        connection.execute("pragma synchronous=off")
        connection.execute("begin")
        for number in range(1, ASSESSMENTS):
            many.insert(connection, _grown(many.varied(sample, number, random), targets, random))
        connection.execute("commit")


def _grown(assessment: Assessment, targets: list[str], random: Random) -> Assessment:
    known = list(assessment.observations.values())
    seen = {one.id: one for one in known}
    while len(seen) < OBSERVATIONS:
        like = random.choice(known)
        text = f"{like.text[:-1]}，第 {len(seen)} 处。"
        one = replace(like, id=f"{like.id[:-4]}{len(seen):04}", text=text, target=random.choice(targets), part="", fault="")
        seen[one.id] = one
    proof = {piece.id: piece for piece in _proof(assessment, list(seen.values()), random)}
    findings = {**{target: Finding(target) for target in targets}, **assessment.findings}
    return replace(assessment, findings=findings, observations=seen, evidence=proof)


def _proof(assessment: Assessment, seen: list[Observation], random: Random) -> Iterator[Evidence]:
    like = next(iter(assessment.evidence.values()))
    for number in range(EVIDENCE):
        of = random.choice(seen)
        at = like.added_at + timedelta(seconds=number) if like.added_at else None
        yield replace(like, id=f"{like.id[:-4]}{number:04}", name=f"IMG_{number:04}.jpg", targets=(of.id,), place=of.place, added_at=at)
