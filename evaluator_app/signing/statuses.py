# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a verification found, in values and in sentences. Finds nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evaluator_app.signing.certificates import CertificateInfo


@dataclass(frozen=True, slots=True)
class StampStatus:
    """The time stamp that a signature carries."""

    certificate: CertificateInfo
    moment: datetime
    trusted: bool | None
    trusted_reason: str

    def to_json(self) -> dict[str, object]:
        """Return the same as plain values."""
        return {
            "certificate": self.certificate.to_json(),
            "moment": self.moment.isoformat(),
            "trusted": self.trusted,
            "trusted_reason": self.trusted_reason,
        }


@dataclass(frozen=True, slots=True)
class SignatureStatus:
    """One signature and what it is worth."""

    field_name: str
    is_time_stamp: bool  # a document time stamp and not a person's signature
    certificate: CertificateInfo | None  # of the signer; None if it cannot be read
    signed_at: datetime | None  # what the signer claims, or the time stamp says
    reason: str  # as the signer gave it
    location: str
    intact: bool | None  # None: a certificate in it cannot be checked here
    intact_reason: str
    covers_whole_file: bool  # to the very last byte
    modifications: str  # what was added after it: none, time_stamps, form_filling or other; "" if not judged
    permitted: bool | None  # what was added is what the signer permits; None if not judged
    trusted: bool | None  # None: its certificate ended since, and no time stamp proves that it signed before
    trusted_reason: str
    authority: str  # the trusted root that it leads to; empty if to none
    revoked_on: datetime | None  # as far as anything at hand says
    stamp: StampStatus | None  # of the time of this signature
    proven_at: datetime | None  # a trusted time stamp, its own or a later one of the file, proves it was there by then
    valid_when_signed: bool | None  # the certificate, at the claimed time
    expired_now: bool | None  # the certificate, at the time of the verification
    is_sample: bool  # made with a practice certificate
    summary: str  # all of it in a sentence

    def to_json(self) -> dict[str, object]:
        """Return the same as plain values."""
        return {
            "field": self.field_name,
            "is_time_stamp": self.is_time_stamp,
            "certificate": self.certificate.to_json() if self.certificate else None,
            "signed_at": self.signed_at.isoformat() if self.signed_at else None,
            "reason": self.reason,
            "location": self.location,
            "intact": self.intact,
            "intact_reason": self.intact_reason,
            "covers_whole_file": self.covers_whole_file,
            "modifications": self.modifications,
            "permitted": self.permitted,
            "trusted": self.trusted,
            "trusted_reason": self.trusted_reason,
            "authority": self.authority or None,
            "revoked_on": self.revoked_on.isoformat() if self.revoked_on else None,
            "time_stamp": self.stamp.to_json() if self.stamp else None,
            "proven_at": self.proven_at.isoformat() if self.proven_at else None,
            "valid_when_signed": self.valid_when_signed,
            "expired_now": self.expired_now,
            "is_sample": self.is_sample,
            "summary": self.summary,
        }


@dataclass(frozen=True, slots=True)
class PdfVerification:
    """A file and all its signatures, the oldest first."""

    intact: bool | None  # nothing changed since signing and the whole file covered; None: not signed, or cannot be told here
    intact_reason: str
    trusted: bool | None  # every signer known to a root on this machine; None: not signed, or cannot be told
    trusted_reason: str
    signatures: tuple[SignatureStatus, ...]
    stored: tuple[int, int] = (0, 0)  # certificates, and lists and answers on revocation, that the file keeps for later

    @property
    def is_sample(self) -> bool:
        """Tell whether any signature was made with a practice certificate."""
        return any(signature.is_sample for signature in self.signatures)

    def to_json(self) -> dict[str, object]:
        """Return the same as plain values."""
        return {
            "intact": self.intact,
            "intact_reason": self.intact_reason,
            "trusted": self.trusted,
            "trusted_reason": self.trusted_reason,
            "is_sample": self.is_sample,
            "signatures": [signature.to_json() for signature in self.signatures],
        }
