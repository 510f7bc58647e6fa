# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How one assessment is walked: which way, what is filtered and folded, where one stands. Kept from one start to the next."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from evaluator_app.domain.walking import Way
from evaluator_app.gui.models.indicator_proxy import Filters
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.models.walk_rows import LEFT_OUT
from evaluator_app.gui.preferences import Preferences

_NAME = "walking"


@dataclass(frozen=True, slots=True)
class WalkingChoices:
    """What was chosen; what makes no sense any more counts as not chosen."""

    way: Way = Way.INDICATOR
    filters: Filters = field(default_factory=Filters)
    folded: tuple[frozenset[str], ...] = (frozenset((LEFT_OUT,)), frozenset((LEFT_OUT,)), frozenset())
    """Headings that are folded, by way in the order of Way."""
    place: str = ""
    """Title of the place where the person stood."""

    def folded_on(self, way: Way) -> frozenset[str]:
        """Return the headings folded on a way."""
        return self.folded[tuple(Way).index(way)]

    def with_folded(self, way: Way, folded: frozenset[str]) -> WalkingChoices:
        """Return them with other headings folded on a way."""
        return replace(self, folded=tuple(folded if each is way else self.folded_on(each) for each in Way))


def read_choices(preferences: Preferences, assessment_id: str) -> WalkingChoices:
    """Return what was chosen for an assessment."""
    kept = preferences.of_assessment(_NAME, assessment_id)
    usual = WalkingChoices()
    state = kept.get("state", "")
    filters = Filters(
        ItemFilter(state) if state in {each.value for each in ItemFilter} else ItemFilter.ALL,
        kept.get("has_photo") == "yes",
        kept.get("person", ""),
        kept.get("at", ""),
        doer=kept.get("doer", ""),
    )
    way = kept.get("way", "")
    folded = tuple(
        frozenset(kept[f"folded.{each.value}"].split("\n")) if f"folded.{each.value}" in kept else usual.folded_on(each) for each in Way
    )
    return WalkingChoices(Way(way) if way in {each.value for each in Way} else usual.way, filters, folded, kept.get("place", ""))


def keep_choices(preferences: Preferences, assessment_id: str, choices: WalkingChoices) -> None:
    """Keep what was chosen for an assessment."""
    kept = {
        "way": choices.way.value,
        "state": choices.filters.state.value,
        "has_photo": "yes" if choices.filters.has_photo else "",
        "person": choices.filters.person,
        "at": choices.filters.place,
        "doer": choices.filters.doer,
        "place": choices.place,
    }
    kept |= {f"folded.{way.value}": "\n".join(sorted(choices.folded_on(way))) for way in Way}
    preferences.set_of_assessment(_NAME, assessment_id, kept)
