# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the looks at forms, photos, team and panel have found, as notices of the quality page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.forms.summary import FormState, summary_of
from evaluator_app.domain.history import JournalLine
from evaluator_app.domain.inspection.notice import Notice, Topic
from evaluator_app.domain.inspection.presence import clock_jumps
from evaluator_app.domain.photo_flags import Flagged, PhotoFlag
from evaluator_app.domain.sentence import say
from evaluator_app.domain.team_check import TeamState, check_team

_FORMS = {
    FormState.NOT_MET: ("QLT-301", Severity.WARNS),
    FormState.WARNING: ("QLT-302", Severity.WARNS),
    FormState.UNFINISHED: ("QLT-303", Severity.WARNS),
}
_LIGHT = {PhotoFlag.NO_TIME, PhotoFlag.NO_POSITION, PhotoFlag.CHANGE_TIME, PhotoFlag.ALIKE}
"""Flags that are common and seldom mean anything."""


def form_notices(assessment: Assessment) -> Iterator[Notice]:
    """Yield what the filled-in forms say against themselves; an instrument out of calibration is among the values."""
    for record in sorted(assessment.form_records.values(), key=lambda each: (each.form, each.target, each.id)):
        summary = summary_of(assessment, record)
        if summary is None or summary.state not in _FORMS:
            continue
        code, weight = _FORMS[summary.state]
        topic = Topic.VALUES if summary.definition.id == "measurement" else Topic.FORMS
        name = f"{summary.definition.title} {summary.subject}".strip()
        words = say("quality.form", "{form}: {reason}", form=name, reason=summary.reasons[0])
        yield Notice(code, topic, weight, words, record.target)


def photo_notices(assessment: Assessment, flags: Mapping[str, tuple[Flagged, ...]]) -> Iterator[Notice]:
    """Yield what is odd about photos; it is told and never stands in the way."""
    for name in sorted(flags.keys() & assessment.evidence.keys()):
        evidence = assessment.evidence[name]
        for each in flags[name]:
            weight = Severity.HINTS if each.flag in _LIGHT else Severity.WARNS
            words = say("quality.photo", "{name}: {flag}", name=evidence.name, flag=each.sentence)
            yield Notice(_code(each.flag), Topic.PHOTOS, weight, words, evidence=name, place=evidence.place)


def team_notices(assessment: Assessment) -> Iterator[Notice]:
    """Yield where the team falls short of what is asked of it."""
    for finding in check_team(assessment):
        if finding.state is TeamState.NOT_MET:
            weight = Severity.HINTS if finding.is_preferred else Severity.WARNS
            yield Notice("QLT-331", Topic.TEAM, weight, finding.sentence)


def clock_notices(lines: Iterable[JournalLine], zone: tzinfo) -> Iterator[Notice]:
    """Yield where the laptop's clock went back: the times of what was recorded around it are not to be relied on."""
    for jump in clock_jumps(lines):
        words = say(
            "quality.clock",
            "The laptop's clock went back by {minutes} min, from {before} to {after}; times around it are not to be relied on",
            minutes=jump.minutes,
            before=f"{jump.before.astimezone(zone):%Y-%m-%d %H:%M}",
            after=f"{jump.after.astimezone(zone):%Y-%m-%d %H:%M}",
        )
        yield Notice("QLT-233", Topic.PRESENCE, Severity.WARNS, words)


def _code(flag: PhotoFlag) -> str:
    return f"QLT-{310 + list(PhotoFlag).index(flag)}"
