# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How far the stages of an open assessment are, with what only the workspace knows: the record forms that can be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from evaluator_app.domain.changes import Act, Change, change_records, joined
from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.record import FormSignature
from evaluator_app.domain.forms.signing import content_sha256
from evaluator_app.domain.inspection.documents import requests
from evaluator_app.domain.inspection.looking import applicable
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.stages import Known, Stages, stages
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.filling import change_signature, form_catalog


class Staging:
    """The stages of the assessments of one workspace; the forms are read once."""

    def __init__(self, folder: Path) -> None:
        """Take the workspace."""
        self._folder = folder
        self._forms: Mapping[str, FormDefinition] | None = None

    @property
    def forms(self) -> Mapping[str, FormDefinition]:
        """The forms that can be filled in, by id."""
        if self._forms is None:
            self._forms = form_catalog(self._folder).forms()
        return self._forms

    def look(self, opened: OpenAssessment) -> Stages:
        """Return how far every stage is."""
        asked = requests(opened.template, opened.assessment, applicable(opened.card))
        return stages(Known(opened.template, opened.assessment, opened.card, opened.problems(), asked, self.forms))


def sign_form(opened: OpenAssessment, record_id: str, field: str, name: str, drawing: bytes) -> Change:
    """Return the act that puts a signature into a field of a filled form; the drawing is stored before, as evidence of its own."""
    assessment = opened.assessment
    record = assessment.form_records[record_id]
    title = assessment.forms[record.form].title
    words = _("Signature of {name}: {form}").format(name=name, form=title)
    evidence = opened.keep_picture(f"{words}.png", drawing, caption=words)
    signature = FormSignature(name, evidence.id, evidence.added_at, content_sha256(assessment, record))
    kept = change_records(assessment, Act.FILL_FORM, RecordKind.EVIDENCE, {evidence.id: evidence})
    signed = change_signature(assessment, record_id, field, signature)
    return joined(Act.FILL_FORM, (kept, signed), signed.subject)
