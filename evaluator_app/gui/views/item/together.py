# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Acts on several items at once, and the sentences that say what came of them."""

from __future__ import annotations

from collections.abc import Sequence

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.many import Hindrance, note_all, verdict_on
from evaluator_app.domain.reviewing import Step
from evaluator_app.domain.sightings import NOTHING, sightings
from evaluator_app.gui.session import Session
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.reviewing import reviewed

_NAMED_AT_MOST = 8


def judge_together(session: Session, targets: Sequence[str], outcome: Outcome) -> tuple[str, bool]:
    """Record a verdict on all items that take it; return what came of it, and whether anything was recorded."""
    found = verdict_on(session.template, session.assessment, targets, outcome)
    done = bool(found.taken) and session.do(found.change)
    said = [_("Recorded on {count} items.").format(count=len(found.taken))] if done else []
    if done and outcome is Outcome.MET:
        faulty = {seen.target for seen in session.assessment.observations.values() if seen.is_fault}
        named = [session.opened.title_of(target) for target in found.taken if target in faulty]
        said += [_("The ledger has faults that still count: {items}.").format(items=_listed(named))] if named else []
    for why in Hindrance:
        named = [session.opened.title_of(target) for target, each in found.hindered if each is why]
        said += [_words(why).format(items=_listed(named))] if named else []
    return " ".join(said), done


def note_nothing_found(session: Session, seen: Sequence[tuple[str, str]]) -> tuple[str, bool]:
    """Note of items, each with a place, that nothing was found there; return what came of it, and whether anything was noted."""
    before = sightings(session.assessment)
    known = {pair: before.get(pair[1], {}).get(pair[0], NOTHING) for pair in seen}
    new = [pair for pair, each in known.items() if not each.is_looked_at]
    faulty = [session.opened.title_of(target) for (target, _at), each in known.items() if each.faults]
    places = _listed(list(dict.fromkeys(place for _item, place in known)))
    words = _("Looked at here, nothing found.")
    noted = [session.opened.new_observation(target, words, place=place, is_fault=False) for target, place in new]
    done = bool(noted) and session.do(note_all(session.assessment, noted))
    said = [_("{place}: nothing found; items looked at: {count}.").format(place=places, count=len(new))] if done else []
    said += [_("Problems are on record here for {items}.").format(items=_listed(faulty))] if faulty else []
    if not new and not faulty:
        said.append(_("{place}: this was noted already.").format(place=places))
    return " ".join(said), done


def review_together(session: Session, targets: Sequence[str], step: Step) -> tuple[str, bool]:
    """Take a step of the review on all items that take it; return what came of it, and whether anything was done."""
    found = reviewed(session.opened, step, targets)
    done = bool(found.taken) and session.do(found.change)
    words = _("Handed in: {count} items.") if step is Step.SUBMIT else _("Accepted: {count} items.")
    said = [words.format(count=len(found.taken))] if done else []
    for sentence in dict.fromkeys(sentence for _target, sentence in found.refused):
        named = [session.opened.title_of(target) for target, each in found.refused if each == sentence]
        said.append(_("{items}: {why}.").format(items=_listed(named), why=worded(sentence)))
    return " ".join(said), done


def _words(why: Hindrance) -> str:
    return {
        Hindrance.MEASURED: _("Scored by values, enter them one by one: {items}."),
        Hindrance.PANEL: _("Judged by the experts: {items}."),
        Hindrance.PARTS: _("Judged part by part: {items}."),
        Hindrance.REASON: _("Not applicable needs a reason for each item: {items}."),
    }[why]


def _listed(titles: Sequence[str]) -> str:
    more = len(titles) - _NAMED_AT_MOST
    shown = _(", ").join(titles[:_NAMED_AT_MOST])
    return _("{items} and {count} more").format(items=shown, count=more) if more > 0 else shown
