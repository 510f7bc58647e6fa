# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Bring back a copy: every file is read from the stick and checked, the journals are replayed, and only then is anything put in place.

Into an empty folder, or a workspace without assessments, and nowhere else. The database comes last: until then the folder is what it was.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _
from evaluator_app.rescue import manifest as names
from evaluator_app.rescue.disk import Cancel, pieces_of, write_through
from evaluator_app.rescue.home import DamagedCopyError, FoundCopy, Progress, check_copy, damaged_list, find_copies, home_in, room_for
from evaluator_app.rescue.manifest import DATABASE, CopiedFile, fitted
from evaluator_app.services.rescue_copying import record_of
from evaluator_app.services.rescue_gathering import STAGING, Gathering
from evaluator_app.services.rescue_record import remember
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.backups import FOLDER_NAME as BACKUPS
from evaluator_app.store.connection import told
from evaluator_app.store.database import open_store
from evaluator_app.store.heads import read_heads
from evaluator_app.store.locking import HOLDER_NAME, LOCK_NAME, WriterLock

_LOG_ENDS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class StagedCopy:
    """A copy that lies checked in the folder, and is not in its place yet."""

    copy: FoundCopy
    root: Path
    files: tuple[CopiedFile, ...]
    left_out: tuple[str, ...]
    """Damaged files that were left out because that was asked for."""


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What is there again."""

    copy: FoundCopy
    root: Path
    files: int
    assessments: int
    left_out: tuple[str, ...]
    aside: Path | None
    """Where files that were in the way lie now; None where there were none."""


def copies_in(chosen: Path) -> tuple[FoundCopy, ...]:
    """Return the copies in a place, the newest first; UserFacingError if there are none."""
    if copies := find_copies(home_in(chosen)):
        return copies
    raise UserFacingError(
        "RES-013",
        _("There is no copy in {place}.").format(place=chosen),
        _("Choose the stick, or the folder {folder} on it.").format(folder=names.FOLDER),
    )


def copy_named(chosen: Path, number: int = 0) -> FoundCopy:
    """Return a copy by its number, the newest for 0, or the one whose folder was chosen; UserFacingError if it is not there."""
    copies = copies_in(chosen)
    number = number or next((copy.number for copy in copies if copy.folder == chosen), copies[0].number)
    for copy in copies:
        if copy.number == number:
            return copy
    known = "、".join(str(copy.number) for copy in copies)
    raise UserFacingError(
        "RES-014", _("There is no copy {number} there.").format(number=number), _("There are: {known}").format(known=known)
    )


def may_take(root: Path) -> bool:
    """Tell whether a copy may be brought back into a folder: it is not there, empty, or a workspace without any assessment."""
    if not root.exists():
        return True
    if (root / DATABASE_NAME).is_file():
        return not read_heads(root)
    return root.is_dir() and not any(path.name not in (STAGING, LOCK_NAME, HOLDER_NAME) for path in root.iterdir())


def bring_back(
    copy: FoundCopy,
    root: Path,
    *,
    now: Callable[[], datetime],
    without_damaged: bool = False,
    progress: Progress = None,
    cancelled: Cancel = None,
) -> BroughtBack:
    """Check a copy and put it into a folder, in one go; see stage() and settle()."""
    staged = stage(copy, root, now=now, without_damaged=without_damaged, progress=progress, cancelled=cancelled)
    return settle(staged, now=now)


def stage(
    copy: FoundCopy,
    root: Path,
    *,
    now: Callable[[], datetime],
    without_damaged: bool = False,
    progress: Progress = None,
    cancelled: Cancel = None,
) -> StagedCopy:
    """Read a copy into a folder beside what is there, file by file against its digest, and replay its journals.

    DamagedCopyError naming the files that are not what they were, and the newest copy before that is whole; UserFacingError where the
    folder has assessments or no room. Nothing stays behind then, nor after Cancelled. May be asked from any thread.
    """
    was_there = root.exists()
    require_room(root, copy)
    staging = root / STAGING
    try:
        with told(root):
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(parents=True)
        damaged = _fetch(copy, staging, progress, cancelled)
        if damaged and (not without_damaged or {DATABASE, names.MANIFEST, names.SUMS} & set(damaged)):
            raise DamagedCopyError(copy.number, damaged, whole_before(copy, cancelled))
        _replay(staging, copy, now, cancelled)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        if not was_there:
            with suppress(OSError):
                root.rmdir()
        raise
    files = tuple(file for file in copy.read.files if file.path not in damaged)
    return StagedCopy(copy, root, files, damaged)


def settle(staged: StagedCopy, *, now: Callable[[], datetime]) -> BroughtBack:
    """Put a checked copy in its place, the database last; the workspace must be closed. What is in the way is kept aside."""
    root, staging = staged.root, staged.root / STAGING
    lock = WriterLock(root)
    with told(root):
        lock.acquire("", now())
    try:
        if not may_take(root):
            raise _has_assessments(root)
        with told(root):
            aside = _Aside(root)
            aside.take(BACKUPS)
            for file in sorted(staged.files, key=lambda each: each.path == DATABASE):
                if file.path == DATABASE:
                    for end in _LOG_ENDS:  # the log first: it must never meet another database
                        (root / f"{DATABASE_NAME}{end}").unlink(missing_ok=True)
                elif (root / _own(file)).exists():
                    aside.take(_own(file))
                target = root / _own(file)
                target.parent.mkdir(parents=True, exist_ok=True)
                (staging / _own(file)).replace(target)
            shutil.rmtree(staging, ignore_errors=True)
    finally:
        lock.release()
    remember(root, record_of(staged.copy, staged.copy.folder.parent.parent.parent, Gathering(root).others()))
    return BroughtBack(staged.copy, root, len(staged.files), len(staged.copy.read.assessments), staged.left_out, aside.folder)


def whole_before(copy: FoundCopy, cancelled: Cancel = None) -> int:
    """Return the number of the newest copy before one that is whole; 0 if there is none."""
    for older in find_copies(copy.folder.parent.parent):
        if older.number < copy.number and not check_copy(older, cancelled=cancelled):
            return older.number
    return 0


def require_room(root: Path, copy: FoundCopy) -> None:
    """Refuse a folder that has assessments or anything else in it, or has no room for a copy."""
    if not may_take(root):
        raise _has_assessments(root)
    there = next(folder for folder in (root, *root.resolve().parents) if folder.exists())
    size, files = (copy.manifest.size, len(copy.manifest.files)) if copy.manifest else (0, 0)
    if (wanting := room_for(size, files) - shutil.disk_usage(there).free) > 0:
        raise UserFacingError(
            "RES-012",
            _("There is no room for the copy in {folder}: {size} MB are wanting. Nothing was brought back.").format(
                folder=root, size=-(-wanting // 1_000_000)
            ),
            _("Free some space, or choose a folder on another disk."),
        )


def _has_assessments(root: Path) -> UserFacingError:
    return UserFacingError(
        "RES-011",
        _("{folder} has assessments, or other files, in it; they are never overwritten. Nothing was brought back.").format(folder=root),
        _("Bring the copy back into an empty folder; it can be opened there as a workspace of its own."),
    )


def _fetch(copy: FoundCopy, staging: Path, progress: Progress, cancelled: Cancel) -> tuple[str, ...]:
    """Copy every file whose digest is right, and return the names of the others."""
    if wrong := damaged_list(copy):
        return (wrong,)
    return _fetch_all(copy, copy.read.files, staging, progress, cancelled)


def _fetch_all(copy: FoundCopy, files: tuple[CopiedFile, ...], staging: Path, progress: Progress, cancelled: Cancel) -> tuple[str, ...]:
    damaged, done, everything = [], 0, sum(file.size for file in files)
    for file in files:
        if cancelled is not None and cancelled():
            raise Cancelled
        if not _fetch_one(copy.place(file), staging / _own(file), file, cancelled):
            damaged.append(file.path)
        done += file.size
        if progress is not None:
            progress(done, everything)
    return tuple(damaged)


def _fetch_one(source: Path, target: Path, file: CopiedFile, cancelled: Cancel) -> bool:
    """Copy one file; what the stick cannot give back, or gives back otherwise, is not kept."""
    try:
        if source.is_symlink() or source.stat().st_size != file.size:
            return False
    except OSError:
        return False
    pieces = _Pieces(source, cancelled)
    with told(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        written = write_through(target, pieces)
    if pieces.is_broken or written != file.sha256:
        target.unlink(missing_ok=True)
        return False
    return True


class _Pieces:
    """The bytes of a file on the stick; where it stops giving them, they end, and the digest tells."""

    def __init__(self, path: Path, cancelled: Cancel) -> None:
        self._pieces = pieces_of(path, cancelled, from_disk=True)
        self.is_broken = False

    def __iter__(self) -> _Pieces:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except OSError:
            self.is_broken = True
            raise StopIteration from None


def _replay(staging: Path, copy: FoundCopy, now: Callable[[], datetime], cancelled: Cancel) -> None:
    """Open another copy of the database as the program does, and hold every assessment against its journal."""
    with tempfile.TemporaryDirectory(prefix="evaluator-") as scratch:
        folder = Path(scratch)
        with told(folder):
            shutil.copyfile(staging / DATABASE, folder / DATABASE_NAME)
        try:
            with open_store(folder, now=now) as store:
                held = {head.id for head in read_heads(folder)}
                said = {each.id for each in copy.read.assessments}
                is_sound = held == said
                for own in held:
                    if cancelled is not None and cancelled():
                        raise Cancelled
                    is_sound = is_sound and not store.check(own)
        except UserFacingError as error:
            if error.code == "STO-001":
                raise
            is_sound = False
    if not is_sound:
        raise DamagedCopyError(copy.number, (DATABASE,), whole_before(copy, cancelled))


def _own(file: CopiedFile) -> str:
    return fitted(file.path) if os.name == "nt" else file.path


class _Aside:
    """Keeps what lies in the way, in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.folder: Path | None = None

    def take(self, path: str) -> None:
        """Move a file or folder aside, if it is there."""
        if not (self._root / path).exists():
            return
        if self.folder is None:
            self.folder = next(folder for number in range(1, 10**6) if not (folder := self._root / f"replaced-{number}").exists())
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (self._root / path).replace(target)
