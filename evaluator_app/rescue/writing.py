# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Writing a copy: what the stick does not hold yet, by digest, through to the stick; then everything read back; only then its name.

Until the name is there, the copies before are all there is, and nothing of them has been touched.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from evaluator_app.durable_files import settle_folder
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _
from evaluator_app.rescue import explaining
from evaluator_app.rescue import manifest as names
from evaluator_app.rescue.disk import Cancel, digest_on_disk, pieces_of, told_of_stick, write_through
from evaluator_app.rescue.home import FoundCopy, Progress, clear_leftovers, damaged_files, next_number
from evaluator_app.rescue.manifest import CopiedFile, CopyManifest, LeftOut, Why, is_portable, own_place, shared_place

SMALL = 256 * 1024
"""Bytes up to which a file lies under its own name in each copy."""


class SourceError(Exception):
    """A file of the workspace cannot be copied."""

    def __init__(self, why: Why) -> None:
        """Keep why."""
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the workspace that goes into the copy."""

    path: str
    """Where it lies in the workspace; parts are joined by /."""
    origin: Path
    size: int
    """Bytes, when it was looked at."""
    sha256: str = ""
    """What its digest must be: evidence is named by it."""
    is_own: bool = False
    """Whether each copy has it for itself whatever its size."""


@dataclass(slots=True)
class Progressing:
    """Bytes written and read back so far, of those that there will be."""

    everything: int
    progress: Progress
    done: int = 0

    def add(self, count: int) -> None:
        """Count bytes."""
        self.done = min(self.done + count, self.everything)
        if self.progress is not None:
            self.progress(self.done, self.everything)


@dataclass(slots=True)
class Writing:
    """A copy that is being written."""

    home: Path
    sources: Sequence[Source]
    progressing: Progressing
    cancelled: Cancel = None
    files: list[CopiedFile] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    fresh: dict[str, Path] = field(default_factory=dict)
    """Shared files that this copy wrote, by their place."""

    def write(self, manifest_of: Callable[[tuple[CopiedFile, ...], tuple[LeftOut, ...]], CopyManifest]) -> FoundCopy:
        """Write, read back, name; UserFacingError or Cancelled with the copies before as they were."""
        with told_of_stick(self.home.parent):
            for folder in (names.COPIES, names.EVIDENCE, names.FILES):
                (self.home / folder).mkdir(parents=True, exist_ok=True)
            clear_leftovers(self.home)
            number = next_number(self.home)
            if number > 999_999:
                raise UserFacingError(
                    "RES-007", _("This stick has had too many copies."), _("Take another stick, or another folder on it.")
                )
            part = self.home / names.COPIES / f"{number:06}.part"
            (part / names.WORKSPACE).mkdir(parents=True)
        try:
            with told_of_stick(self.home.parent):
                return self._fill(part, number, manifest_of)
        except BaseException as error:
            shutil.rmtree(part, ignore_errors=True)
            if isinstance(error, UserFacingError) and error.code == "RES-003":
                self._take_away()
            raise

    def _fill(
        self, part: Path, number: int, manifest_of: Callable[[tuple[CopiedFile, ...], tuple[LeftOut, ...]], CopyManifest]
    ) -> FoundCopy:
        for source in self.sources:
            self._require_going()
            try:
                self.files.append(self._copy(source, part))
            except SourceError as error:
                self.left_out.append(LeftOut(source.path, error.why))
        if not any(file.path == names.DATABASE for file in self.files):
            raise UserFacingError("RES-008", _("The database could not be read. No copy was made."), _("Close the program and try again."))
        manifest = manifest_of(tuple(self.files), tuple(self.left_out))
        data = manifest.to_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        write_through(self.home / names.README, (explaining.readme(),))
        write_through(part / names.CONTENTS, (explaining.contents(manifest),))
        write_through(part / names.SUMS, (names.sums_of(manifest, sha256),))
        write_through(part / names.MANIFEST, (data,))
        for folder in (part / names.WORKSPACE, part, *{path.parent for path in self.fresh.values()}):
            settle_folder(folder)
        self._read_back(FoundCopy(number, part, manifest, sha256), manifest)
        final = part.with_suffix("")
        part.rename(final)
        settle_folder(final.parent)
        return FoundCopy(number, final, manifest, sha256)

    def _copy(self, source: Source, part: Path) -> CopiedFile:
        if source.size > names.LARGEST_FILE:
            raise SourceError(Why.TOO_LARGE)
        is_own = source.is_own or (not source.sha256 and source.size <= SMALL and is_portable(source.path) and self._is_free(source, part))
        if is_own:
            place = own_place(source.path)
            target = part / place
            target.parent.mkdir(parents=True, exist_ok=True)
            sha256 = write_through(target, self._read(source))
            return CopiedFile(source.path, place, target.stat().st_size, sha256)
        sha256 = source.sha256 or self._digest(source)
        place = shared_place(source.path, sha256)
        target = self.home / place.removeprefix("../../")
        if not _has_size(target, source.size):
            self._share(source, sha256, place, target)
        return CopiedFile(source.path, place, source.size, sha256)

    def _is_free(self, source: Source, part: Path) -> bool:
        """Tell whether a name is not taken by one that differs in small and capital letters, where the stick makes no difference."""
        return not (part / own_place(source.path)).exists()

    def _share(self, source: Source, sha256: str, place: str, target: Path) -> None:
        """Write a shared file; what is not its digest any more never gets its name."""
        target.parent.mkdir(exist_ok=True)
        incoming = target.with_name(f"{target.name}.new")
        try:
            written = write_through(incoming, self._read(source))
            if written != sha256:
                raise SourceError(Why.DAMAGED if source.sha256 else Why.UNREADABLE)
            incoming.replace(target)
        finally:
            with suppress(OSError):
                incoming.unlink(missing_ok=True)
        self.fresh[place] = target

    def _digest(self, source: Source) -> str:
        digest = hashlib.sha256()
        for piece in self._read(source, is_counted=False):
            digest.update(piece)
        return digest.hexdigest()

    def _read(self, source: Source, *, is_counted: bool = True) -> Iterator[bytes]:
        """Yield the bytes of a file of the workspace; what goes wrong there is not the fault of the stick."""
        pieces = pieces_of(source.origin, self.cancelled)
        while True:
            try:
                piece = next(pieces)
            except StopIteration:
                return
            except OSError as error:
                raise SourceError(Why.DAMAGED if source.sha256 else Why.UNREADABLE) from error
            if is_counted:
                self.progressing.add(len(piece))
            yield piece

    def _read_back(self, copy: FoundCopy, manifest: CopyManifest) -> None:
        """Read everything; what lay there before and has gone bad is written once more, and everything read again."""
        bad = self._bad(copy)
        if bad and not any(file.place in self.fresh or not file.place.startswith("../../") for file in bad):
            origins = {source.path: source for source in self.sources}
            for file in bad:
                target = copy.place(file)
                target.unlink(missing_ok=True)
                try:
                    self._share(origins[file.path], file.sha256, file.place, target)
                except SourceError as error:
                    raise _unkept(self.home, file.path) from error
            bad = self._bad(copy)
        if bad:
            raise _unkept(self.home, bad[0].path)
        for name, data in ((names.MANIFEST, copy.sha256), (names.SUMS, hashlib.sha256(names.sums_of(manifest, copy.sha256)).hexdigest())):
            path = copy.folder / name
            if digest_on_disk(path, path.stat().st_size) != data:
                raise _unkept(self.home, name)

    def _bad(self, copy: FoundCopy) -> list[CopiedFile]:
        before = self.progressing.done

        def progress(done: int, _everything: int) -> None:
            self.progressing.add(before + done - self.progressing.done)

        bad = list(damaged_files(copy, progress, self.cancelled))
        if bad and not copy.folder.is_dir():
            raise FileNotFoundError(2, _("the stick is gone"))
        return bad

    def _require_going(self) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled

    def _take_away(self) -> None:
        """Delete what this copy wrote: the stick was full, and shall not stay so."""
        for path in self.fresh.values():
            with suppress(OSError):
                path.unlink()


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size and not path.is_symlink()
    except OSError:
        return False


def _unkept(home: Path, name: str) -> UserFacingError:
    return UserFacingError(
        "RES-006",
        _(
            "{place} does not give back what was written: {name} differs. This copy does not count; the ones before are as they were."
        ).format(place=home.parent, name=name),
        _("Do not trust this stick any more; take another one."),
    )
