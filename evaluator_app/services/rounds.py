# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What came before an assessment: the mine's own scores, taken in from Excel or from its own assessment, and an earlier round.

How a new assessment begins from an earlier one: beginning_rounds.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.catalog.workbook.opening import WorkbookRefusedError
from evaluator_app.catalog.workbook.self_scores import ReadScores, read_self_scores, write_self_scores_form
from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.comparing_rounds import Then, self_scores_of, take_over_round, take_self_scores
from evaluator_app.domain.pairing_photos import pair_photos, settle_proposals
from evaluator_app.domain.rounds import SelfScore
from evaluator_app.domain.scope import proposed_scope, set_scope, targets_of
from evaluator_app.domain.side_by_side import RoundBeside, beside
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import Template
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import Done, OpenAssessment
from evaluator_app.store.summaries import Summary

if TYPE_CHECKING:
    from evaluator_app.domain.scoring import ScoreCard


@dataclass(frozen=True, slots=True)
class ReadOwn:
    """What a self-assessment made in this program comes to, for a look before it is taken in."""

    mine: str
    """Name of the mine that it is of."""
    is_same_mine: bool
    """Whether that, or its licence, is the mine of ours."""
    edition: str
    """Template and edition that it was made by."""
    scores: tuple[SelfScore, ...]
    missing: tuple[str, ...]
    """Ids of our items that it has no points for, since they are open there or its rules do not have them."""
    other_points: tuple[str, ...]
    """Ids of our items that are worth other points there, so that theirs cannot stand beside ours."""


def read_scores(path: Path, opened: OpenAssessment) -> ReadScores:
    """Read the mine's own scores from a workbook, for a look before they are taken; UserFacingError if it is none."""
    try:
        return read_self_scores(path, opened.template)
    except WorkbookRefusedError as error:
        say = translator(current_language())
        raise UserFacingError(error.code, f"{path.name}: {error.sentence.text(say)}", error.advice.text(say)) from error


def take_scores(opened: OpenAssessment, read: ReadScores | ReadOwn) -> Done:
    """Take the scores in as one act; those there before go. UserFacingError if nothing was read."""
    if not read.scores:
        raise UserFacingError(
            "RND-001",
            _("It holds no points of the mine for items of this template; nothing was taken."),
            _("Let the program write the form for self-assessment, and fill that in."),
        )
    return opened.do(take_self_scores(opened.assessment, read.scores))


def read_own(opened: OpenAssessment, source: str | Path) -> ReadOwn:
    """Read the mine's own assessment: another one of the workspace by its id, or the archive of the mine's copy by its path.

    The archive is checked as a whole and brought nowhere. UserFacingError for what is no sound archive, or no self-assessment.
    """
    if isinstance(source, Path):
        from evaluator_app.domain.scoring import score
        from evaluator_app.services.opening_archives import read_archive

        archive = read_archive(source)
        return _own(opened, archive.assessment, archive.template, score(archive.template, archive.assessment))
    other = opened.open_other(source)
    return _own(opened, other.assessment, other.template, other.card)


def _own(opened: OpenAssessment, own: Assessment, template: Template, card: ScoreCard) -> ReadOwn:
    if own.profile.kind is not AssessmentKind.SELF_ASSESSMENT:
        raise UserFacingError(
            "RND-003",
            _("The assessment of “{mine}” is no self-assessment; nothing was taken.").format(mine=own.mine.name),
            _("Choose the one that the mine made itself. An earlier assessment of ours is taken over as the round before."),
        )
    ours = {item.id: item.max_score for item in opened.template.indicators()}
    theirs = {item.id: item.max_score for item in template.indicators()}
    other = tuple(target for target, points in ours.items() if theirs.get(target, points) != points)
    scores = tuple(score for score in self_scores_of(own, card) if score.target in ours and score.target not in other)
    scored = {score.target for score in scores}
    here = opened.assessment.mine
    is_same = own.mine.name == here.name or bool(here.licence_number and own.mine.licence_number == here.licence_number)
    missing = tuple(target for target in ours if target not in scored and target not in other)
    return ReadOwn(own.mine.name, is_same, f"{template.title} {template.edition}", scores, missing, other)


def write_form(opened: OpenAssessment, path: Path) -> None:
    """Write the workbook that the mine fills in; UserFacingError if that cannot be done."""
    try:
        with replacing(path) as file:
            write_self_scores_form(opened.template, file)
    except OSError as error:
        raise UserFacingError(
            "RND-002",
            _("{name} could not be written ({reason}); what was there before is unchanged.").format(
                name=path.name, reason=error.strerror or str(error)
            ),
            _("Close it in other programs, or choose another folder."),
        ) from error


def earlier_assessments(opened: OpenAssessment) -> Sequence[Summary]:
    """Return the other assessments of the workspace, those of the same mine first, the one changed last first."""
    mine = opened.assessment.mine.name
    return sorted(opened.others(), key=lambda each: (each.mine != mine, -each.last_change_at.timestamp()))


def own_assessments(opened: OpenAssessment) -> Sequence[Summary]:
    """Return the self-assessments of the workspace, those of the same mine first."""
    return [each for each in earlier_assessments(opened) if each.kind is AssessmentKind.SELF_ASSESSMENT]


def then_of(earlier: OpenAssessment) -> Then:
    """Return what an assessment came to."""
    return Then(earlier.template, earlier.card, earlier.rating)


def follow(opened: OpenAssessment, earlier_id: str) -> Done:
    """Take over an earlier assessment of the workspace as one act: its faults to be verified, its photos, what its items came to."""
    earlier = opened.open_other(earlier_id)
    return opened.do(take_over_round(opened.assessment, earlier.assessment, then_of(earlier), opened.now()))


def beside_earlier(opened: OpenAssessment) -> RoundBeside | None:
    """Return the assessment beside the round before; None where there is none."""
    return beside(opened.template, opened.assessment, opened.card, opened.rating)


def pair(opened: OpenAssessment, photo: str, now: Iterable[str] | None) -> Done:
    """Put photos of now beside one of then; UserFacingError for one that is not there."""
    try:
        return opened.do(pair_photos(opened.assessment, photo, now))
    except KeyError as error:
        raise UserFacingError(
            "RND-004",
            _("There is no photo {name}; nothing was paired.").format(name=error.args[0]),
            _("List the photos of then and now, and name them by their ids."),
        ) from error


def settle_all_pairs(opened: OpenAssessment) -> Done:
    """Settle every pair that is proposed, as one act."""
    return opened.do(settle_proposals(opened.assessment))


def choose_scope(opened: OpenAssessment, targets: Iterable[str] | None) -> Done:
    """Choose what a partial assessment looks at, by ids or codes; None for all. UserFacingError for what is not there or cannot be."""
    template = opened.template
    known = set(targets_of(template))
    codes = {item.code: item.id for item in template.prerequisites} | {item.code: item.id for item in template.indicators()}
    chosen = known if targets is None else {codes.get(name, name) for name in targets}
    if strangers := sorted(chosen - known):
        raise UserFacingError(
            "RND-005",
            _("The template has no item {names}; what is looked at was not changed.").format(names="、".join(strangers)),
            _("Name items by their numbers or ids."),
        )
    try:
        return opened.do(set_scope(template, opened.assessment, chosen))
    except ValueError as error:
        raise UserFacingError(
            "RND-006",
            _("Nothing would be looked at, or this kind of assessment looks at everything; nothing was changed."),
            _("Choose at least one item. Only spot checks, re-checks and look-backs may look at a part."),
        ) from error


def scope_by_faults(opened: OpenAssessment) -> tuple[str, ...]:
    """Return the items and prerequisites that the list to be verified bears on."""
    return proposed_scope(opened.template, opened.assessment)


def earlier_is_here(opened: OpenAssessment) -> bool:
    """Tell whether the assessment that this one starts from is in the workspace, so that outcomes can be carried back to it."""
    follows = opened.assessment.profile.follows
    return bool(follows) and any(each.assessment_id == follows for each in opened.others())


def carry_back(opened: OpenAssessment) -> int:
    """Close or escalate in the earlier assessment what was ordered there, as this one found it; return how many.

    UserFacingError where the earlier one is not here, or nothing that was ordered there has been looked at again with words.
    """
    from evaluator_app.domain.mending_course import settle_by
    from evaluator_app.domain.records import RecordKind

    if not earlier_is_here(opened):
        raise UserFacingError(
            "RND-007",
            _("The earlier assessment is not in this workspace; nothing was carried back."),
            _("Open its archive here first, or hand this assessment to whoever has it."),
        )
    earlier = opened.open_other(opened.assessment.profile.follows)
    change = settle_by(earlier.assessment, opened.assessment, opened.now().astimezone().date())
    settled = [edit for edit in change.edits if edit.kind is RecordKind.RECTIFICATION and edit.old != edit.new]
    if not settled:
        raise UserFacingError(
            "RND-008",
            _("Nothing that was ordered there has been looked at again here with words, or all of it is closed; nothing was carried back."),
            _("Say on the list what became of each, in a few words."),
        )
    earlier.do(change)
    earlier.settle()
    return len(settled)


def photo_of_then(opened: OpenAssessment, sha256: str, side: int) -> bytes:
    """Return a small picture of a photo of the round before; empty where its file is not in this workspace."""
    return opened.picture_of(Evidence(sha256, "", sha256, 0, "image/jpeg"), side)


def is_photo_here(opened: OpenAssessment, sha256: str) -> bool:
    """Tell whether the original of a photo of then is in this workspace."""
    return opened.files.path(sha256).is_file()
