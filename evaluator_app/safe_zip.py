# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a zip file from elsewhere may say of its files, whatever its format: plain paths, plain files, packed in ways that are read.

Bounds and sentences are each format's own business.
"""

from __future__ import annotations

import re
import stat
import zipfile
from typing import Final

LONGEST_PATH: Final = 200
_SEGMENT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def is_safe_path(path: str, *, least: int, most: int) -> bool:
    """Tell whether a path of so many segments is plain, relative, leads nowhere else, and means the same file on every system."""
    segments = path.split("/")
    if len(path) > LONGEST_PATH or not least <= len(segments) <= most:
        return False
    return all(_SEGMENT.fullmatch(segment) and not is_device(segment) for segment in segments)


def is_device(segment: str) -> bool:
    """Tell whether Windows takes a name for a device, whatever its ending."""
    return _DEVICES.fullmatch(segment) is not None


def is_plain_file(info: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a file, and no link, folder or device."""
    return stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG) and not info.is_dir()


def is_plain_folder(info: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a folder, as other programs write it, and holds nothing itself."""
    return info.is_dir() and stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFDIR) and not info.file_size


def is_packed_plainly(info: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is stored or deflated, and not encrypted."""
    return not info.flag_bits & 0x1 and info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def shown(name: str) -> str:
    """Return a name from elsewhere so that it can be shown."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name[:80])
