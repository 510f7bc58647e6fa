# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sign a PDF: every signature field at once before the first signature, then one signature at a time.

A signature is PAdES baseline B, made without network. The first one certifies the document and lets only further
signatures through. The destination is there whole or not at all. Judging signatures is the verification's business.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from asn1crypto import cms
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.layout import LayoutError
from pyhanko.pdf_utils.misc import PdfReadError, PdfWriteError
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import SigAppearanceSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import BuildProps
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.paths import resource
from evaluator_app.signing.appearance import SealStyle
from evaluator_app.signing.appending import Appending, Increment, SignatureSpace, SignedFile, append, appending_to
from evaluator_app.signing.certificates import SAMPLE_MARK, read_certificate
from evaluator_app.signing.cms_signer import CredentialSigner
from evaluator_app.signing.credentials import Credential, refuse_out_of_period
from evaluator_app.signing.documents import MAKER, PARSER_FAILURES, damaged, open_document
from evaluator_app.signing.reading import Document, document_of
from evaluator_app.signing.revocation import refuse_revoked
from evaluator_app.signing.seal_pictures import SealPicture
from evaluator_app.signing.time_stamps import Stamper
from evaluator_app.signing.validation_data import ValidationData, add_validation_data
from evaluator_app.signing.verification import has_traces, verify_pdf

FONT: Final = "fonts/NotoSansSC-Regular.ttf"


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A place for one signature."""

    name: str  # unique in the file
    page_index: int  # from 0; negative counts from the end
    box: tuple[int, int, int, int]  # left, bottom, right, top in points from the page's lower left corner
    label: str  # what a reader shows for it, such as the role of who signs


def sign_pdf(
    source: Path | Document,
    destination: Path,
    credential: Credential,
    *,
    fields: Sequence[SignatureField],
    field_name: str,
    signed_at: datetime,
    reason: str = "",
    location: str = "",
    extra_lines: Sequence[str] = (),
    extra_certificates: Sequence[bytes] = (),
    seal_picture: SealPicture | None = None,
    stamper: Stamper | None = None,
    validation: ValidationData | None = None,
) -> SignedFile:
    """Sign the source in the named field and write the result to the destination, which may be the source.

    All fields are created before the first signature; later calls find them in the file. The extra lines stand in the
    visible box below name, time and reason. The extra certificates (PEM or DER) are issuers the credential lacks. Where
    the stamper fails, the signature is made without a time stamp, and the answer says why.
    """
    refuse_out_of_period(credential.certificate_info, signed_at, credential.holder)
    if credential.is_sample:
        reason = f"[{SAMPLE_MARK}] {reason}".strip()
    known = validation or ValidationData()
    issuers = [*(read_certificate(each, credential.holder) for each in extra_certificates), *known.certificates]
    refuse_revoked(credential.certificate, (*credential.other_certificates, *issuers), known.lists)
    lines = _lines(credential, signed_at, reason, extra_lines)
    with document_of(source) as document:
        reader = open_document(document)
        try:
            with appending_to(document, destination) as finish:
                present = {name: value is not None for name, value, _field in enumerate_sig_fields(reader)}
                is_signed = any(present.values())
                _refuse_changed(document, signed_at, signed=is_signed)
                writer: Any = Appending.from_reader(reader)
                _prepare_fields(writer, fields, field_name, present, document.name)
                signer = CredentialSigner(credential, issuers, stamper)
                if known.lists or known.answers:
                    add_validation_data(writer, [credential.certificate, *issuers, *credential.other_certificates], known)
                mark = SAMPLE_MARK if credential.is_sample else ""
                style = SealStyle(border_width=0, lines=lines, mark=mark, font=resource(FONT), picture=seal_picture)
                certifying = SigMDPSetup("sha256", certify=True, docmdp_perms=MDPPerm.FILL_FORMS)

                def setup(size: int) -> SigObjSetup:
                    space = SignatureSpace(
                        timestamp=signed_at,
                        subfilter=SigSeedSubFilter.PADES,
                        name=credential.holder,
                        location=location or None,
                        reason=reason or None,
                        app_build_props=BuildProps(name=MAKER),
                        bytes_reserved=size,
                    )
                    appearance = SigAppearanceSetup(style, signed_at, credential.holder)
                    return SigObjSetup(space, mdp_setup=None if is_signed else certifying, appearance_setup=appearance)

                return finish(asyncio.run(_sign(writer, document, field_name, signer, signed_at, setup)), signer.problem)
        except (PdfReadError, PdfWriteError, SigningError, LayoutError) as error:
            raise damaged(document.name) from error


def signed_fields(document: Document) -> frozenset[str]:
    """Return the names of the places that are signed; what the signatures are worth is the verification's business."""
    try:
        return frozenset(str(field) for field, value, _place in enumerate_sig_fields(open_document(document)) if value is not None)
    except PARSER_FAILURES as error:
        raise damaged(document.name) from error


def _lines(credential: Credential, signed_at: datetime, reason: str, extra_lines: Sequence[str]) -> tuple[str, ...]:
    moment = f"{signed_at:%Y-%m-%d %H:%M:%S} UTC{signed_at.isoformat()[-6:]}"
    lines = [_("Signed by: {name}").format(name=credential.holder), _("Time: {moment}").format(moment=moment)]
    if reason:
        lines.append(_("Reason: {reason}").format(reason=reason))
    return (*lines, *extra_lines)


def _refuse_changed(document: Document, signed_at: datetime, *, signed: bool) -> None:
    if not signed and not has_traces(document):
        return
    verification = verify_pdf(document, at=signed_at)
    if verification.intact is False or (signed and verification.intact is None):
        raise UserFacingError(
            "SIG-025",
            _("The file {name} is not as it was signed, so no signature was added. {reason}").format(
                name=document.name, reason=verification.intact_reason
            ),
            _("Ask for the file again from whoever signed it, or issue the report anew."),
        )


def _prepare_fields(writer: Appending, fields: Sequence[SignatureField], field_name: str, present: dict[str, bool], name: str) -> None:
    if present.get(field_name):
        raise UserFacingError(
            "SIG-027",
            _("The place {field} in {name} is signed already.").format(field=field_name, name=name),
            _("Choose another place, or issue the report anew."),
        )
    pages = int(writer.root["/Pages"]["/Count"])
    if not any(present.values()):
        for each in fields:
            if not -pages <= each.page_index < pages:
                raise _no_place(each.name, name)
            if each.name not in present:
                append_signature_field(writer, SigFieldSpec(each.name, on_page=each.page_index, box=each.box))
                present[each.name] = False
        _label_fields(writer, {each.name: each.label for each in fields})
    if field_name not in present:
        raise _no_place(field_name, name)


def _label_fields(writer: Appending, labels: dict[str, str]) -> None:
    for name, _value, reference in enumerate_sig_fields(writer):
        if label := labels.get(name):
            reference.get_object()["/TU"] = pdf_string(label)
            writer.mark_update(reference)


def _no_place(field: str, name: str) -> UserFacingError:
    return UserFacingError(
        "SIG-026",
        _("The file {name} has no place {field} for a signature, and none can be added now.").format(name=name, field=field),
        _("Issue the report anew with all its places for signatures."),
    )


async def _sign(
    writer: Appending,
    document: Document,
    field_name: str,
    signer: CredentialSigner,
    signed_at: datetime,
    setup: Callable[[int], SigObjSetup],
) -> Increment:
    attributes = PdfCMSSignedAttributes(signing_time=signed_at)

    async def seal(digest: bytes) -> cms.ContentInfo:
        return await signer.async_sign(digest, "sha256", use_pades=True, signed_attr_settings=attributes)

    return await append(writer, document, field_name, setup(2 * signer.largest_container), seal)
