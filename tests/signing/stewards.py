# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Real credentials of stewards for the tests: any key, period and purpose, issued by a root of their own; none is a sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from evaluator_app.signing.credentials import Credential, load_credential

DAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PASSWORD = "核定-1"
AUTHORITY = "某省自然资源厅"


@dataclass(frozen=True, slots=True)
class Steward:
    """A credential on disk, with its certificate and its root's as files hold them."""

    path: Path
    certificate: bytes
    root: bytes
    made_on: datetime

    def credential(self, now: datetime = DAY) -> Credential:
        """Open it."""
        return load_credential(self.path, PASSWORD, now=now)


def make_steward(
    path: Path,
    *,
    holder: str = "李核定",
    organization: str = AUTHORITY,
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None,
    begin: datetime = DAY - timedelta(days=30),
    days: int = 365,
    for_signing: bool = True,
    root_name: str = "某省电子认证根",
) -> Steward:
    """Write a PKCS#12 file with a certificate that a fresh root of this name issued."""
    root_key, own = ec.generate_private_key(ec.SECP256R1()), key or ec.generate_private_key(ec.SECP256R1())
    root_subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, root_name)])
    subject = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization), x509.NameAttribute(NameOID.COMMON_NAME, holder)])
    root = (
        _builder(root_subject, root_subject, begin - timedelta(days=1), days + 3650)
        .public_key(root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(for_signing=False, authority=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        _builder(subject, root_subject, begin, days)
        .public_key(own.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(for_signing=for_signing, authority=False), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    store = pkcs12.serialize_key_and_certificates(holder.encode(), own, certificate, [root], BestAvailableEncryption(PASSWORD.encode()))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(store)
    return Steward(path, certificate.public_bytes(Encoding.PEM), root.public_bytes(Encoding.PEM), begin)


def _builder(subject: x509.Name, issuer: x509.Name, begin: datetime, days: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
    )


def _usage(*, for_signing: bool, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=for_signing,
        content_commitment=for_signing,
        key_encipherment=not for_signing and not authority,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
