# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Taking many files in with two workers: in the order given, in batches that are safe on the disk when they are handed out.

Does not write to the database: the caller attaches each batch.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.containers import media_type
from evaluator_app.evidence.files import WrittenFile
from evaluator_app.evidence.folders import WantedFile
from evaluator_app.evidence.importing import Desk, ImportedFile, Refusal, Stopped, refusal
from evaluator_app.evidence.sources import read_head

WORKERS = 2
BATCH = 25
"""Files that are handed out together: about a second's work."""
_AHEAD = 3 * WORKERS
_DISK_FAILS = ("EVI-006", "EVI-007", "EVI-008")
_SOURCE_FAILS = ("EVI-001", "EVI-003")


class Halt(Enum):
    """Why files were left."""

    CANCELLED = "cancelled"
    DISK = "disk"
    """The workspace's disk is full or cannot be written."""
    SOURCE = "source"
    """The card or folder is not there any more."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file of a folder that is of no kind that is kept."""

    name: str


Outcome = ImportedFile | Refusal | PassedOver
_Written = tuple[ImportedFile, WrittenFile] | Refusal | PassedOver


@dataclass(frozen=True, slots=True)
class Batch:
    """Some files more, in order."""

    outcomes: tuple[Outcome, ...]
    """What became of each; imported ones are safe on the disk."""
    left: int = 0
    """Files that are not taken any more; in the last batch."""
    halt: Halt | None = None
    """Why they are left."""


@dataclass(slots=True)
class _Course:
    """How far an import is."""

    waiting: deque[WantedFile]
    running: deque[Future[_Written]] = field(default_factory=deque)
    halt: Halt | None = None


def batches(
    wanted: Sequence[WantedFile], desk: Desk, *, size: int = BATCH, cancelled: Stopped = lambda: False
) -> Generator[Batch, None, None]:
    """Check and store files; `cancelled()` is asked before each file is begun. The last batch says what was left, and why."""
    course = _Course(deque(wanted))
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="intake") as workers:
        try:
            while course.waiting or course.running:
                yield _next(course, desk, workers, size, cancelled)
        finally:
            _drop_rest(course, desk)


def _next(course: _Course, desk: Desk, workers: ThreadPoolExecutor, size: int, cancelled: Stopped) -> Batch:
    written: list[_Written] = []
    while len(written) < size:
        _begin_more(course, desk, workers, cancelled)
        if not course.running:
            break
        written.append(course.running.popleft().result())
        if isinstance(written[-1], Refusal) and course.halt is None:
            course.halt = halting(written[-1])
    outcomes = _settled(written, desk, course)
    if course.halt is None or course.running:
        return Batch(outcomes)
    left = len(course.waiting)
    course.waiting.clear()
    return Batch(outcomes, left, course.halt)


def _begin_more(course: _Course, desk: Desk, workers: ThreadPoolExecutor, cancelled: Stopped) -> None:
    while course.halt is None and course.waiting and len(course.running) < _AHEAD:
        if cancelled():
            course.halt = Halt.CANCELLED
            return
        course.running.append(workers.submit(_write, desk, course.waiting.popleft()))


def _write(desk: Desk, wanted: WantedFile) -> _Written:
    name = wanted.path.name
    try:
        if not wanted.is_chosen and media_type(read_head(wanted.path)) is None:
            return PassedOver(name)
        return desk.write(wanted.path)
    except UserFacingError as error:
        return refusal(name, error, is_gone=error.code in _SOURCE_FAILS and not wanted.path.parent.exists())


def halting(refused: Refusal) -> Halt | None:
    """Return why nothing more can be taken after a refusal; None where the others can be."""
    if refused.code in _DISK_FAILS:
        return Halt.DISK
    return Halt.SOURCE if refused.is_gone else None


def _settled(written: Sequence[_Written], desk: Desk, course: _Course) -> tuple[Outcome, ...]:
    """Bring what was written to the disk; what cannot be is refused."""
    outcomes: list[Outcome] = []
    for one in written:
        if not isinstance(one, tuple):
            outcomes.append(one)
            continue
        imported, waiting = one
        try:
            desk.files.settle(waiting, name=imported.name)
            outcomes.append(imported)
        except UserFacingError as error:
            outcomes.append(refusal(imported.name, error))
            course.halt = course.halt or Halt.DISK
    try:
        desk.files.flush(outcome.stored for outcome in outcomes if isinstance(outcome, ImportedFile))
    except UserFacingError as error:
        course.halt = Halt.DISK
        return tuple(refusal(one.name, error) if isinstance(one, ImportedFile) else one for one in outcomes)
    return tuple(outcomes)


def _drop_rest(course: _Course, desk: Desk) -> None:
    """Leave nothing of what was begun and is not handed out any more."""
    course.waiting.clear()
    for future in course.running:
        if not future.cancel() and isinstance(one := future.result(), tuple):
            desk.files.drop(one[1])
