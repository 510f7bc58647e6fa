# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where a piece of evidence is used, so that nobody takes away what something rests on without knowing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.records import RecordKind


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that rests on a piece of evidence."""

    kind: RecordKind
    """A finding for an item or prerequisite itself, an observation, another piece of evidence, a clock, a form, an earlier fault."""
    key: str
    """Id of the item, prerequisite or record."""


def uses_of(assessment: Assessment, evidence_id: str) -> tuple[Use, ...]:
    """Return what rests on a piece of evidence, kind by kind. KeyError for an unknown one."""
    targets = assessment.evidence[evidence_id].targets
    seen = tuple(target for target in targets if target in assessment.observations)
    return (
        *(Use(RecordKind.FINDING, target) for target in targets if target not in seen),
        *(Use(RecordKind.OBSERVATION, target) for target in seen),
        *_elsewhere(assessment, evidence_id),
    )


def held_by_forms(assessment: Assessment) -> frozenset[str]:
    """Return the ids of evidence that a form holds, such as the drawing of a signature; it serves the form and no item."""
    named = {value for record in assessment.form_records.values() for value in _named(record)}
    return frozenset(name for name in assessment.evidence if name in named)


def _elsewhere(assessment: Assessment, evidence_id: str) -> Iterator[Use]:
    for item in assessment.evidence.values():
        if item.revision_of == evidence_id:
            yield Use(RecordKind.EVIDENCE, item.id)
    for clock in assessment.clocks.values():
        if clock.evidence == evidence_id:
            yield Use(RecordKind.CLOCK, clock.device)
    for record in assessment.form_records.values():
        if evidence_id in _named(record):
            yield Use(RecordKind.FORM_RECORD, record.id)
    for fault in assessment.earlier.values():
        if evidence_id in fault.evidence:
            yield Use(RecordKind.EARLIER_FAULT, fault.id)


def _named(record: FormRecord) -> frozenset[str | bool]:
    """Return everything that a form holds; the id of evidence is like nothing else in it."""
    cells = (value for rows in record.rows.values() for row in rows for value in row.values.values())
    signed = (signature.evidence for signature in record.signatures.values())
    return frozenset((*record.values.values(), *cells, *signed))
