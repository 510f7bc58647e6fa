# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What can be wrong in a template file, with its place, and the log that collects it. Finds nothing itself."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.sentence import Sentence, Translate, say

MOST_PROBLEMS = 500
"""Problems that are listed of one reading; a file with more is not worth reading on."""
_MOST_CANDIDATES = 400

NO_ADVICE = say("tpl.no_advice", "Correct it and check again.")


class Severity(Enum):
    """Whether a template can be used in spite of a problem."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class CatalogProblem:
    """One thing wrong in a template file."""

    code: str
    """Stable, such as TPL-101."""
    file: str
    line: int
    """Counted from 1; 0 where the file as a whole is meant."""
    column: int
    path: str
    """Where in the template, such as indicators.site.zoning.criterion."""
    sentence: Sentence
    advice: Sentence
    severity: Severity = Severity.ERROR
    sheet: str = ""
    """Name of the sheet of a workbook, where line and column count rows and columns."""

    @property
    def place(self) -> str:
        """File and line, or file, sheet and cell."""
        if self.sheet:
            return f"{self.file}[{self.sheet}!{cell_name(self.line, self.column)}]"
        return f"{self.file}:{self.line}" if self.line else self.file

    def text(self, translate: Translate = str) -> str:
        """Return it as one line: file, line, code, what is wrong, what to do."""
        return f"{self.place}: {self.code} {self.sentence.text(translate)} {self.advice.text(translate)}"


class TooManyProblemsError(Exception):
    """Stops the reading of a file that is wrong all over; what was found so far is kept."""


class ProblemLog:
    """Collects problems in the order in which they are found."""

    def __init__(self) -> None:
        """Start empty."""
        self._problems: list[CatalogProblem] = []

    def add(self, problem: CatalogProblem) -> None:
        """Keep a problem; TooManyProblemsError when the list is full."""
        if len(self._problems) >= MOST_PROBLEMS:
            raise TooManyProblemsError
        self._problems.append(problem)

    @property
    def has_errors(self) -> bool:
        """Tell whether something hinders the use of the template."""
        return any(problem.severity is Severity.ERROR for problem in self._problems)

    def in_order(self) -> tuple[CatalogProblem, ...]:
        """Return all problems, file by file and sheet by sheet in the order of reading, then by line."""
        places = {place: at for at, place in enumerate(dict.fromkeys((problem.file, problem.sheet) for problem in self._problems))}
        files = {file: at for at, file in enumerate(dict.fromkeys(problem.file for problem in self._problems))}

        def order(problem: CatalogProblem) -> tuple[int, int, int, int]:
            return files[problem.file], places[problem.file, problem.sheet], problem.line, problem.column

        return tuple(sorted(self._problems, key=order))


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as C12; of a whole row where no column is meant."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def did_you_mean(written: str, known: Iterable[str]) -> Sentence:
    """Return advice that names the closest known word, or the known words where none is close."""
    names = set(known)
    if len(names) > _MOST_CANDIDATES:
        return say("tpl.look_up", "Look it up where such things are defined.")
    candidates = sorted(names)
    if not candidates:
        return say("tpl.none_known", "None is defined here; define it or take this out.")
    close = difflib.get_close_matches(written[:80], candidates, 1)
    if close:
        return say("tpl.did_you_mean", "Did you mean “{known}”?", known=close[0])
    shown = "、".join(candidates[:12]) + ("…" if len(candidates) > 12 else "")
    return say("tpl.known_are", "Known here: {known}.", known=shown)
