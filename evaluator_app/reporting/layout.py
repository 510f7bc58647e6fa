# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A firm's layout of its reports, as plain values: cover, running lines, sign, order of chapters, own sections, standard texts.

It travels in the data of the report, so that whoever checks a report lays it out the same way. Nothing in it is evaluated: a
few names in braces are replaced by what they stand for, letter by letter.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluator_app.domain.sentence import Sentence, say

PLACEHOLDERS = ("mine", "operator", "licence", "region", "organization", "client", "leader", "date", "template", "edition", "number")
"""Names that stand for something in a layout's texts, written in braces."""

MOST_LOGO_BYTES = 512 * 1024
MOST_TITLE_LINES = 4
MOST_LINE = 80
"""Characters of a line of the cover, of a running line, of a section's title."""
MOST_SECTIONS = 30
MOST_PARAGRAPHS = 100
MOST_TEXT = 8000
"""Characters of a paragraph or a standard text."""
_PIECE = 16_000
_BRACES = re.compile(r"\{([^{}\n]{1,40})\}")
_KNOWN = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")


@dataclass(frozen=True, slots=True)
class OwnSection:
    """A chapter of the firm's own."""

    id: str
    """By which the order of chapters names it."""
    title: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportLayout:
    """How a firm wants its reports; whatever is empty is as the program has it."""

    name: str = ""
    """For people."""
    title: tuple[str, ...] = ()
    """The lines of the cover's title."""
    subtitle: str = ""
    header: str = ""
    footer: str = ""
    logo: tuple[str, ...] = ()
    """The firm's sign, a PNG or JPEG file as base64, in pieces, since no text of a document may be that long."""
    order: tuple[str, ...] = ()
    """Ids of chapters and own sections; a chapter not named here follows the one that it usually follows."""
    left_out: tuple[str, ...] = ()
    """Ids of chapters that the firm does without."""
    sections: tuple[OwnSection, ...] = ()
    commitment: str = ""
    """The commitment where no letter was filled in."""
    responsibility: str = ""
    """The sentence over the signatures."""
    method: str = ""
    """How the firm assesses, in place of the program's own words."""

    @property
    def logo_bytes(self) -> bytes:
        """The picture file; ValueError where it is no base64."""
        try:
            return base64.b64decode("".join(self.logo), validate=True)
        except binascii.Error as error:
            raise ValueError("the sign is no base64") from error


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that speaks against a layout."""

    table: str
    """cover, pages, chapters, texts or sections; empty for the whole."""
    key: str
    sentence: Sentence
    advice: Sentence
    index: int | None = None
    """Which of the sections."""


def logo_pieces(data: bytes) -> tuple[str, ...]:
    """Return a picture file as a layout keeps it."""
    text = base64.b64encode(data).decode("ascii")
    return tuple(text[start : start + _PIECE] for start in range(0, len(text), _PIECE))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with the known names in braces replaced, once; what is put in is not looked at again."""
    return _KNOWN.sub(lambda found: values[found[1]], text)


def ordered(usual: Sequence[str], layout: ReportLayout) -> tuple[str, ...]:
    """Return the ids of chapters and own sections in the layout's order, without those left out.

    A chapter that the layout does not name comes after the one it usually comes after, and after own sections put there;
    own sections that it does not name come last.
    """
    own = tuple(section.id for section in layout.sections)
    placed = [name for name in layout.order if name in usual or name in own]
    before = ""
    for name in usual:
        if name not in placed:
            at = placed.index(before) + 1 if before else 0
            while before and at < len(placed) and placed[at] in own:
                at += 1
            placed.insert(at, name)
        before = name
    placed += [name for name in own if name not in placed]
    return tuple(name for name in placed if name not in layout.left_out)


def objections(layout: ReportLayout, chapters: Mapping[str, bool]) -> Iterator[Objection]:
    """Yield what speaks against a layout; `chapters` says of every chapter, by id, whether it must be in a report.

    The sign is looked at by logo.py, which opens it.
    """
    yield from _long_lines(layout)
    yield from _long_texts(layout)
    yield from _strange_names(layout)
    yield from _strange_chapters(layout, chapters)


def _long_lines(layout: ReportLayout) -> Iterator[Objection]:
    shorter = say("layout.shorter", "Write it shorter.")
    if len(layout.title) > MOST_TITLE_LINES:
        sentence = say("layout.title_lines", "The title of the cover has more than {most} lines.", most=MOST_TITLE_LINES)
        yield Objection("cover", "title", sentence, say("layout.fewer", "Take some out."))
    named: list[tuple[str, str, str, int | None]] = [*_lines(layout), ("", "name", layout.name, None)]
    named += [("sections", "title", section.title, number) for number, section in enumerate(layout.sections)]
    for table, key, line, index in named:
        if len(line) > MOST_LINE or "\n" in line:
            sentence = say("layout.long_line", "“{key}” must be one line of at most {most} characters.", key=key, most=MOST_LINE)
            yield Objection(table, key, sentence, shorter, index)


def _long_texts(layout: ReportLayout) -> Iterator[Objection]:
    shorter = say("layout.shorter", "Write it shorter.")
    texts: list[tuple[str, str, str, int | None]] = [("texts", key, text, None) for key, text in _texts(layout)]
    texts += [("sections", "paragraphs", text, index) for index, section in enumerate(layout.sections) for text in section.paragraphs]
    for table, key, text, index in texts:
        if len(text) > MOST_TEXT:
            sentence = say("layout.long_text", "A text of “{key}” has more than {most} characters.", key=key, most=MOST_TEXT)
            yield Objection(table, key, sentence, shorter, index)
    if len(layout.sections) > MOST_SECTIONS:
        sentence = say("layout.many_sections", "There are more than {most} own sections.", most=MOST_SECTIONS)
        yield Objection("sections", "", sentence, say("layout.fewer", "Take some out."))
    for index, section in enumerate(layout.sections):
        if len(section.paragraphs) > MOST_PARAGRAPHS:
            sentence = say("layout.many_paragraphs", "The section has more than {most} paragraphs.", most=MOST_PARAGRAPHS)
            yield Objection("sections", "paragraphs", sentence, say("layout.fewer", "Take some out."), index)


def _lines(layout: ReportLayout) -> tuple[tuple[str, str, str, None], ...]:
    """Return the lines of cover and pages with their places in a layout."""
    return (
        *(("cover", "title", line, None) for line in layout.title),
        ("cover", "subtitle", layout.subtitle, None),
        ("pages", "header", layout.header, None),
        ("pages", "footer", layout.footer, None),
    )


def _texts(layout: ReportLayout) -> tuple[tuple[str, str], ...]:
    return (("commitment", layout.commitment), ("responsibility", layout.responsibility), ("method", layout.method))


def _strange_names(layout: ReportLayout) -> Iterator[Objection]:
    known = "、".join(f"{{{name}}}" for name in PLACEHOLDERS)
    advice = say("layout.names", "These can stand in braces: {known}.", known=known)
    found: list[tuple[str, str, str, int | None]] = [*_lines(layout), *(("texts", key, text, None) for key, text in _texts(layout))]
    for number, section in enumerate(layout.sections):
        found += [("sections", "title", section.title, number), *(("sections", "paragraphs", text, number) for text in section.paragraphs)]
    for table, key, text, index in found:
        for name in dict.fromkeys(_BRACES.findall(text)):
            if name not in PLACEHOLDERS:
                sentence = say("layout.strange_name", "“{name}” in braces in “{key}” stands for nothing.", name=name, key=key)
                yield Objection(table, key, sentence, advice, index)


def _strange_chapters(layout: ReportLayout, chapters: Mapping[str, bool]) -> Iterator[Objection]:
    own = [section.id for section in layout.sections]
    known = {*chapters, *own}
    listed = say("layout.chapters", "Chapters: {known}.", known="、".join((*chapters, *own)))
    for index, name in enumerate(own):
        if name in chapters or name in own[:index]:
            sentence = say("layout.taken_id", "The id “{id}” is taken.", id=name)
            yield Objection("sections", "id", sentence, say("layout.other_id", "Give the section another id."), index)
    for key, names in (("order", layout.order), ("left_out", layout.left_out)):
        for name in dict.fromkeys(names):
            if name not in known:
                yield Objection("chapters", key, say("layout.no_chapter", "There is no chapter “{id}”.", id=name), listed)
            if names.count(name) > 1:
                sentence = say("layout.chapter_twice", "The chapter “{id}” is named twice.", id=name)
                yield Objection("chapters", key, sentence, say("layout.once", "Name it once."))
    for name in dict.fromkeys(layout.left_out):
        if chapters.get(name):
            sentence = say("layout.mandatory", "The chapter “{id}” must be in every report and cannot be left out.", id=name)
            yield Objection("chapters", "left_out", sentence, say("layout.keep", "Take it out of “left_out”; it can be put elsewhere."))
