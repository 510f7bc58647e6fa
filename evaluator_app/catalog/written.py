# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Raw data of a template that remember where each piece was written, however they were put together since.

A file is searched for lines only when something is wrong in it. Knows nothing of what the data mean.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluator_app.catalog.positions import KeyPath, Position

Toml = Any
"""What tomllib returns: str, int, Decimal, bool, date, time, list or dict."""


class SourceFile:
    """A file that is being read."""

    def __init__(self, name: str, search: Callable[[], Mapping[KeyPath, Position]]) -> None:
        """Take the name by which problems call it, and how to find out where everything stands in it."""
        self.name = name
        self._search = search
        self._positions: Mapping[KeyPath, Position] | None = None

    def position(self, at: KeyPath) -> Position:
        """Return where something stands, or the nearest that holds it."""
        if self._positions is None:
            self._positions = self._search()
        while at and at not in self._positions:
            at = at[:-1]
        return self._positions.get(at, Position(0, 0))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, by keys and list positions."""

    file: SourceFile
    at: KeyPath = ()

    def inside(self, *keys: str | int) -> Spot:
        """Return a place inside this one."""
        return Spot(self.file, (*self.at, *keys))

    @property
    def position(self) -> Position:
        """Line and column."""
        return self.file.position(self.at)


class PlacedTable(dict[str, Toml]):
    """A table put together from several places."""

    def __init__(self, data: Mapping[str, Toml], spot: Spot, spots: Mapping[str, Spot] | None = None) -> None:
        """Take the data, where the table stands, and where those keys stand that were written elsewhere."""
        super().__init__(data)
        self.spot = spot
        self.spots: dict[str, Spot] = dict(spots or {})

    def spot_of(self, key: str) -> Spot:
        """Return where a key was written."""
        return self.spots.get(key) or self.spot.inside(key)
