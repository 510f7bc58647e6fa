# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Another edition of any template, for the laws of comparing and moving: reworded, revalued, renumbered, with items gone and new."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.criteria import AllOrNothing
from evaluator_app.domain.template import Indicator, IndicatorGroup, Template
from tests.domain.any_template import cases, criteria

_CHANGES = ("same", "same", "requirement", "title", "points", "rule", "number", "hint", "gone")


@st.composite
def _indicator(draw: st.DrawFn, item: Indicator) -> Indicator | None:
    match draw(st.sampled_from(_CHANGES)):
        case "requirement":
            return replace(item, requirement=item.requirement + "。")
        case "title":
            return replace(item, title=f"{item.title}率")
        case "points":
            return replace(item, max_score=item.max_score + draw(st.sampled_from([Decimal("0.5"), Decimal(3)])))
        case "rule":
            return replace(item, criterion=draw(criteria(item.max_score)))
        case "number":
            return replace(item, code=f"{item.code}.1")
        case "hint":
            return replace(item, evidence=("照片",), needs_photo=not item.needs_photo)
        case "gone":
            return None
        case _:
            return item


@st.composite
def _group(draw: st.DrawFn, group: IndicatorGroup) -> IndicatorGroup:
    items = [item for item in (draw(_indicator(old)) for old in group.indicators) if item is not None]
    if draw(st.booleans()):
        items.insert(0, Indicator(f"{group.id}.new", "新", "新", Decimal(2), "新要求", AllOrNothing()))
    return replace(
        group,
        title=draw(st.sampled_from([group.title, f"{group.title}管理"])),
        groups=tuple(draw(_group(inner)) for inner in group.groups),
        indicators=tuple(draw(st.permutations(items))),
    )


@st.composite
def editions(draw: st.DrawFn, template: Template) -> Template:
    """Return another edition of a template."""
    [table] = template.tables
    rows = (replace(table.rows[0], low=Decimal(70)), *table.rows[1:])
    return replace(
        template,
        edition="2",
        groups=tuple(draw(_group(group)) for group in draw(st.permutations(template.groups))),
        prerequisites=tuple(draw(st.permutations(template.prerequisites)))[draw(st.integers(0, 1)) :],
        tables=(draw(st.sampled_from([table, replace(table, title="限值"), replace(table, rows=rows)])),),
        rating=replace(template.rating, panel_quorum=draw(st.integers(1, 2))),
    )


@st.composite
def moves(draw: st.DrawFn) -> tuple[Template, Template, Assessment]:
    """Return a template, another edition of it, and an assessment by the first."""
    template, assessment = draw(cases())
    return template, draw(editions(template)), assessment
