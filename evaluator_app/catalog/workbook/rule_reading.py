# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Rows of the rules' sheet put together again: each under the nearest row above that stands one level higher."""

from __future__ import annotations

from collections.abc import Mapping

from evaluator_app.catalog.positions import KeyPath
from evaluator_app.catalog.workbook.gathering import Gathering, Table
from evaluator_app.catalog.workbook.rules import CRITERION_KEYS, ENTRY_KEYS, LISTS, keys_of
from evaluator_app.catalog.workbook.words import NODES
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.sentence import Sentence, say

PART = "rules"
_DEEPEST = 12
_BOTH = {"amount": (("step",), ("each",)), "measured": (("quantity",), ("counted",))}
_OF_RULE: Mapping[str, tuple[KeyPath, ...]] = {column: _BOTH.get(column, (path,)) for column, path in CRITERION_KEYS.items()}
_OF_INNER_RULE: Mapping[str, tuple[KeyPath, ...]] = {**_OF_RULE, "kind": ((), ("kind",))}
_OF_ENTRY: Mapping[str, Mapping[str, tuple[KeyPath, ...]]] = {
    node: {column: ((key,),) for column, key in keys.items()} for node, keys in ENTRY_KEYS.items()
}


class RuleBuilder:
    """The rules of one item as its rows come."""

    def __init__(self, gathering: Gathering, owner: Table, path: KeyPath) -> None:
        """Take the item and where it stands."""
        self._gathering = gathering
        self._stack: list[tuple[Table, str, KeyPath]] = [(owner, "criterion", (*path, "criterion"))]
        """For each level the table that holds the rule, the key at which it does, and where the rule stands."""

    def add(self, row: Table, number: int) -> bool:
        """Add a row; tell whether it had a place."""
        depth, node = row.pop("depth", None), row.pop("node", None)
        if node is None:
            return self._refuse("node", number, say("xls.no_node", "It is not said what this row is."), _choose())
        if node not in NODES:
            return False
        least = 0 if node == "own" else 1
        if not isinstance(depth, int) or not least <= depth <= _DEEPEST or (depth == 0) != (node == "own"):
            sentence = say("xls.bad_depth", "The level must be a whole number from 1, and 0 only for 本项.")
            return self._refuse("depth", number, sentence, say("xls.write_depth", "Write 1 for what belongs to the item itself."))
        if depth > len(self._stack):
            sentence = say("xls.deep_row", "Level {depth} has no row of level {above} above it.", depth=depth, above=depth - 1)
            return self._refuse(
                "depth", number, sentence, say("xls.move_row", "Correct the level, or move the row below what it belongs to.")
            )
        if depth == 0:
            self._fill(row, 0, number)
            return True
        self._attach(node, row, depth, number)
        return True

    def _attach(self, node: str, row: Table, depth: int, number: int) -> None:
        rule, path = self._rule(depth - 1)
        del self._stack[depth:]
        if node == "base":
            self._stack.append((rule, "base", (*path, "base")))
            self._fill(row, depth, number)
            return
        members = rule.setdefault(LISTS[node], [])
        entry = {key: row.pop(column) for column, key in ENTRY_KEYS[node].items() if column in row}
        here: KeyPath = (*path, LISTS[node], len(members))
        members.append(entry)
        self._gathering.spots.append((here, PART, number, _OF_ENTRY[node]))
        self._stack.append((entry, "criterion", (*here, "criterion")))
        self._fill(row, depth, number)

    def _fill(self, row: Table, depth: int, number: int) -> None:
        """Put the columns of a rule into the rule at a level; there is one only where one is filled."""
        holder, key, path = self._stack[depth]
        if depth:
            self._gathering.spots.append((path, PART, number, _OF_INNER_RULE))
        if not row:
            return
        if not depth:
            keys = {column: paths for column, paths in _OF_RULE.items() if column in row}
            self._gathering.spots.append((path, PART, number, keys))
        rule = holder.setdefault(key, {})
        for column, value in row.items():
            inner: Toml = rule
            *above, last = keys_of(row.get("kind", rule.get("kind"))).get(column, (column,))
            for step in above:
                inner = inner.setdefault(step, {})
            inner[last] = value

    def _rule(self, depth: int) -> tuple[Table, KeyPath]:
        holder, key, path = self._stack[depth]
        rule: Table = holder.setdefault(key, {})
        return rule, path

    def _refuse(self, key: str, number: int, sentence: Sentence, advice: Sentence) -> bool:
        grid = self._gathering.grids[PART]
        column = next((index + 1 for index, column in grid.known() if column.key == key), 1)
        at = (grid.name, number, column)
        if at not in self._gathering.problems.cells:
            self._gathering.problems.add("TPL-813", sentence, advice, at=at)
        return False


def _choose() -> Sentence:
    return say("xls.choose_node", "Choose one of: {words}.", words="、".join(NODES.values()))
