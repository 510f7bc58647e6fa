# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Read what a PDF keeps for those who verify it later (DSS): certificates and word on revocation, bounded.

None of it is believed here: a list or an answer counts only where its issuer signed it, a certificate only where a root leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader

from evaluator_app.signing.certificates import describe
from evaluator_app.signing.documents import PARSER_FAILURES, entry
from evaluator_app.signing.validation_data import LARGEST_LIST, ValidationData

_MOST: Final = {"/Certs": 200, "/CRLs": 40, "/OCSPs": 200}
_LARGEST: Final = {"/Certs": 64 * 1024, "/CRLs": LARGEST_LIST, "/OCSPs": 64 * 1024}


def read_stored(reader: PdfFileReader) -> ValidationData:
    """Return what can be read of it; nothing where there is nothing, or nothing that can be read."""
    try:
        store = entry(reader.root, "/DSS")
    except PARSER_FAILURES:
        return ValidationData()
    if store is None:
        return ValidationData()
    return ValidationData(certificates=tuple(_certificates(store)), lists=tuple(_lists(store)), answers=tuple(_answers(store)))


def _certificates(store: Any) -> Iterator[x509.Certificate]:
    for content in _streams(store, "/Certs", DecodePurpose.CERTIFICATE):
        try:
            certificate = x509.Certificate.load(content, strict=True)
            describe(certificate)
        except PARSER_FAILURES:
            continue
        yield certificate


def _lists(store: Any) -> Iterator[crl.CertificateList]:
    for content in _streams(store, "/CRLs", DecodePurpose.CRL):
        try:
            found = crl.CertificateList.load(content, strict=True)
            found.issuer.dump()
        except PARSER_FAILURES:
            continue
        yield found


def _answers(store: Any) -> Iterator[ocsp.OCSPResponse]:
    for content in _streams(store, "/OCSPs", DecodePurpose.OCSP_RESPONSE):
        try:
            yield ocsp.OCSPResponse.load(content, strict=True)
        except PARSER_FAILURES:
            continue


def _streams(store: Any, kind: str, purpose: DecodePurpose) -> Iterator[bytes]:
    """Give the contents of some streams; what is too many, too large or broken is passed over."""
    try:
        listed = entry(store, kind) or ()
        count = min(len(listed), _MOST[kind])
    except PARSER_FAILURES:
        return
    for index in range(count):
        try:
            content = bytes(listed[index].read_data(purpose))
        except PARSER_FAILURES:
            continue
        if len(content) <= _LARGEST[kind]:
            yield content
