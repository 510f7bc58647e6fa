# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sign a PDF: every signature field at once before the first signature, then one signature at a time.

A signature is PAdES baseline B, made without network. The first one certifies the document and lets only further
signatures through. The destination is there whole or not at all. Judging signatures is the verification's business.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from asn1crypto import x509
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import LayoutError
from pyhanko.pdf_utils.misc import PdfReadError, PdfWriteError
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_byterange import BuildProps
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import CertificateStore, SimpleCertificateStore

from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.paths import resource
from evaluator_app.signing.appearance import SealStyle
from evaluator_app.signing.certificates import SAMPLE_MARK, complete_chain, read_certificate
from evaluator_app.signing.credentials import Credential, refuse_out_of_period
from evaluator_app.signing.documents import MAKER, damaged, open_document, read_document
from evaluator_app.signing.verification import verify_pdf

FONT: Final = "fonts/NotoSansSC-Regular.ttf"
_SPARE: Final = 64  # bytes in the container for what varies between one signature and the next


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A place for one signature."""

    name: str  # unique in the file
    page_index: int  # from 0; negative counts from the end
    box: tuple[int, int, int, int]  # left, bottom, right, top in points from the page's lower left corner
    label: str  # what a reader shows for it, such as the role of who signs


@dataclass(frozen=True, slots=True)
class SignedFile:
    """What was written."""

    sha256: str  # hexadecimal
    size: int  # bytes


class _Appending(IncrementalPdfFileWriter):
    """Appends the signature and leaves the document's description alone, so that a changed one is always foul play."""

    def _update_meta(self) -> None:
        """Keep title, author and dates as they were issued."""


def sign_pdf(
    source: Path,
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
) -> SignedFile:
    """Sign the source in the named field and write the result to the destination, which may be the source.

    All fields are created before the first signature; later calls find them in the file. The extra lines stand in the
    visible box below name, time and reason. The extra certificates (PEM or DER) are issuers the credential lacks.
    """
    refuse_out_of_period(credential.certificate_info, signed_at, credential.holder)
    if credential.is_sample:
        reason = f"[{SAMPLE_MARK}] {reason}".strip()
    lines = _lines(credential, signed_at, reason, extra_lines)
    data = read_document(source)
    reader = open_document(data, source.name)
    try:
        present = {name: value is not None for name, value, _field in enumerate_sig_fields(reader)}
        _refuse_changed(data, signed_at, source.name, signed=any(present.values()))
        writer = _Appending.from_reader(reader)
        _prepare_fields(writer, fields, field_name, present, source.name)
        style = SealStyle(border_width=0, lines=lines, mark=SAMPLE_MARK if credential.is_sample else "", font=resource(FONT).read_bytes())
        metadata = PdfSignatureMetadata(
            field_name=field_name,
            md_algorithm="sha256",
            reason=reason or None,
            location=location or None,
            name=credential.holder,
            certify=not any(present.values()),
            subfilter=SigSeedSubFilter.PADES,
            docmdp_permissions=MDPPerm.FILL_FORMS,
            tight_size_estimates=True,
            app_build_props=BuildProps(name=MAKER),
        )
        issuers = [read_certificate(each, credential.holder) for each in extra_certificates]
        signer = PdfSigner(metadata, _signer(credential, issuers), stamp_style=style)
        return _write(signer, writer, destination, signed_at)
    except (PdfReadError, PdfWriteError, SigningError, LayoutError) as error:
        raise damaged(source.name) from error


def _lines(credential: Credential, signed_at: datetime, reason: str, extra_lines: Sequence[str]) -> tuple[str, ...]:
    moment = f"{signed_at:%Y-%m-%d %H:%M:%S} UTC{signed_at:%z}"
    lines = [_("Signed by: {name}").format(name=credential.holder), _("Time: {moment}").format(moment=moment)]
    if reason:
        lines.append(_("Reason: {reason}").format(reason=reason))
    return (*lines, *extra_lines)


def _refuse_changed(data: bytes, signed_at: datetime, name: str, *, signed: bool) -> None:
    verification = verify_pdf(data, at=signed_at)
    if verification.intact is False or (signed and verification.intact is None):
        raise UserFacingError(
            "SIG-025",
            _("The file {name} is not as it was signed, so no signature was added. {reason}").format(
                name=name, reason=verification.intact_reason
            ),
            _("Ask for the file again from whoever signed it, or issue the report anew."),
        )


def _prepare_fields(
    writer: IncrementalPdfFileWriter, fields: Sequence[SignatureField], field_name: str, present: dict[str, bool], name: str
) -> None:
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


def _label_fields(writer: IncrementalPdfFileWriter, labels: dict[str, str]) -> None:
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


def _signer(credential: Credential, issuers: Sequence[x509.Certificate]) -> SimpleSigner:
    new_store: Callable[[], CertificateStore] = SimpleCertificateStore
    store = new_store()
    for issuer in complete_chain(credential.certificate, (*credential.other_certificates, *issuers)):
        store.register(issuer)
    return SimpleSigner(credential.certificate, credential.private_key, store)


def _write(signer: PdfSigner, writer: IncrementalPdfFileWriter, destination: Path, signed_at: datetime) -> SignedFile:
    try:
        with replacing(destination) as handle:
            asyncio.run(_sign(signer, writer, handle, signed_at))
            handle.seek(0)
            written = handle.read()
        return SignedFile(sha256=hashlib.sha256(written).hexdigest(), size=len(written))
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise UserFacingError(
            "SIG-028",
            _("The disk has no room for {name}; nothing was written, the unsigned file is as it was.").format(name=destination.name)
            if full
            else _("The file {name} cannot be written: {reason}. The unsigned file is as it was.").format(
                name=destination.name, reason=error.strerror or type(error).__name__
            ),
            _("Make room or choose another folder, then sign again."),
        ) from error


async def _sign(signer: PdfSigner, writer: IncrementalPdfFileWriter, output: BinaryIO, signed_at: datetime) -> None:
    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = signed_at
    size = await session.estimate_signature_container_size(None, tight=True)
    document = session.prepare_tbs_document(None, bytes_reserved=size + size % 2 + 2 * _SPARE)
    prepared, _result = document.digest_tbs_document(output=output)
    await document.perform_signature(
        document_digest=prepared.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=signed_at)
    )
