# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a signer leads to a root that this machine trusts, judged offline at the time of signing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, ValidationError

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.certificates import SAMPLE_MARK, describe, read_certificate


def load_roots(roots: Sequence[bytes | Path]) -> tuple[x509.Certificate, ...]:
    """Return the certificates in PEM or DER, given as bytes or files; an error of its own for what is none."""
    return tuple(_load_root(root) for root in roots)


def judge_trust(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    signed_at: datetime | None,
    *,
    time_stamp: bool = False,
) -> tuple[bool, str]:
    """Return whether the signer is trusted, and why in a sentence."""
    info = describe(certificate)
    unknown = _("No trusted root on this machine knows {issuer}.").format(issuer=info.issuer)
    if not roots:
        return False, unknown
    if signed_at is None:
        return False, _("The signature does not say when it was made, so its certificate cannot be judged.")
    if not info.valid_at(signed_at):
        return False, _("The certificate of {name} was not valid when it signed.").format(name=info.holder)
    context = ValidationContext(trust_roots=list(roots), other_certs=list(others), moment=signed_at, allow_fetching=False)
    usage = {"digital_signature"} if time_stamp else {"digital_signature", "non_repudiation"}
    given = certificate.key_usage_value
    if given is not None and not usage & set(given.native):
        return False, _("The certificate of {name} is not meant for signing documents.").format(name=info.holder)
    try:
        asyncio.run(CertificateValidator(certificate, list(others), validation_context=context).async_validate_path())
    except PathBuildingError:
        return False, unknown
    except (PathValidationError, ValidationError) as error:
        return False, _("The certificates of {name} do not hold: {reason}").format(name=info.holder, reason=str(error))
    if info.is_sample:
        return True, _("{issuer} is trusted here, but it is a practice certificate ({mark}) and proves nothing.").format(
            issuer=info.issuer, mark=SAMPLE_MARK
        )
    return True, _("{issuer} leads to a root that this machine trusts; revocation was not asked for, offline.").format(issuer=info.issuer)


def _load_root(root: bytes | Path) -> x509.Certificate:
    if isinstance(root, bytes):
        return read_certificate(root, _("The trusted root"))
    try:
        content = root.read_bytes()
    except OSError as error:
        raise UserFacingError(
            "SIG-031",
            _("The trusted root {name} cannot be read: {reason}.").format(name=root.name, reason=error.strerror or type(error).__name__),
            _("Check that the file is still there and that you may open it."),
        ) from error
    return read_certificate(content, root.name)
