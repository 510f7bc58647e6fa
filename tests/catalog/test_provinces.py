# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The provinces: what their documents ask beyond the national table, and a worked example of each."""

# mypy: no-strict-equality
# Points are compared with whole numbers for the sake of the reader.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from evaluator_app.catalog.listing import Catalog
from evaluator_app.catalog.overlays import OverlayKind
from evaluator_app.domain.areas import area_scores
from evaluator_app.domain.assessment import (
    Answer,
    Assessment,
    Assessor,
    Finding,
    Judgement,
    Mine,
    Observation,
    Outcome,
    Profile,
    TemplateRef,
)
from evaluator_app.domain.completeness import problems
from evaluator_app.domain.criteria import InputKind
from evaluator_app.domain.deadlines import due_dates
from evaluator_app.domain.entry import EntryPart, entry_parts
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.rating import Rating, Standing, rate
from evaluator_app.domain.scoring import ScoreCard, score
from evaluator_app.domain.status import AssessmentKind, Verdict
from evaluator_app.domain.template import ApprovalState, Area, Deadline, FactKind, Gate, Prerequisite, Template
from evaluator_app.paths import scoring_templates

PROVINCES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "liaoning": ("cn-liaoning/green-mine-2024", ("magnesite", "sand_gravel", "ferrous", "")),
    "gansu": ("cn-gansu/green-mine-2024", ("",)),
    "hunan": (
        "cn-hunan/green-mine-2024",
        ("coal", "nonferrous", "ferrous", "gold", "chemical", "nonmetallic", "sand_gravel", "cement_limestone", "dimension_stone"),
    ),
    "guizhou": ("cn-guizhou/green-mine-2024", ("", "coal", "nonferrous", "gold", "chemical", "geothermal")),
    "heilongjiang": ("cn-heilongjiang/hulin-green-mine-2024", ("",)),
}
NAMES = [(province, industry) for province, (_, industries) in PROVINCES.items() for industry in industries]
GROUNDS = (
    "licences", "penalty", "closed", "illegal_mining", "accident", "land_planning", "environment",
    "tailings", "abnormal_list", "laggard", "named_case", "publicity", "fraud", "other",
)  # fmt: skip
Facts = Mapping[str, "str | bool"]
MINE: Facts = {
    "industry": "other", "mining_method": "underground", "energy_limit": "on_record", "scale": "large", "has_processing_plant": True,
    "has_associated_minerals": True, "has_unusable_associated_minerals": True, "has_topsoil_stripping": True, "has_tailings_pond": True,
    "has_solid_waste": True, "is_key_soil_unit": True,
}  # fmt: skip
"""A mine to which everything applies."""


@cache
def shipped() -> Catalog:
    return Catalog([scoring_templates()])


def template_of(province: str, industry: str = "") -> Template:
    name, industries = PROVINCES[province]
    entry = shipped().find(name + (f"-{industry}".replace("_", "-") if industry and len(industries) > 1 else ""))
    assert entry is not None, (province, industry)
    assert entry.problems == (), (province, industry)
    assert entry.template is not None
    return entry.template


@dataclass(frozen=True)
class Case:
    """An assessment in the making."""

    template: Template
    value: Assessment = field(default_factory=lambda: Assessment("a", Profile(TemplateRef("", "", "")), Mine("试验矿")))

    def facts(self, **facts: str | bool) -> Case:
        return self._with(mine=replace(self.value.mine, facts={**self.value.mine.facts, **facts}))

    def kind(self, kind: AssessmentKind) -> Case:
        return self._with(profile=replace(self.value.profile, kind=kind))

    def say(self, target: str, outcome: Outcome = Outcome.NOT_ASSESSED, part: str = "", **given: object) -> Case:
        finding = self.value.findings.get(target) or Finding(target)
        answer = replace(Answer(outcome), **given)  # type: ignore[arg-type]
        return self._with(findings={**self.value.findings, target: replace(finding, answers={**finding.answers, part: answer})})

    def saw(self, target: str, count: int = 1, fault: str = "") -> Case:
        seen = Observation(str(len(self.value.observations)), target, "所见", place="某处", count=count, fault=fault, assessor="li")
        return self._with(observations={**self.value.observations, seen.id: seen})

    def met(self, *targets: str) -> Case:
        case = self
        for target in targets:
            case = case.say(target, Outcome.MET)
        return case

    def flawless(self) -> Case:
        """Everything is as the rules want it; where no limit is on file, a limit is entered that is kept."""
        case = self._with(team={"li": Assessor("li", "李", is_leader=True)}).facts(**MINE)
        facts = self.template.facts_of(case.value.mine.facts)
        for item in self.template.indicators():
            for part in entry_parts(item, facts, self.template.tables_by_id()):
                case = case.say(item.id, part=part.path, **_best(part))  # type: ignore[arg-type]
        return case.met(*(p.id for p in self.template.prerequisites if p.gate is Gate.SCORING))

    def card(self) -> ScoreCard:
        return score(self.template, self.value)

    def rating(self) -> Rating:
        return rate(self.card(), self.template)

    def codes(self) -> set[str]:
        return {problem.code for problem in problems(self.template, self.value, self.card())}

    def gates(self) -> list[tuple[Gate, Standing, list[str]]]:
        return [(gate.gate, gate.standing, [reason.text() for reason in gate.reasons]) for gate in self.rating().gates]

    def _with(self, **given: object) -> Case:
        return replace(self, value=replace(self.value, **given))  # type: ignore[arg-type]


def _best(part: EntryPart) -> dict[str, object]:
    """Return the answer that earns all points of a part."""
    numbers = {"value": "100", "governing": "50", "plan": "50", "count": "4", "year_3": "300", "year_2": "200", "year_1": "150"}
    if any(asked.unit == "kgce/t" for asked in part.inputs):
        numbers |= {"value": "100", "governing": "120"}
    named = {asked.name: asked for asked in part.inputs}
    given: dict[str, object] = {
        "values": {name: Decimal(value) for name, value in numbers.items() if name in named},
        "choices": {name: asked.options[0][0] if asked.options else "文件" for name, asked in named.items() if asked.kind in
                    (InputKind.CHOICE, InputKind.TEXT)},
    }  # fmt: skip
    if any(asked.kind is InputKind.VERDICT for asked in part.inputs):
        given["outcome"] = Outcome.MET
    if any(asked.kind is InputKind.PANEL for asked in part.inputs):
        given["judgements"] = {"li": Judgement(part.max_score, "现场查看")}
    return given


def liaoning(industry: str = "magnesite") -> Case:
    case = Case(template_of("liaoning", industry)).facts(mine_stage="producing", mineral=industry)
    return case.flawless()


def gansu(**facts: str | bool) -> Case:
    flawless = Case(template_of("gansu")).kind(AssessmentKind.VERIFICATION).flawless()
    return flawless.facts(mine_stage="no_term", is_under_rectification=False, **facts)


def guizhou(**facts: str | bool) -> Case:
    flawless = Case(template_of("guizhou", "gold")).flawless()
    return flawless.facts(mine_stage="producing", associated_kind="both", dilution_kept=True, **facts)


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


def renewing(value: str, basis: str = "greenable_area", waste: str = "100", expires: str = "2026-05-31") -> Case:
    case = guizhou(applies_for_renewal=True, licence_expires_on=expires)
    case = case.say("renewal.greening", values={"value": Decimal(value)}, choices={"basis": basis})
    return case.say("renewal.waste_disposal", values={"value": Decimal(waste)})


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
    assert hulin(is_new=False).say("hulin.protected_area", Outcome.NOT_MET).rating().verdict is Verdict.QUALIFIED
    source = next(p for p in template_of("heilongjiang").prerequisites if p.id == "hulin.protected_area").provenance
    assert (source.number, source.in_force_from, source.clause) == ("虎政发〔2024〕3号", date(2024, 3, 15), "一（二）3")
