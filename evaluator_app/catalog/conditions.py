# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Conditions over the facts of a mine as a template file writes them.

{mineral = "coal"}, {mineral = ["coal", "iron"], has_tailings_pond = true}, {depth = {at_least = 800}},
{renewal_on = {since = 2021-01-01}}, {all = [...]}, {any = [...]}, {not = {...}}; several keys in one table must all
hold. However it is written, one claim gives one condition: members in a fixed order, none twice, none inside its like.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import cast

from evaluator_app.catalog.names import FactName, Names
from evaluator_app.catalog.problems import did_you_mean
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.applicability import AllOf, AnyOf, Condition, FactAtLeast, FactIs, FactSince, Not
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import FactKind

CONNECTIVES = ("all", "any", "not")
"""Words that no fact may have as its id."""


def read_condition(section: Section, key: str, names: Names) -> Condition | None:
    """Read the condition at a key; None where there is none or it is wrong."""
    inner = section.section(key)
    return None if inner is None else _read(inner, names)


def _read(section: Section, names: Names) -> Condition | None:
    if not section.data:
        section.problem(
            "TPL-209", say("tpl.empty_condition", "The condition says nothing."), say("tpl.name_fact", "Name a fact and its value.")
        )
        return None
    claims = [_claim(section, key, names) for key in sorted(section.data)]
    if None in claims:
        return None
    return joined(AllOf, (claim for claim in claims if claim is not None))


def joined(connective: type[AllOf | AnyOf], conditions: Iterable[Condition]) -> Condition:
    """Return conditions joined in the one way in which their claim is written."""
    listed = tuple(conditions)
    if len(listed) == 1:
        return listed[0]
    members: dict[bytes, Condition] = {}
    for condition in listed:
        inner = condition.conditions if isinstance(condition, (AllOf, AnyOf)) and type(condition) is connective else (condition,)
        members |= {_bytes_of(cast("Hashable", member)): member for member in inner}
    ordered = tuple(member for _, member in sorted(members.items()))
    return ordered[0] if len(ordered) == 1 else connective(ordered)


@lru_cache(maxsize=1024)
def _bytes_of(condition: Hashable) -> bytes:
    return canonical_bytes(condition)


def _claim(section: Section, key: str, names: Names) -> Condition | None:
    if key == "not":
        condition = read_condition(section, key, names)
        return None if condition is None else Not(condition)
    if key in CONNECTIVES:
        members = section.sections(key)
        if key in section and section.data[key] == []:
            section.problem("TPL-209", say("tpl.empty_condition", "The condition says nothing."), key=key)
        read = [_read(member, names) for member in members]
        conditions = tuple(condition for condition in read if condition is not None)
        if not conditions or None in read:
            return None
        return joined(AllOf if key == "all" else AnyOf, conditions)
    return _about_fact(section, key, names)


def _about_fact(section: Section, key: str, names: Names) -> Condition | None:
    fact = names.facts.get(key)
    if fact is None:
        section.unknown_name(key, (*names.facts, *CONNECTIVES), "TPL-203", say("tpl.what_fact", "fact"), key=key)
        return None
    value = section.raw(key)
    if isinstance(value, dict):
        return _since(section, key, fact) if "since" in value else _at_least(section, key, fact)
    values = value if isinstance(value, list) else [value]
    if not values:
        section.problem("TPL-207", say("tpl.no_values", "The condition on “{fact}” names no value.", fact=key), key=key)
    before = True
    for index, member in enumerate(values):
        before = _fits(section, key, member, fact, index if isinstance(value, list) else None) and before
    return FactIs(key, tuple(values)) if before and values else None


def _at_least(section: Section, key: str, fact: FactName) -> Condition | None:
    bound = section.section(key)
    if bound is None:
        return None
    if fact.kind not in (FactKind.NUMBER, None):
        section.problem(
            "TPL-204", say("tpl.not_numeric", "The fact “{fact}” is not a number, so it has no least value.", fact=key), key=key
        )
        return None
    number = bound.number("at_least", is_required=True)
    bound.close()
    return None if number is None else FactAtLeast(key, decimal_text(number))


def _since(section: Section, key: str, fact: FactName) -> Condition | None:
    bound = section.section(key)
    if bound is None:
        return None
    if fact.kind not in (FactKind.DATE, None):
        section.problem("TPL-204", say("tpl.not_a_date", "The fact “{fact}” is not a date, so it has no first day.", fact=key), key=key)
        return None
    day = bound.day("since")
    bound.close()
    return None if day is None else FactSince(key, day)


def _fits(section: Section, key: str, value: object, fact: FactName, index: int | None) -> bool:
    """Tell whether a fact can have a value; report it if not."""
    if fact.kind is None:
        return isinstance(value, (str, bool))
    if fact.kind is FactKind.FLAG:
        fits = isinstance(value, bool)
    elif fact.kind is FactKind.CHOICE:
        fits = isinstance(value, str) and value in fact.options
    else:
        fits = isinstance(value, str) and fact.kind is FactKind.TEXT
    if not fits:
        if fact.kind is FactKind.FLAG:
            advice = say("tpl.write_flag", "Write true or false.")
        elif fact.kind is FactKind.CHOICE:
            advice = did_you_mean(str(value), fact.options)
        else:
            advice = say("tpl.write_at_least", "Write a text, or {{at_least = …}} for a number.")
        sentence = say("tpl.bad_option", "The fact “{fact}” cannot be “{value}”.", fact=key, value=str(value)[:60])
        section.problem("TPL-204", sentence, advice, key=key, index=index)
    return fits
