# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whose packages are taken here: authors whose fingerprint a person compared, and those whom an authority trusted here vouches for.

Kept in the database of the workspace, so that a copy of it knows them too. Says nothing of who may sign a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final

from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError, Json, decode, encode
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.workspace import Workspace
    from evaluator_app.signing.certificates import CertificateInfo
    from evaluator_app.signing.seals import SealStatus

PREFERENCE: Final = "package_authors"
_SHORTEST_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class KnownAuthor:
    """Somebody whose packages are taken."""

    fingerprint: str
    """SHA-256 of the certificate, in hex."""
    holder: str
    organization: str
    accepted_on: date
    accepted_by: str
    """The person at the keyboard who compared the fingerprint; empty where nobody was named."""
    is_practice: bool = False
    """Whether the certificate is one for practice."""


class Standing(Enum):
    """Why a package is taken from its author, or not."""

    ACCEPTED = "accepted"
    """Somebody here compared the fingerprint."""
    VOUCHED = "vouched"
    """An authority that is trusted here vouches for the certificate."""
    STRANGER = "stranger"
    """Neither."""


def authors(workspace: Workspace) -> tuple[KnownAuthor, ...]:
    """Return who was accepted here, in the order of their acceptance. Belongs to the thread of the workspace."""
    text = workspace.store.get_preference(PREFERENCE)
    if not text:
        return ()
    try:
        data = read_json(text)
        return tuple(decode(KnownAuthor, each) for each in data) if isinstance(data, list) else ()
    except DocumentError:  # a preference that cannot be read accepts nobody
        return ()


def standing_of(seal: SealStatus, accepted: tuple[KnownAuthor, ...]) -> Standing:
    """Return why a package with this signature is taken, or not."""
    if seal.certificate is not None and any(each.fingerprint == seal.certificate.fingerprint for each in accepted):
        return Standing.ACCEPTED
    return Standing.VOUCHED if seal.trusted else Standing.STRANGER


def accept(workspace: Workspace, certificate: CertificateInfo) -> KnownAuthor:
    """Take packages of the holder of a certificate from now on; the same one twice is no error."""
    before = authors(workspace)
    for each in before:
        if each.fingerprint == certificate.fingerprint:
            return each
    new = KnownAuthor(
        certificate.fingerprint,
        certificate.holder,
        certificate.organization,
        workspace.now().astimezone().date(),
        workspace.who,
        is_practice=certificate.is_sample,
    )
    _keep(workspace, (*before, new))
    return new


def forget(workspace: Workspace, named: str) -> KnownAuthor:
    """Take packages of somebody no longer, named by the beginning of the fingerprint; what was taken stays. UserFacingError if unclear."""
    wanted = plain_fingerprint(named)
    known = authors(workspace)
    found = [each for each in known if each.fingerprint.startswith(wanted)] if len(wanted) >= _SHORTEST_NAMED else []
    if len(found) != 1:
        raise UserFacingError(
            "PKG-018",
            _("No single author accepted here is meant by “{name}”; nothing was changed.").format(name=named),
            _("Give at least the first 8 digits of the fingerprint."),
        )
    _keep(workspace, tuple(each for each in known if each is not found[0]))
    return found[0]


def plain_fingerprint(text: str) -> str:
    """Return a fingerprint as people type it, in small digits without colons and blanks."""
    return "".join(letter for letter in text.lower() if letter not in ": -\t\n")


def shown_fingerprint(fingerprint: str) -> str:
    """Return a fingerprint to be compared by eye: groups of four digits."""
    return " ".join(fingerprint[at : at + 4].upper() for at in range(0, len(fingerprint), 4))


def _keep(workspace: Workspace, found: tuple[KnownAuthor, ...]) -> None:
    data: Json = [encode(each) for each in found]
    workspace.store.set_preference(PREFERENCE, canonical_bytes(data).decode())
