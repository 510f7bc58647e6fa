# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Signing a written report in its places, and stamping its time. Closing the assessment afterwards: closing.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services import authorities
from evaluator_app.services.credentials import Choice, opened
from evaluator_app.services.report_data import DATA_NAME, ReportData, read_report_data
from evaluator_app.services.signing_places import Place, Turn, place_for, places, refuse_out_of_turn, refuse_wrong_person

if TYPE_CHECKING:
    from evaluator_app.signing.appending import SignedFile
    from evaluator_app.signing.reading import Document
    from evaluator_app.signing.time_stamps import Stamper
    from evaluator_app.signing.validation_data import ValidationData

_COMPARED: Final[dict[int, set[bytes]]] = {}
"""Size and SHA-256 of written reports whose pages were compared with their data by this process; signing only adds to them."""


def sign_report(
    source: Path,
    destination: Path,
    choice: Choice,
    *,
    signed_at: datetime,
    signer: str = "",
    location: str = "",
    seal_image: Path | None = None,
    time_stamps: str | Stamper = "",
    workspace: Path | None = None,
) -> SignedFile:
    """Sign a report in the place of the person the certificate names, or of the team member or firm given by name or id.

    The image goes into the firm's place alone. The time stamp is that of a service at an address; where there is none,
    the signature is made all the same and the answer says why. The workspace names the authorities that are known.
    UserFacingError if the report is a draft, is no report of ours, does not say what its data say, or has no place for
    this person; if others must sign before; if the certificate is somebody else's, out of its period, or revoked.
    """
    from evaluator_app.signing.pdf_signatures import SignatureField, sign_pdf
    from evaluator_app.signing.seal_pictures import read_seal_picture

    known = _known(workspace)
    picture = read_seal_picture(seal_image) if seal_image else None
    document, report, every = _places_in(source)
    with opened(choice, now=signed_at) as credential:
        place = place_for(report.assessment, every, credential.certificate_info, signer)
        if place is None:
            raise UserFacingError(
                "REP-013",
                _("The signature page of {name} has no place for {person}.").format(name=source.name, person=signer or credential.holder),
                _("Name the team member who signs: {members}.").format(members="、".join(m.name for m in report.assessment.team.values())),
            )
        refuse_wrong_person(place, credential.certificate_info)
        refuse_out_of_turn(place, every)
        return sign_pdf(
            document,
            destination,
            credential,
            fields=[SignatureField(each.slot, each.page_index, each.box, each.label) for each in every],
            field_name=place.slot,
            signed_at=signed_at,
            reason=_("Responsible for the facts, scores and verdict of this report"),
            location=location,
            seal_picture=picture if place.turn is Turn.FIRM else None,
            stamper=_stamper(time_stamps, known),
            validation=known,
        )


def signing_state(source: Path) -> tuple[Place, ...]:
    """Return who has signed a report and who has not, in the order of its signature page; the same errors as for signing."""
    return _places_in(source)[2]


def add_time_stamp(
    source: Path, destination: Path, time_stamps: str | Stamper, *, at: datetime, workspace: Path | None = None, fetching: bool = False
) -> SignedFile:
    """Stamp a signed report with the time, for all its signatures, and write the result to the destination, which may be the source.

    With it goes what a verifier needs in years to come: certificates and revocation lists, from those installed in the
    workspace and, where fetching is allowed, from the addresses that the certificates name. UserFacingError where the
    file is not signed or no longer what was signed, or where the service gives none; then nothing is written.
    """
    from evaluator_app.signing.document_stamps import stamp_pdf

    known = _known(workspace)
    stamper = _stamper(time_stamps, known)
    if stamper is None:
        raise UserFacingError(
            "TSP-001", _("No time stamp service is named; nothing was changed."), _("Give its address, such as http://tsa.example.cn/tsr.")
        )
    return stamp_pdf(source, destination, stamper, at=at, validation=known, fetching=fetching)


def _known(workspace: Path | None) -> ValidationData:
    from evaluator_app.signing.validation_data import ValidationData

    return ValidationData() if workspace is None else authorities.validation_data(workspace)


def _stamper(time_stamps: str | Stamper, known: ValidationData) -> Stamper | None:
    from evaluator_app.signing.time_stamps import TimeStampService

    if not isinstance(time_stamps, str):
        return time_stamps
    return TimeStampService(time_stamps, issuers=known.certificates) if time_stamps else None


def _places_in(source: Path) -> tuple[Document, ReportData, tuple[Place, ...]]:
    """Return the file, the report and its places, once it is sure that the pages say what the data say."""
    from evaluator_app.reporting.pdf_types import PLACES_NAME
    from evaluator_app.signing.attachments import read_attachments
    from evaluator_app.signing.pdf_signatures import signed_fields
    from evaluator_app.signing.reading import read_document

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
        return document, report, places(report.assessment, named, signed_fields(document))
    except (KeyError, ValueError, TypeError) as error:
        raise _no_report(source.name) from error


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
    from evaluator_app.services.page_matching import pages_match

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
