# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Verify a signed PDF: untouched since signing, to the last byte, and by whom.

Never rests on one library's verdict: the container of every signature is judged byte by byte, the newest one must
cover the whole file, and what came after each older one must be further signatures and nothing else. Offline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    signer_of,
)
from evaluator_app.signing.documents import MAKER, PARSER_FAILURES, damaged, entry, open_document
from evaluator_app.signing.reading import Document, document_of
from evaluator_app.signing.revisions import judge_revisions
from evaluator_app.signing.statuses import PdfVerification, SignatureStatus
from evaluator_app.signing.stored_validation import read_stored
from evaluator_app.signing.timing import Judge, Sealed
from evaluator_app.signing.trust import load_roots
from evaluator_app.signing.validation_data import ValidationData

MOST_SIGNATURES: Final = 200
_TRACES: Final = re.compile(rb"/ByteRange|/ETSI\.CAdES\.detached|/adbe\.pkcs7|/ETSI\.RFC3161|/DocMDP")


@dataclass(frozen=True, slots=True)
class _Found:
    """One signature on the way to its status."""

    signature: EmbeddedPdfSignature
    sealed: SealedBy | None
    damage: str
    modifications: str

    @property
    def is_time_stamp(self) -> bool:
        return bool(self.signature.sig_object_type == "/DocTimeStamp")

    @property
    def holds(self) -> SealedBy | None:
        return None if self.damage else self.sealed


def verify_pdf(
    source: bytes | Path | Document,
    *,
    name: str = "",
    trust_roots: Sequence[bytes | Path] = (),
    at: datetime,
    known: ValidationData | None = None,
) -> PdfVerification:
    """Return what the signatures of a PDF are worth; an error of its own for what is no PDF or cannot be read at all.

    The trusted roots are certificates in PEM or DER, as bytes or files; without one nobody is trusted. What else is known
    here are certificates between signers and roots, and revocation lists; what the file keeps of both is added to it.
    """
    roots = load_roots(trust_roots)
    with document_of(source, name) as document:
        return _verified(document, roots, known or ValidationData(), at)


def _verified(document: Document, roots: tuple[x509.Certificate, ...], given: ValidationData, at: datetime) -> PdfVerification:
    name = document.name
    try:
        reader = open_document(document)
        signatures = _signatures(reader, name)
    except UserFacingError:
        if not has_traces(document):
            raise
        return _broken(_("The file is damaged: it was signed, but it can no longer be read."))
    if not signatures:
        if has_traces(document):
            return _broken(_("The file is damaged: it carries traces of a signature that can no longer be found."))
        return PdfVerification(None, _("The file carries no signature."), None, _("The file carries no signature."), ())
    if len(signatures) > MOST_SIGNATURES:
        return _broken(_("The file carries {count} signatures, more than any report has.").format(count=len(signatures)))
    stored = read_stored(reader)
    every = ValidationData((*given.certificates, *stored.certificates), (*given.lists, *stored.lists), (*given.answers, *stored.answers))
    found = _verify(document, reader, signatures, roots, every, at)
    return replace(found, stored=(len(stored.certificates), len(stored.lists) + len(stored.answers)))


def has_traces(document: Document) -> bool:
    """Tell whether a file says anywhere that it was signed; pictures say nothing, as long as they end where they should."""
    outside = document.outside
    return _TRACES.search(outside.text if outside.is_exact else document.content) is not None


def _signatures(reader: PdfFileReader, name: str) -> tuple[EmbeddedPdfSignature, ...]:
    try:
        return tuple(sorted(reader.embedded_signatures, key=lambda each: int(each.byte_range[2]) + int(each.byte_range[3])))
    except PARSER_FAILURES as error:
        raise damaged(name) from error


def _broken(reason: str) -> PdfVerification:
    return PdfVerification(False, reason, False, _("A damaged file is trusted by nobody."), ())


def _verify(
    document: Document,
    reader: PdfFileReader,
    signatures: Sequence[EmbeddedPdfSignature],
    roots: Sequence[x509.Certificate],
    known: ValidationData,
    at: datetime,
) -> PdfVerification:
    file_damage = _file_damage(len(document.content), signatures)
    issuers = (*roots, *known.certificates)
    sealed = [_check_seal(document, each, issuers) for each in signatures]
    sound = not file_damage and not any(damage for _seal, damage in sealed)
    found = [
        _judge(reader, each, seal, damage) if sound else _Found(each, seal, damage, "")
        for each, (seal, damage) in zip(signatures, sealed, strict=True)
    ]
    judge = Judge(roots, known, at, [Sealed(each.holds, each.is_time_stamp) for each in found])
    statuses = tuple(_status(each, number, len(document.content), judge) for number, each in enumerate(found))
    return _conclude(file_damage, statuses)


def _file_damage(length: int, signatures: Sequence[EmbeddedPdfSignature]) -> str:
    """Return what is wrong with the file beyond its newest signature, or nothing."""
    end = _end(signatures[-1])
    if end < length:
        return _("{count} bytes were added after the signature.").format(count=length - end)
    if end > length:
        return _("The file is cut off: {count} bytes are missing.").format(count=end - length)
    if len({_end(each) for each in signatures}) != len(signatures):
        return _("Two signatures claim the same part of the file.")
    return ""


def _end(signature: EmbeddedPdfSignature) -> int:
    return int(signature.byte_range[2]) + int(signature.byte_range[3])


def _check_seal(document: Document, signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> tuple[SealedBy | None, str]:
    try:
        byte_range = [int(each) for each in signature.byte_range]
        der = cut_container(document.content, byte_range)
        if signature.pkcs7_content[: len(der)] != der:
            raise DamageError(_("The range of bytes that a signature covers does not fit the file."))
        digests = signature.external_digests  # so that the library need not read the whole file again
        sealed = check_container(der, lambda each: digests.setdefault(each, document.digest_of_range(byte_range, each)), roots)
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


def _status(found: _Found, number: int, length: int, judge: Judge) -> SignatureStatus:
    signature = found.signature
    certificate = found.sealed.signer if found.sealed else signer_of(bytes(signature.pkcs7_content))
    info = describe(certificate) if certificate else None
    signed_at = found.holds.moment if found.is_time_stamp and found.holds else _claimed(signature)
    intact, intact_reason = _intact(found)
    timed = judge.timed(number, signed_at)
    moment = timed.proven_at or signed_at
    is_sample = bool(info and info.is_sample)
    return SignatureStatus(
        field_name=str(signature.field_name),
        is_time_stamp=found.is_time_stamp,
        certificate=info,
        signed_at=signed_at,
        reason=_text(signature, "/Reason"),
        location=_text(signature, "/Location"),
        intact=intact,
        intact_reason=intact_reason,
        covers_whole_file=_end(signature) == length,
        modifications=found.modifications,
        permitted=found.modifications != "other" if found.modifications else None,
        trusted=timed.vouched.value,
        trusted_reason=timed.vouched.reason,
        authority=timed.vouched.authority,
        revoked_on=timed.vouched.revoked_on,
        stamp=timed.stamp,
        proven_at=timed.proven_at,
        valid_when_signed=info.valid_at(moment) if info and moment else None,
        expired_now=judge.at > info.not_after if info else None,
        is_sample=is_sample,
        summary=_summary(info.holder if info else "", signed_at, intact, timed.vouched.reason, sample=is_sample, stamp=found.is_time_stamp),
    )


def _intact(found: _Found) -> tuple[bool | None, str]:
    if found.damage:
        return False, found.damage
    if found.sealed and found.sealed.unchecked:
        return None, _("A certificate of the signature can be checked only with that of {issuer}.").format(issuer=found.sealed.unchecked)
    return True, _("Nothing was changed since this signature was made.")


def _claimed(signature: EmbeddedPdfSignature) -> datetime | None:
    try:
        moment = signature.self_reported_timestamp
    except PARSER_FAILURES:
        return None
    return moment if isinstance(moment, datetime) and moment.tzinfo is not None else None


def _text(signature: EmbeddedPdfSignature, key: str) -> str:
    try:
        return str(entry(signature.sig_object, key) or "")
    except PARSER_FAILURES:
        return ""


def _summary(holder: str, signed_at: datetime | None, intact: bool | None, trusted_reason: str, *, sample: bool, stamp: bool) -> str:
    moment = f"{signed_at:%Y-%m-%d %H:%M:%S} UTC{signed_at:%z}" if signed_at else _("an unknown time")
    whose = f"{holder} ({SAMPLE_MARK})" if sample else holder or _("somebody unknown")
    if stamp:
        if intact is not True:
            return _("Time stamp by {name} of {moment}; it does not hold.").format(name=whose, moment=moment)
        return _("Time stamp by {name} of {moment}: the file was like this by then. {trust}").format(
            name=whose, moment=moment, trust=trusted_reason
        )
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
    doubted = next((each for each in statuses if each.trusted is False), None)
    doubted = doubted or next((each for each in statuses if each.trusted is None), None)
    if file_damage:
        return PdfVerification(intact, reason, False, _("A damaged file is trusted by nobody."), statuses)
    last = doubted or next((each for each in reversed(statuses) if not each.is_time_stamp), statuses[-1])
    return PdfVerification(intact, reason, last.trusted, last.trusted_reason, statuses)
