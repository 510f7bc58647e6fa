# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The template of 1,000 items that the linearity of scoring is measured with scores as its copies do."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.score import repeated
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria import DeductPerOccurrence
from evaluator_app.domain.scoring import score
from tests.builders import a_template, an_assessment


def test_a_repeated_template_scores_as_many_times_the_first() -> None:
    template = a_template().with_item("1.1", 4, DeductPerOccurrence(Decimal(1))).with_item("1.2", 3).with_item("2.1", 5)
    built = an_assessment(template).saw("1.1").verdict("1.1", Outcome.NOT_MET).verdict("1.2", Outcome.MET).verdict("2.1", Outcome.NOT_MET)
    once = score(built.template, built.value)
    many = score(*repeated(built.template, built.value, 31))
    assert (once.awarded, once.open) == (Decimal(6), Decimal(0))
    assert len(list(many.items())) == 31
    assert (many.max_score, many.awarded, many.open) == (Decimal(10 * 12 + 4), Decimal(10 * 6 + 3), Decimal(0))
