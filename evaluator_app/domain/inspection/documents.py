# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which documents the rules want to see and nobody has noted as seen; printed as a request to the mine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.template import Template

REVIEW_FORM = "document_review"
"""Id of the record form by which a document is noted as seen."""
DOCUMENT_FIELD = "document"


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """One document that the mine is asked for."""

    id: str
    title: str
    items: tuple[str, ...]
    """Ids of the items and prerequisites that want it."""
    waiting: tuple[str, ...]
    """What assessors noted as still to be supplied for those items."""


def requests(template: Template, assessment: Assessment, applicable: Mapping[str, bool]) -> tuple[DocumentRequest, ...]:
    """Return the documents not noted as seen, in the order of the template."""
    asked: dict[str, list[str]] = {}
    for prerequisite in template.prerequisites:
        for document in prerequisite.documents:
            asked.setdefault(document, []).append(prerequisite.id)
    for indicator in template.indicators():
        if applicable.get(indicator.id, True):
            for document in indicator.documents:
                asked.setdefault(document, []).append(indicator.id)
    seen = reviewed(assessment)
    return tuple(
        DocumentRequest(document.id, document.title, tuple(asked[document.id]), _waiting(assessment, asked[document.id]))
        for document in template.documents
        if document.id in asked and not {document.id, document.title} & seen
    )


def reviewed(assessment: Assessment) -> frozenset[str]:
    """Return ids or titles of the documents that somebody noted as seen."""
    reviews = (record for record in assessment.form_records.values() if record.form.partition("@")[0] == REVIEW_FORM)
    return frozenset(str(record.values.get(DOCUMENT_FIELD, "")) for record in reviews) - {""}


def _waiting(assessment: Assessment, items: list[str]) -> tuple[str, ...]:
    answers = (assessment.answer(item) for item in items)
    return tuple(answer.reason for answer in answers if answer.outcome is Outcome.PENDING and answer.reason)
