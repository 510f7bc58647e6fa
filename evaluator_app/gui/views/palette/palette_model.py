# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The hits of a search as rows: under a heading for each kind, the kind with the best hit first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluator_app.gui.models.row_list_model import RowListModel
from evaluator_app.i18n import _
from evaluator_app.services.searching import EntryKind, Hit

_MOST_OF_A_KIND = 8
"""Rows of one kind while there are several."""


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """A heading, or a hit."""

    heading: str = ""
    hit: Hit | None = None


class PaletteModel(RowListModel[PaletteRow]):
    """ROW_ROLE gives the PaletteRow."""

    def set_hits(self, hits: Sequence[Hit], heading: str = "") -> None:
        """Show other hits, grouped by kind, or all under one heading in the order given."""
        self._set_rows(_under(heading, hits) if heading else _grouped(hits))

    def hit(self, position: int) -> Hit | None:
        """Return the hit at a position; None for a heading or outside."""
        return self._rows[position].hit if 0 <= position < len(self._rows) else None

    def next_hit(self, position: int, step: int) -> int:
        """Return the position of the hit after a position, or before it for -1; round the ends. -1 where there is none."""
        places = [number for number, row in enumerate(self._rows) if row.hit]
        if not places:
            return -1
        ahead = [place for place in places if (place > position if step > 0 else place < position)]
        return (ahead or places)[0 if step > 0 else -1]

    def _spoken(self, row: PaletteRow) -> str:
        entry = row.hit.entry if row.hit else None
        return row.heading if entry is None else ", ".join(filter(None, (kind_word(entry.kind), entry.code, entry.title, entry.detail)))

    def _can_be_chosen(self, row: PaletteRow) -> bool:
        return row.hit is not None


def kind_word(kind: EntryKind) -> str:
    """Return the heading of a kind in the language in use."""
    return {
        EntryKind.ASSESSMENT: _("Assessments"),
        EntryKind.ITEM: _("Items"),
        EntryKind.PREREQUISITE: _("Prerequisites"),
        EntryKind.PLACE: _("Places"),
        EntryKind.DOCUMENT: _("Documents"),
        EntryKind.PERSON: _("People"),
        EntryKind.PAGE: _("Pages"),
        EntryKind.COMMAND: _("Commands"),
        EntryKind.OBSERVATION: _("Observations"),
        EntryKind.REMARK: _("Remarks"),
        EntryKind.EVIDENCE: _("Evidence"),
    }[kind]


def _under(heading: str, hits: Sequence[Hit]) -> list[PaletteRow]:
    return [PaletteRow(heading), *(PaletteRow(hit=hit) for hit in hits)] if hits else []


def _grouped(hits: Sequence[Hit]) -> list[PaletteRow]:
    by_kind: dict[EntryKind, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.entry.kind, []).append(hit)
    most = _MOST_OF_A_KIND if len(by_kind) > 1 else len(hits)
    ordered = sorted(by_kind.items(), key=lambda pair: (pair[1][0].rank, pair[0]))
    return [row for kind, found in ordered for row in _under(kind_word(kind), found[:most])]
