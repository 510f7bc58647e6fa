# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Every way in which a gate beside the verdict can stand has words of its own."""

from __future__ import annotations

from evaluator_app.domain.rating import GateResult, Standing
from evaluator_app.domain.template import Gate
from evaluator_app.domain.terms import gate_term, term


def test_each_gate_beside_the_verdict_has_a_sentence_for_each_standing() -> None:
    words = {gate_term(GateResult(gate, standing, ())).text() for gate in (Gate.RENEWAL, Gate.REMOVAL) for standing in Standing}
    assert len(words) == 6
    assert len({term(gate).text() for gate in Gate}) == len(Gate)
