# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Time stamps by a real service over HTTP (openssl behind it), at the signing and later, and what is not taken for one."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import sleep

import pikepdf
import pytest
from asn1crypto import cms, tsp
from pyhanko.pdf_utils.reader import PdfFileReader

from evaluator_app.errors import UserFacingError
from evaluator_app.signing.appending import SignedFile
from evaluator_app.signing.authority_files import is_list_by
from evaluator_app.signing.credentials import load_credential
from evaluator_app.signing.document_stamps import stamp_pdf
from evaluator_app.signing.pdf_signatures import sign_pdf
from evaluator_app.signing.time_stamps import Response, Stamper, TimeStampService
from evaluator_app.signing.validation_data import ValidationData
from evaluator_app.signing.verification import verify_pdf
from tests.signing.made import PASSWORD, TODAY, Answer, Authority, serving
from tests.signing.openssl_services import known_of, openssl_service
from tests.signing.practice import Signing

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


def signed(signing: Signing, authority: Authority, path: Path, stamper: Stamper | None, known: ValidationData | None = None) -> SignedFile:
    """Sign the small report as 张评估, whose certificate the authority issued."""
    credential_file = path.with_suffix(".p12")
    authority.issue(credential_file, "张评估", "绿源评估有限公司")
    credential = load_credential(credential_file, PASSWORD, now=TODAY)
    return sign_pdf(
        signing.source,
        path,
        credential,
        fields=signing.fields,
        field_name="leader",
        signed_at=TODAY,
        reason="评估报告属实",
        stamper=stamper,
        validation=known,
    )


def token_in(path: Path) -> cms.ContentInfo:
    """Return the time stamp in the first signature of a file."""
    with path.open("rb") as file:
        container = PdfFileReader(file).embedded_regular_signatures[0].signer_info
        return container["unsigned_attrs"][0]["values"][0].copy()


def test_a_signature_gets_the_stamp_of_a_service_and_still_verifies(signing: Signing, tmp_path: Path) -> None:
    authority = Authority()
    with serving(openssl_service(tmp_path / "tsa", authority)) as address:
        written = signed(signing, authority, tmp_path / "a.pdf", TimeStampService(address))
    assert written.time_stamp_problem == ""
    assert written.sha256 == hashlib.sha256((tmp_path / "a.pdf").read_bytes()).hexdigest()
    found = verify_pdf(tmp_path / "a.pdf", trust_roots=[authority.pem()], at=TODAY)
    assert (found.intact, found.trusted) == (True, True), found
    token = token_in(tmp_path / "a.pdf")
    (tmp_path / "token.der").write_bytes(token.dump())
    with (tmp_path / "a.pdf").open("rb") as file:
        (tmp_path / "value").write_bytes(PdfFileReader(file).embedded_regular_signatures[0].signer_info["signature"].native)
    command = ["openssl", "ts", "-verify", "-in", "token.der", "-token_in", "-data", "value", "-CAfile", "tsa/chain.pem"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert said.returncode == 0, said.stderr


def test_without_a_service_the_signature_is_made_and_stamped_later(signing: Signing, tmp_path: Path) -> None:
    authority, path = Authority(), tmp_path / "a.pdf"
    written = signed(signing, authority, path, TimeStampService("http://127.0.0.1:9/"))
    assert "127.0.0.1:9" in written.time_stamp_problem
    assert verify_pdf(path, trust_roots=[authority.pem()], at=TODAY).intact is True
    before = path.read_bytes()
    with serving(openssl_service(tmp_path / "tsa", authority)) as address:
        again = stamp_pdf(path, path, TimeStampService(address), at=TODAY, validation=known_of(authority))
    assert path.read_bytes().startswith(before)
    assert again.size == path.stat().st_size
    found = verify_pdf(path, trust_roots=[authority.pem()], at=TODAY)
    assert found.intact is True, found
    assert [(each.is_time_stamp, each.modifications, each.permitted) for each in found.signatures] == [
        (False, "time_stamps", True),
        (True, "none", True),
    ]


def test_a_later_stamp_keeps_certificates_and_revocation_lists_in_the_file(signing: Signing, tmp_path: Path) -> None:
    authority, path = Authority(), tmp_path / "a.pdf"
    known = known_of(authority)
    with serving(openssl_service(tmp_path / "tsa", authority)) as address:
        signed(signing, authority, path, TimeStampService(address))
        stamp_pdf(path, path, TimeStampService(address), at=TODAY, validation=known)
        stamp_pdf(path, path, TimeStampService(address), at=TODAY, validation=known)
    found = verify_pdf(path, trust_roots=[authority.pem()], at=TODAY)
    assert (found.intact, len(found.signatures)) == (True, 3), found
    with pikepdf.open(path) as pdf:
        store = pdf.Root.DSS
        assert len(store.Certs) == 3  # the signer's, the service's and the authority's
        (kept,) = store.CRLs
        assert is_list_by(kept.read_bytes(), _der(authority))


def test_lists_are_fetched_from_the_address_in_a_certificate_when_that_is_allowed(signing: Signing, tmp_path: Path) -> None:
    authority, path = Authority(), tmp_path / "a.pdf"
    with serving(lambda _question: (200, authority.list_of_revoked())) as lists:
        authority.address = f"{lists}list.crl"
        with serving(openssl_service(tmp_path / "tsa", authority)) as address:
            signed(signing, authority, path, None)
            known = ValidationData(known_of(authority).certificates)
            stamp_pdf(path, tmp_path / "without.pdf", TimeStampService(address), at=TODAY, validation=known)
            stamp_pdf(path, tmp_path / "with.pdf", TimeStampService(address), at=TODAY, validation=known, fetching=True)
    assert _lists(tmp_path / "without.pdf") == 0
    assert _lists(tmp_path / "with.pdf") == 1
    assert verify_pdf(tmp_path / "with.pdf", trust_roots=[authority.pem()], at=TODAY).intact is True


def test_validation_data_installed_go_in_with_the_signature(signing: Signing, tmp_path: Path) -> None:
    authority, path = Authority(), tmp_path / "a.pdf"
    signed(signing, authority, path, None, known_of(authority))
    assert _lists(path) == 1
    assert verify_pdf(path, trust_roots=[authority.pem()], at=TODAY).intact is True


def _refusing(_question: bytes) -> tuple[int, bytes]:
    status = {"status": "rejection", "status_string": ["no such policy"]}
    return 200, Response({"status": status}).dump()


def _slow(_question: bytes) -> tuple[int, bytes]:
    sleep(1.2)
    return 200, b""


def _with_other(field: str) -> Callable[[Answer], Answer]:
    def wrap(honest: Answer) -> Answer:
        def answer(question: bytes) -> tuple[int, bytes]:
            asked = tsp.TimeStampReq.load(question)
            if field == "nonce":
                asked["nonce"] = asked["nonce"].native - 1
            else:
                asked["message_imprint"]["hashed_message"] = bytes(32)
            return honest(asked.dump(force=True))

        return answer

    return wrap


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (_refusing, "refused: no such policy"),
        (lambda _question: (200, b"<html>welcome</html>"), "not one"),
        (lambda _question: (200, b""), "not one"),
        (lambda _question: (503, b""), "HTTP status 503"),
        (lambda _question: (302, b""), "HTTP status 302"),
        (lambda _question: (200, bytes(70_000)), "too large"),
        (_slow, "within 1 seconds"),
    ],
    ids=["refused", "another page", "nothing", "HTTP error", "elsewhere", "too large", "slow"],
)
def test_what_is_no_time_stamp_is_named_and_the_signature_stands(answer: Answer, told: str, signing: Signing, tmp_path: Path) -> None:
    authority, path = Authority(), tmp_path / "a.pdf"
    with serving(answer) as address:
        written = signed(signing, authority, path, TimeStampService(address, seconds=1))
        assert told in written.time_stamp_problem
        before = path.read_bytes()
        with pytest.raises(UserFacingError, match="TSP-003"):
            stamp_pdf(path, path, TimeStampService(address, seconds=1), at=TODAY, validation=ValidationData())
    assert path.read_bytes() == before
    assert verify_pdf(path, trust_roots=[authority.pem()], at=TODAY).intact is True


@pytest.mark.parametrize(("field", "told"), [("nonce", "answers another question"), ("digest", "belongs to something else")])
def test_a_stamp_over_something_else_is_not_taken(field: str, told: str, signing: Signing, tmp_path: Path) -> None:
    authority = Authority()
    with serving(_with_other(field)(openssl_service(tmp_path / "tsa", authority))) as address:
        assert told in signed(signing, authority, tmp_path / "a.pdf", TimeStampService(address)).time_stamp_problem


def test_a_service_whose_certificate_is_for_something_else_is_not_taken(signing: Signing, tmp_path: Path) -> None:
    authority = Authority()
    service = openssl_service(tmp_path / "tsa", authority)
    made, other = tmp_path / "tsa", tmp_path / "person.p12"
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

    with serving(service) as address:
        honest = TimeStampService(address)
        assert signed(signing, authority, tmp_path / "a.pdf", honest).time_stamp_problem == ""
    authority.issue(other, "路人甲")
    store = pkcs12.load_pkcs12(other.read_bytes(), PASSWORD.encode())
    assert store.key is not None
    assert store.cert is not None
    (made / "tsa.key").write_bytes(store.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    forged = _as_person(made, store.cert.certificate.public_bytes(Encoding.DER), service)
    with serving(forged) as address:
        assert "not for time stamps" in signed(signing, authority, tmp_path / "b.pdf", TimeStampService(address)).time_stamp_problem


def test_a_server_that_cannot_prove_who_it_is_gets_no_answer(signing: Signing, tmp_path: Path) -> None:
    authority = Authority()
    with serving(lambda _question: (200, b"")) as address:
        written = signed(signing, authority, tmp_path / "a.pdf", TimeStampService(address.replace("http:", "https:"), seconds=3))
    assert written.time_stamp_problem
    assert signed(signing, authority, tmp_path / "b.pdf", TimeStampService("file:///etc/passwd")).time_stamp_problem.endswith("address.")


def test_an_unsigned_file_is_not_stamped(signing: Signing, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="TSP-002"):
        stamp_pdf(signing.source, tmp_path / "a.pdf", TimeStampService("http://127.0.0.1:9/"), at=TODAY, validation=ValidationData())
    assert list(tmp_path.iterdir()) == []


def _as_person(folder: Path, der: bytes, service: Answer) -> Answer:
    """Let the service sign with a person's key, whose certificate openssl itself would refuse: the signature is made here."""
    from asn1crypto import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    person = x509.Certificate.load(der)
    key = load_pem_private_key((folder / "tsa.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    template = tsp.TimeStampResp.load((folder / "r.tsr").read_bytes())

    def answer(question: bytes) -> tuple[int, bytes]:
        asked = tsp.TimeStampReq.load(question)
        signed_data = template["time_stamp_token"]["content"].copy()
        info = signed_data["encap_content_info"]["content"].parsed.copy()
        info["nonce"], info["message_imprint"] = asked["nonce"], asked["message_imprint"]
        content = info.dump(force=True)
        signed_data["encap_content_info"] = {"content_type": "tst_info", "content": cms.ParsableOctetString(content)}
        signer = signed_data["signer_infos"][0]
        signer["sid"] = {"issuer_and_serial_number": {"issuer": person.issuer, "serial_number": person.serial_number}}
        attributes = [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(content).digest()]},
            {"type": "signing_certificate_v2", "values": [{"certs": [{"cert_hash": hashlib.sha256(der).digest()}]}]},
        ]
        signer["signed_attrs"] = cms.CMSAttributes([cms.CMSAttribute(each) for each in attributes])
        signed = bytearray(signer["signed_attrs"].dump(force=True))
        signed[0] = 0x31
        signer["signature"] = key.sign(bytes(signed), ec.ECDSA(hashes.SHA256()))
        signed_data["certificates"] = cms.CertificateSet([cms.CertificateChoices("certificate", person)])
        token = cms.ContentInfo({"content_type": "signed_data", "content": signed_data})
        return 200, tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump(force=True)

    return answer


def _lists(path: Path) -> int:
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        return len(pdf.Root.DSS.get("/CRLs", [])) if "/DSS" in pdf.Root else 0


def _der(authority: Authority) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return authority.certificate.public_bytes(Encoding.DER)
