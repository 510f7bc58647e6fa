# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a report carries inside: assessment, template, score and what else it takes to recompute and to rebuild it.

Written once as canonical bytes and read with care. Not for how a report looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from evaluator_app import __version__
from evaluator_app.domain.approval import Endorsement
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, decode, encode
from evaluator_app.domain.document import content_of, from_document, to_document
from evaluator_app.domain.rating import rate
from evaluator_app.domain.reported import as_reported
from evaluator_app.domain.scoring import score
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import Template
from evaluator_app.i18n import LANGUAGES
from evaluator_app.reporting.layout import ReportLayout
from evaluator_app.services.statements import AttachedApproval, TemplateApproval, attach, read_attached

DATA_NAME = "assessment.json"
"""Name of the attachment that carries the data."""
FORMAT = "evaluator-report-data"
VERSION = 1


@dataclass(frozen=True, slots=True)
class ReportData:
    """What a report carries: enough to recompute and to rebuild it."""

    assessment: Assessment
    template: Template
    score_card: Json
    """The score card as plain data, as it was computed when the report was written."""
    rating: Json
    issued_on: date
    language: str
    program: str
    """Version of the program that wrote the report."""
    approval: AttachedApproval | None = None
    """What a steward stated of the template, signed; None where nothing was known."""
    layout: ReportLayout | None = None
    """The firm's layout; None for the program's own."""

    @property
    def endorsement(self) -> Endorsement | None:
        """What the attached statement is worth, the same wherever the report is read; trust is another question."""
        if self.approval is None:
            return None
        return read_attached(self.approval, self.template, at=datetime.now(UTC)).endorsement


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands beside the large parts of report data."""

    issued_on: date
    language: str
    program: str


_PARTS = ("assessment", "template", "score_card", "rating")
_APPROVAL, _LAYOUT = "approval", "layout"


def report_data(
    assessment: Assessment,
    template: Template,
    *,
    issued_on: date,
    language: str,
    approval: TemplateApproval | None = None,
    layout: ReportLayout | None = None,
) -> bytes:
    """Return the canonical bytes that a report carries; with the statement on the template that counts here, if there is one.

    It carries the findings alone: what is put right, before a signature or after it, changes no byte.
    """
    assessment = as_reported(assessment)
    card = score(template, assessment)
    attached = attach(approval) if approval else None
    is_approved = bool(approval and approval.is_approved)
    return canonical_bytes(
        {
            **({_APPROVAL: attached.to_json()} if attached else {}),
            **({_LAYOUT: encode(layout)} if layout else {}),
            "format": FORMAT,
            "version": VERSION,
            "assessment": to_document(assessment),
            "template": encode(template),
            "score_card": encode(card),
            "rating": encode(rate(card, template, is_approved=is_approved)),
            "issued_on": issued_on.isoformat(),
            "language": language,
            "program": __version__,
        }
    )


def read_report_data(data: bytes) -> ReportData:
    """Read what a report carries; DocumentError if it is damaged or not ours."""
    read = content_of(read_json(data), FORMAT, VERSION, say("doc.not_report_data", "These are not the data of a report"))
    frame = decode(_Frame, {key: value for key, value in read.items() if key not in (*_PARTS, _APPROVAL, _LAYOUT)})
    if frame.language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise DocumentError((DocumentProblem("language", say("doc.choice", "One of these is expected here: {known}", known=known)),))
    for part in _PARTS:
        if not isinstance(read.get(part), dict):
            raise DocumentError((DocumentProblem(part, say("doc.object", "An object is expected here")),))
    return ReportData(
        from_document(read["assessment"]),
        decode(Template, read["template"]),
        read["score_card"],
        read["rating"],
        frame.issued_on,
        frame.language,
        frame.program,
        AttachedApproval.from_json(read[_APPROVAL]) if _APPROVAL in read else None,
        _read_layout(read[_LAYOUT]) if _LAYOUT in read else None,
    )


def _read_layout(data: Json) -> ReportLayout:
    """Read a layout, which may come from anybody: DocumentError for what no file of a layout could hold either."""
    from evaluator_app.reporting.logo import logo_objection
    from evaluator_app.services.layouts import chapter_objections

    layout = decode(ReportLayout, data)
    problems = [
        DocumentProblem(".".join(filter(None, (_LAYOUT, each.table, each.key))), each.sentence) for each in chapter_objections(layout)
    ]
    try:
        objection = logo_objection(layout.logo_bytes) if layout.logo else None
    except ValueError:
        objection = say("layout.logo_base64", "The sign is no base64")
    if objection is not None:
        problems.append(DocumentProblem(f"{_LAYOUT}.logo", objection))
    if problems:
        raise DocumentError(tuple(problems))
    return layout
