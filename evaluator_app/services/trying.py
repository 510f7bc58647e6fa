# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Trying a template out on a practice assessment that is never kept: it lives in a folder of its own, and goes with it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from evaluator_app.domain.assessment import Assessor, Mine
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import Template
from evaluator_app.i18n import _
from evaluator_app.services.workspace import NewAssessment, Workspace


class TrialRun:
    """A practice assessment of a template that need not be installed; close() leaves nothing behind."""

    def __init__(self, template: Template, who: str = "") -> None:
        """Begin the assessment."""
        self.root = Path(tempfile.mkdtemp(prefix="template-trial-"))
        person = who or _("Trial")
        try:
            self._workspace = Workspace(self.root, who=person)
            kind = template.kinds[0] if template.kinds else AssessmentKind.THIRD_PARTY
            team = (Assessor("a1", person, is_leader=True),)
            new = NewAssessment(template, Mine(_("Mine for trying out")), kind=kind, team=team, is_practice=True)
            self.opened = self._workspace.begin(new)
        except BaseException:
            shutil.rmtree(self.root, ignore_errors=True)
            raise

    def close(self) -> None:
        """Delete everything; more than once does no harm."""
        self._workspace.close()
        shutil.rmtree(self.root, ignore_errors=True)

    def __enter__(self) -> Self:
        """Use it in a with statement."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Delete everything."""
        self.close()


def try_out(template: Template, who: str = "") -> TrialRun:
    """Begin a practice assessment of a template that is never saved."""
    return TrialRun(template, who)
