# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Model answers as documents, and how far somebody agrees with one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import record_remark
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.consistency.agreement import Agreement, agreement, kappa
from evaluator_app.domain.consistency.model_answer import (
    KeyFact,
    ModelAnswer,
    from_model_document,
    model_of,
    outcome_of,
    to_model_document,
)
from evaluator_app.domain.criteria import ExpertJudgement
from tests.builders import MORNING, AssessmentBuilder, a_template, an_assessment

D = Decimal
RULES = a_template().with_item("1.1", 10).with_item("1.2", 10)
TEMPLATE = RULES.with_item("2.1", 10, ExpertJudgement()).with_prerequisite("p")
SENIOR = (
    an_assessment(TEMPLATE)
    .verdict("p", Outcome.MET)
    .verdict("1.1", Outcome.MET, reason="资料齐全")
    .saw("1.2", "裸露土方未覆盖", place="排土场")
    .saw("1.2", "无喷淋", place="破碎站")
    .saw("1.2", "已绿化", place="大门", bad=False)
    .judged("2.1", {"w": 6})
    .with_photo("o1")
)


def model(built: AssessmentBuilder = SENIOR) -> ModelAnswer:
    return model_of(built.value, built.template, built.score(), own_id="m1", author="王工", made_at=MORNING, note="练习")


def compared(own: AssessmentBuilder) -> Agreement:
    return agreement(model(), own.value, own.score())


def test_a_model_answer_has_outcome_points_and_facts_of_every_item() -> None:
    answer = model()
    assert {key: (item.outcome, item.awarded, item.attainable) for key, item in answer.items.items()} == {
        "1.1": (Outcome.MET, D(10), D(10)),
        "1.2": (Outcome.NOT_MET, D(0), D(10)),
        "2.1": (Outcome.PARTLY_MET, D(6), D(10)),
        "p": (Outcome.MET, D(0), D(0)),
    }
    assert [(fact.text, fact.place, fact.is_fault) for fact in answer.items["1.2"].facts] == [
        ("裸露土方未覆盖", "排土场", True),
        ("无喷淋", "破碎站", True),
        ("已绿化", "大门", False),
    ]
    assert (answer.items["1.1"].reason, answer.author, answer.note) == ("资料齐全", "王工", "练习")
    assert [(photo.media_type, photo.size) for photo in answer.photos] == [("image/jpeg", 100)]
    assert "1.jpg" not in str(to_model_document(answer))  # a name could tell


def test_a_remark_goes_before_the_reason_of_a_verdict() -> None:
    value = record_remark(SENIOR.value, "1.1", "见台账").apply(SENIOR.value)
    assert model(replace(SENIOR, value=value)).items["1.1"].reason == "见台账"


def test_a_document_is_read_back_the_same() -> None:
    assert from_model_document(to_model_document(model())) == model()


@pytest.mark.parametrize(
    ("spoil", "path"),
    [
        (lambda data: data.update(format="evaluator-assessment"), "format"),
        (lambda data: data.update(version=2), "version"),
        (lambda data: data.update(items={}), "items"),
        (lambda data: data["items"]["1.1"].update(target="1.2"), "items.1.1"),
        (lambda data: data["items"]["1.1"].update(outcome="pending"), "items.1.1.outcome"),
        (lambda data: data["items"]["1.1"].update(awarded="11"), "items.1.1.awarded"),
        (lambda data: data["items"]["1.1"].update(awarded="-1"), "items.1.1.awarded"),
        (lambda data: data["items"]["1.1"].update(awarded="1e99"), "items.1.1.awarded"),
        (lambda data: data["items"]["1.2"]["facts"][0].update(count=0), "items.1.2.facts"),
        (lambda data: data["items"]["1.2"].update(facts=data["items"]["1.2"]["facts"] * 1000), "items.1.2.facts"),
        (lambda data: data["items"].update({str(n): {"target": str(n), "outcome": "met"} for n in range(1001)}), "items"),
        (lambda data: data["photos"][0].update(sha256="../../etc/passwd"), "photos.0.sha256"),
        (lambda data: data["photos"][0].update(size=-1), "photos.0.size"),
        (lambda data: data.update(photos=data["photos"] * 2001), "items"),
        (lambda data: data["template"].update(digest="x"), "template.digest"),
        (lambda data: data.update(script="x"), "script"),
        (lambda data: data["items"]["1.1"].update(reason="长" * 20_001), "items.1.1.reason"),
    ],
)
def test_a_hostile_document_is_refused_by_its_place(spoil: Callable[[Any], None], path: str) -> None:
    data = to_model_document(model())
    spoil(data)
    with pytest.raises(DocumentError) as caught:
        from_model_document(data)
    assert path in [problem.path for problem in caught.value.problems]


def test_who_found_the_same_agrees_in_everything() -> None:
    found = compared(SENIOR)
    assert (found.same, found.share, found.kappa, found.apart, found.absent) == (4, Fraction(1), Fraction(1), D(0), 0)
    assert found.faults == (2, 0, 0)
    assert found.points == (D(16), D(16))


def test_faults_are_found_missed_and_extra_by_item_and_place() -> None:
    own = (
        an_assessment(TEMPLATE)
        .verdict("p", Outcome.PENDING)
        .verdict("1.1", Outcome.NOT_MET)
        .saw("1.2", "土方裸露", place=" 排土场")
        .saw("1.2", "灯具损坏", place="食堂")
        .saw("1.2", "整洁", place="破碎站", bad=False)
        .judged("2.1", {"w": 8})
    )
    found = {item.target: item for item in compared(own).items}
    faults = [(pair.model and pair.model.place, pair.own and pair.own.place) for pair in found["1.2"].faults]
    assert faults == [("排土场", " 排土场"), ("破碎站", None), (None, "食堂")]
    assert (found["1.2"].found, found["1.2"].missed, found["1.2"].extra, found["1.2"].is_same) == (1, 1, 1, True)
    assert (found["2.1"].difference, found["2.1"].is_same) == (D(2), True)
    assert (found["1.1"].difference, found["1.1"].is_same) == (D(-10), False)
    assert found["p"].outcome is Outcome.NOT_ASSESSED
    whole = compared(own)
    assert (whole.share, whole.apart) == (Fraction(1, 2), D(12))
    assert whole.table[Outcome.MET, Outcome.NOT_MET] == 1


def test_the_same_place_counts_where_fault_or_part_was_named_otherwise_and_no_place_does_not() -> None:
    answer = model()
    facts = (KeyFact("甲", "排土场", fault="f1"), KeyFact("乙", "", fault="f2"))
    answer = replace(answer, items={**answer.items, "1.2": replace(answer.items["1.2"], facts=facts)})
    own = an_assessment(TEMPLATE).saw("1.2", "丙", place="排土场").saw("1.2", "丁", place="")
    found = next(item for item in agreement(answer, own.value, own.score()).items if item.target == "1.2")
    assert (found.found, found.missed, found.extra) == (1, 1, 1)


def test_items_that_only_one_side_has_are_counted_apart() -> None:
    other = an_assessment(RULES.with_item("9.9", 1))
    found = agreement(model(), other.value, other.score())
    assert [item.target for item in found.items] == ["1.1", "1.2"]
    assert found.absent == 3


def test_nothing_compared_is_no_agreement() -> None:
    assert (Agreement(()).share, Agreement(()).kappa) == (Fraction(0), None)


def test_cohens_kappa_has_the_value_of_the_hand_worked_table() -> None:
    yes, no = Outcome.MET, Outcome.NOT_MET
    pairs = [(yes, yes)] * 20 + [(yes, no)] * 5 + [(no, yes)] * 10 + [(no, no)] * 15
    assert kappa(pairs) == Fraction(2, 5)  # 0.7 seen, 0.5 by chance
    assert kappa([(yes, yes)] * 9) is None


@given(st.lists(st.tuples(st.sampled_from(Outcome), st.sampled_from(Outcome)), max_size=30))
def test_kappa_is_at_most_one_and_the_same_from_both_sides(pairs: list[tuple[Outcome, Outcome]]) -> None:
    found = kappa(pairs)
    assert found == kappa([(second, first) for first, second in pairs])
    assert found is None or -1 <= found <= 1


def test_an_item_is_named_by_what_it_came_to() -> None:
    marked = an_assessment(RULES.with_item("3.1", 5, may=NotApplicableKind)).not_applicable("3.1", NotApplicableKind.EXCLUDED)
    assert outcome_of(marked.award("3.1")) is Outcome.NOT_APPLICABLE
    built = an_assessment(TEMPLATE).judged("2.1", {"w": 0})
    assert outcome_of(built.award("2.1")) is Outcome.NOT_MET
    assert outcome_of(built.award("1.1")) is Outcome.NOT_ASSESSED
