# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The places of a report for signatures, once it is sure that its pages say what its data say. Runs apart: see reading_apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.reporting.pdf_types import PLACES_NAME
from evaluator_app.services.page_matching import pages_match
from evaluator_app.services.report_data import DATA_NAME, ReportData, read_report_data
from evaluator_app.services.signing_places import Place, places
from evaluator_app.signing.attachments import read_attachments
from evaluator_app.signing.pdf_signatures import signed_fields
from evaluator_app.signing.reading import Document, read_document
from evaluator_app.signing.verification import verify_pdf

_COMPARED: Final[dict[int, set[bytes]]] = {}
"""Size and SHA-256 of written reports whose pages were compared with their data by this process; signing only adds to them."""

Found = tuple[str, ReportData, tuple[Place, ...]]
"""SHA-256 of the file, what it reports, and its places in the order of its signature page."""


def look_for_places(source: Path, verified_at: datetime | None = None, *, alive: Callable[[float], None] = lambda _seconds: None) -> Found:
    """Return what a report is and its places; UserFacingError if it is none, a draft, or does not say what its data say.

    Where a day is given, its signatures are verified as well, so that it is known that this comes to an end.
    """
    document = read_document(source)
    attachments = read_attachments(document)
    report = _report_in(attachments, source.name)
    if report.assessment.profile.status is AssessmentStatus.DRAFT:
        raise UserFacingError(
            "REP-012",
            _("{name} is the report of an assessment that is not completed; it was not signed.").format(name=source.name),
            _("Complete the assessment, write its report again, then sign that one."),
        )
    _refuse_altered(report, attachments[DATA_NAME], document)
    try:
        named = [place for place in json.loads(attachments[PLACES_NAME]) if isinstance(place, dict)]
        found = document.sha256(), report, places(report.assessment, named, signed_fields(document))
    except (KeyError, ValueError, TypeError) as error:
        raise _no_report(source.name) from error
    if verified_at is not None:
        verify_pdf(document, at=verified_at)
    return found


def look(source: Path, verified_at: datetime, *, alive: Callable[[float], None] = lambda _seconds: None) -> str:
    """Return the SHA-256 of a file, once it is known that reading and verifying it comes to an end; what it is worth is not told."""
    document = read_document(source)
    with suppress(UserFacingError):
        verify_pdf(document, at=verified_at)
    with suppress(UserFacingError):
        read_attachments(document)
    return document.sha256()


def _report_in(attachments: Mapping[str, bytes], name: str) -> ReportData:
    try:
        return read_report_data(attachments[DATA_NAME])
    except (KeyError, DocumentError) as error:
        raise _no_report(name) from error


def _no_report(name: str) -> UserFacingError:
    return UserFacingError(
        "REP-011",
        _("{name} is not a report of this program, or its data are damaged.").format(name=name),
        _("Choose the file as it was written."),
    )


def _refuse_altered(report: ReportData, attached: bytes, document: Document) -> None:
    """Keep a signature off pages that somebody altered after they were written.

    Whoever signs adds to the file and may change no page, and that is looked at before every signature; so pages that
    were compared once need not be built again for the next one.
    """
    length = len(document.content)
    if any(document.sha256_until(size).digest() in digests for size, digests in _COMPARED.items() if size <= length):
        return
    found = pages_match(report, attached, document.content)
    if found.value is False:
        raise UserFacingError(
            "REP-014",
            _("{name} is not as it was written, so it was not signed. {reason}").format(name=document.name, reason=found.reason),
            _("Write the report again, then sign that one."),
        )
    if found.value is True:
        _COMPARED.setdefault(length, set()).add(document.sha256_until(length).digest())
