# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The container of one signature, judged byte by byte: nothing in it may be other than the signer wrote it.

The digest of a signed file leaves a gap for the container itself. Whatever could change in that gap unnoticed - the
padding, the spelling of the digits, the encoding, certificates that nobody used - is refused here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import cms, parser, x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.sign.general import CMSExtractionError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from evaluator_app.errors import EvaluatorError
from evaluator_app.i18n import _
from evaluator_app.signing.certificates import describe, issued_by
from evaluator_app.signing.encoding import is_der

DIGESTS: Final = frozenset({"sha256", "sha384", "sha512"})
_HEX: Final = re.compile(rb"(?:[0-9a-f]{2})+|(?:[0-9A-F]{2})+")
_PARSING: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, SignatureValidationError, CMSExtractionError)


class DamageError(EvaluatorError):
    """A sentence that says what is wrong with a signature; never leaves this package."""


@dataclass(frozen=True, slots=True)
class SealedBy:
    """Who stands behind a container that holds."""

    signer: x509.Certificate
    certificates: tuple[x509.Certificate, ...]  # the signer's and its issuers', as far as the container carries them
    unchecked: str  # the issuer that would be needed to check the last of these, or nothing
    stamp: SealedBy | None = None  # who stamped the time of the signature
    moment: datetime | None = None  # what a time stamp states


def cut_container(data: bytes, byte_range: Sequence[int]) -> bytes:
    """Return the container that the signed range leaves out; DamageError if anything else is left out with it."""
    if len(byte_range) != 4 or byte_range[0] != 0:
        raise DamageError(_("The range of bytes that a signature covers is not well formed."))
    before, start, length = byte_range[1:]
    if not 0 < before < start <= start + length <= len(data) or data[before : before + 1] != b"<" or data[start - 1 : start] != b">":
        raise DamageError(_("The range of bytes that a signature covers does not fit the file."))
    text = data[before + 1 : start - 1]
    if _HEX.fullmatch(text) is None:
        raise DamageError(_("The digits of a signature were changed."))
    raw = bytes.fromhex(text.decode("ascii"))
    end = _end_of_value(raw)
    if any(raw[end:]):
        raise DamageError(_("The padding behind a signature was changed."))
    return raw[:end]


def check_container(
    der: bytes, digest: Callable[[str], bytes], roots: Iterable[x509.Certificate], *, is_known_der: bool = False
) -> SealedBy:
    """Return who sealed what the digest is of; DamageError if the container is not exactly what its signer made.

    Where the caller knows that it is DER to the letter, that is not found out once more.
    """
    try:
        return _check(der, digest, tuple(roots), is_known_der=is_known_der)
    except _PARSING as error:
        raise DamageError(_("A signature was damaged and cannot be read.")) from error


def signer_of(der: bytes) -> x509.Certificate | None:
    """Return the certificate of the signer that a container names, good or bad, or None if it cannot be read."""
    try:
        signed_data = cms.ContentInfo.load(der)["content"]
        signer = _find_signer(signed_data["signer_infos"][0], [choice.chosen for choice in signed_data["certificates"]])
        describe(signer)
    except (*_PARSING, DamageError):
        return None
    return signer


def _end_of_value(raw: bytes) -> int:
    try:
        _class, _method, _tag, header, content, trailer = parser.peek(raw) and parser.parse(raw, strict=False)
    except ValueError as error:
        raise DamageError(_("A signature was damaged and cannot be read.")) from error
    return len(header) + len(content) + len(trailer)


def _has_shortest_lengths(der: bytes) -> bool:
    """Tell whether every value states its length in the one form that DER allows, and all lengths add up."""
    ranges = [(0, len(der))]
    while ranges:
        at, end = ranges.pop()
        while at < end:
            constructed, length_at = der[at] & 0x20, at + 1
            if der[at] == 0 or der[at] & 0x1F == 0x1F or length_at >= end:
                return False
            length, at = der[length_at], length_at + 1
            if length >= 0x80:
                count = length - 0x80
                length = int.from_bytes(der[at : at + count])
                if not 1 <= count <= 4 or length < max(0x80, 1 << 8 * (count - 1)):
                    return False
                at += count
            if at + length > end:
                return False
            if constructed:
                ranges.append((at, at + length))
            at += length
    return True


def _check(der: bytes, digest: Callable[[str], bytes], roots: tuple[x509.Certificate, ...], *, is_known_der: bool = False) -> SealedBy:
    info = cms.ContentInfo.load(der, strict=True)
    if not _has_shortest_lengths(der) or info["content_type"].native != "signed_data":
        raise DamageError(_("The encoding of a signature was changed."))
    signed_data = info["content"]
    if len(signed_data["signer_infos"]) != 1 or not isinstance(signed_data["signer_infos"][0]["signed_attrs"], cms.CMSAttributes):
        raise DamageError(_("A signature does not have exactly one signer."))
    signer_info = signed_data["signer_infos"][0]
    _check_form(signed_data, signer_info)
    signer = _find_signer(signer_info, [choice.chosen for choice in signed_data["certificates"]])
    algorithm = signer_info["digest_algorithm"]["algorithm"].native
    if algorithm not in DIGESTS:
        raise DamageError(_("A signature uses the digest {name}, which is too weak or unknown.").format(name=algorithm))
    kind, covered = _covered_digest(signed_data, digest, algorithm)
    same, valid = validate_sig_integrity(signer_info, signer, kind, covered)
    if not same:
        raise DamageError(_("The file was changed after it was signed: its digest is another."))
    if not valid:
        raise DamageError(_("A signature does not fit the key of its signer."))
    chain, unchecked = _check_certificates(signed_data, signer, roots, vouched=_names_its_certificate(signer_info))
    stamp = _check_time_stamp(signer_info, roots, stamped=kind == "tst_info")
    unchecked = (stamp.unchecked if stamp else "") or unchecked
    if not unchecked and not is_known_der and not _is_canonical(der, signed_data):
        raise DamageError(_("The encoding of a signature was changed."))
    moment = signed_data["encap_content_info"]["content"].parsed["gen_time"].native if kind == "tst_info" else None
    return SealedBy(signer, chain, unchecked, stamp, moment)


def _is_canonical(der: bytes, signed_data: Any) -> bool:
    """Tell whether the container is written in the one way there is, its certificates, a set under another tag, in their order."""
    certificates = [choice.dump() for choice in signed_data["certificates"]]
    return is_der(der) and certificates == sorted(certificates)


def _check_form(signed_data: Any, signer_info: Any) -> None:
    """Refuse what neither the digest nor the signature would notice."""
    content_type = signed_data["encap_content_info"]["content_type"].native
    expected = "v1" if content_type == "data" else "v3"
    algorithms = signed_data["digest_algorithms"]
    correct = (
        signed_data["version"].native == expected
        and signer_info["version"].native == "v1"
        and signer_info["sid"].name == "issuer_and_serial_number"
        and len(algorithms) == 1
        and algorithms[0].dump() == signer_info["digest_algorithm"].dump()
        and signer_info["digest_algorithm"]["parameters"].native is None
        and all(choice.name == "certificate" for choice in signed_data["certificates"])
        and signed_data["crls"].native is None
        and _has_usual_parameters(signer_info["signature_algorithm"])
    )
    if not correct:
        raise DamageError(_("The outer form of a signature was changed."))


def _has_usual_parameters(algorithm: Any) -> bool:
    if algorithm["algorithm"].native == "rsassa_pss":
        return True
    fresh = cms.SignedDigestAlgorithm({"algorithm": algorithm["algorithm"].native})
    with_null = fresh.dump()[:1] + bytes([len(fresh.dump())]) + fresh.dump()[2:] + b"\x05\x00"
    return bool(algorithm.dump() in {fresh.dump(), with_null})


def _find_signer(signer_info: Any, certificates: Sequence[Any]) -> x509.Certificate:
    sid = signer_info["sid"].chosen
    for certificate in certificates:
        if certificate.issuer.dump() == sid["issuer"].dump() and certificate.serial_number == sid["serial_number"].native:
            return certificate
    raise DamageError(_("A signature does not carry the certificate of its signer."))


def _covered_digest(signed_data: Any, digest: Callable[[str], bytes], algorithm: str) -> tuple[str, bytes]:
    content = signed_data["encap_content_info"]
    if content["content_type"].native == "data":
        if content["content"].native is not None:
            raise DamageError(_("The outer form of a signature was changed."))
        return "data", digest(algorithm)
    imprint = content["content"].parsed["message_imprint"]
    imprint_algorithm = imprint["hash_algorithm"]["algorithm"].native
    if imprint_algorithm not in DIGESTS or imprint["hashed_message"].native != digest(imprint_algorithm):
        raise DamageError(_("A time stamp belongs to something else."))
    return "tst_info", hashlib.new(algorithm, bytes(content["content"])).digest()


def _names_its_certificate(signer_info: Any) -> bool:
    """Tell whether the signature itself covers the signer's certificate (which validate_sig_integrity then compared)."""
    names = {attribute["type"].native for attribute in signer_info["signed_attrs"]}
    return bool(names & {"signing_certificate_v2"})


def _check_certificates(
    signed_data: Any, signer: x509.Certificate, roots: tuple[x509.Certificate, ...], *, vouched: bool
) -> tuple[tuple[x509.Certificate, ...], str]:
    rest = [choice.chosen for choice in signed_data["certificates"]]
    rest = [certificate for certificate in rest if certificate is not signer]
    chain = [signer]
    unchecked = ""
    while True:
        current = chain[-1]
        issuer = _take_issuer(current, rest, roots)
        if issuer is None:
            unchecked = "" if vouched and current is signer else describe(current).issuer or _("an issuer without a name")
            break
        if not _is_issued_by(current, issuer):
            raise DamageError(_("The certificate of {name} in a signature was changed.").format(name=describe(current).holder))
        if issuer is current or issuer not in rest:
            break
        rest.remove(issuer)
        chain.append(issuer)
    if rest:
        raise DamageError(_("A signature carries a certificate that was changed or does not belong to it."))
    return tuple(chain), unchecked


def _take_issuer(
    certificate: x509.Certificate, bag: Sequence[x509.Certificate], roots: Sequence[x509.Certificate]
) -> x509.Certificate | None:
    """Return who issued a certificate; of several of one name, as where an authority took another key, the one whose key did."""
    if certificate.self_issued:
        return certificate
    name = certificate.issuer.dump()
    named = [candidate for candidate in (*bag, *roots) if candidate.subject.dump() == name]
    return next((candidate for candidate in named if _is_issued_by(certificate, candidate)), named[0] if named else None)


def _is_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        return issued_by(certificate, issuer)
    except UnsupportedAlgorithm:
        return False


def _check_time_stamp(signer_info: Any, roots: tuple[x509.Certificate, ...], *, stamped: bool) -> SealedBy | None:
    """Return who stamped the time of a signature; one time stamp is the only thing that may be added outside the signature."""
    attributes = signer_info["unsigned_attrs"]
    if not isinstance(attributes, cms.CMSAttributes):
        return None
    if stamped or len(attributes) != 1 or attributes[0]["type"].native != "signature_time_stamp_token" or len(attributes[0]["values"]) != 1:
        raise DamageError(_("A signature carries an addition that nothing protects."))
    signature = signer_info["signature"].native
    sealed = _check(attributes[0]["values"][0].dump(), lambda algorithm: hashlib.new(algorithm, signature).digest(), roots)
    if sealed.moment is None:
        raise DamageError(_("A time stamp belongs to something else."))
    return sealed
