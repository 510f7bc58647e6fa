# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Consistency and practice from the command line, from the senior's work to the trainee's comparison."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app import i18n
from evaluator_app.cli import main_group
from evaluator_app.services.sample import SAMPLE_ID, ensure_sample
from evaluator_app.services.workspace import Workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a workspace with the sample mine."""
    with Workspace(tmp_path / "workspace") as workspace:
        ensure_sample(workspace)
    return tmp_path / "workspace"


def run(folder: Path, *arguments: object) -> Result:
    before = i18n.current_language()
    try:
        options = ["--workspace", folder, "--language", "en", "--who", "新手", *arguments]
        return CliRunner().invoke(main_group, [str(argument) for argument in options])
    finally:
        i18n.set_language(before)


def test_the_tables_are_printed_and_written_in_every_form(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(folder, "consistency", "--practice", "--excel", tmp_path / "a.xlsx", "--csv", out, "--png", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Assessments compared  |  1" in result.stdout
    assert (tmp_path / "a.xlsx").is_file()
    assert len(list(out.glob("*.csv"))) == 11
    assert len(list(out.glob("*.png"))) == 5


def test_json_has_every_table_by_its_stable_name(folder: Path) -> None:
    result = run(folder, "consistency", "--json")
    tables = json.loads(result.stdout)
    assert {"about", "evaluators", "full-marks", "decisive", "texts", "passages", "photos", "visits", "days"} <= tables.keys()
    assert tables["about"]["rows"][0] == ["Assessments compared", 0]  # the sample is practice


def test_a_folder_without_assessments_cannot_be_compared(tmp_path: Path) -> None:
    result = run(tmp_path / "nothing", "consistency")
    assert (result.exit_code, "STO-014" in result.stderr) == (2, True)


def test_a_practice_mine_goes_from_the_senior_to_the_trainee_and_back_as_figures(folder: Path, tmp_path: Path) -> None:
    saved = run(folder, "practice-save", SAMPLE_ID[:8], tmp_path / "handed", "--note", "练习")
    assert saved.exit_code == 0, saved.stderr
    trainee = tmp_path / "trainee"
    begun = run(trainee, "practice-begin", tmp_path / "handed" / "model-answer.json")
    assert begun.exit_code == 0, begun.stderr
    own = begun.stdout.strip()
    early = run(trainee, "practice-compare", own)
    assert (early.exit_code, early.stdout, "PRA-007" in early.stderr) == (2, "", True)
    late = run(trainee, "practice-compare", own, "--done", "--excel", tmp_path / "a.xlsx", "--json")
    tables = json.loads(late.stdout)
    assert late.exit_code == 1
    assert dict(map(tuple, tables["agreement"]["rows"]))["Said to be done by"] == "新手"
    assert (tmp_path / "a.xlsx").is_file()


def test_photos_that_do_not_lie_beside_the_answer_are_counted(folder: Path, tmp_path: Path) -> None:
    run(folder, "practice-save", SAMPLE_ID, tmp_path / "handed")
    alone = tmp_path / "alone.json"
    alone.write_bytes((tmp_path / "handed" / "model-answer.json").read_bytes())
    begun = run(tmp_path / "trainee", "practice-begin", alone)
    assert (begun.exit_code, "photos of the practice mine" in begun.stderr) == (1, True)


def test_the_senior_agrees_with_the_own_answer(folder: Path, tmp_path: Path) -> None:
    run(folder, "practice-save", SAMPLE_ID, tmp_path / "handed")
    result = run(folder, "practice-compare", SAMPLE_ID, "--answer", tmp_path / "handed" / "model-answer.json", "--done")
    assert result.exit_code == 0, result.stderr
    assert "Share of the same verdict  |  100 %" in result.stdout
