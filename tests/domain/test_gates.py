# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Prerequisites that close other things than the verdict, that are measured, not asked, or noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from evaluator_app.domain.applicability import FactIs, FactSince, NotApplicableKind
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.completeness import asked, fits, problems
from evaluator_app.domain.criteria import AllOrNothing, InputKind, Minimum, Part, SumOfParts
from evaluator_app.domain.criteria.measured import Basis
from evaluator_app.domain.entry import prerequisite_part
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.rating import GateResult, Standing
from evaluator_app.domain.status import AssessmentKind, Verdict
from evaluator_app.domain.template import FactDefinition, FactKind, Gate, NamedThing, Prerequisite, Template
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable
from tests.builders import AssessmentBuilder, a_template, an_assessment

D = Decimal
GREENING = ThresholdTable("greening", "绿化覆盖率", "绿化覆盖率", rows=(ThresholdRow("all", None, D(100)),))
BASES = (Basis("greenable", "可绿化面积"), Basis("whole", "矿区总面积"))
SINCE = FactSince("renewal_on", date(2021, 1, 1))
RENEWAL = Prerequisite("r", "Y1", "绿化", "要求", gate=Gate.RENEWAL, criterion=Minimum("greening", BASES), applies_when=SINCE)
GROUND = Prerequisite("g", "R1", "证照", "要求", gate=Gate.REMOVAL)
POND = Prerequisite("t", "R8", "尾矿库", "要求", gate=Gate.REMOVAL, applies_when=FactIs("has_pond", (True,)))
ASKS = (
    FactDefinition("number", "文号", FactKind.TEXT),
    FactDefinition("until", "有效期至", FactKind.DATE, unit=""),
    FactDefinition("level", "等级", FactKind.CHOICE, (NamedThing("larger", "较大"),)),
    FactDefinition("done", "已执行", FactKind.FLAG),
    FactDefinition("year", "年度", FactKind.NUMBER),
)


def template(*prerequisites: Prerequisite) -> Template:
    facts = (FactDefinition("renewal_on", "届满日期", FactKind.DATE), FactDefinition("has_pond", "有尾矿库", FactKind.FLAG))
    built = a_template().with_item("1.1", 10).with_rules(pass_mark=D(8)).with_facts(*facts).with_tables(GREENING).build()
    return replace(built, prerequisites=prerequisites)


def assessed(*prerequisites: Prerequisite, kind: AssessmentKind = AssessmentKind.THIRD_PARTY, **facts: str | bool) -> AssessmentBuilder:
    built = an_assessment(template(*prerequisites)).with_facts(**facts).verdict("1.1", Outcome.MET)
    return replace(built, value=replace(built.value, profile=replace(built.value.profile, kind=kind)))


def outcome(built: AssessmentBuilder) -> Outcome:
    return built.score().prerequisites[0].outcome


def codes(built: AssessmentBuilder) -> list[str]:
    found = problems(built.template, built.value, built.score())
    return [problem.code for problem in found if problem.code not in ("ASM-101", "ASM-114")]


# ------------------------------------------------------------------ measured


def test_a_measured_prerequisite_of_which_nothing_applies_is_not_asked() -> None:
    only_with_pond = Part("pond", "尾矿库", D(1), AllOrNothing(), FactIs("has_pond", (True,)), NotApplicableKind.EXCLUDED)
    built = assessed(Prerequisite("m", "P1", "防治", "要求", criterion=SumOfParts((only_with_pond,))), has_pond=False)
    assert outcome(built) is Outcome.NOT_APPLICABLE
    assert codes(built) == []


@pytest.mark.parametrize(
    ("value", "basis", "found", "standing"),
    [
        ("100", "greenable", Outcome.MET, Standing.REACHED),
        ("99.9", "greenable", Outcome.NOT_MET, Standing.MISSED),
        ("43.7", "whole", Outcome.PENDING, Standing.OPEN),
        ("100", "whole", Outcome.PENDING, Standing.OPEN),
        ("100", "", Outcome.PENDING, Standing.OPEN),
    ],
)
def test_a_measured_prerequisite_is_decided_by_its_value_and_only_on_the_right_basis(
    value: str, basis: str, found: Outcome, standing: Standing
) -> None:
    built = assessed(RENEWAL, renewal_on="2021-01-01").measured("r", value=value).chose("r", basis=basis)
    assert outcome(built) is found
    rating = built.rate()
    assert [(gate.gate, gate.standing) for gate in rating.gates] == [(Gate.RENEWAL, standing)]
    assert rating.verdict is Verdict.QUALIFIED


def test_without_a_value_a_measured_prerequisite_is_not_assessed_and_says_what_it_measures() -> None:
    built = assessed(RENEWAL, renewal_on="2026-01-01")
    assert outcome(built) is Outcome.NOT_ASSESSED
    assert codes(built) == ["ASM-111"]
    decided = built.measured("r", value=99).chose("r", basis="greenable")
    assert codes(decided) == []
    assert "99" in decided.score().prerequisites[0].measured[0].text()
    other = built.measured("r", value="43.7").chose("r", basis="whole")
    assert codes(other) == ["ASM-112"]


def test_an_observation_or_a_verdict_fails_a_measured_prerequisite_whatever_the_value() -> None:
    built = assessed(RENEWAL, renewal_on="2026-01-01").measured("r", value=100).chose("r", basis="greenable")
    assert outcome(built.saw("r")) is Outcome.NOT_MET
    assert outcome(built.verdict("r", Outcome.NOT_MET)) is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("facts", "gates"),
    [({"renewal_on": "2020-12-31"}, []), ({"renewal_on": "2021-01-01"}, [Gate.RENEWAL]), ({}, [Gate.RENEWAL])],
)
def test_before_its_day_a_prerequisite_is_not_asked_and_an_unknown_day_does_not_speak_against_it(
    facts: dict[str, str | bool], gates: list[Gate]
) -> None:
    assert [gate.gate for gate in assessed(RENEWAL).with_facts(**facts).rate().gates] == gates


def test_a_fact_given_late_makes_no_fault_vanish() -> None:
    built = assessed(replace(POND, gate=Gate.SCORING), has_pond=True)
    for unmet in (built.saw("t"), built.verdict("t", Outcome.NOT_MET), built.verdict("t", Outcome.PARTLY_MET)):
        assert unmet.rate().verdict is Verdict.NOT_QUALIFIED
        without = unmet.with_facts(has_pond=False)
        assert (outcome(without), without.rate().verdict) == (Outcome.PENDING, Verdict.UNDETERMINED)
        assert codes(without) == ["ASM-112"]
    assert outcome(built.verdict("t", Outcome.MET).with_facts(has_pond=False)) is Outcome.NOT_APPLICABLE


# ------------------------------------------------------------------ grounds for removal


@pytest.mark.parametrize("kind", [AssessmentKind.SELF_ASSESSMENT, AssessmentKind.THIRD_PARTY])
def test_grounds_for_removal_are_asked_in_a_verification_only(kind: AssessmentKind) -> None:
    built = assessed(GROUND, kind=kind).verdict("g", Outcome.NOT_MET)
    assert (outcome(built), built.rate().gates) == (Outcome.NOT_APPLICABLE, ())


def test_one_ground_leads_to_removal_whatever_is_still_open() -> None:
    built = assessed(GROUND, POND, kind=AssessmentKind.VERIFICATION, has_pond=True)
    assert built.rate().gates == (GateResult(Gate.REMOVAL, Standing.OPEN, built.rate().gates[0].reasons),)
    assert [reason.text() for reason in built.rate().gates[0].reasons] == [
        "Prerequisite still open: R1 证照",
        "Prerequisite still open: R8 尾矿库",
    ]
    removed = built.verdict("t", Outcome.NOT_MET)
    assert [(g.standing, [r.text() for r in g.reasons]) for g in removed.rate().gates] == [
        (Standing.MISSED, ["Prerequisite not met: R8 尾矿库"])
    ]
    assert removed.rate().verdict is Verdict.QUALIFIED


def test_where_every_ground_is_absent_or_not_asked_nothing_speaks_for_removal() -> None:
    built = assessed(GROUND, POND, kind=AssessmentKind.VERIFICATION, has_pond=False).verdict("g", Outcome.MET)
    assert built.rate().gates == (GateResult(Gate.REMOVAL, Standing.REACHED, ()),)
    assert [result.outcome for result in built.score().prerequisites] == [Outcome.MET, Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize("gate", [Gate.RENEWAL, Gate.REMOVAL])
@pytest.mark.parametrize("found", Outcome)
@pytest.mark.parametrize("item", Outcome)
def test_what_hangs_on_other_gates_never_changes_the_verdict(gate: Gate, found: Outcome, item: Outcome) -> None:
    other = replace(GROUND, gate=gate)
    beside, alone = assessed(other, kind=AssessmentKind.VERIFICATION), assessed(kind=AssessmentKind.VERIFICATION)
    with_it, without = beside.verdict("g", found).verdict("1.1", item).rate(), alone.verdict("1.1", item).rate()
    assert (with_it.verdict, with_it.reasons, with_it.total) == (without.verdict, without.reasons, without.total)
    assert beside.verdict("g", found).saw("g").verdict("1.1", item).rate().verdict is without.verdict


# ------------------------------------------------------------------ what is noted


def noted(**words: str) -> AssessmentBuilder:
    asking = replace(GROUND, gate=Gate.SCORING, asks=ASKS)
    return assessed(asking).verdict("g", Outcome.MET).with_photo("g").chose("g", **words)


def test_what_is_to_be_noted_is_missed_by_name_and_must_be_an_answer() -> None:
    assert codes(noted()) == ["ASM-115"] * 5
    good = {"number": "1", "until": "2027-01-31", "level": "larger", "done": "false", "year": "2025"}
    assert codes(noted(**good)) == []
    assert codes(noted(**{**good, "until": "2027-02-30", "level": "small", "done": "yes", "year": "last"})) == ["ASM-116"] * 4


def test_nothing_is_to_be_noted_before_there_is_a_verdict() -> None:
    asking = replace(GROUND, gate=Gate.SCORING, asks=ASKS)
    assert codes(assessed(asking)) == ["ASM-111"]


def test_the_fields_of_a_prerequisite_are_its_verdict_or_values_and_what_is_noted() -> None:
    tables = {"greening": GREENING}
    plain = prerequisite_part(replace(GROUND, asks=ASKS), {}, tables)
    assert [field.kind for field in plain.inputs] == [
        InputKind.VERDICT, InputKind.TEXT, InputKind.TEXT, InputKind.CHOICE, InputKind.TEXT, InputKind.TEXT,
    ]  # fmt: skip
    assert all(field.is_optional for field in plain.inputs[1:])
    assert (plain.rule.text(), plain.applies) == ("Must hold", True)
    measured = prerequisite_part(RENEWAL, {"renewal_on": "2020-12-31"}, tables)
    assert [field.name for field in measured.inputs] == ["value", "basis"]
    assert (measured.applies, prerequisite_part(RENEWAL, {}, tables).applies) == (False, None)


# ------------------------------------------------------------------ dates, settled facts, newer rules, kinds


@pytest.mark.parametrize(
    ("value", "holds"),
    [("2020-12-31", False), ("2021-01-01", True), ("2026-02-28", True), ("", None), ("2026-02-30", None), (True, None), (None, None)],
)
def test_a_date_holds_from_its_day_on(value: str | bool | None, holds: bool | None) -> None:
    facts = {} if value is None else {"renewal_on": value}
    assert SINCE.holds(facts) is holds
    assert SINCE.facts_needed() == {"renewal_on"}
    assert SINCE.facts_missing(facts) == (set() if holds is not None else {"renewal_on"})


def test_a_date_fact_takes_a_day_and_nothing_else() -> None:
    fact = FactDefinition("d", "日期", FactKind.DATE)
    assert [fits(fact, value) for value in ("2026-02-28", " 2026-02-28 ", "2026-02-30", "20260230x", True)] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_fact_that_the_template_settles_is_not_asked_and_holds_against_what_was_given() -> None:
    one = FactDefinition("a", "甲", FactKind.CHOICE, (NamedThing("x", "只此"),))
    told = FactDefinition("b", "乙", FactKind.FLAG, value=False)
    free = FactDefinition("c", "丙", FactKind.CHOICE, (NamedThing("x", "一"), NamedThing("y", "二")))
    settling = a_template().with_item("1.1", 5).with_facts(one, told, free).build()
    assert settling.facts_of({"a": "y", "b": True, "c": "y"}) == {"a": "x", "b": False, "c": "y"}
    assert [asked(fact, {}) for fact in (one, told, free)] == [False, False, True]
    given = {"c": "x"}
    assert replace(settling, facts=(free,)).facts_of(given) is given


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, [True, True, True]),
        (date(2026, 10, 1), None, [False, True, True]),
        (None, date(2026, 10, 1), [True, True, False]),
        (date(2026, 10, 1), date(2026, 10, 1), [False, True, False]),
    ],
)
def test_a_document_is_in_force_between_its_days_as_far_as_they_are_known(first: date | None, last: date | None, days: list[bool]) -> None:
    document = Provenance("某标准", in_force_from=first, in_force_until=last)
    assert [document.is_in_force(date(2026, month, day)) for month, day in ((9, 30), (10, 1), (10, 2))] == days
    assert document.is_in_force(None)


def test_only_rows_in_force_on_the_day_count() -> None:
    old = ThresholdRow("old", None, D(80), provenance=Provenance("旧", in_force_until=date(2024, 3, 31)))
    new = ThresholdRow("new", None, D(85), provenance=Provenance("新", in_force_from=date(2024, 4, 1)))
    built = a_template().with_item("1.1", 5).with_tables(ThresholdTable("t", "率", "率", rows=(old, new))).build()
    on = {day: [row.id for row in built.tables_by_id(day)["t"].rows] for day in (date(2024, 3, 31), date(2024, 4, 1), None)}
    assert list(on.values()) == [["old"], ["new"], ["old", "new"]]
    always = ThresholdTable("t", "率", "率", rows=(ThresholdRow("x", None, D(1)),))
    assert always.in_force(date(2026, 1, 1)) is always


def test_newer_rules_and_another_kind_of_assessment_are_named_as_warnings() -> None:
    newer = (
        Provenance("《规范》", confidence=Confidence.NOT_FOUND, number="GB/T 1", in_force_from=date(2026, 11, 21)),
        Provenance("《办法》", confidence=Confidence.NOT_FOUND),
        Provenance("《将来》", confidence=Confidence.NOT_FOUND, in_force_from=date(2027, 1, 1)),
    )
    built = assessed()
    fitting = replace(built.template, newer_documents=newer, kinds=(AssessmentKind.THIRD_PARTY,))
    assert [document.document for document in fitting.newer_on(None)] == ["《规范》", "《办法》", "《将来》"]
    found = problems(fitting, built.value, built.score())
    assert [p.sentence.text() for p in found if p.code == "ASM-108"] == [
        "In force, but its text is not on file and was not used: GB/T 1 《规范》",
        "In force, but its text is not on file and was not used: 《办法》",
    ]
    assert "ASM-107" not in {p.code for p in found}
    other = replace(fitting, kinds=(AssessmentKind.SELF_ASSESSMENT,))
    assert "ASM-107" in {p.code for p in problems(other, built.value, built.score())}
