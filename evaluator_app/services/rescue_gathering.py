# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What of a workspace folder goes into a copy: everything but what can be made again, belongs to one running program, or is secret."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from evaluator_app.rescue.manifest import EVIDENCE, FOLDER, LeftOut, Why, is_evidence
from evaluator_app.rescue.writing import Source
from evaluator_app.services.rescue_record import FILE_NAME
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.backups import FOLDER_NAME as BACKUPS
from evaluator_app.store.locking import HOLDER_NAME, LOCK_NAME

REMADE: Final = frozenset({"thumbnails", BACKUPS, FOLDER})
"""Folders at the top that hold what is made again, or copies."""
CREDENTIALS: Final = "credentials"
"""Folder at the top where private keys are made."""
STAGING: Final = ".restoring"
"""Folder at the top where a copy is being brought back."""
_OWN: Final = frozenset(
    {LOCK_NAME, HOLDER_NAME, FILE_NAME, DATABASE_NAME, *(f"{DATABASE_NAME}{end}" for end in ("-wal", "-shm", "-journal"))}
)
_PASSING: Final = re.compile(r"\.partial-.*|.*\.part|.*\.restoring")
_SECRET: Final = frozenset({".p12", ".pfx", ".key"})


class Gathering:
    """The files of a workspace as they are now, and those that stay behind with the reason."""

    def __init__(self, root: Path) -> None:
        """Look through the folder."""
        self.sources: list[Source] = []
        self.left_out: list[LeftOut] = []
        for path, entry in _walk(root, ""):
            self._take(path, entry)
        self.sources.sort(key=lambda source: source.path)

    def evidence(self) -> frozenset[str]:
        """Return the digests of the evidence that is there."""
        return frozenset(source.sha256 for source in self.sources if source.sha256)

    def others(self) -> str:
        """Return a digest over names, sizes and times of what is no evidence: whether it has changed."""
        digest = hashlib.sha256()
        for source in self.sources:
            if not source.sha256:
                digest.update(f"{source.path}\n{source.size}\n{_changed(source.origin)}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def _take(self, path: str, entry: os.DirEntry[str]) -> None:
        name = PurePosixPath(path).name
        if path in _OWN or _PASSING.fullmatch(name):
            return
        if path.startswith(f"{CREDENTIALS}/") or PurePosixPath(path).suffix.lower() in _SECRET:
            self.left_out.append(LeftOut(path, Why.SECRET))
            return
        if not path.isprintable() or "\\" in path:
            self.left_out.append(LeftOut(ascii(path)[1:-1], Why.UNREADABLE))
            return
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError:
            self.left_out.append(LeftOut(path, Why.UNREADABLE))
            return
        if not stat.S_ISREG(found.st_mode):
            self.left_out.append(LeftOut(path, Why.LINK))
            return
        is_digest = path.startswith(f"{EVIDENCE}/") and re.fullmatch("[0-9a-f]{64}", name) is not None and is_evidence(path, name)
        self.sources.append(Source(path, Path(entry.path), found.st_size, name if is_digest else ""))


def _walk(folder: Path, before: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        path = f"{before}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if path not in REMADE and path != STAGING:
                yield from _walk(Path(entry.path), f"{path}/")
        else:
            yield path, entry


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
