# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A key and a certificate request made here, and the issued certificate joined with the key afterwards.

The key is on disk only as an encrypted PKCS#8 file, later as an encrypted PKCS#12 file; both are for their owner alone.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from asn1crypto import core, csr, keys, pem
from asn1crypto import x509 as plain
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.certificates import complete_chain, describe, is_for_signing, read_certificate
from evaluator_app.signing.credentials import Credential, load_credential, read_credential_file, refuse_out_of_period
from evaluator_app.signing.keys import is_supported
from evaluator_app.signing.secret import Secret

SHORTEST_PASSWORD: Final = 8
LONGEST_NAME: Final = 64
"""What X.520 allows."""
ROUNDS: Final = 600_000
"""Of PBKDF2 with SHA-256, for a password that somebody may try to guess."""
KINDS: Final = ("P-256", "RSA-3072")
_RSA_BITS: Final = 3072
_PARSING: Final = (ValueError, TypeError, UnsupportedAlgorithm)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the certificate shall name."""

    holder: str
    """A person's name, or the firm's for its seal."""
    organization: str
    unit: str = ""
    province: str = ""
    city: str = ""

    def name(self) -> x509.Name:
        """Return the distinguished name, from the country down to the holder; UserFacingError for what is missing or too long."""
        given = (self.holder, self.organization, self.unit, self.province, self.city)
        if not self.holder.strip() or not self.organization.strip() or max(map(len, given)) > LONGEST_NAME:
            raise UserFacingError(
                "SIG-013",
                _("A credential needs the names of its holder and organization, each of at most 64 characters."),
                _("Give both names; shorten the one that is too long."),
            )
        kinds = (
            (NameOID.STATE_OR_PROVINCE_NAME, self.province),
            (NameOID.LOCALITY_NAME, self.city),
            (NameOID.ORGANIZATION_NAME, self.organization),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, self.unit),
            (NameOID.COMMON_NAME, self.holder),
        )
        attributes = [x509.NameAttribute(kind, value.strip()) for kind, value in kinds if value.strip()]
        return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), *attributes])


def make_request(key_path: Path, request_path: Path, password: str | Secret, *, subject: Subject, kind: str = KINDS[0]) -> None:
    """Write a new key, encrypted (PKCS#8, PBES2 with AES-256), and a request (PKCS#10) in PEM for the issuer.

    Nothing is written over: a key lost is a certificate lost.
    """
    password = Secret(password)
    if len(password.reveal()) < SHORTEST_PASSWORD:
        raise UserFacingError(
            "SIG-050",
            _("A password of fewer than {count} characters does not protect a key; none was made.").format(count=SHORTEST_PASSWORD),
            _("Give a longer password and keep it where nobody else finds it."),
        )
    name = subject.name()
    for path in (key_path, request_path):
        if path.exists():
            raise UserFacingError(
                "SIG-051",
                _("{name} is there already and was not written over; no key was made.").format(name=path.name),
                _("Choose another name: whoever loses the key loses the certificate with it."),
            )
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = (
        ec.generate_private_key(ec.SECP256R1()) if kind == KINDS[0] else rsa.generate_private_key(65537, _RSA_BITS)
    )
    request = x509.CertificateSigningRequestBuilder().subject_name(name).add_extension(_usage(), critical=True).sign(key, hashes.SHA256())
    write(key_path, _locked(key, password), is_private=True)
    write(request_path, request.public_bytes(Encoding.PEM))


def join_certificate(
    key_path: Path, certificate: Path, destination: Path, password: str | Secret, *, issuers: tuple[Path, ...] = (), now: datetime
) -> Credential:
    """Write the key and the certificate that was issued for it as PKCS#12 under the same password, and return the credential.

    The issuers' certificates go in where they lead up to a root. The key file stays; delete it once the credential works.
    """
    password = Secret(password)
    key = _key(key_path, password)
    issued = read_certificate(read_credential_file(certificate), certificate.name)
    form = x509.load_der_x509_certificate(issued.dump())
    if not _fits(form, key):
        raise UserFacingError(
            "SIG-052",
            _("The certificate {certificate} was not issued for the key in {key}; nothing was written.").format(
                certificate=certificate.name, key=key_path.name
            ),
            _("Choose the key that the request was made with."),
        )
    refuse_out_of_period(describe(issued), now, certificate.name)
    if not is_for_signing(issued):
        raise UserFacingError(
            "SIG-010",
            _("The certificate in {name} is not meant for signing documents.").format(name=certificate.name),
            _("Choose the credential whose certificate allows digital signatures."),
        )
    chain = complete_chain(issued, [read_certificate(read_credential_file(path), path.name) for path in issuers])
    others = [x509.load_der_x509_certificate(each.dump()) for each in chain]
    holder = describe(issued).holder.encode()
    protection = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(ROUNDS).hmac_hash(hashes.SHA256())
    protection = protection.key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
    locked = protection.build(password.reveal().encode())
    write(destination, pkcs12.serialize_key_and_certificates(holder, key, form, others, locked), is_private=True)
    return load_credential(destination, password, now=now)


def request_from(der_of_info: bytes, signature: bytes, *, is_elliptic: bool) -> bytes:
    """Return a request in PEM made of its parts, for a key that signs elsewhere."""
    algorithm = {"algorithm": "sha256_ecdsa" if is_elliptic else "sha256_rsa"}
    parts = {"certification_request_info": csr.CertificationRequestInfo.load(der_of_info)}
    made = csr.CertificationRequest({**parts, "signature_algorithm": algorithm, "signature": signature})
    return bytes(pem.armor("CERTIFICATE REQUEST", made.dump()))


def request_info(subject: Subject, public_key: bytes) -> bytes:
    """Return what a request says and its key signs, for a public key as SubjectPublicKeyInfo in DER."""
    usage = plain.Extension({"extn_id": "key_usage", "critical": True, "extn_value": {"digital_signature", "non_repudiation"}})
    asked = csr.CRIAttribute({"type": "extension_request", "values": [plain.Extensions([usage])]})
    name = plain.Name.load(subject.name().public_bytes())
    info = {"version": "v1", "subject": name, "subject_pk_info": keys.PublicKeyInfo.load(public_key), "attributes": [asked]}
    return bytes(csr.CertificationRequestInfo(info).dump())


def write(path: Path, content: bytes, *, is_private: bool = False) -> None:
    """Write a file whole; UserFacingError where that cannot be."""
    try:
        with replacing(path, is_private=is_private) as file:
            file.write(content)
    except OSError as error:
        raise UserFacingError(
            "SIG-053",
            _("The file {name} cannot be written: {reason}.").format(name=path.name, reason=error.strerror or type(error).__name__),
            _("Choose a folder that you may write to and that has room."),
        ) from error


def _locked(key: Any, password: Secret) -> bytes:
    """Return the key as encrypted PKCS#8 in PEM: AES-256 under PBKDF2 with SHA-256, of more rounds than the library's 2048."""
    salt, start = os.urandom(16), os.urandom(16)
    derived = PBKDF2HMAC(hashes.SHA256(), 32, salt, ROUNDS).derive(password.reveal().encode())
    encryptor, padder = Cipher(AES(derived), CBC(start)).encryptor(), PKCS7(128).padder()
    padded = padder.update(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())) + padder.finalize()
    parameters = {
        "key_derivation_func": {
            "algorithm": "pbkdf2",
            "parameters": {
                "salt": core.OctetString(salt),
                "iteration_count": ROUNDS,
                "prf": {"algorithm": "sha256", "parameters": core.Null()},
            },
        },
        "encryption_scheme": {"algorithm": "aes256_cbc", "parameters": start},
    }
    locked = keys.EncryptedPrivateKeyInfo(
        {
            "encryption_algorithm": {"algorithm": "pbes2", "parameters": parameters},
            "encrypted_data": encryptor.update(padded) + encryptor.finalize(),
        }
    )
    return bytes(pem.armor("ENCRYPTED PRIVATE KEY", locked.dump()))


def _usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _key(path: Path, password: Secret) -> Any:
    content = read_credential_file(path)
    try:
        if b"-----BEGIN ENCRYPTED PRIVATE KEY-----" not in content:
            raise ValueError
        key = load_pem_private_key(content, password.reveal().encode())
    except _PARSING:
        key = None
    if key is None or not is_supported(key):
        raise UserFacingError(
            "SIG-054",
            _("The password does not open the key in {name}, or it is no encrypted key.").format(name=path.name),
            _("Choose the key that was made with the request, and type its password again."),
        )
    return key


def _fits(certificate: x509.Certificate, key: Any) -> bool:
    def public(source: Any) -> bytes:
        return bytes(source.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    try:
        return public(certificate) == public(key)
    except _PARSING:
        return False
