# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The score by areas: the second grouping of a province, for an overview. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.scoring import ItemScore, ScoreCard
from evaluator_app.domain.template import Area, Template


@dataclass(frozen=True, slots=True)
class AreaScore:
    """What the items of one area come to."""

    id: str
    title: str
    items: int
    max_score: Decimal
    attainable: Decimal
    awarded: Decimal
    open: Decimal

    @property
    def lost(self) -> Decimal:
        """Points that are gone for good."""
        return self.attainable - self.awarded - self.open


def area_scores(template: Template, card: ScoreCard) -> tuple[AreaScore, ...]:
    """Return the score of each area of the template, in its order; none where it has no areas."""
    items = card.items_by_id()
    return tuple(_score(area, items) for area in template.areas)


def _score(area: Area, items: Mapping[str, ItemScore]) -> AreaScore:
    own = [items[item] for item in area.items if item in items]
    return AreaScore(
        id=area.id,
        title=area.title,
        items=len(own),
        max_score=sum((item.max_score for item in own), ZERO),
        attainable=sum((item.award.attainable for item in own), ZERO),
        awarded=sum((item.award.awarded for item in own), ZERO),
        open=sum((item.award.open for item in own), ZERO),
    )
