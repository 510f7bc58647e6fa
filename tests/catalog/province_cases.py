# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Assessments by the provinces' templates in a few readable words, for tests only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from evaluator_app.catalog.listing import Catalog
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
from evaluator_app.domain.entry import EntryPart, entry_parts
from evaluator_app.domain.rating import Rating, Standing, rate
from evaluator_app.domain.scoring import ScoreCard, score
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import Gate, Template
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


def renewing(value: str, basis: str = "greenable_area", waste: str = "100", expires: str = "2026-05-31") -> Case:
    case = guizhou(applies_for_renewal=True, licence_expires_on=expires)
    case = case.say("renewal.greening", values={"value": Decimal(value)}, choices={"basis": basis})
    return case.say("renewal.waste_disposal", values={"value": Decimal(waste)})
