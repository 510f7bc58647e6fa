# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The authorities that vouch for signers here: roots, intermediates and revocation lists in the workspace's authorities folder.

They are put there by a person who compared the fingerprint. Whose word on templates counts is another folder's business.
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
    from evaluator_app.signing.authority_files import AuthorityPart
    from evaluator_app.signing.validation_data import ValidationData

FOLDER: Final = "authorities"
"""Folder of a workspace that holds them, one a file."""
_CERTIFICATES, _LISTS = ".cer", ".crl"
_LARGEST: Final = 32 * 1024 * 1024
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Authority:
    """One file of the folder."""

    path: Path
    part: AuthorityPart | None
    """What it holds; None where that cannot be used, and then it counts for nothing."""
    problem: str
    """Why it counts for nothing; empty if it counts."""

    def to_json(self) -> Json:
        """Return the same as plain data."""
        return {"file": self.path.name, "problem": self.problem or None, **(_plain(self.part) if self.part else {})}


def authorities(workspace: Path) -> tuple[Authority, ...]:
    """Return every file of the folder, in the order of their names."""
    return tuple(_listed(path) for path in _files(workspace))


def roots(workspace: Path) -> tuple[Path, ...]:
    """Return the certificates of authorities that stand for themselves, for whoever judges a signature."""
    return _paths(workspace, "ROOT")


def intermediates(workspace: Path) -> tuple[Path, ...]:
    """Return the certificates of authorities that another one vouches for."""
    return _paths(workspace, "INTERMEDIATE")


def revocation_lists(workspace: Path) -> tuple[Path, ...]:
    """Return the revocation lists; each was issued by an authority that was installed here."""
    return _paths(workspace, "REVOCATION_LIST")


def validation_data(workspace: Path) -> ValidationData:
    """Return all of it for whoever signs."""
    from evaluator_app.signing.authority_files import AuthorityKind, certificate_of, list_of
    from evaluator_app.signing.validation_data import ValidationData

    found = [each.part for each in authorities(workspace) if each.part is not None]
    return ValidationData(
        certificates=tuple(certificate_of(part) for part in found if part.kind is not AuthorityKind.REVOCATION_LIST),
        lists=tuple(list_of(part) for part in found if part.kind is AuthorityKind.REVOCATION_LIST),
    )


def kind_words(part: AuthorityPart) -> str:
    """Return what a part is, in words."""
    return {
        "root": _("root certificate"),
        "intermediate": _("certificate of an authority"),
        "revocation_list": _("revocation list"),
        "person": _("certificate of a person or firm"),
    }[part.kind.value]


def look_at(source: Path) -> tuple[AuthorityPart, ...]:
    """Return what a file holds, for the fingerprints to be compared; changes nothing. UserFacingError if it is no such file."""
    from evaluator_app.signing.authority_files import AuthorityKind, parts

    try:
        found = parts(_content(source))
    except ValueError as error:
        raise UserFacingError(
            "AUT-001",
            _("{name} holds no certificates of an authority and no revocation list.").format(name=source.name),
            _("Choose the file that the authority gives out: .cer, .crt, .pem, .p7b or .crl."),
        ) from error
    persons = [part.name for part in found if part.kind is AuthorityKind.PERSON]
    if persons:
        raise UserFacingError(
            "AUT-002",
            _("The certificate of {name} vouches for nobody: it is that of a person or a firm. Nothing was installed.").format(
                name=persons[0]
            ),
            _("Choose the certificate of the authority that issued it."),
        )
    return found


def add(workspace: Path, source: Path) -> tuple[Authority, ...]:
    """Install what a file holds; the same twice is no error, and a newer revocation list takes the place of an older one."""
    from evaluator_app.signing.authority_files import AuthorityKind, issuer_of_list

    found = look_at(source)
    present = authorities(workspace)
    known = [part for part in (*(each.part for each in present), *found) if part and part.kind is not AuthorityKind.REVOCATION_LIST]
    for part in found:
        if part.kind is AuthorityKind.REVOCATION_LIST and issuer_of_list(part, known) is None:
            raise UserFacingError(
                "AUT-003",
                _("The revocation list of {issuer} was not signed by an authority that is installed here. Nothing was installed.").format(
                    issuer=part.issuer
                ),
                _("Install the certificate of that authority first."),
            )
    return tuple(_installed(workspace, part, present) for part in found)


def remove(workspace: Path, named: str) -> Authority:
    """Take one away, named by the beginning of its fingerprint or by its file; UserFacingError if that is not clear."""
    found = named_one(authorities(workspace), named, lambda each: (each.path.name, each.part.fingerprint if each.part else ""))
    if found is None:
        raise UserFacingError(
            "AUT-004",
            _("No single authority or list installed here is meant by “{name}”; nothing was removed.").format(name=named),
            _("Give its file, or at least the first 8 digits of its fingerprint."),
        )
    try:
        found.path.unlink()
    except OSError as error:
        raise _unwritable(found.path, error) from error
    return found


def _paths(workspace: Path, kind: str) -> tuple[Path, ...]:
    return tuple(each.path for each in authorities(workspace) if each.part is not None and each.part.kind.name == kind)


def _files(workspace: Path) -> Iterator[Path]:
    folder = workspace / FOLDER
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix.lower() in (_CERTIFICATES, _LISTS) and path.is_file())[:_MOST]


def _listed(path: Path) -> Authority:
    try:
        found = look_at(path)
    except UserFacingError as error:
        return Authority(path, None, error.message)
    if len(found) != 1:
        return Authority(path, None, _("It holds more than one certificate or list; install it with the program."))
    return Authority(path, found[0], "")


def _installed(workspace: Path, part: AuthorityPart, present: tuple[Authority, ...]) -> Authority:
    """Write a part, unless it or a newer list is there; older lists of the issuer go once the new one is there."""
    from evaluator_app.signing.authority_files import AuthorityKind

    is_list = part.kind is AuthorityKind.REVOCATION_LIST
    same = [each for each in present if each.part and each.part.fingerprint == part.fingerprint]
    lists = [each for each in present if is_list and each.part and each.part.kind is part.kind and each.part.issuer == part.issuer]
    newer = [each for each in lists if each.part and each.part.begins > part.begins]
    if same or newer:
        return (same or newer)[0]
    path = workspace / FOLDER / f"{part.fingerprint[:32]}{_LISTS if is_list else _CERTIFICATES}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(part.der)
        for each in lists:
            each.path.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error
    return Authority(path, part, "")


def _content(source: Path) -> bytes:
    try:
        return read_at_most(source, _LARGEST) or b""
    except OSError as error:
        raise UserFacingError(
            "AUT-005",
            _("The file {name} cannot be read: {reason}.").format(name=source.name, reason=error.strerror or type(error).__name__),
            _("Check that the file is still there and that you may open it."),
        ) from error


def _plain(part: AuthorityPart) -> dict[str, Json]:
    return {
        "kind": part.kind.value,
        "name": part.name,
        "issuer": part.issuer,
        "begins": part.begins.isoformat(),
        "ends": part.ends.isoformat() if part.ends else None,
        "fingerprint": part.fingerprint,
        "revoked": part.revoked,
    }


def _unwritable(path: Path, error: OSError) -> UserFacingError:
    return UserFacingError(
        "AUT-006",
        _("The folder of authorities cannot be changed: {reason}.").format(reason=error.strerror or type(error).__name__),
        _("Check the space on the disk and your right to write to {folder}.").format(folder=path.parent),
    )
