# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The folder of copies on a stick: which copies are there, whether one is whole, and which may go. Writes nothing but by letting go."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.domain.codec import DocumentError
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _
from evaluator_app.rescue import manifest as names
from evaluator_app.rescue.disk import Cancel, digest_on_disk
from evaluator_app.rescue.manifest import CopiedFile, CopyManifest, read_copy_manifest, sums_of

KEPT = 3
"""How many copies before the newest are kept of what the newest holds."""
_NUMBER = re.compile("[0-9]{6}")
_LEFT = re.compile(r"[0-9]{6}\.(?:part|old)")
_SLACK = 32 * 1024
"""Bytes that a file may take on the stick beside its own."""
Progress = Callable[[int, int], None] | None


class DamagedCopyError(UserFacingError):
    """A copy is not what it was when it was written."""

    def __init__(self, copy: int, files: Sequence[str], before: int = 0) -> None:
        """Keep the number of the copy, its damaged files, and the number of the newest whole copy before it; 0 if there is none."""
        shown = "、".join(_shown(name) for name in files[:3]) + ("…" if len(files) > 3 else "")
        advice = _("Copy {number} is whole and can be brought back instead.").format(number=before) if before else ""
        super().__init__(
            "RES-010",
            _("Copy {number} is damaged: {files}. Nothing was brought back.").format(number=copy, files=shown),
            advice or _("Try another stick. What is whole in it can still be brought back without the damaged files."),
        )
        self.copy = copy
        self.files = tuple(files)
        self.before = before


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A copy that is on the stick; not checked file by file."""

    number: int
    folder: Path
    manifest: CopyManifest | None
    """None where it cannot be read."""
    sha256: str
    """Digest of the manifest as it is on the stick: by it a copy is told from another."""

    @property
    def read(self) -> CopyManifest:
        """The manifest; DamagedCopyError where it cannot be read."""
        if self.manifest is None:
            raise DamagedCopyError(self.number, (names.MANIFEST,))
        return self.manifest

    def place(self, file: CopiedFile) -> Path:
        """Return where a file of it lies."""
        if file.place.startswith("../../"):
            return self.folder.parent.parent / file.place.removeprefix("../../")
        return self.folder / file.place


def home_in(chosen: Path) -> Path:
    """Return the folder of copies of a place that a person chose: the stick, the folder itself, or one of its copies."""
    for folder in (chosen, chosen.parent, chosen.parent.parent):
        if folder.name == names.FOLDER and (folder / names.COPIES).is_dir():
            return folder
    return chosen / names.FOLDER


def find_copies(home: Path) -> tuple[FoundCopy, ...]:
    """Return the copies in a folder, the newest first by their number: clocks may have been set back."""
    try:
        folders = [folder for folder in (home / names.COPIES).iterdir() if _NUMBER.fullmatch(folder.name)]
        found = [_read(folder) for folder in folders if folder.is_dir() and not folder.is_symlink()]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda copy: copy.number, reverse=True))


def next_number(home: Path) -> int:
    """Return a number that no copy has, finished or not."""
    with suppress(OSError):
        taken = [int(folder.name[:6]) for folder in (home / names.COPIES).iterdir() if _NUMBER.match(folder.name)]
        return max(taken, default=0) + 1
    return 1


def check_copy(copy: FoundCopy, progress: Progress = None, cancelled: Cancel = None) -> tuple[str, ...]:
    """Read everything of a copy from the stick and return the names of files that are not what they were; progress counts bytes."""
    if wrong := damaged_list(copy):
        return (wrong,)
    return tuple(file.path for file in damaged_files(copy, progress, cancelled))


def damaged_list(copy: FoundCopy) -> str:
    """Return which of manifest and sums is not what the other says; empty where they agree."""
    if copy.manifest is None:
        return names.MANIFEST
    try:
        sums = (copy.folder / names.SUMS).read_bytes()
    except OSError:
        return names.SUMS
    if sums == sums_of(copy.manifest, copy.sha256):
        return ""
    return names.SUMS if sums.endswith(f"{copy.sha256}  {names.MANIFEST}\n".encode()) else names.MANIFEST


def damaged_files(copy: FoundCopy, progress: Progress = None, cancelled: Cancel = None) -> Iterator[CopiedFile]:
    """Read every file of a copy that has a manifest from the stick and yield those that are not what it says."""
    files = copy.manifest.files if copy.manifest else ()
    everything, done = sum(file.size for file in files), 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, everything)

    for file in files:
        if cancelled is not None and cancelled():
            raise Cancelled
        path = copy.place(file)
        if path.is_symlink() or digest_on_disk(path, file.size, cancelled, told) != file.sha256:
            yield file


def let_go(home: Path, *, is_superseded: Callable[[CopyManifest], bool], newest: int) -> int:
    """Delete older copies of what the newest holds too, and then what no copy needs any more; return how many copies.

    The last few that differ from it and from each other are kept: who copies five times in an evening loses no day.
    Only for the one who has the lock. A copy that cannot be read stays, and with it everything that it may need.
    """
    copies = find_copies(home)
    older = [copy for copy in copies if copy.number < newest and copy.manifest is not None and is_superseded(copy.manifest)]
    seen = {_holding(copy.manifest) for copy in copies if copy.number == newest and copy.manifest}
    leaving = []
    for copy in older:
        holding = _holding(copy.read)
        if holding in seen or len(seen) > KEPT:
            leaving.append(copy)
        seen.add(holding)
    for copy in leaving:
        with suppress(OSError):
            copy.folder.rename(copy.folder.with_suffix(".old"))
    clear_leftovers(home)
    _sweep(home)
    return len(leaving)


def clear_leftovers(home: Path) -> None:
    """Delete copies that were never finished, or whose deleting was not."""
    with suppress(OSError):
        for folder in list((home / names.COPIES).iterdir()):
            if _LEFT.fullmatch(folder.name) and not folder.is_symlink():
                shutil.rmtree(folder, ignore_errors=True)


def room_for(size: int, files: int) -> int:
    """Return the bytes that so many files of so many bytes in all may take on a stick."""
    return size + files * _SLACK


def _holding(manifest: CopyManifest) -> tuple[object, ...]:
    """Return what a copy holds; the database counts by its acts, for its bytes change with every look at it."""
    acts = frozenset((held.id, held.acts, held.journal, held.is_removed) for held in manifest.assessments)
    return acts, frozenset((file.path, file.sha256) for file in manifest.files if file.path != names.DATABASE)


def _sweep(home: Path) -> None:
    copies = find_copies(home)
    if any(copy.manifest is None for copy in copies):
        return
    needed = {copy.place(file) for copy in copies if copy.manifest for file in copy.manifest.files}
    for pool in (home / names.EVIDENCE, home / names.FILES):
        with suppress(OSError):
            for path in list(pool.glob("*/*")):
                if path not in needed and not path.is_dir():
                    path.unlink()


def _read(folder: Path) -> FoundCopy:
    number, path = int(folder.name), folder / names.MANIFEST
    try:
        if path.stat().st_size > names.LARGEST_MANIFEST:
            return FoundCopy(number, folder, None, "")
        data = path.read_bytes()
        return FoundCopy(number, folder, read_copy_manifest(data), hashlib.sha256(data).hexdigest())
    except (OSError, DocumentError):
        return FoundCopy(number, folder, None, "")


def _shown(text: str) -> str:
    """Return a name from elsewhere so that it can be shown."""
    shown = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return shown if len(shown) <= 60 else f"{shown[:28]}…{shown[-28:]}"
