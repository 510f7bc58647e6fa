# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The journal of an assessment as values, and what can be undone and redone by it, across restarts.

A journal has thousands of lines, of which few are ever looked into: a line reads its change when it is first asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import overload

from evaluator_app.domain.changes import Act, Change


class LineKind(Enum):
    """What a journal line does."""

    ACT = "act"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A change that has not been read yet, with what is known of it."""

    act: Act
    subject: str
    read: Callable[[], Change]
    """Reads it; whatever that raises comes out where the change is asked for."""


class JournalLine:
    """One saved act: who did what when, with old and new values."""

    __slots__ = ("_change", "at", "continues", "kind", "number", "who")

    def __init__(
        self,
        number: int,
        change: Change | StoredChange,
        who: str,
        at: datetime,
        kind: LineKind = LineKind.ACT,
        continues: bool = False,
    ) -> None:
        """Take what was done; `continues` tells that it goes on with the line before, as typing does: both are undone together."""
        self._change = change
        self.number, self.who, self.at, self.kind, self.continues = number, who, at, kind, continues

    @property
    def act(self) -> Act:
        """What the person did."""
        return self._change.act

    @property
    def subject(self) -> str:
        """What it was about."""
        return self._change.subject

    @property
    def change(self) -> Change:
        """What was done, with old and new values."""
        if isinstance(self._change, StoredChange):
            self._change = self._change.read()
        return self._change

    def __eq__(self, other: object) -> bool:
        """Tell whether another line says the same."""
        return isinstance(other, JournalLine) and self._values() == other._values()

    __hash__ = None  # type: ignore[assignment]

    def _values(self) -> tuple[object, ...]:
        return self.number, self.change, self.who, self.at, self.kind, self.continues


class Changes(Sequence[Change]):
    """Changes of a journal, the last first; each is read when it is asked for."""

    def __init__(self, groups: Sequence[Sequence[JournalLine]]) -> None:
        """Take lines that are undone together, group by group, the last first."""
        self._groups = groups

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._groups)

    @overload
    def __getitem__(self, index: int) -> Change: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Change, ...]: ...

    def __getitem__(self, index: int | slice) -> Change | tuple[Change, ...]:
        """Return one of them, or some."""
        if isinstance(index, slice):
            return tuple(_joined(group) for group in self._groups[index])
        return _joined(self._groups[index])

    def __iter__(self) -> Iterator[Change]:
        """Yield them."""
        return (_joined(group) for group in self._groups)

    def __eq__(self, other: object) -> bool:
        """Tell whether other changes are the same."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


class UndoState:
    """What Undo and Redo would do now; it follows the journal line by line."""

    def __init__(self, lines: Iterable[JournalLine] = ()) -> None:
        """Replay a journal.

        An undo takes the last act back, a redo does it again, and a new act ends what could be redone. So does taking a merge
        back: what it led to depends on all that is known, so the package is taken again instead. A line that has nothing to
        take back or to do again is passed over, so that a damaged journal can still be opened.
        """
        self._undoable: list[list[JournalLine]] = []
        self._redoable: list[list[JournalLine]] = []
        for line in lines:
            self.follow(line)

    def follow(self, line: JournalLine) -> None:
        """Take the next line of the journal into account."""
        if line.kind is LineKind.UNDO and line.act is Act.MERGE_PACKAGE:
            self._redoable.clear()
            del self._undoable[-1:]
            return
        if line.kind is not LineKind.ACT:
            taken, given = (self._undoable, self._redoable) if line.kind is LineKind.UNDO else (self._redoable, self._undoable)
            given.extend([taken.pop()] if taken else [])
            return
        self._redoable.clear()
        last = self._undoable[-1][-1] if self._undoable else None
        if line.continues and last is not None and goes_on(last.act, last.subject, line.act, line.subject):
            self._undoable[-1].append(line)
        else:
            self._undoable.append([line])

    @property
    def undoable(self) -> Changes:
        """What can be undone; the last act comes first."""
        return Changes(self._undoable[::-1])

    @property
    def redoable(self) -> Changes:
        """What can be done again; what was undone last comes first."""
        return Changes(self._redoable[::-1])

    def steps_back(self, number: int) -> int:
        """Return how many times Undo takes back a line of the journal, and all after it; 0 where it is taken back or was an undo."""
        for steps, group in enumerate(reversed(self._undoable), start=1):
            if any(line.number == number for line in group):
                return steps
        return 0

    def in_force(self) -> frozenset[int]:
        """Return the numbers of all lines that Undo could take back."""
        return frozenset(line.number for group in self._undoable for line in group)


def goes_on(before: Act, subject: str, act: Act, new_subject: str) -> bool:
    """Tell by act and subject whether a line that says so goes on with the one before; the changes need not be read for that."""
    if before is act is Act.ATTACH_EVIDENCE:
        return True
    is_same = before is act or (before, act) == (Act.RECORD_OBSERVATION, Act.EDIT_OBSERVATION)
    return is_same and subject == new_subject


def _joined(group: Sequence[JournalLine]) -> Change:
    """Return the changes of a group as one."""
    whole = group[0].change
    for line in group[1:]:
        merged = whole.merge(line.change)
        whole = Change(whole.act, (*whole.edits, *line.change.edits), whole.subject) if merged is None else merged
    return whole
