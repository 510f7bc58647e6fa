# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a workspace remembers of its copies: when, on which stick, up to which act. A note beside the database that no copy holds.

It tells nothing that the copies do not tell themselves; where it is lost or cannot be read, there has been no copy. The first window
asks last_at() alone, which imports nothing of the domain.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from evaluator_app.durable_files import replacing

FILE_NAME: Final = "copies.json"
_FORMAT: Final = "evaluator-copies"
_VERSION: Final = 1
_KEPT: Final = 10
_MOST_BYTES: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class HeldHead:
    """How far a copy holds an assessment."""

    id: str
    acts: int
    journal: str
    """SHA-256 over the journal up to there."""


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """A copy that was made and checked, or that this workspace was brought back from."""

    at: datetime
    """By the clock then."""
    place: str
    """The folder that was chosen."""
    number: int
    sha256: str
    """Digest of the manifest."""
    files: int
    size: int
    """Bytes."""
    heads: tuple[HeldHead, ...]
    others: str = ""
    """Digest over names, sizes and times of the files beside database and evidence."""


def records(root: Path) -> tuple[CopyRecord, ...]:
    """Return the copies of a workspace that are remembered, the last one first."""
    from evaluator_app.domain.canonical import read_json
    from evaluator_app.domain.codec import DocumentError, decode
    from evaluator_app.domain.document import content_of
    from evaluator_app.domain.sentence import say

    path = root / FILE_NAME
    try:
        if path.stat().st_size > _MOST_BYTES:
            return ()
        data = content_of(read_json(path.read_bytes()), _FORMAT, _VERSION, say("doc.not_copies", "This is no note of copies"))
        return decode(_Note, data).copies
    except (OSError, DocumentError):
        return ()


def last_at(root: Path) -> datetime | None:
    """Return when the last copy was made, by the clock then; None if there was none."""
    try:
        at = datetime.fromisoformat(json.loads((root / FILE_NAME).read_bytes())["copies"][0]["at"])
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return None
    return at if at.tzinfo else None


def remember(root: Path, record: CopyRecord) -> None:
    """Put a copy before those that are remembered; a disk that does not take the note does not undo the copy."""
    from evaluator_app.domain.codec import encode

    kept = (record, *(each for each in records(root) if each.sha256 != record.sha256))[:_KEPT]
    data = json.dumps({"format": _FORMAT, "version": _VERSION, **encode(_Note(kept))}, ensure_ascii=False, indent=1)
    with suppress(OSError), replacing(root / FILE_NAME) as file:
        file.write(data.encode())


@dataclass(frozen=True, slots=True)
class _Note:
    copies: tuple[CopyRecord, ...]
