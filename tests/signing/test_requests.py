# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A key and a request made here, the certificate joined with the key, and secrets that show up nowhere."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import traceback
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from evaluator_app.errors import UserFacingError
from evaluator_app.signing.credentials import load_credential
from evaluator_app.signing.pdf_signatures import sign_pdf
from evaluator_app.signing.requests import KINDS, Subject, join_certificate, make_request
from evaluator_app.signing.secret import Secret
from tests.signing import practice
from tests.signing.made import TODAY, Authority
from tests.signing.practice import Signing

PASSWORD = "长一点-的密码-8842"
SUBJECT = Subject("张评估", "绿源评估有限公司", unit="评估一部", province="陕西省", city="榆林市")


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_made_here_and_the_certificate_issued_for_it_sign(kind: str, signing: Signing, tmp_path: Path) -> None:
    authority, key, request = Authority(), tmp_path / "a.key", tmp_path / "a.csr"
    make_request(key, request, PASSWORD, subject=SUBJECT, kind=kind)
    asked = x509.load_pem_x509_csr(request.read_bytes())
    assert asked.subject.rfc4514_string() == "CN=张评估,OU=评估一部,O=绿源评估有限公司,L=榆林市,ST=陕西省,C=CN"
    assert asked.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment
    (tmp_path / "a.cer").write_bytes(authority.certify(asked).public_bytes(Encoding.DER))
    (tmp_path / "ca.cer").write_bytes(authority.pem())
    made = join_certificate(key, tmp_path / "a.cer", tmp_path / "a.p12", PASSWORD, issuers=(tmp_path / "ca.cer",), now=TODAY)
    assert (made.holder, len(made.other_certificates)) == ("张评估", 1)
    sign_pdf(signing.source, tmp_path / "a.pdf", made, fields=signing.fields, field_name="leader", signed_at=TODAY)
    assert (tmp_path / "a.p12").stat().st_mode & 0o077 == 0
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_reads_request_and_key_and_the_key_is_locked_with_many_rounds(tmp_path: Path) -> None:
    key, request = tmp_path / "a.key", tmp_path / "a.csr"
    make_request(key, request, PASSWORD, subject=SUBJECT)
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in key.read_bytes()
    subprocess.run(["openssl", "req", "-verify", "-noout", "-in", str(request)], capture_output=True, check=True)
    shown = subprocess.run(["openssl", "asn1parse", "-in", str(key)], capture_output=True, check=True).stdout.decode()
    assert "PBKDF2" in shown
    assert "aes-256-cbc" in shown
    rounds = [int(line.rsplit(":", 1)[1], 16) for line in shown.splitlines() if "INTEGER" in line]
    assert max(rounds) == 600_000
    opened = subprocess.run(["openssl", "pkey", "-in", str(key), "-passin", f"pass:{PASSWORD}", "-noout"], capture_output=True, check=False)
    assert opened.returncode == 0, opened.stderr


def test_nothing_is_written_over_and_a_short_password_makes_no_key(tmp_path: Path) -> None:
    key, request = tmp_path / "a.key", tmp_path / "a.csr"
    with pytest.raises(UserFacingError, match="SIG-050"):
        make_request(key, request, "short", subject=SUBJECT)
    with pytest.raises(UserFacingError, match="SIG-013"):
        make_request(key, request, PASSWORD, subject=Subject("", "绿源"))
    assert list(tmp_path.iterdir()) == []
    make_request(key, request, PASSWORD, subject=SUBJECT)
    before = key.read_bytes()
    with pytest.raises(UserFacingError, match="SIG-051"):
        make_request(key, tmp_path / "b.csr", PASSWORD, subject=SUBJECT)
    assert key.read_bytes() == before


def test_a_certificate_of_another_key_or_out_of_its_period_is_not_joined(tmp_path: Path) -> None:
    authority, key, request = Authority(), tmp_path / "a.key", tmp_path / "a.csr"
    make_request(key, request, PASSWORD, subject=SUBJECT)
    other = authority.issue(tmp_path / "other.p12", "张评估")
    (tmp_path / "a.cer").write_bytes(other.public_bytes(Encoding.PEM))
    with pytest.raises(UserFacingError, match="SIG-052"):
        join_certificate(key, tmp_path / "a.cer", tmp_path / "a.p12", PASSWORD, now=TODAY)
    with pytest.raises(UserFacingError, match="SIG-054"):
        join_certificate(key, tmp_path / "a.cer", tmp_path / "a.p12", "another password", now=TODAY)
    with pytest.raises(UserFacingError, match="SIG-054"):
        join_certificate(request, tmp_path / "a.cer", tmp_path / "a.p12", PASSWORD, now=TODAY)
    assert not (tmp_path / "a.p12").exists()


def test_a_secret_is_shown_in_no_way(signing: Signing) -> None:
    secret = Secret(PASSWORD)
    assert PASSWORD not in f"{secret} {secret!r} {[secret]} {secret:}"
    assert secret.reveal() == Secret(secret).reveal() == PASSWORD
    for thing in (secret, signing.credential.key):
        with pytest.raises(TypeError):
            pickle.dumps(thing)


def test_a_traceback_with_locals_shows_neither_password_nor_key(signing: Signing, tmp_path: Path) -> None:
    credential = signing.credential_file
    with pytest.raises(UserFacingError) as wrong:
        load_credential(credential, "wrong-" + PASSWORD, now=TODAY)
    with pytest.raises(UserFacingError) as refused:
        make_request(credential, tmp_path / "a.csr", PASSWORD, subject=SUBJECT)
    with pytest.raises(UserFacingError) as unfit:
        join_certificate(credential, credential, tmp_path / "a.p12", PASSWORD, now=TODAY)
    for error in (wrong.value, refused.value, unfit.value):
        ours = [frame for frame in traceback.walk_tb(error.__traceback__) if "evaluator_app" in frame[0].f_code.co_filename]
        told = "".join(traceback.StackSummary.extract(iter(ours), capture_locals=True).format()) + str(error)
        assert "Secret(…)" in told
        assert PASSWORD not in told


def test_no_unlocked_key_and_no_password_is_in_any_file_while_signing(
    signing: Signing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key is looked for as its bare number, which every form of a key file holds."""
    store = pkcs12.load_pkcs12(signing.credential_file.read_bytes(), practice.PASSWORD.encode())
    assert isinstance(store.key, ec.EllipticCurvePrivateKey)
    sought = (store.key.private_numbers().private_value.to_bytes(32), practice.PASSWORD.encode())
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    found: list[Path] = []
    looked_at: list[Path] = []
    key = signing.credential.key

    class Watching:
        def sign(self, data: bytes) -> bytes:
            look()
            return key.sign(data)

    def look() -> None:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        looked_at.extend(files)
        found.extend(path for path in files if any(each in path.read_bytes() for each in sought))

    watched = replace(signing.credential, key=Watching())
    sign_pdf(signing.source, tmp_path / "a.pdf", watched, fields=signing.fields, field_name="leader", signed_at=practice.NOW)
    look()
    assert tmp_path / "a.pdf" in looked_at
    assert found == []
