# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The industries: every limit of the three rates looked up as a mine would, and a worked example of each with its score card."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evaluator_app.catalog.listing import Catalog
from evaluator_app.domain.assessment import Answer, Assessment, Assessor, Finding, Mine, Observation, Outcome, Profile, TemplateRef
from evaluator_app.domain.criteria import ScoreState
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import ItemScore, ScoreCard, score
from evaluator_app.domain.template import ApprovalState, Template
from evaluator_app.domain.thresholds import ThresholdLevel, ThresholdRow, look_up
from evaluator_app.paths import scoring_templates
from evaluator_app.services.recording import read_records
from evaluator_app.services.templates import describe

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
EDITION = "2024-draft.2"
INDUSTRIES = (
    "coal",
    "ferrous",
    "nonferrous",
    "gold",
    "magnesite",
    "sand_gravel",
    "chemical",
    "nonmetallic",
    "cement_limestone",
    "dimension_stone",
    "geothermal",
)
OF_ITS_OWN = set(INDUSTRIES) - {"magnesite", "dimension_stone"}
"""Industries that one of the ten national standards of 2026 is for."""
Facts = Mapping[str, "str | bool"]

with (DATA / "three_rates.csv").open(encoding="utf-8", newline="") as _file:
    RATES = list(csv.DictReader(_file))
EXPECTED: Mapping[str, Any] = tomllib.loads((DATA / "worked_examples" / "expected.toml").read_text("utf-8"))


@cache
def shipped() -> Catalog:
    return Catalog([scoring_templates()])


def template_of(name: str, edition: str = EDITION) -> Template:
    entry = shipped().find(name, edition)
    assert entry is not None, name
    assert entry.problems == (), name
    assert entry.template is not None
    return entry.template


def industry(name: str) -> Template:
    return template_of(f"cn-mnr/green-mine-2024-{name.replace('_', '-')}")


def facts_in(text: str) -> dict[str, str | bool]:
    pairs = (pair.split("=") for pair in text.split())
    return {name: {"true": True, "false": False}.get(value, value) for name, value in pairs}


def an_assessment(template: Template, facts: Facts, answers: Mapping[str, Mapping[str, Answer]], *seen: Observation) -> Assessment:
    findings = {target: Finding(target, parts) for target, parts in answers.items()}
    profile = Profile(TemplateRef(template.id, template.edition, ""))
    return Assessment("a", profile, Mine("试验矿", facts=facts), findings=findings, observations={o.id: o for o in seen})


def item(template: Template, name: str, facts: Facts, value: str, governing: str = "", part: str = "") -> ItemScore:
    values = {"value": Decimal(value), **({"governing": Decimal(governing)} if governing else {})}
    answer = Answer(values=values, choices={"governing_document": "适用的文件"} if governing else {})
    return score(template, an_assessment(template, facts, {name: {part: answer}})).items_by_id()[name]


# ------------------------------------------------------------------ the limits


@pytest.mark.parametrize("line", RATES, ids=lambda line: f"{line['industry']}-{line['table']}-{line['facts']}")
def test_each_limit_of_the_three_rates_is_found_by_the_facts_that_it_depends_on(line: Mapping[str, str]) -> None:
    template = industry(line["industry"])
    facts = template.facts_of(facts_in(line["facts"]))
    table = template.tables_by_id()[line["table"]]
    level = ThresholdLevel(line["level"]) if line["level"] else None
    bounds = look_up(table, facts, level)
    low, high = (Decimal(line[end]) if line[end] else None for end in ("low", "high"))
    assert (bounds.low, bounds.high, bounds.missing_facts) == (low, high, ())
    assert [(row.level, row.provenance.confidence.value) for row in bounds.rows] == [(level, line["confidence"])]
    assert all(row.provenance.document and row.condition_text for row in bounds.rows)


@pytest.mark.parametrize("name", INDUSTRIES)
def test_no_limit_of_the_three_rates_is_on_file_without_a_line_in_the_list(name: str) -> None:
    template = industry(name)
    tables = template.tables_by_id()
    listed: set[tuple[str, str]] = set()
    for line in (line for line in RATES if line["industry"] == name):
        facts = template.facts_of(facts_in(line["facts"]))
        listed |= {(line["table"], row.id) for row in tables[line["table"]].rows if row.when is None or row.when.holds(facts)}
    rates = {"mining-recovery", "processing-recovery", "associated-utilization"}
    on_file = {(table, row.id) for table in rates for row in tables[table].rows}
    assert on_file <= listed


@pytest.mark.parametrize("name", INDUSTRIES)
def test_every_row_says_where_it_comes_from_and_only_gaps_are_not_found(name: str) -> None:
    rows = [row for table in industry(name).tables for row in table.rows]
    assert all(row.provenance.document and row.condition_text for row in rows)
    assert [row.id for row in rows if (row.low is None) != (row.provenance.confidence is Confidence.NOT_FOUND)] == []
    assert not any(word in text for row in rows for text in (row.provenance.document, row.provenance.note) for word in ("http", "reprint"))


@pytest.mark.parametrize("name", INDUSTRIES)
def test_documents_that_set_minima_say_so_with_the_level(name: str) -> None:
    def is_right(row: ThresholdRow) -> bool:
        return "最低指标" not in row.provenance.document or row.level is ThresholdLevel.MINIMUM

    rows = [row for table in industry(name).tables for row in table.rows]
    assert [row.id for row in rows if not is_right(row)] == []
    assert [row.id for row in rows if row.level not in (None, ThresholdLevel.MINIMUM)] == []


S, U = ScoreState.SCORED, ScoreState.UNDETERMINED
REC, PRO, ASS = "extraction.recovery", "utilization.processing_recovery", "utilization.associated_rate"


@pytest.mark.parametrize(
    ("name", "target", "facts", "value", "governing", "state", "awarded"),
    [
        # a minimum can only fail a mine; whether the general level is reached stays open until it is entered
        ("ferrous", REC, "mineral=iron mining_method=open_pit scale=large", "94.9", "", S, 0),
        ("ferrous", REC, "mineral=iron mining_method=open_pit scale=large", "95", "", U, 0),
        ("ferrous", REC, "mineral=iron mining_method=open_pit scale=large", "95", "96", S, 0),
        ("ferrous", REC, "mineral=iron mining_method=open_pit scale=large", "96", "96", S, 2),
        ("ferrous", REC, "mineral=iron mining_method=open_pit scale=small", "90", "", U, 0),
        ("ferrous", REC, "mineral=iron mining_method=open_pit", "89", "", U, 0),
        # only the range of the steps is known: below the bottom it fails
        ("ferrous", REC, "mineral=iron mining_method=underground", "74.9", "", S, 0),
        ("ferrous", REC, "mineral=iron mining_method=underground", "79", "", U, 0),
        ("ferrous", REC, "mineral=iron mining_method=underground", "90", "", U, 0),
        ("ferrous", REC, "mineral=iron mining_method=underground", "79", "78", S, 2),
        ("nonferrous", REC, "mineral=copper mining_method=underground", "74", "", S, 0),
        ("nonferrous", REC, "mineral=nickel mining_method=open_pit complex_ore_body=true", "90", "", U, 0),
        ("nonferrous", REC, "mineral=nickel mining_method=open_pit complex_ore_body=false", "90", "", S, 0),
        ("nonferrous", REC, "mineral=nickel mining_method=open_pit", "80", "", U, 0),
        ("nonferrous", PRO, "mineral=lithium has_processing_plant=true lithium_grade=0.9", "70", "", U, 0),
        ("nonferrous", PRO, "mineral=lithium has_processing_plant=true lithium_grade=0.9", "69.9", "", S, 0),
        ("nonferrous", PRO, "mineral=lithium has_processing_plant=true lithium_grade=0.91", "74.9", "", S, 0),
        # a document that sets one level decides; in the range of its steps it does not
        ("gold", REC, "mining_method=underground dilution_kept=true", "85", "", S, 2),
        ("gold", REC, "mining_method=underground dilution_kept=true", "84.9", "", U, 0),
        ("gold", REC, "mining_method=underground dilution_kept=true", "74.9", "", S, 0),
        ("gold", REC, "mining_method=underground dilution_kept=true", "80", "80", S, 2),
        ("gold", REC, "mining_method=underground dilution_kept=true", "80", "90", U, 0),
        ("gold", REC, "mining_method=open_pit dilution_kept=true", "89.9", "", S, 0),
        ("gold", REC, "mining_method=open_pit dilution_kept=false", "99", "", U, 0),
        ("gold", REC, "mining_method=open_pit", "99", "", U, 0),
        ("gold", ASS, "has_associated_minerals=true associated_kind=both", "50", "", U, 0),
        ("gold", ASS, "has_associated_minerals=true associated_kind=both", "60", "", S, 2),
        ("gold", ASS, "has_associated_minerals=true associated_kind=both", "39.9", "", S, 0),
        ("chemical", REC, "mineral=phosphate mining_method=underground", "72", "", S, 2),
        ("chemical", REC, "mineral=potash_chloride", "69.9", "", S, 0),
        ("nonmetallic", REC, "mineral=gypsum mining_method=underground gypsum_mining=room_and_pillar", "34.9", "", S, 0),
        ("nonmetallic", REC, "mineral=gypsum mining_method=underground gypsum_mining=other", "30", "", U, 0),
        ("nonmetallic", REC, "mineral=kaolin mining_method=underground", "75", "", S, 2),
        # nothing on file: undetermined until the governing value and its document are entered
        ("magnesite", REC, "mining_method=open_pit", "10", "", U, 0),
        ("magnesite", REC, "mining_method=open_pit", "90", "92", S, 0),
        ("magnesite", REC, "mining_method=open_pit", "93", "92", S, 2),
        ("cement_limestone", REC, "mining_method=open_pit", "99", "", U, 0),
        ("sand_gravel", REC, "mining_method=open_pit", "99", "", U, 0),
        ("dimension_stone", REC, "mining_method=open_pit", "99", "", U, 0),
        ("geothermal", REC, "mineral=mineral_water", "99", "", U, 0),
        ("coal", REC, "mineral=coal mining_method=open_pit seam_class=thick", "96", "", S, 2),  # T5
        ("coal", REC, "mineral=stone_coal mining_method=underground seam_thickness=5", "64.9", "", S, 0),
        ("coal", PRO, "mineral=stone_coal has_processing_plant=true", "10", "", U, 0),
    ],
)
def test_a_value_passes_fails_or_stays_open_by_what_is_on_file(
    name: str, target: str, facts: str, value: str, governing: str, state: ScoreState, awarded: int
) -> None:
    found = item(industry(name), target, facts_in(facts), value, governing).award
    assert (found.state, found.awarded, found.open) == (state, Decimal(awarded), Decimal(2 if state is U else 0))


@pytest.mark.parametrize("seam_class", ["thin", "medium", "thick"])
def test_t2_the_recovery_of_the_published_mine_passes_for_thick_and_medium_seams_only(seam_class: str) -> None:
    facts: Facts = {"mineral": "coal", "mining_method": "underground", "coal_mining_technology": "conventional", "seam_class": seam_class}
    award = item(industry("coal"), REC, facts, "80.97").award
    assert (award.awarded, award.state) == (Decimal(0 if seam_class == "thin" else 2), S)
    assert any("general level" in gap.text() for gap in award.gaps)


def test_t2_without_the_seam_class_nothing_is_decided_and_it_is_asked_for() -> None:
    facts: Facts = {"mineral": "coal", "mining_method": "underground", "coal_mining_technology": "conventional"}
    award = item(industry("coal"), REC, facts, "80.97").award
    assert (award.state, award.open) == (U, Decimal(2))
    assert "煤层厚度分类" in award.reasons[0].text()


# ------------------------------------------------------------------ what an industry is


@pytest.mark.parametrize("name", INDUSTRIES)
def test_an_industry_is_settled_and_names_its_minerals(name: str) -> None:
    template = industry(name)
    assert template.industry is not None
    assert template.industry.id == name
    assert template.facts_of({})["industry"] == name
    mineral = next(fact for fact in template.facts if fact.id == "mineral")
    asked = {value for line in RATES if line["industry"] == name for key, value in facts_in(line["facts"]).items() if key == "mineral"}
    assert asked <= {option.id for option in mineral.options}


@pytest.mark.parametrize("name", INDUSTRIES)
def test_an_industry_keeps_the_items_and_points_of_the_base(name: str) -> None:
    base, template = template_of("cn-mnr/green-mine-2024"), industry(name)
    of = [[(i.id, i.code, i.max_score, i.requirement, i.is_constraint) for i in which.indicators()] for which in (base, template)]
    assert of[0] == of[1]
    assert (template.points, template.rating, template.prerequisites) == (base.points, base.rating, base.prerequisites)
    assert template.approval.state is ApprovalState.DRAFT


@pytest.mark.parametrize("name", INDUSTRIES)
def test_an_industry_has_places_documents_and_hints_of_its_own_and_uses_them(name: str) -> None:
    base, template = template_of("cn-mnr/green-mine-2024"), industry(name)
    items, prerequisites = list(template.indicators()), template.prerequisites
    places = {place.id for place in template.places} - {place.id for place in base.places}
    documents = {document.id for document in template.documents} - {document.id for document in base.documents}
    assert len(places) >= 2
    assert documents
    assert places <= {place for i in items for place in i.places}
    assert documents <= {d for i in items for d in i.documents} | {d for p in prerequisites for d in p.documents}
    hints = {i.id: i.evidence for i in base.indicators()}
    assert sum(1 for i in items if i.evidence != hints[i.id]) >= 4
    assert all(i.places and i.documents and i.evidence for i in items)


@pytest.mark.parametrize("name", INDUSTRIES)
def test_an_industry_says_which_rules_in_force_are_not_on_file(name: str) -> None:
    newer = {document.document: document for document in industry(name).newer_on(date(2026, 11, 1))}
    national = [document for title, document in newer.items() if title.startswith("《绿色矿山建设规范》国家标准")]
    assert [document.in_force_from for document in national] == [date(2026, 10, 1)]
    assert {document.confidence for document in newer.values()} == {Confidence.NOT_FOUND}
    assert ("没有专门的" in national[0].note) is (name not in OF_ITS_OWN)
    assert "DZ/T 0462" in {document.number for document in newer.values()}
    assert any("DZ/T 03" in document.number for document in newer.values()) is (name not in {"magnesite", "dimension_stone", "geothermal"})
    assert not [d for d in industry(name).newer_on(date(2026, 9, 30)) if d.document.startswith("《绿色矿山建设规范》国家标准")]


def test_the_page_of_templates_gives_the_figures_and_gaps_that_the_program_counts() -> None:
    page = (ROOT / "docs" / "templates.md").read_text("utf-8")
    told = re.findall(r"^\| (cn-[\w/-]+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", page, re.MULTILINE)
    described = [describe(entry) for entry in shipped().entries() if entry.edition == EDITION]
    counted = [[str(d[key]) for key in ("id", "items", "points", "figures_with_source", "gaps")] for d in described if isinstance(d, dict)]
    assert sorted(map(list, told)) == sorted(counted)


# ------------------------------------------------------------------ the worked examples


def played(name: str) -> tuple[Template, ScoreCard]:
    """Return the template of a worked example and the score of its records."""
    template = template_of(EXPECTED[name]["template"])
    data = json.loads((DATA / "worked_examples" / f"{name}.json").read_text("utf-8"))
    empty = an_assessment(template, {}, {})
    records = read_records(data, template, empty)
    answers: dict[str, dict[str, Answer]] = {}
    for found in records.findings:
        outcome = found.outcome or Outcome.NOT_ASSESSED
        answers.setdefault(found.target, {})[found.part] = Answer(
            outcome, found.values, found.choices, found.judgements, not_applicable=found.not_applicable
        )
    seen = [
        Observation(str(number), o.target, o.text, place=o.place, count=o.count, part=o.part, fault=o.fault, assessor="li")
        for number, o in enumerate(records.observations)
    ]
    assessment = an_assessment(template, records.facts, answers, *seen)
    assert [member.id for member in records.team] == ["li"]
    assert isinstance(records.team[0], Assessor)
    return template, score(template, assessment)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_worked_example_comes_to_the_score_card_that_was_worked_by_hand(name: str) -> None:
    expected, (template, card) = EXPECTED[name], played(name)
    assert [str(group.awarded.normalize() + 0) for group in card.groups] == [str(Decimal(g).normalize() + 0) for g in expected["groups"]]
    found = (card.awarded, card.attainable, card.open)
    assert found == tuple(Decimal(expected[key]) for key in ("total", "attainable", "open"))
    rating = rate(card, template)
    assert (rating.verdict.value, list(rating.vetoes)) == (expected["verdict"], expected["vetoes"])
    items = card.items_by_id()
    for target, (points, words) in expected["items"].items():
        award = items[target].award
        assert [award.awarded, award.lost, award.open] == [Decimal(p) for p in points], target
        assert any(words in reason.text() for reason in award.reasons) or not words, (target, [r.text() for r in award.reasons])


def test_each_industry_has_a_worked_example_and_coal_has_one_for_each_method() -> None:
    names = {path.stem for path in (DATA / "worked_examples").glob("*.json")}
    assert names == set(EXPECTED) == (set(INDUSTRIES) - {"coal"}) | {"coal_underground", "coal_open_pit"}
