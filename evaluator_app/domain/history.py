# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The journal of an assessment as values, and what can be undone and redone by it, across restarts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from evaluator_app.domain.changes import Change


class LineKind(Enum):
    """What a journal line does."""

    ACT = "act"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One saved act: who did what when, with old and new values."""

    number: int
    """Position in the journal of the assessment, from 1."""
    change: Change
    who: str
    at: datetime
    kind: LineKind = LineKind.ACT
    continues: bool = False
    """Whether it goes on with the line before, as typing does; both are then undone together."""


@dataclass(frozen=True, slots=True)
class UndoState:
    """What Undo and Redo would do now; the last of each comes first."""

    undoable: tuple[Change, ...]
    redoable: tuple[Change, ...]
    undoable_numbers: tuple[int, ...] = ()
    """Number of the journal line that each of the undoable began with."""

    def steps_back(self, number: int) -> int:
        """Return how many times Undo takes back a line of the journal, and all after it; 0 where it is taken back or was an undo."""
        return self.undoable_numbers.index(number) + 1 if number in self.undoable_numbers else 0


def undo_state(lines: Iterable[JournalLine]) -> UndoState:
    """Replay a journal and return what can be undone and redone.

    An undo takes the last act back, a redo does it again, and a new act ends what could be redone. A line
    that has nothing to take back or to do again is passed over, so that a damaged journal can still be opened.
    """
    undoable: list[tuple[int, Change]] = []
    redoable: list[tuple[int, Change]] = []
    for line in lines:
        if line.kind is not LineKind.ACT:
            taken, given = (undoable, redoable) if line.kind is LineKind.UNDO else (redoable, undoable)
            given.extend([taken.pop()] if taken else [])
        else:
            redoable.clear()
            merged = undoable[-1][1].merge(line.change) if line.continues and undoable else None
            if merged is None:
                undoable.append((line.number, line.change))
            else:
                undoable[-1] = (undoable[-1][0], merged)
    undoable.reverse()
    redoable.reverse()
    numbers = tuple(number for number, _change in undoable)
    return UndoState(tuple(change for _number, change in undoable), tuple(change for _number, change in redoable), numbers)
