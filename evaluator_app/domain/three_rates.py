# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The three rates (三率) from quantities: recovery in mining, recovery in processing, use of co-minerals.

Rates are percentages, exact until they are rounded for show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluator_app.domain.exact import mean


@dataclass(frozen=True, slots=True)
class CoMineral:
    """One approved mineral of a deposit and what became of it."""

    name: str
    mining_recovery: Decimal
    """开采回采率 in percent."""
    processing_recovery: Decimal
    """选矿回收率 in percent; both rates are 0 for a mineral that is not used."""

    @property
    def utilization(self) -> Fraction:
        """Percent of the mineral that is used: the product of both rates."""
        return Fraction(self.mining_recovery) * Fraction(self.processing_recovery) / 100


def comprehensive_utilization(minerals: Sequence[CoMineral]) -> Fraction:
    """Return the mine's 综合利用率 in percent: the mean over all approved minerals, unused ones counting 0.

    Source: a worked example of the older rule (iron, molybdenum, unused gold: 44 %); ValueError without minerals.
    """
    return mean(mineral.utilization for mineral in minerals)
