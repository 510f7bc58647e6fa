# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Applying an act, and saying in a sentence why that cannot be done."""

from __future__ import annotations

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import AssessmentClosedError, Change
from evaluator_app.domain.codec import DocumentError
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator


def applied(change: Change, assessment: Assessment) -> Assessment:
    """Return the assessment after an act; UserFacingError if it is closed, or what was entered cannot be recorded."""
    try:
        return change.apply(assessment)
    except AssessmentClosedError as error:
        raise UserFacingError(
            "ASM-001",
            _("This assessment is completed or signed; its findings can no longer change."),
            _("Reopen it, or start a new revision if it is signed."),
        ) from error
    except DocumentError as error:
        words = "；".join(problem.sentence.text(translator(current_language())) for problem in error.problems)
        raise UserFacingError(
            "ASM-005",
            _("This cannot be recorded: {words}").format(words=words),
            _("Change what was entered; nothing else is affected."),
        ) from error
