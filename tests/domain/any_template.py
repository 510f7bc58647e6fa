# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Any well-formed template and any assessment by it, for the laws; rules nest, facts may be missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from evaluator_app.domain.applicability import AllOf, AnyOf, Condition, FactAtLeast, FactIs, Not, NotApplicableKind
from evaluator_app.domain.assessment import Answer, Assessment, Finding, Judgement, NotApplicable, Observation, Outcome
from evaluator_app.domain.criteria import (
    AllOrNothing,
    Basis,
    BestOf,
    ByCondition,
    CappedSum,
    Case,
    Criterion,
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
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.template import (
    Gate,
    Indicator,
    IndicatorGroup,
    NotApplicableOption,
    Prerequisite,
    RatingRules,
    Template,
)
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable
from tests.builders import MORNING, an_assessment

D = Decimal
TABLE = ThresholdTable(
    "limits",
    "回采率",
    "回采率",
    rows=(ThresholdRow("a", FactIs("seam", ("a",)), D(75), D(83)), ThresholdRow("b", FactIs("seam", ("b",)), D(85))),
)
STEPS = st.sampled_from([D("0.2"), D("0.5"), D(1), D("1.5")])
FAULTS = (Fault("f", "甲", D("0.5"), is_per_occurrence=True), Fault("g", "乙", D("1.5")))
FATAL = (Fault("z", "丙", D(0)),)
# No limit is on file for seams of class c.
FACTS = {"seam": ("a", "b", "c"), "plant": (True, False), "depth": ("300", "800.5")}
_CLAIMS: tuple[Condition, ...] = (FactIs("seam", ("a",)), FactIs("plant", (True,)), FactAtLeast("depth", "600"))
CONDITIONS: st.SearchStrategy[Condition] = st.sampled_from(
    (*_CLAIMS, Not(_CLAIMS[0]), AllOf(_CLAIMS[1:]), AnyOf((_CLAIMS[0], Not(_CLAIMS[1]))))
)
OTHERWISE = st.sampled_from([None, *NotApplicableKind])
SIMPLE: st.SearchStrategy[Criterion] = st.one_of(
    st.just(AllOrNothing()),
    STEPS.map(DeductPerOccurrence),
    st.just(NamedFaults(FAULTS)),
    st.just(Minimum("limits")),
    st.just(Minimum("limits", (Basis("x", "甲"), Basis("y", "乙")))),
    st.just(PlanComparison("剥采比")),
    st.builds(PastYears, st.just("能耗"), falls_every_year=st.booleans()),
    STEPS.map(lambda each: PointsPerCount(each, "专利")),
    st.just(ExpertJudgement()),
)


@st.composite
def criteria(draw: st.DrawFn, points: Decimal, depth: int = 2) -> Criterion:
    """Return a rule that can give exactly the points, of at most so many levels."""
    kind = draw(st.integers(0, 6)) if depth else 0
    if kind < 2:
        return draw(SIMPLE)
    if kind == 2:
        return HardZero(FATAL, draw(criteria(points, depth - 1)))
    if kind == 3:
        return ByCondition(tuple(Case(draw(CONDITIONS), draw(criteria(points, depth - 1))) for _ in range(2)))
    if kind == 4:
        share = (points / 3).quantize(D("0.1"))
        return SumOfParts((draw(_part("a", share, depth)), draw(_part("b", points - share, depth))))
    shares = (points, draw(st.sampled_from([points, points / 2])))
    parts = tuple(draw(_part(name, share, depth)) for name, share in zip("ab", shares, strict=True))
    return CappedSum(parts) if kind == 5 else BestOf(parts)


@st.composite
def _part(draw: st.DrawFn, name: str, points: Decimal, depth: int) -> Part:
    applies_when = draw(st.none() | CONDITIONS)
    return Part(name, name, points, draw(criteria(points, depth - 1)), applies_when, draw(OTHERWISE))


@st.composite
def _indicator(draw: st.DrawFn, code: str) -> Indicator:
    points = D(draw(st.integers(1, 10)))
    return Indicator(
        code,
        code,
        code,
        points,
        "要求",
        draw(criteria(points)),
        is_constraint=draw(st.booleans()),
        applies_when=draw(st.none() | CONDITIONS),
        otherwise=draw(OTHERWISE),
        not_applicable=tuple(NotApplicableOption(kind) for kind in draw(st.sets(st.sampled_from(NotApplicableKind)))),
    )


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """Return a template of one to three groups, the last one with a group inside."""
    groups = []
    for name in "abc"[: draw(st.integers(1, 3))]:
        items = tuple(draw(_indicator(f"{name}{number}")) for number in range(draw(st.integers(1, 2))))
        groups.append(IndicatorGroup(name, name, name, indicators=items, has_floor=draw(st.booleans())))
    groups[-1] = IndicatorGroup("outer", "o", "外", groups=(groups[-1],), has_floor=draw(st.booleans()))
    rounding = st.builds(Rounding, st.integers(0, 2), st.sampled_from(RoundingMode))
    points = sum((item.max_score for group in groups for item in group.leaves()), D(0))
    rules = RatingRules(
        pass_mark=draw(st.none() | st.sampled_from([points * D("0.6"), points * D("0.85"), points])),
        group_floor=draw(st.none() | st.sampled_from([D("0.5"), D("0.75")])),
        constraint_is_veto=draw(st.booleans()),
        rounding=draw(rounding),
        panel_rounding=draw(rounding),
        panel_quorum=draw(st.integers(1, 2)),
    )
    gates = draw(st.lists(st.sampled_from(Gate), max_size=2))
    prerequisites = tuple(Prerequisite(f"p{n}", f"p{n}", "条件", "要求", gate=gate) for n, gate in enumerate(gates))
    return Template("any/template", "1", "测试", "任意", tuple(groups), prerequisites, rules, tables=(TABLE,))


def paths(criterion: Criterion, path: str = "") -> Iterator[str]:
    """Yield the paths of a rule and of all its parts, whatever the facts."""
    yield path
    if isinstance(criterion, HardZero):
        yield from list(paths(criterion.base, path))[1:]
    if isinstance(criterion, ByCondition):
        for case in criterion.cases:
            yield from list(paths(case.criterion, path))[1:]
    if isinstance(criterion, (SumOfParts, CappedSum, BestOf)):
        for part in criterion.parts:
            yield from paths(part.criterion, f"{path}.{part.id}" if path else part.id)


VALUES = st.sampled_from([D(v) for v in ("0", "2", "74", "80", "84", "90", "2.5")])
NAMES = st.sampled_from(["value", "plan", "governing", "count", "year_1", "year_2", "year_3"])
JUDGEMENTS = st.builds(Judgement, st.sampled_from([D(0), D("0.5"), D(4), D(11)]), st.sampled_from(["好", "好", "好", ""]))
SETTLED = st.sampled_from([Outcome.MET, Outcome.NOT_MET])
CHOICES = st.fixed_dictionaries(
    {}, optional={"basis": st.sampled_from("xyz"), "governing_document": st.just("文"), "plan_document": st.just("文")}
)
FULL_CHOICES = st.fixed_dictionaries({"basis": st.just("x"), "governing_document": st.just("文"), "plan_document": st.just("文")})
FULL_VALUES = st.fixed_dictionaries(dict.fromkeys(("value", "plan", "governing", "count", "year_1", "year_2", "year_3"), VALUES))


@st.composite
def answers(draw: st.DrawFn, *, whole: bool) -> Answer:
    """Return any answer for an item or a part of it."""
    outcome = draw(st.sampled_from(Outcome) | SETTLED)
    mark = st.builds(NotApplicable, st.sampled_from(NotApplicableKind), st.sampled_from(["没有", " "]))
    return Answer(
        outcome,
        draw(FULL_VALUES | st.dictionaries(NAMES, VALUES, max_size=5)),
        draw(CHOICES | FULL_CHOICES),
        draw(st.dictionaries(st.sampled_from("wl"), JUDGEMENTS, max_size=2)),
        draw(mark) if whole and outcome is Outcome.NOT_APPLICABLE else None,
        draw(st.sampled_from(["", "说明"])),
    )


@st.composite
def observations(draw: st.DrawFn, template: Template, number: int) -> Observation:
    """Return any observation on an item or prerequisite."""
    indicator = draw(st.sampled_from(list(template.indicators())))
    targets = [indicator.id, indicator.id, indicator.id, *(p.id for p in template.prerequisites)]
    seen = MORNING + timedelta(minutes=draw(st.integers(0, 3)))
    return Observation(
        f"o{number}",
        draw(st.sampled_from(targets)),
        "有积尘",
        "料场",
        draw(st.integers(1, 3)),
        draw(st.sampled_from(list(paths(indicator.criterion)))),
        draw(st.sampled_from(["", "f", "g", "z"])),
        draw(st.booleans()) or draw(st.booleans()),
        "w",
        draw(st.sampled_from([None, seen])),
    )


def facts() -> st.SearchStrategy[Mapping[str, str | bool]]:
    """Return facts of the mine, of which any may be missing."""
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FACTS.items()})


@st.composite
def assessments(draw: st.DrawFn, template: Template) -> Assessment:
    """Return any assessment by the template."""
    findings = {}
    for indicator in template.indicators():
        known = list(dict.fromkeys(paths(indicator.criterion)))
        if given := {path: draw(answers(whole=not path)) for path in known if draw(st.booleans())}:
            findings[indicator.id] = Finding(indicator.id, given)
    for prerequisite in template.prerequisites:
        findings[prerequisite.id] = Finding(prerequisite.id, {"": Answer(draw(SETTLED | st.sampled_from(Outcome)))})
    seen = [draw(observations(template, number)) for number in range(draw(st.integers(0, 4)))]
    value = an_assessment(template).value
    mine = replace(value.mine, facts=draw(facts()))
    return replace(value, mine=mine, findings=findings, observations={observation.id: observation for observation in seen})


@st.composite
def cases(draw: st.DrawFn) -> tuple[Template, Assessment]:
    """Return a template and an assessment by it."""
    template = draw(templates())
    return template, draw(assessments(template))


@st.composite
def decided_cases(draw: st.DrawFn) -> tuple[Template, Assessment]:
    """Return a case whose pass mark lies where the total stands, so that its verdict is often certain."""
    template, assessment = draw(cases())
    total = rate(score(template, assessment), template).total
    mark = total.secured if total.secured and draw(st.integers(0, 3)) else min(total.reachable + D("0.5"), template.points)
    rules = replace(
        template.rating,
        pass_mark=mark,
        group_floor=draw(st.sampled_from([None, None, D("0.1")])),
        constraint_is_veto=not draw(st.integers(0, 3)),
    )
    if draw(st.integers(0, 4)):
        met = {p.id: Finding(p.id, {"": Answer(Outcome.MET)}) for p in template.prerequisites}
        ledger = {o.id: o for o in assessment.observations.values() if o.target not in met}
        assessment = replace(assessment, findings={**assessment.findings, **met}, observations=ledger)
    return replace(template, rating=rules), assessment
