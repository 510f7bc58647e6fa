# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is known of a piece of evidence, in words: for its tile, and fact by fact with its source for the pane beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from evaluator_app.domain.assessment import Evidence, Filing
from evaluator_app.domain.evidence_filter import is_to_file, served_by
from evaluator_app.domain.evidence_kinds import EvidenceKind, kind_of, origin
from evaluator_app.domain.evidence_uses import held_by_forms
from evaluator_app.domain.moments import moment_of
from evaluator_app.gui.human_time import full_time
from evaluator_app.gui.models.evidence_model import EvidenceRow
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.evidence.kind_words import kind_word
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known, or said to be missing."""

    label: str
    words: str
    source: str = ""
    """Where it is from; empty where that is plain."""
    is_missing: bool = False


def here() -> tzinfo:
    """Return the time zone of this computer."""
    return datetime.now().astimezone().tzinfo or UTC


def row_of(session: Session, evidence: Evidence, doubts: Sequence[str], zone: tzinfo) -> EvidenceRow:
    """Put evidence into words for its tile."""
    assessment = session.assessment
    kind, made_of = kind_of(evidence), origin(assessment, evidence)
    title = evidence.caption or (worded(made_of) if made_of else evidence.name)
    if kind is EvidenceKind.CLIP and made_of and evidence.caption:
        title = f"{worded(made_of)}　{evidence.caption}"
    codes = [code_of(session, target) for target in served_by(assessment, evidence)]
    return EvidenceRow(
        evidence=evidence,
        kind=kind,
        title=title,
        when=_when(session, evidence, kind, zone),
        place=evidence.place,
        serves="、".join(codes),
        doubts=tuple(doubts),
        is_to_file=not evidence.targets and is_to_file(evidence, held_by_forms(assessment)),
    )


def _when(session: Session, evidence: Evidence, kind: EvidenceKind, zone: tzinfo) -> str:
    moment = moment_of(evidence, session.assessment.clocks, zone)
    if moment is None and kind in (EvidenceKind.PHOTO, EvidenceKind.VIDEO):
        return _("no time")
    return f"{moment:%m-%d %H:%M}" if moment else ""


def code_of(session: Session, target: str) -> str:
    """Return the number of an item, or its title where it has none."""
    item = session.item(target)
    return item.code if item else session.opened.title_of(target) or target


def facts_of(session: Session, evidence: Evidence, zone: tzinfo) -> tuple[Fact, ...]:
    """Return everything known of evidence, each with its source, and what is missing said plainly."""
    facts = [Fact(_("Kind"), f"{kind_word(kind_of(evidence))} · {evidence.media_type}")]
    if made_of := origin(session.assessment, evidence):
        facts.append(Fact(_("Made from"), worded(made_of)))
    elif kind_of(evidence) in (EvidenceKind.PHOTO, EvidenceKind.VIDEO):
        facts += [_time(session, evidence, zone), *_ground(evidence)]
    added = _("{time} by {person}").format(
        time=full_time(evidence.added_at) if evidence.added_at else "–", person=evidence.added_by or _("nobody named")
    )
    facts += [
        Fact(_("Taken in"), added, _filed(evidence)),
        Fact(_("File name"), evidence.name, _size(evidence.size)),
        Fact("SHA-256", evidence.sha256),
    ]
    return tuple(facts)


def _time(session: Session, evidence: Evidence, zone: tzinfo) -> Fact:
    moment = moment_of(evidence, session.assessment.clocks, zone)
    if moment is None:
        return Fact(_("Taken"), _("The file names no time"), is_missing=True)
    source = _source(evidence)
    clock = session.assessment.clocks.get(evidence.device) if evidence.device else None
    if clock is not None:
        stated = evidence.taken_at.replace("T", " ")
        source = _("{source} {stated}, put right by {shift}: the camera's clock was compared").format(
            source=source, stated=stated, shift=_shift(clock.seconds)
        )
    return Fact(_("Taken"), f"{moment:%Y-%m-%d %H:%M:%S}", source)


def _source(evidence: Evidence) -> str:
    if evidence.taken_source == "video":
        return _("from the video file")
    return f"EXIF {evidence.taken_source}" if evidence.taken_source else _("from the file")


def _shift(seconds: int) -> str:
    sign = "−" if seconds < 0 else "+"
    return f"{sign}{timedelta(seconds=abs(seconds))}"


def _ground(evidence: Evidence) -> list[Fact]:
    if evidence.latitude is None or evidence.longitude is None:
        position = Fact(_("Position"), _("The file names no position"), is_missing=True)
    else:
        position = Fact(_("Position"), f"{evidence.latitude}, {evidence.longitude}", "EXIF GPS")
    facts = [position]
    if evidence.direction is None:
        facts.append(Fact(_("Direction"), _("The file names no direction"), is_missing=True))
    else:
        facts.append(Fact(_("Direction"), _("{degrees}° from north").format(degrees=evidence.direction), "EXIF GPS"))
    if evidence.altitude is not None:
        facts.append(Fact(_("Altitude"), _("{meters} m").format(meters=evidence.altitude), "EXIF GPS"))
    if evidence.device:
        facts.append(Fact(_("Device"), evidence.device, "EXIF"))
    else:
        facts.append(Fact(_("Device"), _("The file names no device"), is_missing=True))
    return facts


def _filed(evidence: Evidence) -> str:
    words = {Filing.CARD: _("filed by a divider card"), Filing.PHONE: _("sent by a phone"), Filing.MENDING: _("proof of mending")}
    return words.get(evidence.filed_by, "")


def _size(size: int) -> str:
    if size < 1024 * 1024:
        return _("{size} KB").format(size=max(1, round(size / 1024)))
    return _("{size} MB").format(size=round(size / 1024 / 1024, 1))
