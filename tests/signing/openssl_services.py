# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Services with openssl behind them: time stamps (`openssl ts`) and answers on one certificate (`openssl ocsp`)."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

from asn1crypto import crl
from asn1crypto import x509 as plain_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from evaluator_app.signing.validation_data import ValidationData
from tests.signing.made import Answer, Authority, write_pair


def openssl_service(folder: Path, authority: Authority, *, for_stamps: bool = True) -> Answer:
    """Return what answers questions with `openssl ts -reply`."""
    folder.mkdir(exist_ok=True)
    configuration = authority.stamper(folder, for_stamps=for_stamps)

    def answer(question: bytes) -> tuple[int, bytes]:
        (folder / "q.tsq").write_bytes(question)
        command = ["openssl", "ts", "-reply", "-config", str(configuration), "-queryfile", "q.tsq", "-out", "r.tsr"]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return 200, (folder / "r.tsr").read_bytes()

    return answer


def known_of(authority: Authority, *, listed: bool = True) -> ValidationData:
    """Return the authority's certificate and list as they are when installed."""
    certificate = plain_x509.Certificate.load(authority.certificate.public_bytes(Encoding.DER))
    lists = (crl.CertificateList.load(authority.list_of_revoked()),) if listed else ()
    return ValidationData((certificate,), lists)


class Answers:
    """What an authority says of its certificates: those in its index, valid or revoked; of all others it knows nothing."""

    def __init__(self, folder: Path, authority: Authority, signer: tuple[Path, Path] | None = None) -> None:
        self.folder = folder
        self._authority = write_pair(folder, "authority", authority.certificate, authority.key)[0]
        self._signer = signer or (self._authority, self._authority.with_suffix(".key"))
        self._index: dict[int, str] = {}
        self.asked = 0
        self.instead_of: bytes | None = None
        """A question that is answered in the place of the one that was asked."""

    def add(self, certificate: x509.Certificate, revoked_on: datetime | None = None) -> None:
        """Enter a certificate, or that it was revoked."""
        ends, serial = f"{certificate.not_valid_after_utc:%y%m%d%H%M%SZ}", f"{certificate.serial_number:X}"
        serial = serial.zfill(len(serial) + len(serial) % 2)
        state = f"R\t{ends}\t{revoked_on:%y%m%d%H%M%SZ}" if revoked_on else f"V\t{ends}\t"
        self._index[certificate.serial_number] = f"{state}\t{serial}\tunknown\t/CN=somebody\n"

    def __call__(self, question: bytes) -> tuple[int, bytes]:
        """Answer with `openssl ocsp`."""
        self.asked += 1
        (self.folder / "index.txt").write_text("".join(self._index.values()))
        (self.folder / "q.der").write_bytes(self.instead_of or question)
        certificate, key = self._signer
        command = ["openssl", "ocsp", "-index", "index.txt", "-CA", str(self._authority), "-rsigner", str(certificate), "-rkey", str(key)]
        command += ["-reqin", "q.der", "-respout", "a.der", "-ndays", "7"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return 200, (self.folder / "a.der").read_bytes()
