# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The provinces: what their documents ask beyond the national table, and a worked example of each."""

# mypy: no-strict-equality
# Points are compared with whole numbers for the sake of the reader.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from evaluator_app.catalog.overlays import OverlayKind
from evaluator_app.domain.areas import area_scores
from evaluator_app.domain.assessment import (
    Mine,
    Outcome,
)
from evaluator_app.domain.completeness import problems
from evaluator_app.domain.deadlines import due_dates
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.rating import Standing
from evaluator_app.domain.status import AssessmentKind, Verdict
from evaluator_app.domain.template import ApprovalState, Area, Deadline, FactKind, Gate, Prerequisite
from tests.catalog.province_cases import GROUNDS, NAMES, PROVINCES, Case, Facts, gansu, guizhou, liaoning, renewing, shipped, template_of

# ------------------------------------------------------------------ what every province keeps


@pytest.mark.parametrize(("province", "industry"), NAMES)
def test_a_province_keeps_items_points_and_lines_of_what_it_lies_over(province: str, industry: str) -> None:
    template = template_of(province, industry)
    base = shipped().find("cn-mnr/green-mine-2024" + (f"-{industry}".replace("_", "-") if industry else ""), "2024-draft.2")
    assert base is not None
    assert base.template is not None
    of = [[(i.id, i.max_score, i.requirement, i.criterion) for i in which.indicators()] for which in (base.template, template)]
    assert of[0] == of[1]
    assert (template.rating, template.approval.state) == (base.template.rating, ApprovalState.DRAFT)
    assert template.industry == base.template.industry
    assert template.province is not None
    assert template.province.id == province


@pytest.mark.parametrize(("province", "industry"), NAMES)
def test_every_change_of_a_province_says_why_and_by_which_document(province: str, industry: str) -> None:
    name = template_of(province, industry).id
    entry = shipped().find(name)
    assert entry is not None
    assert [layer.kind for layer in entry.layers][-1] is OverlayKind.PROVINCE
    assert all(change.why and change.by for layer in entry.layers for change in layer.changes)


@pytest.mark.parametrize("province", PROVINCES)
def test_what_a_province_adds_has_document_and_clause_and_says_what_is_not_on_file(province: str) -> None:
    template = template_of(province, PROVINCES[province][1][0])
    added = [p for p in template.prerequisites if "." in p.id and not p.id.startswith("prerequisite.")]
    own: list[Area | Deadline | Prerequisite] = [*template.areas, *template.deadlines, *added]
    assert own
    assert all(thing.provenance.document for thing in own)
    assert {thing.provenance.confidence for thing in own} <= {Confidence.READ, Confidence.DERIVED}
    assert [thing.id for thing in own if not thing.provenance.clause] == (["liaoning.project_library"] if province == "liaoning" else [])
    assert all(area.provenance.confidence is Confidence.DERIVED for area in template.areas)
    assert any("没有查到" in note for note in template.notes) or province == "gansu"
    assert not any("http" in str(thing) for thing in own)


@pytest.mark.parametrize(("province", "count"), [("liaoning", 7), ("hunan", 5), ("guizhou", 4), ("gansu", 0), ("heilongjiang", 0)])
def test_the_areas_of_a_province_hold_every_item_once(province: str, count: int) -> None:
    template = template_of(province, PROVINCES[province][1][0])
    inside = [item for area in template.areas for item in area.items]
    assert len(template.areas) == count
    assert sorted(inside) == (sorted(item.id for item in template.indicators()) if count else [])


@pytest.mark.parametrize(("province", "industry"), NAMES)
def test_a_date_that_a_deadline_counts_from_is_a_date_fact(province: str, industry: str) -> None:
    template = template_of(province, industry)
    kinds = {fact.id: fact.kind for fact in template.facts}
    assert all(kinds[deadline.fact] is FactKind.DATE for deadline in template.deadlines)


# ------------------------------------------------------------------ Liaoning


def test_liaoning_magnesite_worked_example() -> None:
    case = liaoning().saw("site.signs", 2).saw("site.zoning", fault="management_living").say("liaoning.project_library", Outcome.MET)
    case = case.say("management.smart_mining", Outcome.NOT_MET)
    card = case.card()
    assert (card.awarded, card.open) == (Decimal("97.1"), 0)
    assert [(a.title, a.max_score, a.awarded) for a in area_scores(case.template, card)] == [
        ("矿区环境绿化美化", 13, Decimal("12.1")),
        ("采选工艺设备", 24, 24),
        ("资源综合利用", 23, 23),
        ("地质环境与生态修复", 23, 23),
        ("科技创新与数字化", 7, 5),
        ("矿地和谐", 5, 5),
        ("安全生产", 5, 5),
    ]
    assert case.rating().verdict is Verdict.QUALIFIED


def test_v9_what_reaches_the_standard_but_not_the_project_library_is_held_in_reserve() -> None:
    rating = liaoning().say("liaoning.project_library", Outcome.NOT_MET).rating()
    assert rating.verdict is Verdict.QUALIFIED_IN_RESERVE
    assert [reason.text() for reason in rating.reasons] == ["Prerequisite not met: L1 项目库条件"]
    assert liaoning().rating().verdict is Verdict.UNDETERMINED
    failed = liaoning().say("liaoning.project_library", Outcome.NOT_MET).say("restoration.fund", Outcome.NOT_MET)
    assert failed.rating().verdict is Verdict.NOT_QUALIFIED


def test_the_rates_of_magnesite_stay_undetermined_without_a_governing_limit() -> None:
    case = liaoning().say("extraction.recovery", values={"value": Decimal(99)})
    award = case.card().items_by_id()["extraction.recovery"].award
    assert award.open == 2


@pytest.mark.parametrize(("started", "due"), [("2024-02-29", "2025-02-28"), ("2025-08-31", "2026-08-31"), ("2025-12-31", "2026-12-31")])
def test_in_liaoning_a_new_mine_has_one_year_from_the_start_of_production(started: str, due: str) -> None:
    template = template_of("liaoning", "magnesite")
    assert [d.due_on for d in due_dates(template, {"mine_stage": "new", "production_started_on": started})] == [date.fromisoformat(due)]
    assert due_dates(template, {"mine_stage": "producing", "production_started_on": started}) == ()
    assert [d.due_on for d in due_dates(template, {"mine_stage": "new"})] == [None]


def test_in_liaoning_five_causes_of_removal_are_asked_in_a_verification() -> None:
    causes = [p.id for p in template_of("liaoning", "magnesite").prerequisites if p.gate is Gate.REMOVAL]
    assert len(causes) == 5
    assert liaoning().gates() == []
    verified = liaoning().kind(AssessmentKind.VERIFICATION)
    assert verified.met(*causes).gates() == [(Gate.REMOVAL, Standing.REACHED, [])]
    assert verified.met(*causes[1:]).say(causes[0], Outcome.NOT_MET).gates()[0][1] is Standing.MISSED


# ------------------------------------------------------------------ Gansu


def test_gansu_worked_example_a_listed_mine_with_an_unpaid_penalty_keeps_its_points_and_is_proposed_for_removal() -> None:
    case = gansu().met(*(f"removal.{ground}" for ground in GROUNDS)).saw("site.cleanliness", 3)
    assert (case.card().awarded, case.rating().verdict) == (Decimal("98.5"), Verdict.QUALIFIED)
    assert case.gates() == [(Gate.REMOVAL, Standing.REACHED, [])]
    removed = case.say("removal.penalty", Outcome.NOT_MET)
    assert removed.gates() == [(Gate.REMOVAL, Standing.MISSED, ["Prerequisite not met: R2 移出情形 2：处罚未执行"])]
    assert (removed.card().awarded, removed.rating().verdict) == (Decimal("98.5"), Verdict.QUALIFIED)


def test_gansu_has_fourteen_grounds_each_with_facts_and_evidence_of_its_own() -> None:
    grounds = [p for p in template_of("gansu").prerequisites if p.gate is Gate.REMOVAL]
    assert [p.id for p in grounds] == [f"removal.{ground}" for ground in GROUNDS]
    assert [p.code for p in grounds] == [f"R{number}" for number in range(1, 15)]
    assert [p.provenance.clause for p in grounds] == [f"二（四）{number}" for number in range(1, 15)]
    assert all(p.asks and p.evidence for p in grounds)
    assert len({p.requirement for p in grounds}) == len({tuple(a.title for a in p.asks) for p in grounds}) == 14


@pytest.mark.parametrize("ground", GROUNDS)
def test_any_one_ground_leads_to_removal_and_an_open_one_keeps_it_open(ground: str) -> None:
    others = gansu().met(*(f"removal.{other}" for other in GROUNDS if other != ground))
    assert others.gates()[0][1] is Standing.OPEN
    assert others.say(f"removal.{ground}", Outcome.PENDING).gates()[0][1] is Standing.OPEN
    assert others.say(f"removal.{ground}", Outcome.NOT_MET).gates()[0][1] is Standing.MISSED
    assert others.saw(f"removal.{ground}").gates()[0][1] is Standing.MISSED
    assert gansu().say(f"removal.{ground}", Outcome.NOT_MET).gates()[0][1] is Standing.MISSED


def test_the_tailings_ground_is_asked_only_where_there_is_a_tailings_pond() -> None:
    without = gansu(has_tailings_pond=False).met(*(f"removal.{ground}" for ground in GROUNDS if ground != "tailings"))
    assert without.gates() == [(Gate.REMOVAL, Standing.REACHED, [])]
    unknown = replace(without, value=replace(without.value, mine=Mine("矿", facts={"scale": "large"})))
    assert unknown.gates()[0][1] is Standing.OPEN


@pytest.mark.parametrize("kind", [AssessmentKind.SELF_ASSESSMENT, AssessmentKind.THIRD_PARTY])
def test_grounds_are_not_asked_when_a_mine_is_not_on_the_list_yet(kind: AssessmentKind) -> None:
    case = gansu().kind(kind)
    assert case.gates() == []
    assert "ASM-111" not in case.codes()


def test_a_noted_penalty_must_have_its_number_authority_and_dates() -> None:
    case = gansu().met(*(f"removal.{ground}" for ground in GROUNDS if ground != "penalty"))
    words = {"number": "甘罚〔2026〕1号", "authority": "某局", "decided_on": "2026-03-01", "due_on": "2026-04-30", "executed": "false"}
    noted = case.say("removal.penalty", Outcome.NOT_MET, choices=words)
    found = [p for p in problems(noted.template, noted.value, noted.card()) if p.target == "removal.penalty"]
    assert [p.code for p in found] == ["ASM-113"]
    wrong = case.say("removal.penalty", Outcome.NOT_MET, choices={**words, "due_on": "2026-04-31", "number": ""})
    found = [p for p in problems(wrong.template, wrong.value, wrong.card()) if p.target == "removal.penalty"]
    assert sorted(p.code for p in found) == ["ASM-113", "ASM-115", "ASM-116"]


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"mine_stage": "new", "formal_production_on": "2024-02-29"}, {"new_mine": "2025-02-28"}),
        ({"mine_stage": "contract", "contract_due_on": "2026-06-30"}, {"contract": "2026-06-30"}),
        ({"mine_stage": "no_term"}, {}),
        (
            {"mine_stage": "no_term", "is_under_rectification": True, "rectification_from": "2025-08-31"},
            {"rectification": "2026-02-28"},
        ),
        ({"mine_stage": "no_term", "is_under_rectification": False, "rectification_from": "2025-08-31"}, {}),
    ],
)
def test_deadlines_in_gansu(facts: Facts, due: Mapping[str, str]) -> None:
    found = {d.id: d.due_on.isoformat() for d in due_dates(template_of("gansu"), facts) if d.due_on}
    assert found == due


# ------------------------------------------------------------------ Hunan


def test_hunan_coal_worked_example() -> None:
    case = Case(template_of("hunan", "coal")).facts(
        standard_level="city", has_contract_term=False, mineral="coal", seam_class="medium", coal_mining_technology="conventional"
    )
    case = case.flawless().say("extraction.recovery", values={"value": Decimal("79.9")}).saw("site.facilities", 2)
    card = case.card()
    assert card.awarded == 97
    assert [(a.title, a.max_score, a.awarded) for a in area_scores(case.template, card)] == [
        ("矿山环境面貌", 42, 41),
        ("开发利用方式", 21, 21),
        ("节约集约利用", 25, 23),
        ("现代化矿山建设", 7, 7),
        ("矿地和谐与企业文化形象", 5, 5),
    ]
    assert case.rating().verdict is Verdict.NOT_QUALIFIED
    assert case.rating().vetoes == ("extraction.recovery",)


def test_hunan_asks_for_the_level_of_the_standard_and_does_not_invent_a_difference() -> None:
    template = template_of("hunan", "gold")
    level = next(fact for fact in template.facts if fact.id == "standard_level")
    assert [option.title for option in level.options] == ["省级", "市级", "县级"]
    assert any("不作区别" in note for note in template.notes)
    facts: Facts = {"has_contract_term": True, "contract_due_on": "2026-02-28"}
    assert [due.due_on for due in due_dates(template, facts)] == [date(2026, 2, 28)]


# ------------------------------------------------------------------ Guizhou


def test_guizhou_gold_worked_example_renewal_needs_both_hundreds_and_the_verdict_does_not_hang_on_it() -> None:
    case = renewing("100").saw("site.greening_coverage")
    assert (case.card().awarded, case.rating().verdict) == (Decimal("99.5"), Verdict.QUALIFIED)
    assert case.gates() == [(Gate.RENEWAL, Standing.REACHED, [])]
    assert [(a.title, a.max_score, a.awarded) for a in area_scores(case.template, case.card())] == [
        ("矿区环境面貌", 42, Decimal("41.5")),
        ("开发利用方式", 28, 28),
        ("资源节约集约利用", 25, 25),
        ("矿山企业形象", 5, 5),
    ]
    for failed in (renewing("99.9"), renewing("100", waste="99.99")):
        assert (failed.gates()[0][1], failed.rating().verdict) == (Standing.MISSED, Verdict.QUALIFIED)


def test_t7_a_greening_rate_of_the_whole_mine_area_is_undetermined_not_failed() -> None:
    case = renewing("43.7", basis="mine_area")
    assert case.gates() == [(Gate.RENEWAL, Standing.OPEN, ["Prerequisite still open: Y1 延续：绿化覆盖率"])]
    result = next(result for result in case.card().prerequisites if result.id == "renewal.greening")
    assert (result.outcome, "cannot be compared" in result.measured[0].text()) == (Outcome.PENDING, True)
    assert renewing("100", basis="mine_area").gates()[0][1] is Standing.OPEN


@pytest.mark.parametrize(
    ("applies", "expires", "is_asked"),
    [(True, "2020-12-31", False), (True, "2021-01-01", True), (True, "2026-05-31", True), (False, "2026-05-31", False)],
)
def test_the_hundreds_are_asked_of_licences_that_end_after_2020_and_are_to_be_renewed(applies: bool, expires: str, is_asked: bool) -> None:
    case = guizhou(applies_for_renewal=applies, licence_expires_on=expires)
    assert bool(case.gates()) is is_asked


@pytest.mark.parametrize("started", ["2024-02-29", "2026-11-30"])
def test_in_guizhou_a_new_mine_meets_the_standard_on_the_day_of_its_formal_start(started: str) -> None:
    template = template_of("guizhou", "geothermal")
    due = due_dates(template, {"mine_stage": "new", "formal_production_on": started})
    assert [(d.due_on, d.is_over(date.fromisoformat(started))) for d in due] == [(date.fromisoformat(started), False)]


# ------------------------------------------------------------------ Hulin


def hulin(*, is_new: bool) -> Case:
    return Case(template_of("heilongjiang")).kind(AssessmentKind.SELF_ASSESSMENT).facts(is_new_right=is_new).flawless()


def test_hulin_worked_example_a_county_mine_assesses_itself() -> None:
    case = hulin(is_new=False).saw("management.culture", 2)
    assert (case.card().awarded, case.rating().verdict) == (Decimal("99.6"), Verdict.QUALIFIED)
    assert "ASM-107" not in case.codes()
    assert "ASM-107" in case.kind(AssessmentKind.THIRD_PARTY).codes()
    plan = next(item for item in case.template.indicators() if item.id == "management.culture")
    assert "mine_plan" in plan.documents
    assert any(all(word in hint for word in ("目标任务", "进度安排", "具体措施")) for hint in plan.evidence)


def test_in_hulin_a_new_right_in_a_protected_area_fails_whatever_the_points() -> None:
    assert hulin(is_new=True).say("hulin.protected_area", Outcome.NOT_MET).rating().verdict is Verdict.NOT_QUALIFIED
    assert hulin(is_new=True).rating().verdict is Verdict.QUALIFIED
    without = hulin(is_new=False)
    assert without.rating().verdict is Verdict.QUALIFIED
    assert without.card().prerequisites[-1].outcome is Outcome.NOT_APPLICABLE
    source = next(p for p in template_of("heilongjiang").prerequisites if p.id == "hulin.protected_area").provenance
    assert (source.number, source.in_force_from, source.clause) == ("虎政发〔2024〕3号", date(2024, 3, 15), "一（二）3")
