# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What an authority answered on one certificate (OCSP), once it is sure that the authority answered. Asks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import ocsp, x509
from cryptography import x509 as certificate_forms
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp as answers
from cryptography.x509.oid import ExtendedKeyUsageOID

_PARSING = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, UnsupportedAlgorithm, InvalidSignature)


@dataclass(frozen=True, slots=True)
class Word:
    """What was said of a certificate."""

    said_at: datetime
    revoked_on: datetime | None
    """None: it was not revoked then."""


def word_of(answer: ocsp.OCSPResponse, certificate: x509.Certificate, issuer: x509.Certificate) -> Word | None:
    """Return what the answer says of the certificate; None where it says nothing that the issuer stands behind."""
    form = certificate_forms.load_der_x509_certificate
    try:
        found = answers.load_der_ocsp_response(answer.dump())
        if not is_answer_by(found, form(issuer.dump()), form(certificate.dump())):
            return None
        if found.certificate_status is answers.OCSPCertStatus.REVOKED:
            return Word(found.this_update_utc, found.revocation_time_utc)
        return Word(found.this_update_utc, None) if found.certificate_status is answers.OCSPCertStatus.GOOD else None
    except (*_PARSING, certificate_forms.ExtensionNotFound):
        return None


def is_answer_by(answer: answers.OCSPResponse, issuer: certificate_forms.Certificate, subject: certificate_forms.Certificate) -> bool:
    """Tell whether the issuer, or a responder that it appointed, answered on this certificate.

    What cryptography raises on a signature that does not fit or on what cannot be read goes on to the caller.
    """
    if answer.response_status is not answers.OCSPResponseStatus.SUCCESSFUL or answer.serial_number != subject.serial_number:
        return False
    digest = hashes.Hash(answer.hash_algorithm)
    digest.update(issuer.subject.public_bytes())
    if answer.issuer_name_hash != digest.finalize():
        return False
    signer = issuer
    for appointed in answer.certificates:
        if appointed == issuer:
            continue
        purposes = appointed.extensions.get_extension_for_class(certificate_forms.ExtendedKeyUsage).value
        appointed.verify_directly_issued_by(issuer)
        if ExtendedKeyUsageOID.OCSP_SIGNING in purposes:
            signer = appointed
    key, algorithm = signer.public_key(), answer.signature_hash_algorithm
    if algorithm is None or isinstance(algorithm, hashes.SHA1 | hashes.MD5):
        return False
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), algorithm)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(algorithm))
    else:
        return False
    return True
