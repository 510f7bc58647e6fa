# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A practice mine beside its model answer as tables: in short, item by item, and the faults."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.consistency.agreement import FEW_ITEMS, FactPair, ItemAgreement
from evaluator_app.domain.consistency.statistics import rounded
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.terms import term
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.consistency_tables import Cell, Column, ColumnKind, Sheet, sheet
from evaluator_app.services.practice import Result

Title = Callable[[str], str]
"""Returns code and title of an item."""


def practice_sheets(result: Result, title: Title) -> tuple[Sheet, ...]:
    """Return all tables of a result."""
    return (summary(result), items(result, title), faults(result, title), verdicts(result))


def kappa_words(result: Result) -> str:
    """Return Cohen's kappa in words, with what it rests on."""
    found, count = result.agreement.kappa, len(result.agreement.items)
    if found is None:
        return _("cannot be said: both use one verdict throughout")
    value = decimal_text(rounded(found, "0.01"))
    if count < FEW_ITEMS:
        return _("{kappa}, of {count} items only, which says next to nothing").format(kappa=value, count=count)
    return _("{kappa}, of {count} items").format(kappa=value, count=count)


def summary(result: Result) -> Sheet:
    """Return the agreement in short."""
    found = result.agreement
    model, own = found.points
    hit, missed, extra = found.faults
    rows: list[tuple[str, Cell]] = [
        (_("Model answer by"), result.answer.author),
        (_("Said to be done by"), result.done.who),
        (_("Said to be done at"), f"{result.done.at.astimezone():%Y-%m-%d %H:%M}"),
        (_("Edited afterwards"), _("yes, the figures are of the edited state") if result.is_edited else _("no")),
        (_("Same verdict"), f"{found.same} / {len(found.items)}"),
        (_("Share of the same verdict"), f"{decimal_text(rounded(found.share * 100, '0.1'))} %"),
        (_("Cohen's kappa"), kappa_words(result)),
        (_("Points of the model answer"), model),
        (_("Points given here"), own),
        (_("Points apart, item by item"), found.apart),
        (_("Faults found"), hit),
        (_("Faults missed"), missed),
        (_("Extra faults"), extra),
        (_("Items that only one side has"), found.absent),
    ]
    note = _("Kappa: how far the verdicts agree beyond chance; 1 is full agreement, 0 no more than chance.")
    return sheet("agreement", _("Agreement"), note, [Column(_("What")), Column(_("Value"))], rows)


def items(result: Result, title: Title) -> Sheet:
    """Return the agreement item by item, what differs first."""
    columns = [
        Column(_("Item")),
        Column(_("Same verdict")),
        Column(_("Model answer")),
        Column(_("Own verdict")),
        Column(_("Model points"), ColumnKind.NUMBER),
        Column(_("Points given here"), ColumnKind.NUMBER),
        Column(_("Difference"), ColumnKind.NUMBER),
        Column(_("Faults found"), ColumnKind.COUNT),
        Column(_("Faults missed"), ColumnKind.COUNT),
        Column(_("Extra faults"), ColumnKind.COUNT),
        Column(_("Why, by the model answer")),
    ]
    ordered = sorted(result.agreement.items, key=_agrees)
    rows = [_item(each, title) for each in ordered]
    return sheet("items", _("By item"), _("What differs comes first."), columns, rows)


def faults(result: Result, title: Title) -> Sheet:
    """Return the faults found, missed and extra."""
    columns = [
        Column(_("Item")),
        Column(_("What became of it")),
        Column(_("Place")),
        Column(_("Model answer")),
        Column(_("Own place")),
        Column(_("Own words")),
    ]
    rows = [_fault(title(each.target), pair) for each in result.agreement.items for pair in each.faults]
    note = _("Matched by part, named fault and place, then by place alone; words are for people to compare.")
    return sheet("faults", _("Faults"), note, columns, rows)


def verdicts(result: Result) -> Sheet:
    """Return how often which verdict of the model answer met which own one."""
    outcomes = [outcome for outcome in Outcome if any(outcome in pair for pair in result.agreement.table)]
    table = result.agreement.table
    rows: list[tuple[Cell, ...]] = [(_word(model), *(table.get((model, own), 0) for own in outcomes)) for model in outcomes]
    columns = [Column(_("Model answer")), *(Column(_("Own: {verdict}").format(verdict=_word(own)), ColumnKind.COUNT) for own in outcomes)]
    return sheet("verdicts", _("Verdict by verdict"), _("Down: the model answer; across: one's own."), columns, rows)


def _agrees(item: ItemAgreement) -> tuple[bool, bool, Decimal]:
    return item.is_same, not (item.missed or item.extra), -abs(item.difference)


def _item(each: ItemAgreement, title: Title) -> tuple[Cell, ...]:
    return (
        title(each.target),
        _("yes") if each.is_same else _("no"),
        _word(each.model.outcome),
        _word(each.outcome),
        each.model.awarded,
        each.awarded,
        each.difference,
        each.found,
        each.missed,
        each.extra,
        each.model.reason,
    )


def _fault(item: str, pair: FactPair) -> tuple[Cell, ...]:
    state = _("found") if pair.model and pair.own else _("missed") if pair.model else _("extra")
    model, own = pair.model, pair.own
    return item, state, model.place if model else "", model.text if model else "", own.place if own else "", own.text if own else ""


def _word(outcome: Outcome) -> str:
    return term(outcome).text(translator(current_language()))
