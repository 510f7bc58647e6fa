# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Layouts of reports from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli import main_group
from evaluator_app.services.report_data import DATA_NAME
from evaluator_app.signing.attachments import read_attachments

Run = Callable[..., Result]
FAULTY = 'format = "green-mine-layout/1"\nname = "甲"\n[chapters]\nleft_out = ["items"]\n'


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a workspace of its own, in English."""
    monkeypatch.setenv("EVALUATOR_WORKSPACE", str(tmp_path / "workspace"))

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main_group, ["--language", "en", *[str(argument) for argument in arguments]])

    return invoke


@pytest.fixture
def begun(run: Run) -> str:
    """Begin an assessment and return its id."""
    told = ("--mine", "示例煤矿", "--fact", "mineral=coal", "--from", "2026-05-12", "--json")
    return str(json.loads(run("new", "--template", "cn-mnr/green-mine-2024-coal", *told).stdout)["id"])


def test_layouts_are_listed_and_a_faulty_one_says_what_is_wrong_where(run: Run, tmp_path: Path) -> None:
    listed = run("layouts")
    assert (listed.exit_code, listed.stdout.split("  ")[:2]) == (0, ["example", "示例版式"])
    (tmp_path / "workspace/layouts").mkdir(parents=True)
    (tmp_path / "workspace/layouts/ours.toml").write_text(FAULTY, "utf-8")
    faulty = run("layouts")
    assert faulty.exit_code == 1
    assert "ours.toml:4: LAY-001 The chapter “items” must be in every report and cannot be left out." in faulty.stdout
    ours, example = json.loads(run("layouts", "--json").stdout)
    assert (ours["name"], ours["problems"][0]["path"], example["problems"]) == ("ours", "chapters.left_out", [])


def test_chapters_are_listed_with_those_that_every_report_has(run: Run) -> None:
    assert "conclusion  Conclusion  (in every report)" in run("layouts", "--chapters").stdout
    listed = {chapter["id"]: chapter for chapter in json.loads(run("layouts", "--chapters", "--json").stdout)}
    assert listed["photos"] == {"id": "photos", "title": "Annex: photos", "is_mandatory": False, "part": "annex"}


def test_a_report_in_a_layout_carries_it(run: Run, begun: str, tmp_path: Path) -> None:
    written = run("report", begun, tmp_path / "a.pdf", "--layout", "example")
    assert written.exit_code == 0, written.output
    data = json.loads(read_attachments((tmp_path / "a.pdf").read_bytes())[DATA_NAME])
    assert data["layout"]["name"] == "示例版式"


def test_a_layout_that_cannot_be_used_makes_no_report(run: Run, begun: str, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(FAULTY, "utf-8")
    for name, code in (("nothing", "LAY-003"), (tmp_path / "ours.toml", "LAY-004")):
        refused = run("report", begun, tmp_path / "a.pdf", "--layout", name)
        assert (refused.exit_code, refused.stderr.startswith(code)) == (2, True)
        assert not (tmp_path / "a.pdf").exists()
