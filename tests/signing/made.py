# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An authority made for tests: it issues certificates to persons, firms and time stamp services, and revokes them."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from evaluator_app.signing.secret import Secret

TODAY = datetime.now(UTC).replace(microsecond=0)
PASSWORD = "秘密-secret-1"
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def name(common: str, organization: str = "") -> x509.Name:
    """Return a subject."""
    firm = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization)] if organization else []
    return x509.Name([*firm, x509.NameAttribute(NameOID.COMMON_NAME, common)])


class Authority:
    """A certificate authority with its key."""

    def __init__(self, common: str = "某省数字证书认证中心（试验）", issuer: Authority | None = None) -> None:
        self.key: Key = ec.generate_private_key(ec.SECP256R1())
        self.subject = name(common)
        self.issuer = issuer or self
        self.revoked: list[tuple[int, datetime]] = []
        self.address = ""
        self.answers_at = ""
        self.certificate = self.issuer._build(self.subject, self.key.public_key(), TODAY - timedelta(days=400), 3650, authority=True)

    def issue(
        self,
        path: Path,
        holder: str,
        organization: str = "",
        *,
        key: Key | None = None,
        begin: datetime = TODAY - timedelta(days=30),
        days: int = 365,
    ) -> x509.Certificate:
        """Write a PKCS#12 file with a certificate for a person or a firm."""
        own = key or ec.generate_private_key(ec.SECP256R1())
        certificate = self._build(name(holder, organization), own.public_key(), begin, days)
        chain = [self.certificate] if self.issuer is self else [self.certificate, self.issuer.certificate]
        locked = BestAvailableEncryption(PASSWORD.encode())
        path.write_bytes(pkcs12.serialize_key_and_certificates(holder.encode(), own, certificate, chain, locked))
        return certificate

    def certify(self, request: x509.CertificateSigningRequest) -> x509.Certificate:
        """Issue what a request asks for."""
        assert request.is_signature_valid
        return self._build(request.subject, request.public_key(), TODAY - timedelta(days=1), 365)

    def revoke(self, certificate: x509.Certificate, on: datetime = TODAY - timedelta(days=2)) -> None:
        """Put a certificate on the next list."""
        self.revoked.append((certificate.serial_number, on))

    def list_of_revoked(self, issued: datetime = TODAY - timedelta(days=1)) -> bytes:
        """Return the list in DER."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.subject)
        builder = builder.last_update(issued).next_update(issued + timedelta(days=30))
        for serial, on in self.revoked:
            builder = builder.add_revoked_certificate(x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(on).build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def pem(self) -> bytes:
        """Return the authority's own certificate."""
        return self.certificate.public_bytes(Encoding.PEM)

    def stamper(self, folder: Path, *, for_stamps: bool = True) -> Path:
        """Write key, certificate and configuration of a time stamp service for `openssl ts`; return the configuration."""
        key = ec.generate_private_key(ec.SECP256R1())
        purpose = ExtendedKeyUsageOID.TIME_STAMPING if for_stamps else None
        certificate = self._build(name("试验时间戳服务"), key.public_key(), TODAY - timedelta(days=30), 365, purpose=purpose)
        write_pair(folder, "tsa", certificate, key)
        (folder / "chain.pem").write_bytes(self.pem())
        (folder / "serial").write_text("01\n")
        configuration = folder / "tsa.cnf"
        configuration.write_text(
            f"[tsa]\ndefault_tsa=t\n[t]\nserial={folder}/serial\nsigner_cert={folder}/tsa.pem\ncerts={folder}/chain.pem\n"
            f"signer_key={folder}/tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\n"
            "ordering=yes\ntsa_name=no\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n"
        )
        return configuration

    def responder(
        self, folder: Path, *, begin: datetime = TODAY - timedelta(days=30), days: int = 365, appointed: bool = True
    ) -> tuple[Path, Path]:
        """Write certificate and key of somebody whom the authority lets answer on its certificates, or does not; return both."""
        key = ec.generate_private_key(ec.SECP256R1())
        purpose = ExtendedKeyUsageOID.OCSP_SIGNING if appointed else None
        certificate = self._build(name("试验状态查询服务"), key.public_key(), begin, days, purpose=purpose)
        return write_pair(folder, "responder", certificate, key)

    def server(
        self, folder: Path, stem: str, *, host: str = "127.0.0.1", begin: datetime = TODAY - timedelta(days=30), days: int = 365
    ) -> ssl.SSLContext:
        """Return the TLS side of a server at an address, with a certificate that the authority issued."""
        key = ec.generate_private_key(ec.SECP256R1())
        named = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
        certificate = self._build(name(host), key.public_key(), begin, days, purpose=ExtendedKeyUsageOID.SERVER_AUTH, named=named)
        return tls_of(*write_pair(folder, stem, certificate, key))

    def _build(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey | object,
        begin: datetime,
        days: int,
        *,
        authority: bool = False,
        purpose: x509.ObjectIdentifier | None = None,
        named: x509.SubjectAlternativeName | None = None,
    ) -> x509.Certificate:
        usage = x509.KeyUsage(
            digital_signature=not authority,
            content_commitment=not authority,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=authority,
            crl_sign=authority,
            encipher_only=False,
            decipher_only=False,
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.subject)
            .public_key(key)  # type: ignore[arg-type]
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(begin + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(usage, critical=True)
        )
        if named is not None:
            builder = builder.add_extension(named, critical=False)
        if purpose is not None:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        if self.address:
            point = x509.DistributionPoint([x509.UniformResourceIdentifier(self.address)], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        if self.answers_at:
            access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(self.answers_at))
            builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
        return builder.sign(self.key, hashes.SHA256())


def write_pair(folder: Path, stem: str, certificate: x509.Certificate, key: Key) -> tuple[Path, Path]:
    """Write a certificate and its key in the clear, as the command lines of openssl want them; return both."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / f"{stem}.pem", folder / f"{stem}.key"
    paths[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


def tls_of(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return the TLS side of a server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def secret() -> Secret:
    """Return the password of all files made here."""
    return Secret(PASSWORD)


Answer = Callable[[bytes], tuple[int, bytes]]


@contextmanager
def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Give the address of a small server, behind TLS or not, that answers every question with the status and bytes of a function."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Override the server's method for POST."""
            status, body = answer(self.rfile.read(int(self.headers["Content-Length"] or 0)))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def do_GET(self) -> None:
            """Override the server's method for GET."""
            self.headers["Content-Length"] = "0"
            self.do_POST()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def finish_request(self, request: Any, client_address: Any) -> None:
            """Shake hands in the connection's own thread."""
            if tls is None:
                super().finish_request(request, client_address)
                return
            with suppress(OSError), tls.wrap_socket(request, server_side=True) as wrapped:
                super().finish_request(wrapped, client_address)

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
