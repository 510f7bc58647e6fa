# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Record forms: what the page says, what the schema takes and what the program takes are the same."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from evaluator_app.catalog.forms import read_form
from evaluator_app.catalog.toml_text import toml_text
from evaluator_app.domain.forms.parts import CHECK_KINDS
from evaluator_app.paths import record_forms
from tests.docs.formats import ROOT, example, example_text, mistakes, parsed_toml, sections

FORMS = sorted(record_forms().glob("*.toml"))
GONE = object()
Place = tuple[str | int, ...]


@pytest.mark.parametrize("path", [*FORMS, ROOT / "docs/examples/firm-form.toml"], ids=lambda path: path.stem)
def test_every_form_is_valid_and_sound(path: Path) -> None:
    assert mistakes("form", parsed_toml(path.read_text("utf-8"))) == []
    assert read_form(path).problems == ()


def test_the_example_on_the_page_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "form.toml"
    path.write_text(example_text("form"), "utf-8")
    assert read_form(path).problems == ()


def test_the_page_names_the_parts_of_every_check_with_their_kinds() -> None:
    for kind, check in CHECK_KINDS.items():
        for name, part in check.parts.items():
            assert f"| `{kind}` | `{name}` | {part.kind.value} | {'yes' if part.is_required else 'no'} |" in sections()["form"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("format",), "green-mine-form/2"),
        (("id",), "Blast"),
        (("id",), GONE),
        (("edition",), "1 a"),
        (("stage",), "lunch"),
        (("scope",), GONE),
        (("fields",), []),
        (("fields",), GONE),
        (("asks",), "x"),
        (("fields", 0, "kind"), "picture"),
        (("fields", 0, "is_required"), "yes"),
        (("fields", 0, "options"), [{"id": "a", "title": "甲"}]),
        (("fields", 0, "kind"), "choice"),
        (("fields", 3, "columns"), []),
        (("fields", 3, "columns", 0, "kind"), "table"),
        (("fields", 0, "columns"), [{"id": "a", "title": "甲", "kind": "text"}]),
        (("fields", 1, "fills_from"), "mine.secret"),
        (("checks", 0, "kind"), "oracle"),
        (("checks", 0, "fields"), {"name": "number", "due": "valid_until"}),
        (("checks", 0, "settings"), {"years": 0}),
        (("sources", "own", "confidence"), "sure"),
    ],
)
def test_what_the_program_refuses_the_schema_refuses_too(place: Place, value: object, tmp_path: Path) -> None:
    data = copy.deepcopy(example("form"))
    at: Any = data
    for step in place[:-1]:
        at = at[step]
    if value is GONE:
        del at[place[-1]]
    else:
        at[place[-1]] = value
    path = tmp_path / "form.toml"
    path.write_text(toml_text(data), "utf-8")
    assert read_form(path).definition is None
    assert mistakes("form", data)
