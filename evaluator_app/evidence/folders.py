# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which files a chosen folder or memory card gives: all below it in the order of their numbers, within bounds, no links followed."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

FILE_LIMIT = 20_000
_DEPTH_LIMIT = 12
_CAMERA_FOLDER = "DCIM"
_SYSTEM_NAMES = {"$recycle.bin", "system volume information", "__macosx", "lost.dir", "lost+found", "thumbs.db", "desktop.ini"}
_HIDDEN = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2) | getattr(stat, "FILE_ATTRIBUTE_SYSTEM", 4)
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file that is to be taken in."""

    path: Path
    is_chosen: bool = True
    """Whether a person chose it; what only lies in a chosen folder is passed over where it is of no kind that is kept."""


def wanted_files(paths: Iterable[Path], *, limit: int = FILE_LIMIT) -> tuple[WantedFile, ...]:
    """Return chosen files as they were chosen and all files of chosen folders; of a camera's card those of its camera folder.

    UserFacingError if there are more than the limit, or a folder cannot be looked into.
    """
    found: list[WantedFile] = []
    for path in paths:
        for wanted in _wanted(path):
            found.append(wanted)
            if len(found) > limit:
                raise UserFacingError(
                    "EVI-021",
                    _("There are more than {limit} files in {folder}; nothing was taken.").format(limit=limit, folder=path),
                    _("Choose a folder further down."),
                )
    return tuple(found)


def _wanted(path: Path) -> Iterator[WantedFile]:
    if path.is_dir() and not path.is_symlink():
        yield from (WantedFile(file, is_chosen=False) for file in _below(_start(path)))
    else:
        yield WantedFile(path)


def _start(folder: Path) -> Path:
    camera = folder / _CAMERA_FOLDER
    return camera if camera.is_dir() and not camera.is_symlink() else folder


def _below(folder: Path, depth: int = 0) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry for entry in found if not _is_hidden(entry)), key=lambda entry: number_order(entry.name))
    except OSError as error:
        raise UserFacingError(
            "EVI-022",
            _("The folder {folder} cannot be looked into ({reason}).").format(folder=folder, reason=error.strerror or str(error)),
            _("Check that you may read it and that the card or the folder is still connected."),
        ) from error
    for entry in entries:
        if entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False) and depth < _DEPTH_LIMIT:
            yield from _below(Path(entry.path), depth + 1)


def number_order(name: str) -> tuple[tuple[int, str], ...]:
    """Return the key that sorts names as people do: P9 before P10."""
    parts = _DIGITS.split(name.casefold())
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts if part)


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or entry.name.casefold() in _SYSTEM_NAMES:
        return True
    try:
        return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _HIDDEN)
    except OSError:
        return False
