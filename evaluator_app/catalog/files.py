# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Template files from disk: bounded in size and depth, TOML with exact numbers, each failure a problem with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

from evaluator_app.bounded_files import read_at_most
from evaluator_app.catalog.positions import positions
from evaluator_app.catalog.problems import NO_ADVICE, CatalogProblem, ProblemLog, TooManyProblemsError
from evaluator_app.catalog.sections import Section
from evaluator_app.catalog.written import SourceFile, Spot, Toml
from evaluator_app.domain.sentence import Sentence, say

Read = TypeVar("Read")

LARGEST_FILE = 1_000_000
"""Bytes that one file may have."""
DEEPEST = 24
"""Levels of tables and lists that are read."""

_KEY_TOKEN = re.compile(r"""(?P<word>"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)|(?P<dot>\.)|(?P<blank>[ \t]+)|.""")
_SYNTAX_PLACE = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_whole(path: Path, expected: str, made_of: Callable[[Section], Read]) -> tuple[Read | None, tuple[CatalogProblem, ...]]:
    """Read a file of one format to its end; what it came to, None where a problem is an error, and every problem with its line."""
    log, made = ProblemLog(), None
    try:
        root = read_section(path, path.name, log)
        if root is not None and read_format(root, expected):
            made = made_of(root)
    except TooManyProblemsError:
        made = None
    return (None if log.has_errors else made), log.in_order()


def read_section(path: Path, name: str, log: ProblemLog) -> Section | None:
    """Read a TOML file; None where it cannot be read, and the reason is in the log."""
    text = _read_text(path, name, log)
    if text is None:
        return None
    if any(has_long_key(line) for line in text.split("\n")):
        _report_depth(name, log)
        return None
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        _report_syntax(str(error), text, name, log)
        return None
    except (ValueError, ArithmeticError):
        _report("TPL-107", name, log, say("tpl.bad_number", "A number or date in the file cannot be read."))
        return None
    except RecursionError:
        data = None
    if data is None or _is_deeper(data, DEEPEST):
        _report_depth(name, log)
        return None
    return Section(data, Spot(SourceFile(name, partial(positions, text))), log)


def read_format(section: Section, *expected: str) -> str:
    """Return which of the expected formats a file has; empty if none, and the reason is in the log."""
    written = section.text("format")
    if written and written not in expected:
        sentence = say("tpl.format", "This program reads the format “{format}” here.", format="”、“".join(expected))
        section.problem("TPL-005", sentence, say("tpl.newer", "If a newer program wrote it, open it with that one."), key="format")
    return written if written in expected else ""


def _read_text(path: Path, name: str, log: ProblemLog) -> str | None:
    try:
        data = read_at_most(path, LARGEST_FILE)
    except OSError as error:
        sentence = say("tpl.unreadable", "The file cannot be read: {detail}.", detail=error.strerror or type(error).__name__)
        _report("TPL-001", name, log, sentence, say("tpl.check_path", "Check its path and your right to read it."))
        return None
    if data is None:
        sentence = say("tpl.too_large", "The file has more than {most} bytes.", most=LARGEST_FILE)
        _report("TPL-001", name, log, sentence, say("tpl.not_a_template", "A template is far smaller; this is probably another file."))
        return None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        advice = say("tpl.save_utf8", "Save it as UTF-8.")
        _report("TPL-002", name, log, say("tpl.not_utf8", "The file is not UTF-8 text."), advice, line=line)
        return None


def has_long_key(line: str) -> bool:
    """Tell whether a line has a dotted key so long that the TOML reader would need the memory of its square."""
    if line.count(".") <= DEEPEST:
        return False
    dots, follows_word = 0, False
    for token in _KEY_TOKEN.finditer(line):
        match token.lastgroup:
            case "blank":
                continue
            case "dot" if follows_word:
                dots, follows_word = dots + 1, False
            case "word":
                dots, follows_word = (0 if follows_word else dots), True
            case _:
                dots, follows_word = 0, False
        if dots > DEEPEST:
            return True
    return False


def _report_depth(name: str, log: ProblemLog) -> None:
    _report("TPL-004", name, log, say("tpl.too_deep", "The file is nested deeper than {levels} levels.", levels=DEEPEST))


def _report_syntax(message: str, text: str, name: str, log: ProblemLog) -> None:
    place = _SYNTAX_PLACE.search(message)
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (text.rstrip().count("\n") + 1, 1)
    sentence = say("tpl.syntax", "This is not valid TOML: {detail}.", detail=_SYNTAX_PLACE.sub("", message))
    _report("TPL-003", name, log, sentence, say("tpl.mend_syntax", "Look at this line and the one before it."), line=line, column=column)


def _report(
    code: str, name: str, log: ProblemLog, sentence: Sentence, advice: Sentence = NO_ADVICE, *, line: int = 0, column: int = 0
) -> None:
    log.add(CatalogProblem(code, name, line, column, "", sentence, advice))


def _is_deeper(data: Toml, levels: int) -> bool:
    layer = [data]
    for _ in range(levels):
        layer = [
            member
            for value in layer
            for member in (value.values() if isinstance(value, dict) else value)
            if isinstance(member, (dict, list))
        ]
        if not layer:
            return False
    return True
