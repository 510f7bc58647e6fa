# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Looking an open assessment over, with what only the workspace knows: rules of wording, the laptop's time zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path

from evaluator_app.catalog.problems import CatalogProblem
from evaluator_app.catalog.wording import wording_of
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.inspection.documents import DocumentRequest, requests
from evaluator_app.domain.inspection.looking import Aids, applicable, look_over
from evaluator_app.domain.inspection.looks import clock_notices, form_notices, photo_notices, team_notices
from evaluator_app.domain.inspection.notice import Notice
from evaluator_app.domain.inspection.presence import Stay, not_visited, required_places, stays
from evaluator_app.domain.moments import moment_of
from evaluator_app.domain.photo_flags import Flagged
from evaluator_app.domain.wording import Wording
from evaluator_app.i18n import current_language, translator
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment


def rules_of_wording(folder: Path) -> Wording:
    """Return the rules of wording in use in a workspace."""
    return wording_of(resource("wording/zh_CN.toml"), folder)[0]


@dataclass(frozen=True)
class Timeline:
    """Where the team was, and where it should still go."""

    stays: tuple[Stay, ...]
    required: Mapping[str, str]
    """Title by id of the places that the template wants looked at."""
    not_visited: tuple[str, ...]
    """Ids of those of which nothing speaks."""


class Inspection:
    """The aids of one workspace, read once; the looks are taken as often as wanted."""

    def __init__(self, folder: Path, *, zone: tzinfo | None = None) -> None:
        """Read the rules of wording; `zone` is where the visit's days are counted."""
        wording, self.problems = wording_of(resource("wording/zh_CN.toml"), folder)
        self.aids = Aids(wording, zone=zone or _local_zone())
        self.flags: Mapping[str, tuple[Flagged, ...]] = {}
        """What is odd about photos, as OpenAssessment.photo_flags() last said it; that takes its time and is asked beside the window."""

    problems: tuple[CatalogProblem, ...]
    """What is wrong with the firm's own rules of wording."""

    def look_over(self, opened: OpenAssessment, *, off: frozenset[str] = frozenset()) -> tuple[Notice, ...]:
        """Return everything to be said of an assessment; `off` names the rules of wording that are switched off."""
        assessment = opened.assessment
        others = (
            *form_notices(assessment),
            *photo_notices(assessment, self.flags),
            *team_notices(assessment),
            *clock_notices(opened.journal, self.aids.zone),
        )
        return look_over(opened.template, assessment, opened.card, replace(self._aids_for(assessment), wording_off=off, others=others))

    def _aids_for(self, assessment: Assessment) -> Aids:
        return replace(self.aids, moment_of=partial(moment_of, clocks=assessment.clocks, zone=self.aids.zone))

    def timeline(self, opened: OpenAssessment) -> Timeline:
        """Return where the team was, when."""
        applies = applicable(opened.card)
        return Timeline(
            stays(opened.assessment, self._aids_for(opened.assessment).moment_of, self.aids.zone),
            required_places(opened.template, applies),
            not_visited(opened.template, opened.assessment, applies),
        )

    def requests(self, opened: OpenAssessment) -> tuple[DocumentRequest, ...]:
        """Return the documents that the mine is still to be asked for."""
        return requests(opened.template, opened.assessment, applicable(opened.card))


def write_request(opened: OpenAssessment, requests: Sequence[DocumentRequest], path: Path, *, at: datetime) -> None:
    """Write the list of documents that the mine is asked for as a PDF; UserFacingError if it cannot be written."""
    from evaluator_app.reporting.pdf import write_pdf
    from evaluator_app.reporting.request_list import RequestLine, request_document

    lines = [RequestLine(each.title, tuple(opened.title_of(item) for item in each.items), each.waiting) for each in requests]
    document = request_document(opened.assessment, lines, at.astimezone().date(), translator(current_language()))
    write_pdf(document, path, created_at=at)


def _local_zone() -> tzinfo:
    zone = datetime.now().astimezone().tzinfo
    assert zone is not None  # noqa: S101 - an aware time always has one
    return zone
