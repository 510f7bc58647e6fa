# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scoring all from the command line: a line for each, an end that counts, exit codes."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.many import make_workspace
from evaluator_app import i18n
from evaluator_app.cli import main_group
from evaluator_app.store.backups import DATABASE_NAME


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make a workspace with three assessments, of which one has a summary."""
    folder = tmp_path / "workspace"
    make_workspace(folder, 3)
    return folder


def run(workspace: Path, *arguments: object) -> Result:
    before = i18n.current_language()
    try:
        options = ["--workspace", workspace, "--language", "en", "score-all", "--processes", 1, *arguments]
        return CliRunner().invoke(main_group, [str(argument) for argument in options])
    finally:
        i18n.set_language(before)


def change(workspace: Path, statement: str) -> None:
    with closing(sqlite3.connect(workspace / DATABASE_NAME, isolation_level=None)) as connection:
        connection.execute(statement)


def test_json_lines_name_each_and_end_with_the_counts(workspace: Path) -> None:
    result = run(workspace, "--json")
    *lines, end = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert end == {"agrees": 1, "differs": 0, "outdated": 2, "unreadable": 0, "assessments": 3}
    assert sorted(line["mine"] for line in lines) == ["示例煤矿（练习）", "第1号煤矿", "第2号煤矿"]
    [sample] = [line for line in lines if line["summary"] == "agrees"]
    assert (sample["secured"], sample["reachable"], sample["verdict"], sample["problem"]) == ("89.84", "89.84", "qualified", None)
    assert len(sample["template"]) == 64


def test_plain_lines_are_a_table_with_one_head(workspace: Path) -> None:
    change(workspace, "update records set body = replace(body, '第1号煤矿', '第“1”号, 煤矿') where kind = 'mine'")
    result = run(workspace)
    *lines, end = result.stdout.splitlines()
    rows = list(csv.DictReader(lines))
    assert (result.exit_code, len(rows)) == (0, 3)
    assert "第“1”号, 煤矿" in [row["mine"] for row in rows]
    assert end == "3 assessments scored anew: of 1 the list agrees, of 0 it differs, of 2 it is to be computed again; 0 cannot be read."


def test_a_list_that_differs_is_no(workspace: Path) -> None:
    change(workspace, "update assessments set secured = '12' where summarized_line = last_line")
    result = run(workspace, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout.splitlines()[-1])["differs"] == 1


def test_what_cannot_be_read_is_named_and_is_no(workspace: Path) -> None:
    change(workspace, "update records set body = '{' where kind = 'profile' and assessment_id = (select min(id) from assessments)")
    result = run(workspace, "--json")
    first, *_, end = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, end["unreadable"], end["assessments"]) == (1, 1, 3)
    assert (first["summary"], first["verdict"], first["secured"]) == ("unreadable", None, None)
    assert first["problem"].startswith("STO-009 The record profile of the assessment")


def test_a_file_takes_the_lines_and_the_terminal_the_end(workspace: Path, tmp_path: Path) -> None:
    result = run(workspace, "--json", "--output", tmp_path / "lines.jsonl")
    assert json.loads(result.stdout)["assessments"] == 3
    assert [json.loads(line)["problem"] for line in (tmp_path / "lines.jsonl").read_text("utf-8").splitlines()] == [None] * 3
    assert run(workspace, "--output", tmp_path / "lines.csv").stdout.startswith("3 assessments scored anew")
    assert len((tmp_path / "lines.csv").read_text("utf-8").splitlines()) == 4


def test_a_folder_without_assessments_or_a_file_that_cannot_be_written_is_cannot(workspace: Path, tmp_path: Path) -> None:
    nowhere = run(tmp_path / "nowhere")
    assert (nowhere.exit_code, nowhere.stderr.startswith("STO-014")) == (2, True)
    unwritable = run(workspace, "--output", tmp_path / "none" / "lines.csv")
    assert (unwritable.exit_code, unwritable.stderr.startswith("CLI-004")) == (2, True)
