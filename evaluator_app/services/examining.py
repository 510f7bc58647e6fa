# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a template pack is, whose it is, what it would change here, and what hinders it. Installs nothing.

What is damaged, unsafe, wrongly signed or contradicts what is installed can never be installed; what is only unsigned, from an
unknown steward or older can be, if a person says so.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.catalog.library import Library
from evaluator_app.catalog.listing import Catalog, edition_key
from evaluator_app.catalog.packs import MANIFEST, FileKind, Manifest, Pack, PackRefusedError, read_manifest, read_pack
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.codec import Json
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services import trusting
from evaluator_app.services.statements import read_statement, statements_on
from evaluator_app.services.templates import INSTALLED, catalog

if TYPE_CHECKING:
    from evaluator_app.signing.certificates import CertificateInfo


class Consent(Enum):
    """What a person can say yes to before a pack is installed."""

    TRUST_STEWARD = "trust_steward"
    """Trust the steward from now on: the certificate is put among those trusted here."""
    UNKNOWN_STEWARD = "unknown_steward"
    """Install it although the steward is unknown; what is stated in it counts for nothing until the steward is trusted."""
    UNSIGNED = "unsigned"
    """Install it although nobody signed it; no statement in it is taken over."""
    OLDER = "older"
    """Install it although something newer is installed; that stays."""


class Effect(Enum):
    """What installing would do with one template."""

    NEW = "new"
    THERE = "there"
    NEWER = "newer"
    OLDER = "older"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class TemplateEffect:
    """One template of a pack, beside what is installed."""

    id: str
    edition: str
    title: str
    digest: str
    effect: Effect
    installed_edition: str
    """The newest edition that is installed; empty where there is none."""
    statements: int
    """Statements on it in the pack that are not on file here."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that hinders a pack."""

    code: str
    sentence: str
    advice: str
    consent: Consent | None = None
    """What has to be consented to; None where it cannot be installed at all."""
    other_consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a pack is and what it would change."""

    pack: Pack
    signer: CertificateInfo | None
    """Whose certificate signed it; None where it is unsigned."""
    certificate: bytes
    """The same certificate as a file holds it."""
    is_trusted: bool
    trust_reason: str
    templates: tuple[TemplateEffect, ...]
    obstacles: tuple[Obstacle, ...]
    is_there: bool
    """This very pack is installed already."""

    @property
    def manifest(self) -> Manifest:
        """What it says of itself."""
        return self.pack.manifest

    @property
    def manifest_sha256(self) -> str:
        """What tells it from every other pack."""
        return hashlib.sha256(self.pack.manifest_bytes).hexdigest()

    @property
    def is_signed(self) -> bool:
        """Tell whether anybody signed it."""
        return self.signer is not None

    def to_json(self) -> Json:
        """Return the same as plain data."""
        manifest = self.manifest
        return {
            "id": manifest.id,
            "title": manifest.title,
            "sequence": manifest.sequence,
            "made_on": manifest.made_on.isoformat(),
            "notes": manifest.notes,
            "files": len(manifest.files),
            "sha256": self.manifest_sha256,
            "signer": self.signer.to_json() if self.signer else None,
            "is_trusted": self.is_trusted,
            "trust_reason": self.trust_reason,
            "is_there": self.is_there,
            "templates": [
                {
                    "id": each.id,
                    "edition": each.edition,
                    "title": each.title,
                    "digest": each.digest,
                    "effect": each.effect.value,
                    "installed_edition": each.installed_edition or None,
                    "statements": each.statements,
                }
                for each in self.templates
            ],
            "obstacles": [
                {
                    "code": each.code,
                    "message": each.sentence,
                    "advice": each.advice,
                    "consent": each.consent.value if each.consent else None,
                }
                for each in self.obstacles
            ],
        }


def examine(data: bytes, name: str, workspace: Path, *, at: datetime, own: bool = False) -> Inspection:
    """Return what the bytes of a pack are and would change; UserFacingError for what is damaged, unsafe or wrongly signed.

    Own says that it was just made here: then nothing hinders it.
    """
    pack = read_pack(data, name)
    signer, certificate, is_trusted, reason = _whose(pack, name, workspace, at)
    known = catalog(workspace)
    _check_templates(pack, name, known)
    _check_statements(pack, name, at)
    effects = tuple(_effects(pack, known, workspace))
    installed = tuple(installed_packs(workspace))
    is_there = any(manifest == pack.manifest for manifest in installed)
    found = Inspection(pack, signer, certificate, is_trusted, reason, effects, (), is_there)
    obstacles = () if own or is_there else tuple(_obstacles(found, name, installed))
    return Inspection(pack, signer, certificate, is_trusted, reason, effects, obstacles, is_there)


def installed_packs(workspace: Path) -> Iterator[Manifest]:
    """Yield the manifests of the packs that are installed."""
    for path in sorted((workspace / INSTALLED).glob(f"pack-*/{MANIFEST}")):
        try:
            yield read_manifest(path.read_bytes(), path.parent.name)
        except (OSError, UserFacingError):
            continue  # it was altered by hand; its templates are judged by what they are


def read_made(folder: Path, folders: Iterable[Path]) -> dict[tuple[str, str], str]:
    """Return the digests of the templates that the files of a folder make, by id and edition; an empty name for one with errors."""
    library = Library((folder, *folders))
    paths = list(Library((folder,)).paths())
    read = [one for path in paths for one in library.read(path)]
    return {
        (one.template.id, one.template.edition) if one.template else ("", ""): digest(one.template) if one.template else "" for one in read
    }


def _whose(pack: Pack, name: str, workspace: Path, at: datetime) -> tuple[CertificateInfo | None, bytes, bool, str]:
    from evaluator_app.signing.seals import open_seal

    if not pack.signature:
        return None, b"", False, _("Nobody signed the pack.")
    sealed = open_seal(pack.signature, roots=trusting.roots(workspace), at=at)
    if not sealed.is_sound or sealed.content != pack.manifest_bytes:
        reason = sealed.reason if not sealed.is_sound else _("What was signed is not the manifest of this pack.")
        raise PackRefusedError(
            "PCK-010",
            _("The signature of {name} does not hold. {reason} Nothing was installed.").format(name=name, reason=reason),
            _("Ask whoever issued the pack for it again."),
        )
    return sealed.certificate, sealed.certificate_der, sealed.trusted, sealed.reason


def _check_templates(pack: Pack, name: str, known: Catalog) -> None:
    """Read the rules in a folder of their own, and refuse them unless they make exactly the templates that the manifest names."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "thresholds").mkdir()
        for file in pack.manifest.files:
            if file.kind is not FileKind.APPROVAL:
                path = root / file.path.partition("/")[2]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(pack.files[file.path])
        made = read_made(root, known.folders)
    named = {(template.id, template.edition): template.digest for template in pack.manifest.templates}
    if ("", "") in made:
        raise PackRefusedError(
            "PCK-014",
            _("A template in {name} has errors, or what it is laid over is not here. Nothing was installed.").format(name=name),
            _("Ask whoever issued the pack to check its templates and to pack what they are laid over with them."),
        )
    if made != named:
        wrong = next(iter(sorted(set(made.items()) ^ set(named.items()))))[0]
        raise PackRefusedError(
            "PCK-018",
            _("The template {id} {edition} in {name} is not the one that its manifest names. Nothing was installed.").format(
                id=wrong[0], edition=wrong[1], name=name
            ),
            _("Ask whoever issued the pack for it again."),
        )


def _check_statements(pack: Pack, name: str, at: datetime) -> None:
    digests = {template.digest for template in pack.manifest.templates}
    for file in pack.manifest.files:
        if file.kind is not FileKind.APPROVAL:
            continue
        about = file.path.split("/")[1]
        found = read_statement(pack.files[file.path], about, at=at)
        if about not in digests or found.endorsement is None or not found.endorsement.is_sound:
            raise PackRefusedError(
                "PCK-020",
                _("The statement {file} in {name} does not hold. {reason} Nothing was installed.").format(
                    file=file.path.rpartition("/")[2], name=name, reason=found.reason
                ),
                _("Ask whoever issued the pack for it again."),
            )


def _effects(pack: Pack, known: Catalog, workspace: Path) -> Iterator[TemplateEffect]:
    for template in pack.manifest.templates:
        editions = sorted((entry.edition for entry in known.entries() if entry.id == template.id), key=edition_key)
        newest = editions[-1] if editions else ""
        there = known.find(template.id, template.edition)
        if there is not None:
            effect = Effect.THERE if there.digest == template.digest else Effect.CONTRADICTS
        elif not newest:
            effect = Effect.NEW
        else:
            effect = Effect.NEWER if edition_key(template.edition) > edition_key(newest) else Effect.OLDER
        on_file = {data for _name, data in statements_on(template.digest, workspace)}
        brought = [data for path, data in pack.files.items() if path.startswith(f"approvals/{template.digest}/") and data not in on_file]
        statements = len(brought) if pack.signature else 0
        yield TemplateEffect(template.id, template.edition, template.title, template.digest, effect, newest, statements)


def _obstacles(found: Inspection, name: str, installed: tuple[Manifest, ...]) -> Iterator[Obstacle]:
    manifest = found.manifest
    nothing = _("Nothing was installed.")
    for each in found.templates:
        if each.effect is Effect.CONTRADICTS:
            sentence = _("{id}, edition {edition}, is installed already with another content.").format(id=each.id, edition=each.edition)
            advice = _("A released template never changes: ask whoever issued the pack to give the new content a new edition.")
            yield Obstacle("PCK-015", f"{sentence} {nothing}", advice)
    if not found.is_signed:
        sentence = _("Nobody signed {name}, so nobody answers for what is in it.").format(name=name)
        yield Obstacle(
            "PCK-011", f"{sentence} {nothing}", _("Ask for a signed pack, or allow it; its templates stay drafts."), Consent.UNSIGNED
        )
    elif not found.is_trusted and found.signer:
        sentence = _("{name} is signed by {holder} ({organization}), who is not known here: {reason} Fingerprint {fingerprint}.").format(
            name=name,
            holder=found.signer.holder,
            organization=found.signer.organization or "–",
            reason=found.trust_reason,
            fingerprint=found.signer.fingerprint,
        )
        advice = _(
            "Compare the fingerprint with what the steward tells you by another way; then trust the steward, or install it untrusted."
        )
        yield Obstacle("PCK-012", f"{sentence} {nothing}", advice, Consent.TRUST_STEWARD, Consent.UNKNOWN_STEWARD)
    yield from _older(found, manifest, installed, nothing)


def _older(found: Inspection, manifest: Manifest, installed: tuple[Manifest, ...], nothing: str) -> Iterator[Obstacle]:
    advice = _("Use what is installed, or allow the older one; what is installed stays.")
    same = [other.sequence for other in installed if other.id == manifest.id]
    if manifest.sequence in same:
        sentence = _("Pack {id}, number {sequence}, is installed already with another content.").format(
            id=manifest.id, sequence=manifest.sequence
        )
        yield Obstacle("PCK-015", f"{sentence} {nothing}", _("Ask whoever issued the pack to give the new content a higher number."))
    elif same and manifest.sequence < max(same):
        sentence = _("Pack {id}, number {sequence}, is older than the one installed, number {newest}.").format(
            id=manifest.id, sequence=manifest.sequence, newest=max(same)
        )
        yield Obstacle("PCK-013", f"{sentence} {nothing}", advice, Consent.OLDER)
    for template_id in dict.fromkeys(each.id for each in found.templates):
        editions = [each for each in found.templates if each.id == template_id]
        newest = max(editions, key=lambda each: edition_key(each.edition))
        if newest.effect is Effect.OLDER:
            sentence = _("{id}, edition {edition}, is older than the one installed, edition {newest}.").format(
                id=template_id, edition=newest.edition, newest=newest.installed_edition
            )
            yield Obstacle("PCK-013", f"{sentence} {nothing}", advice, Consent.OLDER)
