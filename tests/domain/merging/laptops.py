# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Laptops without windows and disks: an assessment, its journal, undo and redo, and what came in from others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import canonical_bytes, digest
from evaluator_app.domain.changes import Act, Change
from evaluator_app.domain.history import JournalLine, LineKind, UndoState
from evaluator_app.domain.merging.acts import Known, SharedAct, known, with_arrivals
from evaluator_app.domain.merging.conflicts import close_conflict, differences, following
from evaluator_app.domain.merging.folding import folded
from evaluator_app.domain.merging.parts import value_text
from evaluator_app.domain.reviewing import with_reopening
from evaluator_app.domain.teamwork import Closing

SOME_DAY = datetime(2026, 5, 12, tzinfo=UTC)


@dataclass
class Laptop:
    """One person's laptop."""

    who: str
    origin: Assessment
    clock: datetime = SOME_DAY
    lines: list[JournalLine] = field(default_factory=list)
    arrivals: dict[int, Sequence[SharedAct]] = field(default_factory=dict)
    assessment: Assessment = field(init=False)
    undo_state: UndoState = field(default_factory=UndoState)
    _known: tuple[int, Known] | None = None

    def __post_init__(self) -> None:
        self.assessment = self.origin

    @property
    def known(self) -> Known:
        if self._known is None or self._known[0] != len(self.lines):
            self._known = len(self.lines), known(self.origin, self.lines, self.arrivals)
        return self._known[1]

    def do(self, change: Change) -> None:
        opened = with_reopening(self.assessment, change, self.who, self.clock)
        self._write(following(self.assessment, opened, self.who), LineKind.ACT)

    def undo(self) -> None:
        if self.undo_state.undoable:
            self._write(self.undo_state.undoable[0].inverse(), LineKind.UNDO)

    def redo(self) -> None:
        if self.undo_state.redoable:
            self._write(self.undo_state.redoable[0], LineKind.REDO)

    def export(self) -> tuple[SharedAct, ...]:
        return tuple(self.known.acts.values())

    def take(self, package: Sequence[SharedAct]) -> None:
        there = self.known
        new = tuple(act for act in package if act.name not in there.acts)
        if new:
            self.arrivals[len(self.lines) + 1] = new
            after = folded(self.origin, with_arrivals(there, new))
            self._write(Change(Act.MERGE_PACKAGE, tuple(differences(self.assessment, after))), LineKind.ACT, even_empty=True)

    def close(self, key: str, value: object, words: str = "以现场为准") -> None:
        closing = Closing(self.who, words, self.clock, value_text(value))
        self.do(close_conflict(self.origin, self.assessment, self.known, key, closing, self.clock))

    def _write(self, change: Change, kind: LineKind, *, even_empty: bool = False) -> None:
        effective = replace(change, edits=tuple(edit for edit in change.edits if edit.old != edit.new))
        if effective.edits or even_empty:
            self.assessment = effective.apply(self.assessment)
            line = JournalLine(len(self.lines) + 1, effective, self.who, self.clock, kind)
            self.lines.append(line)
            self.undo_state.follow(line)

    def check(self) -> None:
        """Make sure that what stands here is what follows from the acts known here."""
        assert folded(self.origin, self.known) == self.assessment

    @property
    def bytes(self) -> bytes:
        return canonical_bytes(self.assessment)

    @property
    def digest(self) -> str:
        return digest(self.assessment)


def team(origin: Assessment, *names: str) -> list[Laptop]:
    """Return the laptops of several people that begin from the same assessment, their clocks years apart."""
    return [Laptop(name, origin, SOME_DAY.replace(year=2026 + 3 * number)) for number, name in enumerate(names)]


def exchange(laptops: Sequence[Laptop]) -> None:
    """Let everybody give everything to everybody, until all know all."""
    for _round in range(2):
        packages = [laptop.export() for laptop in laptops]
        for laptop in laptops:
            for package in packages:
                laptop.take(package)
