# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Ask the addresses that certificates name for word on revocation: lists (CRL), or an answer on one certificate (OCSP).

Only what the issuer itself signed is taken; what is not answered is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from asn1crypto import crl, ocsp, x509
from cryptography import x509 as certificate_forms
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp as answers
from cryptography.x509.oid import AuthorityInformationAccessOID

from evaluator_app.signing.authority_files import is_list_by
from evaluator_app.signing.fetching import FetchError, fetch
from evaluator_app.signing.ocsp_answers import word_of
from evaluator_app.signing.revocation import links
from evaluator_app.signing.validation_data import LARGEST_LIST, ValidationData

_PARSING = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, UnsupportedAlgorithm)
_LARGEST_ANSWER = 64 * 1024


async def ask_about(signers: Sequence[x509.Certificate], known: ValidationData, at: datetime) -> ValidationData:
    """Return what is known, with a newer list or an answer for each certificate whose issuer is known and names an address."""
    lists, told = list(known.lists), list(known.answers)
    for certificate, issuer in links(signers, known):
        fetched = await _list(certificate, issuer)
        if fetched is not None:
            lists = _with_newer(lists, fetched)
            continue
        answer = await _answer(certificate, issuer, at)
        if answer is not None:
            told.append(answer)
    return replace(known, lists=tuple(lists), answers=tuple(told))


def _with_newer(lists: list[crl.CertificateList], fetched: crl.CertificateList) -> list[crl.CertificateList]:
    """Return the lists with the fetched one in the place of older ones of its issuer; a newer one that is at hand stays."""
    said = fetched["tbs_cert_list"]["this_update"].native
    same = [each for each in lists if each.issuer.dump() == fetched.issuer.dump()]
    if any(each["tbs_cert_list"]["this_update"].native > said for each in same):
        return lists
    return [each for each in lists if each not in same] + [fetched]


async def _list(certificate: x509.Certificate, issuer: x509.Certificate) -> crl.CertificateList | None:
    for point in certificate.crl_distribution_points:
        address = point.url or ""
        try:
            found = await fetch(address, largest=LARGEST_LIST)
        except FetchError:
            continue
        if is_list_by(found, issuer.dump()):
            return crl.CertificateList.load(found)
    return None


async def _answer(certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> ocsp.OCSPResponse | None:
    form = certificate_forms.load_der_x509_certificate
    try:
        subject, authority = form(certificate.dump()), form(issuer.dump())
        builder = answers.OCSPRequestBuilder().add_certificate(subject, authority, hashes.SHA1())  # noqa: S303 - the one that services know
        access = subject.extensions.get_extension_for_class(certificate_forms.AuthorityInformationAccess).value
        places = [each.access_location.value for each in access if each.access_method == AuthorityInformationAccessOID.OCSP]
        question = builder.build().public_bytes(Encoding.DER)
    except (*_PARSING, certificate_forms.ExtensionNotFound):
        return None
    for address in places:
        try:
            found = await fetch(str(address), largest=_LARGEST_ANSWER, question=question, kind="application/ocsp-request")
            answer = ocsp.OCSPResponse.load(found, strict=True)
            word = word_of(answer, certificate, issuer)
        except (*_PARSING, FetchError):
            continue
        if word is not None and word.counts_at(at):
            return answer
    return None
