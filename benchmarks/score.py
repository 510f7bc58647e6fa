# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scoring and rating the sample's 45 items with all reasons, and whether an item costs the same among 1,000."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from statistics import median

from benchmarks.measuring import Bench, Measure, Result, ratio, seconds
from benchmarks.sample import sample_without_photos
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.template import Indicator, IndicatorGroup, Template
from evaluator_app.services.workspace import Workspace

REACH_MS = 2.0
REACH_GROWTH = 1.5
MANY = 1000


def run(bench: Bench) -> Result:
    """Score the sample, and the sample's items and findings repeated until there are 1,000, in turn."""
    with Workspace(bench.folder / "workspace") as workspace:
        opened = sample_without_photos(workspace)
    few = (opened.template, opened.assessment)
    many = repeated(*few, MANY)
    items = sum(1 for _ in opened.template.indicators())
    rounds = 100 if bench.quick else 500
    work, much_work = _scoring(*few), _scoring(*many)
    work()
    much_work()
    times, many_times = [], []
    for turn in range(rounds):
        times.append(seconds(work))
        if turn % 5 == 0:
            many_times.append(seconds(much_work))
    each, each_of_many = 1000 * median(times) / items, 1000 * median(many_times) / MANY
    return Result(
        "score",
        "ms",
        each * items,
        None,
        Measure(each * items, REACH_MS),
        {"growth": Measure(ratio(each_of_many, each), REACH_GROWTH)},
        {"items": items, "ms_per_item": each, "many_items": MANY, "ms_per_item_of_many": each_of_many},
    )


def _scoring(template: Template, assessment: Assessment) -> Callable[[], object]:
    return lambda: rate(score(template, assessment), template)


def repeated(template: Template, assessment: Assessment, count: int) -> tuple[Template, Assessment]:
    """Return a template of so many items, the given ones over and over, and an assessment with their findings and observations."""
    groups: list[IndicatorGroup] = []
    findings, observations = dict(assessment.findings), dict(assessment.observations)
    left = count
    for copy in range(count):
        for group in template.groups:
            items = tuple(_copied(item, copy) for item in islice(group.leaves(), left))
            left -= len(items)
            if items:
                groups.append(replace(group, id=_name(group.id, copy), groups=(), indicators=items))
        if not left:
            break
        for target, finding in assessment.findings.items():
            findings[_name(target, copy + 1)] = replace(finding, target=_name(target, copy + 1))
        for key, seen in assessment.observations.items():
            observations[_name(key, copy + 1)] = replace(seen, id=_name(key, copy + 1), target=_name(seen.target, copy + 1))
    return replace(template, groups=tuple(groups)), replace(assessment, findings=findings, observations=observations)


def _copied(item: Indicator, copy: int) -> Indicator:
    return replace(item, id=_name(item.id, copy))


def _name(name: str, copy: int) -> str:
    return f"{name}#{copy}" if copy else name
