# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A killed program loses at most the act under way, and the next one says what was found."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from evaluator_app.store.database import open_store

Now = Callable[[], datetime]
WORKER = Path(__file__).with_name("saving_worker.py")
KILLS = 8


def killed_worker(folder: Path, project_root: Path, lines: int, pause: float) -> list[int]:
    """Run the worker until it has printed some numbers, kill it a moment later and return every number it printed."""
    command = [sys.executable, str(WORKER), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(project_root)}) as worker:
        assert worker.stdout is not None
        printed = [worker.stdout.readline() for _ in range(lines)]
        time.sleep(pause)
        worker.kill()
        printed += worker.stdout.readlines()
    return [int(line) for line in printed if line.endswith(b"\n")]


def test_a_killed_program_loses_at_most_the_act_under_way(folder: Path, project_root: Path, now: Now) -> None:
    saved_before = 0
    for _ in range(KILLS):
        printed = killed_worker(folder, project_root, random.randint(1, 40), random.random() * 0.02)
        assert printed[0] == saved_before + 1
        with open_store(folder, now=now) as store:
            journal = store.journal("a-1")
            assert len(journal) - printed[-1] in (0, 1)
            assert [line.number for line in journal] == list(range(1, len(journal) + 1))
            assert store.check("a-1") == ()
            assert store.recovered is not None
            assert store.recovered.acts == len(journal) - saved_before
            assert store.recovered.writer == "worker"
            assert store.recovered.assessment_id == "a-1"
            assert store.recovered.last is not None
            assert (store.recovered.last.number, store.recovered.last.act) == (len(journal), journal[-1].change.act)
            assert store._connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        saved_before = len(journal)
    assert saved_before >= KILLS
