# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Templates and assessments in a few readable words, for tests only.

A table has one line an item, `code | points | verdict | expected points`; the group is what stands before the dot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from evaluator_app.domain.applicability import Condition, NotApplicableKind
from evaluator_app.domain.assessment import (
    Answer,
    Assessment,
    Assessor,
    Evidence,
    Finding,
    Judgement,
    Mine,
    NotApplicable,
    Observation,
    Outcome,
    Profile,
    TemplateRef,
)
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.criteria import AllOrNothing, Award, Criterion
from evaluator_app.domain.rating import Rating, rate
from evaluator_app.domain.scoring import ScoreCard, score
from evaluator_app.domain.template import (
    FactDefinition,
    Gate,
    Indicator,
    IndicatorGroup,
    NotApplicableOption,
    Prerequisite,
    RatingRules,
    Template,
)
from evaluator_app.domain.thresholds import ThresholdTable

MORNING = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
Number = str | int | Decimal


@dataclass(frozen=True)
class TemplateBuilder:
    """Grows a template item by item."""

    items: tuple[tuple[str, Indicator], ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    rules: RatingRules = field(default_factory=RatingRules)
    facts: tuple[FactDefinition, ...] = ()
    tables: tuple[ThresholdTable, ...] = ()
    floors: bool = False

    def with_item(
        self,
        code: str,
        points: Number,
        criterion: Criterion | None = None,
        *,
        constraint: bool = False,
        photo: bool = False,
        applies_when: Condition | None = None,
        otherwise: NotApplicableKind | None = None,
        may: Iterable[NotApplicableKind] = (),
    ) -> TemplateBuilder:
        indicator = Indicator(
            code,
            code,
            f"指标{code}",
            Decimal(points),
            "要求",
            criterion or AllOrNothing(),
            is_constraint=constraint,
            needs_photo=photo,
            applies_when=applies_when,
            otherwise=otherwise,
            not_applicable=tuple(NotApplicableOption(kind) for kind in may),
        )
        return replace(self, items=(*self.items, (code.partition(".")[0], indicator)))

    def with_prerequisite(self, name: str, gate: Gate = Gate.SCORING) -> TemplateBuilder:
        return replace(self, prerequisites=(*self.prerequisites, Prerequisite(name, name, f"条件{name}", "要求", gate=gate)))

    def with_rules(self, **rules: object) -> TemplateBuilder:
        return replace(self, rules=replace(self.rules, **rules))  # type: ignore[arg-type]

    def with_group_floors(self, rate: Number) -> TemplateBuilder:
        return replace(self.with_rules(group_floor=Decimal(rate)), floors=True)

    def with_facts(self, *facts: FactDefinition) -> TemplateBuilder:
        return replace(self, facts=(*self.facts, *facts))

    def with_tables(self, *tables: ThresholdTable) -> TemplateBuilder:
        return replace(self, tables=(*self.tables, *tables))

    def build(self) -> Template:
        names = dict.fromkeys(group for group, _ in self.items)
        groups = tuple(
            IndicatorGroup(
                f"g{name}", name, f"组{name}", indicators=tuple(item for group, item in self.items if group == name), has_floor=self.floors
            )
            for name in names
        )
        return Template(
            "test/template",
            "2026",
            "测试",
            "测试指标",
            groups,
            prerequisites=self.prerequisites,
            rating=self.rules,
            facts=self.facts,
            tables=self.tables,
        )


def a_template() -> TemplateBuilder:
    """Start a template without items."""
    return TemplateBuilder()


@dataclass(frozen=True)
class AssessmentBuilder:
    """Grows an assessment act by act."""

    template: Template
    value: Assessment

    def verdict(self, target: str, outcome: Outcome, part: str = "", reason: str = "") -> AssessmentBuilder:
        return self._answer(target, part, outcome=outcome, reason=reason)

    def not_applicable(self, target: str, kind: NotApplicableKind, reason: str = "本矿没有") -> AssessmentBuilder:
        return self._answer(target, "", outcome=Outcome.NOT_APPLICABLE, not_applicable=NotApplicable(kind, reason))

    def measured(self, target: str, part: str = "", **values: Number) -> AssessmentBuilder:
        old = self.value.answer(target, part).values
        return self._answer(target, part, values={**old, **{name: Decimal(value) for name, value in values.items()}})

    def chose(self, target: str, part: str = "", **words: str) -> AssessmentBuilder:
        return self._answer(target, part, choices={**self.value.answer(target, part).choices, **words})

    def judged(self, target: str, points: Mapping[str, Number], reason: str = "现场查看", part: str = "") -> AssessmentBuilder:
        given = {who: Judgement(Decimal(value), reason) for who, value in points.items()}
        return self._answer(target, part, judgements={**self.value.answer(target, part).judgements, **given})

    def saw(
        self,
        target: str,
        text: str = "有积尘",
        *,
        place: str = "筛分车间",
        count: int = 1,
        part: str = "",
        fault: str = "",
        bad: bool = True,
    ) -> AssessmentBuilder:
        number = len(self.value.observations) + 1
        seen = Observation(f"o{number}", target, text, place, count, part, fault, bad, "w", MORNING + timedelta(minutes=number))
        return self._with(observations={**self.value.observations, seen.id: seen})

    def with_photo(self, *targets: str) -> AssessmentBuilder:
        number = len(self.value.evidence) + 1
        photo = Evidence(f"e{number}", f"{number}.jpg", f"{number:064x}", 100, "image/jpeg", tuple(sorted(targets)), added_at=MORNING)
        return self._with(evidence={**self.value.evidence, photo.id: photo})

    def with_facts(self, **facts: str | bool) -> AssessmentBuilder:
        return self._with(mine=replace(self.value.mine, facts={**self.value.mine.facts, **facts}))

    def score(self) -> ScoreCard:
        return score(self.template, self.value)

    def award(self, target: str) -> Award:
        return self.score().items_by_id()[target].award

    def rate(self) -> Rating:
        return rate(self.score(), self.template)

    def _answer(self, target: str, part: str, **given: object) -> AssessmentBuilder:
        finding = self.value.findings.get(target) or Finding(target)
        answer = replace(finding.answers.get(part) or Answer(), **given)  # type: ignore[arg-type]
        finding = replace(finding, answers={**finding.answers, part: answer})
        return self._with(findings={**self.value.findings, target: finding})

    def _with(self, **given: object) -> AssessmentBuilder:
        return replace(self, value=replace(self.value, **given))  # type: ignore[arg-type]


def an_assessment(template: TemplateBuilder | Template) -> AssessmentBuilder:
    """Start an assessment in which nothing is judged yet."""
    built = template.build() if isinstance(template, TemplateBuilder) else template
    ref = TemplateRef(built.id, built.edition, digest(built))
    profile = Profile(ref, organization="评估中心", visit_from=MORNING.date())
    return AssessmentBuilder(built, Assessment("a1", profile, Mine("青山煤矿"), {"w": Assessor("w", "王工", is_leader=True)}))


def one_item(criterion: Criterion, points: Number = 5, *tables: ThresholdTable) -> AssessmentBuilder:
    """Start an assessment by a template of one item, 1.1."""
    return an_assessment(a_template().with_item("1.1", points, criterion).with_tables(*tables))


def from_table(table: str, **rules: object) -> tuple[AssessmentBuilder, dict[str, Decimal]]:
    """Read a table; return the assessment and the points expected of each item."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    template = a_template().with_rules(**rules)
    for code, points, *_ in rows:
        template = template.with_item(code, points, may=NotApplicableKind)
    built = an_assessment(template)
    for code, _, verdict, _ in rows:
        if verdict in NotApplicableKind.__members__:
            built = built.not_applicable(code, NotApplicableKind[verdict])
        else:
            built = built.verdict(code, Outcome[verdict])
    return built, {code: Decimal(expected) for code, _, _, expected in rows}
