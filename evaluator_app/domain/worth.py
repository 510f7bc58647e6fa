# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What one item is worth: what the total and the verdict would be if it were mended, or lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.rating import Rating, rate
from evaluator_app.domain.scoring import GroupScore, ItemScore, ScoreCard
from evaluator_app.domain.status import Verdict
from evaluator_app.domain.template import Template


@dataclass(frozen=True, slots=True)
class Worth:
    """What hangs on one item."""

    item: str
    gain: Decimal
    """Nominal points the total would rise if nothing were lost or open in it."""
    risk: Decimal
    """Nominal points the total would fall if all of it were lost."""
    verdict_if_met: Verdict
    verdict_if_lost: Verdict

    def decides(self, verdict: Verdict) -> bool:
        """Tell whether the verdict would change either way."""
        return {self.verdict_if_met, self.verdict_if_lost} != {verdict}


def worth(item: str, card: ScoreCard, template: Template, rating: Rating) -> Worth:
    """Return what hangs on one item of the card; KeyError for an unknown one."""
    points = card.items_by_id()[item].award
    met = rated_with(item, points.attainable, card, template)
    lost = rated_with(item, ZERO, card, template)
    now = rating.total.secured
    return Worth(item, met.total.secured - now, now - lost.total.secured, met.verdict, lost.verdict)


def rated_with(item: str, awarded: Decimal, card: ScoreCard, template: Template) -> Rating:
    """Return what the mine would come to if the item were settled with the given points."""
    return rate(_with_item(card, item, awarded), template)


def _with_item(card: ScoreCard, item: str, awarded: Decimal) -> ScoreCard:
    """Return the card as if the item were settled with the given points."""
    groups = tuple(_with_item_in(group, item, awarded) for group in card.groups)
    return replace(card, groups=groups, awarded=sum((g.awarded for g in groups), ZERO), open=sum((g.open for g in groups), ZERO))


def _with_item_in(group: GroupScore, item: str, awarded: Decimal) -> GroupScore:
    if all(candidate.id != item for candidate in group.all_items()):
        return group
    groups = tuple(_with_item_in(inner, item, awarded) for inner in group.groups)
    items = tuple(_settled(candidate, awarded) if candidate.id == item else candidate for candidate in group.items)
    return replace(
        group,
        groups=groups,
        items=items,
        awarded=sum((g.awarded for g in groups), ZERO) + sum((i.award.awarded for i in items), ZERO),
        open=sum((g.open for g in groups), ZERO) + sum((i.award.open for i in items), ZERO),
    )


def _settled(item: ItemScore, awarded: Decimal) -> ItemScore:
    return replace(item, award=replace(item.award, awarded=awarded, open=ZERO))
