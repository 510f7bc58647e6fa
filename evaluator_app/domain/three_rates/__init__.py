# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The three rates (三率) from quantities and grades: exact until they are rounded for show.

DZ/T 0272-2015 and GB/T 42249, which define rates and computation, are not on file; each method says what its formula rests on.
"""

from __future__ import annotations

from evaluator_app.domain.three_rates.calculation import Calculation, CalculationRow, RateError, RateResult, agrees, compute, objection
from evaluator_app.domain.three_rates.method import Method, MethodDefinition, Pooling, RateInput, RateKind
from evaluator_app.domain.three_rates.methods import METHODS, methods_for
from evaluator_app.domain.three_rates.units import Dimension, Quantity, Unit

__all__ = [
    "METHODS",
    "Calculation",
    "CalculationRow",
    "Dimension",
    "Method",
    "MethodDefinition",
    "Pooling",
    "Quantity",
    "RateError",
    "RateInput",
    "RateKind",
    "RateResult",
    "Unit",
    "agrees",
    "compute",
    "methods_for",
    "objection",
]
