# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The assessment document: one assessment as a file that people, programs and the report's attachment share.

Format evaluator-assessment, version 1 (docs/formats.md). History: 1 (2026-11) first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, decode, encode
from evaluator_app.domain.sentence import Sentence, say

FORMAT = "evaluator-assessment"
VERSION = 1


def to_document(assessment: Assessment) -> Json:
    """Return an assessment as the plain data of a document."""
    return {"format": FORMAT, "version": VERSION, **encode(assessment)}


def from_document(data: Json) -> Assessment:
    """Read an assessment from the plain data of a document; DocumentError with every problem found.

    Beyond types it checks that every record stands under its own id and every count is at least 1.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _refused("format", say("doc.format", "This is not an assessment document"))
    if data.get("version") != VERSION:
        known = say(
            "doc.version",
            "Version {version} is not known; this program reads version {known}",
            version=str(data.get("version")),
            known=VERSION,
        )
        raise _refused("version", known)
    assessment = decode(Assessment, {key: value for key, value in data.items() if key not in ("format", "version")})
    problems = tuple(_inconsistencies(assessment))
    if problems:
        raise DocumentError(problems)
    return assessment


def _refused(path: str, sentence: Sentence) -> DocumentError:
    return DocumentError((DocumentProblem(path, sentence),))


def _inconsistencies(assessment: Assessment) -> Iterator[DocumentProblem]:
    keyed: Mapping[str, Mapping[str, str]] = {
        "team": {key: member.id for key, member in assessment.team.items()},
        "findings": {key: finding.target for key, finding in assessment.findings.items()},
        "observations": {key: observation.id for key, observation in assessment.observations.items()},
        "evidence": {key: evidence.id for key, evidence in assessment.evidence.items()},
    }
    for name, ids in keyed.items():
        for key, own in ids.items():
            if key != own:
                yield DocumentProblem(f"{name}.{key}", say("doc.key", "This record stands under another id than its own: {own}", own=own))
    for key, observation in assessment.observations.items():
        if observation.count < 1:
            yield DocumentProblem(f"observations.{key}.count", say("doc.count", "A count of at least 1 is expected here"))
