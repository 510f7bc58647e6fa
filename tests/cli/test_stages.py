# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Stages, facts sheet and filing date on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli.commands import main_group
from evaluator_app.services.workspace import Workspace

NEW = (
    "new",
    "--template",
    "cn-mnr/green-mine-2024-coal",
    "--mine",
    "青石煤矿",
    "--fact",
    "mining_method=underground",
    "--leader",
    "王示范",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main_group, ["--language", "en", "--workspace", str(folder), *arguments])


def begun(folder: Path, *more: str) -> str:
    return str(json.loads(run(folder, *NEW, *more, "--json").output)["id"])


def test_the_stages_are_listed_with_what_they_need(folder: Path) -> None:
    name = begun(folder)
    result = run(folder, "stages", name)
    assert result.exit_code == 1
    assert "→ Preparation" in result.output
    assert "    - At least 5 members: 1 members are named" in result.output
    shown = json.loads(run(folder, "stages", name, "--json").output)
    assert shown["current"] == "preparation"
    assert [each["stage"] for each in shown["stages"]] == [
        "preparation", "desk_review", "opening_meeting", "site", "discussion", "closing_meeting", "report",
    ]  # fmt: skip
    assert {each["id"]: each["state"] for each in shown["team"]}["size"] == "not_met"


def test_the_facts_sheet_is_printed(folder: Path, tmp_path: Path) -> None:
    result = run(folder, "facts-sheet", begun(folder), str(tmp_path / "facts.pdf"))
    assert (result.exit_code, result.output.strip()) == (0, f"{tmp_path / 'facts.pdf'}: 0 facts")
    assert (tmp_path / "facts.pdf").read_bytes().startswith(b"%PDF")


def test_the_filing_date_is_given_at_the_beginning_or_by_a_document(folder: Path, tmp_path: Path) -> None:
    name = begun(folder, "--filing", "2026-06-01")
    document = tmp_path / "records.json"
    document.write_text(json.dumps({"format": "evaluator-records", "version": 1, "filing_on": "2026-07-01"}), "utf-8")
    with Workspace(folder, who="王示范") as workspace:
        assert str(workspace.open_assessment(name).assessment.profile.filing_on) == "2026-06-01"
    assert run(folder, "record", name, str(document)).exit_code == 0
    with Workspace(folder, who="王示范") as workspace:
        assert str(workspace.open_assessment(name).assessment.profile.filing_on) == "2026-07-01"
