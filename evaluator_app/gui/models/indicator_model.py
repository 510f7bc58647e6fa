# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The indicators as a flat list with their groups as headings; follows the score act by act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.criteria import ScoreState
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.scoring import GroupScore, ItemScore, ScoreCard
from evaluator_app.domain.template import Indicator, IndicatorGroup, Template
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.models.item_state import ItemState, item_state
from evaluator_app.i18n import _

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RowKind(Enum):
    """What a row is."""

    GROUP = "group"
    SUBGROUP = "subgroup"
    ITEM = "item"


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


class IndicatorModel(QAbstractListModel):
    """Rows are groups, each before its items. ROW_ROLE gives the IndicatorRow."""

    ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self, template: Template, assessment: Assessment, card: ScoreCard, rating: Rating, parent: QObject | None = None) -> None:
        """Show all indicators of a template."""
        super().__init__(parent)
        places = {place.id: place.title for place in template.places}
        self._indicators: Mapping[str, Indicator] = {indicator.id: indicator for indicator in template.indicators()}
        self._haystacks = {
            indicator.id: " ".join(
                (indicator.code, indicator.title, indicator.requirement, *(places.get(place, place) for place in indicator.places))
            ).lower()
            for indicator in self._indicators.values()
        }
        self._order: list[tuple[RowKind, str]] = [row for group in template.groups for row in _order(group, RowKind.GROUP)]
        self._positions = {key: row for row, (_kind, key) in enumerate(self._order)}
        self._above = {item: chain for group in template.groups for item, chain in _above(group, ())}
        self._rows: dict[str, IndicatorRow] = {}
        self._build(assessment, card, rating)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == self.ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.code} {row.title}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and row.kind is RowKind.ITEM:
            return f"{row.code} {row.title}\n{row.state.word()}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags: the keyboard passes over headings."""
        if not index.isValid() or self.row(index.row()).kind is not RowKind.ITEM:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def row(self, position: int) -> IndicatorRow:
        """Return the row at a position."""
        return self._rows[self._order[position][1]]

    def position(self, item: str) -> int:
        """Return where an item stands; -1 for an unknown one."""
        return self._positions.get(item, -1)

    def rows(self) -> Iterator[IndicatorRow]:
        """Yield all rows in order."""
        return (self._rows[key] for _kind, key in self._order)

    def counts(self) -> Mapping[ItemFilter, int]:
        """Return how many items each filter lets through."""
        items = [row for row in self.rows() if row.kind is RowKind.ITEM]
        return {chosen: sum(1 for row in items if chosen in row.filters) for chosen in ItemFilter}

    def refresh(self, assessment: Assessment, card: ScoreCard, rating: Rating, touched: Iterable[str] | None) -> frozenset[str]:
        """Take over the scores of the items touched and of their groups, all for None; return the ids of the rows that changed."""
        before = dict(self._rows)
        if touched is None:
            self._build(assessment, card, rating)
        else:
            evidenced = _evidenced(assessment)
            scores = card.items_by_id()
            for item in touched:
                if item in self._indicators:
                    self._rows[item] = self._item_row(scores[item], assessment, rating, evidenced)
                    self._build_groups(card, frozenset(self._above[item]))
        changed = frozenset(key for key, row in self._rows.items() if before[key] != row)
        for key in changed:
            index = self.index(self._positions[key], 0)
            self.dataChanged.emit(index, index, [self.ROW_ROLE, int(Qt.ItemDataRole.AccessibleTextRole)])
        return changed

    def _build(self, assessment: Assessment, card: ScoreCard, rating: Rating) -> None:
        evidenced = _evidenced(assessment)
        for item in card.items():
            self._rows[item.id] = self._item_row(item, assessment, rating, evidenced)
        self._build_groups(card, None)

    def _build_groups(self, card: ScoreCard, only: frozenset[str] | None) -> None:
        for group, depth in _groups(card.groups, 0):
            if only is None or group.id in only:
                self._rows[group.id] = _group_row(group, depth)

    def _item_row(self, item: ItemScore, assessment: Assessment, rating: Rating, evidenced: frozenset[str]) -> IndicatorRow:
        indicator = self._indicators[item.id]
        faults = [o for o in assessment.observations.values() if o.target == item.id and o.is_fault]
        state = item_state(item, rating.vetoes)
        lacks = item.award.state is not ScoreState.NOT_ASSESSED and item.id not in evidenced
        lacks = lacks or (indicator.needs_photo and any(fault.id not in evidenced for fault in faults))
        passes = {
            ItemFilter.ALL: True,
            ItemFilter.OPEN: item.award.state is ScoreState.NOT_ASSESSED or item.is_to_look_at_again,
            ItemFilter.FOUND: bool(faults) or item.award.lost > 0,
            ItemFilter.UNDETERMINED: item.award.state is ScoreState.UNDETERMINED and not item.is_to_look_at_again,
            ItemFilter.LACKING_EVIDENCE: lacks,
            ItemFilter.CONSTRAINT: item.is_constraint,
            ItemFilter.NOT_APPLICABLE: item.award.state is ScoreState.NOT_APPLICABLE,
        }
        return IndicatorRow(
            id=item.id,
            kind=RowKind.ITEM,
            code=item.code,
            title=item.title,
            points=_points(item, state),
            state=state,
            is_constraint=item.is_constraint,
            faults=len(faults),
            filters=frozenset(chosen for chosen, through in passes.items() if through),
            haystack=self._haystacks[item.id],
        )


def _order(group: IndicatorGroup, kind: RowKind) -> Iterator[tuple[RowKind, str]]:
    yield kind, group.id
    for inner in group.groups:
        yield from _order(inner, RowKind.SUBGROUP)
    for indicator in group.indicators:
        yield RowKind.ITEM, indicator.id


def _above(group: IndicatorGroup, chain: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    chain = (*chain, group.id)
    for inner in group.groups:
        yield from _above(inner, chain)
    for indicator in group.indicators:
        yield indicator.id, chain


def _groups(groups: tuple[GroupScore, ...], depth: int) -> Iterator[tuple[GroupScore, int]]:
    for group in groups:
        yield group, depth
        yield from _groups(group.groups, depth + 1)


def _group_row(group: GroupScore, depth: int) -> IndicatorRow:
    items = list(group.all_items())
    seen = sum(1 for item in items if item.award.state is not ScoreState.NOT_ASSESSED and not item.is_to_look_at_again)
    points = f"{decimal_text(group.awarded)} / {decimal_text(group.attainable)}"
    detail = _("{done}/{items} done").format(done=seen, items=len(items))
    return IndicatorRow(group.id, RowKind.SUBGROUP if depth else RowKind.GROUP, group.code, group.title, points, detail)


def _points(item: ItemScore, state: ItemState) -> str:
    if state is ItemState.OPEN and not item.award.awarded:
        return _("Not assessed")
    if state is ItemState.LOOK_AGAIN:
        return state.word()
    if state is ItemState.NOT_APPLICABLE and not item.award.attainable:
        return _("Not applicable")
    if state is ItemState.UNDETERMINED and not item.award.awarded:
        return _("Undetermined")
    return f"{decimal_text(item.award.awarded)} / {decimal_text(item.award.attainable)}"


def _evidenced(assessment: Assessment) -> frozenset[str]:
    """Return the ids of all items and observations that some evidence supports, an item also through its observations."""
    direct = {target for evidence in assessment.evidence.values() for target in evidence.targets}
    return frozenset(direct | {o.target for o in assessment.observations.values() if o.id in direct})


def _spoken(row: IndicatorRow) -> str:
    if row.kind is not RowKind.ITEM:
        return f"{row.code} {row.title}, {row.points}, {row.detail}"
    mark = _("constraint item") if row.is_constraint else ""
    return ", ".join(part for part in (f"{row.code} {row.title}", row.state.word(), row.points, mark) if part)
