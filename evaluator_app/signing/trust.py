# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a signer leads to a root that this machine trusts, and was not revoked or expired; judged offline.

At the time that a time stamp proves; where none does, at the time that the signer claims, and then what ended since is in doubt.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from asn1crypto import crl, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, ValidationError

from evaluator_app.bounded_files import read_at_most
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.authority_files import is_list_by
from evaluator_app.signing.certificates import SAMPLE_MARK, CertificateInfo, describe, read_certificate
from evaluator_app.signing.ocsp_answers import word_of
from evaluator_app.signing.revocation import revoked_on
from evaluator_app.signing.validation_data import ValidationData

_ODD = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, NotImplementedError)

_LARGEST_ROOT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Vouched:
    """What speaks for a certificate."""

    value: bool | None  # None: what ended since may have ended before it signed
    reason: str
    authority: str = ""  # the trusted root that it leads to; empty if to none
    revoked_on: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was signed, and when it is looked at."""

    claimed: datetime | None
    proven: datetime | None  # a trusted time stamp says that it was there by then
    now: datetime

    @property
    def judged(self) -> datetime | None:
        """Return the time at which the certificate must have held."""
        return self.proven or self.claimed


def load_roots(roots: Sequence[bytes | Path]) -> tuple[x509.Certificate, ...]:
    """Return the certificates in PEM or DER, given as bytes or files; an error of its own for what is none."""
    return tuple(_load_root(root) for root in roots)


def judge_trust(
    certificate: x509.Certificate, roots: Sequence[x509.Certificate], known: ValidationData, moment: Moment, *, time_stamp: bool = False
) -> Vouched:
    """Return what speaks for the signer; what is known are certificates between signer and root, and word on revocation."""
    info = describe(certificate)
    unknown = Vouched(False, _("No trusted root on this machine knows {issuer}.").format(issuer=info.issuer))
    if not roots:
        return unknown
    if moment.judged is None:
        return Vouched(False, _("The signature does not say when it was made, so its certificate cannot be judged."))
    if refusal := _out_of_use(certificate, info, moment.judged, time_stamp=time_stamp):
        return Vouched(False, refusal)
    others = list(known.certificates)
    context = ValidationContext(trust_roots=list(roots), other_certs=others, moment=moment.judged, allow_fetching=False)
    try:
        path = asyncio.run(CertificateValidator(certificate, others, validation_context=context).async_validate_path())
        chain = list(path.iter_certs(include_root=True))
    except PathBuildingError:
        return unknown
    except (PathValidationError, ValidationError, *_ODD) as error:
        return Vouched(False, _("The certificates of {name} do not hold: {reason}").format(name=info.holder, reason=str(error)))
    return _by_chain(chain, info, known, moment)


def _out_of_use(certificate: x509.Certificate, info: CertificateInfo, at: datetime, *, time_stamp: bool) -> str:
    if at > info.not_after:
        return _("The certificate of {name} had expired on {day} when it signed.").format(
            name=info.holder, day=f"{info.not_after:%Y-%m-%d}"
        )
    if at < info.not_before:
        return _("The certificate of {name} was not valid yet when it signed; it begins on {day}.").format(
            name=info.holder, day=f"{info.not_before:%Y-%m-%d}"
        )
    usage = {"digital_signature"} if time_stamp else {"digital_signature", "non_repudiation"}
    given = certificate.key_usage_value
    if given is not None and not usage & set(given.native):
        return _("The certificate of {name} is not meant for signing documents.").format(name=info.holder)
    purposes = certificate.extended_key_usage_value
    stamps = purposes is not None and purposes.native == ["time_stamping"]
    if stamps and not time_stamp:
        return _("The certificate of {name} is for time stamps alone.").format(name=info.holder)
    if time_stamp and not stamps:
        return _("The certificate of {name} is not meant for time stamps.").format(name=info.holder)
    return ""


def _by_chain(chain: list[x509.Certificate], info: CertificateInfo, known: ValidationData, moment: Moment) -> Vouched:
    """Return what the revocation lists say of each certificate up to the root, and what has ended since."""
    authority = describe(chain[0]).holder
    as_of: datetime | None = None
    after = ""
    for issuer, certificate in pairwise(chain):
        day, said_at = _word(certificate, issuer, known)
        named = describe(certificate)
        fields = {"name": named.holder, "issuer": named.issuer, "day": f"{day:%Y-%m-%d %H:%M}" if day else ""}
        if day is not None and (moment.proven is None or day <= moment.proven):
            reason = _("The certificate of {name} was revoked by {issuer} on {day}.").format(**fields)
            if moment.proven is None and moment.claimed is not None and moment.claimed < day:
                reason += " " + _("No time stamp proves that it signed before that.")
            return Vouched(False, reason, authority, day)
        if day is not None:
            after = _("The certificate of {name} was revoked by {issuer} on {day}, after a time stamp proves it had signed.").format(
                **fields
            )
        if certificate is chain[-1]:
            as_of = said_at
    if info.is_sample:
        reason = _("{issuer} is trusted here, but it is a practice certificate ({mark}) and proves nothing.")
        return Vouched(True, reason.format(issuer=info.issuer, mark=SAMPLE_MARK), authority)
    ended = next((each for each in map(describe, reversed(chain)) if moment.proven is None and moment.now > each.not_after), None)
    if ended is not None:
        reason = _("The certificate of {name} has expired on {day}, and no time stamp proves that it signed before that.")
        return Vouched(None, reason.format(name=ended.holder, day=f"{ended.not_after:%Y-%m-%d}"), authority)
    if after:
        return Vouched(True, after, authority)
    if as_of is None:
        reason = _("{issuer} leads to the trusted root {root}; nothing at hand says whether the certificate was revoked.")
        return Vouched(True, reason.format(issuer=info.issuer, root=authority), authority)
    reason = _("{issuer} leads to the trusted root {root}; not revoked as of {day}.")
    return Vouched(True, reason.format(issuer=info.issuer, root=authority, day=f"{as_of:%Y-%m-%d %H:%M}"), authority)


def _word(certificate: x509.Certificate, issuer: x509.Certificate, known: ValidationData) -> tuple[datetime | None, datetime | None]:
    """Return when a certificate was revoked, if anything at hand says so, and the newest word that it was not."""
    lists = [each for each in known.lists if _speaks_of(each, certificate, issuer)]
    words = [word for answer in known.answers if (word := word_of(answer, certificate, issuer)) is not None]
    days = [word.revoked_on for word in words if word.revoked_on is not None]
    if (listed := revoked_on(certificate, issuer, lists)) is not None:
        days.append(listed)
    said = [each["tbs_cert_list"]["this_update"].native for each in lists] + [word.said_at for word in words]
    return min(days, default=None), max(said, default=None)


def _speaks_of(listed: crl.CertificateList, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        return bool(listed.issuer.dump() == certificate.issuer.dump()) and is_list_by(listed.dump(), issuer.dump())
    except _ODD:
        return False


def _load_root(root: bytes | Path) -> x509.Certificate:
    if isinstance(root, bytes):
        return read_certificate(root, _("The trusted root"))
    try:
        content = read_at_most(root, _LARGEST_ROOT) or b""
    except OSError as error:
        raise UserFacingError(
            "SIG-031",
            _("The trusted root {name} cannot be read: {reason}.").format(name=root.name, reason=error.strerror or type(error).__name__),
            _("Check that the file is still there and that you may open it."),
        ) from error
    return read_certificate(content, root.name)
