# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A signing credential: a certificate and a key that can sign but is never given out; read from PKCS#12 here.

A password never appears in a message, an exception, a representation or a traceback with locals. Tokens: `tokens.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from asn1crypto import pkcs12, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.hazmat.primitives.serialization import pkcs12 as key_stores

from evaluator_app.bounded_files import read_at_most
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.certificates import CertificateInfo, describe, is_for_signing
from evaluator_app.signing.keys import SigningKey, SoftwareKey, is_supported
from evaluator_app.signing.secret import Secret

LARGEST_FILE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate with a key that signs for it."""

    holder: str  # the name that the report shows
    certificate_info: CertificateInfo
    certificate: x509.Certificate = field(repr=False, compare=False)
    key: SigningKey = field(repr=False, compare=False)
    other_certificates: tuple[x509.Certificate, ...] = field(repr=False, compare=False)  # the issuers that come with it

    @property
    def is_sample(self) -> bool:
        """Tell whether the credential was made for practice."""
        return self.certificate_info.is_sample


def load_credential(path: Path, password: str | Secret, *, now: datetime) -> Credential:
    """Read a PKCS#12 file; every reason why it cannot be used for signing today is an error of its own."""
    password = Secret(password)  # the text is no local here any more
    name = path.name
    key, certificate, others = _unlock(read_credential_file(path), password, name)
    return checked(certificate, key, others, name, now=now)


def checked(
    certificate: x509.Certificate, key: SigningKey, others: tuple[x509.Certificate, ...], name: str, *, now: datetime
) -> Credential:
    """Return the credential; an error of its own for a certificate that may not sign today. The name says where it came from."""
    info = describe(certificate)
    refuse_out_of_period(info, now, name)
    if not is_for_signing(certificate):
        raise UserFacingError(
            "SIG-010",
            _("The certificate in {name} is not meant for signing documents.").format(name=name),
            _("Choose the credential whose certificate allows digital signatures."),
        )
    return Credential(info.holder, info, certificate, key, others)


def refuse_out_of_period(info: CertificateInfo, moment: datetime, name: str) -> None:
    """Raise the error for a certificate that is expired or not yet valid at the moment."""
    if moment > info.not_after:
        raise UserFacingError(
            "SIG-006",
            _("The certificate in {name} expired on {date}; nothing was signed.").format(name=name, date=_day(info.not_after, moment)),
            _("Renew the certificate with its issuer, {issuer}, and choose the new file.").format(issuer=info.issuer),
        )
    if moment < info.not_before:
        raise UserFacingError(
            "SIG-007",
            _("The certificate in {name} is valid only from {date}; nothing was signed.").format(
                name=name, date=_day(info.not_before, moment)
            ),
            _("Check the date and time of this computer, or wait until the certificate is valid."),
        )


def _day(moment: datetime, like: datetime) -> str:
    return moment.astimezone(like.tzinfo).strftime("%Y-%m-%d")


def read_credential_file(path: Path) -> bytes:
    """Return what a file with a key or a certificate holds; an error of its own where it cannot be read, or is too large."""
    try:
        content = read_at_most(path, LARGEST_FILE)
    except OSError as error:
        raise UserFacingError(
            "SIG-001",
            _("The credential file {name} cannot be read: {reason}.").format(name=path.name, reason=error.strerror or type(error).__name__),
            _("Check that the file is still there and that you may open it, then choose it again."),
        ) from error
    if content is None:
        raise UserFacingError(
            "SIG-002",
            _("The file {name} is larger than 1 MB, so it is no signing credential.").format(name=path.name),
            _("Choose the .p12 or .pfx file that the certificate's issuer gave you."),
        )
    return content


def _unlock(content: bytes, password: Secret, name: str) -> tuple[SigningKey, x509.Certificate, tuple[x509.Certificate, ...]]:
    _refuse_other_forms(content, name)
    try:
        store = key_stores.load_pkcs12(content, password.reveal().encode())
    except UnsupportedAlgorithm:
        raise _unsupported(name) from None
    except (ValueError, TypeError):
        raise UserFacingError(
            "SIG-004",
            _("The password does not open {name}.").format(name=name),
            _("Type it again and mind capital letters and the input method. If it is right, the file is damaged: get a new copy."),
        ) from None
    if store.key is None:
        raise UserFacingError(
            "SIG-005",
            _("The file {name} holds no private key, so nothing can be signed with it.").format(name=name),
            _("Export the certificate again together with its private key."),
        )
    if store.cert is None:
        raise UserFacingError(
            "SIG-009",
            _("The file {name} holds no certificate that belongs to its private key.").format(name=name),
            _("Export the private key again together with its certificate."),
        )
    if not is_supported(store.key):
        raise _unsupported(name)
    key = SoftwareKey(store.key)  # type: ignore[arg-type]
    try:
        certified = store.cert.certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except (UnsupportedAlgorithm, ValueError):
        raise _unsupported(name) from None
    if certified != key.public_bytes():
        raise UserFacingError(
            "SIG-009",
            _("The file {name} holds no certificate that belongs to its private key.").format(name=name),
            _("Export the private key again together with its certificate."),
        )
    certificate, *others = (
        x509.Certificate.load(form.certificate.public_bytes(Encoding.DER)) for form in (store.cert, *store.additional_certs)
    )
    return key, certificate, tuple(others)


def _refuse_other_forms(content: bytes, name: str) -> None:
    try:
        store = pkcs12.Pfx.load(content, strict=True)
        recognized = store["version"].native == "v3" and store["auth_safe"]["content_type"].native in {"data", "signed_data"}
    except (ValueError, TypeError, KeyError):
        recognized = False
    if not recognized:
        raise UserFacingError(
            "SIG-003",
            _("The file {name} is not a PKCS#12 credential, or it is cut off.").format(name=name),
            _("Choose the .p12 or .pfx file that the certificate's issuer gave you."),
        )


def _unsupported(name: str) -> UserFacingError:
    return UserFacingError(
        "SIG-008",
        _("The key or the protection of {name} is of a kind that this program cannot sign with.").format(name=name),
        _("Use an RSA key of at least 2048 bits or an elliptic-curve key P-256, P-384 or P-521, exported with today's protection."),
    )
