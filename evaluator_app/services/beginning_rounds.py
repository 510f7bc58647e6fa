# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Beginning an assessment from an earlier one: by which edition, what is taken over, and from where it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.next_round import NextRound, begun_from, stays_as_is
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.rounds import then_of

if TYPE_CHECKING:
    from evaluator_app.domain.assessment import Assessor
    from evaluator_app.domain.template import Template
    from evaluator_app.services.assessing import OpenAssessment
    from evaluator_app.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of whoever begins."""

    kind: AssessmentKind
    is_newest: bool = False
    """Whether to take the newest edition of the template instead of the one that the earlier assessment was made by."""
    organization: str = ""
    client: str = ""
    visit_from: date | None = None
    visit_to: date | None = None
    team: tuple[Assessor, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What beginning from an assessment would take over, to be shown before it is done."""

    faults: int
    ordered: int
    """Of those, how many were ordered to be put right and are not closed."""
    photos: int
    photos_here: int
    """Of those, how many have their originals in this workspace."""
    facts: int
    outlines: int
    places: int
    papers: int
    own_scores: int
    """Items that a self-assessment has points for; 0 for any other kind."""


def look_ahead(earlier: OpenAssessment, kind: AssessmentKind) -> Outlook:
    """Return what a new assessment of a kind would take over."""
    from evaluator_app.domain.comparing_rounds import faults_of, photos_of, self_scores_of
    from evaluator_app.domain.mending_limit import is_open
    from evaluator_app.services.rounds import is_photo_here

    assessment = earlier.assessment
    faults, photos, stays = faults_of(assessment, kind), photos_of(assessment), stays_as_is(assessment)
    is_own = assessment.profile.kind is AssessmentKind.SELF_ASSESSMENT
    return Outlook(
        len(faults),
        sum(1 for each in assessment.rectifications.values() if is_open(each)),
        len(photos),
        sum(1 for photo in photos if is_photo_here(earlier, photo.sha256)),
        stays["facts"],
        stays["outlines"],
        stays["places"],
        stays["papers"],
        len(self_scores_of(assessment, earlier.card)) if is_own else 0,
    )


def newest_edition(workspace: Workspace, earlier: OpenAssessment) -> Template | None:
    """Return the newest edition installed of the template of an assessment; None where that is the one it was made by."""
    entry = workspace.catalog.find(earlier.template.id)
    if entry is None or entry.template is None or entry.digest == earlier.assessment.profile.template.digest:
        return None
    return entry.template


def proposed_kind(kind: AssessmentKind, *, has_orders: bool) -> AssessmentKind:
    """Return the kind that most often follows one: ours after the mine's own, a re-check after orders, else a look-back."""
    if kind is AssessmentKind.SELF_ASSESSMENT:
        return AssessmentKind.THIRD_PARTY
    return AssessmentKind.RECHECK if has_orders else AssessmentKind.LOOK_BACK


def begin_from(workspace: Workspace, earlier: OpenAssessment, ask: Ask) -> OpenAssessment:
    """Begin an assessment from another one of the workspace, which stays as it is, and return it open for work.

    UserFacingError, with nothing begun, for what no file could hold, or where the earlier one no longer agrees with its journal.
    """
    earlier.require_records()
    template = (newest_edition(workspace, earlier) if ask.is_newest else None) or earlier.template
    new = NextRound(ask.kind, template, ask.organization.strip(), ask.client.strip(), ask.visit_from, ask.visit_to, team=ask.team)
    at = workspace.now()
    try:
        begun = begun_from(earlier.assessment, then_of(earlier), new, new_id=workspace.new_id(), at=at)
    except DocumentError as error:
        raise UserFacingError(
            "RND-009",
            _("The names are too long, or have characters that no file can hold; nothing was begun."),
            _("Write them in fewer words."),
        ) from error
    workspace.store.create(begun, template, who=workspace.who, at=at)
    opened = workspace.open_assessment(begun.id)
    opened.settle()
    return opened


def earlier_from(workspace: Workspace, source: str) -> OpenAssessment:
    """Open the assessment to begin from: one of the workspace by its id, or one from an archive, which is brought into it first."""
    path = Path(source)
    if path.suffix == ".zip" or path.is_file():
        from evaluator_app.services.opening_archives import open_archive

        return workspace.open_assessment(open_archive(workspace, path).assessment_id)
    return workspace.open_assessment(source)
