# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Signing with keys on a token (SoftHSM): found, chosen, signed with, made there; the PIN is shown nowhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

from evaluator_app.errors import UserFacingError
from evaluator_app.signing.pdf_signatures import sign_pdf
from evaluator_app.signing.requests import KINDS, Subject
from evaluator_app.signing.token_keys import make_request_on_token, put_certificate_on_token
from evaluator_app.signing.tokens import list_tokens, open_token
from evaluator_app.signing.verification import verify_pdf
from tests.signing.made import PASSWORD, TODAY, Authority, Key
from tests.signing.practice import Signing

LIBRARY = next(
    (path for path in map(Path, ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")) if path.is_file()), None
)
pytestmark = pytest.mark.skipif(shutil.which("softhsm2-util") is None or LIBRARY is None, reason="SoftHSM is not installed")
PIN = "739155"


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make an empty token called 绿矿; return the library that reaches it."""
    assert LIBRARY is not None
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    _run("--init-token", "--free", "--label", "绿矿", "--so-pin", "12345678", "--pin", PIN)
    yield LIBRARY
    _forget()


def put(folder: Path, authority: Authority, holder: str, number: str, *, key: Key | None = None, organization: str = "") -> None:
    """Issue a certificate and put it on the token with its key, the key by SoftHSM's own program."""
    file = folder / f"{number}.p12"
    authority.issue(file, holder, organization, key=key)
    store = pkcs12.load_pkcs12(file.read_bytes(), PASSWORD.encode())
    assert store.key is not None
    assert store.cert is not None
    (folder / "key.pem").write_bytes(store.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "certificate.pem").write_bytes(store.cert.certificate.public_bytes(Encoding.PEM))
    common = ("--token", "绿矿", "--id", number, "--label", holder, "--pin", PIN)
    _run("--import", str(folder / "key.pem"), *common)
    assert LIBRARY is not None
    put_certificate_on_token(LIBRARY, PIN, folder / "certificate.pem")


@pytest.mark.parametrize("kind", ["EC", "RSA"])
def test_a_key_on_a_token_signs_without_leaving_it(kind: str, token: Path, signing: Signing, tmp_path: Path) -> None:
    authority, signed = Authority(), tmp_path / "signed.pdf"
    put(tmp_path, authority, "张评估", "01", key=rsa.generate_private_key(65537, 3072) if kind == "RSA" else None)
    with open_token(token, PIN, now=TODAY) as credential:
        assert (credential.holder, PIN in repr(credential)) == ("张评估", False)
        sign_pdf(
            signing.source,
            signed,
            credential,
            fields=signing.fields,
            field_name="leader",
            signed_at=TODAY,
            extra_certificates=[authority.pem()],
        )
    found = verify_pdf(signed, trust_roots=[authority.pem()], at=TODAY)
    assert (found.intact, found.trusted) == (True, True), found
    if shutil.which("pdfsig"):
        said = subprocess.run(["pdfsig", str(signed)], capture_output=True, check=False).stdout.decode()
        assert "Signature is Valid" in said


def test_tokens_are_listed_with_what_they_show_without_a_pin(token: Path, tmp_path: Path) -> None:
    put(tmp_path, Authority(), "张评估", "01", organization="绿源评估有限公司")
    (listed,) = list_tokens(token)
    assert (listed.label, len(listed.serial)) == ("绿矿", 16)
    assert [(each.holder, each.organization) for each in listed.certificates] == [("张评估", "绿源评估有限公司")]


def test_of_several_certificates_one_is_named_by_holder_or_fingerprint(token: Path, tmp_path: Path) -> None:
    authority = Authority()
    put(tmp_path, authority, "张评估", "01")
    put(tmp_path, authority, "李评估", "02")
    with pytest.raises(UserFacingError, match=r"SIG-039.*评估") as caught, open_token(token, PIN, now=TODAY):
        pass
    assert "张评估" in caught.value.message
    with open_token(token, PIN, token="绿矿", certificate="李评估", now=TODAY) as credential:
        fingerprint = credential.certificate_info.fingerprint
    with open_token(token, PIN, certificate=fingerprint[:8].upper(), now=TODAY) as credential:
        assert credential.holder == "李评估"


def test_a_wrong_pin_is_refused_and_shown_nowhere(token: Path, tmp_path: Path) -> None:
    put(tmp_path, Authority(), "张评估", "01")
    wrong = "48151623"
    with pytest.raises(UserFacingError, match="SIG-036") as caught, open_token(token, wrong, now=TODAY):
        pass
    ours = [frame for frame in traceback.walk_tb(caught.value.__traceback__) if "evaluator_app" in frame[0].f_code.co_filename]
    told = "".join(traceback.StackSummary.extract(iter(ours), capture_locals=True).format()) + str(caught.value)
    assert "session_on" in told
    assert wrong not in told
    assert caught.value.__cause__ is None


def test_what_is_not_there_is_named(token: Path, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="SIG-038"), open_token(token, PIN, token="另一个", now=TODAY):
        pass
    with pytest.raises(UserFacingError, match="SIG-039"), open_token(token, PIN, token="绿矿", now=TODAY):
        pass
    nothing = tmp_path / "no.so"
    with pytest.raises(UserFacingError, match="SIG-034"):
        list_tokens(nothing)
    nothing.write_bytes(b"no library")
    with pytest.raises(UserFacingError, match="SIG-034"):
        list_tokens(nothing)


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_made_on_a_token_signs_once_its_certificate_is_there(kind: str, token: Path, signing: Signing, tmp_path: Path) -> None:
    authority, request = Authority(), tmp_path / "张评估.csr"
    make_request_on_token(token, PIN, request, subject=Subject("张评估", "绿源评估有限公司", province="陕西省"), kind=kind)
    asked = x509.load_pem_x509_csr(request.read_bytes())
    assert asked.is_signature_valid
    assert asked.subject.rfc4514_string() == "CN=张评估,O=绿源评估有限公司,ST=陕西省,C=CN"
    if shutil.which("openssl"):
        subprocess.run(["openssl", "req", "-verify", "-noout", "-in", str(request)], capture_output=True, check=True)
    (tmp_path / "issued.cer").write_bytes(authority.certify(asked).public_bytes(Encoding.PEM))
    assert put_certificate_on_token(token, PIN, tmp_path / "issued.cer").holder == "张评估"
    with open_token(token, PIN, now=TODAY) as credential:
        sign_pdf(signing.source, tmp_path / "a.pdf", credential, fields=signing.fields, field_name="leader", signed_at=TODAY)
    assert verify_pdf(tmp_path / "a.pdf", trust_roots=[authority.pem()], at=TODAY).intact is True
    (tmp_path / "other.cer").write_bytes(authority.issue(tmp_path / "b.p12", "李评估").public_bytes(Encoding.PEM))
    with pytest.raises(UserFacingError, match="SIG-055"):
        put_certificate_on_token(token, PIN, tmp_path / "other.cer")


def _run(*arguments: str) -> None:
    done = subprocess.run(["softhsm2-util", *arguments], capture_output=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr


def _forget() -> None:
    import pkcs11

    pkcs11.lib(str(LIBRARY)).finalize()


def test_a_certificate_file_that_is_gone_or_far_too_large_is_told_before_the_token_is_asked(token: Path, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="SIG-001"):
        put_certificate_on_token(token, PIN, tmp_path / "lost.cer")
    (tmp_path / "large.cer").write_bytes(bytes(2 * 1024 * 1024))
    with pytest.raises(UserFacingError, match="SIG-002"):
        put_certificate_on_token(token, PIN, tmp_path / "large.cer")
