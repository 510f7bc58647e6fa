# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What all benchmarks share: what one comes to, whether its reach is met, and taking turns. Measures nothing itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter


class CannotMeasureError(Exception):
    """Something that a benchmark needs is not there; the message says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a benchmark is given."""

    folder: Path
    """An empty folder of its own, on the disk that is measured."""
    quick: bool
    """Whether fewer rounds must do."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure against what it must reach."""

    value: float
    reach: float
    at_least: bool = False
    """Whether more is better."""

    @property
    def met(self) -> bool:
        """Tell whether the reach is reached."""
        return self.value >= self.reach if self.at_least else self.value <= self.reach


@dataclass(frozen=True, slots=True)
class Result:
    """What a benchmark came to."""

    name: str
    unit: str
    """Of ours and floor."""
    ours: float
    floor: float | None
    """The floor or the peer, measured in the same run; None where there is none."""
    main: Measure
    """What was measured: a ratio, or ours itself where there is no floor."""
    others: Mapping[str, Measure] = field(default_factory=dict)
    """What must hold as well, by name."""
    figures: Mapping[str, float | str] = field(default_factory=dict)
    """What else is worth knowing."""

    @property
    def met(self) -> bool:
        """Tell whether everything holds."""
        return self.main.met and all(measure.met for measure in self.others.values())

    def to_json(self) -> str:
        """Return the result as one JSON object on one line."""
        floor = None if self.floor is None else _short(self.floor)
        values: dict[str, float | str | bool | None] = {"name": self.name, "unit": self.unit, "ours": _short(self.ours), "floor": floor}
        values |= {"measured": _short(self.main.value), "reach": self.main.reach, "met": self.met}
        for name, measure in self.others.items():
            values |= {f"{name}_measured": _short(measure.value), f"{name}_reach": measure.reach, f"{name}_met": measure.met}
        values |= {name: _short(value) if isinstance(value, float) else value for name, value in self.figures.items()}
        return json.dumps(values, ensure_ascii=False)


def ratio(over: float, under: float) -> float:
    """Return how many times one is the other; CannotMeasureError where nothing was measured."""
    if under <= 0:
        raise CannotMeasureError("the floor took no measurable time; is the clock of this machine too coarse?")
    return over / under


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 1000) // 1000) - 1)]


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def in_turn(floor: Callable[[], float], ours: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Let both work once unmeasured, then in turn; return the median of what each says it took."""
    floor()
    ours()
    pairs = [(floor(), ours()) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def table(results: Sequence[Result]) -> str:
    """Return the results as lines for people."""
    head = ("name", "ours", "floor", "measured", "reach", "met")
    rows = [head, *(row for result in results for row in _rows(result))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    for result in results:
        words = ", ".join(f"{name} {_shown(value)}" for name, value in result.figures.items())
        lines += [f"{result.name}: {words}"] if words else []
    return "\n".join(lines)


def _rows(result: Result) -> list[tuple[str, ...]]:
    floor = "-" if result.floor is None else f"{_shown(result.floor)} {result.unit}"
    rows = [_row(result.name, f"{_shown(result.ours)} {result.unit}", floor, result.main)]
    return rows + [_row(f"{result.name} {name}", "", "", measure) for name, measure in result.others.items()]


def _row(name: str, ours: str, floor: str, measure: Measure) -> tuple[str, ...]:
    sign = ">=" if measure.at_least else "<="
    return (name, ours, floor, _shown(measure.value), f"{sign} {_shown(measure.reach)}", "yes" if measure.met else "NO")


def _shown(value: float | str) -> str:
    return f"{_short(value):g}" if isinstance(value, float) else str(value)


def _short(value: float) -> float:
    return float(f"{value:.4g}")
