# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A template as the raw data that a file would hold; reading them gives the same template.

What a template does not keep, such as comments, the names of sources and what overlays may change, cannot come back from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from evaluator_app.catalog.layers import TEMPLATE_FORMAT
from evaluator_app.catalog.writing_rules import Data, condition_data, criterion_data, facts_data, kept, named, number, rounding_data
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.template import (
    Approval,
    Indicator,
    IndicatorGroup,
    NamedThing,
    NotApplicableOption,
    Prerequisite,
    RatingRules,
    Template,
)
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable

_TOP_ORDER = (
    *("format", "id", "edition", "issuer", "title", "industry", "province", "firm", "kinds", "source", "clause", "note", "notes"),
    *("may_change", "approval", "sources", "rating", "facts", "places", "documents", "tables", "prerequisites", "groups", "indicators"),
    *("areas", "deadlines", "newer_documents", "rows"),
)
_ORDER = (
    *("table", "id", "in", "code", "title", "kind", "from", "months", "quantity", "unit", "is_maximum", "rate", "points", "has_floor"),
    *("requirement", "step", "each", "counted", "deduction", "is_per_occurrence", "applies_when", "otherwise", "gate", "criterion"),
    *("is_constraint", "checks", "items", "places", "documents", "evidence", "needs_photo", "not_applicable", "when", "level"),
    *("limit", "low", "high", "condition", "hint", "asked_when", "options", "value", "document", "number", "in_force_from"),
    *("in_force_until", "confidence", "source", "clause", "note", "asks"),
)
_NO_NAME = re.compile(r"[^a-z0-9]+")


def template_data(template: Template) -> Data:
    """Return what a file would hold: sources named once and shared, numbers exact, defaults left out."""
    sources = _Sources(template)
    groups: list[Data] = []
    indicators: list[Data] = []
    for group in template.groups:
        _tree(group, "", sources, groups, indicators)
    return kept(
        format=TEMPLATE_FORMAT,
        id=template.id,
        edition=template.edition,
        issuer=template.issuer,
        title=template.title,
        industry=_thing(template.industry),
        province=_thing(template.province),
        firm=_thing(template.firm),
        kinds=[kind.value for kind in template.kinds],
        **sources.of(template.provenance),
        notes=list(template.notes),
        approval=_approval(template.approval),
        sources=sources.tables,
        rating=_rating(template.rating, sources),
        facts=facts_data(template.facts),
        places=named(template.places),
        documents=named(template.documents),
        tables=[_table(table) for table in template.tables],
        prerequisites=[_prerequisite(prerequisite, sources) for prerequisite in template.prerequisites],
        groups=groups,
        indicators=indicators,
        areas=[
            {"id": area.id, "title": area.title, **kept(items=list(area.items)), **sources.of(area.provenance)} for area in template.areas
        ],
        deadlines=[
            {"id": one.id, "title": one.title, "from": one.fact, "months": one.months, **sources.of(one.provenance)}
            for one in template.deadlines
        ],
        newer_documents=[
            {"id": f"document-{index}", **source_data(document)} for index, document in enumerate(template.newer_documents, 1)
        ],
        rows=[_row(table, row, sources) for table in template.tables for row in table.rows],
    )


def source_data(source: Provenance) -> Data:
    """Return a source as a table."""
    dates = kept(in_force_from=source.in_force_from, in_force_until=source.in_force_until)
    text = kept(number=source.number, clause=source.clause)
    return {"document": source.document, **text, **dates, "confidence": source.confidence.value, **kept(note=source.note)}


def in_order(data: Mapping[str, Toml]) -> Data:
    """Return raw data with their keys in the order in which files have them; the data are the same."""
    tops = {key: rank for rank, key in enumerate(_TOP_ORDER)}
    return {key: _member_in_order(data[key]) for key in sorted(data, key=lambda key: tops.get(key, len(tops)))}


def _member_in_order(value: Toml) -> Toml:
    if isinstance(value, list):
        return [_member_in_order(member) for member in value]
    if not isinstance(value, dict):
        return value
    first = () if "id" in value else ("kind",)
    ranks = {key: rank for rank, key in enumerate(dict.fromkeys((*first, *_ORDER)))}
    return {key: _member_in_order(value[key]) for key in sorted(value, key=lambda key: ranks.get(key, len(ranks)))}


class _Sources:
    """The sources of a template by name; a note that several places share stands with the source."""

    def __init__(self, template: Template) -> None:
        everywhere = list(_provenances(template))
        self._notes = Counter(replace(provenance, clause="") for provenance in everywhere)
        self._names: dict[Provenance, str] = {}
        self.tables: Data = {}
        for provenance in everywhere:
            source = self._source(provenance)
            if source.document and source not in self._names:
                self._names[source] = self._free_name(source)
                self.tables[self._names[source]] = source_data(source)

    def of(self, provenance: Provenance, key: str = "source", clause_key: str = "clause", note_key: str = "note") -> Data:
        """Return the keys by which a place names its source."""
        source = self._source(provenance)
        note = "" if source.note else provenance.note
        return kept(**{key: self._names.get(source), clause_key: provenance.clause, note_key: note})

    def _source(self, provenance: Provenance) -> Provenance:
        """Return a provenance without what the one place says by itself."""
        shared = replace(provenance, clause="")
        return shared if shared.document and self._notes[shared] > 1 else replace(shared, note="")

    def _free_name(self, source: Provenance) -> str:
        base = _NO_NAME.sub("-", source.number.lower()).strip("-") or (
            "not-found" if source.confidence is Confidence.NOT_FOUND else "source"
        )
        taken, name, count = set(self._names.values()), base, 2
        while name in taken:
            name, count = f"{base}-{count}", count + 1
        return name


def _provenances(template: Template) -> Iterator[Provenance]:
    yield template.provenance
    rating = template.rating
    yield from (rating.pass_mark_source, rating.group_floor_source, rating.constraint_source)
    yield from (prerequisite.provenance for prerequisite in template.prerequisites)
    yield from (indicator.provenance for indicator in template.indicators())
    yield from (area.provenance for area in template.areas)
    yield from (deadline.provenance for deadline in template.deadlines)
    yield from (row.provenance for table in template.tables for row in table.rows)


def _thing(thing: NamedThing | None) -> Data | None:
    return None if thing is None else {"id": thing.id, "title": thing.title}


def _approval(approval: Approval) -> Data | None:
    if approval == Approval():
        return None
    return {"state": approval.state.value, **kept(by=approval.by, on=approval.on, note=approval.note)}


def _rating(rating: RatingRules, sources: _Sources) -> Data:
    veto_is_told = rating.constraint_is_veto or rating.constraint_source != Provenance()
    data = {
        "pass_mark": number(rating.pass_mark),
        **sources.of(rating.pass_mark_source, "pass_mark_source", "pass_mark_clause", "pass_mark_note"),
        "group_floor": number(rating.group_floor),
        **sources.of(rating.group_floor_source, "group_floor_source", "group_floor_clause", "group_floor_note"),
        "constraint_is_veto": rating.constraint_is_veto if veto_is_told else None,
        **sources.of(rating.constraint_source, "constraint_source", "constraint_clause", "constraint_note"),
        "rounding": rounding_data(rating.rounding),
        "panel_rounding": rounding_data(rating.panel_rounding),
        "panel_quorum": None if rating.panel_quorum == 1 else rating.panel_quorum,
        "panel_spread": number(rating.panel_spread),
    }
    return {key: value for key, value in data.items() if value is not None}


def _table(table: ThresholdTable) -> Data:
    quantities = [{"when": condition_data(name.when), "quantity": name.quantity, **kept(rate=name.rate)} for name in table.quantities]
    data = {"id": table.id, "title": table.title, "quantity": table.quantity, "unit": table.unit}
    return data | kept(is_maximum=table.is_maximum, rate=table.rate, quantities=quantities)


def _row(table: ThresholdTable, row: ThresholdRow, sources: _Sources) -> Data:
    exact = row.low is not None and row.low == row.high
    limits = {"limit": row.low} if exact else {"low": row.low, "high": row.high}
    return {
        "table": table.id,
        "id": row.id,
        **kept(when=condition_data(row.when), level=row.level),
        **{key: number(value) for key, value in limits.items() if value is not None},
        **kept(condition=row.condition_text),
        **sources.of(row.provenance),
    }


def _prerequisite(prerequisite: Prerequisite, sources: _Sources) -> Data:
    return {
        "id": prerequisite.id,
        "code": prerequisite.code,
        "title": prerequisite.title,
        "requirement": prerequisite.requirement,
        **kept(
            gate=None if prerequisite.gate.value == "scoring" else prerequisite.gate,
            checks=list(prerequisite.checks),
            documents=list(prerequisite.documents),
            evidence=list(prerequisite.evidence),
            applies_when=condition_data(prerequisite.applies_when),
            criterion=None if prerequisite.criterion is None else criterion_data(prerequisite.criterion),
        ),
        **sources.of(prerequisite.provenance),
        **kept(asks=facts_data(prerequisite.asks)),
    }


def _tree(group: IndicatorGroup, parent: str, sources: _Sources, groups: list[Data], indicators: list[Data]) -> None:
    """Add a group and all below it to the flat lists."""
    points = sum(leaf.max_score for leaf in group.leaves())
    data: Data = {"id": group.id, **kept(**{"in": parent}), "code": group.code, "title": group.title}
    groups.append(data | {"points": number(points) if points else 0} | kept(has_floor=group.has_floor))
    for inner in group.groups:
        _tree(inner, group.id, sources, groups, indicators)
    indicators += [_indicator(indicator, group.id, sources) for indicator in group.indicators]


def _indicator(indicator: Indicator, parent: str, sources: _Sources) -> Data:
    return {
        "id": indicator.id,
        "in": parent,
        "code": indicator.code,
        "title": indicator.title,
        "points": number(indicator.max_score),
        "requirement": indicator.requirement,
        "criterion": criterion_data(indicator.criterion),
        **kept(
            is_constraint=indicator.is_constraint,
            places=list(indicator.places),
            documents=list(indicator.documents),
            evidence=list(indicator.evidence),
            needs_photo=indicator.needs_photo,
            applies_when=condition_data(indicator.applies_when),
            otherwise=indicator.otherwise,
            not_applicable=[_option(option) for option in indicator.not_applicable],
        ),
        **sources.of(indicator.provenance),
    }


def _option(option: NotApplicableOption) -> Data:
    return {"kind": option.kind.value, "when": option.when, **kept(is_confirmed=option.is_confirmed)}
