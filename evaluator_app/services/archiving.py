# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One file for one assessment: report, data, rules, evidence and journal, written whole or not at all, and checked before it is there.

What is gathered from the workspace is gathered at once; the writing may then go on in any thread. Opening: opening_archives.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from evaluator_app import __version__
from evaluator_app.archives import explaining
from evaluator_app.archives import manifest as names
from evaluator_app.archives.arrivals import ArrivedActs, arrival_bytes
from evaluator_app.archives.journal import journal_bytes
from evaluator_app.archives.manifest import ArchivedFile, FileKind, Manifest
from evaluator_app.archives.reading import OpenArchive
from evaluator_app.archives.writing import Part, PartChangedError, write_archive
from evaluator_app.domain.canonical import canonical_bytes, digest
from evaluator_app.domain.codec import encode
from evaluator_app.domain.document import to_document
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.file_names import fit_for_file
from evaluator_app.services.revising import FormerReport, kept_reports
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.restoring import WholeAssessment

ENDING = ".zip"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What goes into an archive beside the reports."""

    whole: WholeAssessment
    told: explaining.Explained
    """What the explaining texts are made of; without the reports yet."""
    parts: tuple[Part, ...]
    archived_at: datetime

    def parts_with(self, reports: Sequence[Path], former: Sequence[FormerReport] = ()) -> tuple[Part, ...]:
        """Return everything that goes in, the texts that explain it first."""
        rest = (*_reports(reports), *_former(former), *self.parts)
        told = replace(self.told, parts=rest)
        readme = Part(names.README, FileKind.READING, explaining.readme(told))
        return (readme, Part(names.INDEX, FileKind.READING, explaining.index(told)), *rest)

    def manifest_of(self, files: tuple[ArchivedFile, ...]) -> bytes:
        """Return the manifest over what was written."""
        assessment = self.whole.assessment
        profile = assessment.profile
        manifest = Manifest(
            program=__version__,
            archived_at=self.archived_at,
            assessment=assessment.id,
            mine=assessment.mine.name,
            kind=profile.kind,
            status=profile.status,
            template=profile.template,
            revision=profile.revision.number if profile.revision else 1,
            begun_by=self.whole.begun_by,
            begun_at=self.whole.begun_at,
            acts=len(self.whole.lines),
            files=files,
        )
        return manifest.to_bytes()


@dataclass(frozen=True, slots=True)
class Archived:
    """What was written."""

    path: Path
    size: int
    """Bytes."""
    files: int
    evidence: int
    reports: tuple[str, ...]
    """Names of the reports inside; empty where there was none."""
    former: tuple[str, ...]
    """Names of the reports of the revisions before that are inside."""


def archive_name(opened: OpenAssessment, at: datetime) -> str:
    """Return a file name for an archive that every system takes."""
    mine = fit_for_file(opened.assessment.mine.name, "archive")
    revision = opened.assessment.profile.revision
    return f"{mine}{f'-r{revision.number}' if revision else ''}-{at.date().isoformat()}{ENDING}"


def archive(
    workspace: Workspace,
    opened: OpenAssessment,
    destination: Path,
    *,
    reports: Sequence[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Archived:
    """Write the archive of an assessment in one go; without reports, those of it in the folder of reports go in.

    The reports of the revisions before go in as far as they lie in that folder.
    """
    gathered = gather(workspace, opened)
    kept = kept_reports(workspace.root, opened.assessment)
    found = tuple(reports) or kept.own
    return write(gathered, destination, reports=found, former=kept.former, progress=progress, cancelled=cancelled)


def gather(workspace: Workspace, opened: OpenAssessment) -> Gathered:
    """Gather all that goes into an archive but the reports; UserFacingError if the journal does not lead to the records."""
    opened.require_records()
    whole, at = workspace.store.whole(opened.assessment.id), workspace.now()
    day = at.astimezone().date().isoformat()
    told = explaining.Explained(opened.assessment, opened.template, opened.card, opened.rating, __version__, day, ())
    parts = (*_lists(opened), *_data(opened, whole), *_rules(opened, whole), *_forms(opened), *_evidence(opened))
    return Gathered(whole, told, parts, at)


def write(
    gathered: Gathered,
    destination: Path,
    *,
    reports: Sequence[Path] = (),
    former: Sequence[FormerReport] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Archived:
    """Write an archive, read it back and hold every file against its digest; only then does it get its name.

    Progress counts bytes, written and then read. UserFacingError, with nothing left behind and what was there before unchanged, if
    evidence is missing or not what was recorded, or the disk does not take it. May be asked from any thread.
    """
    name = destination.name
    _refuse_missing(reports)
    parts = gathered.parts_with(reports, former)
    try:
        with replacing(destination) as file:
            write_archive(file, parts, gathered.manifest_of, progress=_half(progress, 0), cancelled=cancelled)
            file.flush()
            os.fsync(file.fileno())
            size = file.seek(0, os.SEEK_END)
            with OpenArchive(file, name) as written:
                written.check(progress=_half(progress, 1), cancelled=cancelled)
                manifest = written.manifest
    except PartChangedError as error:
        raise _not_as_recorded(error.part.name or error.part.path) from error
    except FileNotFoundError as error:
        lost = next((part.name for part in parts if isinstance(part.source, Path) and not part.source.is_file()), "")
        raise (_not_as_recorded(lost) if lost else _cannot_write(name, error)) from error
    except OSError as error:
        raise _cannot_write(name, error) from error
    return Archived(
        destination,
        size,
        len(manifest.files) + 1,
        len(manifest.of_kind(FileKind.EVIDENCE)),
        tuple(path.name for path in reports),
        tuple(each.path.name for each in former),
    )


def _refuse_missing(reports: Sequence[Path]) -> None:
    for path in reports:
        if not path.is_file():
            raise UserFacingError(
                "ARC-011",
                _("The report {name} cannot be read; no archive was written.").format(name=path.name),
                _("Choose the file of the report again, or leave it out."),
            )


def _half(progress: Callable[[int, int], None] | None, half: int) -> Callable[[int, int], None] | None:
    """Return what tells the progress of one of two passes of the same length as that of both."""
    if progress is None:
        return None
    return lambda done, everything: progress(half * everything + done, 2 * everything)


def _data(opened: OpenAssessment, whole: WholeAssessment) -> Iterator[Part]:
    score = canonical_bytes({"score_card": encode(opened.card), "rating": encode(opened.rating)})
    yield Part(names.ASSESSMENT, FileKind.ASSESSMENT, canonical_bytes(to_document(whole.assessment)))
    yield Part(names.SCORE, FileKind.SCORE, score)
    yield Part(names.ORIGIN, FileKind.ORIGIN, canonical_bytes(to_document(whole.origin)))
    yield Part(names.JOURNAL, FileKind.JOURNAL, journal_bytes(whole.lines))
    if whole.arrivals:
        came = (ArrivedActs(line, arrival.package, arrival.acts) for line, arrival in whole.arrivals.items())
        yield Part(names.ARRIVALS, FileKind.ARRIVALS, arrival_bytes(came))


def _rules(opened: OpenAssessment, whole: WholeAssessment) -> Iterator[Part]:
    from evaluator_app.catalog.toml_text import toml_text
    from evaluator_app.catalog.writing import in_order, template_data

    for number, template in enumerate(whole.templates, 1):
        path, title = f"templates/{number}-{digest(template)[:12]}", f"{template.title} {template.edition}"
        yield Part(f"{path}.json", FileKind.TEMPLATE, canonical_bytes(template), title, digest(template))
        yield Part(f"{path}.toml", FileKind.TEMPLATE_TEXT, toml_text(in_order(template_data(template))).encode(), title)
    for number, filed in enumerate(opened.approval.history, 1):
        yield Part(f"approvals/{opened.approval.digest}/{number}.p7s", FileKind.APPROVAL, filed.data, filed.name)


def _forms(opened: OpenAssessment) -> Iterator[Part]:
    assessment = opened.assessment
    for number, (_key, record) in enumerate(sorted(assessment.form_records.items()), 1):
        if (definition := assessment.forms.get(record.form)) is not None:
            yield Part(f"forms/{number}.txt", FileKind.FORM, explaining.form_text(definition, record), definition.title)


def _evidence(opened: OpenAssessment) -> Iterator[Part]:
    seen: set[str] = set()
    for evidence, path in explaining.evidence_paths(opened.assessment):
        if path not in seen:
            yield Part(path, FileKind.EVIDENCE, opened.file_of(evidence), evidence.name, evidence.sha256)
        seen.add(path)
    for evidence, path in explaining.paths_of_then(opened.assessment):
        if path not in seen and opened.files.verify(evidence.sha256):
            yield Part(path, FileKind.EVIDENCE, opened.file_of(evidence), evidence.name, evidence.sha256)
        seen.add(path)


def _lists(opened: OpenAssessment) -> tuple[Part, ...]:
    return (
        Part(names.ITEMS, FileKind.READING, explaining.item_list(opened.card)),
        Part(names.EVIDENCE_LIST, FileKind.READING, explaining.evidence_list(opened.assessment, opened.template)),
    )


def _reports(found: Sequence[Path]) -> Iterator[Part]:
    for number, path in enumerate(found, 1):
        yield Part(f"reports/{number}.pdf", FileKind.REPORT, path, path.name)


def _former(found: Sequence[FormerReport]) -> Iterator[Part]:
    for number, each in enumerate(found, 1):
        yield Part(f"former-reports/{number}.pdf", FileKind.FORMER_REPORT, each.path, each.path.name, each.sha256)


def _not_as_recorded(name: str) -> UserFacingError:
    return UserFacingError(
        "ARC-012",
        _("{name} is missing, or no longer what was recorded; no archive was written.").format(name=name),
        _("Bring the evidence folder back from a backup, or add the original files again."),
    )


def _cannot_write(name: str, error: OSError) -> UserFacingError:
    return UserFacingError(
        "ARC-013",
        _("The archive {name} could not be written ({reason}); nothing of it was left behind.").format(
            name=name, reason=error.strerror or type(error).__name__
        ),
        _("Check the folder and the space on the disk, or choose another place."),
    )
