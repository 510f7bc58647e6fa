# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Any template that a file can hold, every field of it used, with texts that files and cells find hard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from evaluator_app.catalog.conditions import joined
from evaluator_app.domain.applicability import AllOf, AnyOf, Condition, FactAtLeast, FactIs, FactSince, Not, NotApplicableKind
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
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import (
    Approval,
    ApprovalState,
    Area,
    Deadline,
    FactDefinition,
    FactKind,
    Gate,
    Indicator,
    IndicatorGroup,
    NamedThing,
    NotApplicableOption,
    Prerequisite,
    RatingRules,
    Template,
)
from evaluator_app.domain.three_rates.method import RateKind
from evaluator_app.domain.thresholds import QuantityName, ThresholdLevel, ThresholdRow, ThresholdTable

D = Decimal
_ANY = (
    st.text("甲乙且或非是否 \n\t；;、，,=＝+-@\"'“”「」《》()（）\\|↵#0.a_xX:\xa0\u3000😀", min_size=1, max_size=10)
    .map(str.strip)
    .filter(bool)
)
TEXTS = _ANY | st.sampled_from(
    ["_x0041_", "=1+1", "@a", "'x", "1", "1.10", "2026-01-02", "TRUE", "#REF!", "甲\n\n乙", "[x]", '"""', "a'''b"]
)
SOMETIMES = st.just("") | TEXTS
DAYS = st.none() | st.dates(date(1890, 1, 1), date(2200, 1, 1))
NAMES = ("a", "b2", "c_d", "e-f", "g.h", "all_of", "and", "true1", "x1")
SHARES = (D(1), D("0.5"), D("0.3"), D("0.000000001"), D("0.25"))
SEAMS = ("thin", "thick", "no")
FACT_KINDS = {"seam": FactKind.CHOICE, "plant": FactKind.FLAG, "depth": FactKind.NUMBER, "opened": FactKind.DATE, "owner": FactKind.TEXT}


def numbers(least: int = 0) -> st.SearchStrategy[Decimal]:
    """Return exact numbers that templates may hold, some of more digits than a cell keeps."""
    return st.integers(least, 200).map(D) | st.sampled_from([D("0.1"), D("12.345678901"), D("123456789012.123456789"), D("99.5")])


@st.composite
def claims(draw: st.DrawFn) -> Condition:
    """Return a condition on one fact."""
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return FactIs("seam", tuple(draw(st.lists(st.sampled_from(SEAMS), min_size=1, max_size=3, unique=True))))
    if kind == 1:
        return FactIs("plant", (draw(st.booleans()),))
    if kind == 2:
        return FactAtLeast("depth", draw(st.sampled_from(["800", "0.5", "12.345678901"])))
    if kind == 3:
        return FactSince("opened", draw(st.dates(date(1999, 1, 1), date(2030, 1, 1))))
    return FactIs("owner", tuple(draw(st.lists(TEXTS, min_size=1, max_size=2, unique=True))))


def _joined(members: Sequence[Condition]) -> st.SearchStrategy[Condition]:
    return st.sampled_from([joined(AllOf, members), joined(AnyOf, members)])


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    claims(), lambda inner: inner.map(Not) | st.lists(inner, min_size=2, max_size=3).flatmap(_joined), max_leaves=5
)


@st.composite
def provenances(draw: st.DrawFn) -> Provenance:
    """Return a source, often one that others have too."""
    document = draw(st.sampled_from(["", "甲规", "乙规"]) | TEXTS)
    clause, note = draw(SOMETIMES), draw(st.sampled_from(["", "注"]) | TEXTS)
    if not document:
        return Provenance(clause=clause, note=note)
    begins = draw(DAYS)
    ends = None if draw(st.booleans()) else (begins or date(2020, 2, 29))
    return Provenance(
        document, clause, draw(st.sampled_from(Confidence)), note, draw(st.sampled_from(["", "DZ/T 1"]) | TEXTS), begins, ends
    )


def _simple(points: Decimal) -> st.SearchStrategy[Criterion]:
    part = st.sampled_from(SHARES).map(lambda share: (points * share).quantize(D("1e-9")).normalize()).filter(lambda value: value > 0)
    rounding = st.builds(Rounding, st.integers(0, 9), st.sampled_from(RoundingMode))
    titles = st.lists(TEXTS, min_size=1, max_size=3)
    bases = titles.map(lambda texts: tuple(Basis(name, text) for name, text in zip(NAMES, texts, strict=False)))
    return st.one_of(
        st.just(AllOrNothing()),
        part.map(DeductPerOccurrence),
        st.builds(
            lambda texts, step, each: NamedFaults(tuple(Fault(n, t, step, each) for n, t in zip(NAMES, texts, strict=False))),
            titles,
            part,
            st.booleans(),
        ),
        st.builds(Minimum, st.sampled_from(["t1", "t2"]), st.just(()) | bases, st.none() | st.sampled_from(ThresholdLevel)),
        st.builds(PlanComparison, TEXTS, SOMETIMES, st.booleans()),
        st.builds(PastYears, TEXTS, SOMETIMES, st.booleans(), rounding),
        st.builds(PointsPerCount, part, TEXTS),
        st.builds(ExpertJudgement, SOMETIMES, st.booleans()),
    )


@st.composite
def criteria(draw: st.DrawFn, points: Decimal, depth: int = 2) -> Criterion:
    """Return a rule that fits something worth these points."""
    kind = draw(st.integers(0, 6)) if depth else 0
    if kind < 2:
        return draw(_simple(points))
    if kind == 2:
        return HardZero((Fault("z", draw(TEXTS), D(0)),), draw(criteria(points, depth - 1)))
    if kind == 3:
        return ByCondition(tuple(Case(draw(CONDITIONS), draw(criteria(points, depth - 1))) for _ in range(draw(st.integers(1, 2)))))
    if kind == 4:
        share = points / 4
        return SumOfParts((draw(_part("a", share, depth)), draw(_part("b", points - share, depth))))
    parts = tuple(draw(_part(name, points, depth)) for name in NAMES[: draw(st.integers(1, 2))])
    return CappedSum(parts) if kind == 5 else BestOf(parts)


@st.composite
def _applicability(draw: st.DrawFn) -> tuple[Condition | None, NotApplicableKind | None]:
    return (draw(CONDITIONS), draw(st.sampled_from(NotApplicableKind))) if draw(st.booleans()) else (None, None)


@st.composite
def _part(draw: st.DrawFn, name: str, points: Decimal, depth: int) -> Part:
    return Part(name, draw(TEXTS), points, draw(criteria(points, depth - 1)), *draw(_applicability()))


@st.composite
def _indicator(draw: st.DrawFn, name: str) -> Indicator:
    points = D(draw(st.integers(1, 20))) / 4
    applies, otherwise = draw(_applicability())
    options = draw(st.lists(st.sampled_from(NotApplicableKind), unique=True, max_size=2))
    return Indicator(
        name, draw(TEXTS), draw(TEXTS), points, draw(TEXTS), draw(criteria(points)),
        draw(st.booleans()), *draw(_references()), tuple(draw(st.lists(TEXTS, max_size=3))), draw(st.booleans()), applies, otherwise,
        tuple(NotApplicableOption(kind, draw(TEXTS), draw(st.booleans())) for kind in options), draw(provenances()),
    )  # fmt: skip


@st.composite
def _references(draw: st.DrawFn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    places = draw(st.lists(st.sampled_from(("pit", "road", "x")), unique=True))
    return tuple(places), tuple(draw(st.lists(st.sampled_from(("plan", "map")), unique=True)))


@st.composite
def _facts(draw: st.DrawFn, kinds: dict[str, FactKind], *, may_settle: bool) -> tuple[FactDefinition, ...]:
    facts = []
    for name, kind in kinds.items():
        options = tuple(NamedThing(seam, draw(TEXTS)) for seam in SEAMS) if kind is FactKind.CHOICE else ()
        values: dict[FactKind, st.SearchStrategy[str | bool]] = {
            FactKind.CHOICE: st.sampled_from(SEAMS), FactKind.FLAG: st.booleans(), FactKind.TEXT: TEXTS,
            FactKind.NUMBER: st.just("1.50"), FactKind.DATE: st.just("2026-01-02"),
        }  # fmt: skip
        value = draw(st.none() | values[kind]) if may_settle else None
        title = draw(TEXTS | st.sampled_from(["有尾矿库", "是否", "甲或乙"]))
        facts.append(FactDefinition(name, title, kind, options, draw(SOMETIMES), draw(SOMETIMES), draw(st.none() | CONDITIONS), value))
    return tuple(facts)


@st.composite
def _prerequisite(draw: st.DrawFn, name: str) -> Prerequisite:
    texts = st.lists(TEXTS, max_size=2).map(tuple)
    rule = draw(criteria(D(1), 1)) if draw(st.booleans()) else None
    return Prerequisite(
        name, draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(texts), draw(_references())[1], draw(texts), draw(st.sampled_from(Gate)),
        draw(provenances()), draw(st.none() | CONDITIONS), rule,
        draw(_facts({"permit": FactKind.TEXT, "seam": FactKind.CHOICE}, may_settle=False)),
    )  # fmt: skip


@st.composite
def _tables(draw: st.DrawFn) -> tuple[ThresholdTable, ...]:
    tables = []
    for name in ("t1", "t2"):
        rates = st.none() | st.sampled_from(RateKind)
        quantities = tuple(QuantityName(draw(CONDITIONS), draw(TEXTS), draw(rates)) for _ in range(draw(st.integers(0, 1))))
        rows = tuple(draw(_row(row)) for row in sorted(draw(st.sets(st.sampled_from(NAMES), max_size=3))))
        tables.append(
            ThresholdTable(
                name, draw(TEXTS), draw(TEXTS), draw(st.just("%") | SOMETIMES), draw(st.booleans()), quantities, rows, draw(rates)
            )
        )
    return tuple(tables)


@st.composite
def _row(draw: st.DrawFn, name: str) -> ThresholdRow:
    low = draw(st.none() | numbers())
    high = None if low is None else low + draw(st.sampled_from([D(0), D(1)]))
    condition, level = draw(st.none() | CONDITIONS), draw(st.none() | st.sampled_from(ThresholdLevel))
    return ThresholdRow(name, condition, low, high, draw(SOMETIMES), draw(provenances()), level)


@st.composite
def _rating(draw: st.DrawFn, points: Decimal) -> RatingRules:
    rounding = st.builds(Rounding, st.integers(0, 9), st.sampled_from(RoundingMode))
    mark, floor = draw(st.none() | st.just(points)), draw(st.none() | st.sampled_from([D(0), D("0.75"), D(1)]))
    sources = [draw(provenances()) for _ in range(3)]
    return RatingRules(
        mark, sources[0] if mark is not None or sources[0].document else Provenance(),
        floor, sources[1] if floor is not None or sources[1].document else Provenance(),
        draw(st.booleans()), sources[2], draw(rounding), draw(rounding), draw(st.integers(1, 9)),
        draw(st.none() | st.sampled_from([D("0.2"), D(1)])),
    )  # fmt: skip


@st.composite
def full_templates(draw: st.DrawFn) -> Template:
    """Return a template of groups and groups inside, with everything around them."""
    groups = []
    items = iter([f"i{number}" if number % 2 else f"i{number}.x_y-z" for number in range(20)])
    for name in NAMES[: draw(st.integers(1, 2))]:
        own = tuple(draw(_indicator(next(items))) for _ in range(draw(st.integers(0, 1))))
        inner = tuple(draw(_indicator(next(items))) for _ in range(draw(st.integers(1, 2))))
        below = (IndicatorGroup(f"{name}.in", draw(TEXTS), draw(TEXTS), (), inner, draw(st.booleans())),)
        groups.append(IndicatorGroup(name, draw(TEXTS), draw(TEXTS), below, own, draw(st.booleans())))
    leaves = [leaf for group in groups for leaf in group.leaves()]
    things = st.none() | st.builds(NamedThing, st.sampled_from(NAMES), TEXTS)
    return Template(
        id="any/template", edition=draw(st.sampled_from(["1", "2024-draft.2", "1.10", "2024"])), issuer=draw(TEXTS), title=draw(TEXTS),
        groups=tuple(groups),
        prerequisites=tuple(draw(_prerequisite(name)) for name in ("p1", "p.2")[: draw(st.integers(0, 2))]),
        rating=draw(_rating(sum((leaf.max_score for leaf in leaves), D(0)))),
        approval=draw(st.builds(Approval, st.sampled_from(ApprovalState), SOMETIMES, DAYS, SOMETIMES)),
        facts=draw(_facts(FACT_KINDS, may_settle=True)),
        places=tuple(NamedThing(name, draw(TEXTS)) for name in ("pit", "road", "x")),
        documents=tuple(NamedThing(name, draw(TEXTS)) for name in ("plan", "map")),
        tables=draw(_tables()),
        notes=tuple(draw(st.lists(TEXTS, max_size=3))),
        provenance=draw(provenances()),
        industry=draw(things), province=draw(things), firm=draw(things),
        kinds=tuple(draw(st.lists(st.sampled_from(AssessmentKind), unique=True))),
        areas=(Area("a1", draw(TEXTS), tuple(leaf.id for leaf in leaves[:2]), draw(provenances())),
               Area("a2", draw(TEXTS), (), Provenance())),
        deadlines=tuple(Deadline(name, draw(TEXTS), "opened", draw(st.integers(0, 600)), draw(provenances())) for name in NAMES[:1]),
        newer_documents=tuple(document for document in draw(st.lists(provenances(), max_size=2)) if document.document),
    )  # fmt: skip
