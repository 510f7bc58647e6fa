# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The kinds of scoring rule: small classes, each with its reasons. Composed ones hold others."""

from __future__ import annotations

from evaluator_app.domain.criteria.base import (
    Award,
    Criterion,
    Deduction,
    InputField,
    InputKind,
    PartAward,
    ScoreState,
    Situation,
)
from evaluator_app.domain.criteria.composed import BestOf, ByCondition, CappedSum, Case, Part, SumOfParts
from evaluator_app.domain.criteria.faults import AllOrNothing, DeductPerOccurrence, Fault, HardZero, NamedFaults
from evaluator_app.domain.criteria.measured import Basis, Minimum, PastYears, PlanComparison, PointsPerCount
from evaluator_app.domain.criteria.panel import ExpertJudgement

CRITERIA: tuple[type, ...] = (
    AllOrNothing,
    BestOf,
    ByCondition,
    CappedSum,
    DeductPerOccurrence,
    ExpertJudgement,
    HardZero,
    Minimum,
    NamedFaults,
    PastYears,
    PlanComparison,
    PointsPerCount,
    SumOfParts,
)
"""Every kind of criterion; each has a kind by which files name it."""

__all__ = [
    "CRITERIA",
    "AllOrNothing",
    "Award",
    "Basis",
    "BestOf",
    "ByCondition",
    "CappedSum",
    "Case",
    "Criterion",
    "DeductPerOccurrence",
    "Deduction",
    "ExpertJudgement",
    "Fault",
    "HardZero",
    "InputField",
    "InputKind",
    "Minimum",
    "NamedFaults",
    "Part",
    "PartAward",
    "PastYears",
    "PlanComparison",
    "PointsPerCount",
    "ScoreState",
    "Situation",
    "SumOfParts",
]
