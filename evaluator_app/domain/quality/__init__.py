# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How good a template is that can be read: what cannot work, what should be looked at, what might be better.

Finds no mistakes of form, those are the catalog's; and gives no advice on what the rules ought to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evaluator_app.domain.possible import PossibleMines
from evaluator_app.domain.quality.conditions import conditions_of, impossible, unruled
from evaluator_app.domain.quality.figures import figures, lines, lowered, sources
from evaluator_app.domain.quality.finding import ISSUES, Issue, QualityFinding, Weight
from evaluator_app.domain.quality.items import items, repeated, unused, whole
from evaluator_app.domain.template import Template

__all__ = ["ISSUES", "Issue", "QualityFinding", "Weight", "by_issue", "quality"]


def quality(template: Template, base: Template | None = None) -> tuple[QualityFinding, ...]:
    """Return what is to be said of a template, what weighs most first; base is what it was laid over."""
    mines = PossibleMines(template, (named.condition for named in conditions_of(template)))
    found = (
        *impossible(template, mines),
        *unruled(template, mines),
        *whole(template),
        *items(template),
        *figures(template, mines),
        *lines(template),
        *(lowered(template, base) if base else ()),
        *sources(template),
        *repeated(template),
        *unused(template),
    )
    order = {issue.code: number for number, issue in enumerate(ISSUES)}
    return tuple(sorted(found, key=lambda finding: order[finding.issue.code]))


def by_issue(findings: Iterable[QualityFinding]) -> Mapping[Issue, tuple[QualityFinding, ...]]:
    """Return findings by what they are about, in their order."""
    sorted_in: dict[Issue, tuple[QualityFinding, ...]] = {}
    for finding in findings:
        sorted_in[finding.issue] = (*sorted_in.get(finding.issue, ()), finding)
    return sorted_in
