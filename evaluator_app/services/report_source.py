# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What every form of the report is written from, made of the data that it carries: PDF, Word and Excel start here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.i18n import translator
from evaluator_app.services.report_data import ReportData

if TYPE_CHECKING:
    from evaluator_app.reporting.source import ReportSource


def report_source(report: ReportData, photo: Callable[[Evidence], bytes | Path]) -> ReportSource:
    """Return the source of a report: scored anew from its data, with the pictures that `photo` finds."""
    from evaluator_app.reporting.layout import ReportLayout
    from evaluator_app.reporting.source import ReportSource
    from evaluator_app.services.mapping import ground_map, positions_map

    card = score(report.template, report.assessment)
    endorsement = report.endorsement
    rating = rate(card, report.template, is_approved=bool(endorsement and endorsement.is_approval))
    return ReportSource(
        report.assessment,
        report.template,
        card,
        rating,
        photo,
        report.issued_on,
        translator(report.language),
        endorsement,
        ground_map(report.assessment) or positions_map(report.assessment),
        report.layout or ReportLayout(),
        report.language,
    )
