# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The words of comparing and moving: everything that is told apart has one, and fields are named as people know them."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum

import pytest

from evaluator_app.domain.comparing import Difference, ThingKind
from evaluator_app.domain.edition_terms import edition_term, field_term
from evaluator_app.domain.moving import FactFate, Fate, PointsPolicy
from evaluator_app.domain.requirements import Aspect
from evaluator_app.domain.template import FactDefinition, Indicator, Prerequisite, RatingRules
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable

KINDS: tuple[type[Enum], ...] = (Difference, ThingKind, Fate, Aspect, FactFate, PointsPolicy)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_everything_that_is_told_apart_has_a_word_of_its_own(kind: type[Enum]) -> None:
    words = [edition_term(member).text() for member in kind]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("kind", [Indicator, Prerequisite, FactDefinition, ThresholdTable, ThresholdRow, RatingRules])
def test_every_field_that_can_differ_has_a_name(kind: type) -> None:
    unnamed = {field.name for field in fields(kind) if field_term(field.name).code == "field.raw"}
    assert unnamed - {"id", "rows", "bases"} == set()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("max_score", "Points"),
        ("criterion.parts.a.max_score", "Scoring rule · parts.a.max_score"),
        ("table:limits", "Table of limits limits"),
        ("fact:seam", "Fact of the mine seam"),
        ("panel", "Rules of the panel"),
        ("something.new", "something.new"),
    ],
)
def test_a_field_is_called_by_its_name_and_the_keys_below_it(path: str, words: str) -> None:
    assert field_term(path).text() == words
