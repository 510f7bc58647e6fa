# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How far the stages of an open assessment are, with what only the workspace knows: the record forms that can be filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from evaluator_app.domain import facts_sheet
from evaluator_app.domain.forms.definition import FormDefinition, FormScope, Stage
from evaluator_app.domain.inspection.documents import requests
from evaluator_app.domain.inspection.looking import applicable
from evaluator_app.domain.stages import Known, Stages, stages
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.filling import form_catalog, forms_of_stage, records_of
from evaluator_app.services.printing_forms import write_blank_form, write_filled_form

_NO_NAME = re.compile(r'[\x00-\x1f\\/:*?"<>|]')
"""Characters that no file name may hold on some system."""


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

    def write_forms(self, opened: OpenAssessment, stage: Stage, folder: Path, *, at: datetime) -> tuple[Path, ...]:
        """Print the forms of a stage, each as a PDF of its own: as they were filled in, or blank with what is known.

        UserFacingError if one cannot be written; those before it are there then.
        """
        written = []
        for form in self.printed_forms(stage):
            for target, name in _targets(opened, form):
                path = folder / f"{_NO_NAME.sub('_', ' '.join(filter(None, (form.title, name))))}.pdf"
                begun = [record for record in records_of(opened.assessment, target) if record.form.partition("@")[0] == form.id]
                if begun:
                    write_filled_form(opened, begun[0].id, path, at=at)
                else:
                    write_blank_form(opened, form, path, at=at, target=target)
                written.append(path)
        return tuple(written)

    def printed_forms(self, stage: Stage) -> tuple[FormDefinition, ...]:
        """Return the forms of a stage that can be printed by hand; the facts sheet has a printout of its own."""
        return tuple(form for form in forms_of_stage(self.forms, stage) if form.id != facts_sheet.FORM)


def _targets(opened: OpenAssessment, form: FormDefinition) -> tuple[tuple[str, str], ...]:
    return tuple((member.id, member.name) for member in opened.team) if form.scope is FormScope.PERSON else (("", ""),)
