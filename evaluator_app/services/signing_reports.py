# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Signing a written report in its places, and stamping its time. Closing the assessment afterwards: closing.py."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services import authorities
from evaluator_app.services.credentials import Choice, opened
from evaluator_app.services.reading_apart import read_apart, read_to_its_end
from evaluator_app.services.report_data import ReportData
from evaluator_app.services.signing_places import Place, Turn, place_for, refuse_out_of_turn, refuse_wrong_person

if TYPE_CHECKING:
    from evaluator_app.services.looking_for_places import Found
    from evaluator_app.signing.appending import SignedFile
    from evaluator_app.signing.reading import Document
    from evaluator_app.signing.time_stamps import Stamper
    from evaluator_app.signing.validation_data import ValidationData


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
    from evaluator_app.signing.reading import read_document
    from evaluator_app.signing.seal_pictures import read_seal_picture

    known = _known(workspace)
    picture = read_seal_picture(seal_image) if seal_image else None
    document = read_document(source)
    report, every = _places_in(source, document, signed_at)
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
    found: Found = read_apart("places", {"source": source.absolute()}, name=source.name)
    return found[2]


def add_time_stamp(
    source: Path, destination: Path, time_stamps: str | Stamper, *, at: datetime, workspace: Path | None = None, fetching: bool = False
) -> SignedFile:
    """Stamp a signed report with the time, for all its signatures, and write the result to the destination, which may be the source.

    With it goes what a verifier needs in years to come: certificates and revocation lists, from those installed in the
    workspace and, where fetching is allowed, from the addresses that the certificates name. UserFacingError where the
    file is not signed or no longer what was signed, or where the service gives none; then nothing is written.
    """
    from evaluator_app.signing.document_stamps import stamp_pdf
    from evaluator_app.signing.reading import read_document

    known = _known(workspace)
    stamper = _stamper(time_stamps, known)
    if stamper is None:
        raise UserFacingError(
            "TSP-001", _("No time stamp service is named; nothing was changed."), _("Give its address, such as http://tsa.example.cn/tsr.")
        )
    document = read_document(source)
    _refuse_exchanged(document, read_to_its_end(source, at))
    return stamp_pdf(document, destination, stamper, at=at, validation=known, fetching=fetching)


def _known(workspace: Path | None) -> ValidationData:
    from evaluator_app.signing.validation_data import ValidationData

    return ValidationData() if workspace is None else authorities.validation_data(workspace)


def _stamper(time_stamps: str | Stamper, known: ValidationData) -> Stamper | None:
    from evaluator_app.signing.time_stamps import TimeStampService

    if not isinstance(time_stamps, str):
        return time_stamps
    return TimeStampService(time_stamps, issuers=known.certificates) if time_stamps else None


def _places_in(source: Path, document: Document, signed_at: datetime) -> tuple[ReportData, tuple[Place, ...]]:
    """Return the report and its places, once it is sure that the pages say what the data say."""
    found: Found = read_apart("places", {"source": source.absolute(), "verified_at": signed_at}, name=source.name)
    sha256, report, every = found
    _refuse_exchanged(document, sha256)
    return report, every


def _refuse_exchanged(document: Document, sha256: str) -> None:
    if document.sha256() != sha256:
        raise UserFacingError(
            "REP-015",
            _("{name} was changed by somebody else just now, so nothing was done with it.").format(name=document.name),
            _("Try again once nobody writes to it any more."),
        )
