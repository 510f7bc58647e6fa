# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a way to compute a rate is made of: what it asks for, its formula, and where that comes from. Computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.three_rates.units import Unit

Exact = Mapping[str, Fraction]
"""What was entered for one row, by input name: tonnes, cubic metres or parts of a whole."""
_FIGURES = say("rate.row_figures", "Figures")


class RateKind(Enum):
    """Which rate a limit is about; each has the methods that fit it."""

    MINING_RECOVERY = "mining_recovery"
    """开采回采率, for coal 采区回采率."""
    PROCESSING_RECOVERY = "processing_recovery"
    """选矿回收率."""
    WASHING = "washing"
    """原煤入选率."""
    ASSOCIATED_UTILIZATION = "associated_utilization"
    """共伴生矿产综合利用率."""
    UTILIZATION = "utilization"
    """Use of gangue, waste rock, tailings or mine water."""


class Method(Enum):
    """A way to compute a rate, by the name that assessments keep."""

    DISTRICT_RECOVERY = "district_recovery"
    ORE_RECOVERY = "ore_recovery"
    RECOVERY_FROM_LOSS = "recovery_from_loss"
    METAL_RECOVERY = "metal_recovery"
    DILUTION = "dilution"
    BLOCK_YIELD = "block_yield"
    WASHING = "washing"
    COMPONENT_MASSES = "component_masses"
    TWO_PRODUCT = "two_product"
    RECOVERY_PRODUCTS = "recovery_products"
    USED_OF_DRAWN = "used_of_drawn"
    USED_OF_PRODUCED = "used_of_produced"


class Pooling(Enum):
    """What becomes of several rows."""

    ONE = "one"
    """There is one row only."""
    SUMS = "sums"
    """The sum of the parts over the sum of the wholes: each row weighs what it holds."""
    MEAN = "mean"
    """The unweighted mean of the rows' rates; a row marked as unused counts 0."""


@dataclass(frozen=True, slots=True)
class RateInput:
    """One quantity to enter."""

    name: str
    title: Sentence
    units: tuple[Unit, ...]
    """The units it may have, the usual one first."""


@dataclass(frozen=True, slots=True)
class Check:
    """What cannot be so within one row."""

    fails: Callable[[Exact], bool]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class MethodDefinition:
    """Everything about one method."""

    kind: RateKind | None
    """The rate it gives; None for a figure that no limit of the three rates is about."""
    title: Sentence
    formula: Sentence
    worked: Sentence
    """The formula to be filled with the quantities of one row, by input name."""
    inputs: tuple[RateInput, ...]
    part: Callable[[Exact], Fraction]
    whole: Callable[[Exact], Fraction]
    """What the part is divided by."""
    confidence: Confidence
    source: Sentence
    pooling: Pooling = Pooling.ONE
    row: Sentence = _FIGURES
    """What one row stands for."""
    divisors: tuple[str, ...] = ()
    """Inputs that must be above 0."""
    checks: tuple[Check, ...] = ()
    industry: str = ""
    """The one industry whose usual method it is; empty for any."""
    above_whole: Sentence | None = None
    """What to know of a result above 100 %; None where the checks leave none."""


def one(_row: Exact) -> Fraction:
    """Return the whole of a method that takes rates themselves."""
    return Fraction(1)
