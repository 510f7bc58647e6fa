# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Record forms from files: those that come with the program, and a firm's own, which take the place of shipped ones of the same id.

Format green-mine-form/1 (docs/formats.md). History: 1 (2026-11) first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evaluator_app.catalog.criteria import twice
from evaluator_app.catalog.files import read_whole
from evaluator_app.catalog.form_checks import read_checks
from evaluator_app.catalog.names import Names, read_provenance, read_sources
from evaluator_app.catalog.options import read_options
from evaluator_app.catalog.problems import CatalogProblem, did_you_mean
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.forms.definition import FieldKind, FormChoice, FormDefinition, FormField, FormScope, Stage
from evaluator_app.domain.forms.prefilling import MEMBER_SOURCES, SOURCES, TEAM
from evaluator_app.domain.sentence import say

Chosen = TypeVar("Chosen", Stage, FormScope, FieldKind)

FORMAT = "green-mine-form/1"
FOLDER = "forms"
"""Folder of a firm's own forms in the workspace."""
MOST_FIELDS = 200
"""Fields, columns included, that a form may ask."""
MOST_FILES = 500
"""Files that are looked at in one folder."""
_EDITION = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,30}[A-Za-z0-9])?")
_FORM_ID = re.compile(r"[a-z][a-z0-9_]{0,60}")
_COLUMN_KINDS = frozenset((*FieldKind,)) - {FieldKind.TABLE, FieldKind.READINGS, FieldKind.SIGNATURE, FieldKind.LONG_TEXT}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NAMES_IN_STATEMENT = frozenset(("mine", "organization", "client", "visit", "person"))


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What the reading of a form's file came to."""

    path: Path
    definition: FormDefinition | None
    """None where a problem is an error."""
    problems: tuple[CatalogProblem, ...]


class FormCatalog:
    """The forms of some folders; read at the first question, and again after reload()."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """Take the folders in their order: of forms of one id, the one of the first folder counts."""
        self._folders = tuple(folders)
        self._entries: tuple[ReadForm, ...] | None = None

    def entries(self) -> tuple[ReadForm, ...]:
        """Return every file read, folder by folder."""
        if self._entries is None:
            self._entries = tuple(read_form(path) for folder in self._folders for path in _files(folder))
        return self._entries

    def reload(self) -> None:
        """Forget what was read."""
        self._entries = None

    def forms(self) -> Mapping[str, FormDefinition]:
        """Return the forms in use by id: one edition of each."""
        found: dict[str, FormDefinition] = {}
        for entry in self.entries():
            if entry.definition is not None:
                found.setdefault(entry.definition.id, entry.definition)
        return found


def read_form(path: Path) -> ReadForm:
    """Read and check one file; every mistake is a problem with its line."""
    return ReadForm(path, *read_whole(path, FORMAT, _form))


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*.toml")))[:MOST_FILES] if folder.is_dir() else ()


def _form(root: Section) -> FormDefinition:
    names = Names(sources=read_sources(root))
    name, edition = _matching(root, "id", _FORM_ID), _matching(root, "edition", _EDITION)
    title, stage, scope = root.text("title"), _chosen(root, "stage", Stage), _chosen(root, "scope", FormScope)
    fields = _fields(root, "fields", scope, is_table=False)
    if sum(1 + len(field.columns) for field in fields) > MOST_FIELDS:
        root.problem("TPL-902", say("form.too_many", "A form asks {most} things at most.", most=MOST_FIELDS), key="fields")
    definition = FormDefinition(
        id=name,
        edition=edition,
        title=title,
        stage=stage or Stage.SITE,
        scope=scope or FormScope.ITEM,
        fields=fields,
        checks=read_checks(root, fields, names),
        for_items=root.texts("for_items"),
        statement=_statement(root),
        is_expected=root.flag("is_expected"),
        firm=root.text("firm", is_required=False),
        notes=root.texts("notes"),
        provenance=read_provenance(root, names),
    )
    root.close()
    return definition


def _matching(root: Section, key: str, form: re.Pattern[str]) -> str:
    value = root.text(key)
    if value and not form.fullmatch(value):
        sentence = say("form.bad_name", "“{value}” cannot be the {key} of a form.", value=value[:60], key=key)
        advice = say("form.name_form", "An id is small Latin letters, digits and underscores, a letter first; an edition has no blanks.")
        root.problem("TPL-901", sentence, advice, key=key)
    return value


def _chosen(section: Section, key: str, kind: type[Chosen]) -> Chosen | None:
    if key not in section:
        advice = did_you_mean("", (str(member.value) for member in kind))
        section.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key=key), advice, key=key)
    return section.choice(key, kind)


def _fields(root: Section, key: str, scope: FormScope | None, *, is_table: bool) -> tuple[FormField, ...]:
    fields, seen = [], set[str]()
    if root.raw(key) in (None, []):
        sentence = say("form.no_fields", "Nothing is asked here.")
        root.problem("TPL-902", sentence, say("form.ask", "Ask at least one thing under “{key}”.", key=key), key=key)
    for section in root.sections(key):
        field = _field(section, scope, is_column=is_table)
        if field.id and field.id in seen:
            twice(section, field.id)
        seen.add(field.id)
        fields.append(field)
    return tuple(fields)


def _field(section: Section, scope: FormScope | None, *, is_column: bool) -> FormField:
    name, title, kind = section.identifier(), section.text("title"), _chosen(section, "kind", FieldKind)
    if is_column and kind is not None and kind not in _COLUMN_KINDS:
        sentence = say("form.bad_column", "A column of a table cannot be of the kind “{kind}”.", kind=kind.value)
        section.problem("TPL-903", sentence, key="kind")
    field = FormField(
        id=name,
        title=title,
        kind=kind or FieldKind.TEXT,
        is_required=section.flag("is_required"),
        hint=section.text("hint", is_required=False),
        unit=section.text("unit", is_required=False),
        options=_options(section, kind),
        columns=_columns(section, kind, scope),
        fills_from=_fills_from(section, kind, scope, is_column=is_column),
    )
    section.close()
    return field


def _options(section: Section, kind: FieldKind | None) -> tuple[FormChoice, ...]:
    words = say("form.options", "A field of the kind “choice” needs options, and no other kind has any.")
    found = read_options(section, is_choice=None if kind is None else kind is FieldKind.CHOICE, code="TPL-903", otherwise=words)
    return tuple(FormChoice(name, title) for name, title in found)


def _columns(section: Section, kind: FieldKind | None, scope: FormScope | None) -> tuple[FormField, ...]:
    if kind is FieldKind.TABLE:
        return _fields(section, "columns", scope, is_table=True)
    if "columns" in section:
        section.problem("TPL-903", say("form.columns", "Only a field of the kind “table” has columns."), key="columns")
    return ()


def _fills_from(section: Section, kind: FieldKind | None, scope: FormScope | None, *, is_column: bool) -> str:
    source = section.text("fills_from", is_required=False)
    if is_column:
        known = set(MEMBER_SOURCES)
    elif kind is FieldKind.TABLE:
        known = {TEAM}
    else:
        known = {*SOURCES, "today", *(MEMBER_SOURCES if scope is FormScope.PERSON else ())}
    if source and source not in known:
        section.unknown_name(source, known, "TPL-904", say("form.source", "thing that a field begins with"), key="fills_from")
    return source


def _statement(root: Section) -> str:
    words = root.text("statement", is_required=False)
    for name in _PLACEHOLDER.findall(words):
        if name not in _NAMES_IN_STATEMENT:
            root.unknown_name(name, _NAMES_IN_STATEMENT, "TPL-905", say("form.placeholder", "name to be filled in"), key="statement")
    return words
