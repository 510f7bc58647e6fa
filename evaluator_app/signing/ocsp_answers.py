# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What an authority answered on one certificate (OCSP), once it is sure that the authority answered. Asks nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import ocsp, x509
from cryptography import x509 as certificate_forms
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp as answers
from cryptography.x509.oid import ExtendedKeyUsageOID

_PARSING = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    UnsupportedAlgorithm,
    InvalidSignature,
    certificate_forms.ExtensionNotFound,
)


_SKEW = timedelta(hours=1)
"""How far the clocks of two computers may be apart."""


@dataclass(frozen=True, slots=True)
class Word:
    """What was said of a certificate."""

    said_at: datetime
    revoked_on: datetime | None
    """None: it was not revoked then."""
    until: datetime | None
    """When a newer word is to be asked for; None where that is not said."""

    def counts_at(self, moment: datetime) -> bool:
        """Tell whether it is a word of that time: what was revoked stays so, and any other word holds until the next one is due."""
        is_past = self.said_at <= moment + _SKEW
        return is_past and (self.revoked_on is not None or self.until is None or moment - _SKEW <= self.until)


def word_of(answer: ocsp.OCSPResponse, certificate: x509.Certificate, issuer: x509.Certificate) -> Word | None:
    """Return what the answer says of the certificate; None where it says nothing that the issuer stands behind."""
    form = certificate_forms.load_der_x509_certificate
    try:
        found = answers.load_der_ocsp_response(answer.dump())
        if not _is_answer_by(found, form(issuer.dump()), form(certificate.dump())):
            return None
        if found.certificate_status is answers.OCSPCertStatus.REVOKED:
            return Word(found.this_update_utc, found.revocation_time_utc, found.next_update_utc)
        is_good = found.certificate_status is answers.OCSPCertStatus.GOOD
        return Word(found.this_update_utc, None, found.next_update_utc) if is_good else None
    except _PARSING:
        return None


def _is_answer_by(answer: answers.OCSPResponse, issuer: certificate_forms.Certificate, subject: certificate_forms.Certificate) -> bool:
    """Tell whether the issuer, or a responder that it appointed, answered on this certificate."""
    if answer.response_status is not answers.OCSPResponseStatus.SUCCESSFUL or answer.serial_number != subject.serial_number:
        return False
    digest = hashes.Hash(answer.hash_algorithm)
    digest.update(issuer.subject.public_bytes())
    if answer.issuer_name_hash != digest.finalize():
        return False
    return any(_is_signed_by(answer, signer) for signer in (issuer, *_appointed(answer, issuer)))


def _appointed(answer: answers.OCSPResponse, issuer: certificate_forms.Certificate) -> Iterator[certificate_forms.Certificate]:
    """Give those whom the issuer lets answer for it, as far as their certificates held when the answer was made."""
    for each in answer.certificates:
        try:
            purposes = each.extensions.get_extension_for_class(certificate_forms.ExtendedKeyUsage).value
            each.verify_directly_issued_by(issuer)
        except _PARSING:
            continue
        held = each.not_valid_before_utc <= answer.produced_at_utc <= each.not_valid_after_utc
        if held and ExtendedKeyUsageOID.OCSP_SIGNING in purposes:
            yield each


def _is_signed_by(answer: answers.OCSPResponse, signer: certificate_forms.Certificate) -> bool:
    key, algorithm = signer.public_key(), answer.signature_hash_algorithm
    if algorithm is None or isinstance(algorithm, hashes.SHA1 | hashes.MD5):
        return False
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(algorithm))
        else:
            return False
    except _PARSING:
        return False
    return True
