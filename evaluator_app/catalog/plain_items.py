# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Items in which nothing is odd, read key by key for all at once: faster than item by item, with the same outcome.

Says nothing of what is wrong: where anything is, nothing is read here, and the reader of single items names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import chain

from evaluator_app.catalog.criteria import read_applicability, read_criterion, read_options
from evaluator_app.catalog.names import Names, read_provenance
from evaluator_app.catalog.sections import Section, is_identifier
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.codec import LONGEST_TEXT
from evaluator_app.domain.criteria import AllOrNothing
from evaluator_app.domain.exact import parse_decimal
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.template import Indicator

_REQUIRED = ("id", "in", "code", "title", "requirement")
_OPTIONAL = ("clause", "note")
_FLAGS = ("is_constraint", "needs_photo")
_LISTS = ("places", "documents", "evidence")
_OTHERS = ("points", "criterion", "applies_when", "otherwise", "not_applicable", "source")
_KEYS = frozenset((*_REQUIRED, *_OPTIONAL, *_FLAGS, *_LISTS, *_OTHERS))

PlainItem = tuple[Indicator, str, Decimal]
"""An indicator, the id of its group, its points."""


def read_plain(sections: Sequence[Section], groups: AbstractSet[str], names: Names, taken: set[str]) -> list[PlainItem] | None:
    """Return all items, or None where one needs a closer look; nothing is reported before all are known to be plain."""
    tables = [section.data for section in sections]
    if not _KEYS.issuperset(chain.from_iterable(tables)):
        return None
    try:
        required = [[table[key] for table in tables] for key in _REQUIRED]
        optional = [[table.get(key, "") for table in tables] for key in _OPTIONAL]
        flags = [[table.get(key, False) for table in tables] for key in _FLAGS]
        lists = [[table.get(key, _NONE) for table in tables] for key in _LISTS]
        points = _points([table["points"] for table in tables])
        are_plain = _are_sound(required, optional, flags, lists, groups, names) and not taken.intersection(required[0])
    except (KeyError, TypeError):
        return None
    if not are_plain or points is None:
        return None
    taken.update(required[0])
    rows = zip(sections, points, *required, *optional, *flags, *lists, strict=True)
    return [_item(names, *row) for row in rows]


_NONE: list[Toml] = []


def _item(
    names: Names, section: Section, points: Decimal, name: str, parent: str, code: str, title: str, requirement: str,
    clause: str, note: str, is_constraint: bool, needs_photo: bool, places: list[str], documents: list[str], evidence: list[str],
) -> PlainItem:  # fmt: skip
    table = section.data
    is_special = "applies_when" in table or "otherwise" in table
    applies, otherwise = read_applicability(section, names) if is_special else (None, None)
    criterion = read_criterion(section, "criterion", points, names) or AllOrNothing()
    options = read_options(section) if "not_applicable" in table else ()
    source = table.get("source")
    if source.__class__ is str and source in names.sources:
        found = names.sources[source] or Provenance()
        if clause or note:
            dates = (found.in_force_from, found.in_force_until)
            found = Provenance(found.document, clause or found.clause, found.confidence, note or found.note, found.number, *dates)
    else:
        found = read_provenance(section, names)
    indicator = Indicator(
        name, code, title, points, requirement, criterion, is_constraint, tuple(places), tuple(documents), tuple(evidence),
        needs_photo, applies, otherwise, options, found,
    )  # fmt: skip
    return indicator, parent, points


def _are_sound(
    required: list[list[Toml]], optional: list[list[Toml]], flags: list[list[Toml]], lists: list[list[Toml]],
    groups: AbstractSet[str], names: Names,
) -> bool:  # fmt: skip
    ids, parents = required[:2]
    members = [list(chain.from_iterable(column)) for column in lists]
    return (
        all(all(column) and _are_texts(column) for column in (*required, *members))
        and all(_are_texts(column) for column in optional)
        and all(value is True or value is False for column in flags for value in column)
        and all(value.__class__ is list for column in lists for value in column)
        and len(set(ids)) == len(ids)
        and all(map(is_identifier, ids))
        and groups >= set(parents)
        and names.places.issuperset(members[0])
        and names.documents.issuperset(members[1])
    )


def _are_texts(values: list[Toml]) -> bool:
    """Tell whether all are texts without anything to be said against them; TypeError where one is none."""
    return "".join(values).isprintable() and list(map(str.strip, values)) == values and max(map(len, values), default=0) <= LONGEST_TEXT


def _points(values: list[Toml]) -> list[Decimal] | None:
    """Return exact points; None where some are no positive number."""
    if not {value.__class__ for value in values} <= {int, Decimal}:
        return None
    try:
        exact = {value: parse_decimal(value) for value in set(values)}
    except (ValueError, ArithmeticError):
        return None
    return [exact[value] for value in values] if all(value > 0 for value in exact.values()) else None
