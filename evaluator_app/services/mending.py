# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Following what the mine puts right: the list as it stands, and every act on it as a change that whoever has the keyboard does.

Goes on after a signature: nothing here touches a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evaluator_app.domain import mending_course
from evaluator_app.domain.assessment import Assessment, Evidence, Filing, ledger_order
from evaluator_app.domain.changes import Change
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.mending_course import Drift, MendingError, Owed
from evaluator_app.domain.mending_limit import MendingLimit, days_left, is_late, is_open, limit_of
from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.importing import ImportResult, Refusal, import_bytes, import_files
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import OpenAssessment

_CODES = {
    "mending.due_before": "MND-001",
    "mending.due_too_late": "MND-002",
    "mending.no_report": "MND-003",
    "mending.no_words": "MND-004",
    "mending.nobody": "MND-005",
    "mending.no_proof": "MND-006",
    "mending.is_closed": "MND-007",
}


@dataclass(frozen=True, slots=True)
class MendingLine:
    """One thing to be put right, with all that a list shows of it."""

    thing: Rectification
    title: str
    """Code and title of the item."""
    left: int | None
    """Days until it is due, negative when late; None where it is closed or has no day."""
    is_late: bool
    drift: Drift | None
    """How the finding behind it has changed since; None where it has not."""
    before: tuple[Evidence, ...]
    """What showed the fault."""
    after: tuple[Evidence, ...]
    """What proves that it was put right."""


@dataclass(frozen=True, slots=True)
class MendingList:
    """All that is to be put right at one mine."""

    lines: tuple[MendingLine, ...]
    """In the order of the template."""
    waiting: tuple[Owed, ...]
    """What could be ordered and is not yet."""
    limit: MendingLimit
    today: date

    @property
    def late(self) -> int:
        """How many were due before today and are not closed."""
        return sum(1 for line in self.lines if line.is_late)

    @property
    def open(self) -> int:
        """How many are not closed."""
        return sum(1 for line in self.lines if is_open(line.thing))

    def count(self, state: RectificationState) -> int:
        """Return how many have come so far."""
        return sum(1 for line in self.lines if line.thing.state is state)


def today_of(opened: OpenAssessment) -> date:
    """Return the day by the clock that acts are stamped with."""
    return opened.now().astimezone().date()


def mending_of(opened: OpenAssessment, today: date | None = None) -> MendingList:
    """Return the list as it stands."""
    assessment, template = opened.assessment, opened.template
    day = today or today_of(opened)
    drifts = mending_course.drifts(template, assessment, opened.card)
    places = {target: number for number, target in enumerate(_codes(opened).values())}
    ledger = sorted(assessment.observations.values(), key=ledger_order)
    seen = {each.id: number for number, each in enumerate(ledger)}
    shown = _shown(assessment)
    lines = [
        MendingLine(
            thing,
            opened.title_of(thing.target),
            days_left(thing, day),
            is_late(thing, day),
            drifts.get(thing.id),
            shown.get(thing.observation or thing.target, ()),
            tuple(assessment.evidence[proof] for proof in thing.proof if proof in assessment.evidence),
        )
        for thing in assessment.rectifications.values()
    ]
    lines.sort(key=lambda line: (places.get(line.thing.target, len(places)), seen.get(line.thing.observation, len(seen)), line.thing.id))
    return MendingList(tuple(lines), mending_course.not_ordered(template, assessment, opened.card), limit_of(template), day)


def order(
    opened: OpenAssessment, names: Iterable[str] | None = None, *, due_on: date | None = None, responsible: str = "", on: date | None = None
) -> Change:
    """Order what is named by fault, item or code, or all that can be ordered; UserFacingError for what cannot be, or a day too late."""
    able = {each.id: each for each in mending_course.owed(opened.template, opened.assessment, opened.card)}
    if names is None:
        chosen = list(able.values())
    else:
        codes = _codes(opened)
        chosen = []
        for name in names:
            target = codes.get(name, name)
            found = [each for each in able.values() if target in (each.id, each.target)]
            if not found:
                raise UserFacingError(
                    "MND-008",
                    _("“{name}” is no fault that took points and no item that is unmet; nothing was ordered.").format(name=name),
                    _("Name a fault by its id or an item by its code; the list says what can be ordered."),
                )
            chosen += found
    day = on or today_of(opened)
    return _said(
        lambda: mending_course.order(opened.template, opened.assessment, chosen, on=day, due_on=due_on, responsible=responsible.strip())
    )


def named(opened: OpenAssessment, name: str) -> Rectification:
    """Return the order of an id, the beginning of one, or the code of its item where that has one alone; UserFacingError else."""
    known = opened.assessment.rectifications
    codes = _codes(opened)
    found = [known[name]] if name in known else [each for key, each in known.items() if name and key.startswith(name)]
    found = found or [each for each in known.values() if codes.get(name, name) == each.target]
    if len(found) == 1:
        return found[0]
    raise UserFacingError(
        "MND-009",
        _("“{name}” names {count} things to be put right.").format(name=name, count=len(found)),
        _("Give the id of one as the list shows it."),
    )


def edit(opened: OpenAssessment, edited: Rectification) -> Change:
    """Change words, responsible or day of an order; UserFacingError for a day that is too late."""
    return _said(lambda: mending_course.edit(opened.template, opened.assessment, edited))


def take_words_over(opened: OpenAssessment, name: str) -> Change | None:
    """Put the words of the finding as it is now into the order; None where there is no such finding any more."""
    able = mending_course.owed(opened.template, opened.assessment, opened.card)
    thing = next((each for each in able if each.id == name), None)
    return None if thing is None else mending_course.take_words_over(opened.assessment, thing)


def report(opened: OpenAssessment, name: str, words: str, files: Sequence[Evidence] = ()) -> Change:
    """Record what the mine says that it did, with the files that it hands in."""
    return _said(lambda: mending_course.report(opened.assessment, name, words, files))


def recheck(
    opened: OpenAssessment,
    name: str,
    *,
    is_mended: bool,
    words: str,
    by: str = "",
    on: date | None = None,
    files: Sequence[Evidence] = (),
) -> Change:
    """Close it or escalate it; by who is at the keyboard and today unless others are named. UserFacingError for what lacks."""
    who, day = by.strip() or opened.who, on or today_of(opened)
    return _said(lambda: mending_course.recheck(opened.assessment, name, is_mended=is_mended, words=words, by=who, on=day, files=files))


def proof_from(opened: OpenAssessment, paths: Sequence[Path]) -> tuple[tuple[Evidence, ...], tuple[Refusal, ...]]:
    """Take files in as proof that is not recorded yet; bad ones are refused by name while the others go in."""
    return _as_proof(opened, import_files(paths, opened.files, pictures=opened.pictures))


def proof_from_picture(opened: OpenAssessment, name: str, data: bytes) -> tuple[tuple[Evidence, ...], tuple[Refusal, ...]]:
    """Take a pasted picture in as proof that is not recorded yet."""
    return _as_proof(opened, import_bytes(name, data, opened.files, pictures=opened.pictures))


def _as_proof(opened: OpenAssessment, result: ImportResult) -> tuple[tuple[Evidence, ...], tuple[Refusal, ...]]:
    return tuple(opened.evidence_from(each, (), filed_by=Filing.MENDING) for each in result.accepted), tuple(result.refused)


def _shown(assessment: Assessment) -> Mapping[str, tuple[Evidence, ...]]:
    """Return what shows each finding that is to be put right, in the order it was added; all evidence is gone through once."""
    wanted = {thing.observation or thing.target for thing in assessment.rectifications.values()}
    found: dict[str, tuple[Evidence, ...]] = {}
    for item in sorted(assessment.evidence.values(), key=lambda item: (item.added_at.timestamp() if item.added_at else 0.0, item.id)):
        for target in wanted.intersection(item.targets):
            found[target] = (*found.get(target, ()), item)
    return found


def _codes(opened: OpenAssessment) -> dict[str, str]:
    """Return the ids of all items by their codes, in the order of the template."""
    codes = {item.code: item.id for item in opened.template.prerequisites}
    return codes | {item.code: item.id for item in opened.template.indicators()}


def _said(make: Callable[[], Change]) -> Change:
    """Return the change, or say in the language in use why it is not possible."""
    try:
        return make()
    except MendingError as error:
        raise UserFacingError(
            _CODES[error.sentence.code],
            _("{reason}.").format(reason=error.sentence.text(translator(current_language()))),
            _("Nothing was changed. Correct it and try again."),
        ) from error
