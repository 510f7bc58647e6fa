# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Time stamps by an RFC 3161 service: asked for once, and looked through before they are taken.

What is taken is held by our own verification later: the right digest and nonce, a signature that fits, a certificate
that is for time stamps and for nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, ClassVar, Final, Protocol

from asn1crypto import cms, core, tsp, x509

from evaluator_app.errors import EvaluatorError
from evaluator_app.i18n import _
from evaluator_app.signing.certificates import complete_chain
from evaluator_app.signing.containers import DamageError, check_container, signer_of
from evaluator_app.signing.fetching import SECONDS, FetchError, fetch

LARGEST_TOKEN: Final = 12 * 1024
"""Bytes of a token with its certificates; it must fit where it goes, and that is set before it is asked for."""
_LARGEST_ANSWER: Final = 64 * 1024
_PARSING: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class TimeStampError(EvaluatorError):
    """A sentence that says why there is no time stamp."""


class Response(core.Sequence):
    """What a service answers; without a token where it refuses, which the library's own form does not know."""

    _fields: ClassVar = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]


class Stamper(Protocol):
    """Gives time stamps."""

    async def stamp(self, digest: bytes) -> cms.ContentInfo:
        """Return a token over a SHA-256 digest; TimeStampError for all that goes wrong."""
        ...


class TimeStampService:
    """A service at an http or https address; issuers that are known here complete the chain that it sends along."""

    def __init__(self, address: str, *, issuers: Sequence[x509.Certificate] = (), seconds: float = SECONDS) -> None:
        self._address = address
        self._issuers = issuers
        self._seconds = seconds

    async def stamp(self, digest: bytes) -> cms.ContentInfo:
        """Override Stamper.stamp."""
        nonce = int.from_bytes(os.urandom(8)) | 1 << 63
        imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}
        question = tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True})
        try:
            answer = await fetch(
                self._address,
                largest=_LARGEST_ANSWER,
                question=question.dump(),
                kind="application/timestamp-query",
                answer_kind="application/timestamp-reply",
                seconds=self._seconds,
            )
        except FetchError as error:
            raise TimeStampError(str(error)) from None
        try:
            return _token(answer, digest, nonce, self._issuers)
        except (*_PARSING, DamageError) as error:
            reason = str(error) if isinstance(error, DamageError) else _("It cannot be read.")
            raise TimeStampError(_("The answer of the time stamp service is not one. {reason}").format(reason=reason)) from None


def _token(answer: bytes, digest: bytes, nonce: int, issuers: Sequence[x509.Certificate]) -> cms.ContentInfo:
    response = Response.load(answer, strict=True)
    status = response["status"]
    if status["status"].native not in {"granted", "granted_with_mods"}:
        words = "; ".join([*(status["status_string"].native or ()), *(status["fail_info"].native or ())])
        raise TimeStampError(_("The time stamp service refused: {reason}").format(reason=words or status["status"].native))
    token = response["time_stamp_token"]
    info = token["content"]["encap_content_info"]["content"].parsed
    if not isinstance(info, tsp.TSTInfo):
        raise DamageError(_("A time stamp belongs to something else."))
    if info["nonce"].native != nonce:
        raise DamageError(_("It answers another question."))
    der = _with_whole_chain(token, issuers)
    if len(der) > LARGEST_TOKEN:
        raise TimeStampError(_("The time stamp is too large: it has {size} bytes.").format(size=len(der)))
    sealed = check_container(der, lambda algorithm: digest if algorithm == "sha256" else b"", ())
    if sealed.unchecked:
        raise DamageError(_("A certificate of the signature can be checked only with that of {issuer}.").format(issuer=sealed.unchecked))
    _refuse_other_purposes(sealed.signer)
    return cms.ContentInfo.load(der)


def _with_whole_chain(token: Any, issuers: Sequence[x509.Certificate]) -> bytes:
    """Return the token with its signer's certificates up to the root, or with the signer's alone: what ends in the air is not protected."""
    signer = signer_of(token.dump())
    if signer is None:
        raise DamageError(_("A signature does not carry the certificate of its signer."))
    carried = [choice.chosen for choice in token["content"]["certificates"] if choice.name == "certificate"]
    chain = [signer, *complete_chain(signer, (*carried, *issuers))]
    signed_data = token["content"].copy()
    signed_data["certificates"] = cms.CertificateSet([cms.CertificateChoices("certificate", each) for each in chain])
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed_data}).dump(force=True))


def _refuse_other_purposes(certificate: Any) -> None:
    purposes = certificate.extended_key_usage_value
    if purposes is None or purposes.native != ["time_stamping"]:
        raise DamageError(_("Its certificate is not for time stamps alone."))
