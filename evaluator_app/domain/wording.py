# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whether words can be acted on: vague ones without where, how many, against what. The words to look for are data.

Source: trade advice of 2023 on writing assessment records, which names wording such as "环境较差" and "标牌偏少" as a defect, since the
mine cannot mend it. Not for what the words mean: nothing here reads a sentence.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum

from evaluator_app.domain.provenance import Provenance

_DIGITS = frozenset("0123456789０１２３４５６７８９")
_NUMERALS = frozenset("一二两三四五六七八九十百千半")


class Needed(Enum):
    """What words need so that they can be acted on."""

    WHERE = "where"
    COUNT = "count"
    AGAINST = "against"
    """With what it is compared: a requirement, a figure, a document."""
    CHECKED = "checked"
    """How it was checked."""


@dataclass(frozen=True, slots=True)
class WordingRule:
    """Words that say too little by themselves."""

    id: str
    title: str
    """What is wrong with them, in a few words."""
    words: tuple[str, ...]
    needs: tuple[Needed, ...]
    """What has to stand with them."""
    provenance: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class Wording:
    """The rules of wording, and the signs by which it is told that something stands there."""

    rules: tuple[WordingRule, ...] = ()
    measures: tuple[str, ...] = ()
    """Measure words and units after a number: with one, a text says how many."""
    against: tuple[str, ...] = ()
    """Words by which a text compares."""
    where: tuple[str, ...] = ()
    """Words by which a text names a place."""
    checked: tuple[str, ...] = ()
    """Words by which a text says how something was checked."""
    frame: str = ""
    """A sentence to fill in, in the order: checked how, saw what, where, compared with."""


@dataclass(frozen=True, slots=True)
class WordingRemark:
    """One vague word in a text, and what it lacks."""

    rule: WordingRule
    word: str
    at: int
    """Where it begins in the text."""
    lacks: tuple[Needed, ...]


def look(wording: Wording, text: str, *, place: str = "", count: int = 1, off: Collection[str] = ()) -> tuple[WordingRemark, ...]:
    """Return what is to be said of the words of an observation, in the order of the text; rules whose id is in `off` are passed over."""
    found = []
    for rule in wording.rules:
        if rule.id in off:
            continue
        lacks = tuple(needed for needed in rule.needs if not _has(wording, needed, text, place, count))
        if not lacks:
            continue
        for word in rule.words:
            if (at := text.find(word)) >= 0:
                found.append(WordingRemark(rule, word, at, lacks))
                break
    return tuple(sorted(found, key=lambda remark: (remark.at, remark.rule.id)))


def _has(wording: Wording, needed: Needed, text: str, place: str, count: int) -> bool:
    if needed is Needed.WHERE:
        return bool(place.strip()) or _holds(text, wording.where)
    if needed is Needed.COUNT:
        return count > 1 or _counts(text, wording.measures)
    return _holds(text, wording.against if needed is Needed.AGAINST else wording.checked)


def _holds(text: str, signs: tuple[str, ...]) -> bool:
    return any(sign in text for sign in signs)


def _counts(text: str, measures: tuple[str, ...]) -> bool:
    """Tell whether a number stands before a measure word or a unit, with or without a blank between."""
    for position, sign in enumerate(text):
        if sign in _DIGITS or sign in _NUMERALS:
            after = text[position + 1 :].lstrip()
            if any(after.startswith(measure) for measure in measures):
                return True
    return False
