# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""All methods by name, and which fit a rate."""

from __future__ import annotations

from collections.abc import Mapping

from evaluator_app.domain.three_rates.method import Method, MethodDefinition, RateKind
from evaluator_app.domain.three_rates.mining import MINING_METHODS
from evaluator_app.domain.three_rates.use import USE_METHODS

METHODS: Mapping[Method, MethodDefinition] = {**MINING_METHODS, **USE_METHODS}


def methods_for(kind: RateKind, industry: str = "") -> tuple[Method, ...]:
    """Return the methods that give a rate, the usual one first; those of another industry last, where the industry is known."""
    found = (method for method, definition in METHODS.items() if definition.kind is kind)
    return tuple(sorted(found, key=lambda method: bool(industry) and METHODS[method].industry not in ("", industry)))
