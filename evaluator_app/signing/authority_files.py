# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a file of an authority holds: certificates of authorities and revocation lists, in PEM, DER or PKCS#7.

Says what is there; whether it is trusted is decided by whoever compares the fingerprint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Final

from asn1crypto import cms, crl, pem, x509
from cryptography import x509 as certificate_forms
from cryptography.exceptions import UnsupportedAlgorithm

from evaluator_app.signing.certificates import describe, issued_by

_MOST: Final = 200
_PARSING: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class AuthorityKind(Enum):
    """What a part of such a file is."""

    ROOT = "root"
    INTERMEDIATE = "intermediate"
    REVOCATION_LIST = "revocation_list"
    PERSON = "person"
    """A certificate that vouches for nobody; it is not an authority's."""


@dataclass(frozen=True, slots=True)
class AuthorityPart:
    """A certificate or a revocation list."""

    kind: AuthorityKind
    name: str
    """Of the authority; for a list, of who issued it."""
    issuer: str
    begins: datetime
    """When the certificate begins or the list was issued."""
    ends: datetime | None
    """When the certificate ends or the next list is due, as far as that is said."""
    fingerprint: str
    """SHA-256 of all of it, hexadecimal."""
    revoked: int
    """How many certificates a list names."""
    der: bytes = field(repr=False)


def parts(content: bytes) -> tuple[AuthorityPart, ...]:
    """Return what the bytes hold, in their order; ValueError if anything in them is neither certificate nor list."""
    try:
        found = [_part(kind, der) for kind, der in _cut(content)]
    except _PARSING as error:
        message = "neither certificates nor revocation lists"
        raise ValueError(message) from error
    if not found or len(found) > _MOST:
        message = "no certificates, or too many"
        raise ValueError(message)
    return tuple(found)


def certificate_of(part: AuthorityPart) -> x509.Certificate:
    """Return the certificate of a part that is one."""
    return x509.Certificate.load(part.der)


def list_of(part: AuthorityPart) -> crl.CertificateList:
    """Return the revocation list of a part that is one."""
    return crl.CertificateList.load(part.der)


def issuer_of_list(part: AuthorityPart, known: Sequence[AuthorityPart]) -> AuthorityPart | None:
    """Return the authority whose key really signed a revocation list."""
    issuer = list_of(part).issuer.dump()
    return next((each for each in known if certificate_of(each).subject.dump() == issuer and is_list_by(part.der, each.der)), None)


def is_list_by(revocation_list: bytes, issuer: bytes) -> bool:
    """Tell whether the issuer's key signed the list, both in DER."""
    try:
        key: Any = certificate_forms.load_der_x509_certificate(issuer).public_key()
        return certificate_forms.load_der_x509_crl(revocation_list).is_signature_valid(key)
    except (*_PARSING, UnsupportedAlgorithm):
        return False


def _cut(content: bytes) -> Iterator[tuple[str, bytes]]:
    if pem.detect(content):
        for kind, _headers, der in pem.unarmor(content, multiple=True):
            yield from _unpacked(der) if kind in {"PKCS7", "CMS"} else [(kind, der)]
        return
    outer = cms.ContentInfo.load(content, strict=True) if _is_container(content) else None
    if outer is not None:
        yield from _unpacked(content)
        return
    body = x509.Certificate.load(content, strict=True)["tbs_certificate"]
    yield ("CERTIFICATE" if _is_certificate(body) else "X509 CRL"), content


def _is_container(content: bytes) -> bool:
    try:
        return bool(cms.ContentInfo.load(content, strict=True)["content_type"].native == "signed_data")
    except _PARSING:
        return False


def _is_certificate(body: x509.TbsCertificate) -> bool:
    try:
        return body["subject_public_key_info"].native is not None
    except _PARSING:
        return False


def _unpacked(der: bytes) -> Iterator[tuple[str, bytes]]:
    content = cms.ContentInfo.load(der, strict=True)["content"]
    for choice in content["certificates"]:
        yield "CERTIFICATE", choice.chosen.dump()
    for choice in content["crls"]:
        yield "X509 CRL", choice.chosen.dump()


def _part(kind: str, der: bytes) -> AuthorityPart:
    fingerprint = hashlib.sha256(der).hexdigest()
    if kind == "X509 CRL":
        entries = crl.CertificateList.load(der, strict=True)["tbs_cert_list"]
        issuer = _named(entries["issuer"])
        count = len(entries["revoked_certificates"])
        begins, ends = entries["this_update"].native, entries["next_update"].native
        return AuthorityPart(AuthorityKind.REVOCATION_LIST, issuer, issuer, begins, ends, fingerprint, count, der)
    certificate = x509.Certificate.load(der, strict=True)
    info = describe(certificate)
    return AuthorityPart(_kind(certificate), info.holder, info.issuer, info.not_before, info.not_after, fingerprint, 0, der)


def _kind(certificate: x509.Certificate) -> AuthorityKind:
    if not certificate.ca:
        return AuthorityKind.PERSON
    if certificate.self_issued and issued_by(certificate, certificate):
        return AuthorityKind.ROOT
    return AuthorityKind.INTERMEDIATE


def _named(name: x509.Name) -> str:
    entries = name.native
    return str(entries.get("common_name") or entries.get("organization_name") or "")
