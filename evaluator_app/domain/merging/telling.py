# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The history of an assessment as people read it: one's own acts, and those of colleagues where they came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from evaluator_app.domain.changes import Act
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.domain.merging.acts import SharedAct


def came(line: int, acts: Iterable[SharedAct]) -> Sequence[JournalLine]:
    """Return acts of colleagues as lines under the number of the line that merged them."""
    return tuple(JournalLine(line, act.change, act.who, act.at, act.kind, act.continues) for act in acts)


def told(lines: Sequence[JournalLine], arrived: Mapping[int, Sequence[JournalLine]]) -> Iterator[JournalLine]:
    """Yield the lines of a journal; what a merge brought stands before it, under its number, for it is taken back with it."""
    for line in lines:
        if line.act is Act.MERGE_PACKAGE and line.kind is LineKind.ACT:
            yield from arrived.get(line.number, ())
        yield line
