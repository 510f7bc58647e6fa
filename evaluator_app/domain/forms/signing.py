# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a signature on a form covers: all that was filled in and all that the form says, but no signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.forms.definition import FormDefinition, FormScope
from evaluator_app.domain.forms.record import FormRecord


def statement_of(definition: FormDefinition, record: FormRecord, assessment: Assessment) -> str:
    """Return what who signs declares, with the names of this assessment; a name in braces that is not known stays as it is."""
    words = definition.statement
    for name, value in _names(definition, record, assessment).items():
        words = words.replace(f"{{{name}}}", value or "＿＿＿＿")
    return words


def content_sha256(assessment: Assessment, record: FormRecord) -> str:
    """Return the digest of a filled form without its signatures: what it asks, what was answered, what is declared."""
    definition = assessment.forms[record.form]
    statement = statement_of(definition, record, assessment)
    return digest({"form": definition, "record": replace(record, signatures={}), "statement": statement})


def is_covered(assessment: Assessment, record: FormRecord, field: str) -> bool:
    """Tell whether a signature still covers what the form says now; False also where there is none."""
    signature = record.signatures.get(field)
    return signature is not None and record.form in assessment.forms and signature.content_sha256 == content_sha256(assessment, record)


def _names(definition: FormDefinition, record: FormRecord, assessment: Assessment) -> Mapping[str, str]:
    profile = assessment.profile
    days = [day.isoformat() for day in (profile.visit_from, profile.visit_to) if day]
    person = assessment.team.get(record.target) if definition.scope is FormScope.PERSON else None
    return {
        "mine": assessment.mine.name,
        "organization": profile.organization,
        "client": profile.client,
        "visit": " – ".join(dict.fromkeys(days)),
        "person": person.name if person else "",
    }
