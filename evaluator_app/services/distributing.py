# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Handing templates out and taking them in as one signed file, offline: what a pack is and would change is shown before anything is.

Installed is a folder of its own below the workspace's templates, moved there in one step. Packs themselves: catalog/packs.py.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from evaluator_app.catalog.collecting import collect
from evaluator_app.catalog.packs import (
    LARGEST_PACK,
    MANIFEST,
    SIGNATURE,
    FileKind,
    Manifest,
    PackedTemplate,
    PackRefusedError,
    pack_bytes,
    packed,
)
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services import trusting
from evaluator_app.services.examining import Consent, Inspection, examine, read_made
from evaluator_app.services.statements import FOLDER, read_statement, statements_on
from evaluator_app.services.templates import INSTALLED, catalog

__all__ = ["Consent", "Exported", "Inspection", "Installed", "export_pack", "inspect_pack", "install_inspected", "install_pack"]

_LONGEST_NAME: Final = 40
"""Characters of a pack's id in the name of its folder; some systems have little room for paths."""
TEMPLATES: Final = "templates/"
"""Under this a pack keeps templates, overlays and thresholds as a folder of templates does."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A pack that was written."""

    path: Path
    manifest: Manifest
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Installed:
    """What came of installing a pack."""

    inspection: Inspection
    path: Path | None
    """The folder it lies in; None where everything was there already."""
    trusted: trusting.Trusted | None
    """The certificate that came to be trusted with it."""


def export_pack(
    destination: Path,
    names: Sequence[str],
    *,
    workspace: Path,
    made_on: date,
    signed_at: datetime,
    credential_path: Path | None,
    password: str = "",
    pack_id: str = "",
    title: str = "",
    sequence: int = 0,
    notes: str = "",
) -> Exported:
    """Write a pack of the named templates (id or id@edition) with all they are laid over and the statements on them.

    Without a credential it is unsigned. Id and title are those of the first template if none are given, the sequence is the day.
    It is read back and examined as whoever receives it would before it takes its place; UserFacingError otherwise.
    """
    from evaluator_app.signing.credentials import load_credential
    from evaluator_app.signing.seals import seal

    installed = catalog(workspace)
    credential = load_credential(credential_path, password, now=signed_at) if credential_path else None
    collected = collect(names, installed)
    files = {f"{TEMPLATES}{place}": entry for place, entry in collected.files.items()}
    for entry in collected.entries:
        for number, (name, data) in enumerate(_sound_statements(entry.digest, workspace, signed_at)):
            stem = name.removesuffix(".p7s") + (f"-{number}" if f"{FOLDER}/{entry.digest}/{name}" in files else "")
            files[f"{FOLDER}/{entry.digest}/{stem}.p7s"] = (FileKind.APPROVAL, data)
    first = installed.named(names[0]) if names else None
    manifest = Manifest(
        id=pack_id or (first.id if first else ""),
        title=title or (first.title if first else ""),
        sequence=sequence or int(made_on.strftime("%Y%m%d")),
        made_on=made_on,
        files=tuple(packed(path, kind, data) for path, (kind, data) in sorted(files.items())),
        templates=tuple(PackedTemplate(entry.id, entry.edition, entry.title, entry.digest) for entry in collected.entries),
        notes=notes,
    )
    content = manifest.to_bytes()
    signature = seal(content, credential, signed_at=signed_at) if credential else b""
    made = pack_bytes(content, signature, {path: data for path, (_kind, data) in files.items()})
    return _write_pack(destination, made, manifest, workspace, signed_at)


def inspect_pack(path: Path, workspace: Path, *, at: datetime) -> Inspection:
    """Return what a pack is and what installing it would change; changes nothing. UserFacingError for what can never be installed."""
    return examine(_read(path), path.name, workspace, at=at)


def install_pack(path: Path, workspace: Path, *, at: datetime, consents: Collection[Consent] = ()) -> Installed:
    """Install a pack whole or not at all; UserFacingError, with nothing changed, where something hinders it that was not consented to."""
    return install_inspected(inspect_pack(path, workspace, at=at), workspace, consents=consents)


def install_inspected(found: Inspection, workspace: Path, *, consents: Collection[Consent] = ()) -> Installed:
    """Install the very pack that was inspected and shown; the same otherwise as install_pack."""
    for obstacle in found.obstacles:
        if obstacle.consent is None or not ({obstacle.consent, obstacle.other_consent} & set(consents)):
            raise PackRefusedError(obstacle.code, obstacle.sentence, obstacle.advice)
    if found.is_there:
        return Installed(found, None, None)
    newly = None
    if Consent.TRUST_STEWARD in consents and found.certificate and not found.is_trusted:
        newly = trusting.add(workspace, found.certificate)
    try:
        home = _install(found, workspace)
    except OSError as error:
        if newly is not None:
            newly.path.unlink(missing_ok=True)
        raise _unwritable(workspace / INSTALLED, error, _("Nothing was installed.")) from error
    return Installed(found, home, newly)


def _sound_statements(digest: str, workspace: Path, at: datetime) -> list[tuple[str, bytes]]:
    found = ((name, data, read_statement(data, digest, at=at, name=name).endorsement) for name, data in statements_on(digest, workspace))
    return [
        (f"{endorsed.statement.number}-{endorsed.statement.state.value}.p7s", data)
        for _name, data, endorsed in found
        if endorsed and endorsed.is_sound
    ]


def _write_pack(destination: Path, made: bytes, manifest: Manifest, workspace: Path, at: datetime) -> Exported:
    try:
        with replacing(destination) as file:
            file.write(made)
            file.flush()
            file.seek(0)
            back = file.read(LARGEST_PACK + 1)
            if back != made or examine(back, destination.name, workspace, at=at, own=True).manifest != manifest:
                raise PackRefusedError("PCK-021", _("The pack could not be read back as it was written."), _("Try another disk."))
    except OSError as error:
        raise _unwritable(destination, error, _("No pack was made.")) from error
    return Exported(destination, manifest, hashlib.sha256(made).hexdigest(), len(made))


def _install(found: Inspection, workspace: Path) -> Path:
    into = workspace / INSTALLED
    into.mkdir(parents=True, exist_ok=True)
    incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=into))
    try:
        parts: Mapping[str, bytes] = {MANIFEST: found.pack.manifest_bytes, **({SIGNATURE: found.pack.signature} if found.is_signed else {})}
        for path, data in parts.items():
            _write_file(incoming / path, data)
        for file in found.manifest.files:
            if file.kind is not FileKind.APPROVAL or found.is_signed:
                _write_file(incoming / file.path.removeprefix(TEMPLATES), found.pack.files[file.path])
        (incoming / "thresholds").mkdir(exist_ok=True)
        made = read_made(incoming, catalog(workspace).folders)
        if made != {(template.id, template.edition): template.digest for template in found.manifest.templates}:
            raise OSError(5, _("what was written reads back as something else"))
        home = into / f"pack-{found.manifest.id.replace('/', '-')[:_LONGEST_NAME]}-{found.manifest.sequence}-{found.manifest_sha256[:12]}"
        incoming.rename(home)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return home


def _write_file(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_PACK + 1)
    except OSError as error:
        raise PackRefusedError(
            "PCK-001",
            _("The pack {name} cannot be read: {reason}.").format(name=path.name, reason=error.strerror or type(error).__name__),
            _("Check that the file is still there and that you may open it."),
        ) from error


def _unwritable(path: Path, error: OSError, what: str) -> UserFacingError:
    return PackRefusedError(
        "PCK-016",
        _("{path} cannot be written: {reason}. {what}").format(path=path, reason=error.strerror or type(error).__name__, what=what),
        _("Check the space on the disk and your right to write to the folder."),
    )
