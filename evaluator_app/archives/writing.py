# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Writing an archive or a package into a file, piece by piece: photos as they are, texts deflated, the manifest last.

Names nothing on the disk.
"""

from __future__ import annotations

import hashlib
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from evaluator_app.archives.manifest import MANIFEST, REPORT_KINDS, SUMS, ArchivedFile, FileKind
from evaluator_app.errors import Cancelled

CHUNK: Final = 1024 * 1024
_AS_THEY_ARE: Final = (FileKind.EVIDENCE, *REPORT_KINDS)
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""A zip file has no time zones; when the archive was written stands in the manifest."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file that is to go in."""

    path: str
    kind: FileKind
    source: bytes | Path
    name: str = ""
    sha256: str = ""
    """What its digest must be, where that is known."""

    @property
    def size(self) -> int:
        """Bytes; OSError for a file that is not there."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size


class PartChangedError(Exception):
    """A file that was to go in is not what its digest says."""

    def __init__(self, part: Part) -> None:
        """Keep which one."""
        super().__init__(part.name or part.path)
        self.part = part


def write_archive(
    file: BinaryIO,
    parts: Sequence[Part],
    manifest_of: Callable[[tuple[ArchivedFile, ...]], bytes],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write all parts, the sums of them, and the manifest that is made of what went in; see write_container()."""
    write_container(file, parts, lambda files: ((MANIFEST, manifest_of(files)),), progress=progress, cancelled=cancelled)


def write_container(
    file: BinaryIO,
    parts: Sequence[Part],
    last_of: Callable[[tuple[ArchivedFile, ...]], Sequence[tuple[str, bytes]]],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write all parts, the sums of them, and what comes last and is made of what went in; progress counts bytes.

    The same parts give the same bytes. PartChangedError for a file that is not what was recorded, OSError for one that cannot be
    read or written, Cancelled where that is asked for.
    """
    everything, done = sum(part.size for part in parts), 0
    written: list[ArchivedFile] = []
    with zipfile.ZipFile(file, "w") as archive:
        for part in parts:
            digest, size = hashlib.sha256(), 0
            with archive.open(_entry(part.path, part.size, stored=part.kind in _AS_THEY_ARE), "w") as target:
                for piece in _pieces(part.source):
                    if cancelled is not None and cancelled():
                        raise Cancelled
                    digest.update(piece)
                    target.write(piece)
                    size += len(piece)
                    done += len(piece)
                    if progress is not None:
                        progress(min(done, everything), everything)
            if part.sha256 not in ("", digest.hexdigest()):
                raise PartChangedError(part)
            written.append(ArchivedFile(part.path, part.kind, size, digest.hexdigest(), part.name))
        sums = "".join(f"{each.sha256}  {each.path}\n" for each in written).encode()
        written.append(ArchivedFile(SUMS, FileKind.READING, len(sums), hashlib.sha256(sums).hexdigest()))
        for path, data in ((SUMS, sums), *last_of(tuple(written))):
            with archive.open(_entry(path, len(data), stored=False), "w") as target:
                target.write(data)


def _entry(path: str, size: int, *, stored: bool) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _NO_DAY)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16
    info.file_size = size
    return info


def _pieces(source: bytes | Path) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as opened:
        while piece := opened.read(CHUNK):
            yield piece
