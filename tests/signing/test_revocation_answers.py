# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Answers on one certificate (OCSP) by real services: asked for while stamping, kept in the file, judged while verifying offline."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from evaluator_app.signing.appending import SignedFile
from evaluator_app.signing.credentials import load_credential
from evaluator_app.signing.document_stamps import stamp_pdf
from evaluator_app.signing.pdf_signatures import sign_pdf
from evaluator_app.signing.statuses import PdfVerification
from evaluator_app.signing.time_stamps import TimeStampService
from evaluator_app.signing.verification import verify_pdf
from tests.signing.made import PASSWORD, TODAY, Answer, Authority, serving
from tests.signing.openssl_services import Answers, known_of, openssl_service
from tests.signing.practice import Signing

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
AUTHORITY = "某省数字证书认证中心（试验）"
REVOKED = TODAY - timedelta(days=3)


@dataclass
class Bureau:
    """An authority that answers on its certificates, a signer whom it knows, and a report that was signed."""

    folder: Path
    signing: Signing
    authority: Authority = field(default_factory=Authority)
    answer: Answer = field(default=lambda _question: (503, b""))

    @property
    def path(self) -> Path:
        """Return the signed report."""
        return self.folder / "a.pdf"

    @contextmanager
    def open(self) -> Iterator[x509.Certificate]:
        """Serve what is answered, and give the certificate of a signer that names the address."""
        with serving(self._answer) as address:
            self.authority.answers_at = address
            yield self.authority.issue(self.folder / "zhang.p12", "张评估", "绿源评估有限公司")

    def _answer(self, question: bytes) -> tuple[int, bytes]:
        return self.answer(question)

    def sign(self, signed_at: datetime = TODAY) -> None:
        """Sign the small report with it, without a time stamp."""
        credential = load_credential(self.folder / "zhang.p12", PASSWORD, now=TODAY)
        given = self.signing
        sign_pdf(given.source, self.path, credential, fields=given.fields, field_name="leader", signed_at=signed_at, reason="属实")

    def stamp(self) -> SignedFile:
        """Stamp the signed report, asking for word on revocation; no list is at hand."""
        with serving(openssl_service(self.folder / "tsa", self.authority)) as stamps:
            known = known_of(self.authority, listed=False)
            return stamp_pdf(self.path, self.path, TimeStampService(stamps), at=TODAY, validation=known, fetching=True)

    def verify(self) -> PdfVerification:
        """Look at the report with the authority trusted and nothing else at hand."""
        return verify_pdf(self.path, trust_roots=[self.authority.pem()], at=TODAY + timedelta(minutes=5))


@pytest.fixture
def bureau(signing: Signing, tmp_path: Path) -> Bureau:
    return Bureau(tmp_path, signing)


def kept(found: PdfVerification) -> int:
    """Return how many words on revocation the file keeps."""
    return found.stored[1]


@pytest.mark.parametrize("appointed", [False, True], ids=["by the authority itself", "by whom it appointed"])
def test_a_good_answer_is_kept_and_says_as_of_when(bureau: Bureau, appointed: bool) -> None:
    signer = bureau.authority.responder(bureau.folder) if appointed else None
    with bureau.open() as certificate:
        bureau.answer = answers = Answers(bureau.folder / "ocsp", bureau.authority, signer)
        answers.add(certificate)
        bureau.sign()
        assert answers.asked == 0
        assert bureau.stamp().time_stamp_problem == ""
    found = bureau.verify()
    assert (found.intact, found.trusted, kept(found)) == (True, True, 1), found
    assert f"not revoked as of {TODAY:%Y-%m-%d}" in found.signatures[0].trusted_reason
    assert found.signatures[0].proven_at is not None


def test_a_revoked_signer_is_told_while_stamping_and_refused_while_verifying(bureau: Bureau) -> None:
    with bureau.open() as certificate:
        bureau.answer = answers = Answers(bureau.folder / "ocsp", bureau.authority)
        answers.add(certificate, REVOKED)
        bureau.sign()
        told = bureau.stamp()
    assert "张评估" in told.revoked
    assert f"{REVOKED:%Y-%m-%d}" in told.revoked
    found = bureau.verify()
    assert (found.intact, found.trusted, kept(found)) == (True, False, 1), found
    assert found.signatures[0].revoked_on == REVOKED
    assert f"was revoked by {AUTHORITY} on {REVOKED:%Y-%m-%d}" in found.signatures[0].trusted_reason


def test_a_signer_revoked_after_the_stamp_stays_trusted(bureau: Bureau) -> None:
    with bureau.open() as certificate:
        bureau.answer = answers = Answers(bureau.folder / "ocsp", bureau.authority)
        answers.add(certificate)
        bureau.sign()
        bureau.stamp()
        later = TODAY + timedelta(days=2)
        answers.add(certificate, later)
        with serving(openssl_service(bureau.folder / "tsa", bureau.authority)) as stamps:
            known = known_of(bureau.authority, listed=False)
            stamp_pdf(bureau.path, bureau.path, TimeStampService(stamps), at=later, validation=known, fetching=True)
    found = bureau.verify()
    assert (found.intact, found.trusted) == (True, True), found
    assert found.signatures[0].revoked_on is None
    assert "after a time stamp proves it had signed" in found.signatures[0].trusted_reason


def test_an_answer_that_knows_nothing_of_the_certificate_says_nothing(bureau: Bureau) -> None:
    with bureau.open():
        bureau.answer = answers = Answers(bureau.folder / "ocsp", bureau.authority)
        bureau.sign()
        bureau.stamp()
        assert answers.asked > 0
    found = bureau.verify()
    assert (found.trusted, kept(found)) == (True, 0)
    assert "nothing at hand says whether the certificate was revoked" in found.signatures[0].trusted_reason


@pytest.mark.parametrize(
    "who",
    ["another authority of the same name", "a person of the same authority", "a responder of another authority", "an expired responder"],
)
def test_an_answer_signed_by_a_stranger_is_not_taken(bureau: Bureau, who: str) -> None:
    other = Authority()
    signers = {
        "another authority of the same name": lambda: Answers(bureau.folder / "other", other)._signer,
        "a person of the same authority": lambda: bureau.authority.responder(bureau.folder, appointed=False),
        "a responder of another authority": lambda: other.responder(bureau.folder),
        "an expired responder": lambda: bureau.authority.responder(bureau.folder, begin=TODAY - timedelta(days=60), days=30),
    }
    with bureau.open() as certificate:
        bureau.answer = answers = Answers(bureau.folder / "ocsp", bureau.authority, signers[who]())
        answers.add(certificate)
        bureau.sign()
        bureau.stamp()
        assert answers.asked > 0
    assert kept(bureau.verify()) == 0


def test_an_answer_on_another_certificate_is_not_taken(bureau: Bureau) -> None:
    with bureau.open() as certificate:
        bureau.answer = answers = Answers(bureau.folder / "ocsp", bureau.authority)
        another = bureau.authority.issue(bureau.folder / "li.p12", "李样本")
        answers.add(certificate, REVOKED)
        answers.add(another)
        answers.instead_of = _question(bureau.authority, another)
        bureau.sign()
        bureau.stamp()
        assert answers.asked > 0
    assert kept(bureau.verify()) == 0


@pytest.mark.parametrize(
    ("said", "until"),
    [(TODAY - timedelta(days=60), TODAY - timedelta(days=53)), (TODAY + timedelta(days=2), TODAY + timedelta(days=9))],
    ids=["stale", "of a day to come"],
)
def test_an_answer_of_another_time_is_not_taken(bureau: Bureau, said: datetime, until: datetime) -> None:
    with bureau.open() as certificate:
        bureau.answer = lambda _question: (200, _answer(bureau.authority, certificate, said, until))
        bureau.sign()
        bureau.stamp()
    assert kept(bureau.verify()) == 0


def test_an_old_answer_at_hand_speaks_for_its_own_day_alone(bureau: Bureau) -> None:
    from asn1crypto import ocsp as plain_ocsp

    said = TODAY - timedelta(days=20)
    with bureau.open() as certificate:
        bureau.sign()
    old = plain_ocsp.OCSPResponse.load(_answer(bureau.authority, certificate, said, said + timedelta(days=7)))
    known = replace(known_of(bureau.authority, listed=False), answers=(old,))
    found = verify_pdf(bureau.path, trust_roots=[bureau.authority.pem()], at=TODAY, known=known)
    assert f"not revoked as of {said:%Y-%m-%d}" in found.signatures[0].trusted_reason


def test_a_list_at_hand_is_not_replaced_by_an_older_one_from_the_address(bureau: Bureau) -> None:
    old = bureau.authority.list_of_revoked(TODAY - timedelta(days=20))
    with serving(lambda _question: (200, old)) as address:
        bureau.authority.address = f"{address}list.crl"
        certificate = bureau.authority.issue(bureau.folder / "zhang.p12", "张评估", "绿源评估有限公司")
        bureau.sign()
        bureau.authority.revoke(certificate, REVOKED)
        with serving(openssl_service(bureau.folder / "tsa", bureau.authority)) as stamps:
            known = known_of(bureau.authority)
            told = stamp_pdf(bureau.path, bureau.path, TimeStampService(stamps), at=TODAY, validation=known, fetching=True)
    assert f"{REVOKED:%Y-%m-%d}" in told.revoked
    assert bureau.verify().signatures[0].revoked_on == REVOKED


@pytest.mark.parametrize(
    "body", [b"", b"<html>welcome</html>", bytes(70_000), b"\x30\x03\x0a\x01\x06"], ids=["none", "page", "large", "refused"]
)
def test_what_is_no_answer_hinders_no_stamp(bureau: Bureau, body: bytes) -> None:
    with bureau.open():
        bureau.answer = lambda _question: (200, body)
        bureau.sign()
        bureau.stamp()
    found = bureau.verify()
    assert (found.intact, found.trusted, kept(found)) == (True, True, 0)


def _question(authority: Authority, certificate: x509.Certificate) -> bytes:
    builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, authority.certificate, hashes.SHA1())  # noqa: S303
    return builder.build().public_bytes(Encoding.DER)


def _answer(authority: Authority, certificate: x509.Certificate, said: datetime, until: datetime) -> bytes:
    """Return that a certificate is good, said on some day; openssl answers for today alone."""
    builder = ocsp.OCSPResponseBuilder().add_response(
        certificate,
        authority.certificate,
        hashes.SHA256(),
        ocsp.OCSPCertStatus.GOOD,
        said,
        until,
        None,
        None,
    )
    signed = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, authority.certificate).sign(authority.key, hashes.SHA256())
    return signed.public_bytes(Encoding.DER)
