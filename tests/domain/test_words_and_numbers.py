# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Exact numbers, conditions over facts, sentences and terms, entry forms, templates."""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app import i18n
from evaluator_app.domain.applicability import AllOf, AnyOf, Condition, FactAtLeast, FactIs, Not, NotApplicableKind, is_given
from evaluator_app.domain.assessment import Evidence, Outcome
from evaluator_app.domain.criteria import (
    CRITERIA,
    AllOrNothing,
    BestOf,
    ByCondition,
    CappedSum,
    Case,
    DeductPerOccurrence,
    Fault,
    HardZero,
    Minimum,
    NamedFaults,
    Part,
    ScoreState,
    SumOfParts,
)
from evaluator_app.domain.entry import EntryPart, entry_parts
from evaluator_app.domain.exact import Rounding, RoundingMode, decimal_text, mean, parse_decimal
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.rating import Standing
from evaluator_app.domain.sentence import say
from evaluator_app.domain.status import AssessmentKind, AssessmentStatus, Verdict
from evaluator_app.domain.template import ApprovalState, Indicator
from evaluator_app.domain.terms import term
from evaluator_app.domain.thresholds import ThresholdTable
from tests.builders import MORNING, a_template, an_assessment

D = Decimal
HALF_UP, EVEN = RoundingMode.HALF_UP, RoundingMode.GB_T_8170


@pytest.mark.parametrize(
    ("number", "places", "mode", "rounded"),
    [
        ("2.5", 0, HALF_UP, "3"),
        ("2.5", 0, EVEN, "2"),
        ("3.5", 0, EVEN, "4"),
        ("2.5000001", 0, EVEN, "3"),
        ("-2.5", 0, HALF_UP, "-3"),
        ("-2.5", 0, EVEN, "-2"),
        ("-0.004", 2, HALF_UP, "0"),
        ("84.995", 2, HALF_UP, "85"),
        ("84.985", 2, EVEN, "84.98"),
        ("0.45", 1, HALF_UP, "0.5"),
        ("0.449999999", 1, HALF_UP, "0.4"),
        ("999999999999.999999999", 9, HALF_UP, "999999999999.999999999"),
    ],
)
def test_a_half_goes_where_the_rule_sends_it(number: str, places: int, mode: RoundingMode, rounded: str) -> None:
    assert decimal_text(Rounding(places, mode).apply(D(number))) == rounded


def test_a_fraction_is_rounded_once_from_its_exact_value() -> None:
    assert Rounding(2).apply(Fraction(200, 3)) == D("66.67")
    assert Rounding(0).apply(Fraction(1, 2) - Fraction(1, 10**40)) == 0


@pytest.mark.parametrize("places", [-1, 10])
def test_digits_no_rule_asks_for_are_refused(places: int) -> None:
    with pytest.raises(ValueError, match="places"):
        Rounding(places)


@given(st.decimals(-(10**6), 10**6, places=4), st.integers(0, 3), st.sampled_from(RoundingMode))
def test_rounding_moves_by_half_a_digit_at_most_and_a_second_time_not_at_all(number: Decimal, places: int, mode: RoundingMode) -> None:
    rounding = Rounding(places, mode)
    once = rounding.apply(number)
    assert abs(once - number) <= D("0.5").scaleb(-places)
    assert rounding.apply(once) == once


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 80.970 ", "80.97"),
        ("８０", "80"),
        ("1e2", "100"),
        ("-0", "0"),
        (7, "7"),
        (D("0E+9"), "0"),
        ("-0e-999999999", "0"),
        ("0.000000001", "0.000000001"),
    ],
)
def test_a_number_is_read_into_its_one_form(text: str | int | Decimal, number: str) -> None:
    assert str(parse_decimal(text)) == number or decimal_text(parse_decimal(text)) == number


@given(st.decimals(-(10**11), 10**11, places=9))
def test_a_number_that_is_written_is_read_back(number: Decimal) -> None:
    assert parse_decimal(decimal_text(number)) == number


@given(st.text(max_size=20))
def test_whatever_is_entered_is_a_number_or_refused(text: str) -> None:
    number = Decimal(0)
    with suppress(ValueError):
        number = parse_decimal(text)
    assert number.is_finite()


def test_the_mean_is_exact() -> None:
    assert mean([D("0.1"), D("0.2"), D("0.3")]) == Fraction(1, 5)


SEAM, DEEP = FactIs("seam", ("thin", "medium")), FactAtLeast("depth", "600")


@pytest.mark.parametrize(
    ("condition", "facts", "holds", "missing"),
    [
        (SEAM, {}, None, {"seam"}),
        (SEAM, {"seam": " "}, None, {"seam"}),
        (SEAM, {"seam": "thin"}, True, set()),
        (SEAM, {"seam": "thick"}, False, set()),
        (FactIs("plant", (False,)), {"plant": False}, True, set()),
        (DEEP, {"depth": "600"}, True, set()),
        (DEEP, {"depth": "599.9"}, False, set()),
        (DEEP, {"depth": "deep"}, None, {"depth"}),
        (DEEP, {"depth": True}, None, {"depth"}),
        (Not(SEAM), {"seam": "thin"}, False, set()),
        (Not(SEAM), {}, None, {"seam"}),
        (AllOf((SEAM, DEEP)), {"seam": "thick"}, False, set()),
        (AllOf((SEAM, DEEP)), {"seam": "thin"}, None, {"depth"}),
        (AllOf((SEAM, DEEP)), {"seam": "thin", "depth": "700"}, True, set()),
        (AnyOf((SEAM, DEEP)), {"seam": "thin"}, True, set()),
        (AnyOf((SEAM, DEEP)), {"seam": "thick"}, None, {"depth"}),
        (AnyOf((SEAM, DEEP)), {"seam": "thick", "depth": "1"}, False, set()),
        (AllOf(()), {}, True, set()),
        (AnyOf(()), {}, False, set()),
    ],
)
def test_a_condition_holds_fails_or_is_unknown(
    condition: Condition, facts: Mapping[str, str | bool], holds: bool | None, missing: set[str]
) -> None:
    assert condition.holds(facts) is holds
    assert condition.facts_missing(facts) == missing


def test_a_condition_knows_all_facts_it_looks_at() -> None:
    assert AllOf((Not(SEAM), AnyOf((DEEP,)))).facts_needed() == {"seam", "depth"}


def test_a_bound_must_be_a_number() -> None:
    with pytest.raises(ValueError, match="not a number"):
        FactAtLeast("depth", "deep")


def test_no_is_an_answer() -> None:
    assert is_given("plant", {"plant": False})


def test_a_sentence_is_put_into_words_where_it_is_shown() -> None:
    inner = say("rule.x", "Expert")
    sentence = say("x", "{who}: {points} of {count}", who=inner, points=D("2.50"), count=3)
    assert sentence.text() == "Expert: 2.5 of 3"
    chinese = {"Expert": "专家", "{who}: {points} of {count}": "{count} 中 {points}（{who}）"}
    assert sentence.text(chinese.__getitem__) == "3 中 2.5（专家）"


def test_braces_in_what_a_person_wrote_are_left_alone() -> None:
    assert say("x", "Waiting: {reason}", reason="{name} {0}").text() == "Waiting: {name} {0}"


KINDS: tuple[type[Enum], ...] = (
    Verdict,
    Outcome,
    ScoreState,
    Standing,
    AssessmentStatus,
    AssessmentKind,
    NotApplicableKind,
    ApprovalState,
    Confidence,
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_the_field_is_named_in_both_languages(kind: type[Enum]) -> None:
    for thing in kind:
        english = term(thing).text()
        assert term(thing).text(i18n.translator(i18n.CHINESE)) != english


def test_what_is_no_word_of_the_field_has_no_term() -> None:
    with pytest.raises(KeyError):
        term(HALF_UP)


def test_only_a_draft_is_open() -> None:
    assert [status for status in AssessmentStatus if status.is_open] == [AssessmentStatus.DRAFT]


def parts(*names: str) -> tuple[Part, ...]:
    return tuple(Part(name, name.upper(), D(1), AllOrNothing()) for name in names)


NESTED = HardZero(
    (Fault("z", "未封闭", D(0)),),
    SumOfParts(
        (
            Part("x", "甲", D(1), NamedFaults((Fault("f", "乙", D(1)),)), FactIs("plant", (True,))),
            Part("y", "丙", D(1), ByCondition((Case(SEAM, CappedSum(parts("a"))), Case(Not(SEAM), DeductPerOccurrence(D(1)))))),
            Part("m", "丁", D(1), Minimum("limits")),
        )
    ),
)
TABLES = {"limits": ThresholdTable("limits", "回采率", "回采率")}


def entries(facts: Mapping[str, str | bool]) -> dict[str, EntryPart]:
    indicator = Indicator("1", "1.1", "题", D(3), "要求", NESTED)
    return {part.path: part for part in entry_parts(indicator, facts, TABLES)}


def test_a_form_lists_the_item_and_its_parts_in_order() -> None:
    assert list(entries({"seam": "thin"})) == ["", "x", "y", "y.a", "m"]
    assert list(entries({"seam": "thick"})) == ["", "x", "y", "m"]
    assert list(entries({})) == ["", "x", "y", "m"]


def test_a_form_says_where_faults_take_points_and_which() -> None:
    known = entries({"seam": "thin"})
    assert {path for path, part in known.items() if part.takes_faults} == {"", "x", "y.a"}
    assert {path: [fault.id for fault in part.faults] for path, part in known.items() if part.faults} == {"": ["z"], "x": ["f"]}
    assert entries({"seam": "thick"})["y"].takes_faults


def test_a_form_says_which_rule_holds_and_whether_the_part_applies() -> None:
    assert entries({"seam": "thick"})["y"].rule.text() == "Minus 1 for every occurrence, down to 0"
    assert entries({"seam": "thin"})["y"].rule.text() == "Sum of 1 parts, capped"
    assert entries({})["y"].rule.code == "rule.by_condition"
    assert [entries(facts)["x"].applies for facts in ({}, {"plant": True}, {"plant": False})] == [None, True, False]
    assert entries({})[""].applies is True


def test_a_form_names_the_faults_of_the_case_that_holds() -> None:
    rule = ByCondition((Case(SEAM, NamedFaults((Fault("f", "甲", D(1)),))),))
    indicator = Indicator("1", "1.1", "题", D(1), "要求", rule)
    assert [fault.id for fault in entry_parts(indicator, {"seam": "thin"}, {})[0].faults] == ["f"]
    assert entry_parts(indicator, {"seam": "thick"}, {})[0].faults == ()
    assert [part.path for part in entry_parts(replace(indicator, criterion=BestOf(parts("a"))), {}, {})] == ["", "a"]


def test_every_kind_of_criterion_has_a_kind_of_its_own() -> None:
    kinds = [getattr(kind, "kind", "") for kind in CRITERIA]
    assert len(set(kinds)) == len(CRITERIA) == 13


def test_a_template_knows_its_items() -> None:
    template = a_template().with_prerequisite("p1").with_item("1.1", "2.5").with_item("2.1", 3).build()
    assert (template.points, [item.id for item in template.indicators()]) == (D("5.5"), ["1.1", "2.1"])
    assert [template.title_of(name) for name in ("p1", "2.1", "9.9")] == ["p1 条件p1", "2.1 指标2.1", "9.9"]


def test_ledger_and_evidence_follow_the_time_whatever_the_zone() -> None:
    built = an_assessment(a_template().with_item("1.1", 2)).saw("1.1").saw("1.1").saw("2.2")
    first_seen = replace(built.value.observations["o2"], observed_at=MORNING)
    undated = replace(first_seen, id="o3", observed_at=None)
    assessment = replace(built.value, observations={"o1": built.value.observations["o1"], "o2": first_seen, "o3": undated})
    assert [observation.id for observation in assessment.observations_of("1.1")] == ["o3", "o2", "o1"]
    tokyo = (MORNING + timedelta(hours=1)).astimezone(timezone(timedelta(hours=-9)))
    first = Evidence("e1", "1.jpg", "0" * 64, 1, "image/jpeg", ("1.1",), added_at=MORNING)
    found = {e.id: e for e in (replace(first, id="e2", added_at=tokyo), first, replace(first, id="e0", added_at=None))}
    assert [e.id for e in replace(assessment, evidence=found).evidence_of("1.1")] == ["e0", "e1", "e2"]


def test_the_core_stands_on_the_standard_library_alone(project_root: Path) -> None:
    for file in (project_root / "evaluator_app" / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.startswith("evaluator_app.domain") or name.split(".")[0] in sys.stdlib_module_names, f"{file.name}: {name}"
