# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""kill -9 at random moments during real editing, reopening each time: what is lost, and what opening says."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result
from benchmarks.sample import begin_sample
from evaluator_app.domain.canonical import digest
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.backups import DATABASE_NAME

ROOT = Path(__file__).resolve().parent.parent
LONGEST_PAUSE = 0.35
"""Seconds of editing before a kill, at most."""
WHILE_OPENING = 10
"""One kill of so many comes at any moment from the very start of the process."""
PER_ASSESSMENT = 20
"""Kills after which a new assessment is begun, so that opening stays short and the kills dense."""


@dataclass(slots=True)
class Tally:
    """What was found in all."""

    kills: int = 0
    confirmed: int = 0
    """Acts that the program had confirmed before it was killed."""
    saved_unconfirmed: int = 0
    """Acts under way that were saved all the same."""
    lost: int = 0
    """Confirmed acts that were gone."""
    wrong: list[str] = field(default_factory=list)
    """Everything else that was not as promised."""


@dataclass(frozen=True, slots=True)
class Killed:
    """What a killed process had said."""

    looked: tuple[str, ...]
    number: int
    """Last confirmed journal line; 0 for none."""
    digest: str
    """Of what its act changed."""
    acts: int


def run(bench: Bench) -> Result:
    """Kill, reopen and look, again and again."""
    tally = Tally()
    folder = bench.folder / "workspace"
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    assessment_id, before = "", 0
    for turn in range(20 if bench.quick else 200):
        if turn % PER_ASSESSMENT == 0:
            assessment_id, before = _begin(folder), 0
        killed = _edit_and_kill(folder, assessment_id, chance, opening=turn % WHILE_OPENING == WHILE_OPENING - 1)
        before = reopen(folder, assessment_id, killed, before, tally)
    if not tally.confirmed:
        raise CannotMeasureError("no act was confirmed before the kills; nothing was measured")
    figures: dict[str, float | str] = {
        "kills": tally.kills,
        "acts_confirmed": tally.confirmed,
        "acts_under_way_saved": tally.saved_unconfirmed,
        "wrong": "; ".join(tally.wrong) or "nothing",
        "seed": seed,
    }
    others = {"wrong": Measure(len(tally.wrong), 0)}
    return Result("kill", "acts lost", tally.lost, 0, Measure(tally.lost, 0), others, figures)


def _begin(folder: Path) -> str:
    with Workspace(folder) as workspace:
        return begin_sample(workspace).assessment.id


def _edit_and_kill(folder: Path, assessment_id: str, chance: random.Random, *, opening: bool) -> Killed:
    command = [sys.executable, "-m", "benchmarks.edit_until_killed", str(folder), assessment_id]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        if process.stdout is None:
            raise CannotMeasureError("the process gave no output")
        lines: list[str] = []
        if opening:
            time.sleep(chance.uniform(0, 1.0))
        else:
            lines = [process.stdout.readline(), process.stdout.readline()]
            time.sleep(chance.uniform(0, LONGEST_PAUSE))
        ended = process.poll()
        process.kill()
        lines += process.stdout.readlines()
    if ended is not None:
        raise CannotMeasureError(f"the process ended by itself with {ended}")
    whole = [line.split() for line in lines if line.endswith("\n")]
    done = [words for words in whole if words[0] == "done"]
    number, said = (int(done[-1][1]), done[-1][2]) if done else (0, "")
    return Killed(tuple(words[1] for words in whole if words[0] == "look"), number, said, len(done))


def reopen(folder: Path, assessment_id: str, killed: Killed, before: int, tally: Tally) -> int:
    """Open as the next start of the program would, look at everything, and return how many acts there are now."""
    tally.kills += 1
    tally.confirmed += killed.acts
    with Workspace(folder) as workspace:
        recovered = workspace.store.recovered
        opened = workspace.open_assessment(assessment_id)
        acts = len(opened.journal)
        confirmed = max(killed.number, before)
        tally.lost += max(0, confirmed - acts)
        tally.saved_unconfirmed += acts > confirmed
        checks = {
            "more than the act under way is there": acts <= confirmed + 1,
            "a confirmed act is not as it was": not 0 < killed.number <= acts
            or digest(opened.journal[killed.number - 1].change) == killed.digest,
            "the journal has a gap": [line.number for line in opened.journal] == list(range(1, acts + 1)),
            "the journal does not lead to the records": not workspace.store.check(assessment_id),
            "evidence is damaged": all(workspace.files.verify(item.sha256) for item in opened.assessment.evidence.values()),
            "nothing was said of the recovery": recovered is not None or not killed.looked,
            "the recovery counts other acts": recovered is None or recovered.acts == acts - before,
            "the recovery leads to another item": recovered is None or recovered.target in _last_looked(killed),
        }
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as connection:
        checks["the database is damaged"] = connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    tally.wrong += [f"kill {tally.kills}: {words}" for words, fine in checks.items() if not fine]
    return acts


def _last_looked(killed: Killed) -> tuple[str, ...]:
    """Return the items that the program may have been at; none before it had gone to the first."""
    return killed.looked[-2:] if len(killed.looked) > 1 else (*killed.looked, "")
