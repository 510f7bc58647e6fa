# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A time stamp service over TLS must prove who it is; where it does not, a sentence says why, and signing goes on without a stamp."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from evaluator_app.signing.document_stamps import stamp_pdf
from evaluator_app.signing.pdf_signatures import sign_pdf
from evaluator_app.signing.sample_credential import create_sample_credential
from evaluator_app.signing.time_stamps import TimeStampService
from evaluator_app.signing.validation_data import ValidationData
from evaluator_app.signing.verification import verify_pdf
from tests.signing.made import TODAY, Authority, serving
from tests.signing.openssl_services import openssl_service
from tests.signing.practice import PASSWORD, Signing

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


def own(folder: Path) -> ssl.SSLContext:
    """Return the TLS side of a server whose certificate nobody issued but itself, made by openssl."""
    from tests.signing.made import tls_of

    folder.mkdir(exist_ok=True)
    made = folder / "own.pem", folder / "own.key"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-out", str(made[0]), "-keyout", str(made[1])]
    subprocess.run(command, capture_output=True, check=True)
    return tls_of(*made)


def test_a_service_that_vouches_for_itself_gets_no_question_and_signing_goes_on(signing: Signing, tmp_path: Path) -> None:
    asked: list[bytes] = []
    path = tmp_path / "a.pdf"
    credential = create_sample_credential(tmp_path / "c.p12", PASSWORD, holder="张评估", organization="绿源评估有限公司", now=TODAY)

    def answer(question: bytes) -> tuple[int, bytes]:
        asked.append(question)
        return 200, b""

    with serving(answer, own(tmp_path / "tls")) as address:
        given = signing
        written = sign_pdf(
            given.source,
            path,
            credential,
            fields=given.fields,
            field_name="leader",
            signed_at=TODAY,
            reason="属实",
            stamper=TimeStampService(address),
        )
        before = path.read_bytes()
        with pytest.raises(Exception, match=r"TSP-003.*vouches for itself alone"):
            stamp_pdf(path, path, TimeStampService(address), at=TODAY, validation=ValidationData())
    assert asked == []
    assert written.time_stamp_problem == f"{address} does not prove who it is (TLS): it vouches for itself alone."
    assert verify_pdf(path, at=TODAY).intact is True
    assert path.read_bytes() == before


Made = Callable[[Authority, Path], ssl.SSLContext]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda authority, folder: authority.server(folder, "good"), ""),
        (lambda _authority, folder: Authority("别的机构").server(folder, "other"), "no authority that this computer trusts vouches for it"),
        (
            lambda authority, folder: authority.server(folder, "old", begin=TODAY - timedelta(days=90), days=30),
            "its certificate has expired",
        ),
        (
            lambda authority, folder: authority.server(folder, "early", begin=TODAY + timedelta(days=3)),
            "its certificate is not valid yet",
        ),
        (lambda authority, folder: authority.server(folder, "wrong", host="127.0.0.2"), "its certificate names another server"),
    ],
    ids=["good", "unknown authority", "expired", "not valid yet", "another server"],
)
def test_the_command_stamps_through_a_server_that_this_computer_trusts_and_through_no_other(
    signing: Signing, tmp_path: Path, made: Made, told: str
) -> None:
    authority, path = Authority(), tmp_path / "a.pdf"
    path.write_bytes(signing.signed)
    (tmp_path / "ca.pem").write_bytes(authority.pem())
    environment = {**os.environ, "SSL_CERT_FILE": str(tmp_path / "ca.pem")}
    with serving(openssl_service(tmp_path / "tsa", authority), made(authority, tmp_path / "tls")) as address:
        command = [sys.executable, "-m", "evaluator_app", "--language", "en", "--workspace", str(tmp_path / "ws")]
        command += ["time-stamp", str(path), "--tsa", address]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    if told:
        assert (done.returncode, path.read_bytes()) == (2, signing.signed), done.stderr
        assert f"does not prove who it is (TLS): {told}." in done.stderr
    else:
        assert done.returncode == 0, done.stderr
        assert [each.is_time_stamp for each in verify_pdf(path, at=TODAY).signatures] == [False, True]
