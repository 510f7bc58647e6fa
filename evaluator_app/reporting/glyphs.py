# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which characters of a document the report's typeface cannot show. Lays nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from evaluator_app.reporting.document import Document

_NOT_SHOWN = {"anchor", "link", "id", "language"}
_CONTEXT = 8


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that cannot be shown."""

    character: str
    codepoint: str
    """Such as "U+20BB7"; the only way to name a control character."""
    where: str
    """The words around its first place, itself shown as □."""


def cleaned(text: str) -> str:
    """Return the text with every kind of line end as a line feed and tabs as spaces."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def missing_characters(document: Document) -> tuple[Missing, ...]:
    """Return the characters that the typeface does not have, each once, in the order of the document.

    Control characters other than tabs and line ends are among them.
    """
    from evaluator_app.reporting.typesetting import BOLD, REGULAR, face

    known = face(REGULAR).widths.keys() & face(BOLD).widths.keys()
    found: dict[str, Missing] = {}
    for text in _texts(document):
        for position, character in enumerate(text):
            point = ord(character)
            if point not in known and character != "\n" and character not in found:
                found[character] = Missing(character, f"U+{point:04X}", _excerpt(text, position, known))
    return tuple(found.values())


def _excerpt(text: str, position: int, known: set[int]) -> str:
    around = text[max(0, position - _CONTEXT) : position + _CONTEXT + 1]
    return "".join("□" if ord(character) not in known else character for character in around)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield cleaned(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _NOT_SHOWN:
                yield from _texts(getattr(value, each.name))
