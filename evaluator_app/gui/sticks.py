# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where a copy can go: sticks and other disks that are in the machine now, the likeliest first. Writes nothing."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from evaluator_app.i18n import _
from evaluator_app.rescue.manifest import COPIES, FOLDER
from evaluator_app.services.rescue_words import size_words

_SMALLEST = 100_000_000
"""Bytes under which a volume is none that people keep things on."""
_DRIVE_REMOVABLE = 2
_MOUNTS = re.compile(r"/(?:media|run/media|mnt|Volumes)/")


@dataclass(frozen=True, slots=True)
class Stick:
    """A disk in the machine, other than those of system and workspace."""

    root: Path
    name: str
    free: int
    """Bytes."""
    size: int
    """Bytes."""
    is_removable: bool
    has_copies: bool

    def words(self) -> str:
        """Return what a list of sticks says of it."""
        kind = _("stick") if self.is_removable else _("disk")
        return _("{name} ({root}), {kind}, {free} free").format(
            name=self.name or self.root.name or str(self.root),
            root=self.root,
            kind=kind,
            free=size_words(self.free),
        )


def find_sticks(workspace: Path, remembered: Sequence[str] = ()) -> tuple[Stick, ...]:
    """Return sticks and disks that can be written, those that were used before first, then those that can be pulled out."""
    found = [_stick(volume) for volume in QStorageInfo.mountedVolumes() if _may_hold(volume, workspace)]
    order = {place: number for number, place in enumerate(remembered)}
    return tuple(
        sorted(found, key=lambda one: (order.get(str(one.root), len(order)), not one.has_copies, not one.is_removable, str(one.root)))
    )


def _may_hold(volume: QStorageInfo, workspace: Path) -> bool:
    root = Path(volume.rootPath())
    if not volume.isValid() or not volume.isReady() or volume.isReadOnly() or volume.isRoot() or volume.bytesTotal() < _SMALLEST:
        return False
    if os.name == "posix" and not _MOUNTS.match(f"{root}/"):
        return False
    return QStorageInfo(str(workspace)).rootPath() != volume.rootPath()


def _stick(volume: QStorageInfo) -> Stick:
    root = Path(volume.rootPath())
    return Stick(
        root,
        volume.displayName() if volume.name() else "",
        volume.bytesAvailable(),
        volume.bytesTotal(),
        _is_removable(root, bytes(volume.device().data()).decode("utf-8", "replace")),
        (root / FOLDER / COPIES).is_dir(),
    )


def _is_removable(root: Path, device: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(str(root)) == _DRIVE_REMOVABLE)
    if sys.platform == "darwin":
        return str(root).startswith("/Volumes/")
    block = Path("/sys/class/block", Path(device).name)
    try:
        real = block.resolve(strict=True)
    except OSError:
        return False
    if "/usb" in str(real):
        return True
    flags = (folder / "removable" for folder in (real, real.parent))
    return any(flag.is_file() and flag.read_text().strip() == "1" for flag in flags)
