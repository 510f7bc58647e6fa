# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How far somebody who practises agrees with the model answer: verdicts, points, faults found, missed and extra, item by item.

Cohen's kappa (1960) says how far the verdicts agree beyond what two people would by chance who use each verdict as often as these do.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluator_app.domain.assessment import Assessment, Observation, Outcome
from evaluator_app.domain.consistency.model_answer import KeyFact, ModelAnswer, ModelItem, outcome_of, settled
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.scoring import ScoreCard

FEW_ITEMS = 10
"""With fewer items than this kappa says next to nothing, and that is said."""


@dataclass(frozen=True, slots=True)
class FactPair:
    """A fault of the model and of the own work that are the same, or one of them alone."""

    model: KeyFact | None
    own: KeyFact | None


@dataclass(frozen=True, slots=True)
class ItemAgreement:
    """One item or prerequisite beside the model answer."""

    target: str
    model: ModelItem
    outcome: Outcome
    """One's own."""
    awarded: Decimal
    faults: tuple[FactPair, ...]
    """Those found by both, then those missed, then the extra ones."""

    @property
    def is_same(self) -> bool:
        """Tell whether the verdict is the same."""
        return self.outcome is self.model.outcome

    @property
    def difference(self) -> Decimal:
        """One's own points less the model's."""
        return self.awarded - self.model.awarded

    @property
    def found(self) -> int:
        """How many of the model's faults were found."""
        return sum(1 for pair in self.faults if pair.model and pair.own)

    @property
    def missed(self) -> int:
        """How many were not."""
        return sum(1 for pair in self.faults if not pair.own)

    @property
    def extra(self) -> int:
        """How many faults the model does not have."""
        return sum(1 for pair in self.faults if not pair.model)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything beside the model answer."""

    items: tuple[ItemAgreement, ...]
    """In the order of the template; prerequisites first."""
    absent: int = 0
    """Items of the model that this template does not have, or the other way round."""

    @property
    def same(self) -> int:
        """On how many items the verdict is the same."""
        return sum(item.is_same for item in self.items)

    @property
    def share(self) -> Fraction:
        """The share of them; 0 where nothing is compared."""
        return Fraction(self.same, len(self.items)) if self.items else Fraction(0)

    @property
    def kappa(self) -> Fraction | None:
        """Cohen's kappa of the verdicts; None where both use one and the same verdict throughout, so that nothing can be said."""
        return kappa((item.model.outcome, item.outcome) for item in self.items)

    @property
    def table(self) -> Mapping[tuple[Outcome, Outcome], int]:
        """How often which verdict of the model met which own one."""
        return Counter((item.model.outcome, item.outcome) for item in self.items)

    @property
    def points(self) -> tuple[Decimal, Decimal]:
        """All points of the model, and one's own."""
        return sum((item.model.awarded for item in self.items), ZERO), sum((item.awarded for item in self.items), ZERO)

    @property
    def apart(self) -> Decimal:
        """How far the points lie apart, item by item, in all."""
        return sum((abs(item.difference) for item in self.items), ZERO)

    @property
    def faults(self) -> tuple[int, int, int]:
        """Faults found, missed and extra."""
        return sum(i.found for i in self.items), sum(i.missed for i in self.items), sum(i.extra for i in self.items)


def agreement(answer: ModelAnswer, assessment: Assessment, card: ScoreCard) -> Agreement:
    """Return how far an assessment agrees with a model answer."""
    own = {each.id: (each.outcome, ZERO) for each in card.prerequisites}
    own |= {item.id: (outcome_of(item.award), item.award.awarded) for item in card.items()}
    ledgers: dict[str, list[KeyFact]] = {}
    for key in sorted(assessment.observations):
        seen = assessment.observations[key]
        if seen.is_fault:
            ledgers.setdefault(seen.target, []).append(_fact(seen))
    items = tuple(
        ItemAgreement(target, answer.items[target], settled(outcome), points, _pairs(answer.items[target], ledgers.get(target, [])))
        for target, (outcome, points) in own.items()
        if target in answer.items
    )
    return Agreement(items, len(own.keys() ^ answer.items.keys()))


def kappa(pairs: Iterable[tuple[Outcome, Outcome]]) -> Fraction | None:
    """Return Cohen's kappa of pairs of verdicts; None where chance alone would bring full agreement, or there are none."""
    given = list(pairs)
    if not given:
        return None
    firsts, seconds = (Counter(pair[side] for pair in given) for side in (0, 1))
    by_chance = Fraction(sum(firsts[outcome] * seconds[outcome] for outcome in firsts), len(given) ** 2)
    if by_chance == 1:
        return None
    seen = Fraction(sum(first is second for first, second in given), len(given))
    return (seen - by_chance) / (1 - by_chance)


def _fact(seen: Observation) -> KeyFact:
    return KeyFact(seen.text, seen.place, seen.part, seen.fault, seen.count)


def _pairs(model: ModelItem, own: list[KeyFact]) -> tuple[FactPair, ...]:
    """Match faults by part, fault and place, then what is left by place alone; one fault is matched once."""
    asked, given = [fact for fact in model.facts if fact.is_fault], list(own)
    found = [*_matched(asked, given, lambda fact: (fact.part, fact.fault, _plain(fact.place)))]
    found += _matched(asked, given, lambda fact: (_plain(fact.place),) if fact.place.strip() else None)
    return (*found, *(FactPair(fact, None) for fact in asked), *(FactPair(None, fact) for fact in given))


def _matched(asked: list[KeyFact], given: list[KeyFact], key: Callable[[KeyFact], tuple[str, ...] | None]) -> Iterator[FactPair]:
    """Yield matches and take them off both lists."""
    for fact in tuple(asked):
        wanted = key(fact)
        other = None if wanted is None else next((each for each in given if key(each) == wanted), None)
        if other is not None:
            asked.remove(fact)
            given.remove(other)
            yield FactPair(fact, other)


def _plain(place: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", place).casefold() if not sign.isspace())
