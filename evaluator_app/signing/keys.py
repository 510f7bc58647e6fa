# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a private key must be able to do for us: sign. Where it lies, in memory or on a token, is its own business."""

from __future__ import annotations

from typing import Final, Never, Protocol

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SMALLEST_RSA: Final = 2048
CURVES: Final = ("secp256r1", "secp384r1", "secp521r1")


class SigningKey(Protocol):
    """A private key that signs and is never given out."""

    def sign(self, data: bytes) -> bytes:
        """Return the signature over SHA-256 of the data: DER of r and s for ECDSA, PKCS#1 v1.5 for RSA."""
        ...


class SoftwareKey:
    """A key in this process's memory, held by the library; there is no way here to get its bytes."""

    __slots__ = ("_key",)

    def __init__(self, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> None:
        self._key = key

    def sign(self, data: bytes) -> bytes:
        """Override SigningKey.sign; the same data give the same signature (RFC 6979), and no bad source of chance betrays the key."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), SHA256())
        return self._key.sign(data, ec.ECDSA(SHA256(), deterministic_signing=True))

    def public_bytes(self) -> bytes:
        """Return the public half as SubjectPublicKeyInfo in DER."""
        return self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def __repr__(self) -> str:
        return "SoftwareKey(…)"

    def __reduce__(self) -> Never:
        message = "a private key is not written anywhere"
        raise TypeError(message)


def is_supported(key: object) -> bool:
    """Tell whether a private or public key of the library is of a kind that every reader of PDF signatures understands."""
    if isinstance(key, rsa.RSAPrivateKey | rsa.RSAPublicKey):
        return key.key_size >= SMALLEST_RSA
    return isinstance(key, ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey) and key.curve.name in CURVES
