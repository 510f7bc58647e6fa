# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the checks of a form need and what they come to: kinds, the parts that fields play, results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.applicability import day_of
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.exact import parse_decimal
from evaluator_app.domain.forms.definition import FieldKind, FormCheck, FormDefinition
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.sentence import Sentence

VALIDITY = "validity"
"""A permit is valid on every day of the visit and on the filing date."""
WINDOW = "window"
"""A penalty lies within so many years before the reference day, and was mended in time or not."""
MEASUREMENT = "measurement"
"""Repeated readings, their mean, rounded and held against a limit."""


class CheckState(Enum):
    """What a check comes to."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"
    """Something is not known yet."""
    ASIDE = "aside"
    """It does not count, such as a penalty before the window."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a field of the form plays in a check."""

    kind: FieldKind
    is_required: bool = False
    """Whether the check makes no sense without such a field."""
    options: tuple[str, ...] = ()
    """Ids that a choice may have; empty for any."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A fixed value that a check needs."""

    is_required: bool = True
    is_whole: bool = False
    """Whether it is a whole number from 1 to 100."""


@dataclass(frozen=True, slots=True)
class CheckKind:
    """What a kind of check asks of the form."""

    parts: Mapping[str, Part]
    settings: Mapping[str, Setting]
    decides: bool = False
    """Whether it decides a prerequisite that the form is attached to."""


DIRECTIONS = ("at_most", "below", "at_least", "above")
COMPARISONS = ("full", "rounded")

CHECK_KINDS: Mapping[str, CheckKind] = {
    VALIDITY: CheckKind(
        {
            "name": Part(FieldKind.TEXT),
            "from": Part(FieldKind.DATE),
            "until": Part(FieldKind.DATE, is_required=True),
            "long_term": Part(FieldKind.FLAG),
            "void": Part(FieldKind.FLAG),
        },
        {},
        decides=True,
    ),
    WINDOW: CheckKind(
        {
            "name": Part(FieldKind.TEXT),
            "decided_on": Part(FieldKind.DATE, is_required=True),
            "due_on": Part(FieldKind.DATE, is_required=True),
            "mended_on": Part(FieldKind.DATE, is_required=True),
            "state": Part(FieldKind.CHOICE, is_required=True),
        },
        {"years": Setting(is_whole=True), "mended": Setting()},
        decides=True,
    ),
    MEASUREMENT: CheckKind(
        {
            "name": Part(FieldKind.TEXT),
            "readings": Part(FieldKind.READINGS, is_required=True),
            "unit": Part(FieldKind.TEXT),
            "places": Part(FieldKind.NUMBER),
            "limit": Part(FieldKind.NUMBER),
            "direction": Part(FieldKind.CHOICE, options=DIRECTIONS),
            "comparison": Part(FieldKind.CHOICE, options=COMPARISONS),
            "clause": Part(FieldKind.TEXT),
            "measured_on": Part(FieldKind.DATE),
            "calibrated_until": Part(FieldKind.DATE),
        },
        {},
    ),
}


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days that follow each other, and how something stands on them."""

    first: date
    last: date
    state: CheckState

    def text(self) -> str:
        """Return it as a day, or the first and the last."""
        return self.first.isoformat() if self.first == self.last else f"{self.first.isoformat()} – {self.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check of one filled-in form comes to."""

    kind: str
    state: CheckState
    reasons: tuple[Sentence, ...] = ()
    warnings: tuple[Sentence, ...] = ()
    """What a reader must know beside the state, such as that the instrument is out of calibration."""
    provenance: Provenance = field(default_factory=Provenance)
    """Where the rule of the check comes from."""
    clause: str = ""
    """Document and clause of a limit, as they were filled in."""
    spans: tuple[DaySpan, ...] = ()
    """How the days asked stand, for a validity."""
    value: Decimal | None = None
    """Mean of the readings, rounded."""
    unit: str = ""
    is_out_of_calibration: bool = False
    """Whether the instrument's calibration had run out on the day of measuring."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an assessment that checks look at."""

    visit_from: date | None = None
    visit_to: date | None = None
    """The last day of the visit; the first where none is named."""
    filing_on: date | None = None
    is_filing_asked: bool = True
    """False where the mine is in the list already and files for nothing."""

    @property
    def reference(self) -> date | None:
        """The day that a window is counted back from: the filing date, else the first day of the visit."""
        return self.filing_on or self.visit_from


def days_of(assessment: Assessment) -> Days:
    """Return the days of an assessment."""
    profile = assessment.profile
    is_asked = not profile.kind.is_of_listed_mine or profile.filing_on is not None
    return Days(profile.visit_from, profile.visit_to or profile.visit_from, profile.filing_on, is_asked)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a check reads: the form, what was filled in, and the days of the assessment."""

    definition: FormDefinition
    record: FormRecord
    check: FormCheck
    days: Days

    def text(self, part: str) -> str:
        """Return what stands in the field of a part; empty for nothing."""
        value = self.record.values.get(self.check.fields.get(part, ""), "")
        return value.strip() if isinstance(value, str) else ""

    def flag(self, part: str) -> bool:
        """Tell whether the flag of a part is set."""
        return self.record.values.get(self.check.fields.get(part, "")) is True

    def has(self, part: str) -> bool:
        """Tell whether the form has a field for a part."""
        return part in self.check.fields

    def day(self, part: str) -> date | None:
        """Return the date of a part; None where there is none, or no date."""
        return day_of(self.text(part))

    def number(self, part: str) -> Decimal | None:
        """Return the number of a part; None where there is none, or no number."""
        return number_of(self.text(part))

    @property
    def name(self) -> str:
        """What it is about: the name filled in, else the title of the form."""
        return self.text("name") or self.definition.title


def number_of(text: object) -> Decimal | None:
    """Return the number that a text holds; None where it holds none."""
    try:
        return parse_decimal(text) if isinstance(text, str) and text.strip() else None
    except ValueError:
        return None
