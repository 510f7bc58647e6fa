# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The whole report as content: chapters in their order, without layout. Every form of the report is written from this."""

from __future__ import annotations

from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.reporting.chapters import (
    beside,
    close,
    editions,
    facts,
    forms,
    frame,
    ground,
    ledger,
    panel,
    prerequisites,
    rounds,
    scores,
)
from evaluator_app.reporting.document import Document, TableOfContents, Words
from evaluator_app.reporting.source import ReportSource


def report(source: ReportSource) -> Document:
    """Build the content of a report from an assessment and its score."""
    _ = source.translate
    assessment = source.assessment
    title = _("Green mine assessment report: {mine}").format(mine=assessment.mine.name)
    marks = [_("Sample")] if assessment.profile.is_practice else []
    marks += [_("Draft")] if assessment.profile.status is AssessmentStatus.DRAFT else []
    marks += [] if source.rating.is_approved else [frame.template_mark(source)]
    return Document(
        title=title,
        subject=source.template.title,
        cover=frame.cover(source),
        header=title,
        footer=assessment.profile.organization,
        author=assessment.profile.organization,
        watermark=" ".join(marks) or None,
        words=Words(
            contents=_("Contents"),
            page=_("Page {page} of {pages}"),
            table=_("Table {number}"),
            figure=_("Figure {number}"),
            continued=_("(continued)"),
            digest=_("Digest {digest}"),
            unreadable_photo=_("The photo cannot be read"),
            places_to_sign=_("Places for signatures"),
        ),
        blocks=(
            TableOfContents(levels=1),
            *frame.warnings(source),
            *beside.newer_documents(source),
            *frame.statement(source),
            *prerequisites.prerequisites(source),
            *scores.summary(source),
            *scores.items(source),
            *ledger.ledger(source),
            *ledger.measurements(source),
            *panel.panel(source),
            *ledger.not_counted(source),
            *facts.facts_sheets(source),
            *forms.forms(source),
            *ground.ground(source),
            *rounds.rounds(source),
            *editions.moves(source),
            *ledger.mending(source),
            *close.conclusion(source),
            *beside.gates(source),
            *beside.deadlines(source),
            *close.signatures(source),
            *close.annexes(source),
            *forms.annex(source),
        ),
    )
