# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sharing out, reviewing, commenting and signing off an open assessment by the person at the keyboard.

Each returns the act; whoever asked does it, so that the window can tell its screens and the command line prints it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from evaluator_app.domain.assessment import Assessor
from evaluator_app.domain.assigning import Share, assign, shares, specialties, take_back
from evaluator_app.domain.changes import Act, Change
from evaluator_app.domain.commenting import Thread, add_comment, close_thread, edit_comment, no_editing, open_thread, threads, threads_of
from evaluator_app.domain.owing import Owed, owed
from evaluator_app.domain.reviewing import Reviewed, Reviewer, Step, edited_targets, review
from evaluator_app.domain.sentence import Sentence
from evaluator_app.domain.signing_off import SignOffState, no_revoking, revoke, sign_off, sign_off_states
from evaluator_app.domain.teamwork import AssignmentScope, Comment, SignOff
from evaluator_app.domain.template import IndicatorGroup, Template
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import OpenAssessment

ITEM, GROUP, PLACE = AssignmentScope.ITEM, AssignmentScope.GROUP, AssignmentScope.PLACE
_NEVER = frozenset(
    (
        Act.ATTACH_EVIDENCE,
        Act.EDIT_EVIDENCE,
        Act.DETACH_EVIDENCE,
        Act.CHANGE_TEAM,
        Act.CHANGE_STATUS,
        Act.ASSIGN_WORK,
        Act.REVIEW_ITEM,
        Act.COMMENT,
        Act.SIGN_OFF,
    )
)
"""Acts that edit neither findings nor observations; their lines need not be read."""
_ON_MANY = frozenset((Act.MERGE_PACKAGE, Act.CLOSE_CONFLICT, Act.EDIT_OBSERVATION))
"""Acts whose subject does not name all items that they edit."""


def reviewed(opened: OpenAssessment, step: Step, targets: Sequence[str], words: str = "") -> Reviewed:
    """Return what a step of the person at the keyboard comes to, on one item or many."""
    editors = last_editors(opened, targets) if step in (Step.SUBMIT, Step.ACCEPT) else {}
    return review(opened.assessment, opened.card, step, targets, Reviewer(opened.who.strip(), opened.now(), words, editors))


def last_editors(opened: OpenAssessment, targets: Collection[str]) -> Mapping[str, str]:
    """Return who edited items last, here or on a colleague's laptop; what a merge or a closed conflict made of it was nobody's edit."""
    wanted, found = set(targets), dict[str, str]()
    in_force = opened.undo_state.in_force()
    for line in reversed(opened.told()):
        if not wanted:
            break
        if line.number not in in_force or line.act is Act.MERGE_PACKAGE or not _may_edit(line.act, line.subject, wanted):
            continue
        touched = edited_targets(line.change) & wanted
        wanted -= touched
        if line.act is not Act.CLOSE_CONFLICT:
            found |= dict.fromkeys(touched, line.who)
    return found


def owed_of(opened: OpenAssessment) -> tuple[Owed, ...]:
    """Return who still owes what."""
    return owed(opened.template, opened.assessment, opened.card)


def shares_of(opened: OpenAssessment) -> Mapping[str, Share]:
    """Return who does which item and prerequisite."""
    return shares(opened.template, opened.assessment)


def sign_offs_of(opened: OpenAssessment) -> tuple[tuple[SignOff, SignOffState], ...]:
    """Return the sign-offs in the order of time, each with whether it holds."""
    states = sign_off_states(opened.template, opened.assessment)
    return tuple((opened.assessment.sign_offs[name], state) for name, state in states.items())


def team_specialties(opened: OpenAssessment) -> tuple[str, ...]:
    """Return the specialties that members of the team have, in order."""
    return tuple(sorted({each for member in opened.team for each in specialties(member)}))


def given_out(opened: OpenAssessment, scope: AssignmentScope, subjects: Sequence[str], to: str) -> Change:
    """Give items, groups or places to a member, by id or name, or to a specialty; take them back for "".

    UserFacingError where nobody of that name or specialty is in the team, or there is no such item, group or place.
    """
    known = {ITEM: _items(opened.template), GROUP: _groups(opened.template), PLACE: _places(opened)}[scope]
    chosen = [_named(known, subject) for subject in subjects]
    if not to.strip():
        return take_back(opened.assessment, scope, chosen)
    if member := member_named(opened, to):
        return assign(opened.assessment, scope, chosen, assessor=member.id)
    if to.strip() in {*team_specialties(opened), *(member.specialty.strip() for member in opened.team)}:
        return assign(opened.assessment, scope, chosen, specialty=to.strip())
    raise UserFacingError(
        "TEA-002",
        _("Nobody in the team is called {name}, or has this specialty. Nothing was shared out.").format(name=to),
        _("Name one of: {known}.").format(known="、".join([*(member.name for member in opened.team), *team_specialties(opened)])),
    )


def member_named(opened: OpenAssessment, name: str) -> Assessor | None:
    """Return the member of an id or name; None for nobody of the team."""
    return next((member for member in opened.team if name.strip() in (member.id, member.name)), None)


def commented(opened: OpenAssessment, target: str, text: str, answers: str = "") -> Change:
    """Comment on an item, or for "" on the assessment as a whole, or answer a comment. UserFacingError without words or a name."""
    comment = Comment(opened.new_id(), target, text, _who(opened), opened.now(), answers=_comment(opened, answers).id if answers else "")
    if not text.strip():
        raise UserFacingError("TEA-003", _("A comment without words says nothing; none was recorded."), _("Write what is to be said."))
    return add_comment(opened.assessment, comment)


def threads_on(opened: OpenAssessment, target: str = "") -> tuple[Thread, ...]:
    """Return the threads of an item, all for ""."""
    return threads_of(opened.assessment, target) if target else threads(opened.assessment)


def comment_edited(opened: OpenAssessment, comment: str, text: str) -> Change:
    """Write an own comment anew. UserFacingError for another's, or without words."""
    held = _comment(opened, comment)
    if words := no_editing(held, _who(opened)):
        raise UserFacingError("TEA-005", said(words), _("What was written stays as it is."))
    if not text.strip():
        raise UserFacingError("TEA-003", _("A comment without words says nothing; none was recorded."), _("Write what is to be said."))
    return edit_comment(opened.assessment, held.id, text, at=opened.now())


def thread_closed(opened: OpenAssessment, comment: str) -> Change:
    """Close the thread of a comment."""
    return close_thread(opened.assessment, _comment(opened, comment).id, by=_who(opened), at=opened.now())


def thread_opened(opened: OpenAssessment, comment: str) -> Change:
    """Open the thread of a comment again."""
    return open_thread(opened.assessment, _comment(opened, comment).id)


def signed_off(opened: OpenAssessment, target: str = "", words: str = "") -> Change:
    """Sign off an item or group by id or code, or the whole for "". UserFacingError without a name, or for what is not there."""
    chosen = _named({**_groups(opened.template), **_items(opened.template)}, target) if target else ""
    signed = SignOff(opened.new_id(), _who(opened), opened.now(), chosen, words.strip())
    return sign_off(opened.template, opened.assessment, signed)


def sign_off_revoked(opened: OpenAssessment, sign_off_id: str) -> Change:
    """Take a sign-off back, by its id or the beginning of it. UserFacingError for another's, unless the leader does it."""
    held = [each for name, each in opened.assessment.sign_offs.items() if sign_off_id and name.startswith(sign_off_id)]
    if len(held) != 1:
        raise UserFacingError(
            "TEA-007",
            _("There is no sign-off {id}.").format(id=sign_off_id),
            _("List them with the command owed."),
        )
    if words := no_revoking(opened.assessment, held[0], _who(opened)):
        raise UserFacingError("TEA-008", said(words), _("Ask one of them."))
    return revoke(opened.assessment, held[0].id, by=_who(opened), at=opened.now())


def items_named(opened: OpenAssessment, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of items and prerequisites by id or code. UserFacingError for one that is not there."""
    known = _items(opened.template)
    return tuple(_named(known, name) for name in names)


def subject_title(opened: OpenAssessment, target: str) -> str:
    """Return code and title of an item or group, in words the whole for ""."""
    if not target:
        return _("The whole assessment")
    found = next((group for group in _all_groups(opened.template) if group.id == target), None)
    return opened.title_of(target) if found is None else f"{found.code} {found.title}".strip()


def said(sentence: Sentence) -> str:
    """Return a sentence in the language in use."""
    return sentence.text(translator(current_language()))


def _who(opened: OpenAssessment) -> str:
    if not opened.who.strip():
        raise UserFacingError(
            "TEA-001",
            _("Nobody is named who works here. Nothing was recorded."),
            _("Say who works here: in the settings of the window, or with --who."),
        )
    return opened.who.strip()


def _named(known: Mapping[str, str], name: str) -> str:
    if name.strip() not in known:
        raise UserFacingError(
            "TEA-006",
            _("There is no {name} in this assessment. Nothing was recorded.").format(name=name or "“”"),
            _("Name it by its code, its id, or its title where it is a place."),
        )
    return known[name.strip()]


def _items(template: Template) -> Mapping[str, str]:
    """Return the ids of items and prerequisites by id and by code."""
    found = {each.code: each.id for each in template.prerequisites} | {each.code: each.id for each in template.indicators()}
    return found | {name: name for name in found.values()}


def _all_groups(template: Template) -> tuple[IndicatorGroup, ...]:
    def below(group: IndicatorGroup) -> Iterator[IndicatorGroup]:
        yield group
        for inner in group.groups:
            yield from below(inner)

    return tuple(each for group in template.groups for each in below(group))


def _groups(template: Template) -> Mapping[str, str]:
    found = _all_groups(template)
    return {each.code: each.id for each in found} | {each.id: each.id for each in found}


def _places(opened: OpenAssessment) -> Mapping[str, str]:
    own, known = opened.assessment.places.values(), opened.template.places
    named = {each.title: each.id for each in own} | {each.title: each.id for each in known}
    return named | {name: name for name in named.values()}


def _comment(opened: OpenAssessment, name: str) -> Comment:
    found = [each for key, each in opened.assessment.comments.items() if name and key.startswith(name)]
    if len(found) != 1:
        raise UserFacingError("TEA-004", _("There is no comment {id}.").format(id=name), _("Name one by its id, or the beginning of it."))
    return found[0]


def _may_edit(act: Act, subject: str, wanted: Collection[str]) -> bool:
    """Tell by its head whether a line may edit one of these items; acts on several items have no subject and are read."""
    if act in _NEVER:
        return False
    return act in _ON_MANY or not subject or subject in wanted
