# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped national template of 2024: its structure and points, its gaps, and published figures with known answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

import pytest

from evaluator_app.catalog.listing import Catalog
from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import (
    Answer,
    Assessment,
    Finding,
    Judgement,
    Mine,
    Observation,
    Outcome,
    Profile,
    TemplateRef,
)
from evaluator_app.domain.criteria import (
    AllOrNothing,
    BestOf,
    ByCondition,
    CappedSum,
    Criterion,
    DeductPerOccurrence,
    ExpertJudgement,
    HardZero,
    Minimum,
    NamedFaults,
    PastYears,
    PlanComparison,
    PointsPerCount,
    ScoreState,
    SumOfParts,
)
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import ItemScore, score
from evaluator_app.domain.status import Verdict
from evaluator_app.domain.template import ApprovalState, Template
from evaluator_app.paths import scoring_templates

DIGESTS = {"2024-draft.1": "dca910dbd18fcef7a3523a73af9517a9cd751f026df3a560034385eaf5506b2c"}
"""Content of each edition. If it changes, raise the edition in the file and add a line; never change a line."""

Facts = Mapping[str, "str | bool"]

FLAGS: Facts = {
    "has_processing_plant": True,
    "has_associated_minerals": True,
    "has_unusable_associated_minerals": True,
    "has_topsoil_stripping": True,
    "has_tailings_pond": True,
    "has_solid_waste": True,
    "is_key_soil_unit": True,
    "scale": "large",
}
COAL: Facts = {**FLAGS, "mineral": "coal", "mining_method": "underground", "coal_mining_technology": "conventional", "seam_class": "thick"}


@pytest.fixture(scope="module")
def template() -> Template:
    """Return the shipped template."""
    entry = Catalog([scoring_templates()]).find("cn-mnr/green-mine-2024", "2024-draft.1")
    assert entry is not None
    assert entry.problems == ()
    assert entry.template is not None
    return entry.template


def an_assessment(facts: Facts, answers: Mapping[str, Mapping[str, Answer]], *observations: Observation) -> Assessment:
    findings = {target: Finding(target, parts) for target, parts in answers.items()}
    profile = Profile(TemplateRef("cn-mnr/green-mine-2024", "2024-draft.1", ""))
    return Assessment("a", profile, Mine("试验矿", facts=facts), findings=findings, observations={o.id: o for o in observations})


def item(template: Template, name: str, facts: Facts, answers: Mapping[str, Answer], *observations: Observation) -> ItemScore:
    return score(template, an_assessment(facts, {name: answers}, *observations)).items_by_id()[name]


def value(number: str, **more: str) -> dict[str, Answer]:
    words = {name: text for name, text in more.items() if name.endswith("document")}
    return {"": Answer(values={"value": Decimal(number), **{n: Decimal(t) for n, t in more.items() if n not in words}}, choices=words)}


def best(criterion: Criterion, path: str, points: Decimal, facts: Facts) -> Iterator[tuple[str, Answer]]:
    """Yield answers that earn everything a criterion can give."""
    match criterion:
        case AllOrNothing() | DeductPerOccurrence() | NamedFaults():
            yield path, Answer(Outcome.MET)
        case HardZero():
            yield from best(criterion.base, path, points, facts)
        case SumOfParts() | CappedSum() | BestOf():
            for part in criterion.parts:
                yield from best(part.criterion, f"{path}.{part.id}" if path else part.id, part.max_score, facts)
        case ByCondition():
            chosen = criterion.chosen(facts)
            assert chosen is not None
            yield from best(chosen, path, points, facts)
        case _:
            yield path, best_figures(criterion, points)


def best_figures(criterion: Criterion, points: Decimal) -> Answer:
    """Return figures that earn everything."""
    match criterion:
        case Minimum():
            limit, figure = (Decimal(20), Decimal(10)) if criterion.table == "unit-energy" else (Decimal(60), Decimal(100))
            return Answer(values={"value": figure, "governing": limit}, choices={"governing_document": "某标准"})
        case PlanComparison():
            return Answer(values={"value": Decimal(50), "plan": Decimal(40)}, choices={"plan_document": "开发利用方案"})
        case PastYears():
            years = {"year_3": Decimal(9), "year_2": Decimal(8), "year_1": Decimal(7)}
            return Answer(values={"value": Decimal(6), **years})
        case PointsPerCount():
            return Answer(values={"count": Decimal(9)})
        case ExpertJudgement():
            return Answer(judgements={"expert": Judgement(points, "平台平整")})
        case _:
            raise AssertionError(criterion)


def all_met(template: Template, facts: Facts) -> dict[str, Mapping[str, Answer]]:
    items = {i.id: dict(best(i.criterion, "", i.max_score, facts)) for i in template.indicators()}
    return {**items, **{prerequisite.id: {"": Answer(Outcome.MET)} for prerequisite in template.prerequisites}}


def test_groups_and_points_are_those_of_the_table(template: Template) -> None:
    points = [
        (group.title, sum(i.max_score for i in group.leaves()), [sum(i.max_score for i in inner.leaves()) for inner in group.groups])
        for group in template.groups
    ]
    assert points == [
        ("矿区环境", 12, [9, 3]),
        ("资源开采", 20, [15, 5]),
        ("资源综合利用", 18, [5, 5, 3, 5]),
        ("绿色低碳", 20, [2, 3, 2, 5, 8]),
        ("生态修复与环境治理", 18, [7, 5, 3, 3]),
        ("科技创新与规范管理", 12, [3, 4, 5]),
    ]
    assert (len(list(template.indicators())), template.points, len(template.prerequisites)) == (45, Decimal(100), 5)
    assert all(group.has_floor for group in template.groups)


def test_the_points_of_each_item_are_those_of_the_table(template: Template) -> None:
    in_order = "2 2 1 2 2 2 1 5 8 2 5 3 2 2 2 1 2 1 3 2 2 1 2 2 1 1 2 1 2 2 2 1 1 5 2 5 3 3 1 2 2 2 1 2 2"
    assert [indicator.max_score for indicator in template.indicators()] == [Decimal(points) for points in in_order.split()]


def test_the_constraint_items_are_twenty_worth_47_points_each_all_or_nothing(template: Template) -> None:
    constraints = {position: i for position, i in enumerate(template.indicators(), 1) if i.is_constraint}
    assert sorted(constraints) == [8, 10, 12, 13, 15, 23, *range(25, 32), 33, 34, 35, 36, 37, 44, 45]
    assert (len(constraints), sum(i.max_score for i in constraints.values())) == (20, 47)

    def is_whole(criterion: Criterion) -> bool:
        if isinstance(criterion, ByCondition):
            return all(is_whole(case.criterion) for case in criterion.cases)
        return isinstance(criterion, (AllOrNothing, Minimum, PlanComparison, PastYears))

    assert all(is_whole(i.criterion) for i in constraints.values())


def test_every_item_says_where_to_look_what_to_read_and_where_it_comes_from(template: Template) -> None:
    items = list(template.indicators())
    assert all(i.places and i.documents and i.evidence and i.requirement for i in items)
    assert [i.provenance.clause for i in items] == [f"第 {number} 项" for number in range(1, 46)]
    assert {i.provenance.confidence for i in items} == {Confidence.DERIVED}
    assert {place.id for place in template.places} == {place for i in items for place in i.places}
    used = {document for i in items for document in i.documents} | {document for p in template.prerequisites for document in p.documents}
    assert {document.id for document in template.documents} == used
    assert all(p.checks and p.documents and p.evidence and p.provenance.clause for p in template.prerequisites)
    rows = [row for table in template.tables for row in table.rows]
    assert all(row.provenance.document for row in rows)
    assert all((row.low is None) == (row.provenance.confidence is Confidence.NOT_FOUND) for row in rows)


def test_items_that_lose_points_by_what_is_seen_ask_for_photos(template: Template) -> None:
    def is_seen(criterion: Criterion) -> bool:
        if isinstance(criterion, ByCondition):
            return any(is_seen(case.criterion) for case in criterion.cases)
        return isinstance(criterion, (DeductPerOccurrence, NamedFaults))

    assert [i.id for i in template.indicators() if i.needs_photo] == [i.id for i in template.indicators() if is_seen(i.criterion)]


def test_it_is_a_draft_and_says_what_is_not_confirmed(template: Template) -> None:
    assert template.approval.state is ApprovalState.DRAFT
    rules = template.rating
    assert (rules.pass_mark, rules.group_floor, rules.constraint_is_veto) == (Decimal(80), Decimal("0.75"), True)
    for source in (rules.pass_mark_source, rules.group_floor_source, rules.constraint_source):
        assert source.confidence is Confidence.DERIVED
        assert "未查到" in source.note
    options = {i.id: option for i in template.indicators() for option in i.not_applicable}
    assert [name for name, option in options.items() if option.is_confirmed] == ["low_carbon.hazard_inspection"]
    assert {option.kind for option in options.values() if not option.is_confirmed} == {NotApplicableKind.EXCLUDED}
    told = "".join(template.notes)
    assert all(word in told for word in ("草案", "49 个三级指标", "2026-10-01", "80", "一票否决", "不涉及项", "条文未收录"))


def test_the_content_of_an_edition_never_changes(template: Template) -> None:
    entry = Catalog([scoring_templates()]).find(template.id, template.edition)
    assert entry is not None
    assert entry.digest == DIGESTS.get(entry.edition), "the content changed: raise the edition in the file and add its digest here"


@pytest.mark.parametrize(("mineral", "method"), list(product(("coal", "gold", "geothermal", "sand_gravel"), ("underground", "open_pit"))))
def test_a_mine_that_meets_everything_gets_100_points(template: Template, mineral: str, method: str) -> None:
    facts: Facts = {**COAL, "mineral": mineral, "mining_method": method}
    assessment = an_assessment(facts, all_met(template, facts))
    card = score(template, assessment)
    assert [i.id for i in card.items() if i.award.awarded != i.max_score] == []
    assert card.awarded == card.attainable == 100
    assert rate(card, template).verdict is Verdict.QUALIFIED
    assert [i.id for i in card.items() if i.award.gaps] == (
        ["extraction.technology", "extraction.working_face"] if method == "open_pit" else []
    )


def test_a_mine_without_the_things_some_items_are_about_is_scored_on_the_rest(template: Template) -> None:
    facts: Facts = {**COAL, **{name: False for name, answer in FLAGS.items() if answer is True}}
    card = score(template, an_assessment(facts, all_met(template, facts)))
    not_applicable = {i.id: i.award.attainable for i in card.items() if i.award.state is ScoreState.NOT_APPLICABLE}
    assert not_applicable == {
        "utilization.processing_technology": 0,
        "utilization.processing_recovery": 0,
        "utilization.associated_exploration": 0,
        "utilization.associated_rate": 0,
        "utilization.associated_protection": 0,
        "utilization.valuable_elements": 0,
        "low_carbon.hazard_inspection": 1,
    }
    assert card.items_by_id()["utilization.solid_waste"].award.attainable == Decimal("1.5")
    assert card.awarded == card.attainable == Decimal("88.5")


def test_a_constraint_item_that_is_not_met_fails_the_mine(template: Template) -> None:
    answers = {**all_met(template, COAL), "extraction.method": {"": Answer(Outcome.NOT_MET)}}
    rating = rate(score(template, an_assessment(COAL, answers)), template)
    assert (rating.verdict, rating.vetoes) == (Verdict.NOT_QUALIFIED, ("extraction.method",))


@pytest.mark.parametrize(
    ("seam_class", "state", "awarded"),
    [
        ("thick", ScoreState.SCORED, 2),
        ("medium", ScoreState.SCORED, 2),
        ("thin", ScoreState.SCORED, 0),
        (None, ScoreState.UNDETERMINED, 0),
    ],
)
def test_t2_the_seam_class_decides_whether_8097_percent_are_enough(
    template: Template, seam_class: str | None, state: ScoreState, awarded: int
) -> None:
    facts = {name: fact for name, fact in COAL.items() if name != "seam_class"} | ({"seam_class": seam_class} if seam_class else {})
    found = item(template, "extraction.recovery", facts, value("80.97"))
    assert (found.award.state, found.award.awarded) == (state, Decimal(awarded))
    assert ("采区回采率" if seam_class else "煤层厚度分类") in found.award.reasons[0].text()


def test_t2_all_coal_washed_and_all_mine_water_used_pass(template: Template) -> None:
    washed = item(template, "utilization.processing_recovery", COAL, value("100"))
    assert washed.award.awarded == 2
    assert "原煤入选率 100" in washed.award.reasons[0].text()
    water = item(template, "utilization.production_water", COAL, {"recycling": value("100")[""], "": Answer(Outcome.MET)})
    assert {part.path: part.award.awarded for part in water.award.parts} == {"facilities": 1, "treatment": 0, "recycling": 1}


@pytest.mark.parametrize(
    ("method", "technology", "seam_class", "limit"),
    [
        ("underground", "conventional", "thin", 85),
        ("underground", "conventional", "medium", 80),
        ("underground", "conventional", "thick", 75),
        ("underground", "hydraulic", "thin", 80),
        ("underground", "hydraulic", "medium", 75),
        ("underground", "hydraulic", "thick", 70),
        ("open_pit", None, "thin", 85),
        ("open_pit", None, "medium", 90),
        ("open_pit", None, "thick", 95),
    ],
)
def test_the_limits_of_coal_are_those_of_2012(template: Template, method: str, technology: str | None, seam_class: str, limit: int) -> None:
    facts: dict[str, str | bool] = {"mineral": "coal", "mining_method": method, "seam_class": seam_class}
    facts |= {"coal_mining_technology": technology} if technology else {}
    assert item(template, "extraction.recovery", facts, value(str(limit))).award.awarded == 2
    assert item(template, "extraction.recovery", facts, value(f"{limit - 1}.99")).award.lost == 2


@pytest.mark.parametrize("name", ["extraction.recovery", "utilization.processing_recovery", "utilization.associated_rate"])
def test_a_mineral_without_limits_on_file_is_undetermined_until_the_limit_and_its_document_are_given(template: Template, name: str) -> None:
    facts: Facts = {**FLAGS, "mineral": "magnesite", "mining_method": "open_pit"}
    open_item = item(template, name, facts, value("90"))
    assert (open_item.award.state, open_item.award.open) == (ScoreState.UNDETERMINED, Decimal(2))
    assert "no limit for this mine is on file" in open_item.award.reasons[0].text()
    assert item(template, name, facts, value("90", governing="85", governing_document="某公告")).award.awarded == 2
    assert item(template, name, facts, value("80", governing="85", governing_document="某公告")).award.lost == 2


@pytest.mark.parametrize(
    ("mineral", "rate_", "awarded", "state"),
    [
        ("iron", "90", 1, ScoreState.SCORED),
        ("iron", "89.9", 0, ScoreState.SCORED),
        ("nonmetallic", "85", 1, ScoreState.SCORED),
        ("chemical", "99.9", 0, ScoreState.SCORED),
        ("nonferrous", "99", 0, ScoreState.UNDETERMINED),
        ("dimension_stone", "99", 0, ScoreState.UNDETERMINED),
        ("coal", "75", 1, ScoreState.SCORED),
        ("coal", "74.9", 0, ScoreState.SCORED),
    ],
)
def test_water_is_judged_by_the_rate_of_the_industry(template: Template, mineral: str, rate_: str, awarded: int, state: ScoreState) -> None:
    found = item(template, "utilization.production_water", {**COAL, "mineral": mineral}, {"recycling": value(rate_)[""]})
    recycling = found.award.parts[2].award
    assert (recycling.awarded, recycling.state) == (Decimal(awarded), state)


def test_mine_water_of_coal_must_be_treated_wholly_and_cleanly(template: Template) -> None:
    name, part = "utilization.production_water", "treatment"
    unclean = Observation("o", name, "只沉淀后外排", place="水处理站", part=part, fault="process")

    def treated(rate_: str, *observations: Observation) -> Decimal:
        return item(template, name, COAL, {part: value(rate_)[""]}, *observations).award.parts[1].award.awarded

    assert [treated("100"), treated("99"), treated("100", unclean)] == [Decimal(1), Decimal(0), Decimal(0)]


def test_either_way_of_dealing_with_sewage_earns_full_marks(template: Template) -> None:
    name = "utilization.domestic_sewage"
    met = Answer(Outcome.MET)
    assert item(template, name, COAL, {"municipal": met}).award.awarded == 2
    assert item(template, name, COAL, {"own.running": met, "own.reuse": met}).award.awarded == 2
    half = item(template, name, COAL, {"own.running": met, "own.reuse": Answer(Outcome.NOT_MET), "municipal": Answer(Outcome.NOT_MET)})
    assert half.award.awarded == half.award.lost == 1


def test_the_faults_of_zoning_take_their_own_points(template: Template) -> None:
    name = "site.zoning"
    living = Observation("1", name, "办公楼与宿舍之间没有隔离", place="生活区", fault="management_living")
    works = Observation("2", name, "办公楼建在破碎车间旁", place="办公区", fault="production_management")
    assert item(template, name, COAL, {}, living).award.awarded == Decimal("1.5")
    assert item(template, name, COAL, {}, works).award.awarded == Decimal("0.5")
    assert item(template, name, COAL, {}, living, works).award.awarded == 0


@pytest.mark.parametrize(("years", "awarded"), [(("9", "8", "7"), 2), (("9", "6.5", "7"), 0), (("5", "4", "3"), 0)])
def test_without_a_national_limit_energy_must_fall_year_by_year(template: Template, years: tuple[str, str, str], awarded: int) -> None:
    facts: Facts = {**COAL, "mineral": "sand_gravel"}
    past = dict(zip(("year_3", "year_2", "year_1"), years, strict=True))
    assert item(template, "low_carbon.unit_energy", facts, value("6", **past)).award.awarded == awarded


def test_innovation_counts_up_to_two_points(template: Template) -> None:
    def earned(patents: int, catalog: int, certificate: Outcome) -> Decimal:
        counts = {"patents": Answer(values={"count": Decimal(patents)}), "catalog": Answer(values={"count": Decimal(catalog)})}
        return item(template, "management.innovation", COAL, {**counts, "high_tech": Answer(certificate)}).award.awarded

    assert earned(1, 0, Outcome.NOT_MET) == Decimal("0.5")
    assert earned(1, 1, Outcome.NOT_MET) == Decimal("1.5")
    assert earned(6, 0, Outcome.NOT_MET) == earned(0, 0, Outcome.MET) == earned(5, 5, Outcome.MET) == 2
