# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a report is made from: the assessment with its score, and the words for it in the report's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

from evaluator_app.domain.approval import Endorsement, claimed_state
from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.facts_sheet import numbered_evidence
from evaluator_app.domain.ground import GroundMap
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.sentence import Sentence
from evaluator_app.domain.template import ApprovalState, Template
from evaluator_app.domain.terms import term
from evaluator_app.i18n import Translate

SHORT_DIGEST = 12
"""Hex digits of a digest that are printed beside a photo."""


@dataclass(frozen=True, slots=True)
class ReportSource:
    """Everything a report says, before it is said."""

    assessment: Assessment
    template: Template
    card: ScoreCard
    rating: Rating
    photo: Callable[[Evidence], bytes | Path]
    """Where the picture of a piece of evidence is."""
    issued_on: date
    translate: Translate
    """Turns an English sentence into the language of the report."""
    endorsement: Endorsement | None = None
    """What a steward stated of the template, with what the signature is worth."""
    ground: GroundMap | None = None
    """The outlines of the mine with the photos; None where nothing is outlined."""

    @property
    def template_state(self) -> ApprovalState:
        """How far the template has come: by a sound statement, or else by its own word, which can never be that it is approved."""
        found = self.endorsement
        counts = found is not None and found.is_sound and not found.is_practice
        return found.state if found and counts else claimed_state(self.template)

    def say(self, sentence: Sentence) -> str:
        """Return a sentence of the domain in the language of the report."""
        return sentence.text(self.translate)

    def term(self, thing: Enum) -> str:
        """Return the word for a verdict, an outcome or a stage."""
        return self.say(term(thing))

    def points(self, number: Decimal | None) -> str:
        """Return points as they are printed; a dash where there are none."""
        return "–" if number is None else decimal_text(number)

    def day(self, day: date | None) -> str:
        """Return a date as the language of the report writes it."""
        if day is None:
            return "–"
        _ = self.translate
        return _("{year}-{month}-{day}").format(year=day.year, month=day.month, day=day.day)

    def period(self) -> str:
        """Return the days of the visit."""
        profile = self.assessment.profile
        first, last = profile.visit_from, profile.visit_to
        return self.day(first) if last in (None, first) else f"{self.day(first)} – {self.day(last)}"

    def photos_of(self, target: str) -> tuple[Evidence, ...]:
        """Return the pictures attached to an item or an observation."""
        return tuple(item for item in self.assessment.evidence_of(target) if item.media_type.startswith("image/"))

    def numbered_evidence(self) -> dict[str, int]:
        """Return the number that each piece of evidence has in the annex, by id."""
        return numbered_evidence(self.assessment)
