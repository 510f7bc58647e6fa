# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Stamp the time of a whole signed PDF, and keep with it what a verifier needs in years to come (PAdES B-LTA).

Validation data come first and are covered by the stamp. The next stamp, before this one's certificate ends, keeps theirs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfReadError, PdfWriteError
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import SigObjSetup

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.appending import Appending, Increment, SignedFile, StampSpace, append, appending_to
from evaluator_app.signing.documents import PARSER_FAILURES, damaged, open_document
from evaluator_app.signing.reading import Document, read_document
from evaluator_app.signing.revocation import told_revoked
from evaluator_app.signing.revocation_services import ask_about
from evaluator_app.signing.time_stamps import LARGEST_TOKEN, Stamper, TimeStampError
from evaluator_app.signing.validation_data import ValidationData, add_validation_data
from evaluator_app.signing.verification import verify_pdf

_NAME: Final = "time-stamp-"


def stamp_pdf(
    source: Path | Document, destination: Path, stamper: Stamper, *, at: datetime, validation: ValidationData, fetching: bool = False
) -> SignedFile:
    """Stamp the source and write the result to the destination, which may be the source; UserFacingError where that cannot be.

    Fetching asks the addresses that the certificates name for word on revocation; without an answer the stamp goes on. Who was
    revoked is told and keeps nobody from the stamp, for it may prove that all was signed before.
    """
    document = read_document(source)
    reader = open_document(document)
    verified = verify_pdf(document, at=at)
    if verified.intact is not True:
        raise UserFacingError(
            "TSP-002",
            _("{name} was not stamped, for it is not what somebody signed. {reason}").format(
                name=document.name, reason=verified.intact_reason
            ),
            _("Sign the report first, or ask for the file again from whoever signed it."),
        )
    try:
        signers = list(_signers(reader))
        writer: Any = Appending.from_reader(reader)
        with appending_to(document, destination) as finish:
            known = asyncio.run(ask_about(signers, validation, at)) if fetching else validation
            written = finish(asyncio.run(_stamped(writer, document, stamper, signers, known)), "")
        return replace(written, revoked=told_revoked(signers, known))
    except TimeStampError as error:
        raise UserFacingError(
            "TSP-003",
            _("There is no time stamp: {reason} The file is as it was.").format(reason=str(error)),
            _("Try again later: the signatures hold without it."),
        ) from None
    except (PdfReadError, PdfWriteError, SigningError) as error:
        raise damaged(document.name) from error


async def _stamped(
    writer: Appending, document: Document, stamper: Stamper, signers: list[x509.Certificate], known: ValidationData
) -> Increment:
    add_validation_data(writer, signers, known)
    field = SigFieldSpec(f"{_NAME}{uuid4().hex[:12]}", readable_field_name=_("Time stamp"))
    space = StampSpace(bytes_reserved=2 * LARGEST_TOKEN)  # type: ignore[no-untyped-call]
    return await append(writer, document, field, SigObjSetup(space), stamper.stamp)


def _signers(reader: Any) -> Iterator[x509.Certificate]:
    """Give all certificates that the signatures of the file and their time stamps carry."""
    for signature in reader.embedded_signatures:
        try:
            yield from _certificates(cms.ContentInfo.load(bytes(signature.pkcs7_content), strict=False))
        except PARSER_FAILURES:
            continue


def _certificates(container: cms.ContentInfo) -> Iterator[x509.Certificate]:
    content = container["content"]
    yield from (choice.chosen for choice in content["certificates"] if choice.name == "certificate")
    attributes = content["signer_infos"][0]["unsigned_attrs"]
    for attribute in attributes if isinstance(attributes, cms.CMSAttributes) else ():
        if attribute["type"].native == "signature_time_stamp_token":
            for token in attribute["values"]:
                yield from _certificates(token)
