# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The acts on one assessment that this laptop knows, own ones and colleagues'; read once, and followed line by line."""

from __future__ import annotations

from collections.abc import Sequence

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import Act
from evaluator_app.domain.history import JournalLine
from evaluator_app.domain.merging.acts import Knowledge, Known, SharedAct, root_of
from evaluator_app.domain.merging.telling import came, told
from evaluator_app.store.database import Store


class KnownActs:
    """What follows from a journal and from what came in by its merges."""

    def __init__(self, store: Store, assessment_id: str, journal: list[JournalLine]) -> None:
        """Look at a journal that goes on; what came in is read when it is first asked for."""
        self._store, self._own, self._journal = store, assessment_id, journal
        self._came: dict[int, Sequence[SharedAct]] | None = None
        self._came_lines: dict[int, Sequence[JournalLine]] | None = None
        self._knowledge: Knowledge | None = None
        self._followed = 0
        self._known: tuple[int, Known] | None = None
        self._told: tuple[int, Sequence[JournalLine]] | None = None

    def follow(self, line: JournalLine, acts: Sequence[SharedAct]) -> None:
        """Take into account what a new line of the journal merged."""
        if self._came is not None:
            self._came[line.number] = acts
        if self._came_lines is not None:
            self._came_lines[line.number] = came(line.number, acts)

    def known(self) -> Known:
        """Return all acts as laptops exchange them."""
        if self._known is None or self._known[0] != len(self._journal):
            knowledge, arrived = self._knowledge or Knowledge(root_of(self.origin())), self._arrived()
            for line in self._journal[self._followed :]:
                knowledge.follow(line, arrived.get(line.number, ()))
            self._knowledge, self._followed = knowledge, len(self._journal)
            self._known = self._followed, knowledge.known()
        return self._known[1]

    def told(self) -> Sequence[JournalLine]:
        """Return all acts as people read them, those of colleagues where they came in."""
        if not any(line.act is Act.MERGE_PACKAGE for line in self._journal):
            return self._journal
        if self._told is None or self._told[0] != len(self._journal):
            if self._came_lines is None:  # read as lines: what each act changed waits until somebody looks into it
                self._came_lines = dict(self._store.arrived_lines(self._own))
            self._told = len(self._journal), tuple(told(self._journal, self._came_lines))
        return self._told[1]

    def origin(self) -> Assessment:
        """Return the assessment as it was begun."""
        return self._store.origin(self._own)

    def _arrived(self) -> dict[int, Sequence[SharedAct]]:
        if self._came is None:
            self._came = {line: arrival.acts for line, arrival in self._store.arrivals(self._own).items()}
        return self._came
