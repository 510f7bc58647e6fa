# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whether what is at hand on revocation names a certificate; what it does not name may still have been revoked since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from asn1crypto import crl, x509
from cryptography import x509 as certificate_forms

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.authority_files import is_list_by
from evaluator_app.signing.certificates import complete_chain, describe, issued_by
from evaluator_app.signing.ocsp_answers import word_of
from evaluator_app.signing.validation_data import ValidationData


def revoked_on(certificate: x509.Certificate, issuer: x509.Certificate, lists: Sequence[crl.CertificateList]) -> datetime | None:
    """Return when the issuer revoked the certificate, as far as these lists say; a list that the issuer did not sign says nothing."""
    for each in lists:
        der = each.dump()
        if each.issuer.dump() != certificate.issuer.dump() or not is_list_by(der, issuer.dump()):
            continue
        entry = certificate_forms.load_der_x509_crl(der).get_revoked_certificate_by_serial_number(certificate.serial_number)
        if entry is not None:
            return entry.revocation_date_utc
    return None


def links(signers: Sequence[x509.Certificate], known: ValidationData) -> tuple[tuple[x509.Certificate, x509.Certificate], ...]:
    """Return each certificate on the way from signers to their roots with its issuer, as far as the issuers are known."""
    every = (*signers, *known.certificates)
    chains = ([signer, *complete_chain(signer, every)] for signer in signers)
    found = {certificate.dump(): (certificate, issuer) for chain in chains for certificate, issuer in pairwise(chain)}
    return tuple(found.values())


def told_revoked(signers: Sequence[x509.Certificate], known: ValidationData) -> str:
    """Return in a sentence who was revoked by what is at hand, lists and answers; nothing if nobody was."""
    told = []
    for certificate, issuer in links(signers, known):
        words = [word_of(answer, certificate, issuer) for answer in known.answers]
        days = [word.revoked_on for word in words if word and word.revoked_on]
        if (listed := revoked_on(certificate, issuer, known.lists)) is not None:
            days.append(listed)
        if days:
            info = describe(certificate)
            sentence = _("The certificate of {name} was revoked by {issuer} on {day}.")
            told.append(sentence.format(name=info.holder, issuer=info.issuer, day=f"{min(days):%Y-%m-%d %H:%M}"))
    return " ".join(told)


def refuse_revoked(certificate: x509.Certificate, known: Sequence[x509.Certificate], lists: Sequence[crl.CertificateList]) -> None:
    """Raise the error for a certificate that was revoked, or that leads to one that was."""
    seen: list[x509.Certificate] = []
    current = certificate
    while not current.self_issued and current not in seen:
        seen.append(current)
        issuer = next((each for each in known if each.subject.dump() == current.issuer.dump() and issued_by(current, each)), None)
        if issuer is None:
            return
        day = revoked_on(current, issuer, lists)
        if day is not None:
            info = describe(current)
            raise UserFacingError(
                "SIG-042",
                _("The certificate of {name} was revoked by {issuer} on {date}; nothing was signed.").format(
                    name=info.holder, issuer=info.issuer, date=f"{day:%Y-%m-%d}"
                ),
                _("Ask the issuer for a new certificate and sign with that one."),
            )
        current = issuer
