# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How cells name what stands in other sheets: by id, by number or by title, whichever tells things apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from unicodedata import normalize

from evaluator_app.catalog.written import Toml

AMBIGUOUS = ""
"""What a word stands for that is the title of several things."""
SEPARATOR = "；"
_SEPARATORS = re.compile(r"[;；\n]")
_WEAK_SEPARATORS = re.compile(r"[、,，]")


class Names:
    """The members of one part by what they may be called."""

    def __init__(self, entries: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Take ids with their other names, those first that are shown first."""
        self._entries = tuple(entries)

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Ids by name; AMBIGUOUS for what names several things."""
        found: dict[str, str] = {}
        for name, others in self._entries:
            for called in others:
                found[called] = name if found.setdefault(called, name) == name else AMBIGUOUS
        return found | {name: name for name, _ in self._entries}

    @cached_property
    def _plain(self) -> Mapping[str, str]:
        """The same by what is left of the names in half width; needed only where a name is not found as it is written."""
        found: dict[str, str] = {}
        for called, name in self.ids.items():
            found[plain(called)] = name if found.setdefault(plain(called), name) == name else AMBIGUOUS
        return found

    @cached_property
    def words(self) -> Mapping[str, str]:
        """How each thing is called in a cell: by the first of its names that leads back to it and cannot be misread."""
        return {
            name: next((other for other in others if self.ids.get(other) == name and _is_clear(other)), name)
            for name, others in self._entries
        }

    def find(self, written: str) -> str | None:
        """Return the id of what is called so; None if there is none such, AMBIGUOUS if there are several."""
        found = self.ids.get(written)
        return self._plain.get(plain(written)) if found is None else found

    def split(self, cell: str) -> list[str]:
        """Return the names in a cell, as written: apart by semicolons and lines, by commas only where no name has one."""
        pieces = [piece.strip() for piece in _SEPARATORS.split(cell)]
        found: list[str] = []
        for piece in pieces:
            inner = [part.strip() for part in _WEAK_SEPARATORS.split(piece)] if piece and self.find(piece) is None else [piece]
            found += [part for part in inner if part]
        return found


class Directory:
    """What the raw data of a template define, part by part."""

    def __init__(self, data: Mapping[str, Toml]) -> None:
        """Take the data as far as they are there."""
        self._data = data
        self._names: dict[str, Names] = {}

    def names(self, part: str) -> Names:
        """Return the names of the members of a part."""
        if part not in self._names:
            self._names[part] = Names(self._entries(part))
        return self._names[part]

    def _entries(self, part: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        if part == "sources":
            sources = self._data.get("sources")
            yield from ((name, ()) for name in (sources if isinstance(sources, dict) else ()))
        elif part == "items":
            yield from (*self._entries("indicators"), *self._entries("prerequisites"))
        elif part == "askers":
            yield from self._entries("facts")
            for member in tables(self._data.get("prerequisites")):
                for fact in tables(member.get("asks")):
                    yield f"{member.get('id')}/{fact.get('id')}", ()
        else:
            for member in tables(self._data.get(part)):
                name, code, title = member.get("id"), member.get("code"), member.get("title")
                if isinstance(name, str):
                    others = (code, title) if code.__class__ is title.__class__ is str else (code or title,)
                    yield name, tuple([other for other in others if isinstance(other, str) and other])


def tables(value: Toml) -> list[dict[str, Toml]]:
    """Return the tables of a list, whatever else it holds."""
    return [member for member in value if isinstance(member, dict)] if isinstance(value, list) else []


def plain(text: str) -> str:
    """Return a short text with signs of half width and without blanks around it."""
    return text if text.isascii() else normalize("NFKC", text).strip()


def _is_clear(word: str) -> bool:
    return not _SEPARATORS.search(word) and word == word.strip() and len(word) <= 60
