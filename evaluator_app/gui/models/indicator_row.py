# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One row of the list of items, as it is drawn, filtered and spoken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.sightings import Sightings
from evaluator_app.domain.walking import Counts
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.models.item_state import ItemState
from evaluator_app.gui.palette import Tone
from evaluator_app.i18n import _

UNGIVEN = "-"
"""Stands among the doers of an item that nobody was given."""


class RowKind(Enum):
    """What a row is."""

    GROUP = "group"
    SUBGROUP = "subgroup"
    ITEM = "item"
    PREREQUISITE = "prerequisite"

    @property
    def is_heading(self) -> bool:
        """Whether other rows stand under it."""
        return self in (RowKind.GROUP, RowKind.SUBGROUP)


@dataclass(frozen=True, slots=True)
class Here:
    """What is said of an item at one place."""

    seen: Sightings

    @property
    def tone(self) -> Tone:
        """The tone whose icon and color say the same."""
        if self.seen.faults:
            return Tone.FOUND
        return Tone.DONE if self.seen.clear else Tone.OPEN

    @property
    def icon_name(self) -> str:
        """The icon that goes before the word."""
        return "photo" if self.seen.evidence and not self.seen.is_looked_at else self.tone.icon_name

    def word(self) -> str:
        """Return it in the language in use."""
        if self.seen.faults:
            return _("{count} here").format(count=self.seen.faults)
        if self.seen.clear:
            return _("Seen here")
        return _("Photo here") if self.seen.evidence else _("Not seen here")


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of the list as it is drawn."""

    id: str
    kind: RowKind
    code: str
    title: str
    points: str
    """Points or the word that stands for them; right-aligned."""
    detail: str = ""
    """Such as "8/11 done", for a group."""
    state: ItemState = ItemState.OPEN
    is_constraint: bool = False
    faults: int = 0
    """Faults in the ledger of an item."""
    filters: frozenset[ItemFilter] = frozenset()
    """The filters that let it through."""
    haystack: str = ""
    """What a search looks through, in lower case."""
    people: frozenset[str] = frozenset()
    """Names of those who recorded something of it."""
    places: frozenset[str] = frozenset()
    """Where it is to be looked at, and where something of it was recorded."""
    doers: frozenset[str] = frozenset()
    """Names of those whose work it is; UNGIVEN where nobody was given it."""
    above: tuple[str, ...] = ()
    """Ids of the headings it stands under, the outer first."""
    place: str = ""
    """Title of the place, where the heading or the heading above is one."""
    here: Here | None = None
    """What was seen of the item at that place."""
    counts: Counts | None = None
    """How the items under a place or document stand."""
    is_folded: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all other rows: the heading it is under, and its id."""
        return (self.above[-1] if self.above else "", self.id)

    def spoken(self) -> str:
        """Return what a screen reader says."""
        if self.kind.is_heading:
            words = [f"{self.code} {self.title}".strip(), self.points, self.detail]
            words += [counts_words(self.counts)] if self.counts else []
            words += [_("folded")] if self.is_folded else []
        else:
            words = [f"{self.code} {self.title}", self.state.word(), self.here.word() if self.here else "", self.points]
            words += [_("constraint item")] if self.is_constraint else []
        return ", ".join(word for word in words if word)


def counts_words(counts: Counts) -> str:
    """Return how items stand in words, those that are none left out but the open ones."""
    words = [_("{count} unassessed").format(count=counts.open)]
    words += [_("{count} waiting").format(count=counts.waiting)] if counts.waiting else []
    words += [_("{count} found").format(count=counts.found)] if counts.found else []
    words += [_("{count} done").format(count=counts.done)] if counts.done else []
    return _(" · ").join(words)
