# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Getting a certificate: a key and a request made here or on a token, and the issued certificate joined with the key."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluator_app.signing.certificates import CertificateInfo
    from evaluator_app.signing.credentials import Credential
    from evaluator_app.signing.requests import Subject
    from evaluator_app.signing.secret import Secret


def subject(holder: str, organization: str, *, unit: str = "", province: str = "", city: str = "") -> Subject:
    """Return whom a certificate shall name."""
    from evaluator_app.signing.requests import Subject

    return Subject(holder, organization, unit, province, city)


def in_file(key: Path, request: Path, password: Secret, *, subject: Subject, kind: str = "P-256") -> None:
    """Write a new encrypted key and a request for the authority; UserFacingError where either file is there already."""
    from evaluator_app.signing.requests import make_request

    make_request(key, request, password, subject=subject, kind=kind)


def on_token(library: Path, pin: Secret, request: Path, *, subject: Subject, token: str = "", kind: str = "P-256") -> None:
    """Make a key on a token and write a request for the authority."""
    from evaluator_app.signing.token_keys import make_request_on_token

    make_request_on_token(library, pin, request, subject=subject, token=token, kind=kind)


def join(key: Path, certificate: Path, destination: Path, password: Secret, *, issuers: tuple[Path, ...] = (), now: datetime) -> Credential:
    """Write key and certificate as PKCS#12 and return the credential; UserFacingError where they do not belong together."""
    from evaluator_app.signing.requests import join_certificate

    return join_certificate(key, certificate, destination, password, issuers=issuers, now=now)


def put_on_token(library: Path, pin: Secret, certificate: Path, *, token: str = "") -> CertificateInfo:
    """Put an issued certificate beside its key on the token."""
    from evaluator_app.signing.token_keys import put_certificate_on_token

    return put_certificate_on_token(library, pin, certificate, token=token)
