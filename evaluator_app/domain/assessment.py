# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One evaluation of one mine: who, where, what was found and what proves it. Frozen values, no scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.mending import Rectification
from evaluator_app.domain.on_site import CameraClock, Outline, Place
from evaluator_app.domain.rounds import EarlierFault, EarlierPhoto, EarlierRound, ReplacedItem, Revision, SelfScore
from evaluator_app.domain.status import AssessmentKind, AssessmentStatus
from evaluator_app.domain.teamwork import Assignment, Comment, Conflict, Review, SignOff
from evaluator_app.domain.three_rates.calculation import Calculation


class Outcome(Enum):
    """What was found for an item or a part of it."""

    NOT_ASSESSED = "not_assessed"
    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    PENDING = "pending"
    """Looked at, but something is still to be supplied before it can be judged (待补充)."""


@dataclass(frozen=True, slots=True)
class TemplateRef:
    """The edition of the rules that an assessment is made by."""

    id: str
    edition: str
    digest: str
    """SHA-256 of the template's canonical form, in hex."""


@dataclass(frozen=True, slots=True)
class Mine:
    """The mine that is evaluated."""

    name: str
    operator: str = ""
    """The enterprise that runs it."""
    licence_number: str = ""
    """Number of the mining licence (采矿许可证号)."""
    region: str = ""
    """Province, city, county."""
    facts: Mapping[str, str | bool] = field(default_factory=dict)
    """What the rules depend on, by fact id of the template: choice, text, yes or no, number as text."""


class TitleGrade(Enum):
    """Grade of a professional title (职称等级)."""

    NONE = "none"
    """Not given."""
    JUNIOR = "junior"
    """初级, and whatever else is below intermediate."""
    INTERMEDIATE = "intermediate"
    """中级."""
    SENIOR = "senior"
    """高级, 副高级 included."""


@dataclass(frozen=True, slots=True)
class Assessor:
    """One member of the team."""

    id: str
    name: str
    title: str = ""
    """Professional title (职称)."""
    specialty: str = ""
    is_leader: bool = False
    grade: TitleGrade = TitleGrade.NONE
    """Grade of the professional title."""
    is_full_time: bool = False
    """Full-time staff of the firm (专职)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The frame of an assessment."""

    template: TemplateRef
    kind: AssessmentKind = AssessmentKind.THIRD_PARTY
    status: AssessmentStatus = AssessmentStatus.DRAFT
    organization: str = ""
    """The firm that evaluates (评估机构)."""
    client: str = ""
    """Who commissioned it (委托单位)."""
    visit_from: date | None = None
    visit_to: date | None = None
    opened_at: datetime | None = None
    is_practice: bool = False
    """A practice or sample assessment; shown wherever its results are."""
    note: str = ""
    """What a reader must know about where the figures come from."""
    moved_from: tuple[TemplateRef, ...] = ()
    """The editions it was made by before it was moved to this one, the first first."""
    filing_on: date | None = None
    """The day on which the mine files for the name of green mine (申报日); permits must hold on it, too."""
    follows: str = ""
    """Id of the earlier assessment whose faults are looked at again; empty for none."""
    revision: Revision | None = None
    """Which signed assessment it takes the place of, and why; None for one that is no revision."""
    earlier: EarlierRound | None = None
    """The earlier round that it starts from; None where it starts from nothing."""
    scope: tuple[str, ...] = ()
    """Ids of the items and prerequisites that a partial assessment looks at, sorted; empty for all."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Why an item does not apply, and how it then counts."""

    kind: NotApplicableKind
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One expert's points for an item that experts judge."""

    points: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Consensus:
    """How the leader closed a point that the experts saw very differently."""

    words: str
    by: str
    """Id of the assessor who closed it."""
    points: tuple[Decimal, ...] = ()
    """The experts' points it was closed over, ascending; other points open it again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one item, or for one part of it."""

    outcome: Outcome = Outcome.NOT_ASSESSED
    values: Mapping[str, Decimal] = field(default_factory=dict)
    """Measured or counted values by input name."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Words by input name: the basis of a rate, the document of a governing value."""
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    """Points by assessor id."""
    not_applicable: NotApplicable | None = None
    reason: str = ""
    """Why it is pending, or any remark on the verdict."""
    calculations: Mapping[str, Calculation] = field(default_factory=dict)
    """How values were computed from quantities, by input name."""
    consensus: Consensus | None = None
    """How a wide spread of judgements was closed; None while it is not."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one indicator or prerequisite."""

    target: str
    """Id of the indicator or prerequisite."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By part path; the empty path is the item itself."""
    remark: str = ""
    look_again: str = ""
    """Id and edition of the rules it was judged by, while what has changed since has not been looked at; empty otherwise."""
    former_title: str = ""
    """Code and title that the item had, where the edition moved to does not have it."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One fact seen: where, how many, in words, by whom. Points are lost by observations alone."""

    id: str
    target: str
    """Id of the indicator or prerequisite it bears on."""
    text: str
    place: str = ""
    count: int = 1
    """How many occurrences; at least 1."""
    part: str = ""
    """Path of the part of the criterion it bears on."""
    fault: str = ""
    """Id of the named fault, where the criterion names faults."""
    is_fault: bool = True
    """False for a fact that takes no points."""
    assessor: str = ""
    """Id of the assessor who saw it."""
    observed_at: datetime | None = None


class Filing(Enum):
    """How evidence came to its items and its place."""

    HAND = "hand"
    CARD = "card"
    """By a divider card photographed before it."""
    PHONE = "phone"
    """Sent by a phone to the item that was open."""
    MENDING = "mending"
    """Handed in as proof that something was put right; serves no finding while it has no targets."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file that supports findings, kept by its digest."""

    id: str
    name: str
    """File name as it was given."""
    sha256: str
    size: int
    """Bytes of the original."""
    media_type: str
    targets: tuple[str, ...] = ()
    """Ids of indicators, prerequisites and observations it supports, sorted."""
    caption: str = ""
    place: str = ""
    taken_at: str = ""
    """ISO 8601 time from the file; without a zone where the file names none."""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    direction: Decimal | None = None
    device: str = ""
    added_by: str = ""
    added_at: datetime | None = None
    taken_source: str = ""
    """What states the time: name of the EXIF tag, "video" for the container's own, empty where nothing does."""
    altitude: Decimal | None = None
    """Meters above sea level, where the file says so."""
    fingerprint: str = ""
    """What the picture looks like, 16 hex digits; pictures that look alike have nearly the same. Empty for none."""
    revision_of: str = ""
    """Id of the evidence that this was drawn on or cut from; its bytes stay as they are."""
    page: int = 0
    """Page of the document it was cut from, the first is 1; 0 for none."""
    region: tuple[Decimal, ...] = ()
    """Left, top, width and height of what was cut, as shares of the page from 0 to 1."""
    filed_by: Filing = Filing.HAND
    """How it came to its items and its place."""
    codes: tuple[str, ...] = ()
    """Texts of the program's own QR codes in the picture: divider cards, and the time that the laptop showed."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One evaluation of one mine by one template."""

    id: str
    profile: Profile
    mine: Mine
    team: Mapping[str, Assessor] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    observations: Mapping[str, Observation] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    """Places that the team added for this mine."""
    clocks: Mapping[str, CameraClock] = field(default_factory=dict)
    """What is known of the clocks of cameras, by device."""
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    """The boundary and other areas of the mine."""
    forms: Mapping[str, FormDefinition] = field(default_factory=dict)
    """The record forms that were used, as they were then, by id and edition."""
    form_records: Mapping[str, FormRecord] = field(default_factory=dict)
    """What was filled in on record forms."""
    earlier: Mapping[str, EarlierFault] = field(default_factory=dict)
    """Faults of the round before that are looked at again."""
    self_scores: Mapping[str, SelfScore] = field(default_factory=dict)
    """What the mine gave itself, by item."""
    replaced: Mapping[str, ReplacedItem] = field(default_factory=dict)
    """What the items and prerequisites were in the signed assessment that a revision starts from, by id; empty for no revision."""
    earlier_items: Mapping[str, ReplacedItem] = field(default_factory=dict)
    """What the items and prerequisites were in the round before, by id."""
    earlier_photos: Mapping[str, EarlierPhoto] = field(default_factory=dict)
    """Photos of the round before, by their id there."""
    assignments: Mapping[str, Assignment] = field(default_factory=dict)
    """Who does which share of the work."""
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """How far the review of each item has come, by item."""
    comments: Mapping[str, Comment] = field(default_factory=dict)
    sign_offs: Mapping[str, SignOff] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    """Where people said different things without knowing of each other, open and closed."""
    rectifications: Mapping[str, Rectification] = field(default_factory=dict)
    """What the mine has to put right."""

    @property
    def day(self) -> date | None:
        """The day whose rules hold: the first of the visit, else the day it was begun."""
        opened = self.profile.opened_at
        return self.profile.visit_from or (opened.date() if opened else None)

    def answer(self, target: str, part: str = "") -> Answer:
        """Return the answer for an item or a part; an empty one where there is none."""
        finding = self.findings.get(target)
        return (finding.answers.get(part) if finding else None) or Answer()

    def observations_of(self, target: str) -> tuple[Observation, ...]:
        """Return the ledger of one item in the order of time, then of id."""
        found = [observation for observation in self.observations.values() if observation.target == target]
        return tuple(sorted(found, key=ledger_order))

    def supported(self) -> frozenset[str]:
        """Return the ids of all items, prerequisites and observations that some evidence is attached to."""
        return frozenset(target for evidence in self.evidence.values() for target in evidence.targets)

    def evidence_of(self, target: str) -> tuple[Evidence, ...]:
        """Return the evidence attached to an item or an observation, in the order it was added."""
        found = [evidence for evidence in self.evidence.values() if target in evidence.targets]
        return tuple(sorted(found, key=lambda evidence: _in_time(evidence.added_at, evidence.id)))


def ledger_order(observation: Observation) -> tuple[float, str]:
    """Return the key that sorts a ledger: by time, then by id."""
    return _in_time(observation.observed_at, observation.id)


def _in_time(moment: datetime | None, name: str) -> tuple[float, str]:
    return (moment.timestamp() if moment else 0.0, name)
