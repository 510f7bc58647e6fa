# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What sheets of a workbook are made of; which there are stands in sheets.py.

A sheet holds one list of a template, a row for each member; two sheets are forms, a row for each question.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from evaluator_app.catalog.workbook.words import Words

WORKBOOK_FORMAT = "green-mine-workbook/1"
"""What a workbook calls its format."""
GUIDE = "说明"
"""Name of the sheet that explains; it is not read."""

FORM_COLUMNS = ("项目", "内容", "出处", "条款", "备注", "填写说明")
"""Titles of a form's columns; those of the source only where it has sources."""


class Kind(Enum):
    """What a cell holds."""

    TEXT = auto()
    LONG = auto()
    """A text of several lines."""
    ID = auto()
    """A name of Latin letters; signs of full width mean those of half width."""
    NAME = auto()
    """A code or another short text."""
    UNIT = auto()
    NUMBER = auto()
    DAY = auto()
    FLAG = auto()
    CHOICE = auto()
    """One of some words."""
    CHOICES = auto()
    LINES = auto()
    """Several texts, one on a line."""
    REFERENCE = auto()
    """Something of another sheet."""
    REFERENCES = auto()
    CONDITION = auto()
    ANSWER = auto()
    """The answer to a fact: a word, yes or no, or one of its options."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet."""

    key: str
    """Its key in the raw data."""
    title: str
    kind: Kind = Kind.TEXT
    width: int = 12
    note: str = ""
    words: Words = field(default_factory=dict)
    refers: str = ""
    """The part of the template whose members it names."""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that holds a list."""

    part: str
    """The list of the template that it holds; a name of its own where it holds pieces of several."""
    title: str
    about: str
    columns: tuple[Column, ...]
    frozen: int = 1
    """Columns that stay in sight."""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a form."""

    keys: tuple[str, ...]
    """Where its answer stands in the raw data."""
    title: str
    kind: Kind = Kind.TEXT
    note: str = ""
    words: Words = field(default_factory=dict)
    refers: str = ""
    is_required: bool = False
    is_repeated: bool = False
    """Whether it may stand several times, once for each member of a list."""
    source: str = ""
    """Beginning of the keys that say where a rule comes from."""


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet that holds single answers."""

    part: str
    title: str
    lines: tuple[Line, ...]
    has_sources: bool = False
    is_required: bool = False
