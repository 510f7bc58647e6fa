# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a certificate says about its holder, and the mark by which a practice certificate is known.

Judges nothing: whether a certificate is trusted is the verification's business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from asn1crypto import pem, x509
from cryptography import x509 as certificate_forms
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

SAMPLE_MARK: Final = "示例证书 SAMPLE"
"""Shown wherever a practice certificate was used, in every language."""

SAMPLE_UNIT: Final = "SAMPLE - PRACTICE ONLY 示例证书"
"""The organizational unit in the names of every practice certificate and its root."""

SAMPLE_POLICY: Final = "2.25.122827289451223789473264810973723149472"
"""The certificate policy of practice certificates, in the arc of UUIDs, which needs no registration."""


@dataclass(frozen=True, slots=True)
class CertificateInfo:
    """A certificate in words."""

    holder: str  # the subject's common name, or its organization
    organization: str  # the subject's organization, or nothing
    issuer: str  # the issuer's common name, or its organization
    serial: str  # hexadecimal
    not_before: datetime
    not_after: datetime
    fingerprint: str  # SHA-256 of the whole certificate, hexadecimal
    is_sample: bool  # made by this program for practice

    def valid_at(self, moment: datetime) -> bool:
        """Tell whether the moment lies in the certificate's period."""
        return self.not_before <= moment <= self.not_after

    def to_json(self) -> dict[str, object]:
        """Return the same as plain values."""
        return {
            "holder": self.holder,
            "organization": self.organization,
            "issuer": self.issuer,
            "serial": self.serial,
            "not_before": self.not_before.isoformat(),
            "not_after": self.not_after.isoformat(),
            "fingerprint": self.fingerprint,
            "is_sample": self.is_sample,
        }


def describe(certificate: x509.Certificate) -> CertificateInfo:
    """Return what the certificate says; ValueError if it cannot be read."""
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return CertificateInfo(
        holder=_entry(subject, "common_name") or _entry(subject, "organization_name"),
        organization=_entry(subject, "organization_name"),
        issuer=_entry(issuer, "common_name") or _entry(issuer, "organization_name"),
        serial=f"{certificate.serial_number:x}",
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        is_sample=_is_sample(certificate),
    )


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Tell whether the issuer's key really signed the certificate, byte for byte; UnsupportedAlgorithm if we cannot know."""
    form = certificate_forms.load_der_x509_certificate
    try:
        form(certificate.dump()).verify_directly_issued_by(form(issuer.dump()))
    except (ValueError, TypeError, certificate_forms.InvalidVersion, InvalidSignature):
        return False
    return True


def complete_chain(certificate: x509.Certificate, known: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """Return the issuers up to the root, or none: what ends in the air could be changed unnoticed."""
    chain: list[x509.Certificate] = []
    current = certificate
    while not current.self_issued:
        issuer = next((each for each in known if each not in chain and _has_issued(each, current)), None)
        if issuer is None:
            return []
        chain.append(issuer)
        current = issuer
    return chain


def is_for_signing(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate is meant for signing documents, as far as it says what it is meant for."""
    usage = certificate.key_usage_value
    return usage is None or bool({"digital_signature", "non_repudiation"} & set(usage.native))


def _has_issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        return issuer.subject == certificate.issuer and issued_by(certificate, issuer)
    except UnsupportedAlgorithm:
        return False


def read_certificate(source: bytes, name: str) -> x509.Certificate:
    """Return the certificate in PEM or DER bytes; the name is for the message when it is none."""
    try:
        der = pem.unarmor(source)[2] if pem.detect(source) else source
        certificate = x509.Certificate.load(der, strict=True)
        describe(certificate)
    except (ValueError, TypeError, KeyError) as error:
        raise UserFacingError(
            "SIG-012",
            _("{name} is not a certificate.").format(name=name),
            _("Choose a certificate file in PEM or DER form, such as one that ends in .cer, .crt or .pem."),
        ) from error
    return certificate


def info_and_bytes(source: bytes, name: str) -> tuple[CertificateInfo, bytes]:
    """Return what the certificate in PEM or DER bytes says, and its DER bytes; the same error as read_certificate."""
    certificate = read_certificate(source, name)
    return describe(certificate), bytes(certificate.dump())


def _entry(name: Mapping[str, object], key: str) -> str:
    value = name.get(key, "")
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_sample(certificate: x509.Certificate) -> bool:
    if SAMPLE_UNIT in _entry(certificate.subject.native, "organizational_unit_name"):
        return True
    policies = certificate.certificate_policies_value or ()
    return any(policy["policy_identifier"].dotted == SAMPLE_POLICY for policy in policies)
