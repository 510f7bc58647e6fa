# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What can be found in an open assessment: its items, prerequisites, places, documents, people and what was written."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.template import Indicator, Prerequisite, Template
from evaluator_app.services.searching import Entry, EntryKind


def entries_of(template: Template, assessment: Assessment) -> Iterator[Entry]:
    """Yield everything that words can lead to in one assessment."""
    yield from _rules(template)
    yield from _places(template, assessment)
    for document in template.documents:
        yield Entry(EntryKind.DOCUMENT, document.id, document.title)
    for member in assessment.team.values():
        yield Entry(EntryKind.PERSON, member.id, member.name, detail="　".join(part for part in (member.title, member.specialty) if part))
    yield from written_in(assessment, titles_of(template))


def written_in(assessment: Assessment, titles: dict[str, str]) -> Iterator[Entry]:
    """Yield what the team wrote: observations, remarks, and how evidence is called."""
    for seen in assessment.observations.values():
        detail = "　".join(part for part in (seen.place, titles.get(seen.target, "")) if part)
        yield Entry(EntryKind.OBSERVATION, seen.target, seen.text, detail=detail, record=seen.id)
    for finding in assessment.findings.values():
        if finding.remark:
            yield Entry(EntryKind.REMARK, finding.target, finding.remark, detail=titles.get(finding.target, finding.former_title))
    owners = {seen.id: seen.target for seen in assessment.observations.values()}
    for proof in assessment.evidence.values():
        target = next((owners.get(target, target) for target in proof.targets), "")
        detail = "　".join(part for part in (proof.place, titles.get(target, "")) if part)
        title = proof.caption or proof.name
        yield Entry(EntryKind.EVIDENCE, target, title, detail=detail, also=proof.name, record=proof.id)


def _rules(template: Template) -> Iterator[Entry]:
    for item in template.indicators():
        yield Entry(EntryKind.ITEM, item.id, item.title, item.code, also=item.requirement)
    for required in template.prerequisites:
        yield Entry(EntryKind.PREREQUISITE, required.id, required.title, required.code, also=required.requirement)


def _places(template: Template, assessment: Assessment) -> Iterator[Entry]:
    known = {place.id: place.title for place in template.places}
    for place in assessment.places.values():
        yield Entry(EntryKind.PLACE, place.id, place.title, detail=known.get(place.of, ""))
    for own, title in known.items():
        yield Entry(EntryKind.PLACE, own, title)


def titles_of(template: Template) -> dict[str, str]:
    """Return code and title of each item and prerequisite, by id."""
    items: tuple[Indicator | Prerequisite, ...] = (*template.prerequisites, *template.indicators())
    return {item.id: template.title_of(item.id) for item in items}
