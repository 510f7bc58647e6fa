# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One recorded act, from the key to durable on disk, against a bare SQLite commit of the same bytes on the same disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

from benchmarks.editing import next_change
from benchmarks.measuring import Bench, Measure, Result, percentile, ratio
from benchmarks.sample import sample_without_photos
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.changes import Change
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.services.workspace import Workspace

REACH = 2.0
WARM_UP = 30


def run(bench: Bench) -> Result:
    """Record acts in the sample and commit the bytes of each barely, in turn."""
    acts = 1500 if bench.quick else 5000
    with Workspace(bench.folder / "workspace") as workspace, closing(_bare(bench.folder / "workspace" / "bare.db")) as bare:
        opened = sample_without_photos(workspace)
        durable_at: list[float] = []
        save = workspace.store.save

        def marked(
            assessment_id: str, change: Change, *, who: str, at: datetime, kind: LineKind = LineKind.ACT, continues: bool = False
        ) -> JournalLine:
            line = save(assessment_id, change, who=who, at=at, kind=kind, continues=continues)
            durable_at.append(perf_counter())
            return line

        ours, shown, floor = [], [], []
        with patch.object(workspace.store, "save", marked):
            for turn in range(acts + WARM_UP):
                begun = perf_counter()
                change = next_change(opened, turn)
                opened.do(change)
                shown.append(perf_counter() - begun)
                ours.append(durable_at[-1] - begun)
                floor.append(_commit(bare, canonical_bytes(opened.journal[-1].change) + canonical_bytes(change.edits[0].new)))
    ours, shown, floor = ours[WARM_UP:], shown[WARM_UP:], floor[WARM_UP:]
    p50, p99 = (1000 * percentile(ours, share) for share in (0.5, 0.99))
    floor_p50, floor_p99 = (1000 * percentile(floor, share) for share in (0.5, 0.99))
    return Result(
        "save",
        "ms",
        p50,
        floor_p50,
        Measure(ratio(p50, floor_p50), REACH),
        {"p99": Measure(ratio(p99, floor_p99), REACH)},
        {"p99_ours": p99, "p99_floor": floor_p99, "scored_p50": 1000 * percentile(shown, 0.5), "acts": acts},
    )


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    connection.execute("pragma fullfsync=on")
    connection.execute("create table acts (id integer primary key, body blob not null)")
    return connection


def _commit(connection: sqlite3.Connection, data: bytes) -> float:
    begun = perf_counter()
    connection.execute("begin immediate")
    connection.execute("insert into acts (body) values (?)", (data,))
    connection.execute("commit")
    return perf_counter() - begun
