# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a verifier in years to come needs, kept inside the PDF (DSS): issuers' certificates and word on revocation.

Embeds what is at hand and fits; judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from asn1crypto import crl, ocsp, x509
from pyhanko.sign.validation.dss import DocumentSecurityStore

from evaluator_app.signing.certificates import complete_chain

LARGEST_LIST: Final = 10 * 1024 * 1024
"""Bytes of a revocation list that a report still carries."""


@dataclass(frozen=True, slots=True)
class ValidationData:
    """What is at hand."""

    certificates: tuple[x509.Certificate, ...] = ()
    """Of authorities: roots and intermediates."""
    lists: tuple[crl.CertificateList, ...] = ()
    answers: tuple[ocsp.OCSPResponse, ...] = ()


def add_validation_data(writer: Any, signers: Iterable[x509.Certificate], known: ValidationData) -> None:
    """Put the chains of some certificates into the document, with the revocation lists and answers of their issuers.

    The first of each chain is a signer's own certificate or that of an issuer; without an issuer nothing is kept.
    """
    certificates = _chains(signers, known.certificates)
    if not certificates:
        return
    names = {certificate.subject.dump() for certificate in certificates}
    lists = [each for each in known.lists if each.issuer.dump() in names and len(each.dump()) <= LARGEST_LIST]
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=certificates, crls=lists, ocsps=known.answers)


def _chains(signers: Iterable[x509.Certificate], known: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    found: dict[bytes, x509.Certificate] = {}
    every = list(signers)
    for certificate in every:
        chain = complete_chain(certificate, (*every, *known))
        if chain or certificate.self_issued:
            found |= {each.dump(): each for each in (certificate, *chain)}
    return list(found.values())
