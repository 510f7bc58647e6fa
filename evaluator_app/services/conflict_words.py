# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a conflict is about and what each person said, in words."""

from __future__ import annotations

from evaluator_app.domain.assessment import Assessor, Consensus, Evidence, Judgement, Observation
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.mending import Rectification
from evaluator_app.domain.mending_course import STATE_TERMS
from evaluator_app.domain.merging.parts import Measured, Slot, Verdict, Visit, slot_of, value_of
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.teamwork import Comment, Conflict
from evaluator_app.domain.terms import term
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import OpenAssessment

_LONGEST = 300
"""Characters of a value that nobody has words for."""


def subject_words(opened: OpenAssessment, conflict: Conflict) -> str:
    """Return what a conflict is about: the item or the frame, and which part of it."""
    slot = slot_of(conflict.key)
    title = opened.title_of(conflict.target) if conflict.target else _record_words(opened, slot)
    return _("{title} · {part}").format(title=title, part=_part_words(opened, slot))


def part_words(opened: OpenAssessment, conflict: Conflict) -> str:
    """Return which part of its record a conflict is about."""
    return _part_words(opened, slot_of(conflict.key))


def value_words(opened: OpenAssessment, conflict: Conflict, text: str) -> str:
    """Return what somebody said, from its canonical JSON, as one line."""
    slot = slot_of(conflict.key)
    value = value_of(slot, text)
    if slot.part[:1] in (("kept",), ("target",)):
        return _("belongs here") if value else _("does not belong here")
    return _("nothing, or taken out") if value is None else _said(opened, value, text)


def _said(opened: OpenAssessment, value: object, text: str) -> str:
    if isinstance(value, Verdict):
        mark = f"（{value.not_applicable.reason}）" if value.not_applicable else ""
        return f"{term(value.outcome).text(translator(current_language()))}{mark}{'　' if value.reason else ''}{value.reason}"
    if isinstance(value, Measured):
        return "　".join(filter(None, ("" if value.value is None else decimal_text(value.value), value.choice or "")))
    if isinstance(value, Judgement):
        return _("{points} points").format(points=decimal_text(value.points)) + (f"　{value.reason}" if value.reason else "")
    if isinstance(value, Observation):
        return _("{place}: {text} (×{count})").format(place=value.place or "–", text=value.text or "–", count=value.count)
    if isinstance(value, Evidence):
        return "　".join(filter(None, (value.name, value.place, value.caption)))
    if isinstance(value, Visit):
        return _("{begin} to {end}").format(begin=value.visit_from or "–", end=value.visit_to or "–")
    if isinstance(value, Consensus):
        return value.words
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else "　".join(filter(None, _pieces(value))) or text[:_LONGEST]


def _pieces(value: object) -> tuple[str, ...]:
    """Return what a whole record says, piece by piece; nothing for one that nobody has words for."""
    if isinstance(value, Rectification):
        state = STATE_TERMS[value.state].text(translator(current_language()))
        return value.what, value.responsible, value.due_on.isoformat() if value.due_on else "", state, value.report, value.words
    if isinstance(value, Comment):
        return value.text, _("closed by {name}").format(name=value.closed_by) if value.closed_by else ""
    if isinstance(value, Assessor):
        return value.name, value.title, value.specialty, _("leader") if value.is_leader else ""
    return (value.title, value.note) if isinstance(value, Place) else ()


def _record_words(opened: OpenAssessment, slot: Slot) -> str:
    if slot.kind is RecordKind.EVIDENCE:
        evidence = opened.assessment.evidence.get(slot.key)
        return evidence.name if evidence else _("A piece of evidence")
    return {
        RecordKind.PROFILE: _("The assessment"),
        RecordKind.MINE: _("The mine"),
        RecordKind.ASSESSOR: _("The team"),
        RecordKind.PLACE: _("A place"),
        RecordKind.CLOCK: _("The clock of a camera"),
        RecordKind.OUTLINE: _("Boundary and areas"),
    }.get(slot.kind, slot.key)


def _part_words(opened: OpenAssessment, slot: Slot) -> str:
    name = slot.part[0] if slot.part else ""
    if name == "judgement":
        expert = opened.assessment.team.get(slot.part[2])
        return _("points of {name}").format(name=expert.name if expert else slot.part[2])
    if name == "target":
        return _("filed under {title}").format(title=opened.title_of(slot.part[1]))
    known = {
        "verdict": _("verdict"),
        "value": _("measured value"),
        "remark": _("remark"),
        "consensus": _("closing of the difference"),
        "kept": _("kept or taken out"),
        "told": _("caption and place"),
        "visit": _("dates of the visit"),
        "organization": _("evaluating firm"),
        "client": _("client"),
        "name": _("name"),
        "operator": _("operator"),
        "fact": _("fact of the mine"),
    }
    if name:
        return known.get(name, name)
    whole = {
        RecordKind.OBSERVATION: _("fact seen"),
        RecordKind.FORM_RECORD: _("record form"),
        RecordKind.COMMENT: _("comment"),
        RecordKind.RECTIFICATION: _("mending"),
    }
    return whole.get(slot.kind, _("record"))
