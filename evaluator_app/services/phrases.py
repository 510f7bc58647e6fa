# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Phrases that a firm keeps for what it often sees, with places to fill in; a few neutral ones come with the program.

{place} and {count} are filled from the observation's own fields; any other word in braces is filled by hand.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.bounded_files import read_at_most
from evaluator_app.catalog.files import has_long_key
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.paths import resource

FILE_NAME = "phrases.toml"
FORMAT = "green-mine-evaluator/phrases"
VERSION = 1
MOST_BYTES = 512 * 1024
MOST_PHRASES = 2000
MOST_LETTERS = 500
MOST_ITEMS = 50


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for something that is often seen."""

    text: str
    items: tuple[str, ...] = ()
    """Ids of the items it is for; none for any item."""


class PhraseBook:
    """The phrases of a workspace, in a file of their own beside the database, and those of the program after them."""

    def __init__(self, folder: Path) -> None:
        """Use the file of a workspace; nothing is read before it is asked for."""
        self.path = folder / FILE_NAME
        self._own: tuple[Phrase, ...] | None = None
        self._shipped: tuple[Phrase, ...] | None = None

    @property
    def own(self) -> tuple[Phrase, ...]:
        """The firm's own phrases, the newest last; UserFacingError if the file cannot be read."""
        if self._own is None:
            self._own = read_phrases(self.path) if self.path.exists() else ()
        return self._own

    @property
    def shipped(self) -> tuple[Phrase, ...]:
        """The phrases that come with the program."""
        if self._shipped is None:
            self._shipped = tuple(phrase for path in sorted(resource("phrases").glob("*.toml")) for phrase in read_phrases(path))
        return self._shipped

    def offered(self, item: str) -> tuple[Phrase, ...]:
        """Return all phrases for an item: the firm's before the program's, those for the item before those for any, then the rest."""
        both = tuple(dict.fromkeys((*reversed(self.own), *self.shipped)))
        fitting = [phrase for phrase in both if item in phrase.items]
        general = [phrase for phrase in both if not phrase.items]
        return (*fitting, *general, *(phrase for phrase in both if phrase.items and item not in phrase.items))

    def keep(self, phrase: Phrase) -> bool:
        """Keep one more; False if it is there already."""
        _refuse_bad(phrase, str(len(self.own) + 1), self.path.name)
        if phrase in self.own:
            return False
        self._write((*self.own, phrase))
        return True

    def change(self, old: Phrase, new: Phrase) -> None:
        """Put another phrase in the place of one."""
        _refuse_bad(new, str(self.own.index(old) + 1), self.path.name)
        self._write(tuple(dict.fromkeys(new if phrase == old else phrase for phrase in self.own)))

    def remove(self, phrase: Phrase) -> None:
        """Keep one no longer."""
        self._write(tuple(kept for kept in self.own if kept != phrase))

    def take_in(self, path: Path) -> int:
        """Add the phrases of a file that are not here yet; return how many. Nothing is added if anything in it is wrong."""
        found = [phrase for phrase in read_phrases(path) if phrase not in self.own]
        if found:
            self._write((*self.own, *found))
        return len(found)

    def hand_out(self, path: Path) -> None:
        """Write the firm's own phrases into a file for others."""
        _write(path, self.own)

    def _write(self, phrases: Sequence[Phrase]) -> None:
        _write(self.path, phrases)
        self._own = tuple(phrases)


def read_phrases(path: Path) -> tuple[Phrase, ...]:
    """Read a file of phrases; UserFacingError naming what is wrong with it."""
    try:
        raw = read_at_most(path, MOST_BYTES)
    except OSError as error:
        raise UserFacingError(
            "PHR-001",
            _("The phrases in {name} cannot be read: {reason}.").format(name=path.name, reason=error.strerror or error),
            _("Check the file and its rights; everything else works."),
        ) from error
    if raw is None:
        raise _wrong(path.name, _("the file is larger than {size} KB").format(size=MOST_BYTES // 1024))
    try:
        text = raw.decode("utf-8-sig")
        if any(has_long_key(line) for line in text.split("\n")):
            raise _wrong(path.name, _("a key has too many parts"))
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also numbers that are too long to be read
        raise _wrong(path.name, str(error)[:200]) from error
    if data.get("format") != FORMAT or data.get("version") != VERSION:
        raise _wrong(path.name, _("it does not say that it is a file of phrases of version {version}").format(version=VERSION))
    phrases = data.get("phrase", [])
    if not isinstance(phrases, list) or len(phrases) > MOST_PHRASES:
        raise _wrong(path.name, _("“phrase” must be a list of at most {count}").format(count=MOST_PHRASES))
    return tuple(dict.fromkeys(_read(phrases, path.name)))


def _read(phrases: Sequence[object], name: str) -> Iterator[Phrase]:
    for number, each in enumerate(phrases, start=1):
        text = each.get("text") if isinstance(each, dict) else None
        items = each.get("items", []) if isinstance(each, dict) else None
        if not isinstance(text, str) or not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise _wrong(name, _("phrase {number} has no text, or its items are no list of ids").format(number=number))
        phrase = Phrase(text.strip(), tuple(items))
        _refuse_bad(phrase, str(number), name)
        yield phrase


def _refuse_bad(phrase: Phrase, number: str, name: str) -> None:
    printable = all(sign == "\n" or sign.isprintable() for sign in phrase.text)
    if not phrase.text or len(phrase.text) > MOST_LETTERS or not printable:
        raise _wrong(
            name, _("phrase {number} is empty, longer than {count} characters, or not plain text").format(number=number, count=MOST_LETTERS)
        )
    if len(phrase.items) > MOST_ITEMS or any(len(item) > MOST_LETTERS for item in phrase.items):
        raise _wrong(name, _("phrase {number} names too many items").format(number=number))


def _wrong(name: str, what: str) -> UserFacingError:
    return UserFacingError(
        "PHR-002",
        _("{name} is no sound file of phrases: {what}.").format(name=name, what=what),
        _("Correct the file or move it away; it is left as it is, and no phrase is lost."),
    )


def _write(path: Path, phrases: Sequence[Phrase]) -> None:
    lines = [f'format = "{FORMAT}"', f"version = {VERSION}"]
    for phrase in phrases:
        lines += ["", "[[phrase]]", f"text = {_quoted(phrase.text)}"]
        lines += [f"items = [{', '.join(_quoted(item) for item in phrase.items)}]"] if phrase.items else []
    body = ("\n".join(lines) + "\n").encode()
    if len(phrases) > MOST_PHRASES or len(body) > MOST_BYTES:
        raise _wrong(
            path.name,
            _("there would be more than {count} phrases, or more than {size} KB").format(count=MOST_PHRASES, size=MOST_BYTES // 1024),
        )
    try:
        with replacing(path) as file:
            file.write(body)
    except OSError as error:
        raise UserFacingError(
            "PHR-003",
            _("The phrases cannot be written to {name}: {reason}.").format(name=path.name, reason=error.strerror or error),
            _("Free some space or choose another place; the phrases are as they were before."),
        ) from error


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML, which JSON's strings without DEL are."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
