# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a phone sends: one file under a name that can do no harm, and what became of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_LONGEST = 100
_LONGEST_BYTES = 200
"""Of a name without its ending; some file systems take 255 for the whole, which are 85 Chinese characters."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken at most."""

    file_bytes: int = 200 * 1024 * 1024
    files: int = 500
    """Files while the server runs."""
    all_bytes: int = 20 * 1024**3
    spare_bytes: int = 512 * 1024 * 1024
    """What must stay free on the disk."""
    connections: int = 12
    requests_a_minute: int = 600
    """From one phone."""
    mistakes_a_minute: int = 30
    """Requests from one phone that are not what the page sends; then it is refused for a while."""
    head_seconds: float = 10.0
    """In which a request must have said what it is."""
    idle_seconds: float = 20.0
    """Without a byte, after which a phone is given up."""
    least_bytes_a_second: int = 8 * 1024
    """What a file must come in with, over all of it."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file that arrived whole."""

    path: Path
    """Where it lies until it is stored."""
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a file."""

    is_stored: bool
    message: str = ""
    """Why it was not taken, a sentence."""


def safe_name(given: str) -> str:
    """Return a file name without folders, control characters or what any system reserves; never empty."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    shown = "".join(character for character in _FORBIDDEN.sub("_", last) if character.isprintable()).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    stem, ending = (stem, ending[:10]) if dot else (shown, "")
    stem = stem[: _LONGEST - len(ending)].encode()[:_LONGEST_BYTES].decode(errors="ignore").strip(" .") or "photo"
    if _RESERVED.fullmatch(stem.partition(".")[0]):
        stem = f"_{stem}"
    return f"{stem}.{ending}" if ending else stem
