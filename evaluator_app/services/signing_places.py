# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who signs a report where, in which order, and whose certificate may: assessors in any order, the leader, then the firm."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from evaluator_app.domain.assessment import Assessment
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.signing.certificates import CertificateInfo

FIRM: Final = "organization"
"""The place of the firm's seal; those of persons are named after their ids."""
_PERSON: Final = "assessor-"


class Turn(IntEnum):
    """Who waits for whom: a later turn for all earlier ones."""

    ASSESSOR = 1
    LEADER = 2
    FIRM = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One place on the signature page."""

    slot: str
    """Its name, which is that of the field in the PDF."""
    who: str
    """The person or firm that signs here."""
    turn: Turn
    is_signed: bool
    page_index: int
    """From 0."""
    box: tuple[int, int, int, int]
    """Left, bottom, right, top in points from the page's lower left corner."""
    label: str


def places(assessment: Assessment, named: Sequence[Mapping[str, Any]], signed: Collection[str]) -> tuple[Place, ...]:
    """Return the places that a report names, in its order; those of the signed fields are signed."""
    members = {f"{_PERSON}{member.id}": member for member in assessment.team.values()}
    found = []
    for each in named:
        slot = str(each["slot"])
        member = members.get(slot)
        who = member.name if member else assessment.profile.organization if slot == FIRM else str(each["label"])
        turn = Turn.FIRM if slot == FIRM else Turn.LEADER if member and member.is_leader else Turn.ASSESSOR
        left, bottom, right, top = each["box"]
        found.append(Place(slot, who, turn, slot in signed, int(each["page"]), (left, bottom, right, top), str(each["label"])))
    return tuple(found)


def place_for(assessment: Assessment, every: Sequence[Place], info: CertificateInfo, signer: str) -> Place | None:
    """Return the place of the signer, a member named by id or name or the firm; if nobody is named, of the certificate's holder.

    Of two members of one name it is the place that is still free.
    """
    firm = assessment.profile.organization
    names = {signer} if signer else _names(info.holder)
    slots = {f"{_PERSON}{member.id}" for member in assessment.team.values() if member.id == signer or _among(member.name, names)}
    if not slots and firm and (signer == firm if signer else _is_firms(info, firm)):
        slots = {FIRM}
    fitting = sorted((place for place in every if place.slot in slots), key=lambda place: place.is_signed)
    return fitting[0] if fitting else None


def refuse_out_of_turn(place: Place, every: Sequence[Place]) -> None:
    """Raise the error for one who signs before those who must have signed, by their names."""
    missing = "、".join(each.who for each in every if each.turn < place.turn and not each.is_signed)
    if missing:
        raise UserFacingError(
            "SIG-040",
            _("{person} signs after these have signed: {missing}. Nothing was signed.").format(person=place.who, missing=missing),
            _("Let them sign first. If one of them no longer can, take that person out of the team and write the report again."),
        )


def names_signer(place: Place, info: CertificateInfo) -> bool:
    """Tell whether a certificate is that of the person or firm of a place."""
    return _is_firms(info, place.who) if place.turn is Turn.FIRM else _plain(place.who) in _names(info.holder)


def refuse_wrong_person(place: Place, info: CertificateInfo) -> None:
    """Raise the error for a certificate of somebody else; one for practice says so wherever it is used, and may sign anywhere."""
    if info.is_sample:
        return
    if not names_signer(place, info):
        raise UserFacingError(
            "SIG-041",
            _("This is the place of {person}, and the certificate is that of {holder}. Nothing was signed.").format(
                person=place.who, holder=_told(info)
            ),
            _("Choose the credential of {person}.").format(person=place.who),
        )


def _told(info: CertificateInfo) -> str:
    return info.holder if info.organization in ("", info.holder) else f"{info.holder} ({info.organization})"


def _among(name: str, names: set[str]) -> bool:
    return _plain(name) in {_plain(each) for each in names}


def _is_firms(info: CertificateInfo, firm: str) -> bool:
    """Tell whether a certificate is the firm's own: named after it, or issued to it under a name that begins with the firm's."""
    wanted = _plain(firm)
    return wanted in _names(info.holder) or (_plain(info.organization) == wanted and _plain(info.holder).startswith(wanted))


def _names(holder: str) -> set[str]:
    """Return the name a certificate gives, and its parts where an issuer put numbers around it with @."""
    return {_plain(part) for part in (holder, *holder.split("@"))} - {""}


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
