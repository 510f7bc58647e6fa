# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the list says of every item and prerequisite, whichever way it is walked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.assigning import shares
from evaluator_app.domain.commenting import open_targets
from evaluator_app.domain.criteria import ScoreState
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.reviewing import WorkState, work_states
from evaluator_app.domain.scoring import ItemScore, PrerequisiteResult, ScoreCard
from evaluator_app.domain.template import Indicator, Template
from evaluator_app.gui.models.indicator_row import UNGIVEN, IndicatorRow, RowKind
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.models.item_state import ItemState, item_state
from evaluator_app.i18n import _

_STATES = {
    Outcome.MET: ItemState.DONE,
    Outcome.NOT_MET: ItemState.FOUND,
    Outcome.PENDING: ItemState.UNDETERMINED,
    Outcome.NOT_APPLICABLE: ItemState.NOT_APPLICABLE,
}


@dataclass(slots=True)
class _Recorded:
    """What records say of one item."""

    faults: int = 0
    unproven: int = 0
    """Faults without evidence of their own."""
    has_evidence: bool = False
    has_photo: bool = False
    people: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)


class ItemRows:
    """The rows of all items by id; after an act those that it touches are made anew."""

    def __init__(self, template: Template) -> None:
        """Take the words of the items."""
        self._template = template
        self._titles = {place.id: place.title for place in template.places}
        self.indicators: Mapping[str, Indicator] = {indicator.id: indicator for indicator in template.indicators()}
        self._places = {each.id: frozenset(self._titles.get(place, place) for place in each.places) for each in self.indicators.values()}
        self._haystacks = {
            each.id: " ".join((each.code, each.title, each.requirement, *(self._titles.get(p, p) for p in each.places))).lower()
            for each in self.indicators.values()
        }
        self.rows: dict[str, IndicatorRow] = {}

    def refresh(self, assessment: Assessment, card: ScoreCard, rating: Rating, touched: Iterable[str] | None) -> None:
        """Make the rows of the items touched anew, all for None."""
        recorded, team = _recorded(assessment), self._team_work(assessment, card)
        wanted = None if touched is None else set(touched)
        for item in card.items():
            if wanted is None or item.id in wanted:
                row = self._item_row(item, rating, recorded.get(item.id, _Recorded()))
                filters, doers = team[item.id]
                self.rows[item.id] = replace(row, filters=row.filters | filters, doers=doers)
        for result in card.prerequisites:
            if wanted is None or result.id in wanted:
                self.rows[result.id] = _prerequisite_row(result, recorded.get(result.id, _Recorded()))

    def counts(self) -> Mapping[ItemFilter, int]:
        """Return how many items each filter lets through; an item counts once, wherever it stands."""
        items = [self.rows[item] for item in self.indicators]
        return {chosen: sum(1 for row in items if chosen in row.filters) for chosen in ItemFilter}

    def _team_work(self, assessment: Assessment, card: ScoreCard) -> Mapping[str, tuple[frozenset[ItemFilter], frozenset[str]]]:
        """Return by item which filters of the team let it through, and the names of those whose work it is."""
        states, commented = work_states(assessment, card), open_targets(assessment)
        names = {name: member.name for name, member in assessment.team.items()}
        found = {}
        for target, share in shares(self._template, assessment).items():
            state = states.get(target)
            filters = {ItemFilter.of_work(state)} if state not in (None, WorkState.OPEN) else set()
            filters |= {ItemFilter.COMMENT_OPEN} if target in commented else set()
            found[target] = (frozenset(filters), frozenset(names[each] for each in share.members) or frozenset((UNGIVEN,)))
        return found

    def _item_row(self, item: ItemScore, rating: Rating, recorded: _Recorded) -> IndicatorRow:
        indicator = self.indicators[item.id]
        state = item_state(item, rating.vetoes)
        lacks = item.award.state is not ScoreState.NOT_ASSESSED and not recorded.has_evidence
        passes = {
            ItemFilter.ALL: True,
            ItemFilter.OPEN: item.award.state is ScoreState.NOT_ASSESSED or item.is_to_look_at_again,
            ItemFilter.FOUND: bool(recorded.faults) or item.award.lost > 0,
            ItemFilter.UNDETERMINED: item.award.state is ScoreState.UNDETERMINED and not item.is_to_look_at_again,
            ItemFilter.LACKING_EVIDENCE: lacks or (indicator.needs_photo and bool(recorded.unproven)),
            ItemFilter.CONSTRAINT: item.is_constraint,
            ItemFilter.NOT_APPLICABLE: item.award.state is ScoreState.NOT_APPLICABLE,
            ItemFilter.HAS_PHOTO: recorded.has_photo,
        }
        return IndicatorRow(
            id=item.id,
            kind=RowKind.ITEM,
            code=item.code,
            title=item.title,
            points=_points(item, state),
            state=state,
            is_constraint=item.is_constraint,
            faults=recorded.faults,
            filters=frozenset(chosen for chosen, through in passes.items() if through),
            haystack=self._haystacks[item.id],
            people=frozenset(recorded.people),
            places=self._places[item.id] | recorded.places,
        )


def _prerequisite_row(result: PrerequisiteResult, recorded: _Recorded) -> IndicatorRow:
    state = _STATES.get(result.outcome, ItemState.OPEN)
    passes = {
        ItemFilter.ALL: True,
        ItemFilter.OPEN: state is ItemState.OPEN,
        ItemFilter.FOUND: state is ItemState.FOUND,
        ItemFilter.UNDETERMINED: state is ItemState.UNDETERMINED,
        ItemFilter.NOT_APPLICABLE: state is ItemState.NOT_APPLICABLE,
        ItemFilter.HAS_PHOTO: recorded.has_photo,
    }
    return IndicatorRow(
        id=result.id,
        kind=RowKind.PREREQUISITE,
        code=result.code,
        title=result.title,
        points=state.word(),
        state=state,
        faults=recorded.faults,
        filters=frozenset(chosen for chosen, through in passes.items() if through),
        haystack=f"{result.code} {result.title}".lower(),
        people=frozenset(recorded.people),
        places=frozenset(recorded.places),
    )


def _recorded(assessment: Assessment) -> Mapping[str, _Recorded]:
    found: defaultdict[str, _Recorded] = defaultdict(_Recorded)
    ledger, proven = assessment.observations, set[str]()
    for evidence in assessment.evidence.values():
        proven.update(evidence.targets)
        is_photo = evidence.media_type.startswith("image/")
        for each in evidence.targets:
            item = found[ledger[each].target if each in ledger else each]
            item.has_evidence = True
            item.has_photo = item.has_photo or is_photo
            item.people.add(evidence.added_by)
            item.places.add(evidence.place)
    for seen in ledger.values():
        item = found[seen.target]
        item.faults += seen.is_fault
        item.unproven += seen.is_fault and seen.id not in proven
        member = assessment.team.get(seen.assessor)
        item.people.add(member.name if member else "")
        item.places.add(seen.place)
    for item in found.values():
        item.people.discard("")
        item.places.discard("")
    return found


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
