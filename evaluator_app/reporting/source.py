# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a report is made from: the assessment with its score, and the words for it in the report's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
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
from evaluator_app.i18n import CHINESE, Translate
from evaluator_app.reporting.layout import ReportLayout, filled
from evaluator_app.reporting.numerals import chinese_day

SHORT_DIGEST = 12
"""Hex digits of a digest that are printed beside a photo."""
REPORT_ZONE = timezone(timedelta(hours=8))
"""The one legal time of China: the same wherever a report is written or built again."""


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
    """The outlines of the mine with the photos; None where nothing is outlined and no photo states a position."""
    layout: ReportLayout = ReportLayout()  # noqa: RUF009 - a frozen value
    """How the firm wants its reports."""
    language: str = CHINESE

    @property
    def is_chinese(self) -> bool:
        """Tell whether the report is in Chinese, whose official documents write numbers and days their own way."""
        return self.language == CHINESE

    def includes(self, chapter: str) -> bool:
        """Tell whether a chapter is not left out by the layout."""
        return chapter not in self.layout.left_out

    def own_words(self, text: str) -> str:
        """Return a text of the layout with the names in braces replaced."""
        profile, mine = self.assessment.profile, self.assessment.mine
        leader = next((member.name for member in self.assessment.team.values() if member.is_leader), "")
        return filled(
            text,
            {
                "mine": mine.name,
                "operator": mine.operator,
                "licence": mine.licence_number,
                "region": mine.region,
                "organization": profile.organization,
                "client": profile.client,
                "leader": leader,
                "date": self.official_day(self.issued_on),
                "template": self.template.title,
                "edition": self.template.edition,
                "number": self.number,
            },
        )

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

    def official_day(self, day: date) -> str:
        """Return a date as it stands on the cover and over signatures: 二〇二六年十一月二十五日 in Chinese."""
        return chinese_day(day) if self.is_chinese else self.day(day)

    def minute(self, moment: datetime | None) -> str:
        """Return a moment in Chinese time, to the minute."""
        return f"{moment.astimezone(REPORT_ZONE):%Y-%m-%d %H:%M}" if moment else "–"

    @property
    def number(self) -> str:
        """The report's number: short, from the id of the assessment."""
        return self.assessment.id[:8].upper()

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
