# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which piece of the ground a map shows: from meters to pixels and back, zoom, shift, fit. Numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QSizeF

Point = tuple[float, float]
"""Meters east and north of the middle of the map."""

FINEST, COARSEST = 0.02, 2_000.0
"""Meters a pixel."""
_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map of some size shows."""

    size: QSizeF
    middle: Point = (0.0, 0.0)
    """What of the ground is in the middle of the map."""
    scale: float = 1.0
    """Meters a pixel."""

    def pixel(self, point: Point) -> QPointF:
        """Return where a point of the ground is on the map."""
        x = self.size.width() / 2 + (point[0] - self.middle[0]) / self.scale
        y = self.size.height() / 2 - (point[1] - self.middle[1]) / self.scale
        return QPointF(max(-1e6, min(1e6, x)), max(-1e6, min(1e6, y)))

    def ground(self, pixel: QPointF) -> Point:
        """Return which point of the ground is under a pixel."""
        return (
            self.middle[0] + (pixel.x() - self.size.width() / 2) * self.scale,
            self.middle[1] - (pixel.y() - self.size.height() / 2) * self.scale,
        )

    def zoomed(self, factor: float, at: QPointF | None = None) -> Frame:
        """Return the map so many times larger, what is under a pixel staying there."""
        pixel = QPointF(self.size.width() / 2, self.size.height() / 2) if at is None else at
        held = self.ground(pixel)
        scale = max(FINEST, min(COARSEST, self.scale / factor))
        moved = replace(self, scale=scale)
        under = moved.ground(pixel)
        return replace(moved, middle=(self.middle[0] + held[0] - under[0], self.middle[1] + held[1] - under[1]))

    def shifted(self, across: float, down: float) -> Frame:
        """Return the map moved by so many pixels, as a sheet is under the hand."""
        return replace(self, middle=(self.middle[0] - across * self.scale, self.middle[1] + down * self.scale))

    def fitted(self, points: Sequence[Point]) -> Frame:
        """Return the map that shows all points with some room around them."""
        if not points:
            return self
        left, right = min(point[0] for point in points), max(point[0] for point in points)
        low, high = min(point[1] for point in points), max(point[1] for point in points)
        room = 1 - 2 * _MARGIN
        scale = max((right - left) / max(self.size.width() * room, 1), (high - low) / max(self.size.height() * room, 1), 0.1)
        return Frame(self.size, ((left + right) / 2, (low + high) / 2), min(scale, COARSEST))

    def round_length(self, most_pixels: float) -> int:
        """Return the longest of 1, 2, 5, 10 … meters that is at most so many pixels long; 1 at the least."""
        lengths = (step * 10**power for power in range(8) for step in (1, 2, 5))
        return max((length for length in lengths if length <= most_pixels * self.scale), default=1)
