# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Keys on tokens, such as USB keys, through the PKCS#11 library of their maker: listed, and signed with where they are.

A key never leaves its token; the PIN is handed to the library once and kept nowhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pkcs11
from asn1crypto import algos, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import load_der_x509_certificate
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, TokenFlag
from pkcs11.util.ec import encode_ecdsa_signature

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.certificates import CertificateInfo, describe
from evaluator_app.signing.credentials import Credential, checked
from evaluator_app.signing.keys import is_supported
from evaluator_app.signing.secret import Secret

_LARGEST_CERTIFICATE: Final = 64 * 1024
_MOST: Final = 100
_SHORTEST_NAMED: Final = 8
_WRONG_PIN: Final = (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange)


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is there, with the certificates that it shows without its PIN."""

    label: str
    serial: str
    maker: str
    certificates: tuple[CertificateInfo, ...]

    def to_json(self) -> dict[str, object]:
        """Return the same as plain values."""
        return {
            "label": self.label,
            "serial": self.serial,
            "maker": self.maker,
            "certificates": [each.to_json() for each in self.certificates],
        }


class TokenKey:
    """A private key that stays on its token."""

    __slots__ = ("_key",)

    def __init__(self, key: Any) -> None:
        self._key = key

    def sign(self, data: bytes) -> bytes:
        """Override SigningKey.sign: the digest is computed here, so that any token's plainest mechanism will do."""
        digest = hashlib.sha256(data).digest()
        try:
            if self._key.key_type is KeyType.EC:
                return bytes(encode_ecdsa_signature(self._key.sign(digest, mechanism=Mechanism.ECDSA)))
            named = algos.DigestInfo({"digest_algorithm": {"algorithm": "sha256"}, "digest": digest}).dump()
            return bytes(self._key.sign(named, mechanism=Mechanism.RSA_PKCS))
        except pkcs11.PKCS11Error as error:
            raise failed(error) from None

    def __repr__(self) -> str:
        return "TokenKey(…)"


def list_tokens(library: Path) -> tuple[Token, ...]:
    """Return the tokens that the library sees; UserFacingError where it cannot be used."""
    try:
        return tuple(_described(token) for token in _tokens(library))
    except pkcs11.PKCS11Error as error:
        raise failed(error) from None


@contextmanager
def open_token(library: Path, pin: str | Secret, *, token: str = "", certificate: str = "", now: datetime) -> Iterator[Credential]:
    """Give the credential on a token as long as the block runs.

    The token is named by label or serial, the certificate by its holder or the beginning of its fingerprint; either may
    be left out where there is only one.
    """
    pin = Secret(pin)
    with session_on(library, pin, token=token) as (session, label):
        yield _credential(session, certificate, label, now)


@contextmanager
def session_on(library: Path, pin: Secret, *, token: str, writing: bool = False) -> Iterator[tuple[Any, str]]:
    """Give a session that knows the PIN, and the token's label."""
    try:
        chosen = _choose(_tokens(library), token)
        session = chosen.open(user_pin=pin.reveal(), rw=writing)
    except _WRONG_PIN:
        raise UserFacingError(
            "SIG-036",
            _("The PIN does not open the token."),
            _("Type it again with care: after a few wrong ones the token locks itself, and only its issuer can unlock it."),
        ) from None
    except pkcs11.PinLocked:
        raise UserFacingError(
            "SIG-037",
            _("The token has locked itself after too many wrong PINs; nothing was signed."),
            _("Have it unlocked by whoever issued it."),
        ) from None
    except pkcs11.PKCS11Error as error:
        raise failed(error) from None
    try:
        yield session, str(chosen.label).strip()
    finally:
        with suppress(pkcs11.PKCS11Error):
            session.close()


def failed(error: Exception) -> UserFacingError:
    """Return the error for what a token or its library did."""
    reason = str(error) or type(error).__name__
    return UserFacingError(
        "SIG-035",
        _("The token did not do what it was asked: {reason}. Nothing was signed.").format(reason=reason),
        _("Pull the token out, put it in again, and try once more; see whether its maker's own program finds it."),
    )


def _tokens(library: Path) -> list[Any]:
    try:
        loaded = pkcs11.lib(str(library))
    except (pkcs11.PKCS11Error, RuntimeError, OSError):
        raise UserFacingError(
            "SIG-034",
            _("{name} cannot be used as a library for tokens.").format(name=library.name),
            _("Install the software that came with the token and choose its PKCS#11 library (.so, .dll or .dylib)."),
        ) from None
    loaded.reinitialize()  # a token that was put in since is seen as well
    return [each for each in loaded.get_tokens() if each.flags & TokenFlag.TOKEN_INITIALIZED][:_MOST]


def _choose(found: Sequence[Any], named: str) -> Any:
    wanted = named.strip()
    fitting = [each for each in found if not wanted or wanted in (str(each.label).strip(), _text(each.serial))]
    if len(fitting) == 1:
        return fitting[0]
    there = "、".join(f"{str(each.label).strip()} ({_text(each.serial)})" for each in found)
    raise UserFacingError(
        "SIG-038",
        _("No single token is meant by “{name}”; found: {found}.").format(name=wanted, found=there or _("none")),
        _("Put the token in, and name it by its label or serial number if there are several."),
    )


def _described(token: Any) -> Token:
    with suppress(pkcs11.PKCS11Error), token.open() as session:
        certificates = tuple(describe(each) for each, _id in _certificates(session))
        return Token(str(token.label).strip(), _text(token.serial), str(token.manufacturer_id).strip(), certificates)
    return Token(str(token.label).strip(), _text(token.serial), str(token.manufacturer_id).strip(), ())


def _certificates(session: Any) -> list[tuple[x509.Certificate, bytes]]:
    found = []
    for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        with suppress(ValueError, TypeError, KeyError, pkcs11.PKCS11Error):
            der = bytes(each[Attribute.VALUE])
            if len(der) <= _LARGEST_CERTIFICATE:
                certificate = x509.Certificate.load(der, strict=True)
                describe(certificate)
                found.append((certificate, bytes(each[Attribute.ID])))
        if len(found) >= _MOST:
            break
    return found


def _credential(session: Any, named: str, label: str, now: datetime) -> Credential:
    try:
        every = _certificates(session)
        able = [(certificate, _key_of(session, name)) for certificate, name in every]
    except pkcs11.PKCS11Error as error:
        raise failed(error) from None
    fitting = [(certificate, key) for certificate, key in able if key is not None and _is_meant(describe(certificate), named)]
    if len(fitting) != 1:
        raise UserFacingError(
            "SIG-039",
            _("No single certificate on the token {label} is meant by “{name}”; those that can sign: {found}.").format(
                label=label, name=named, found="、".join(describe(each).holder for each, key in able if key is not None) or _("none")
            ),
            _("Name it by its holder or by the first 8 digits of its fingerprint."),
        )
    certificate, key = fitting[0]
    _refuse_unsupported(certificate, label)
    others = tuple(each for each, _id in every if each is not certificate)
    return checked(certificate, TokenKey(key), others, label, now=now)


def _key_of(session: Any, name: bytes) -> Any:
    return next(iter(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: name})), None)


def _is_meant(info: CertificateInfo, named: str) -> bool:
    wanted = named.strip()
    digits = wanted.lower().replace(":", "").replace(" ", "")
    return not wanted or info.holder == wanted or (len(digits) >= _SHORTEST_NAMED and info.fingerprint.startswith(digits))


def _refuse_unsupported(certificate: x509.Certificate, label: str) -> None:
    try:
        supported = is_supported(load_der_x509_certificate(certificate.dump()).public_key())
    except (ValueError, UnsupportedAlgorithm):
        supported = False
    if not supported:
        raise UserFacingError(
            "SIG-008",
            _("The key or the protection of {name} is of a kind that this program cannot sign with.").format(name=label),
            _("Use an RSA key of at least 2048 bits or an elliptic-curve key P-256, P-384 or P-521, exported with today's protection."),
        )


def _text(value: Any) -> str:
    return (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)).strip()
