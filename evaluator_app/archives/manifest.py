# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What an archive says of itself: which assessment it holds, which program wrote it, and every file with its size and SHA-256.

Format evaluator-archive, version 1 (docs/formats.md). History: 1 (2026-11) first. What was added since, such as what came in from
colleagues, is a kind of file of its own: a program that does not know it refuses the archive and names a newer program, and one
without it opens everywhere, so the version stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from evaluator_app import safe_zip
from evaluator_app.domain.assessment import TemplateRef
from evaluator_app.domain.canonical import read_json
from evaluator_app.domain.codec import DocumentError, DocumentProblem, decode, encode
from evaluator_app.domain.document import NO_DIGEST, content_of
from evaluator_app.domain.sentence import say
from evaluator_app.domain.status import AssessmentKind, AssessmentStatus

FORMAT: Final = "evaluator-archive"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
README: Final = "README.txt"
INDEX: Final = "index.html"
SUMS: Final = "SHA256SUMS.txt"
ASSESSMENT: Final = "assessment.json"
ORIGIN: Final = "origin.json"
JOURNAL: Final = "journal.jsonl"
ARRIVALS: Final = "arrivals.jsonl"
SCORE: Final = "score.json"
ITEMS: Final = "items.csv"
EVIDENCE_LIST: Final = "evidence.csv"

MOST_FILES: Final = 60_000
LARGEST_MANIFEST: Final = 32 * 1024 * 1024
_SHA256: Final = re.compile("[0-9a-f]{64}")


class FileKind(Enum):
    """What a file of an archive is."""

    READING = "reading"
    """For people: what all this is, lists, sums."""
    ASSESSMENT = "assessment"
    """The assessment document."""
    ORIGIN = "origin"
    """The assessment as it was begun."""
    JOURNAL = "journal"
    """Every act on it, a line each."""
    ARRIVALS = "arrivals"
    """What came in from colleagues, by the line of the journal that merged it."""
    ACTS = "acts"
    """Of a package: every act that its author knew, a line each."""
    SCORE = "score"
    """Score card and rating as they were computed."""
    TEMPLATE = "template"
    """A scoring template that it was made by, in canonical JSON."""
    TEMPLATE_TEXT = "template_text"
    """The same template as TOML, to be read."""
    FORM = "form"
    """A record form as it was filled in, to be read."""
    APPROVAL = "approval"
    """A signed statement on the template."""
    EVIDENCE = "evidence"
    """The original of a piece of evidence, named by its digest."""
    REPORT = "report"
    """The report as PDF."""
    FORMER_REPORT = "former_report"
    """The report of a revision before, whose place this one takes."""


REPORT_KINDS: Final = (FileKind.REPORT, FileKind.FORMER_REPORT)
PLACES: Final[Mapping[FileKind, re.Pattern[str]]] = {
    FileKind.READING: re.compile(r"README\.txt|index\.html|SHA256SUMS\.txt|items\.csv|evidence\.csv"),
    FileKind.ASSESSMENT: re.compile(r"assessment\.json"),
    FileKind.ORIGIN: re.compile(r"origin\.json"),
    FileKind.JOURNAL: re.compile(r"journal\.jsonl"),
    FileKind.ARRIVALS: re.compile(r"arrivals\.jsonl"),
    FileKind.SCORE: re.compile(r"score\.json"),
    FileKind.TEMPLATE: re.compile(r"templates/[0-9]{1,4}-[0-9a-f]{12}\.json"),
    FileKind.TEMPLATE_TEXT: re.compile(r"templates/[0-9]{1,4}-[0-9a-f]{12}\.toml"),
    FileKind.FORM: re.compile(r"forms/[0-9]{1,5}\.txt"),
    FileKind.APPROVAL: re.compile(r"approvals/[0-9a-f]{64}/[0-9]{1,3}\.p7s"),
    FileKind.EVIDENCE: re.compile(r"evidence/[0-9a-f]{64}\.[a-z0-9]{1,5}"),
    FileKind.REPORT: re.compile(r"reports/[0-9]{1,3}\.pdf"),
    FileKind.FORMER_REPORT: re.compile(r"former-reports/[0-9]{1,3}\.pdf"),
}
_ONE_EACH: Final = (FileKind.ASSESSMENT, FileKind.ORIGIN, FileKind.JOURNAL, FileKind.SCORE)
LARGEST: Final[Mapping[FileKind, int]] = {
    FileKind.READING: 64 * 1024 * 1024,
    FileKind.ASSESSMENT: 64 * 1024 * 1024,
    FileKind.ORIGIN: 64 * 1024 * 1024,
    FileKind.JOURNAL: 256 * 1024 * 1024,
    FileKind.ARRIVALS: 256 * 1024 * 1024,
    FileKind.ACTS: 256 * 1024 * 1024,
    FileKind.SCORE: 64 * 1024 * 1024,
    FileKind.TEMPLATE: 16 * 1024 * 1024,
    FileKind.TEMPLATE_TEXT: 16 * 1024 * 1024,
    FileKind.FORM: 16 * 1024 * 1024,
    FileKind.APPROVAL: 256 * 1024,
    FileKind.EVIDENCE: 256 * 1024 * 1024,
    FileKind.REPORT: 512 * 1024 * 1024,
    FileKind.FORMER_REPORT: 512 * 1024 * 1024,
}
"""Bytes that a file of each kind may have."""


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file of an archive."""

    path: str
    kind: FileKind
    size: int
    """Bytes."""
    sha256: str
    name: str = ""
    """What people call it: file name of the evidence or the report as it was given, title of the template or form."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds."""

    program: str
    """Version of the program that wrote it."""
    archived_at: datetime
    assessment: str
    """Id."""
    mine: str
    """Name of the mine."""
    kind: AssessmentKind
    status: AssessmentStatus
    template: TemplateRef
    revision: int
    """1 for an assessment that is no revision."""
    begun_by: str
    begun_at: datetime
    acts: int
    """Lines of the journal."""
    files: tuple[ArchivedFile, ...]

    def to_bytes(self) -> bytes:
        """Return the manifest as a file, to be read by people too."""
        return manifest_bytes(FORMAT, VERSION, self)

    def of_kind(self, kind: FileKind) -> tuple[ArchivedFile, ...]:
        """Return the files of a kind, in their order."""
        return files_of_kind(self.files, kind)


def manifest_bytes(format_name: str, version: int, manifest: object) -> bytes:
    """Return a manifest as a file, whatever it is a manifest of."""
    data = {"format": format_name, "version": version, **encode(manifest)}
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False).encode()


def files_of_kind(files: tuple[ArchivedFile, ...], kind: FileKind) -> tuple[ArchivedFile, ...]:
    """Return those of some files that are of a kind, in their order."""
    return tuple(file for file in files if file.kind is kind)


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest from bytes that may be anything; DocumentError with what is wrong."""
    manifest = decode(
        Manifest, content_of(read_json(data), FORMAT, VERSION, say("doc.not_archive", "This is not the manifest of an archive"))
    )
    problems = tuple(_problems(manifest))
    if problems:
        raise DocumentError(problems)
    return manifest


def is_safe_path(path: str) -> bool:
    """Tell whether a file of an archive may lie there: at most three folders deep."""
    return safe_zip.is_safe_path(path, least=1, most=4)


def _problems(manifest: Manifest) -> Iterator[DocumentProblem]:
    yield from file_problems(manifest.files, PLACES)
    for kind in _ONE_EACH:
        if len(manifest.of_kind(kind)) != 1:
            yield DocumentProblem("files", say("doc.archive_one", "An archive holds one file of the kind {kind}", kind=kind.value))
    if not manifest.of_kind(FileKind.TEMPLATE):
        yield DocumentProblem("files", say("doc.archive_template", "An archive holds the template that the assessment was made by"))


def file_problems(files: Sequence[ArchivedFile], places: Mapping[FileKind, re.Pattern[str]]) -> Iterator[DocumentProblem]:
    """Yield what is wrong with the files that a manifest names, whose format gives each kind its places."""
    if len(files) > MOST_FILES:
        yield DocumentProblem("files", say("doc.archive_files", "An archive holds at most {most} files", most=MOST_FILES))
        return
    seen: set[str] = set()
    for index, file in enumerate(files):
        is_place = is_safe_path(file.path) and file.kind in places and places[file.kind].fullmatch(file.path) is not None
        if not is_place or file.path.casefold() in seen or not 0 <= file.size <= LARGEST[file.kind]:
            yield DocumentProblem(f"files[{index}]", say("doc.archive_file", "This names no file that an archive may hold, or one twice"))
        elif not _SHA256.fullmatch(file.sha256) or (file.kind is FileKind.EVIDENCE and file.sha256 not in file.path):
            yield DocumentProblem(f"files[{index}].sha256", NO_DIGEST)
        seen.add(file.path.casefold())
