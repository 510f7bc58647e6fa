# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Ask the addresses that certificates name for word on revocation: lists (CRL), or an answer on one certificate (OCSP).

Only what the issuer itself signed is taken; what is not answered is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from asn1crypto import crl, ocsp, x509
from cryptography import x509 as certificate_forms
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp as answers
from cryptography.x509.oid import AuthorityInformationAccessOID

from evaluator_app.signing.authority_files import is_list_by
from evaluator_app.signing.certificates import complete_chain
from evaluator_app.signing.fetching import FetchError, fetch
from evaluator_app.signing.ocsp_answers import is_answer_by
from evaluator_app.signing.validation_data import LARGEST_LIST, ValidationData

_PARSING = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, UnsupportedAlgorithm)
_LARGEST_ANSWER = 64 * 1024


async def ask_about(signers: Sequence[x509.Certificate], known: ValidationData) -> ValidationData:
    """Return what is known, with a newer list or an answer for each certificate whose issuer is known and names an address."""
    lists, told = list(known.lists), list(known.answers)
    every = (*signers, *known.certificates)
    pairs: dict[bytes, tuple[x509.Certificate, x509.Certificate]] = {}
    for signer in signers:
        chain = [signer, *complete_chain(signer, every)]
        pairs |= {certificate.dump(): (certificate, issuer) for certificate, issuer in pairwise(chain)}
    for certificate, issuer in pairs.values():
        fetched = await _list(certificate, issuer)
        if fetched is not None:
            lists = [each for each in lists if each.issuer.dump() != fetched.issuer.dump()] + [fetched]
            continue
        answer = await _answer(certificate, issuer)
        if answer is not None:
            told.append(answer)
    return replace(known, lists=tuple(lists), answers=tuple(told))


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


async def _answer(certificate: x509.Certificate, issuer: x509.Certificate) -> ocsp.OCSPResponse | None:
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
            if is_answer_by(answers.load_der_ocsp_response(found), authority, subject):
                return ocsp.OCSPResponse.load(found)
        except (*_PARSING, FetchError, InvalidSignature):
            continue
    return None
