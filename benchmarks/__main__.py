# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""`python -m benchmarks [NAME ...] [--quick] [--json]`: run benchmarks and say whether each reaches what it must.

Exit codes: 0 every reach is met, 1 one is not, 2 something could not be measured.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from benchmarks.measuring import Bench, CannotMeasureError, Result, table

BENCHMARKS = {
    "start": True,
    "save": True,
    "score": True,
    "report": True,
    "report_60": False,
    "report_500": False,
    "sign_verify": True,
    "resolve": True,
    "excel": True,
    "open_large": True,
    "search": True,
    "photos": False,
    "scroll": True,
    "kill": False,
    "rescore": False,
    "merge": False,
}
"""Every benchmark, a module of this package with a run(Bench), and whether it runs when none is named."""
MET, MISSED, CANNOT = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for."""
    try:
        chosen = _parser().parse_args(arguments)
    except SystemExit as refused:
        return int(refused.code or 0)
    results: list[Result] = []
    is_complete = True
    for name in chosen.names or [name for name, is_default in BENCHMARKS.items() if is_default]:
        try:
            results.append(measure(name, quick=chosen.quick))
        except (CannotMeasureError, ImportError) as error:
            is_complete = False
            _say_why(name, error)
        else:
            if chosen.json:
                print(results[-1].to_json(), flush=True)
    if not chosen.json and results:
        print(f"{date.today().isoformat()}, {machine()}")  # noqa: DTZ011 - the day where the machine stands
        print(table(results))
    if not is_complete:
        return CANNOT
    return MET if all(result.met for result in results) else MISSED


def measure(name: str, *, quick: bool) -> Result:
    """Run one benchmark in a folder that is gone afterwards; BENCHMARKS_DIR names the disk, else it is the one for temporary files."""
    run: Callable[[Bench], Result] = import_module(f"benchmarks.{name}").run
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=os.environ.get("BENCHMARKS_DIR")) as folder:
        return run(Bench(Path(folder), quick))


def machine() -> str:
    """Say what the figures were measured on."""
    return f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the program against floors and peers.")
    names = f"{', '.join(BENCHMARKS)}; all but report_60, report_500, photos, kill, rescore and merge if none"
    parser.add_argument("names", nargs="*", metavar="NAME", type=_known, help=names)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--json", action="store_true", help="one JSON object for each benchmark, one on a line")
    return parser


def _known(name: str) -> str:
    if name not in BENCHMARKS:
        raise argparse.ArgumentTypeError(f"there is no benchmark “{name}”; there are {', '.join(BENCHMARKS)}")
    return name


def _say_why(name: str, error: Exception) -> None:
    sys.stderr.write(f"{name}: cannot be measured: {error}\n")
    if isinstance(error, ModuleNotFoundError):
        sys.stderr.write("Run it with the Python of the project's environment: python3 run.py makes it in .venv.\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
