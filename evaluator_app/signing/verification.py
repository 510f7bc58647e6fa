# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Verify a signed PDF: untouched since signing, to the last byte, and by whom.

Never rests on one library's verdict: the container of every signature is judged byte by byte, the newest one must
cover the whole file, and what came after each older one must be further signatures and nothing else. Offline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.certificates import SAMPLE_MARK, describe
from evaluator_app.signing.containers import (
    DamageError,
    SealedBy,
    check_container,
    cut_container,
    digest_of_range,
    signer_of,
    time_stamp_of,
)
from evaluator_app.signing.documents import MAKER, PARSER_FAILURES, entry, open_document, read_document
from evaluator_app.signing.revisions import judge_revisions
from evaluator_app.signing.statuses import PdfVerification, SignatureStatus
from evaluator_app.signing.trust import judge_trust, load_roots

_TRACES: Final = re.compile(rb"/ByteRange|/ETSI\.CAdES\.detached|/adbe\.pkcs7|/ETSI\.RFC3161|/DocMDP")


@dataclass(frozen=True, slots=True)
class _Found:
    """One signature on the way to its status."""

    signature: EmbeddedPdfSignature
    sealed: SealedBy | None
    damage: str
    modifications: str


def verify_pdf(source: bytes | Path, *, trust_roots: Sequence[bytes | Path] = (), at: datetime) -> PdfVerification:
    """Return what the signatures of a PDF are worth; an error of its own for what is no PDF or cannot be read at all.

    The trusted roots are certificates in PEM or DER, as bytes or files; without one nobody is trusted.
    """
    roots = load_roots(trust_roots)
    data = read_document(source)
    name = source.name if isinstance(source, Path) else _("that was given")
    marked = _TRACES.search(data) is not None
    try:
        reader = open_document(data, name)
        signatures = _signatures(reader)
    except UserFacingError:
        if not marked:
            raise
        return _broken(_("The file is damaged: it was signed, but it can no longer be read."))
    if not signatures:
        if marked:
            return _broken(_("The file is damaged: it carries traces of a signature that can no longer be found."))
        return PdfVerification(None, _("The file carries no signature."), None, _("The file carries no signature."), ())
    return _verify(data, reader, signatures, roots, at)


def _signatures(reader: PdfFileReader) -> tuple[EmbeddedPdfSignature, ...]:
    try:
        return tuple(sorted(reader.embedded_signatures, key=lambda each: int(each.byte_range[2]) + int(each.byte_range[3])))
    except PARSER_FAILURES as error:
        raise UserFacingError("SIG-024", str(error)) from error


def _broken(reason: str) -> PdfVerification:
    return PdfVerification(False, reason, False, _("A damaged file is trusted by nobody."), ())


def _verify(
    data: bytes, reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature], roots: Sequence[x509.Certificate], at: datetime
) -> PdfVerification:
    file_damage = _file_damage(data, signatures)
    sealed = [_check_seal(data, each, roots) for each in signatures]
    sound = not file_damage and not any(damage for _seal, damage in sealed)
    found = [
        _judge(reader, each, seal, damage) if sound else _Found(each, seal, damage, "")
        for each, (seal, damage) in zip(signatures, sealed, strict=True)
    ]
    statuses = tuple(_status(each, data, roots, at) for each in found)
    return _conclude(file_damage, statuses)


def _file_damage(data: bytes, signatures: Sequence[EmbeddedPdfSignature]) -> str:
    """Return what is wrong with the file beyond its newest signature, or nothing."""
    end = _end(signatures[-1])
    if end < len(data):
        return _("{count} bytes were added after the signature.").format(count=len(data) - end)
    if end > len(data):
        return _("The file is cut off: {count} bytes are missing.").format(count=end - len(data))
    if len({_end(each) for each in signatures}) != len(signatures):
        return _("Two signatures claim the same part of the file.")
    return ""


def _end(signature: EmbeddedPdfSignature) -> int:
    return int(signature.byte_range[2]) + int(signature.byte_range[3])


def _check_seal(data: bytes, signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> tuple[SealedBy | None, str]:
    try:
        byte_range = [int(each) for each in signature.byte_range]
        der = cut_container(data, byte_range)
        if signature.pkcs7_content[: len(der)] != der:
            raise DamageError(_("The range of bytes that a signature covers does not fit the file."))
        sealed = check_container(der, lambda algorithm: digest_of_range(data, byte_range, algorithm), roots)
        if sealed.unchecked and _is_ours(signature):
            raise DamageError(_("A signature carries a certificate that was changed or does not belong to it."))
        return sealed, ""
    except DamageError as damage:
        return None, str(damage)
    except PARSER_FAILURES:
        return None, _("A signature was damaged and cannot be read.")


def _is_ours(signature: EmbeddedPdfSignature) -> bool:
    """Tell whether this program made the signature, as the signed part of the file says."""
    properties = entry(signature.sig_object, "/Prop_Build") or {}
    return bool(entry(entry(properties, "/App") or {}, "/Name") == f"/{MAKER}")


def _judge(reader: PdfFileReader, signature: EmbeddedPdfSignature, sealed: SealedBy | None, damage: str) -> _Found:
    try:
        return _Found(signature, sealed, damage, judge_revisions(reader, signature))
    except DamageError as found:
        return _Found(signature, sealed, str(found), "other")
    except PARSER_FAILURES:
        return _Found(signature, sealed, _("What was added to the file after it was signed cannot be read."), "other")


def _status(found: _Found, data: bytes, roots: Sequence[x509.Certificate], at: datetime) -> SignatureStatus:
    signature, sealed = found.signature, found.sealed
    certificate = sealed.signer if sealed else signer_of(bytes(signature.pkcs7_content))
    info = describe(certificate) if certificate else None
    is_time_stamp = signature.sig_object_type == "/DocTimeStamp"
    signed_at = _signed_at(signature, is_time_stamp=is_time_stamp)
    intact, intact_reason = _intact(found)
    if certificate is None or intact is False:
        trusted, trusted_reason = False, _("A damaged signature is trusted by nobody.")
    else:
        others = sealed.certificates if sealed else ()
        trusted, trusted_reason = judge_trust(certificate, others, roots, signed_at, time_stamp=is_time_stamp)
    return SignatureStatus(
        field_name=str(signature.field_name),
        is_time_stamp=is_time_stamp,
        certificate=info,
        signed_at=signed_at,
        reason=_text(signature, "/Reason"),
        location=_text(signature, "/Location"),
        intact=intact,
        intact_reason=intact_reason,
        covers_whole_file=_end(signature) == len(data),
        modifications=found.modifications,
        permitted=found.modifications != "other" if found.modifications else None,
        trusted=trusted,
        trusted_reason=trusted_reason,
        valid_when_signed=info.valid_at(signed_at) if info and signed_at else None,
        expired_now=at > info.not_after if info else None,
        is_sample=bool(info and info.is_sample),
        summary=_summary(info.holder if info else "", signed_at, intact, trusted_reason, sample=bool(info and info.is_sample)),
    )


def _intact(found: _Found) -> tuple[bool | None, str]:
    if found.damage:
        return False, found.damage
    if found.sealed and found.sealed.unchecked:
        return None, _("A certificate of the signature can be checked only with that of {issuer}.").format(issuer=found.sealed.unchecked)
    return True, _("Nothing was changed since this signature was made.")


def _signed_at(signature: EmbeddedPdfSignature, *, is_time_stamp: bool) -> datetime | None:
    try:
        if is_time_stamp:
            stamp = time_stamp_of(bytes(signature.pkcs7_content))
            moment = stamp["gen_time"].native if stamp else None
        else:
            moment = signature.self_reported_timestamp
    except PARSER_FAILURES:
        return None
    return moment if isinstance(moment, datetime) and moment.tzinfo is not None else None


def _text(signature: EmbeddedPdfSignature, key: str) -> str:
    try:
        return str(entry(signature.sig_object, key) or "")
    except PARSER_FAILURES:
        return ""


def _summary(holder: str, signed_at: datetime | None, intact: bool | None, trusted_reason: str, *, sample: bool) -> str:
    moment = f"{signed_at:%Y-%m-%d %H:%M:%S} UTC{signed_at:%z}" if signed_at else _("an unknown time")
    whose = f"{holder} ({SAMPLE_MARK})" if sample else holder or _("somebody unknown")
    if intact is False:
        return _("Signed by {name} at {moment}; the file is no longer what was signed.").format(name=whose, moment=moment)
    if intact is None:
        return _("Signed by {name} at {moment}; whether the file is untouched cannot be told here.").format(name=whose, moment=moment)
    return _("Signed by {name} at {moment}; untouched since. {trust}").format(name=whose, moment=moment, trust=trusted_reason)


def _conclude(file_damage: str, statuses: tuple[SignatureStatus, ...]) -> PdfVerification:
    broken = next((each for each in statuses if each.intact is False), None)
    unclear = next((each for each in statuses if each.intact is None), None)
    intact: bool | None = True
    reason = _("Nothing was changed since signing, and the whole file is covered.")
    if file_damage or broken:
        intact, reason = False, file_damage or (broken.intact_reason if broken else "")
    elif unclear:
        intact, reason = None, unclear.intact_reason
    doubted = next((each for each in statuses if not each.trusted), None)
    if file_damage:
        return PdfVerification(intact, reason, False, _("A damaged file is trusted by nobody."), statuses)
    trusted_reason = doubted.trusted_reason if doubted else statuses[-1].trusted_reason
    return PdfVerification(intact, reason, doubted is None, trusted_reason, statuses)
