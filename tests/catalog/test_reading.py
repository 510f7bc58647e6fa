# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Reading a template: each value arrives, each way of being wrong is named at its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator_app.catalog.library import read_template
from evaluator_app.catalog.problems import Severity
from evaluator_app.domain.applicability import AllOf, AnyOf, FactAtLeast, FactIs, Not, NotApplicableKind
from evaluator_app.domain.canonical import canonical_bytes, digest, read_json
from evaluator_app.domain.codec import decode
from evaluator_app.domain.criteria import (
    AllOrNothing,
    Basis,
    BestOf,
    ByCondition,
    CappedSum,
    Case,
    DeductPerOccurrence,
    ExpertJudgement,
    Fault,
    HardZero,
    Minimum,
    NamedFaults,
    Part,
    PastYears,
    PlanComparison,
    PointsPerCount,
    SumOfParts,
)
from evaluator_app.domain.exact import Rounding, RoundingMode
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.template import Approval, ApprovalState, Gate, NotApplicableOption, RatingRules, Template

Write = Callable[..., Path]

RULES = Provenance("试验规则", confidence=Confidence.READ)


@pytest.fixture
def template(small: str, write: Write) -> Template:
    """Return the small template as read."""
    read = read_template(write(small))
    assert read.problems == ()
    assert read.template is not None
    return read.template


def test_the_frame_arrives(template: Template) -> None:
    assert (template.id, template.edition, template.issuer, template.title) == ("test/small", "1", "试验机关", "试验模板")
    assert template.approval == Approval(ApprovalState.TRIAL, "试验机关", date(2026, 1, 2))
    assert (template.rating.pass_mark, template.rating.group_floor, template.rating.constraint_is_veto) == (
        Decimal(8),
        Decimal("0.75"),
        True,
    )
    assert template.rating.rounding == Rounding(2, RoundingMode.GB_T_8170)
    assert template.rating.pass_mark_source == template.provenance == RULES
    assert template.notes == ("供检查用",)
    assert template.prerequisites[0].gate is Gate.LISTING
    assert [fact.id for fact in template.facts] == ["mineral", "has_pond", "depth"]
    assert template.facts[1].asked_when == FactIs("mineral", ("iron",))


def test_the_tree_stands_as_its_flat_lists_say(template: Template) -> None:
    (site,) = template.groups
    assert site.has_floor
    assert [group.id for group in site.groups] == ["site.order"]
    assert [item.id for item in site.groups[0].indicators] == ["order", "zones", "parts"]
    assert [item.id for item in site.indicators] == ["recovery", "experts"]


def test_an_indicator_arrives_with_all_its_fields(template: Template) -> None:
    order = next(template.indicators())
    assert order.applies_when == AllOf((FactAtLeast("depth", "100"), FactIs("mineral", ("coal",))))
    assert order.otherwise is NotApplicableKind.EXCLUDED
    assert order.not_applicable == (NotApplicableOption(NotApplicableKind.RECHECK_LATER, "尚未建成"),)
    assert (order.is_constraint, order.needs_photo, order.places, order.documents, order.evidence) == (
        True,
        True,
        ("pit",),
        ("plan",),
        ("照片",),
    )
    assert order.provenance == Provenance("试验规则", "第 1 条", Confidence.READ, "注")


def test_every_kind_of_criterion_arrives(template: Template) -> None:
    half, one, both = Decimal("0.5"), Decimal(1), Decimal("1.5")
    assert [item.criterion for item in template.indicators()] == [
        DeductPerOccurrence(half),
        NamedFaults((Fault("a", "甲", half), Fault("b", "乙", both, True))),
        SumOfParts((Part("first", "一", half, AllOrNothing()), Part("second", "二", both, PointsPerCount(half, "项")))),
        ByCondition(
            (
                Case(FactIs("mineral", ("coal",)), Minimum("recovery", (Basis("all", "全部"),))),
                Case(
                    FactIs("mineral", ("iron",)),
                    BestOf(
                        (
                            Part("plan", "按方案", Decimal(2), PlanComparison("回采率")),
                            Part("years", "按往年", Decimal(2), PastYears("能耗", "t", True, Rounding(1))),
                        )
                    ),
                ),
            )
        ),
        HardZero(
            (Fault("fatal", "致命", Decimal(0)),),
            CappedSum((Part("x", "丙", one, AllOrNothing()), Part("y", "丁", one, ExpertJudgement("看效果", False)))),
        ),
    ]


def test_a_row_of_limits_arrives(template: Template) -> None:
    (table,) = template.tables
    (row,) = table.rows
    assert (row.low, row.high) == (Decimal(70), Decimal(80))
    assert row.when == AnyOf((Not(FactIs("has_pond", (True,))), FactIs("mineral", ("coal", "iron"))))  # in the one order of a claim
    assert row.provenance == Provenance("试验规则", "表 1", Confidence.READ)
    assert table.quantity_for({"mineral": "coal"}) == "采区回采率"


def test_what_was_read_survives_its_own_canonical_form(template: Template) -> None:
    assert decode(Template, read_json(canonical_bytes(template))) == template


def test_the_digest_does_not_depend_on_how_the_file_is_written(template: Template, small: str, write: Write) -> None:
    rewritten = small.replace("\n", "\r\n").replace(" = ", "   =  ").replace("# A small", "# Rewritten: a small")
    rewritten = rewritten.replace('id   =  "test/small"\r\nedition   =  "1"', "edition   =  '1'\r\n\r\nid = \"test/small\" # moved")
    rewritten = rewritten.replace('{ id   =  "x", title   =  "丙", points   =  1 }', '{points = 1.0, title = "丙", id = "x"}')
    read = read_template(write(rewritten))
    assert rewritten.count("moved") == rewritten.count("1.0") == 1
    assert read.template is not None
    assert digest(read.template) == digest(template)


def test_the_digest_depends_on_what_the_file_says(template: Template, small: str, write: Write) -> None:
    read = read_template(write(small.replace("摆放整齐", "摆放得整齐")))
    assert read.template is not None
    assert digest(read.template) != digest(template)


MISTAKES = [
    ('title = "试验模板"', "title = 5", "TPL-102", "title"),
    ('title = "试验模板"', 'titel = "试验模板"', "TPL-103 TPL-101", "title titel"),
    ('title = "试验模板"', 'title = "  "', "TPL-104", "title"),
    ('title = "试验模板"', 'title = "试\\u0000验"', "TPL-106", "title"),
    ('id = "test/small"', 'id = "test/../small"', "TPL-105", "id"),
    ('edition = "1"', 'edition = "1."', "TPL-105", "edition"),
    ('notes = ["供检查用"]', 'notes = ["供检查用", ""]', "TPL-102", "notes"),
    ('notes = ["供检查用"]', 'notes = "供检查用"', "TPL-102", "notes"),
    ('confidence = "read"', 'confidence = "reed"', "TPL-108", "sources.rules.confidence"),
    ('state = "trial"', 'state = "aproved"', "TPL-108", "approval.state"),
    ("on = 2026-01-02", 'on = "2026-01-02"', "TPL-102", "approval.on"),
    ("pass_mark = 8", "pass_mark = 11", "TPL-312", "rating.pass_mark"),
    ("pass_mark = 8", "pass_mark = 0", "TPL-312", "rating.pass_mark"),
    ("pass_mark = 8", "pass_mark = 1e20", "TPL-107", "rating.pass_mark"),
    ('id = "depth"', 'id = "mineral"', "TPL-109 TPL-203", "facts.mineral.id indicators.order.applies_when.depth"),
    ('title = "铁" }]', 'title = "铁" }, { id = "iron", title = "钢" }]', "TPL-109", "facts.mineral.options.iron.id"),
    (
        'not_applicable = [{ kind = "recheck_later", when = "尚未建成" }]',
        "not_applicable = [3]",
        "TPL-102",
        "indicators.order.not_applicable",
    ),
    ('kind = "hard_zero"', "kind = 3", "TPL-102", "indicators.experts.criterion.kind"),
    (
        "{ depth = { at_least = 100 }, mineral",
        "{ depth = { at_least = true }, mineral",
        "TPL-102",
        "indicators.order.applies_when.depth.at_least",
    ),
    ('id = "steps"', 'id = "steps"\nlimits = 3', "TPL-101", "rows.steps.limits"),
    ('kind = "flag"\n', "", "TPL-103", "facts.has_pond.kind"),
    (
        'id = "plan"\ntitle = "方案"',
        'id = "plan"\ntitle = "方案"\n[[documents]]\nid = "plan"\ntitle = "又"',
        "TPL-109",
        "documents.plan.id",
    ),
    ("[[tables]]", '[[tables]]\nid = "recovery"\ntitle = "回采率"\nquantity = "回采率"\n[[tables]]', "TPL-109", "tables.recovery.id"),
    ('{ when = { mineral = "coal" }, quantity', "{ quantity", "TPL-103", "tables.recovery.quantities.[0].when"),
    ('{ kind = "recheck_later", when', "{ when", "TPL-103", "indicators.order.not_applicable.[0].kind"),
    ('places = ["pit"]', "places = [3]", "TPL-102", "indicators.order.places"),
    ("group_floor = 0.75", "group_floor = 75", "TPL-312", "rating.group_floor"),
    ("group_floor = 0.75", "group_floor = -0.1", "TPL-312", "rating.group_floor"),
    ("group_floor = 0.75", "group_floor = 0.75\npanel_spread = 25", "TPL-312", "rating.panel_spread"),
    ("group_floor = 0.75", "group_floor = 0.75\npanel_spread = 0", "TPL-312", "rating.panel_spread"),
    ("constraint_is_veto = true", 'constraint_is_veto = "yes"', "TPL-102", "rating.constraint_is_veto"),
    ('mode = "gb_t_8170" }', 'mode = "half_even" }', "TPL-108", "rating.rounding.mode"),
    ("rounding = { places = 2, mode", "rounding = { places = 10, mode", "TPL-107", "rating.rounding.places"),
    ("rounding = { places = 2, mode", "rounding = { places = 1.5, mode", "TPL-107", "rating.rounding.places"),
    ('kind = "flag"', 'kind = "bool"', "TPL-108", "facts.has_pond.kind"),
    ('kind = "flag"', 'kind = "choice"', "TPL-306 TPL-204", "facts.has_pond.kind rows.steps.when.any.[1].not.has_pond"),
    ('id = "depth"', 'id = "any"', "TPL-109 TPL-203", "facts.any.id indicators.order.applies_when.depth"),
    ('asked_when = { mineral = "iron" }', 'asked_when = { minerals = "iron" }', "TPL-203", "facts.has_pond.asked_when.minerals"),
    ('asked_when = { mineral = "iron" }', 'asked_when = { mineral = "zinc" }', "TPL-204", "facts.has_pond.asked_when.mineral"),
    ('asked_when = { mineral = "iron" }', "asked_when = {}", "TPL-209", "facts.has_pond.asked_when"),
    ('asked_when = { mineral = "iron" }', "asked_when = { any = [] }", "TPL-209", "facts.has_pond.asked_when.any"),
    ('asked_when = { mineral = "iron" }', "asked_when = true", "TPL-102", "facts.has_pond.asked_when"),
    ('asked_when = { mineral = "iron" }', "asked_when = { mineral = { at_least = 1 } }", "TPL-204", "facts.has_pond.asked_when.mineral"),
    ('asked_when = { mineral = "iron" }', 'asked_when = { depth = "deep" }', "TPL-204", "facts.has_pond.asked_when.depth"),
    (
        'asked_when = { mineral = "iron" }',
        "asked_when = { depth = { least = 1 } }",
        "TPL-103 TPL-101",
        "facts.has_pond.asked_when.depth.at_least facts.has_pond.asked_when.depth.least",
    ),
    ("{ not = { has_pond = true } }]", '{ not = { has_pond = "yes" } }]', "TPL-204", "rows.steps.when.any.[1].not.has_pond"),
    ('id = "pit"', 'id = "采场"', "TPL-105 TPL-201", "places.采场.id indicators.order.places"),
    ('table = "recovery"\nid', 'table = "recoveries"\nid', "TPL-205", "rows.steps.table"),
    ("low = 70", "low = 90", "TPL-310", "rows.steps.low"),
    ("low = 70", "limit = 70", "TPL-311", "rows.steps.limit"),
    ("low = 70\n", "", "TPL-311", "rows.steps.high"),
    ('clause = "表 1"', 'clause = "表 1"\n[[rows]]\ntable = "recovery"\nid = "steps"\nsource = "rules"', "TPL-109", "rows.steps.id"),
    ('gate = "listing"', 'gate = "list"', "TPL-108", "prerequisites.licence.gate"),
    ('documents = ["plan"]\nsource', 'documents = ["plans"]\nsource', "TPL-202", "prerequisites.licence.documents"),
    ('id = "licence"', 'id = "order"', "TPL-109", "indicators.order.id"),
    ('id = "zones"', 'id = "order"', "TPL-109", "indicators.order.id"),
    ('in = "site"\ncode = "1.1"', 'in = "sites"\ncode = "1.1"', "TPL-302 TPL-206", "groups.site.points groups.site.order.in"),
    (
        'in = "site"\ncode = "1.1"',
        'in = "site.order"\ncode = "1.1"',
        "TPL-302 TPL-302 TPL-208",
        "groups.site.points groups.site.order.points groups.site.order.in",
    ),
    ("points = 6", "points = 7", "TPL-302 TPL-302", "groups.site.points groups.site.order.points"),
    ("points = 6", "points = 0", "TPL-301", "groups.site.order.points"),
    ('in = "site.order"\ncode = "1.1.1"', 'in = "site.ordre"\ncode = "1.1.1"', "TPL-206", "indicators.order.in"),
    ('places = ["pit"]', 'places = ["pits"]', "TPL-201", "indicators.order.places"),
    ('otherwise = "excluded"', 'otherwise = "zero"', "TPL-309", "indicators.order.otherwise"),
    ('otherwise = "excluded"\n', "", "TPL-314", "indicators.order.applies_when"),
    ('kind = "recheck_later"', 'kind = "later"', "TPL-309", "indicators.order.not_applicable.[0].kind"),
    ('source = "rules"\nclause = "第 1 条"', 'source = "rule"\nclause = "第 1 条"', "TPL-207", "indicators.order.source"),
    ('criterion = { kind = "deduct_per_occurrence", step = 0.5 }\n', "", "TPL-103", "indicators.order.criterion"),
    ('"deduct_per_occurrence", step', '"deduct_per_occurence", step', "TPL-308", "indicators.order.criterion.kind"),
    (
        'criterion = { kind = "deduct_per_occurrence", step = 0.5 }',
        'criterion = "all_or_noting"',
        "TPL-308",
        "indicators.order.criterion.kind",
    ),
    ('criterion = { kind = "deduct_per_occurrence", step = 0.5 }', "criterion = 3", "TPL-102", "indicators.order.criterion"),
    ('"deduct_per_occurrence", step = 0.5', '"deduct_per_occurrence", step = 2.5', "TPL-304", "indicators.order.criterion.step"),
    ('"deduct_per_occurrence", step = 0.5', '"deduct_per_occurrence", step = -1', "TPL-301", "indicators.order.criterion.step"),
    ('"deduct_per_occurrence", step = 0.5', '"deduct_per_occurrence", step = 0.5, cap = 1', "TPL-101", "indicators.order.criterion.cap"),
    ('title = "甲", deduction = 0.5', 'title = "甲", deduction = 3', "TPL-307", "indicators.zones.criterion.faults.a.deduction"),
    ('{ id = "b", title', '{ id = "a", title', "TPL-109", "indicators.zones.criterion.faults.a.id"),
    ('faults = [{ id = "fatal", title = "致命" }]', "faults = []", "TPL-306", "indicators.experts.criterion.faults"),
    ('title = "一", points = 0.5', 'title = "一", points = 1', "TPL-303", "indicators.parts.criterion.parts"),
    ('title = "一", points = 0.5', 'title = "一", points = 2.5', "TPL-305", "indicators.parts.criterion.parts.first.points"),
    (
        'title = "一", points = 0.5 }',
        'title = "一", points = 0.5, otherwise = "full_marks" }',
        "TPL-314",
        "indicators.parts.criterion.parts.first.otherwise",
    ),
    ("each = 0.5, counted", "each = 1.6, counted", "TPL-304", "indicators.parts.criterion.parts.second.criterion.each"),
    ('"minimum", table = "recovery"', '"minimum", table = "recovry"', "TPL-205", "indicators.recovery.criterion.cases.[0].criterion.table"),
    ('when = { mineral = "coal" }\ncriterion', "criterion", "TPL-103", "indicators.recovery.criterion.cases.[0].when"),
    ('confidence = "draft", ', "", "TPL-103", "indicators.parts.source.confidence"),
    ('asked_when = { mineral = "iron" }', "asked_when = { mineral = [] }", "TPL-207", "facts.has_pond.asked_when.mineral"),
]


@pytest.mark.parametrize(("old", "new", "codes", "paths"), MISTAKES, ids=[f"{new[:40]!r}" for _, new, _, _ in MISTAKES])
def test_a_mistake_is_named_with_its_place(small: str, write: Write, old: str, new: str, codes: str, paths: str) -> None:
    assert old in small
    read = read_template(write(small.replace(old, new, 1)))
    assert sorted((problem.code, problem.path) for problem in read.problems) == sorted(zip(codes.split(), paths.split(), strict=True))
    assert read.template is None
    assert all(problem.sentence.text() and problem.advice.text() and problem.line for problem in read.problems if problem.code != "TPL-103")


@pytest.mark.parametrize("removed", ['source = "rules"\nnotes', 'source = "rules"\nclause = "表 1"', 'pass_mark_source = "rules"\n'])
def test_a_missing_source_is_a_warning_and_the_template_is_read(small: str, write: Write, removed: str) -> None:
    read = read_template(write(small.replace(removed, removed.replace('source = "rules"\n', "").replace("pass_mark_", ""), 1)))
    assert [(problem.code, problem.severity) for problem in read.problems] == [("TPL-401", Severity.WARNING)]
    assert read.template is not None


def test_a_capped_sum_that_cannot_reach_its_points_is_a_warning(small: str, write: Write) -> None:
    read = read_template(write(small.replace('title = "丙", points = 1 ', 'title = "丙", points = 0.5 ')))
    assert [(problem.code, problem.severity) for problem in read.problems] == [("TPL-313", Severity.WARNING)]


@pytest.mark.parametrize(("start", "key"), [('kind = "sum_of_parts"', "parts"), ('kind = "by_condition"', "cases")])
def test_a_composed_rule_without_members_is_a_mistake(small: str, write: Write, start: str, key: str) -> None:
    before, after = small.split(start)
    read = read_template(write(f"{before}{start}\n{key} = []\n{after[after.index('[[indicators]]') :]}"))
    assert [(problem.code, problem.path.split(".")[-1]) for problem in read.problems] == [("TPL-306", key)]


def test_a_template_that_calls_itself_approved_is_told_that_an_approval_is_a_signature(small: str, write: Write) -> None:
    read = read_template(write(small.replace('state = "trial"', 'state = "approved"')))
    assert read.template is not None
    (problem,) = read.problems
    assert (problem.code, problem.severity, problem.path) == ("TPL-402", Severity.WARNING, "approval.state")
    assert "signature" in problem.advice.text()


def test_a_template_without_rating_and_approval_is_a_draft_without_a_pass_mark(small: str, write: Write) -> None:
    before, after = small.split("[approval]")
    read = read_template(write(before + after[after.index("[[facts]]") :]))
    assert read.template is not None
    assert read.problems == ()
    assert (read.template.approval, read.template.rating) == (Approval(), RatingRules())


def test_a_misspelt_key_gets_the_right_one_proposed(small: str, write: Write) -> None:
    read = read_template(write(small.replace("needs_photo = true", "need_photo = true")))
    (problem,) = read.problems
    assert problem.advice.text() == "Did you mean “needs_photo”?"
    assert problem.line == small[: small.index("needs_photo")].count("\n") + 1


def test_a_problem_reads_as_one_line_in_either_language(small: str, write: Write) -> None:
    (problem,) = read_template(write(small.replace("needs_photo = true", "need_photo = true"))).problems
    assert problem.text() == f"small.toml:{problem.line}: TPL-101 The key “need_photo” is not known here. Did you mean “needs_photo”?"
    assert "{" not in problem.text(lambda sentence: sentence.upper().replace("{KEY}", "{key}").replace("{KNOWN}", "{known}"))


def test_all_mistakes_of_a_file_are_reported_at_once(write: Write) -> None:
    text = (Path(__file__).parent / "data" / "twelve_mistakes.toml").read_text("utf-8")
    planted = [(number, line.split("# planted ")[1]) for number, line in enumerate(text.splitlines(), 1) if "# planted " in line]
    assert len(planted) == 12
    read = read_template(write(text))
    assert [(problem.line, problem.code) for problem in read.problems] == planted
    assert all(problem.file == "small.toml" for problem in read.problems)
    assert read.template is None


def test_a_template_without_indicators_is_a_mistake(small: str, write: Write) -> None:
    frame = small[: small.index("[[groups]]")]
    assert "TPL-306" in {problem.code for problem in read_template(write(frame)).problems}
