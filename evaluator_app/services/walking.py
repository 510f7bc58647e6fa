# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Walking a mine: its places in the order chosen, the same for window and command line."""

from __future__ import annotations

from collections.abc import Sequence

from evaluator_app.domain.walking import Stop, StopKind, Walk, Way, walk
from evaluator_app.services.assessing import OpenAssessment


def walk_of(opened: OpenAssessment, way: Way, order: Sequence[str] = ()) -> Walk:
    """Return a way through the items of an open assessment."""
    return walk(way, opened.template, opened.assessment, opened.card, opened.rating, order)


def places_of(opened: OpenAssessment, order: Sequence[str] = ()) -> tuple[Stop, ...]:
    """Return the places of an assessment in the order in which they are walked."""
    return tuple(stop for stop in walk_of(opened, Way.PLACE, order).stops if stop.kind is not StopKind.UNNAMED)
