# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A template that goes into a workbook and out again is the same template."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from evaluator_app.catalog.listing import CatalogEntry
from evaluator_app.catalog.problems import Severity
from evaluator_app.catalog.reading import ReadTemplate
from evaluator_app.catalog.workbook.reading import read_workbook
from evaluator_app.catalog.workbook.skeleton import skeleton_data
from evaluator_app.catalog.workbook.writing import write_workbook
from evaluator_app.catalog.writing import template_data
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.template import Template
from evaluator_app.services.templates import shipped
from tests.catalog.any_full_template import full_templates


def there_and_back(data: Toml) -> ReadTemplate:
    file = io.BytesIO()
    write_workbook(data, file)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        path.write_bytes(file.getvalue())
        return read_workbook(path)


def errors(read: ReadTemplate) -> list[str]:
    return [problem.text() for problem in read.problems if problem.severity is Severity.ERROR]


@pytest.mark.parametrize("entry", shipped(), ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_a_shipped_template_comes_back_the_same(entry: CatalogEntry) -> None:
    assert entry.template is not None
    assert entry.data is not None
    for data in (entry.data, template_data(entry.template)):
        read = there_and_back(data)
        assert errors(read) == []
        assert [problem.code for problem in read.problems] == [problem.code for problem in entry.problems]
        assert read.template == entry.template
        assert digest(read.template) == entry.digest


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(full_templates())
def test_any_template_comes_back_the_same(template: Template) -> None:
    read = there_and_back(template_data(template))
    assert errors(read) == []
    assert read.template == template
    assert digest(read.template) == digest(template)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("data", [skeleton_data(), next(entry.data for entry in shipped() if entry.id == "cn-mnr/green-mine-2024-coal")])
def test_a_workbook_that_another_program_saved_is_the_same_template(data: Toml, tmp_path: Path) -> None:
    path = tmp_path / "ours.xlsx"
    with path.open("wb") as file:
        write_workbook(data, file)
    before = read_workbook(path)
    saved = tmp_path / "saved"
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(saved), str(path)], check=True, capture_output=True, timeout=120)
    after = read_workbook(saved / "ours.xlsx")
    assert errors(after) == []
    assert before.template is not None
    assert after.template == before.template
