# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of what is said of a template's quality: each issue where it is, and silence where it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from evaluator_app.domain.applicability import AllOf, AnyOf, Condition, FactAtLeast, FactIs, Facts, FactSince, Not, NotApplicableKind
from evaluator_app.domain.criteria import (
    AllOrNothing,
    BestOf,
    ByCondition,
    CappedSum,
    Case,
    DeductPerOccurrence,
    ExpertJudgement,
    Fault,
    HardZero,
    Minimum,
    Part,
    SumOfParts,
)
from evaluator_app.domain.possible import PossibleMines
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.quality import ISSUES, QualityFinding, Weight, by_issue, quality
from evaluator_app.domain.template import (
    Area,
    Deadline,
    FactDefinition,
    FactKind,
    Indicator,
    IndicatorGroup,
    NamedThing,
    NotApplicableOption,
    Prerequisite,
    RatingRules,
    Template,
)
from evaluator_app.domain.thresholds import QuantityName, ThresholdLevel, ThresholdRow, ThresholdTable

D = Decimal
READ = Provenance("示例规范", "1", Confidence.READ, number="示例 1", in_force_from=date(2024, 1, 1))
ALL = AllOrNothing()
MINERAL = FactDefinition("mineral", "矿种", FactKind.CHOICE, (NamedThing("coal", "煤"), NamedThing("iron", "铁")))
METHOD = FactDefinition("method", "方式", FactKind.CHOICE, (NamedThing("deep", "地下"), NamedThing("open", "露天")))
DEPTH = FactDefinition("depth", "深度", FactKind.NUMBER, unit="m")
WATER = FactDefinition("water", "有水", FactKind.FLAG)
SEAM = FactDefinition(
    "seam", "煤层", FactKind.CHOICE, (NamedThing("thin", "薄"), NamedThing("thick", "厚")), asked_when=FactIs("mineral", ("coal",))
)
COAL, IRON = FactIs("mineral", ("coal",)), FactIs("mineral", ("iron",))


def item(name: str, points: int = 10, **other: object) -> Indicator:
    whole = Indicator(
        name,
        name.upper(),
        f"条目{name}",
        D(points),
        f"要求{name}",
        ALL,
        places=("pit",),
        documents=("plan",),
        evidence=("照片",),
        provenance=READ,
    )
    return replace(whole, **other)  # type: ignore[arg-type]


def template(*items: Indicator, **other: object) -> Template:
    """Return a template of which nothing is to be said, but for what is given here."""
    rules = RatingRules(D(8), READ, D("0.75"), READ, constraint_is_veto=True, constraint_source=READ)
    whole = Template(
        "test/template",
        "1",
        "测试",
        "测试指标",
        (IndicatorGroup("g", "G", "组", indicators=items or (item("a"),)),),
        rating=rules,
        places=(NamedThing("pit", "采场"),),
        documents=(NamedThing("plan", "方案"),),
        provenance=READ,
    )
    return replace(whole, **other)  # type: ignore[arg-type]


def said(of: Template, base: Template | None = None) -> list[tuple[str, str, str]]:
    return [(finding.issue.code, finding.part, finding.target) for finding in quality(of, base)]


def wording(of: Template) -> list[str]:
    return [finding.sentence.text() for finding in quality(of)]


def test_a_sound_template_is_silent() -> None:
    assert quality(template()) == ()


def test_codes_are_stable_and_in_the_order_of_their_weight() -> None:
    codes = [issue.code for issue in ISSUES]
    assert codes == sorted(set(codes))
    weights = {"1": Weight.ERROR, "2": Weight.WARNING, "3": Weight.HINT}
    assert all(issue.weight is weights[issue.code[4]] for issue in ISSUES)


def test_findings_come_by_issue() -> None:
    found = quality(template(item("a", places=()), item("b", 13, places=(), documents=(), evidence=())))
    assert {issue.code: len(each) for issue, each in by_issue(found).items()} == {
        "QUA-201": 1,
        "QUA-212": 1,
        "QUA-213": 1,
        "QUA-302": 1,
        "QUA-305": 1,
    }
    assert all(isinstance(finding, QualityFinding) for finding in found)


def test_points_groups_and_prerequisites_are_looked_at() -> None:
    empty = IndicatorGroup("h", "H", "空")
    outer = IndicatorGroup("o", "O", "外", groups=(IndicatorGroup("g", "G", "组", indicators=(item("a", 11),)), empty))
    bare = Prerequisite("p", "P", "条件", "要求", provenance=READ)
    assert said(template(groups=(outer,), prerequisites=(bare,))) == [
        ("QUA-103", "groups", "h"),
        ("QUA-201", "", ""),
        ("QUA-212", "prerequisites", "p"),
        ("QUA-213", "prerequisites", "p"),
    ]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (AllOf((COAL, IRON)), "QUA-102"),
        (AllOf((COAL, Not(COAL))), "QUA-102"),
        (AllOf((IRON, FactIs("seam", ("thin",)))), "QUA-102"),
        (AllOf((FactAtLeast("depth", "800"), Not(FactAtLeast("depth", "500")))), "QUA-102"),
        (AllOf((COAL, FactIs("seam", ("thin",)))), ""),
        (AllOf((FactAtLeast("depth", "500"), Not(FactAtLeast("depth", "800")))), ""),
        (AnyOf((AllOf((COAL, IRON)), FactIs("water", (True,)))), ""),
        (Not(FactIs("note", ("旧",))), ""),
        (AllOf((FactSince("since", date(2021, 1, 1)), Not(FactSince("since", date(2020, 1, 1))))), "QUA-102"),
        (FactSince("since", date(1, 1, 1)), ""),
        (FactIs("elsewhere", ("x",)), ""),
    ],
)
def test_a_condition_that_can_never_hold_contradicts_itself(condition: Condition, code: str) -> None:
    facts = (MINERAL, SEAM, DEPTH, WATER, FactDefinition("note", "注", FactKind.TEXT), FactDefinition("since", "自", FactKind.DATE))
    found = quality(template(item("a", applies_when=condition, otherwise=NotApplicableKind.EXCLUDED), facts=facts))
    assert [finding.issue.code for finding in found if finding.issue.weight is Weight.ERROR] == ([code] if code else [])


def test_what_the_settled_facts_leave_out_is_only_a_hint() -> None:
    settled = replace(MINERAL, value="coal")
    parts = (Part("x", "甲", D(4), ALL, IRON, NotApplicableKind.EXCLUDED), Part("y", "乙", D(6), ALL))
    found = template(item("a", criterion=SumOfParts(parts)), facts=(settled, SEAM, replace(WATER, asked_when=IRON)))
    assert said(found) == [
        ("QUA-301", "facts", "water"),
        ("QUA-301", "indicators", "a"),
        ("QUA-307", "facts", "seam"),
        ("QUA-307", "facts", "water"),
    ]
    assert "“A 条目a · 甲” never counts: the template has settled the facts otherwise." in wording(found)


def test_too_many_combinations_count_as_possible() -> None:
    many = tuple(
        FactDefinition(f"f{number}", "事", FactKind.CHOICE, tuple(NamedThing(f"o{option}", "选") for option in range(30)))
        for number in range(4)
    )
    never = AllOf((*(FactIs(fact.id, ("o1",)) for fact in many), FactIs("f0", ("o2",))))
    mines = PossibleMines(template(facts=many), (never,))
    assert mines.can_hold(never)
    assert mines.uncovered((never,)) is None
    assert mines.mines(fact.id for fact in many) is None


def test_a_rule_that_fits_no_mine_and_one_that_leaves_some_out() -> None:
    never = ByCondition((Case(AllOf((COAL, IRON)), ALL),))
    facts = (MINERAL, SEAM, METHOD, DEPTH, WATER)
    assert ("QUA-101", "indicators", "a") in said(template(item("a", criterion=never), facts=facts))
    some = ByCondition((Case(AllOf((IRON, FactIs("method", ("open",)))), ALL), Case(FactIs("seam", ("thin",)), ALL)))
    found = wording(template(item("a", criterion=some), facts=(MINERAL, SEAM, METHOD)))
    assert found == ["“A 条目a” has no rule for a mine with: 矿种 煤；煤层 厚；方式 地下."]
    deep = ByCondition((Case(AllOf((FactAtLeast("depth", "800"), FactIs("water", (True,)))), ALL),))
    found = wording(template(item("a", criterion=deep), facts=(DEPTH, WATER)))
    assert found == ["“A 条目a” has no rule for a mine with: 深度 799 m；有水 ✓."]
    dry = ByCondition((Case(FactIs("water", (True,)), ALL),))
    assert wording(template(item("a", criterion=dry), facts=(WATER,))) == ["“A 条目a” has no rule for a mine with: 有水 ✗."]


def test_a_rule_need_not_cover_mines_to_which_the_item_does_not_apply() -> None:
    rule = ByCondition((Case(COAL, ALL),))
    covered = item("a", criterion=rule, applies_when=COAL, otherwise=NotApplicableKind.EXCLUDED)
    assert quality(template(covered, facts=(MINERAL,))) == ()


def test_a_rule_that_the_settled_facts_leave_no_case_for_has_a_case_too_few() -> None:
    settled = replace(MINERAL, value="iron")
    found = quality(
        template(
            item("a", criterion=ByCondition((Case(COAL, ALL), Case(AllOf((IRON, FactIs("water", (True,)))), ALL)))), facts=(settled, WATER)
        )
    )
    assert next((finding.issue.code, finding.sentence.text()) for finding in found) == (
        "QUA-203",
        "“A 条目a” has no rule for a mine with: 有水 ✗.",
    )


def test_a_mine_without_open_facts_is_any() -> None:
    settled = replace(MINERAL, value="iron")
    rule = ByCondition((Case(AllOf((IRON, Not(FactIs("mineral", ("iron",))))), ALL),))
    assert [code for code, _part, _target in said(template(item("a", criterion=rule), facts=(settled,)))] == ["QUA-101", "QUA-102"]
    one = PossibleMines(template(facts=(settled,)), ())
    assert one.uncovered((COAL,)) == {}


def test_points_out_of_reach_and_rules_not_on_file_are_found_at_any_depth() -> None:
    short = CappedSum(
        (Part("x", "甲", D(4), ALL), Part("y", "乙", D(3), BestOf((Part("z", "丙", D(2), ExpertJudgement(rule_on_file=False)),))))
    )
    rule = HardZero((Fault("f", "错", D(0)),), short)
    assert said(template(item("a", criterion=rule))) == [
        ("QUA-202", "indicators", "a"),
        ("QUA-202", "indicators", "a"),
        ("QUA-214", "indicators", "a"),
    ]
    assert wording(template(item("a", criterion=BestOf(())))) == ["Of “A 条目a”, at most 0 of 10 points can be earned."]
    assert quality(template(item("a", criterion=DeductPerOccurrence(D(1))))) == ()
    assert quality(template(item("a", criterion=ExpertJudgement()))) == ()
    enough = (Part("x", "甲", D(10), ALL),)
    assert quality(template(item("a", criterion=CappedSum(enough)), item("b", criterion=BestOf(enough)))) == ()


LIMITS = ThresholdTable("limits", "回采率", "回采率", rows=(ThresholdRow("a", COAL, D(75), D(75), "煤", READ),))


def measured(*rows: ThresholdRow, level: ThresholdLevel | None = None) -> Template:
    either = item("b", applies_when=AnyOf((COAL, IRON)), otherwise=NotApplicableKind.EXCLUDED)
    limited = item("a", criterion=Minimum("limits", level=level))
    return template(limited, either, facts=(MINERAL,), tables=(replace(LIMITS, rows=rows),))


def test_tables_without_figures_gaps_and_levels_are_named() -> None:
    assert said(measured()) == [("QUA-204", "tables", "limits")]
    gap = ThresholdRow("b", IRON, provenance=READ)
    assert said(measured(*LIMITS.rows, gap)) == [("QUA-205", "rows", "limits b")]
    assert said(measured(gap)) == [("QUA-204", "tables", "limits"), ("QUA-205", "rows", "limits b")]
    assert said(measured(*LIMITS.rows, level=ThresholdLevel.GENERAL)) == [("QUA-206", "indicators", "a")]
    assert quality(measured(replace(LIMITS.rows[0], level=ThresholdLevel.GENERAL), level=ThresholdLevel.GENERAL)) == ()


def test_rows_that_never_count_are_no_gaps() -> None:
    gap = ThresholdRow("b", IRON, provenance=READ)
    found = replace(measured(*LIMITS.rows, gap), facts=(replace(MINERAL, value="coal"),))
    assert said(found) == [("QUA-301", "rows", "limits b")]
    assert said(replace(found, facts=(replace(MINERAL, value="iron"),))) == [
        ("QUA-204", "tables", "limits"),
        ("QUA-205", "rows", "limits b"),
        ("QUA-301", "rows", "limits a"),
    ]


def test_two_limits_for_the_same_mines_must_be_apart_in_time() -> None:
    first = ThresholdRow("a", None, D(75), D(75), "", READ)
    other = ThresholdRow("b", None, D(80), D(80), "", replace(READ, in_force_from=date(2026, 1, 1)))
    assert said(measured(first, other)) == [("QUA-207", "rows", "limits b")]
    assert said(measured(replace(first, provenance=replace(READ, in_force_until=date(2025, 12, 31))), other)) == []
    assert said(measured(first, replace(other, low=D(75), high=D(75)))) == []
    assert said(measured(first, replace(other, level=ThresholdLevel.LEADER))) == []
    assert said(measured(first, replace(other, low=None, high=None))) == [("QUA-205", "rows", "limits b")]


def test_names_of_quantities_are_conditions_too() -> None:
    table = replace(LIMITS, quantities=(QuantityName(AllOf((COAL, IRON)), "采区回采率"),))
    found = template(item("a", criterion=Minimum("limits")), facts=(MINERAL,), tables=(table,))
    assert said(found) == [("QUA-102", "tables", "limits")]


def test_lines_that_are_unset_unconfirmed_or_lower_than_in_the_base() -> None:
    bare = template(rating=RatingRules(D(8), group_floor=D("0.7")))
    assert said(bare) == [("QUA-209", "rating", "")] * 2
    assert said(template(rating=RatingRules())) == [("QUA-210", "rating", "")]
    lower = template(rating=replace(template().rating, pass_mark=D(7), group_floor=None, constraint_is_veto=False))
    assert [finding.sentence.text() for finding in quality(lower, template())] == [
        "The pass mark: 7, in the base 8.",
        "The least rate of a group: not set, in the base 0.75.",
        "Unmet constraint items no longer fail the mine, as they do in the base.",
    ]
    assert quality(template(), template()) == ()
    assert quality(template(), template(rating=RatingRules())) == ()


def test_newer_documents_and_sources_are_looked_at() -> None:
    newer = Provenance("新规范", confidence=Confidence.NOT_FOUND, number="GB/T 1")
    assert wording(template(newer_documents=(newer,))) == ["The figures of GB/T 1 新规范 are not on file."]
    old = Provenance("旧文件", confidence=Confidence.READ)
    area, deadline = Area("r", "区", ("a",), Provenance()), Deadline("d", "期", "start", 12, Provenance())
    start = FactDefinition("start", "投产", FactKind.DATE)
    condition = Prerequisite("p", "P", "条件", "要求p", documents=("plan",), provenance=old)
    found = template(item("a", provenance=old), areas=(area,), deadlines=(deadline,), facts=(start,), prerequisites=(condition,))
    assert said(found) == [
        ("QUA-208", "areas", "r"),
        ("QUA-208", "deadlines", "d"),
        ("QUA-309", "prerequisites", "p"),
        ("QUA-310", "prerequisites", "p"),
    ]
    assert said(template(provenance=Provenance())) == [("QUA-208", "", "")]


def test_what_stands_twice_and_what_nothing_uses() -> None:
    twin = replace(item("b"), code="A", title="条目a", requirement="要求a")
    blank = replace(item("c"), requirement="", title="条目c")
    found = template(
        item("a"),
        twin,
        blank,
        replace(item("d"), requirement=""),
        places=(NamedThing("pit", "采场"), NamedThing("dump", "排土场")),
        documents=(NamedThing("plan", "方案"), NamedThing("ledger", "台账")),
        facts=(WATER,),
        tables=(LIMITS,),
    )
    assert said(replace(found, tables=(replace(LIMITS, rows=()),))) == [
        ("QUA-216", "indicators", "b"),
        ("QUA-303", "indicators", "b"),
        ("QUA-304", "indicators", "b"),
        ("QUA-305", "places", "dump"),
        ("QUA-306", "documents", "ledger"),
        ("QUA-307", "facts", "water"),
        ("QUA-308", "tables", "limits"),
    ]
    assert "“A 条目a” has the same as “A 条目a”." in wording(found)


def test_own_ways_not_to_apply_and_measured_prerequisites_are_said() -> None:
    own = NotApplicableOption(NotApplicableKind.EXCLUDED, "没有")
    assert said(template(item("a", not_applicable=(own,)))) == [("QUA-311", "indicators", "a")]
    assert quality(template(item("a", not_applicable=(replace(own, is_confirmed=True),)))) == ()
    never = AllOf((COAL, IRON))
    condition = Prerequisite(
        "p",
        "P",
        "条件",
        "要求p",
        documents=("plan",),
        provenance=READ,
        applies_when=never,
        criterion=ByCondition((Case(COAL, ALL), Case(IRON, ALL))),
    )
    assert said(template(prerequisites=(condition,), facts=(MINERAL,))) == [("QUA-102", "prerequisites", "p")]


def test_a_fact_with_one_option_is_settled() -> None:
    only = FactDefinition("mineral", "矿种", FactKind.CHOICE, (NamedThing("coal", "煤"),))
    assert said(template(item("a", applies_when=COAL, otherwise=NotApplicableKind.EXCLUDED), facts=(only,))) == []


@dataclass(frozen=True, slots=True)
class _Always:
    """A claim of a kind that this program does not know."""

    def holds(self, facts: Facts) -> bool | None:
        return True

    def facts_needed(self) -> frozenset[str]:
        return frozenset(("depth",))

    def facts_missing(self, facts: Facts) -> frozenset[str]:
        return frozenset()


def test_a_claim_that_names_no_value_is_tried_all_the_same() -> None:
    assert PossibleMines(template(facts=(DEPTH,)), (_Always(),)).can_hold(_Always())
