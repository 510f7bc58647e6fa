# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What every item of an assessment is at one time, small enough to be carried along: the other side of a comparison.

Revisions (comparing_revisions.py) and new rounds (side_by_side.py) keep it of what they start from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from evaluator_app.domain.assessment import Assessment, Evidence, Outcome
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.requirements import requirements
from evaluator_app.domain.rounds import ReplacedItem
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Template
from evaluator_app.domain.terms import term

_NOTHING = say("revision.nothing", "–")


def items_of(assessment: Assessment, card: ScoreCard, template: Template | None = None) -> Mapping[str, ReplacedItem]:
    """Return what each item and prerequisite is, in the order of the card; with what the rules ask where the template is given."""
    seen: dict[str, list[str]] = defaultdict(list)
    owner: dict[str, str] = {}
    recorded: dict[str, list[tuple[str, object]]] = defaultdict(list)
    for key, observation in sorted(assessment.observations.items()):
        seen[observation.target].append(key)
        owner[key] = observation.target
        recorded[observation.target].append(("observation", observation))
    supported: dict[str, set[str]] = defaultdict(set)
    for key, evidence in sorted(assessment.evidence.items()):
        for target in _owners(evidence, owner):
            supported[target].add(key)
            recorded[target].append(("evidence", evidence))
    for target, finding in assessment.findings.items():
        recorded[target].append(("finding", finding))
    for _key, record in sorted(assessment.form_records.items()):
        recorded[record.target].append(("form", record))

    rules = rule_digests(template) if template is not None else {}

    def item(target: str, title: str) -> ReplacedItem:
        records = digest(recorded[target]) if recorded.get(target) else ""
        return ReplacedItem(
            target,
            title,
            observations=len(seen.get(target, ())),
            evidence=len(supported.get(target, ())),
            records_sha256=records,
            rule_sha256=rules.get(target, ""),
        )

    found = {each.id: replace(item(each.id, f"{each.code} {each.title}"), outcome=each.outcome.value) for each in card.prerequisites}
    for each in card.items():
        award = each.award
        of_item = item(each.id, f"{each.code} {each.title}")
        found[each.id] = replace(of_item, points=award.awarded, open=award.open, attainable=award.attainable)
    return found


def rule_digests(template: Template) -> Mapping[str, str]:
    """Return one digest of what each item and prerequisite asks: wording, rule and points."""
    return {target: digest((asks.text, asks.rule, asks.points)) for target, asks in requirements(template).items()}


def outcome_words(value: str) -> Sentence:
    """Return the word for what was found for a prerequisite, by its stored value; a dash for none."""
    return next((term(outcome) for outcome in Outcome if outcome.value == value), _NOTHING)


def _owners(evidence: Evidence, owner: Mapping[str, str]) -> Iterator[str]:
    yield from dict.fromkeys(owner.get(target, target) for target in evidence.targets)
