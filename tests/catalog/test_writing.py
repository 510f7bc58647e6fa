# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A template written as TOML is read as the same template, by its parts and by its digest."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from evaluator_app.catalog.library import read_template
from evaluator_app.catalog.listing import CatalogEntry
from evaluator_app.catalog.problems import Severity
from evaluator_app.catalog.toml_text import toml_text
from evaluator_app.catalog.writing import template_data
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.template import Template
from evaluator_app.services.templates import shipped
from tests.catalog.any_full_template import full_templates

Write = Callable[..., Path]
SHIPPED = shipped()


def read_back(text: str) -> Template:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "written.toml"
        path.write_text(text, "utf-8", newline="\n")
        read = read_template(path)
    assert [problem.text() for problem in read.problems if problem.severity is Severity.ERROR] == []
    assert read.template is not None
    return read.template


@pytest.mark.parametrize("entry", SHIPPED, ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_a_shipped_template_comes_back_the_same(entry: CatalogEntry) -> None:
    assert entry.template is not None
    assert entry.data is not None
    for data in (template_data(entry.template), entry.data):
        text = toml_text(data)
        assert tomllib.loads(text, parse_float=Decimal) == data
        again = read_back(text)
        assert again == entry.template
        assert digest(again) == entry.digest


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(full_templates())
def test_any_template_comes_back_the_same(template: Template) -> None:
    again = read_back(toml_text(template_data(template)))
    assert again == template
    assert digest(again) == digest(template)


def test_a_written_template_reads_well(small: str) -> None:
    text = toml_text(template_data(read_back(small)))
    assert '# ================================================================ 1 环境\n\n[[groups]]\nid = "site"\n' in text
    assert text.index('id = "site.order"') < text.index('id = "order"') < text.index('id = "parts"') < text.index('id = "experts"')
    assert '\ncriterion = { kind = "deduct_per_occurrence", step = 0.5 }\n' in text
    assert max(len(line) for line in text.splitlines()) <= 140


def test_a_source_is_named_once_and_shared(small: str) -> None:
    data = template_data(read_back(small))
    assert [source["document"] for source in data["sources"].values()] == ["试验规则", "另一规则"]
    names = {indicator["source"] for indicator in data["indicators"] if indicator["id"] != "parts"}
    assert len(names) == 1
    assert names < set(data["sources"])


@pytest.mark.parametrize("value", ["", "甲", 'a"b', "a\\b", "a\nb", 'a\nb"', "\n", '"""\n', "\\\n", "a\tb\x7f", "\x00", "'''"])
def test_any_text_comes_back_from_any_place(value: str) -> None:
    data = {"top": value, value or "-": 1, "list": [value, [value]], "table": {"a": value, "b": {"c": value, "d": [{"e": value}]}}}
    assert tomllib.loads(toml_text(data), parse_float=Decimal) == data


def test_long_members_of_lists_get_heads_of_their_own() -> None:
    long = "字" * 60
    data = {"items": [{"a": 1, "parts": [{"id": "x", "title": long, "inner": {"k": [long, "b"]}}, {"id": "y"}], "last": True}]}
    text = toml_text(data)
    assert tomllib.loads(text) == data
    assert "[[items.parts]]\n" in text
