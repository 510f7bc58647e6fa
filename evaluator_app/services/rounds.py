# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What came before an assessment, taken in: the mine's own scores from Excel, the faults of an earlier assessment of the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluator_app.catalog.workbook.opening import WorkbookRefusedError
from evaluator_app.catalog.workbook.self_scores import ReadScores, read_self_scores, write_self_scores_form
from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.comparing_rounds import take_over_round, take_self_scores
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import Done, OpenAssessment
from evaluator_app.store.summaries import Summary


def read_scores(path: Path, opened: OpenAssessment) -> ReadScores:
    """Read the mine's own scores from a workbook, for a look before they are taken; UserFacingError if it is none."""
    try:
        return read_self_scores(path, opened.template)
    except WorkbookRefusedError as error:
        say = translator(current_language())
        raise UserFacingError(error.code, f"{path.name}: {error.sentence.text(say)}", error.advice.text(say)) from error


def take_scores(opened: OpenAssessment, read: ReadScores) -> Done:
    """Take the scores in as one act; those there before go. UserFacingError if nothing was read."""
    if not read.scores:
        raise UserFacingError(
            "RND-001",
            _("The workbook holds no points of the mine for items of this template; nothing was taken."),
            _("Let the program write the form for self-assessment, and fill that in."),
        )
    return opened.do(take_self_scores(opened.assessment, read.scores))


def write_form(opened: OpenAssessment, path: Path) -> None:
    """Write the workbook that the mine fills in; UserFacingError if that cannot be done."""
    try:
        with replacing(path) as file:
            write_self_scores_form(opened.template, file)
    except OSError as error:
        raise UserFacingError(
            "RND-002",
            _("{name} could not be written ({reason}); what was there before is unchanged.").format(
                name=path.name, reason=error.strerror or str(error)
            ),
            _("Close it in other programs, or choose another folder."),
        ) from error


def earlier_assessments(opened: OpenAssessment) -> Sequence[Summary]:
    """Return the other assessments of the workspace, those of the same mine first, the one changed last first."""
    mine = opened.assessment.mine.name
    return sorted(opened.others(), key=lambda each: (each.mine != mine, -each.last_change_at.timestamp()))


def follow(opened: OpenAssessment, earlier_id: str) -> Done:
    """Take over the faults of an earlier assessment as a list to be verified, as one act."""
    return opened.do(take_over_round(opened.assessment, opened.other(earlier_id)))


def photo_of_then(opened: OpenAssessment, sha256: str, side: int) -> bytes:
    """Return a small picture of a photo of the round before; empty where its file is not in this workspace."""
    return opened.picture_of(Evidence(sha256, "", sha256, 0, "image/jpeg"), side)
