# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What of the work no copy holds, and when that is to be said. Told by the lines of the journals; the clock alone never silences it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from evaluator_app.errors import UserFacingError
from evaluator_app.services.rescue_gathering import Gathering
from evaluator_app.services.rescue_record import CopyRecord, records
from evaluator_app.store.database import Store
from evaluator_app.store.heads import Head, journal_digests, read_heads, span_after

USUAL: Final = time(17, 30)
"""Time of the day from which on a field day is over, unless another is chosen."""
_PREFERENCE: Final = "rescue_at"
_OFF: Final = "off"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Work that is on this laptop alone; practice mines are none."""

    acts: int
    mines: tuple[str, ...]
    """Names of the mines that they belong to."""
    first_at: datetime | None
    last_at: datetime | None
    has_other_files: bool
    """Whether reports, templates, phrases or the like have changed since."""
    visits: tuple[tuple[date, date], ...]
    """First and last day on site of the assessments here, as far as both are given."""
    last: CopyRecord | None
    """The copy made last; None if there was none."""
    key: str
    """Changes with every act: what was put away is shown again when there is more."""

    @property
    def is_any(self) -> bool:
        """Whether there is any."""
        return bool(self.acts or self.has_other_files)


def unsaved(root: Path) -> Unsaved:
    """Look what no copy holds; nothing where the folder cannot be read, for that is said elsewhere. May be asked from any thread."""
    copies = records(root)
    last = copies[0] if copies else None
    try:
        heads = tuple(head for head in read_heads(root) if not head.is_practice)
        after = _held_lines(root, heads, copies)
        ahead = tuple(head for head in heads if after.get(head.id, -1) < head.last_line)
        span = span_after(root, {head.id: max(after.get(head.id, 0), 0) for head in ahead})
    except UserFacingError:
        return Unsaved(0, (), None, None, has_other_files=False, visits=(), last=last, key="")
    acts = sum(head.last_line - max(after.get(head.id, 0), 0) or 1 for head in ahead)
    has_other = bool(heads) and last is not None and bool(last.others) and Gathering(root).others() != last.others
    visits = tuple((head.visit_from, head.visit_to) for head in heads if head.visit_from and head.visit_to)
    state = [f"{head.id} {head.last_line}" for head in ahead] + [str(has_other)]
    key = hashlib.sha256("\n".join(state).encode()).hexdigest()
    first, latest = span or (None, None)
    return Unsaved(acts, tuple(dict.fromkeys(head.mine for head in ahead)), first, latest, has_other, visits, last, key)


def is_due(work: Unsaved, now: datetime, at: time | None) -> bool:
    """Tell whether to say so now; `at` is the time of the day from which on, None for never.

    Acts of another day are said at once, be it past or to come: then a day went by without a copy, or the clock was set back.
    """
    if at is None or not work.is_any:
        return False
    here = now.astimezone()
    if work.first_at is not None and work.last_at is not None:
        first, last = work.first_at.astimezone(), work.last_at.astimezone()
        return here.time() >= at or first.date() < here.date() or last > here
    is_visit = any(first <= here.date() <= last for first, last in work.visits)
    return here.time() >= at and (bool(work.acts) or is_visit)


def is_due_on_closing(work: Unsaved, now: datetime, at: time | None) -> bool:
    """Tell whether to say so when the window is closed: where acts of today, or of a clock that was set back, are in no copy.

    During a visit those of the days before count too.
    """
    if at is None or not work.acts:
        return False
    here = now.astimezone()
    is_today = work.last_at is None or work.last_at.astimezone().date() >= here.date()
    return is_today or any(first <= here.date() <= last for first, last in work.visits)


def reminding_at(store: Store) -> time | None:
    """Return the time of the day from which on is reminded; None where that is switched off."""
    kept = store.get_preference(_PREFERENCE)
    if kept == _OFF:
        return None
    try:
        return time.fromisoformat(kept) if kept else USUAL
    except ValueError:
        return USUAL


def remind_at(store: Store, at: time | None) -> None:
    """Keep from which time of the day on is reminded; None for never."""
    store.set_preference(_PREFERENCE, _OFF if at is None else at.isoformat("minutes"))


def _held_lines(root: Path, heads: tuple[Head, ...], copies: tuple[CopyRecord, ...]) -> dict[str, int]:
    """Return the last line of each assessment that a copy holds, where the journal up to there is the one here."""
    wanted: dict[str, set[int]] = {}
    own = {head.id for head in heads}
    for copy in copies:
        for held in copy.heads:
            if held.id in own:
                wanted.setdefault(held.id, set()).add(held.acts)
    here = journal_digests(root, wanted)
    found: dict[str, int] = {}
    for copy in copies:
        for held in copy.heads:
            if here.get((held.id, held.acts)) == held.journal:
                found[held.id] = max(found.get(held.id, -1), held.acts)
    return found
