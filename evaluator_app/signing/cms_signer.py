# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Let a credential sign within pyHanko, with or without a time stamp; a service that fails only leaves the stamp out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Final

from asn1crypto import cms, x509
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from evaluator_app.signing.certificates import complete_chain
from evaluator_app.signing.credentials import Credential
from evaluator_app.signing.time_stamps import LARGEST_TOKEN, Stamper, TimeStampError

_ECDSA_SIZES: Final = {"secp256r1": 72, "secp384r1": 104, "secp521r1": 139}
"""Bytes that r and s take in DER at most."""
_FRAME: Final = 1024
"""Bytes for all that a signature says besides certificates and names, amply."""
_TIMES_ISSUER: Final = 2
"""How often a signature names the issuer of its certificate: as its signer, and in the attribute that pins the certificate."""


class CredentialSigner(Signer):
    """Signs with a credential; the chain of its certificate goes along whole or not at all."""

    def __init__(self, credential: Credential, issuers: Sequence[x509.Certificate] = (), stamper: Stamper | None = None) -> None:
        store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(complete_chain(credential.certificate, (*credential.other_certificates, *issuers)))
        super().__init__(signing_cert=credential.certificate, cert_registry=store)
        self._certificate = credential.certificate
        self._key = credential.key
        self._stamper = stamper
        self.problem = ""
        """Why there is no time stamp although one was asked for; nothing if there is one or none was asked for."""

    @property
    def largest_container(self) -> int:
        """Bytes that a signature takes at most, with all its certificates and a time stamp if one is asked for."""
        certificates = sum(len(each.dump()) for each in (self._certificate, *self.cert_registry))
        names = _TIMES_ISSUER * len(self._certificate.issuer.dump())
        return certificates + names + self._signature_size + _FRAME + (LARGEST_TOKEN if self._stamper else 0)

    @property
    def _signature_size(self) -> int:
        public = self._certificate.public_key
        return int(_ECDSA_SIZES[public.curve[1]] if public.algorithm == "ec" else public.byte_size)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Override Signer.async_sign_raw; the digest is always SHA-256."""
        if dry_run:
            return bytes(self._signature_size)
        return self._key.sign(data)

    async def unsigned_attrs(
        self,
        digest_algorithm: str,
        signature: bytes,
        signed_attrs: cms.CMSAttributes,
        timestamper: Any = None,
        dry_run: bool = False,
    ) -> cms.CMSAttributes | None:
        """Override Signer.unsigned_attrs: one time stamp over the signature, if the service gives one."""
        if self._stamper is None or dry_run:
            return None
        try:
            token = await self._stamper.stamp(hashlib.sha256(signature).digest())
        except TimeStampError as error:
            self.problem = str(error)
            return None
        return cms.CMSAttributes([cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [token]})])
