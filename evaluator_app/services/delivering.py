# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Completing an assessment and writing its report with its data inside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import CHINESE, N_, _
from evaluator_app.services.assessing import Done, OpenAssessment
from evaluator_app.services.report_data import DATA_NAME, ReportData, read_report_data, report_data
from evaluator_app.services.report_source import report_source

if TYPE_CHECKING:
    from evaluator_app.reporting.layout import ReportLayout
    from evaluator_app.reporting.pdf import PhotoSize, WrittenPdf


def complete(opened: OpenAssessment) -> Done:
    """Close the findings; UserFacingError while something that blocks is missing."""
    blocking = [problem for problem in opened.problems() if problem.severity is Severity.BLOCKS]
    if blocking:
        raise UserFacingError(
            "ASM-003",
            _("{count} things are still missing; the assessment stays open.").format(count=len(blocking)),
            _("See the list of what is missing and settle each line."),
        )
    return opened.do(changes.change_status(opened.assessment, AssessmentStatus.COMPLETED))


def reopen(opened: OpenAssessment) -> Done:
    """Open the findings of a completed assessment again; UserFacingError once it is signed."""
    if not opened.assessment.profile.status.may_become(AssessmentStatus.DRAFT):
        raise UserFacingError("ASM-004", _("This assessment is signed and closed for good."), _("Start a new revision to change anything."))
    return opened.do(changes.change_status(opened.assessment, AssessmentStatus.DRAFT))


def write_report(
    opened: OpenAssessment,
    destination: Path,
    *,
    issued_on: date,
    language: str = CHINESE,
    layout: ReportLayout | None = None,
    photo_size: PhotoSize | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenPdf:
    """Write the report of an assessment in a firm's layout, unsigned; the same input gives the same bytes.

    Without a `photo_size` the number of photos decides, so that the file stays small enough to be sent.

    UserFacingError where records or evidence of a completed assessment are no longer what was saved: what can be signed
    must not vouch for them. A draft shows where a photo is missing.
    """
    if not opened.assessment.profile.status.is_open:
        opened.require_whole()
    data = report_data(opened.assessment, opened.template, issued_on=issued_on, language=language, approval=opened.approval, layout=layout)
    report = read_report_data(data)
    return render(report, data, destination, opened.picture_file_of, photo_size=photo_size, progress=progress, cancelled=cancelled)


def render(
    report: ReportData,
    attached: bytes,
    destination: Path,
    photo: Callable[[Evidence], bytes | Path],
    *,
    photo_size: PhotoSize | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenPdf:
    """Lay out the report that some data make."""
    from evaluator_app.reporting.content import report as report_content
    from evaluator_app.reporting.pdf import Attachment, write_pdf

    source = report_source(report, photo)
    return write_pdf(
        report_content(source),
        destination,
        attachments=(Attachment(DATA_NAME, "application/json", attached, source.translate(N_("Assessment, template and score"))),),
        created_at=datetime(report.issued_on.year, report.issued_on.month, report.issued_on.day, tzinfo=UTC),
        photo_size=photo_size,
        progress=progress,
        cancelled=cancelled,
    )
