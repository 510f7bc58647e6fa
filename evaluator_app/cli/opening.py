# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How commands come to the workspace and to the assessment that is meant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.cli import output
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.assessing import OpenAssessment
    from evaluator_app.services.workspace import Workspace


@contextmanager
def open_workspace(root: Path, who: str) -> Iterator[Workspace]:
    """Open the workspace; say what was recovered if the last session did not end cleanly."""
    from evaluator_app.services.workspace import Workspace

    with Workspace(root, who=who) as workspace:
        if workspace.store.recovered is not None:
            output.show_recovery(workspace.store.recovered)
        yield workspace


def open_named(workspace: Workspace, named: str) -> OpenAssessment:
    """Open the assessment of an id or the beginning of one."""
    if not named.strip():
        raise UserFacingError("CLI-005", _("No assessment is named."), _("Give its id, or the beginning of it."))
    return workspace.open_assessment(named)
