# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Cases in a few readable words, for the tests of consistency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from evaluator_app.domain.consistency.case import Case, Picture, Source, Words
from evaluator_app.domain.consistency.judges import Judging
from evaluator_app.domain.consistency.site_time import OnSite
from evaluator_app.domain.status import AssessmentKind, Verdict

EMPTY = Case("", "青山煤矿", "t", "d", AssessmentKind.THIRD_PARTY, False, "", Verdict.QUALIFIED, Decimal(3), (), (), (), (), OnSite())


def judged(number: int, evaluator: str, *shares: str, item: str = "1.1") -> Case:
    """Return a mine in which a person judged one item, or several experts did the same."""
    given = tuple(Judging(item, evaluator, Fraction(share)) for share in shares)
    return replace(EMPTY, id=f"{evaluator}{number}", judgings=given)


def row(evaluator: str, shares: Iterable[str], item: str = "1.1") -> list[Case]:
    """Return one mine for each share that a person gave at an item."""
    return [judged(number, evaluator, share, item=item) for number, share in enumerate(shares)]


def written(name: str, *texts: str) -> Case:
    """Return a mine with observations."""
    return replace(EMPTY, id=name, words=tuple(Words("1.1", Source.OBSERVATION, text) for text in texts))


def pictured(name: str, *pictures: tuple[str, str, str]) -> Case:
    """Return a mine with photos: id, digest, fingerprint."""
    return replace(EMPTY, id=name, pictures=tuple(Picture(own, f"{own}.jpg", sha, mark, "1.1") for own, sha, mark in pictures))
