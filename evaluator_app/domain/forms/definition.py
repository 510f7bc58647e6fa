# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a record form asks, as data: a new form is a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from evaluator_app.domain.provenance import Provenance


class FieldKind(Enum):
    """What kind of answer a field takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    FLAG = "flag"
    PERSON = "person"
    """A member of the team, by name."""
    PLACE = "place"
    DOCUMENT = "document"
    UNIT = "unit"
    READINGS = "readings"
    """Repeated readings of an instrument: numbers, one a row."""
    TABLE = "table"
    """Rows of the field's columns."""
    SIGNATURE = "signature"
    """Signed on the pad: the name of who signed, and the drawing as evidence."""


class Stage(Enum):
    """A stage of an assessment."""

    PREPARATION = "preparation"
    """准备."""
    DESK_REVIEW = "desk_review"
    """内业评估."""
    OPENING_MEETING = "opening_meeting"
    """首次会议."""
    SITE = "site"
    """现场核查."""
    DISCUSSION = "discussion"
    """讨论."""
    CLOSING_MEETING = "closing_meeting"
    """末次会议."""
    REPORT = "report"
    """报告."""


class FormScope(Enum):
    """What one filled-in form is about."""

    ASSESSMENT = "assessment"
    """The assessment as a whole; one is enough."""
    ITEM = "item"
    """An indicator or prerequisite; as many as are needed."""
    PERSON = "person"
    """A member of the team; one each."""


@dataclass(frozen=True, slots=True)
class FormChoice:
    """One answer that can be chosen."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing that a form asks."""

    id: str
    title: str
    kind: FieldKind
    is_required: bool = False
    hint: str = ""
    unit: str = ""
    options: tuple[FormChoice, ...] = ()
    """For a choice."""
    columns: tuple[FormField, ...] = ()
    """For a table."""
    fills_from: str = ""
    """What it begins with: "mine.name", "mine.operator", "mine.licence_number", "profile.organization", "profile.visit_from", "team"."""


@dataclass(frozen=True, slots=True)
class FormCheck:
    """Something that the program works out from what was filled in."""

    kind: str
    """validity, window, measurement; the kinds and their fields stand in domain/forms/checks.py."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Which field of the form plays which part, by the name of the part."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Fixed values, such as the years of a window."""
    provenance: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """One edition of a record form."""

    id: str
    edition: str
    title: str
    stage: Stage
    scope: FormScope
    fields: tuple[FormField, ...]
    checks: tuple[FormCheck, ...] = ()
    for_items: tuple[str, ...] = ()
    """Ids of items and prerequisites it is offered with; empty for every item."""
    statement: str = ""
    """What who signs declares; may hold {mine}, {organization}, {client}, {visit}, {person}."""
    is_expected: bool = False
    """Whether its stage lacks something without it."""
    firm: str = ""
    """The firm that added it; empty for those that come with the program."""
    notes: tuple[str, ...] = ()
    """What every reader must be told, such as that the official text was not found."""
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def key(self) -> str:
        """The name under which an assessment keeps it."""
        return f"{self.id}@{self.edition}"
