# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Two templates side by side as a flat list: kinds of things as headings, the things, and under each what of it differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject

from evaluator_app.domain.comparing import ComparedThing, Comparison, Difference, ThingKind
from evaluator_app.domain.edition_terms import edition_term, field_term
from evaluator_app.domain.template import Indicator, Prerequisite, Template
from evaluator_app.gui.models.comparison_words import contents, side_of
from evaluator_app.gui.models.row_list_model import RowListModel
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

LOOKS: Mapping[Difference, tuple[Tone, str]] = {
    Difference.ADDED: (Tone.DONE, "plus"),
    Difference.REMOVED: (Tone.VETO, "trash"),
    Difference.TEXT: (Tone.ACCENT, "edit"),
    Difference.POINTS: (Tone.FOUND, "found"),
    Difference.RULE: (Tone.UNDETERMINED, "ruler"),
    Difference.GUIDANCE: (Tone.NEUTRAL, "info"),
    Difference.SOURCE: (Tone.OPEN, "document"),
    Difference.MOVED: (Tone.NOT_APPLICABLE, "next"),
}
"""Tone and icon of each difference; with its word they are shown together."""


class RowKind(Enum):
    """What a row is."""

    HEADING = "heading"
    THING = "thing"
    SIDES = "sides"


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row as it is drawn."""

    kind: RowKind
    title: str
    """Heading, thing, or what the field is called."""
    differences: tuple[Difference, ...] = ()
    old: str = ""
    new: str = ""
    thing: ComparedThing | None = None


class ComparisonModel(RowListModel[ComparisonRow]):
    """ROW_ROLE gives the ComparisonRow. What is shown is chosen by difference and by words."""

    def __init__(self, comparison: Comparison, old: Template, new: Template, parent: QObject | None = None) -> None:
        """Show everything that differs."""
        super().__init__(parent)
        self._comparison = comparison
        self._old, self._new = _items(old), _items(new)
        self._contents = {Difference.REMOVED: contents(old), Difference.ADDED: contents(new)}
        self._blocks = {id(thing): tuple(self._block(thing)) for thing in comparison.things}
        self._haystacks = {id(thing): _haystack(self._blocks[id(thing)]) for thing in comparison.things}
        self.choose(only_changed=True)

    def choose(self, difference: Difference | None = None, *, only_changed: bool = False, words: str = "") -> None:
        """Show what differs in one way, or all that differs, or everything; of that, the things that hold all the words."""
        wanted = words.lower().split()
        shown = [
            thing
            for thing in self._comparison.things
            if (difference in thing.differences if difference is not None else thing.differences or not only_changed)
            and all(word in self._haystacks[id(thing)] for word in wanted)
        ]
        self._set_rows(tuple(self._arranged(shown, difference)))

    def _spoken(self, row: ComparisonRow) -> str:
        words = _(", ").join(worded(edition_term(difference)) for difference in row.differences)
        if row.kind is RowKind.SIDES:
            return _("{name}, {what}. Before: {old}. Now: {new}").format(name=row.title, what=words, old=row.old or "–", new=row.new or "–")
        return ", ".join(filter(None, (row.title, words)))

    def _can_be_chosen(self, row: ComparisonRow) -> bool:
        return row.kind is not RowKind.HEADING

    def _arranged(self, things: list[ComparedThing], difference: Difference | None) -> Iterator[ComparisonRow]:
        for kind in ThingKind:
            own = [thing for thing in things if thing.kind is kind]
            if own:
                yield ComparisonRow(RowKind.HEADING, f"{worded(edition_term(kind))}  {len(own)}")
            for thing in own:
                block = self._blocks[id(thing)]
                yield from (row for row in block if row.kind is RowKind.THING or difference is None or difference in row.differences)

    def _block(self, thing: ComparedThing) -> Iterator[ComparisonRow]:
        title = "  ".join(filter(None, (thing.code, thing.title))) or worded(edition_term(thing.kind))
        yield ComparisonRow(RowKind.THING, title, thing.differences, thing=thing)
        was, now = self._old.get(thing.id), self._new.get(thing.id)
        if thing.differences in ((Difference.ADDED,), (Difference.REMOVED,)):
            [difference] = thing.differences
            words = self._contents[difference].get((thing.kind, thing.id), "")
            if words:
                sides = ("", words) if difference is Difference.ADDED else (words, "")
                yield ComparisonRow(RowKind.SIDES, "", thing.differences, *sides, thing=thing)
            return
        old_rule, new_rule = _rule(was), _rule(now)
        if Difference.RULE in thing.differences and old_rule != new_rule:
            yield ComparisonRow(RowKind.SIDES, worded(field_term("criterion")), (Difference.RULE,), old_rule, new_rule, thing)
        for field in thing.fields:
            name = worded(field_term(field.path))
            sides = (side_of(field.path, field.old), side_of(field.path, field.new))
            if sides == ("", ""):
                sides = (_("(see there)"), _("(see there)")) if ":" in field.path else (_("(in another order)"), _("(in this order)"))
            yield ComparisonRow(RowKind.SIDES, name, (field.difference,), *sides, thing=thing)


def _items(template: Template) -> Mapping[str, Indicator | Prerequisite]:
    items: tuple[Indicator | Prerequisite, ...] = (*template.prerequisites, *template.indicators())
    return {item.id: item for item in items}


def _rule(item: Indicator | Prerequisite | None) -> str:
    return worded(item.criterion.summary()) if item is not None and item.criterion is not None else ""


def _haystack(rows: tuple[ComparisonRow, ...]) -> str:
    return "\n".join(f"{row.title}\n{row.old}\n{row.new}" for row in rows).lower()
