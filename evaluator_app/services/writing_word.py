# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report of an assessment as a Word document, from the same content as the PDF; a working copy that nobody signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import CHINESE, N_, _
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.report_data import read_report_data, report_data
from evaluator_app.services.report_source import report_source

if TYPE_CHECKING:
    from evaluator_app.reporting.layout import ReportLayout
    from evaluator_app.reporting.pdf_types import PhotoSize
    from evaluator_app.reporting.word.writing import WrittenWord

_MOST_TEMPLATE_BYTES = 20_000_000


def write_word(
    opened: OpenAssessment,
    destination: Path,
    *,
    issued_on: date,
    language: str = CHINESE,
    template: Path | None = None,
    layout: ReportLayout | None = None,
    photo_size: PhotoSize | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenWord:
    """Write the Word document, into a firm's template if there is one; the same input gives the same bytes.

    UserFacingError REP-002 to REP-004 where the file cannot be written, REP-030 to REP-036 for a template that is refused,
    which is never opened by another program; Cancelled when asked to stop. What was at the destination stays in each case.
    """
    from evaluator_app.reporting.content import report as report_content
    from evaluator_app.reporting.word.writing import write_docx

    firm = _template(template) if template is not None else None
    data = report_data(opened.assessment, opened.template, issued_on=issued_on, language=language, approval=opened.approval, layout=layout)
    source = report_source(read_report_data(data), opened.picture_file_of)
    return write_docx(
        report_content(source),
        destination,
        template=firm,
        created_at=datetime(issued_on.year, issued_on.month, issued_on.day, tzinfo=UTC),
        note=source.translate(N_("A working copy without signatures. What counts is the signed PDF.")),
        values={"mine": opened.assessment.mine.name, "organization": opened.assessment.profile.organization},
        photo_size=photo_size,
        progress=progress,
        cancelled=cancelled,
    )


def _template(path: Path) -> bytes:
    """Read a template no further than a template may reach."""
    try:
        with path.open("rb") as file:
            return file.read(_MOST_TEMPLATE_BYTES + 1)
    except OSError as error:
        raise UserFacingError(
            "REP-030",
            _("The Word template {name} cannot be read: {reason}. No report was made.").format(name=path.name, reason=error.strerror),
            _("Check its path and your right to read it."),
        ) from error
