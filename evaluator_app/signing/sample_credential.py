# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Make a signing credential for practice, one that says so in its certificate and is trusted by nobody by itself.

The root's key is used once and forgotten, so no second certificate can ever claim the same root.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.certificates import SAMPLE_POLICY, SAMPLE_UNIT
from evaluator_app.signing.credentials import Credential, load_credential
from evaluator_app.signing.secret import Secret

ROOT_NAME: Final = "示例根证书（仅供练习） / Sample root, practice only"
_VALID: Final = timedelta(days=365)
_LONGEST_NAME: Final = 64  # what X.520 allows


def root_beside(path: Path) -> Path:
    """Return where the root certificate of the sample credential at the path lies."""
    return path.with_suffix(".cer")


def create_sample_credential(path: Path, password: str | Secret, *, holder: str, organization: str, now: datetime) -> Credential:
    """Write a practice credential to the path and its root certificate beside it (.cer), and return the credential."""
    password = Secret(password)
    _refuse_bad_names(holder, organization, password)
    begin = now.replace(microsecond=0)
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = _name(ROOT_NAME, organization)
    root = (
        _builder(root_name, root_name, root_key, begin, authority=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        _builder(_name(holder, organization), root_name, key, begin, authority=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    store = pkcs12.serialize_key_and_certificates(
        holder.encode(), key, certificate, [root], BestAvailableEncryption(password.reveal().encode())
    )
    try:
        with replacing(root_beside(path)) as handle:
            handle.write(root.public_bytes(Encoding.PEM))
        with replacing(path, is_private=True) as handle:
            handle.write(store)
    except OSError as error:
        raise UserFacingError(
            "SIG-011",
            _("The sample credential {name} cannot be written: {reason}.").format(
                name=path.name, reason=error.strerror or type(error).__name__
            ),
            _("Choose a folder that you may write to and that has room."),
        ) from error
    return load_credential(path, password, now=now)


def _refuse_bad_names(holder: str, organization: str, password: Secret) -> None:
    if not holder.strip() or not organization.strip() or max(len(holder), len(organization)) > _LONGEST_NAME:
        raise UserFacingError(
            "SIG-013",
            _("A credential needs the names of its holder and organization, each of at most 64 characters."),
            _("Give both names; shorten the one that is too long."),
        )
    if not password:
        raise UserFacingError(
            "SIG-014",
            _("A credential without a password would let everybody sign in its holder's name; none was made."),
            _("Give a password."),
        )


def _name(common_name: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, SAMPLE_UNIT),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, begin: datetime, *, authority: bool
) -> x509.CertificateBuilder:
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    policy = x509.PolicyInformation(x509.ObjectIdentifier(SAMPLE_POLICY), None)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + _VALID)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.CertificatePolicies([policy]), critical=False)
    )
