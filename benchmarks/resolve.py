# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A fresh process that resolves, checks and lists all shipped templates, against one that only parses the same files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, in_turn, ratio, seconds
from evaluator_app.paths import scoring_templates

REACH = 1.0
"""Seconds in all, imports included."""
_PARSE = """
import sys, tomllib
from decimal import Decimal
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob("*.toml")):
    tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
"""


def run(bench: Bench) -> Result:
    """Let both work in turn, in a workspace that has nothing of its own."""
    folder = scoring_templates()
    program = [sys.executable, "-m", "evaluator_app", "--workspace", str(bench.folder / "workspace"), "templates", "--json"]
    listed = json.loads(_finished(program, bench.folder).stdout)
    if not listed or any("digest" not in template for template in listed):
        raise CannotMeasureError("not every shipped template is sound")
    parsing = [sys.executable, "-c", _PARSE, str(folder)]
    rounds = 5 if bench.quick else 15
    floor, ours = in_turn(
        lambda: seconds(lambda: _finished(parsing, bench.folder)), lambda: seconds(lambda: _finished(program, bench.folder)), rounds
    )
    figures: dict[str, float | str] = {
        "templates": len(listed),
        "files": sum(1 for _ in folder.rglob("*.toml")),
        "over_floor": ratio(ours, floor),
    }
    return Result("resolve", "s", ours, floor, Measure(ours, REACH), figures=figures)


def _finished(command: list[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end; warm means compiled, whatever the environment says of that."""
    root = Path(__file__).resolve().parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, capture_output=True, env=environment, timeout=120, check=False)
    if done.returncode:
        raise CannotMeasureError(done.stderr.decode("utf-8", "replace").strip()[-2000:])
    return done
