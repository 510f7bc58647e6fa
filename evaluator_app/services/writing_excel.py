# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report of an assessment as a workbook, from the same content as the PDF; a working copy that nobody signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain.assessment import Evidence
from evaluator_app.i18n import CHINESE
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.report_data import read_report_data, report_data
from evaluator_app.services.report_source import report_source

if TYPE_CHECKING:
    from evaluator_app.reporting.layout import ReportLayout

if TYPE_CHECKING:
    from evaluator_app.reporting.layout import ReportLayout


def write_excel(
    opened: OpenAssessment,
    destination: Path,
    *,
    issued_on: date,
    language: str = CHINESE,
    layout: ReportLayout | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the workbook; UserFacingError REP-002 to REP-004 where the file cannot be written, Cancelled when asked to stop."""
    from evaluator_app.reporting.content import report as report_content
    from evaluator_app.reporting.excel.writing import write_xlsx

    data = report_data(opened.assessment, opened.template, issued_on=issued_on, language=language, approval=opened.approval, layout=layout)
    source = report_source(read_report_data(data), _no_picture)
    created_at = datetime(issued_on.year, issued_on.month, issued_on.day, tzinfo=UTC)
    write_xlsx(report_content(source), source, destination, created_at=created_at, cancelled=cancelled)


def _no_picture(_evidence: Evidence) -> bytes:
    """Read none: a workbook has the words under photos, not the photos."""
    return b""
