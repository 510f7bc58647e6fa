# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report as a Word document on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli.commands import main_group
from tests.reporting.word_files import text_of
from tests.reporting.word_templates import changed, good_template

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a workspace of its own, in English."""
    monkeypatch.setenv("EVALUATOR_WORKSPACE", str(tmp_path / "workspace"))

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main_group, ["--language", "en", *(str(argument) for argument in arguments)])

    return invoke


@pytest.fixture
def mine(run: Run) -> str:
    """Begin an assessment and return its id."""
    facts = [part for fact in ("mineral=coal", "mining_method=underground") for part in ("--fact", fact)]
    names = ("--mine", "示例煤矿", "--organization", "示例机构", "--leader", "王示范")
    begun = run("new", "--template", "cn-mnr/green-mine-2024-coal", *names, *facts, "--json")
    assert begun.exit_code == 0, begun.output
    return str(json.loads(begun.stdout)["id"])


def test_a_destination_named_docx_is_a_word_document_alone(run: Run, mine: str, tmp_path: Path) -> None:
    result = run("report", mine, tmp_path / "报告.DOCX")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [f"{tmp_path / '报告.DOCX'}: Word document, a working copy without signatures"]
    assert "示例煤矿" in text_of(tmp_path / "报告.DOCX")


def test_a_word_document_is_written_beside_the_pdf(run: Run, mine: str, tmp_path: Path) -> None:
    assert run("report", mine, tmp_path / "r.pdf", "--word", tmp_path / "r.docx").exit_code == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert "示例煤矿" in text_of(tmp_path / "r.docx")


def test_a_firm_s_template_is_used(run: Run, mine: str, tmp_path: Path) -> None:
    template = tmp_path / "firm.docx"
    template.write_bytes(good_template())
    assert run("report", mine, tmp_path / "r.docx", "--word-template", template).exit_code == 0
    assert "本模板的结尾" in text_of(tmp_path / "r.docx")


def test_a_template_with_macros_is_refused_by_its_code(run: Run, mine: str, tmp_path: Path) -> None:
    template = tmp_path / "firm.docm"
    template.write_bytes(changed(good_template(), {"word/vbaProject.bin": b""}))
    result = run("report", mine, tmp_path / "r.docx", "--word-template", template)
    assert result.exit_code == 2
    assert "REP-033" in result.output
    assert not (tmp_path / "r.docx").exists()


def test_a_template_without_a_word_document_is_a_mistake(run: Run, mine: str, tmp_path: Path) -> None:
    result = run("report", mine, tmp_path / "r.pdf", "--word-template", tmp_path / "firm.docx")
    assert result.exit_code == 2
    assert "CLI-012" in result.output
    assert not (tmp_path / "r.pdf").exists()
