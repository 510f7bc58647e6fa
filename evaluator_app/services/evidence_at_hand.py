# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The originals of a report's evidence, wherever they are at hand: in a folder, an archive, or a workspace. Changes nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from evaluator_app.archives.manifest import FileKind
from evaluator_app.domain.assessment import Evidence
from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.files import EvidenceFiles
from evaluator_app.i18n import _
from evaluator_app.services.answers import Answer, first_of
from evaluator_app.services.opening_archives import opening
from evaluator_app.services.report_data import ReportData

_MOST_FILES = 100_000
_CHUNK = 1024 * 1024
Original = Callable[[], Path | bytes]


@dataclass(frozen=True, slots=True)
class EvidenceAtHand:
    """What is there."""

    originals: dict[str, Original]
    """By SHA-256 of the bytes; every one was read through."""
    names: dict[str, set[str]] = field(default_factory=dict)
    """SHA-256 of the files of each name, in a folder."""
    extra: dict[str, str] = field(default_factory=dict)
    """Name of each file by SHA-256, where files that no record names are worth a word."""


@contextmanager
def evidence_in(source: Path, report: ReportData) -> Iterator[EvidenceAtHand]:
    """Look at what is at hand for a report; UserFacingError where the source is none of the three."""
    wanted = _named_in(report)
    if source.is_file():
        with opening(source) as archive:
            archive.check()
            files = {each.sha256: each for each in archive.manifest.of_kind(FileKind.EVIDENCE)}
            originals: dict[str, Original] = {digest: (lambda each=each: archive.read(each)) for digest, each in files.items()}  # type: ignore[misc]
            yield EvidenceAtHand(originals, extra={digest: each.name or each.path for digest, each in files.items()})
        return
    if not source.is_dir():
        raise UserFacingError(
            "VER-001",
            _("There is no evidence at {path}.").format(path=source),
            _("Choose a folder with the files, an archive, or the workspace."),
        )
    store = EvidenceFiles(source / "evidence")
    if (source / "evaluator.db").is_file() and store.root.is_dir():
        kept = {digest for digest in wanted if store.verify(digest)}
        yield EvidenceAtHand({digest: (lambda digest=digest: store.path(digest)) for digest in kept})  # type: ignore[misc]
        return
    yield _loose(source)


def _named_in(report: ReportData) -> set[str]:
    """Return the digests of all files that a report names: its evidence, and photos of the round before."""
    then = (photo.sha256 for photo in report.assessment.earlier_photos.values())
    return {*(each.sha256 for each in report.assessment.evidence.values()), *then}


def judge_evidence(report: ReportData, at_hand: EvidenceAtHand) -> Answer:
    """Return whether every file that the report names is there as it was: what is missing, changed or beside it, by name."""
    changed: list[str] = []
    missing: list[str] = []
    for each in report.assessment.evidence.values():
        if each.sha256 in at_hand.originals:
            continue
        (changed if at_hand.names.get(each.name) else missing).append(each.name)
    if changed or missing:
        told = [_("Changed: {names}.").format(names=first_of(sorted(changed)))] if changed else []
        told += [_("Missing: {names}.").format(names=first_of(sorted(missing)))] if missing else []
        return Answer(False, _("The evidence at hand is not what the report names. {details}").format(details=" ".join(told)))
    own = {each.sha256 for each in report.assessment.evidence.values()}
    reason = _("All {count} files of the evidence are there, each as its digest says.").format(count=len(own))
    wanted = _named_in(report)
    beside = [name for digest, name in at_hand.extra.items() if digest not in wanted]
    if beside:
        reason += " " + _("Beside them are files that the report does not name: {names}.").format(names=first_of(sorted(beside)))
    return Answer(True, reason)


def original_of(evidence: Evidence, at_hand: EvidenceAtHand) -> Path | bytes | None:
    """Return the original of some evidence; None where it is not at hand."""
    found = at_hand.originals.get(evidence.sha256)
    return found() if found is not None else None


def _loose(folder: Path) -> EvidenceAtHand:
    originals: dict[str, Original] = {}
    names: dict[str, set[str]] = defaultdict(set)
    extra: dict[str, str] = {}
    for count, path in enumerate(_files(folder)):
        if count >= _MOST_FILES:
            raise UserFacingError(
                "VER-002",
                _("The folder {path} holds more than {count} files and was not read through.").format(path=folder, count=_MOST_FILES),
                _("Choose the folder with the evidence of this report alone."),
            )
        try:
            digest = _digest(path)
        except OSError:
            continue
        originals[digest] = lambda path=path: path  # type: ignore[misc]
        names[path.name].add(digest)
        extra[digest] = path.name
    return EvidenceAtHand(originals, dict(names), extra)


def _files(folder: Path) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        try:
            inside = sorted(waiting.pop().iterdir())
        except OSError:
            continue
        for path in inside:
            if path.is_symlink() or path.name.startswith("."):
                continue
            if path.is_dir():
                waiting.append(path)
            elif path.is_file():
                yield path


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()
