# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Seal a document by a CMS signature (DER, .p7s), with the document inside or beside it, and say what such a seal is worth.

`openssl cms -verify -inform DER` reads it as well, with `-content` for a document beside it. Knows nothing of what the document says,
nor whose word counts.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from asn1crypto import cms, x509
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from evaluator_app.i18n import _
from evaluator_app.signing.certificates import CertificateInfo, describe, is_for_signing
from evaluator_app.signing.cms_signer import CredentialSigner
from evaluator_app.signing.containers import DamageError, check_container, signer_of
from evaluator_app.signing.credentials import Credential, refuse_out_of_period
from evaluator_app.signing.encoding import is_der
from evaluator_app.signing.trust import Moment, judge_trust, load_roots
from evaluator_app.signing.validation_data import ValidationData

LARGEST_SEAL: Final = 4 * 1024 * 1024
"""Bytes that a sealed document may have."""
_PARSING: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
_CLOCKS_APART: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SealStatus:
    """What a seal is worth."""

    intact: bool
    """Document, signature and certificate fit each other to the last byte."""
    intact_reason: str
    content: bytes
    """The document, where it is inside; empty where the seal is not intact."""
    certificate: CertificateInfo | None
    """Whose seal it is, as far as the container can be read."""
    certificate_der: bytes
    """The same certificate as a file holds it."""
    signed_at: datetime | None
    """When the signer says it was made."""
    usable: bool
    """The certificate was valid then, and is meant for signing documents."""
    usable_reason: str
    trusted: bool
    """The signer is known here, or vouched for by a root that is."""
    trusted_reason: str

    @property
    def is_sound(self) -> bool:
        """Tell whether the seal proves that the holder of its certificate sealed the document."""
        return self.intact and self.usable

    @property
    def is_sample(self) -> bool:
        """Tell whether it was made with a practice certificate."""
        return bool(self.certificate and self.certificate.is_sample)

    @property
    def reason(self) -> str:
        """The sentence that matters most."""
        if not self.intact:
            return self.intact_reason
        return self.trusted_reason if self.usable else self.usable_reason

    def to_json(self) -> dict[str, object]:
        """Return the same as plain values, without the document."""
        return {
            "intact": self.intact,
            "intact_reason": self.intact_reason,
            "usable": self.usable,
            "usable_reason": self.usable_reason,
            "trusted": self.trusted,
            "trusted_reason": self.trusted_reason,
            "signed_at": self.signed_at.isoformat() if self.signed_at else None,
            "certificate": self.certificate.to_json() if self.certificate else None,
        }


def seal(content: bytes, credential: Credential, *, signed_at: datetime) -> bytes:
    """Return the document inside its signature; an error of its own where the certificate is not valid at that time."""
    return _sealed(content, credential, signed_at, detached=False)


def seal_beside(content: bytes, credential: Credential, *, signed_at: datetime) -> bytes:
    """Return the signature of a document that is kept beside it; an error as seal()."""
    return _sealed(content, credential, signed_at, detached=True)


def _sealed(content: bytes, credential: Credential, signed_at: datetime, *, detached: bool) -> bytes:
    refuse_out_of_period(credential.certificate_info, signed_at, credential.holder)
    made = CredentialSigner(credential).async_sign_general_data(
        cms.ContentInfo({"content_type": "data", "content": content}),
        "sha256",
        detached=detached,
        signed_attr_settings=PdfCMSSignedAttributes(signing_time=signed_at),
    )
    return bytes(asyncio.run(made).dump())


def open_seal(source: bytes, *, beside: bytes | None = None, roots: Sequence[bytes | Path] = (), at: datetime) -> SealStatus:
    """Return what a seal is worth, whatever the bytes are; the roots are certificates that are trusted here, also a signer's own.

    A document that is kept beside the seal is given; where none is given, it must be inside.
    """
    known = load_roots(roots)
    if len(source) > LARGEST_SEAL:
        return _broken(_("The signature has more than 4 MB, so it was not read."), None)
    try:
        content, others, signer = _opened(source, known) if beside is None else (b"", *_opened_beside(source, beside, known))
        signed_at = _signed_at(source)
    except DamageError as damage:
        return _broken(str(damage), signer_of(source))
    except _PARSING:
        return _broken(_("A signature was damaged and cannot be read."), None)
    usable, usable_reason = _judge_use(signer, signed_at)
    trusted, trusted_reason = (False, usable_reason) if not usable else _judge(signer, others, known, signed_at, at)
    return SealStatus(
        intact=True,
        intact_reason=_("Nothing was changed since this signature was made."),
        content=content,
        certificate=describe(signer),
        certificate_der=signer.dump(),
        signed_at=signed_at,
        usable=usable,
        usable_reason=usable_reason,
        trusted=trusted,
        trusted_reason=trusted_reason,
    )


def _broken(reason: str, signer: x509.Certificate | None) -> SealStatus:
    info = describe(signer) if signer else None
    nobody = _("A damaged signature is trusted by nobody.")
    return SealStatus(False, reason, b"", info, signer.dump() if signer else b"", None, False, nobody, False, nobody)


def _opened_beside(
    source: bytes, content: bytes, roots: tuple[x509.Certificate, ...]
) -> tuple[tuple[x509.Certificate, ...], x509.Certificate]:
    """Return the certificates and the signer of a seal whose document is not inside."""
    info = _signed_data(source)
    if info["content"]["encap_content_info"].dump() != cms.ContentInfo({"content_type": "data"}).dump():
        raise DamageError(_("The encoding of a signature was changed."))
    return _checked(info.dump(), content, roots)


def _signed_data(source: bytes) -> cms.ContentInfo:
    if not is_der(source):
        raise DamageError(_("A signature was damaged and cannot be read."))
    info = cms.ContentInfo.load(source, strict=True)
    if info["content_type"].native != "signed_data":
        raise DamageError(_("This is no signature with its document inside."))
    certificates = [choice.dump() for choice in info["content"]["certificates"]]
    if certificates != sorted(certificates):
        raise DamageError(_("The encoding of a signature was changed."))
    return info


def _checked(detached: bytes, content: bytes, roots: tuple[x509.Certificate, ...]) -> tuple[tuple[x509.Certificate, ...], x509.Certificate]:
    sealed = check_container(detached, lambda algorithm: hashlib.new(algorithm, content).digest(), roots, is_known_der=True)
    if sealed.unchecked:
        raise DamageError(_("A certificate of the signature can be checked only with that of {issuer}.").format(issuer=sealed.unchecked))
    return sealed.certificates, sealed.signer


def _opened(source: bytes, roots: tuple[x509.Certificate, ...]) -> tuple[bytes, tuple[x509.Certificate, ...], x509.Certificate]:
    """Return the document, the certificates and the signer: the document is taken out, the rest judged as a detached signature."""
    info = _signed_data(source)
    inner = info["content"]["encap_content_info"]
    if inner["content_type"].native != "data" or inner["content"].native is None:
        raise DamageError(_("This is no signature with its document inside."))
    content = bytes(inner["content"])
    if inner.dump() != cms.ContentInfo({"content_type": "data", "content": content}).dump():
        raise DamageError(_("The encoding of a signature was changed."))
    signed_data = info["content"].copy()
    signed_data["encap_content_info"] = {"content_type": "data"}
    detached = cms.ContentInfo({"content_type": "signed_data", "content": signed_data}).dump()
    return (content, *_checked(detached, content, roots))


def _signed_at(source: bytes) -> datetime | None:
    attributes = cms.ContentInfo.load(source)["content"]["signer_infos"][0]["signed_attrs"]
    moments = [value for attribute in attributes if attribute["type"].native == "signing_time" for value in attribute["values"].native]
    moment = moments[0] if len(moments) == 1 else None
    return moment if isinstance(moment, datetime) and moment.tzinfo is not None else None


def _judge_use(signer: x509.Certificate, signed_at: datetime | None) -> tuple[bool, str]:
    info = describe(signer)
    if signed_at is None:
        return False, _("The signature does not say when it was made, so its certificate cannot be judged.")
    if signed_at > info.not_after:
        return False, _("The certificate of {name} had expired when it signed.").format(name=info.holder)
    if signed_at < info.not_before:
        return False, _("The certificate of {name} was not valid yet when it signed.").format(name=info.holder)
    if not is_for_signing(signer):
        return False, _("The certificate of {name} is not meant for signing documents.").format(name=info.holder)
    return True, _("The certificate of {name} was valid when it signed.").format(name=info.holder)


def _judge(
    signer: x509.Certificate,
    others: tuple[x509.Certificate, ...],
    roots: tuple[x509.Certificate, ...],
    signed_at: datetime | None,
    at: datetime,
) -> tuple[bool, str]:
    info = describe(signer)
    if signed_at is not None and signed_at > at + _CLOCKS_APART:
        return False, _("The signature says that it was made in the future; check the clock of this computer.")
    if any(root.dump() == signer.dump() for root in roots):
        return True, _("The certificate of {name} is itself among those trusted here.").format(name=info.holder)
    found = judge_trust(signer, roots, ValidationData(certificates=tuple(others)), Moment(signed_at, None, signed_at or at))
    return found.value is True, found.reason
