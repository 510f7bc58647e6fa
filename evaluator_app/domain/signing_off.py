# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""That persons stand by name for what was found: for the whole, a group or an item; and whether that was edited since.

No electronic signature: those are made on the report. Evidence is not looked at, as in a review: words and points are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.changes import Act, Change, change_records
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.teamwork import SignOff
from evaluator_app.domain.template import IndicatorGroup, Template


class SignOffState(Enum):
    """Whether a sign-off holds."""

    HOLDS = "holds"
    EDITED_SINCE = "edited_since"
    """What was found is no longer what the person stood for."""
    REVOKED = "revoked"


_WORDS: Mapping[SignOffState, Sentence] = {
    SignOffState.HOLDS: say("sign_off.holds", "Unchanged since"),
    SignOffState.EDITED_SINCE: say("sign_off.edited", "Edited since"),
    SignOffState.REVOKED: say("sign_off.revoked", "Taken back"),
}


def sign_off(template: Template, assessment: Assessment, signed: SignOff) -> Change:
    """Record a sign-off with the digest of what was found now. ValueError without a name, KeyError for what the template does not have."""
    if not signed.by.strip():
        raise ValueError("a sign-off has a name")
    held = replace(signed, findings_sha256=found_sha256(template, assessment, signed.target), revoked_by="", revoked_at=None)
    return change_records(assessment, Act.SIGN_OFF, RecordKind.SIGN_OFF, {held.id: held}, held.target)


def revoke(assessment: Assessment, sign_off_id: str, *, by: str, at: datetime) -> Change:
    """Take a sign-off back; that it was given and by whom it was taken back stays on record. KeyError for an unknown one."""
    held = assessment.sign_offs[sign_off_id]
    gone = held if held.revoked_by else replace(held, revoked_by=by, revoked_at=at)
    return change_records(assessment, Act.SIGN_OFF, RecordKind.SIGN_OFF, {sign_off_id: gone}, held.target)


def no_revoking(assessment: Assessment, signed: SignOff, name: str) -> Sentence | None:
    """Return why a person does not take a sign-off back; None for who gave it and for the leader."""
    leaders = {member.name for member in assessment.team.values() if member.is_leader}
    if name == signed.by or name in leaders:
        return None
    return say("sign_off.not_own", "Only {name} or the leader of the team takes this back", name=signed.by)


def sign_off_states(template: Template, assessment: Assessment) -> Mapping[str, SignOffState]:
    """Return whether each sign-off holds, by its id, in the order of time. One of an item that the rules no longer have was edited."""
    targets = {each.target for each in assessment.sign_offs.values() if not each.revoked_by}
    known = {"", *_targets(template)}
    now = {target: found_sha256(template, assessment, target) for target in targets if target in known}
    found = {}
    for each in sorted(assessment.sign_offs.values(), key=lambda each: (each.at.timestamp(), each.id)):
        holds = SignOffState.HOLDS if now.get(each.target) == each.findings_sha256 else SignOffState.EDITED_SINCE
        found[each.id] = SignOffState.REVOKED if each.revoked_by else holds
    return found


def sign_off_word(state: SignOffState) -> Sentence:
    """Return the word for a state."""
    return _WORDS[state]


def found_sha256(template: Template, assessment: Assessment, target: str = "") -> str:
    """Return the digest of the findings and ledgers of an item or group; for "" of all, with the rules and the facts of the mine.

    KeyError for an item or group that the template does not have.
    """
    if not target:
        frame = {"template": assessment.profile.template.digest, "facts": dict(assessment.mine.facts)}
        return digest({"findings": dict(assessment.findings), "observations": dict(assessment.observations), **frame})
    items = _targets(template)[target]
    findings = {name: assessment.findings[name] for name in items if name in assessment.findings}
    return digest({"findings": findings, "observations": {o.id: o for o in assessment.observations.values() if o.target in items}})


def _targets(template: Template) -> Mapping[str, frozenset[str]]:
    """Return the ids of the items under every item, prerequisite and group, by its id."""
    found = {each.id: frozenset((each.id,)) for each in template.prerequisites}
    found |= {each.id: frozenset((each.id,)) for each in template.indicators()}

    def take(group: IndicatorGroup) -> None:
        found[group.id] = frozenset(leaf.id for leaf in group.leaves())
        for inner in group.groups:
            take(inner)

    for group in template.groups:
        take(group)
    return found
