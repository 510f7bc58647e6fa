# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The stages of an assessment: what each still needs, how far it is, which one the work is in. All derived, nothing hinders."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain import facts_sheet
from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.completeness import Problem, Severity, progress
from evaluator_app.domain.criteria import InputKind, ScoreState
from evaluator_app.domain.criteria.base import Award
from evaluator_app.domain.entry import entry_parts
from evaluator_app.domain.facts_sheet import Sheet
from evaluator_app.domain.forms.checks import gaps
from evaluator_app.domain.forms.definition import FormDefinition, FormScope, Stage
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.inspection.documents import REVIEW_FORM, DocumentRequest
from evaluator_app.domain.scoring import ItemScore, ScoreCard
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.spread import Spread, spreads
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.team_check import INDEPENDENCE_FORM, TeamFinding, TeamState, check_team
from evaluator_app.domain.template import Template

STAGE_TERMS: Mapping[Stage, Sentence] = {
    Stage.PREPARATION: say("stage.preparation", "Preparation"),
    Stage.DESK_REVIEW: say("stage.desk_review", "Desk review"),
    Stage.OPENING_MEETING: say("stage.opening", "Opening meeting"),
    Stage.SITE: say("stage.site", "On site"),
    Stage.DISCUSSION: say("stage.discussion", "Discussion"),
    Stage.CLOSING_MEETING: say("stage.closing", "Closing meeting"),
    Stage.REPORT: say("stage.report", "Report"),
}
"""The words for the stages."""
_BY_RECORDS = {Stage.OPENING_MEETING: ("opening_minutes", "commitment", "sign_in"), Stage.CLOSING_MEETING: ("closing_minutes",)}
"""Forms by which a stage is seen to have begun."""

_FRAME = frozenset(("ASM-101", "ASM-102", "ASM-103", "ASM-104", "ASM-105", "ASM-106"))
"""What is missing of mine, dates and team."""


class WayKind(Enum):
    """Where a line leads."""

    DETAILS = "details"
    """Mine, dates and team."""
    TARGET = "target"
    """An item or prerequisite."""
    FORM = "form"
    PAGE = "page"
    """Another page of the assessment."""
    FACTS_SHEET = "facts_sheet"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Way:
    """Where something can be done."""

    kind: WayKind
    id: str = ""
    """Id of the item, of the form, or name of the page."""
    target: str = ""
    """For a form: what it is about."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a stage still needs."""

    sentence: Sentence
    way: Way


@dataclass(frozen=True, slots=True)
class StageState:
    """How far a stage is."""

    stage: Stage
    needs: tuple[Need, ...]
    done: int
    """How much of it is done."""
    of: int
    """How much there is."""

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is needed any more."""
        return not self.needs


@dataclass(frozen=True, slots=True)
class Stages:
    """All stages, and what they were worked out from that pages show as well."""

    states: tuple[StageState, ...]
    current: Stage
    """The stage the work is in."""
    team: tuple[TeamFinding, ...]
    apart: tuple[Spread, ...]
    sheets: tuple[Sheet, ...]
    """The facts sheets answered, the latest first."""

    def state(self, stage: Stage) -> StageState:
        """Return how far one stage is."""
        return next(state for state in self.states if state.stage is stage)


@dataclass(frozen=True, slots=True)
class Known:
    """What the stages are worked out from."""

    template: Template
    assessment: Assessment
    card: ScoreCard
    problems: Sequence[Problem]
    requests: Sequence[DocumentRequest]
    """Documents that nobody has noted as seen."""
    forms: Mapping[str, FormDefinition]
    """The record forms that can be filled in, by id."""


def stages(known: Known) -> Stages:
    """Return how far every stage is."""
    team, unjudged = check_team(known.assessment), _unjudged(known)
    apart = spreads(known.template, known.assessment, known.card)
    answered = facts_sheet.sheets(known.template, known.assessment)
    tallies = (
        _preparation(known, team),
        _desk_review(known),
        _expected(known, Stage.OPENING_MEETING),
        _site(known),
        _discussion(known, apart, unjudged),
        _closing(known, answered),
        _report(known),
    )
    states = tuple(tally.state() for tally in tallies)
    return Stages(states, _current(known, states, unjudged, apart, answered), team, apart, answered)


class _Tally:
    """Counts what is done and notes what is not."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._needs: list[Need] = []
        self._done = 0

    def check(self, is_done: object, sentence: Sentence, way: Way) -> None:
        """Count one thing as done, or note it as needed."""
        if is_done:
            self._done += 1
        else:
            self._needs.append(Need(sentence, way))

    def need(self, sentence: Sentence, way: Way) -> None:
        """Note a thing as needed."""
        self.check(False, sentence, way)

    def state(self) -> StageState:
        """Return the stage as counted."""
        return StageState(self._stage, tuple(self._needs), self._done, self._done + len(self._needs))


def _expected(known: Known, stage: Stage, but: str = "") -> _Tally:
    """Check the forms that a stage expects: one for the assessment, or one for each member."""
    tally = _Tally(stage)
    for form in sorted(known.forms.values(), key=lambda form: form.id):
        if form.stage is not stage or not form.is_expected or form.id in (but, INDEPENDENCE_FORM):
            continue
        targets = tuple(known.assessment.team) if form.scope is FormScope.PERSON else ("",)
        for target in targets:
            _check_form(known.assessment, tally, form, target)
    return tally


def _check_form(assessment: Assessment, tally: _Tally, form: FormDefinition, target: str) -> None:
    begun = [record for record in assessment.form_records.values() if _is_of(record, form.id) and record.target == target]
    lacking = [len(gaps(assessment.forms.get(record.form, form), record)) for record in begun]
    name = assessment.team[target].name if target in assessment.team else ""
    title = say("stage.form_of", "{form} of {name}", form=form.title, name=name) if name else say("stage.form", "{form}", form=form.title)
    if lacking:
        words = say("stage.form_lacks", "{form}: {count} still to be filled in", form=title, count=min(lacking))
    else:
        words = say("stage.form_missing", "{form}: not filled in yet", form=title)
    tally.check(0 in lacking, words, Way(WayKind.FORM, form.id, target))


def _preparation(known: Known, team: Sequence[TeamFinding]) -> _Tally:
    tally = _expected(known, Stage.PREPARATION)
    details = Way(WayKind.DETAILS)
    frame = [problem.sentence for problem in known.problems if problem.code in _FRAME]
    for sentence in frame:
        tally.need(sentence, details)
    if not frame:
        tally.check(True, say("stage.frame", "Mine, dates and team are given"), details)
    for finding in team:
        form = known.forms.get(INDEPENDENCE_FORM) if finding.id == "independence" else None
        way = Way(WayKind.FORM, INDEPENDENCE_FORM, _silent(known.assessment)) if form and known.assessment.team else details
        words = say("stage.team", "{requirement}: {found}", requirement=finding.requirement, found=finding.sentence)
        tally.check(finding.state is TeamState.MET or finding.is_preferred, words, way)
    return tally


def _silent(assessment: Assessment) -> str:
    """Return the member whose declaration is to be filled in next."""
    declared = {record.target for record in assessment.form_records.values() if _is_of(record, INDEPENDENCE_FORM)}
    members = sorted(assessment.team)
    return next((member for member in members if member not in declared), members[0])


def _desk_review(known: Known) -> _Tally:
    tally = _expected(known, Stage.DESK_REVIEW)
    for result in known.card.prerequisites:
        if result.outcome is not Outcome.NOT_APPLICABLE:
            open_ = result.outcome in (Outcome.NOT_ASSESSED, Outcome.PENDING)
            words = say("stage.prerequisite", "Prerequisite still open: {code} {title}", code=result.code, title=result.title)
            tally.check(not open_, words, Way(WayKind.TARGET, result.id))
    count = len(known.requests)
    words = say("stage.documents", "{count} documents that the rules name are not noted as seen", count=count)
    tally.check(not count, words, Way(WayKind.PAGE, "quality"))
    return tally


class _SiteTally(_Tally):
    """Counts items, and notes places."""

    def __init__(self, done: int, of: int) -> None:
        super().__init__(Stage.SITE)
        self._items = done, of

    def state(self) -> StageState:
        """Return the stage as counted."""
        return StageState(Stage.SITE, tuple(self._needs), *self._items)


def _site(known: Known) -> _Tally:
    tally = _SiteTally(*progress(known.card))
    for title, items in open_by_place(known.template, known.card):
        words = say("stage.place", "{place}: {count} items open", place=title, count=len(items))
        if not title:
            words = say("stage.nowhere", "Without a place: {count} items open", count=len(items))
        tally.need(words, Way(WayKind.TARGET, items[0].id))
    return tally


def open_by_place(template: Template, card: ScoreCard) -> tuple[tuple[str, tuple[ItemScore, ...]], ...]:
    """Return the open items of each place by its title; those that name no place come last, under an empty one.

    An item of two places stands under both.
    """
    scores = {item.id: item for item in card.items()}
    left = [each for each in template.indicators() if _is_open(scores[each.id])]
    found = [(place.title, tuple(scores[each.id] for each in left if place.id in each.places)) for place in template.places]
    found.append(("", tuple(scores[each.id] for each in left if not each.places)))
    return tuple((title, items) for title, items in found if items)


def _is_open(item: ItemScore) -> bool:
    return item.award.state is ScoreState.NOT_ASSESSED or item.is_to_look_at_again


def _discussion(known: Known, apart: Sequence[Spread], unjudged: Collection[str]) -> _Tally:
    tally = _expected(known, Stage.DISCUSSION)
    for spread in apart:
        if spread.is_wide:
            words = say("stage.spread", "{item}: {words}", item=spread.title, words=spread.sentence())
            tally.check(not spread.is_open, words, Way(WayKind.TARGET, spread.target))
    for item in known.card.items():
        if item.id in unjudged:
            words = say("stage.unjudged", "Not judged by the experts yet: {code} {title}", code=item.code, title=item.title)
            tally.need(words, Way(WayKind.TARGET, item.id))
        if item.award.state is ScoreState.UNDETERMINED:
            words = say("stage.undetermined", "Undetermined: {code} {title}", code=item.code, title=item.title)
            tally.need(words, Way(WayKind.TARGET, item.id))
    return tally


def _unjudged(known: Known) -> frozenset[str]:
    """Return the ids of the items that are open because the experts have not judged them or a part of them, or too few of them have."""
    template, scores = known.template, known.card.items_by_id()
    facts, tables = template.facts_of(known.assessment.mine.facts), template.tables_by_id(known.assessment.day)
    found = set[str]()
    for each in template.indicators():
        if scores[each.id].award.state is ScoreState.NOT_ASSESSED:
            states = dict(_part_states("", scores[each.id].award))
            panels = [part.path for part in entry_parts(each, facts, tables) if any(f.kind is InputKind.PANEL for f in part.inputs)]
            if any(states.get(path) is ScoreState.NOT_ASSESSED for path in panels):
                found.add(each.id)
    return frozenset(found)


def _part_states(path: str, award: Award) -> Iterator[tuple[str, ScoreState]]:
    """Yield what is known of an item and of all its parts, by path."""
    yield path, award.state
    for part in award.parts:
        yield from _part_states(part.path, part.award)


def _closing(known: Known, answered: Sequence[Sheet]) -> _Tally:
    tally = _expected(known, Stage.CLOSING_MEETING, but=facts_sheet.FORM)
    way = Way(WayKind.FACTS_SHEET)
    if not answered:
        tally.need(say("stage.no_sheet", "The facts sheet has not been put to the mine yet"), way)
        return tally
    latest = answered[0]
    count = len(latest.changed) + len(latest.gone) + len(latest.new)
    words = say("stage.sheet_changed", "{count} facts have changed since the facts sheet was answered", count=count)
    tally.check(not latest.has_changed, words, way)
    return tally


def _report(known: Known) -> _Tally:
    tally = _expected(known, Stage.REPORT)
    blocking = sum(1 for problem in known.problems if problem.severity is Severity.BLOCKS)
    words = say("stage.blocking", "{count} things hinder completion", count=blocking)
    tally.check(not blocking, words, Way(WayKind.PAGE, "quality"))
    status, way = known.assessment.profile.status, Way(WayKind.REPORT)
    tally.check(status is not AssessmentStatus.DRAFT, say("stage.not_completed", "The assessment is not completed yet"), way)
    is_signed = status not in (AssessmentStatus.DRAFT, AssessmentStatus.COMPLETED)
    tally.check(is_signed, say("stage.not_signed", "The report is not signed yet"), way)
    return tally


def _current(
    known: Known, states: Sequence[StageState], unjudged: Collection[str], apart: Sequence[Spread], answered: Sequence[Sheet]
) -> Stage:
    """Return the last stage that has begun; the next one in which anything is needed where nothing of it is any more."""
    begun = [stage for stage, has_begun in _signs(known, unjudged, apart, answered) if has_begun()]
    order = list(Stage)
    number = order.index(begun[-1]) if begun else 0
    while states[number].is_done and number + 1 < len(order):
        number += 1
    return order[number]


def _signs(
    known: Known, unjudged: Collection[str], apart: Sequence[Spread], answered: Sequence[Sheet]
) -> Iterator[tuple[Stage, Callable[[], bool]]]:
    assessment = known.assessment
    decided = (Outcome.MET, Outcome.NOT_MET, Outcome.PENDING)
    is_one_closed = any(spread.consensus is not None for spread in apart)
    yield (
        Stage.DESK_REVIEW,
        lambda: _has_form(assessment, REVIEW_FORM) or any(each.outcome in decided for each in known.card.prerequisites),
    )
    yield Stage.OPENING_MEETING, lambda: _has_form(assessment, *_BY_RECORDS[Stage.OPENING_MEETING])
    yield Stage.SITE, lambda: is_one_closed or any(seen.place for seen in assessment.observations.values())
    yield Stage.DISCUSSION, lambda: is_one_closed and all(item.id in unjudged for item in known.card.items() if _is_open(item))
    yield Stage.CLOSING_MEETING, lambda: bool(answered) or _has_form(assessment, *_BY_RECORDS[Stage.CLOSING_MEETING])
    yield Stage.REPORT, lambda: assessment.profile.status is not AssessmentStatus.DRAFT


def _has_form(assessment: Assessment, *names: str) -> bool:
    return any(_is_of(record, name) for record in assessment.form_records.values() for name in names)


def _is_of(record: FormRecord, form_id: str) -> bool:
    return record.form.partition("@")[0] == form_id
