# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The verdict as a function of the score card: prerequisites, vetoes, floors, pass mark, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.exact import EXACT, ZERO, Rounding
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.scoring import GroupScore, ItemScore, ScoreCard
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.status import Verdict
from evaluator_app.domain.template import Gate, Template


class Standing(Enum):
    """How one condition of the verdict stands."""

    REACHED = "reached"
    MISSED = "missed"
    OPEN = "open"


class LineKind(Enum):
    """What a line is drawn for."""

    TOTAL = "total"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Line:
    """A score that must be reached, and how far away it is. All figures in nominal points, rounded."""

    kind: LineKind
    id: str
    """Id of the group; empty for the total."""
    title: str
    required: Decimal | None
    """None where no line is on file."""
    secured: Decimal
    """What is certain already."""
    reachable: Decimal
    """What can still be reached."""
    standing: Standing
    is_confirmed: bool
    """Whether an official text confirms the line."""

    @property
    def distance(self) -> Decimal | None:
        """Points secured beyond the line; negative while they are short of it."""
        return None if self.required is None else self.secured - self.required


@dataclass(frozen=True, slots=True)
class GateResult:
    """How what hangs on a gate beside the verdict stands: the renewal of the licence, the place in the list."""

    gate: Gate
    standing: Standing
    """REACHED: nothing speaks against it. MISSED: not to be renewed, or to be removed. OPEN: not all is known."""
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """The verdict, and everything it rests on."""

    verdict: Verdict
    reasons: tuple[Sentence, ...]
    """Why: what fails the mine, or what is still open, or what keeps it in reserve."""
    total: Line
    floors: tuple[Line, ...]
    vetoes: tuple[str, ...]
    """Ids of constraint items that lost points, where the template lets them veto."""
    is_approved: bool
    """Whether an authority has approved the template."""
    gates: tuple[GateResult, ...] = ()
    """What hangs on gates beside the verdict, where the template has such."""


def rate(card: ScoreCard, template: Template, *, is_approved: bool = False) -> Rating:
    """Return the verdict with its reasons; whoever asks says whether an approval of the template holds.

    Failing one condition fails the mine whatever is still open; it is qualified only when nothing that
    is open could fail it any more.
    """
    with localcontext(EXACT):
        return _rate(card, template, is_approved=is_approved)


def _rate(card: ScoreCard, template: Template, *, is_approved: bool) -> Rating:
    rules = template.rating
    total = _line(LineKind.TOTAL, "", "", card, rules.pass_mark, rules.pass_mark_source, rules.rounding)
    floors = tuple(
        _line(LineKind.GROUP, group.id, group.title, group, rules.group_floor * group.max_score, rules.group_floor_source, rules.rounding)
        for group in _groups(card.groups)
        if rules.group_floor is not None and group.has_floor and group.attainable > ZERO
    )
    constraints = [item for item in card.items() if item.is_constraint] if rules.constraint_is_veto else []
    vetoed = [item for item in constraints if item.award.lost > ZERO]
    missed = [
        *_prerequisites(card, Gate.SCORING, Outcome.NOT_MET),
        *(say("rating.veto", "Constraint item not met: {code} {title}", code=item.code, title=item.title) for item in vetoed),
        *(_about_line(line) for line in (*floors, total) if line.standing is Standing.MISSED),
    ]
    undecided = [
        *_prerequisites(card, Gate.SCORING, Outcome.NOT_ASSESSED, Outcome.PENDING),
        *(_open_constraint(item) for item in constraints if item.award.open > ZERO),
        *(_about_line(line) for line in (*floors, total) if line.standing is Standing.OPEN),
    ]
    reserve = _prerequisites(card, Gate.LISTING, Outcome.NOT_MET)
    if missed:
        verdict, reasons = Verdict.NOT_QUALIFIED, missed
    elif undecided:
        verdict, reasons = Verdict.UNDETERMINED, undecided
    elif reserve:
        verdict, reasons = Verdict.QUALIFIED_IN_RESERVE, reserve
    elif listing := _prerequisites(card, Gate.LISTING, Outcome.NOT_ASSESSED, Outcome.PENDING):
        verdict, reasons = Verdict.UNDETERMINED, listing
    else:
        verdict, reasons = Verdict.QUALIFIED, [say("rating.all_reached", "Every prerequisite is met and every line is reached")]
    gates = tuple(_gate(card, gate) for gate in (Gate.RENEWAL, Gate.REMOVAL) if _asked(card, gate))
    return Rating(verdict, tuple(reasons), total, floors, tuple(item.id for item in vetoed), is_approved, gates)


def _asked(card: ScoreCard, gate: Gate) -> bool:
    return any(result.gate is gate and result.outcome is not Outcome.NOT_APPLICABLE for result in card.prerequisites)


def _gate(card: ScoreCard, gate: Gate) -> GateResult:
    """Return how a gate stands: any one unmet closes it, whatever is still open."""
    if missed := _prerequisites(card, gate, Outcome.NOT_MET):
        return GateResult(gate, Standing.MISSED, tuple(missed))
    if undecided := _prerequisites(card, gate, Outcome.NOT_ASSESSED, Outcome.PENDING):
        return GateResult(gate, Standing.OPEN, tuple(undecided))
    return GateResult(gate, Standing.REACHED, ())


def _groups(groups: tuple[GroupScore, ...]) -> Iterator[GroupScore]:
    for group in groups:
        yield group
        yield from _groups(group.groups)


def _line(
    kind: LineKind, group: str, title: str, score: ScoreCard | GroupScore, required: Decimal | None, source: Provenance, rounding: Rounding
) -> Line:
    """Draw a line on nominal points: what left the denominator is made up for in proportion."""
    secured = _nominal(score.awarded, score.max_score, score.attainable, rounding)
    reachable = _nominal(score.awarded + score.open, score.max_score, score.attainable, rounding)
    if required is None or not score.attainable:
        standing = Standing.OPEN
    elif secured >= required:
        standing = Standing.REACHED
    else:
        standing = Standing.MISSED if reachable < required else Standing.OPEN
    return Line(kind, group, title, required, secured, reachable, standing, source.confidence is Confidence.READ)


@lru_cache(4096)
def _nominal(points: Decimal, nominal: Decimal, attainable: Decimal, rounding: Rounding) -> Decimal:
    """Return points in proportion to what the template has; remembered, since the same few figures come with every act."""
    if not attainable:
        return ZERO
    return rounding.apply(Fraction(points) * Fraction(nominal) / Fraction(attainable))


def _about_line(line: Line) -> Sentence:
    if line.required is None:
        return say("rating.no_pass_mark", "No pass mark is on file")
    values = {"secured": line.secured, "reachable": line.reachable, "required": line.required}
    if line.kind is LineKind.TOTAL:
        if line.standing is Standing.MISSED:
            return say("rating.total_missed", "The total can reach {reachable} at most; {required} are required", **values)
        return say("rating.total_open", "The total is {secured} so far and can reach {reachable}; {required} are required", **values)
    if line.standing is Standing.MISSED:
        return say("rating.floor_missed", "{title} can reach {reachable} at most; {required} are required", title=line.title, **values)
    return say(
        "rating.floor_open", "{title} is {secured} so far and can reach {reachable}; {required} are required", title=line.title, **values
    )


def _open_constraint(item: ItemScore) -> Sentence:
    return say("rating.constraint_open", "Constraint item still open: {code} {title}", code=item.code, title=item.title)


def _prerequisites(card: ScoreCard, gate: Gate, *outcomes: Outcome) -> list[Sentence]:
    found = [p for p in card.prerequisites if p.gate is gate and p.outcome in outcomes]
    if Outcome.NOT_MET in outcomes:
        return [say("rating.prerequisite_missed", "Prerequisite not met: {code} {title}", code=p.code, title=p.title) for p in found]
    return [say("rating.prerequisite_open", "Prerequisite still open: {code} {title}", code=p.code, title=p.title) for p in found]
