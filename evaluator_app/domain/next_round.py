# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How an assessment begins from an earlier one: what of it stays the same, what is asked anew.

The mine stays, with its facts, outlines and places. Papers stay by their names and numbers; their days and what was seen of
them are filled in again before the originals, so that no prerequisite is met unseen. Team, findings, ledger, evidence, other
forms and clocks do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from evaluator_app.domain.assessment import Assessment, Assessor, Profile
from evaluator_app.domain.comparing import reference
from evaluator_app.domain.comparing_rounds import Then, self_scores_of, take_over_round, take_self_scores
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.scope import targets_of
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import Template

_PAPER = "validity"
"""Kind of the check of a form that is about a paper with days of validity, such as a licence."""


@dataclass(frozen=True, slots=True)
class NextRound:
    """What is asked before an assessment begins from an earlier one."""

    kind: AssessmentKind
    template: Template
    """The edition it is made by."""
    organization: str = ""
    client: str = ""
    visit_from: date | None = None
    visit_to: date | None = None
    filing_on: date | None = None
    team: tuple[Assessor, ...] = ()
    is_practice: bool = False


def begun_from(earlier: Assessment, then: Then, new: NextRound, *, new_id: str, at: datetime) -> Assessment:
    """Return the assessment as it begins.

    From a self-assessment it takes the mine's own points as well. Facts that the template does not ask are left behind.
    """
    known = {fact.id for fact in new.template.facts}
    facts = {name: value for name, value in earlier.mine.facts.items() if name in known}
    profile = Profile(
        reference(new.template),
        kind=new.kind,
        organization=new.organization,
        client=new.client,
        visit_from=new.visit_from,
        visit_to=new.visit_to,
        filing_on=new.filing_on,
        opened_at=at,
        is_practice=new.is_practice or earlier.profile.is_practice,
    )
    papers = _papers(earlier, frozenset(targets_of(new.template)))
    begun = Assessment(
        new_id,
        profile,
        replace(earlier.mine, facts=facts),
        {member.id: member for member in new.team},
        outlines=dict(earlier.outlines),
        places=dict(earlier.places),
        forms={record.form: earlier.forms[record.form] for record in papers.values()},
        form_records=papers,
    )
    begun = take_over_round(begun, earlier, then, at).apply(begun)
    if earlier.profile.kind is AssessmentKind.SELF_ASSESSMENT:
        asked = {item.id for item in new.template.indicators()}
        scores = (score for score in self_scores_of(earlier, then.card) if score.target in asked)
        begun = take_self_scores(begun, scores).apply(begun)
    return begun


def stays_as_is(earlier: Assessment) -> Mapping[str, int]:
    """Return how much of an earlier assessment is taken over as it is, by what it is: facts, outlines, places, papers."""
    papers = sum(1 for record in earlier.form_records.values() if _is_paper(earlier.forms.get(record.form)))
    return {"facts": len(earlier.mine.facts), "outlines": len(earlier.outlines), "places": len(earlier.places), "papers": papers}


def _is_paper(definition: FormDefinition | None) -> bool:
    return definition is not None and any(check.kind == _PAPER for check in definition.checks)


def _papers(earlier: Assessment, targets: frozenset[str]) -> Mapping[str, FormRecord]:
    found = {}
    for name, record in sorted(earlier.form_records.items()):
        definition = earlier.forms.get(record.form)
        if definition is None or not _is_paper(definition) or (record.target and record.target not in targets):
            continue
        texts = {field.id for field in definition.fields if field.kind is FieldKind.TEXT}
        values = {key: value for key, value in record.values.items() if key in texts}
        found[name] = FormRecord(record.id, record.form, record.target, values)
    return found
