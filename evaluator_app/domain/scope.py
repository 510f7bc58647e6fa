# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a spot check, a re-check or a look-back looks at: some items only, or all.

What is left out stays not assessed: its points stay open, it takes none and earns none, and where anything is left out there is
neither total nor verdict. What was recorded beyond the scope counts as looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import Act, Change, change_profile
from evaluator_app.domain.template import Template


def targets_of(template: Template) -> tuple[str, ...]:
    """Return the ids of all prerequisites and items, in the order of the template."""
    return (*(each.id for each in template.prerequisites), *(each.id for each in template.indicators()))


def left_out(template: Template, assessment: Assessment) -> frozenset[str]:
    """Return what a partial assessment does not look at and nothing is recorded for; empty for one that looks at all."""
    if not assessment.profile.kind.may_be_partial or not assessment.profile.scope:
        return frozenset()
    seen = {each.target for each in assessment.observations.values()} | {each.target for each in assessment.form_records.values()}
    return frozenset(targets_of(template)) - seen - set(assessment.profile.scope) - assessment.findings.keys()


def is_partial(template: Template, assessment: Assessment) -> bool:
    """Tell whether anything is left out, so that there is neither total nor verdict."""
    return bool(left_out(template, assessment))


def set_scope(template: Template, assessment: Assessment, targets: Iterable[str]) -> Change:
    """Choose what is looked at; all of it is the same as no choice. ValueError for nothing, or for a kind that looks at all."""
    known = frozenset(targets_of(template))
    chosen = known & frozenset(targets)
    if not chosen or not assessment.profile.kind.may_be_partial:
        raise ValueError("nothing is looked at, or everything has to be")
    scope = () if chosen == known else tuple(sorted(chosen))
    return replace(change_profile(assessment, replace(assessment.profile, scope=scope)), act=Act.SET_SCOPE)


def proposed_scope(template: Template, assessment: Assessment) -> tuple[str, ...]:
    """Return the items and prerequisites that earlier faults bear on, in the order of the template."""
    named = {fault.target for fault in assessment.earlier.values()}
    return tuple(target for target in targets_of(template) if target in named)
