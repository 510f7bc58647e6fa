# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whose word on templates counts here: the stewards' certificates, or those of who vouches for them, in the workspace's trust folder.

They are put there by a person who compared the fingerprint. Says nothing of those who sign reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evaluator_app.bounded_files import read_at_most
from evaluator_app.domain.codec import Json
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.fingerprints import named_one

if TYPE_CHECKING:
    from evaluator_app.signing.certificates import CertificateInfo

FOLDER: Final = "trust"
"""Folder of a workspace that holds the certificates."""
_ENDINGS: Final = (".cer", ".crt", ".pem")
_LARGEST: Final = 64 * 1024
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Trusted:
    """One file of the trust folder."""

    path: Path
    info: CertificateInfo | None
    """What the certificate says; None where the file is none, and then it counts for nothing."""
    problem: str
    """Why it counts for nothing; empty for a certificate."""

    def to_json(self) -> Json:
        """Return the same as plain data."""
        return {"file": self.path.name, "problem": self.problem or None, "certificate": self.info.to_json() if self.info else None}


def trusted(workspace: Path) -> tuple[Trusted, ...]:
    """Return every file of the trust folder, in the order of their names."""
    return tuple(_listed(path) for path in _files(workspace))


def roots(workspace: Path) -> tuple[Path, ...]:
    """Return the certificates that can be used, for whoever judges a signature."""
    return tuple(each.path for each in trusted(workspace) if each.info is not None)


def look_at(source: Path | bytes) -> CertificateInfo:
    """Return what a certificate says, for its fingerprint to be compared; changes nothing. UserFacingError if it is none."""
    return _read(source)[0]


def add(workspace: Path, source: Path | bytes) -> Trusted:
    """Trust the holder of a certificate, and whomever it was issued to vouch for; the same one twice is no error."""
    info, certificate = _read(source)
    for each in trusted(workspace):
        if each.info is not None and each.info.fingerprint == info.fingerprint:
            return each
    path = workspace / FOLDER / f"{info.fingerprint[:32]}.cer"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(certificate)
    except OSError as error:
        raise _unwritable(path, error) from error
    return Trusted(path, info, "")


def remove(workspace: Path, named: str) -> Trusted:
    """Trust a certificate no longer, named by the beginning of its fingerprint or by its file; UserFacingError if that is not clear."""
    found = named_one(trusted(workspace), named, lambda each: (each.path.name, each.info.fingerprint if each.info else ""))
    if found is None:
        raise UserFacingError(
            "TRU-002",
            _("No single certificate among those trusted here is meant by “{name}”; nothing was removed.").format(name=named),
            _("Give its file, or at least the first 8 digits of its fingerprint."),
        )
    try:
        found.path.unlink()
    except OSError as error:
        raise _unwritable(found.path, error) from error
    return found


def _files(workspace: Path) -> Iterator[Path]:
    folder = workspace / FOLDER
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS and path.is_file()) if folder.is_dir() else []
    yield from found[:_MOST]


def _listed(path: Path) -> Trusted:
    try:
        return Trusted(path, look_at(path), "")
    except UserFacingError as error:
        return Trusted(path, None, error.message)


def _read(source: Path | bytes) -> tuple[CertificateInfo, bytes]:
    from evaluator_app.signing.certificates import info_and_bytes

    if isinstance(source, bytes):
        return info_and_bytes(source[:_LARGEST], _("What was given"))
    try:
        data = read_at_most(source, _LARGEST) or b""
    except OSError as error:
        raise UserFacingError(
            "TRU-001",
            _("The certificate {name} cannot be read: {reason}.").format(name=source.name, reason=error.strerror or type(error).__name__),
            _("Check that the file is still there and that you may open it."),
        ) from error
    return info_and_bytes(data, source.name)


def _unwritable(path: Path, error: OSError) -> UserFacingError:
    return UserFacingError(
        "TRU-003",
        _("The trust folder cannot be changed: {reason}. It is as it was.").format(reason=error.strerror or type(error).__name__),
        _("Check the space on the disk and your right to write to {folder}.").format(folder=path.parent),
    )
