# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who signed a report in which place: whether each certificate names the person or firm of its place, who is missing, in what order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluator_app.domain.codec import Json
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.i18n import _
from evaluator_app.reporting.pdf_types import PLACES_NAME
from evaluator_app.services.answers import Answer
from evaluator_app.services.report_data import ReportData
from evaluator_app.services.signing_places import Place, Turn, names_signer, places
from evaluator_app.signing.statuses import SignatureStatus


@dataclass(frozen=True, slots=True)
class Signers:
    """What was found of those who sign."""

    named: Answer
    """Every certificate names the person or firm in whose place it stands."""
    complete: Answer
    """Everybody has signed, each after those who come first."""
    places: tuple[Place, ...]
    """The places of the report, in the order of its signature page."""

    @property
    def missing(self) -> tuple[Place, ...]:
        """Return the places that nobody has signed."""
        return tuple(place for place in self.places if not place.is_signed)

    def place_of(self, signature: SignatureStatus) -> Place | None:
        """Return the place in which a signature stands."""
        return next((place for place in self.places if place.slot == signature.field_name and not signature.is_time_stamp), None)


def role(place: Place) -> str:
    """Return in words as what somebody signs in a place."""
    return {Turn.ASSESSOR: _("assessor"), Turn.LEADER: _("leader"), Turn.FIRM: _("firm")}[place.turn]


def place_to_json(place: Place) -> Json:
    """Return a place as plain data."""
    return {"slot": place.slot, "who": place.who, "role": place.turn.name.lower(), "page": place.page_index + 1}


def judge_signers(report: ReportData, attachments: Mapping[str, bytes], signatures: Sequence[SignatureStatus]) -> Signers:
    """Return what the signatures of a report make of its places; whether they hold is another question."""
    by_people = [each for each in signatures if not each.is_time_stamp]
    try:
        listed = [place for place in json.loads(attachments[PLACES_NAME]) if isinstance(place, dict)]
        every = places(report.assessment, listed, {each.field_name for each in by_people})
    except (KeyError, ValueError, TypeError, OverflowError, RecursionError):
        unknown = Answer(None, _("The file does not say where its signatures belong."))
        return Signers(unknown, unknown, ())
    if not by_people:
        nobody = Answer(None, _("The file carries no signature."))
        return Signers(nobody, _lacking(report, every), every)
    if any(each.intact is False for each in signatures):
        broken = Answer(None, _("Signatures do not hold, so who has signed cannot be told."))
        named = _named(every, by_people)
        return Signers(named if named.value is False else broken, broken, every)
    return Signers(_named(every, by_people), _complete(report, every, by_people), every)


def _named(every: Sequence[Place], signatures: Sequence[SignatureStatus]) -> Answer:
    doubts = []
    for each in signatures:
        place = next((place for place in every if place.slot == each.field_name), None)
        holder = each.certificate.holder if each.certificate else _("somebody unknown")
        if place is None:
            reason = _("{holder} signed in a place that the report does not have ({field}).")
            return Answer(False, reason.format(holder=holder, field=each.field_name))
        if each.certificate is None:
            return Answer(None, _("Who signed in the place of {person} cannot be read.").format(person=place.who))
        if names_signer(place, each.certificate):
            continue
        if not each.is_sample:
            reason = _("The place of {person} ({role}) is signed with the certificate of {holder}.")
            return Answer(False, reason.format(person=place.who, role=role(place), holder=holder))
        doubts.append((place, holder))
    if doubts:
        place, holder = doubts[0]
        reason = _("The place of {person} ({role}) is signed with a practice certificate of {holder}, which proves nothing.")
        return Answer(None, reason.format(person=place.who, role=role(place), holder=holder))
    return Answer(True, _("Every certificate names the person or firm in whose place it stands."))


def _complete(report: ReportData, every: Sequence[Place], signatures: Sequence[SignatureStatus]) -> Answer:
    order = [place for each in signatures for place in every if place.slot == each.field_name]
    for number, place in enumerate(order):
        before = [other for other in every if other.turn < place.turn and other not in order[:number]]
        early = [other for other in before if other in order]
        if early:
            reason = _("{person} ({role}) signed before {other}, who comes first.")
            return Answer(False, reason.format(person=place.who, role=role(place), other=early[0].who))
    return _lacking(report, every)


def _lacking(report: ReportData, every: Sequence[Place]) -> Answer:
    if report.assessment.profile.status is AssessmentStatus.DRAFT:
        return Answer(False, _("It is the report of an assessment that is not completed; nobody may sign it."))
    missing = [place for place in every if not place.is_signed]
    if missing:
        named = "、".join(_("{person} ({role})").format(person=place.who, role=role(place)) for place in missing)
        return Answer(False, _("Not signed yet: {missing}.").format(missing=named))
    return Answer(True, _("All have signed: the assessors, then the leader, then the firm."))
