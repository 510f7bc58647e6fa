# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody signs with, as it is chosen: a PKCS#12 file with its password, or a certificate on a token with its PIN.

Password and PIN stay in memory and are shown nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.signing.secret import Secret

if TYPE_CHECKING:
    from evaluator_app.signing.credentials import Credential


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file."""

    path: Path
    password: Secret


@dataclass(frozen=True, slots=True)
class KeyOnToken:
    """A certificate on a token, such as a USB key, reached through its maker's PKCS#11 library."""

    library: Path
    pin: Secret
    token: str = ""
    """Label or serial number; nothing where only one token is there."""
    certificate: str = ""
    """The beginning of its SHA-256 fingerprint or its holder's name; nothing where only one can sign."""


Choice = KeyFile | KeyOnToken


@contextmanager
def opened(choice: Choice, *, now: datetime) -> Iterator[Credential]:
    """Give the credential as long as the block runs; a token is logged out of after it."""
    if isinstance(choice, KeyFile):
        from evaluator_app.signing.credentials import load_credential

        yield load_credential(choice.path, choice.password, now=now)
        return
    from evaluator_app.signing.tokens import open_token

    with open_token(choice.library, choice.pin, token=choice.token, certificate=choice.certificate, now=now) as credential:
        yield credential
