# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One edition of one issuer's rules, as data: what is asked, how it scores, how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.applicability import Condition, Facts, NotApplicableKind
from evaluator_app.domain.criteria import Criterion
from evaluator_app.domain.exact import Rounding
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.thresholds import ThresholdTable


class ApprovalState(Enum):
    """How far a template has come."""

    DRAFT = "draft"
    TRIAL = "trial"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Approval:
    """Whether an authority stands behind a template."""

    state: ApprovalState = ApprovalState.DRAFT
    by: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A place to look at or a document to read, named once and referred to by id."""

    id: str
    title: str


class FactKind(Enum):
    """What kind of answer a fact has."""

    CHOICE = "choice"
    FLAG = "flag"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """A fact of the mine that the rules depend on; asked when an assessment is made."""

    id: str
    title: str
    kind: FactKind
    options: tuple[NamedThing, ...] = ()
    """For a choice: what can be chosen."""
    unit: str = ""
    hint: str = ""
    asked_when: Condition | None = None
    """Asked only where this does not fail."""
    value: str | bool | None = None
    """The answer that this template settles; then it is not asked."""

    @property
    def settled(self) -> str | bool | None:
        """The answer that the template gives, or leaves no choice about; None where it is a question."""
        if self.value is not None or self.kind is not FactKind.CHOICE or len(self.options) != 1:
            return self.value
        return self.options[0].id


@dataclass(frozen=True, slots=True)
class NotApplicableOption:
    """A way in which an item may be marked as not applicable."""

    kind: NotApplicableKind
    when: str = ""
    """In words, when it may be used."""
    is_confirmed: bool = False
    """Whether the rules themselves say so."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A leaf that earns points."""

    id: str
    """Stable, independent of order and wording."""
    code: str
    """Number shown to people."""
    title: str
    max_score: Decimal
    requirement: str
    """What is asked, in our own words."""
    criterion: Criterion
    is_constraint: bool = False
    """A constraint item (约束性指标); whether an unmet one fails the mine is a rule of the template."""
    places: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    """What the evidence shows, one hint each."""
    needs_photo: bool = False
    """Whether each fault should have a photo; one without is named as missing."""
    applies_when: Condition | None = None
    otherwise: NotApplicableKind | None = None
    """How the item counts where applies_when fails."""
    not_applicable: tuple[NotApplicableOption, ...] = ()
    """How an assessor may mark it as not applicable."""
    provenance: Provenance = field(default_factory=Provenance)

    def options(self) -> tuple[NotApplicableKind, ...]:
        """Return the kinds of not-applicable that an assessor may choose."""
        return tuple(option.kind for option in self.not_applicable)


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """An inner node of the tree of indicators."""

    id: str
    code: str
    title: str
    groups: tuple[IndicatorGroup, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    has_floor: bool = False
    """Whether the least rate of RatingRules.group_floor holds for it."""

    def leaves(self) -> Iterator[Indicator]:
        """Yield all indicators below, in order."""
        for group in self.groups:
            yield from group.leaves()
        yield from self.indicators


class Gate(Enum):
    """What an unmet prerequisite closes."""

    SCORING = "scoring"
    """The mine is not qualified."""
    LISTING = "listing"
    """The mine meets the standard but is held in reserve (达标储备)."""
    RENEWAL = "renewal"
    """The mining licence is not renewed (延续)."""
    REMOVAL = "removal"
    """The mine is to be removed from the list (移出名录); asked when a listed mine is verified."""


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A condition that must hold before scoring counts; it earns no points."""

    id: str
    code: str
    title: str
    requirement: str
    checks: tuple[str, ...] = ()
    """What to check, one line each."""
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    gate: Gate = Gate.SCORING
    provenance: Provenance = field(default_factory=Provenance)
    applies_when: Condition | None = None
    """Where this fails, it is not asked."""
    criterion: Criterion | None = None
    """A measured rule that decides, as if it were worth one point; None where a verdict decides."""
    asks: tuple[FactDefinition, ...] = ()
    """What is to be noted with it, such as number and date of a permit; kept among the choices of its answer."""


@dataclass(frozen=True, slots=True)
class RatingRules:
    """How scores become a verdict; every line says whether an official text confirms it."""

    pass_mark: Decimal | None = None
    """Least total; None where no mark is on file, then no verdict can be qualified."""
    pass_mark_source: Provenance = field(default_factory=Provenance)
    group_floor: Decimal | None = None
    """Least rate of each group that has a floor, 0 to 1; None for no floor."""
    group_floor_source: Provenance = field(default_factory=Provenance)
    constraint_is_veto: bool = False
    """Whether a constraint item that loses points fails the mine."""
    constraint_source: Provenance = field(default_factory=Provenance)
    rounding: Rounding = field(default_factory=Rounding)
    """How totals and rates are rounded before they are compared and shown."""
    panel_rounding: Rounding = field(default_factory=Rounding)
    """How the mean of a panel's points is rounded."""
    panel_quorum: int = 1
    """How many experts must judge before the mean counts."""
    panel_spread: Decimal | None = None
    """Share of an item's points, 0 to 1, beyond which the experts lie so far apart that the leader must close it; None where the
    rules name none, then the program uses an aid of its own."""


@dataclass(frozen=True, slots=True)
class Area:
    """A second grouping of indicators for an overview, such as a province's build areas; it has no floor."""

    id: str
    title: str
    items: tuple[str, ...]
    """Ids of its indicators."""
    provenance: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is due, counted from a fact of the mine."""

    id: str
    title: str
    fact: str
    """Id of the date fact it is counted from."""
    months: int
    """Calendar months after it; 0 for the day itself."""
    provenance: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class Template:
    """A scoring template: one edition of one issuer's rules."""

    id: str
    """Issuer and name, such as cn-mnr/green-mine-2024."""
    edition: str
    issuer: str
    title: str
    groups: tuple[IndicatorGroup, ...]
    prerequisites: tuple[Prerequisite, ...] = ()
    rating: RatingRules = field(default_factory=RatingRules)
    approval: Approval = field(default_factory=Approval)
    facts: tuple[FactDefinition, ...] = ()
    places: tuple[NamedThing, ...] = ()
    documents: tuple[NamedThing, ...] = ()
    tables: tuple[ThresholdTable, ...] = ()
    notes: tuple[str, ...] = ()
    """What every reader of its results must be told."""
    provenance: Provenance = field(default_factory=Provenance)
    industry: NamedThing | None = None
    """The industry it is for; None for all."""
    province: NamedThing | None = None
    """The province, or part of one, it is for; None for all."""
    firm: NamedThing | None = None
    """The firm that adapted it for its own work."""
    kinds: tuple[AssessmentKind, ...] = ()
    """The kinds of assessment it is for; empty for all."""
    areas: tuple[Area, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    newer_documents: tuple[Provenance, ...] = ()
    """Rules that are in force, or will be, whose text is not on file."""

    def indicators(self) -> Iterator[Indicator]:
        """Yield all indicators in order."""
        for group in self.groups:
            yield from group.leaves()

    def tables_by_id(self, on: date | None = None) -> Mapping[str, ThresholdTable]:
        """Return the tables of limits by id, with the rows that are in force on a day; all rows if none is named."""
        return {table.id: table if on is None else table.in_force(on) for table in self.tables}

    def facts_of(self, given: Facts) -> Facts:
        """Return what is known of a mine: what was given, and what this template leaves no choice about."""
        settled = {fact.id: fact.settled for fact in self.facts if fact.settled is not None}
        return {**given, **settled} if settled else given

    def newer_on(self, day: date | None) -> tuple[Provenance, ...]:
        """Return the rules not on file that are in force on a day; all if none is named."""
        return tuple(document for document in self.newer_documents if document.is_in_force(day))

    def title_of(self, target: str) -> str:
        """Return code and title of an indicator or prerequisite; the id itself where the template has none such."""
        titles = {item.id: f"{item.code} {item.title}" for item in self.prerequisites}
        titles |= {item.id: f"{item.code} {item.title}" for item in self.indicators()}
        return titles.get(target, target)

    @property
    def points(self) -> Decimal:
        """The nominal total: the points of all indicators."""
        return sum((indicator.max_score for indicator in self.indicators()), Decimal(0))
