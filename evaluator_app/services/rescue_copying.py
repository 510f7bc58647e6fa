# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Copy everything to the stick: what will be written and whether it fits, the copy itself, and older copies let go afterwards.

Works on a folder that is open and written at the same time, here or in another program: the database is copied by SQLite while it
is in use, and evidence never changes. May be asked from any thread. Bringing back: rescue_restoring.py.
"""

from __future__ import annotations

import errno
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evaluator_app import __version__
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.rescue.disk import full, gone, told_of_stick
from evaluator_app.rescue.home import FoundCopy, find_copies, home_in, let_go, room_for
from evaluator_app.rescue.manifest import DATABASE, CopyManifest, HeldAssessment, LeftOut, Why, shared_place
from evaluator_app.rescue.writing import SMALL, Progressing, Source, Writing
from evaluator_app.services.rescue_gathering import Gathering
from evaluator_app.services.rescue_record import CopyRecord, HeldHead, remember
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.heads import Head, evidence_digests, journal_digests, read_heads, snapshot
from evaluator_app.store.locking import LOCK_NAME, WriterLock

Progress = Callable[[int, int], None] | None
Cancel = Callable[[], bool] | None
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a copy to a place would be."""

    home: Path
    """The folder of copies there, made or not."""
    files: int
    size: int
    """Bytes of everything, all of which is read back."""
    new_files: int
    new_size: int
    """Bytes that are not there yet."""
    free: int
    """Bytes that are free there."""
    is_same_disk: bool
    """Whether the place goes with the laptop: same disk, or same partition."""
    copies: tuple[FoundCopy, ...]
    """Those that are there, the newest first."""

    @property
    def missing(self) -> int:
        """Bytes that are wanting for it; 0 if it fits."""
        return max(0, room_for(self.new_size, self.new_files) - self.free)


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was written, read back, and is whole."""

    copy: FoundCopy
    manifest: CopyManifest
    new_size: int
    """Bytes that were written for it."""
    gone: int
    """Older copies that were let go."""


def plan_copy(root: Path, chosen: Path) -> Plan:
    """Tell what a copy to a folder would write; UserFacingError if it cannot go there. Reads no file whole."""
    home = _home(root, chosen)
    gathering = Gathering(root)
    database = Source(DATABASE, root / DATABASE_NAME, _size(root / DATABASE_NAME), is_own=True)
    copies = find_copies(home)
    sources = [database, *gathering.sources]
    fresh = _fresh(home, sources, copies)
    with told_of_stick(chosen):
        free = shutil.disk_usage(chosen).free
        is_same_disk = root.stat().st_dev == chosen.stat().st_dev
    size = sum(source.size for source in sources)
    return Plan(home, len(sources), size, len(fresh), sum(source.size for source in fresh), free, is_same_disk, copies)


def copy_everything(
    root: Path, chosen: Path, *, who: str, now: Callable[[], datetime], progress: Progress = None, cancelled: Cancel = None
) -> Copied:
    """Copy a workspace to a folder, read everything back from there, and only then let older copies go.

    Progress counts bytes, written and then read back. UserFacingError or Cancelled with the copies before as they were: where the
    place is no place for a copy, does not fit, is full, gone, locked, or does not give back what was written.
    """
    home = _home(root, chosen)
    with tempfile.TemporaryDirectory(prefix="evaluator-") as scratch, _alone(home, who, now) as is_alone:
        taken_at = now()
        database = snapshot(root, Path(scratch) / DATABASE)
        gathering = Gathering(root)
        sources = [Source(DATABASE, database, _size(database), is_own=True), *gathering.sources]
        copies = find_copies(home)
        fresh = _fresh(home, sources, copies)
        to_write = sum(source.size for source in fresh)
        with told_of_stick(chosen):
            missing = room_for(to_write, len(fresh)) - shutil.disk_usage(home).free
        if missing > 0:
            raise full(chosen, missing)
        held = _held(database.parent)
        lost = sorted(set(evidence_digests(database.parent)) - gathering.evidence())
        absent = tuple(LeftOut(f"evidence/{sha256[:2]}/{sha256}", Why.MISSING) for sha256 in lost)
        writing = Writing(home, sources, Progressing(to_write + sum(source.size for source in sources), progress), cancelled)
        copy = writing.write(
            lambda files, left_out: CopyManifest(
                __version__, taken_at, who, platform.node(), held, files, (*gathering.left_out, *absent, *left_out)
            )
        )
        left = let_go(home, is_superseded=lambda older: is_superseded(older, database.parent), newest=copy.number) if is_alone else 0
    remember(root, record_of(copy, chosen, gathering.others()))
    return Copied(copy, copy.read, to_write, left)


def record_of(copy: FoundCopy, chosen: Path, others: str) -> CopyRecord:
    """Return what the workspace is to remember of a copy."""
    heads = tuple(HeldHead(held.id, held.acts, held.journal) for held in copy.read.assessments)
    files = copy.read.files
    return CopyRecord(copy.read.taken_at, str(chosen), copy.number, copy.sha256, len(files), copy.read.size, heads, others)


def is_superseded(older: CopyManifest, folder: Path) -> bool:
    """Tell whether the database in a folder holds every act that an older copy holds: told by the journals alone, by no clock or name.

    A copy without any assessment is of nobody in particular, and stays.
    """
    wanted = {held.id: (held.acts,) for held in older.assessments}
    own = journal_digests(folder, wanted)
    return bool(older.assessments) and all(own.get((held.id, held.acts)) == held.journal for held in older.assessments)


def _held(folder: Path) -> tuple[HeldAssessment, ...]:
    heads = read_heads(folder)
    journals = journal_digests(folder, {head.id: (head.last_line,) for head in heads})
    return tuple(_held_one(head, journals[head.id, head.last_line]) for head in heads)


def _held_one(head: Head, journal: str) -> HeldAssessment:
    return HeldAssessment(
        head.id,
        head.mine,
        head.kind,
        head.status,
        head.last_line,
        journal,
        head.last_change_at,
        head.evidence,
        is_practice=head.is_practice,
        is_removed=head.is_removed,
    )


def _fresh(home: Path, sources: list[Source], copies: tuple[FoundCopy, ...]) -> list[Source]:
    """Return what is to be written: all that is not there by its digest, and small files, which each copy has for itself."""
    last = next((copy.manifest for copy in copies if copy.manifest is not None), None)
    known = {(file.path, file.size) for file in last.files if file.place.startswith("../../")} if last else set()
    fresh = []
    for source in sources:
        if source.sha256:
            is_there = _size(home / shared_place(source.path, source.sha256).removeprefix("../../")) == source.size
        else:
            is_there = not source.is_own and source.size > SMALL and (source.path, source.size) in known
        if not is_there:
            fresh.append(source)
    return fresh


def _home(root: Path, chosen: Path) -> Path:
    """Return the folder of copies in a place; UserFacingError where a copy must not lie."""
    home = home_in(chosen)
    if not chosen.is_dir():
        raise gone(chosen, _("no such folder"))
    place, own = chosen.resolve(), root.resolve()
    if place == own or own in place.parents or home.resolve() in (own, *own.parents):
        raise UserFacingError(
            "RES-001",
            _("{place} lies in the folder of the assessments itself: a copy there would be lost with them.").format(place=chosen),
            _("Choose a stick, or a folder on another disk."),
        )
    if any((folder / name).exists() for folder in (place, home, *place.parents) for name in (DATABASE_NAME, LOCK_NAME)):
        raise UserFacingError(
            "RES-002",
            _("{place} is the folder of other assessments; no copy is put there.").format(place=chosen),
            _("Choose the stick itself, or an empty folder."),
        )
    return home


@contextmanager
def _alone(home: Path, who: str, now: Callable[[], datetime]) -> Iterator[bool]:
    """Keep others from writing a copy into the same folder, as two laptops may in a shared one; tells whether the disk can do that."""
    with told_of_stick(home.parent):
        guard = home / ".writing"
        guard.mkdir(parents=True, exist_ok=True)
        lock, is_locked = WriterLock(guard), True
        try:
            lock.acquire(who, now())
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            is_locked = False
        except UserFacingError as error:
            raise UserFacingError(
                "RES-009",
                _("Somebody else is writing a copy into {place} right now. Nothing was changed.").format(place=home.parent),
                _("Wait for the other copy to end, then try again."),
            ) from error
    try:
        yield is_locked
    finally:
        lock.release()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
