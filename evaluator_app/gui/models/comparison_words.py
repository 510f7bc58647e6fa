# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What stands in a template, in words: a field with the codes of files as what they mean, a whole thing in a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.comparing import ThingKind
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import ApprovalState, Gate, Template
from evaluator_app.domain.terms import term
from evaluator_app.domain.thresholds import ThresholdLevel, ThresholdRow
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_CODES: Mapping[str, type[Enum]] = {
    "confidence": Confidence,
    "otherwise": NotApplicableKind,
    "not_applicable": NotApplicableKind,
    "gate": Gate,
    "level": ThresholdLevel,
    "state": ApprovalState,
    "kinds": AssessmentKind,
}


def side_of(path: str, text: str) -> str:
    """Return one side of a field that differs as a person reads it."""
    top, last = path.partition(".")[0], path.rpartition(".")[2]
    if text in ("true", "false"):
        return _("Yes") if text == "true" else _("No")
    kind = _CODES.get(last) or (_CODES.get(top) if last in ("kind", top) else None)
    if kind is None or not text:
        return text
    known = {str(member.value): member for member in kind}
    return "\n".join(worded(term(known[line])) if line in known else line for line in text.split("\n"))


def contents(template: Template) -> Mapping[tuple[ThingKind, str], str]:
    """Return what is to be read of things that only one of two templates has, by kind and id; some have no more than their title."""
    found: dict[tuple[ThingKind, str], str] = {}
    for prerequisite in template.prerequisites:
        found[ThingKind.PREREQUISITE, prerequisite.id] = "\n".join((prerequisite.requirement, *prerequisite.checks))
    for item in template.indicators():
        points = _("{points} points").format(points=decimal_text(item.max_score))
        found[ThingKind.INDICATOR, item.id] = f"{item.requirement}\n{points}　{worded(item.criterion.summary())}"
    for fact in template.facts:
        found[ThingKind.FACT, fact.id] = "、".join(option.title for option in fact.options) or fact.hint
    for table in template.tables:
        found |= {(ThingKind.ROW, f"{table.id}/{row.id}"): _limit(row, table.unit) for row in table.rows}
    return found


def _limit(row: ThresholdRow, unit: str) -> str:
    if row.low is None:
        return worded(term(Confidence.NOT_FOUND))
    span = decimal_text(row.low) if row.high in (None, row.low) else f"{decimal_text(row.low)}–{decimal_text(row.high or row.low)}"
    source = " ".join(filter(None, (row.provenance.number, row.provenance.document, row.provenance.clause)))
    return "\n".join(filter(None, (f"{span} {unit}".strip(), source)))
