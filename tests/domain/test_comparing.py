# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Two templates side by side: every kind of difference, and what makes an item ask otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from evaluator_app.domain.applicability import FactIs, NotApplicableKind
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.comparing import ComparedThing, Difference, FieldChange, ThingKind, compare, reference
from evaluator_app.domain.criteria import DeductPerOccurrence, ExpertJudgement, Minimum, Part, SumOfParts
from evaluator_app.domain.exact import Rounding
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.requirements import Aspect, requirements
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
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable
from tests.domain.any_edition import moves
from tests.domain.any_template import templates

D = Decimal
READ = Provenance("规范", "4.1", Confidence.READ)
RATE = Indicator("rate", "1.1", "回采率", D(5), "达到限值", Minimum("limits"), provenance=READ)
ORDER = Indicator(
    "order",
    "1.2",
    "整洁",
    D(3),
    "整洁有序",
    DeductPerOccurrence(D("0.5")),
    not_applicable=(NotApplicableOption(NotApplicableKind.FULL_MARKS, "没有场地", is_confirmed=False),),
)
JUDGED = Indicator("judged", "2.1", "创新", D(4), "有成果", ExpertJudgement())
TEMPLATE = Template(
    "test/template",
    "1",
    "测试",
    "测试指标",
    (
        IndicatorGroup("g1", "1", "资源", indicators=(RATE, ORDER)),
        IndicatorGroup("g2", "2", "管理", groups=(IndicatorGroup("g21", "2.1", "创新", indicators=(JUDGED,)),)),
    ),
    prerequisites=(Prerequisite("licence", "A1", "许可证", "有效", checks=("查原件",)),),
    rating=RatingRules(pass_mark=D(9)),
    facts=(
        FactDefinition("seam", "煤层", FactKind.CHOICE, (NamedThing("thick", "厚煤层"), NamedThing("thin", "薄煤层"))),
        FactDefinition("begun_on", "投产日期", FactKind.DATE),
    ),
    places=(NamedThing("yard", "料场"),),
    documents=(NamedThing("plan", "方案"),),
    tables=(
        ThresholdTable(
            "limits",
            "限值",
            "回采率",
            rows=(
                ThresholdRow("thick", FactIs("seam", ("thick",)), D(75), D(75), provenance=READ),
                ThresholdRow("thin", FactIs("seam", ("thin",)), D(85), D(85), provenance=READ),
            ),
        ),
    ),
    areas=(Area("a", "片区", ("rate",)),),
    deadlines=(Deadline("due", "建成", "begun_on", 12),),
    newer_documents=(Provenance("新规范", number="DZ/T 9"),),
)


def with_item(item: Indicator) -> Template:
    """Return the template with an item in the place of the one of the same id."""
    first, second = TEMPLATE.groups
    items = tuple(item if known.id == item.id else known for known in first.indicators)
    inner = replace(second.groups[0], indicators=(item if item.id == "judged" else JUDGED,))
    return replace(TEMPLATE, edition="2", groups=(replace(first, indicators=items), replace(second, groups=(inner,))))


def with_row(**changed: object) -> Template:
    [table] = TEMPLATE.tables
    row = replace(table.rows[0], **changed)  # type: ignore[arg-type]
    return replace(TEMPLATE, edition="2", tables=(replace(table, rows=(row, table.rows[1])),))


def found(new: Template) -> dict[str, tuple[Difference, ...]]:
    """Return how each thing differs that does, by kind and id."""
    return {f"{thing.kind.value} {thing.id}".strip(): thing.differences for thing in compare(TEMPLATE, new).changed}


def thing(new: Template, kind: ThingKind, name: str) -> ComparedThing:
    return next(thing for thing in compare(TEMPLATE, new).things if (thing.kind, thing.id) == (kind, name))


CASES: dict[str, tuple[Template, dict[str, tuple[Difference, ...]]]] = {
    "nothing but the edition": (replace(TEMPLATE, edition="2"), {}),
    "one character": (with_item(replace(RATE, requirement="达到限值。")), {"indicator rate": (Difference.TEXT,)}),
    "a title": (with_item(replace(ORDER, title="整洁有序")), {"indicator order": (Difference.TEXT,)}),
    "points": (
        with_item(replace(ORDER, max_score=D(4))),
        {"group g1": (Difference.POINTS,), "indicator order": (Difference.POINTS,)},
    ),
    "a rule": (with_item(replace(ORDER, criterion=DeductPerOccurrence(D(1)))), {"indicator order": (Difference.RULE,)}),
    "a way of not applying": (
        with_item(replace(ORDER, not_applicable=(NotApplicableOption(NotApplicableKind.EXCLUDED, "没有场地"),))),
        {"indicator order": (Difference.RULE,)},
    ),
    "a confirmation": (
        with_item(replace(ORDER, not_applicable=(replace(ORDER.not_applicable[0], is_confirmed=True),))),
        {"indicator order": (Difference.SOURCE,)},
    ),
    "a source": (with_item(replace(RATE, provenance=replace(READ, clause="4.2"))), {"indicator rate": (Difference.SOURCE,)}),
    "a hint": (with_item(replace(RATE, evidence=("测量记录",), needs_photo=True)), {"indicator rate": (Difference.GUIDANCE,)}),
    "a number": (with_item(replace(RATE, code="1.9")), {"indicator rate": (Difference.MOVED,)}),
    "an item becomes a constraint": (with_item(replace(ORDER, is_constraint=True)), {"indicator order": (Difference.RULE,)}),
    "a figure": (
        with_row(low=D(76), high=D(76)),
        {"indicator rate": (Difference.RULE,), "row limits/thick": (Difference.RULE,)},
    ),
    "a day in force": (
        with_row(provenance=replace(READ, in_force_until=date(2026, 9, 30))),
        {"indicator rate": (Difference.RULE,), "row limits/thick": (Difference.RULE,)},
    ),
    "a source of a figure": (with_row(provenance=replace(READ, clause="表 2")), {"row limits/thick": (Difference.SOURCE,)}),
    "the wording of a condition": (with_row(condition_text="厚煤层"), {"row limits/thick": (Difference.TEXT,)}),
    "a row is gone": (
        replace(TEMPLATE, edition="2", tables=(replace(TEMPLATE.tables[0], rows=TEMPLATE.tables[0].rows[:1]),)),
        {"indicator rate": (Difference.RULE,), "row limits/thin": (Difference.REMOVED,)},
    ),
    "the name of a table": (
        replace(TEMPLATE, edition="2", tables=(replace(TEMPLATE.tables[0], title="三率限值"),)),
        {"table limits": (Difference.TEXT,)},
    ),
    "the rules of a panel": (
        replace(TEMPLATE, edition="2", rating=replace(TEMPLATE.rating, panel_rounding=Rounding(1))),
        {"rating": (Difference.RULE,), "indicator judged": (Difference.RULE,)},
    ),
    "the pass mark": (replace(TEMPLATE, edition="2", rating=RatingRules(pass_mark=D(10))), {"rating": (Difference.POINTS,)}),
    "the source of the pass mark": (
        replace(TEMPLATE, edition="2", rating=RatingRules(pass_mark=D(9), pass_mark_source=READ)),
        {"rating": (Difference.SOURCE,)},
    ),
    "what to check": (
        replace(TEMPLATE, edition="2", prerequisites=(replace(TEMPLATE.prerequisites[0], checks=("查原件", "查期限")),)),
        {"prerequisite licence": (Difference.TEXT,)},
    ),
    "a group": (
        replace(TEMPLATE, edition="2", groups=(replace(TEMPLATE.groups[0], title="资源利用", has_floor=True), TEMPLATE.groups[1])),
        {"group g1": (Difference.TEXT, Difference.RULE)},
    ),
    "an item goes to another group": (
        replace(
            TEMPLATE,
            edition="2",
            groups=(
                replace(TEMPLATE.groups[0], indicators=(RATE,)),
                replace(TEMPLATE.groups[1], groups=(replace(TEMPLATE.groups[1].groups[0], indicators=(ORDER, JUDGED)),)),
            ),
        ),
        {
            "group g1": (Difference.POINTS,),
            "group g2": (Difference.POINTS,),
            "group g21": (Difference.POINTS,),
            "indicator order": (Difference.MOVED,),
        },
    ),
    "an option is worded otherwise": (
        replace(
            TEMPLATE,
            edition="2",
            facts=(replace(TEMPLATE.facts[0], options=(NamedThing("thick", "厚层"), NamedThing("thin", "薄煤层"))), TEMPLATE.facts[1]),
        ),
        {"fact seam": (Difference.TEXT,)},
    ),
    "an option more": (
        replace(
            TEMPLATE,
            edition="2",
            facts=(replace(TEMPLATE.facts[0], options=(*TEMPLATE.facts[0].options, NamedThing("mid", "中厚"))), TEMPLATE.facts[1]),
        ),
        {"fact seam": (Difference.RULE,)},
    ),
    "another kind of fact": (
        replace(TEMPLATE, edition="2", facts=(replace(TEMPLATE.facts[0], kind=FactKind.TEXT), TEMPLATE.facts[1])),
        {"indicator rate": (Difference.RULE,), "fact seam": (Difference.RULE,)},
    ),
    "places and documents": (
        replace(TEMPLATE, edition="2", places=(NamedThing("yard", "堆场"),), documents=()),
        {"place yard": (Difference.TEXT,), "document plan": (Difference.REMOVED,)},
    ),
    "the head": (replace(TEMPLATE, edition="2", title="指标", provenance=READ), {"template": (Difference.TEXT, Difference.SOURCE)}),
    "areas, deadlines and newer documents": (
        replace(
            TEMPLATE,
            edition="2",
            areas=(Area("a", "片区", ("rate", "order")),),
            deadlines=(Deadline("due", "建成", "begun_on", 6),),
            newer_documents=(Provenance("新规范", number="DZ/T 9", note="未见全文"),),
        ),
        {"area a": (Difference.RULE,), "deadline due": (Difference.RULE,), "newer_document DZ/T 9": (Difference.SOURCE,)},
    ),
    "an item more, an item less": (
        replace(
            TEMPLATE,
            edition="2",
            groups=(replace(TEMPLATE.groups[0], indicators=(RATE, replace(ORDER, id="tidy"))), TEMPLATE.groups[1]),
        ),
        {"indicator order": (Difference.REMOVED,), "indicator tidy": (Difference.ADDED,)},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_difference_is_called_what_it_is(case: str) -> None:
    new, expected = CASES[case]
    assert found(new) == expected


@pytest.mark.parametrize("case", CASES)
def test_what_was_added_the_other_way_round_was_removed(case: str) -> None:
    new, _expected = CASES[case]
    there, back = compare(TEMPLATE, new), compare(new, TEMPLATE)
    swap = {Difference.ADDED: (Difference.REMOVED,), Difference.REMOVED: (Difference.ADDED,)}
    turned = {(thing.kind, thing.id): swap.get(thing.differences[0], thing.differences) for thing in there.changed}
    assert turned == {(thing.kind, thing.id): thing.differences for thing in back.changed}


def test_a_difference_names_its_field_with_both_sides() -> None:
    moved = thing(with_item(replace(ORDER, max_score=D("3.5"), code="1.9")), ThingKind.INDICATOR, "order")
    assert moved.fields == (
        FieldChange("code", Difference.MOVED, "1.2", "1.9"),
        FieldChange("max_score", Difference.POINTS, "3", "3.5"),
    )
    parts = SumOfParts((Part("a", "甲", D(1), DeductPerOccurrence(D(1))), Part("b", "乙", D(2), DeductPerOccurrence(D(1)))))
    whole = replace(ORDER, criterion=parts)
    smaller = replace(whole, criterion=replace(parts, parts=(replace(parts.parts[0], max_score=D("0.5")), parts.parts[1])))
    [change] = next(thing for thing in compare(with_item(whole), with_item(smaller)).changed if thing.id == "order").fields
    assert change == FieldChange("criterion.parts.a.max_score", Difference.RULE, "1", "0.5")
    [turned] = next(
        thing
        for thing in compare(with_item(whole), with_item(replace(whole, criterion=SumOfParts(parts.parts[::-1])))).changed
        if thing.id == "order"
    ).fields
    assert turned == FieldChange("criterion", Difference.RULE, "", "")


def test_what_decides_an_item_from_outside_is_named() -> None:
    [change] = thing(with_row(low=D(70)), ThingKind.INDICATOR, "rate").fields
    assert change == FieldChange("table:limits", Difference.RULE, "", "")


def test_where_one_thing_moves_only_that_one_has_moved() -> None:
    names = [NamedThing(name, name) for name in "abcde"]
    old = replace(TEMPLATE, places=tuple(names))
    new = replace(TEMPLATE, places=(names[4], *names[:4]))
    [moved] = compare(old, new).changed
    assert (moved.id, moved.fields) == ("e", (FieldChange("position", Difference.MOVED, "5", "1"),))


def test_an_option_that_stands_elsewhere_has_moved_and_a_new_one_moves_none() -> None:
    seam, *others = TEMPLATE.facts
    turned = replace(TEMPLATE, facts=(replace(seam, options=seam.options[::-1]), *others))
    (fact,) = compare(TEMPLATE, turned).changed
    assert (fact.id, fact.fields) == ("seam", (FieldChange("options", Difference.MOVED, "thick\nthin", "thin\nthick"),))
    more = replace(TEMPLATE, facts=(replace(seam, options=(NamedThing("medium", "中厚煤层"), *seam.options)), *others))
    (fact,) = compare(TEMPLATE, more).changed
    assert Difference.MOVED not in fact.differences


def test_what_is_gone_stands_behind_what_it_stood_behind() -> None:
    names = [NamedThing(name, name) for name in "abcd"]
    old = replace(TEMPLATE, places=tuple(names))
    new = replace(TEMPLATE, places=(NamedThing("x", "x"), names[1], names[3]))
    order = [thing.id for thing in compare(old, new).things if thing.kind is ThingKind.PLACE]
    assert order == ["a", "x", "b", "c", "d"]


def test_the_counts_and_names_of_a_comparison() -> None:
    comparison = compare(TEMPLATE, CASES["points"][0])
    assert comparison.counts()[Difference.POINTS] == 2
    assert comparison.counts()[Difference.TEXT] == 0
    assert (comparison.old, comparison.new.edition) == (reference(TEMPLATE), "2")
    assert len(comparison.things) > len(comparison.changed)


ASPECTS: dict[Difference, Aspect] = {Difference.TEXT: Aspect.TEXT, Difference.RULE: Aspect.RULE, Difference.POINTS: Aspect.POINTS}


@settings(max_examples=60, deadline=None)
@given(moves())
def test_an_item_asks_otherwise_exactly_where_its_digests_differ(case: tuple[Template, Template, Assessment]) -> None:
    old, new, _assessment = case
    before, after = requirements(old), requirements(new)
    for thing in compare(old, new).things:
        if thing.id in before and thing.id in after and thing.kind in (ThingKind.INDICATOR, ThingKind.PREREQUISITE):
            named = {ASPECTS[difference] for difference in thing.differences if difference in ASPECTS}
            assert named == set(before[thing.id].changed(after[thing.id])), thing
            assert thing.asks_otherwise == bool(named)


@settings(max_examples=25, deadline=None)
@given(templates())
def test_a_template_differs_in_nothing_from_itself(template: Template) -> None:
    assert compare(template, template).changed == ()


def test_any_one_character_of_what_is_asked_is_a_change() -> None:
    fields: dict[str, Callable[[str], Indicator]] = {
        "title": lambda text: replace(RATE, title=text),
        "requirement": lambda text: replace(RATE, requirement=text),
    }
    for name, make in fields.items():
        text = getattr(RATE, name)
        for place in range(len(text)):
            changed = requirements(with_item(make(text[:place] + "，" + text[place + 1 :])))["rate"]
            assert requirements(TEMPLATE)["rate"].changed(changed) == (Aspect.TEXT,)
