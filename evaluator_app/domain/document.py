# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The assessment document: one assessment as a file that people, programs and the report's attachment share.

Format evaluator-assessment, version 1 (docs/formats.md). History: 1 (2026-11) first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, decode, encode
from evaluator_app.domain.rounds import Revision
from evaluator_app.domain.sentence import Sentence, say

FORMAT = "evaluator-assessment"
VERSION = 1
MOST = 1_000_000
"""Occurrences that one observation may count."""
_ANY_VERSION = 10**6
_SHA256 = re.compile("[0-9a-f]{64}")
_FIRST_REVISION = 2


def to_document(assessment: Assessment) -> Json:
    """Return an assessment as the plain data of a document."""
    return {"format": FORMAT, "version": VERSION, **encode(assessment)}


def from_document(data: Json) -> Assessment:
    """Read an assessment from the plain data of a document; DocumentError with every problem found.

    Beyond types it checks that every record stands under its own id, that counts can be counts, and that
    digests are digests: evidence is kept under them.
    """
    assessment = decode(Assessment, content_of(data, FORMAT, VERSION, say("doc.format", "This is not an assessment document")))
    problems = tuple(_inconsistencies(assessment))
    if problems:
        raise DocumentError(problems)
    return assessment


def content_of(data: Json, format_name: str, version: int, refusal: Sentence) -> dict[str, Json]:
    """Return what a document holds beside its format and version; DocumentError with the refusal if it is another format."""
    if not isinstance(data, dict) or data.get("format") != format_name:
        raise _refused("format", refusal)
    written = data.get("version")
    if type(written) is not int or written != version:
        shown = written if type(written) is int and abs(written) < _ANY_VERSION else "–"
        known = say("doc.version", "Version {version} is not known; this program reads version {known}", version=shown, known=version)
        raise _refused("version", known)
    return {key: value for key, value in data.items() if key not in ("format", "version")}


def is_count(number: int) -> bool:
    """Tell whether one observation can count so many occurrences."""
    return 1 <= number <= MOST


NO_COUNT = say("doc.count", "A count from 1 to {most} is expected here", most=MOST)
"""What is said of a count that is none."""
NO_DIGEST = say("doc.digest", "A SHA-256 of 64 small hex digits is expected here")
"""What is said of a digest that is none."""


def _refused(path: str, sentence: Sentence) -> DocumentError:
    return DocumentError((DocumentProblem(path, sentence),))


def _own_keys(assessment: Assessment) -> Mapping[str, Mapping[str, str]]:
    """Return the key that each record has for itself, by collection and by the key it stands under."""
    return {
        "team": {key: member.id for key, member in assessment.team.items()},
        "findings": {key: finding.target for key, finding in assessment.findings.items()},
        "observations": {key: observation.id for key, observation in assessment.observations.items()},
        "evidence": {key: evidence.id for key, evidence in assessment.evidence.items()},
        "forms": {key: form.key for key, form in assessment.forms.items()},
        "form_records": {key: record.id for key, record in assessment.form_records.items()},
        "replaced": {key: item.target for key, item in assessment.replaced.items()},
        "earlier": {key: fault.id for key, fault in assessment.earlier.items()},
        "earlier_items": {key: item.target for key, item in assessment.earlier_items.items()},
        "earlier_photos": {key: photo.id for key, photo in assessment.earlier_photos.items()},
        "assignments": {key: share.key for key, share in assessment.assignments.items()},
        "reviews": {key: review.target for key, review in assessment.reviews.items()},
        "comments": {key: comment.id for key, comment in assessment.comments.items()},
        "sign_offs": {key: sign_off.id for key, sign_off in assessment.sign_offs.items()},
        "conflicts": {key: conflict.key for key, conflict in assessment.conflicts.items()},
        "rectifications": {key: rectification.id for key, rectification in assessment.rectifications.items()},
    }


def _under_other_keys(assessment: Assessment) -> Iterator[DocumentProblem]:
    for name, ids in _own_keys(assessment).items():
        for key, own in ids.items():
            if key != own:
                yield DocumentProblem(f"{name}.{key}", say("doc.key", "This record stands under another id than its own: {own}", own=own))


def _inconsistencies(assessment: Assessment) -> Iterator[DocumentProblem]:
    yield from _under_other_keys(assessment)
    yield from _odd_records(assessment)
    if (revision := assessment.profile.revision) is not None:
        yield from _revision_problems(assessment.id, revision)


def _odd_records(assessment: Assessment) -> Iterator[DocumentProblem]:
    for key, observation in assessment.observations.items():
        if not is_count(observation.count):
            yield DocumentProblem(f"observations.{key}.count", NO_COUNT)
    for key, evidence in assessment.evidence.items():
        if not _SHA256.fullmatch(evidence.sha256):
            yield DocumentProblem(f"evidence.{key}.sha256", NO_DIGEST)
        if evidence.size < 0:
            yield DocumentProblem(f"evidence.{key}.size", say("doc.size", "A size of at least 0 is expected here"))
    for key, photo in assessment.earlier_photos.items():
        if not _SHA256.fullmatch(photo.sha256):
            yield DocumentProblem(f"earlier_photos.{key}.sha256", NO_DIGEST)


def _revision_problems(own: str, revision: Revision) -> Iterator[DocumentProblem]:
    if not _FIRST_REVISION <= revision.number <= MOST:
        sentence = say("doc.revision", "A number of a revision from {least} is expected here", least=_FIRST_REVISION)
        yield DocumentProblem("profile.revision.number", sentence)
    if revision.replaces in ("", own):
        yield DocumentProblem("profile.revision.replaces", say("doc.replaces", "The id of another assessment is expected here"))
    if revision.replaced_report_sha256 and not _SHA256.fullmatch(revision.replaced_report_sha256):
        yield DocumentProblem("profile.revision.replaced_report_sha256", NO_DIGEST)
