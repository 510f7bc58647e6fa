# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands after a signature: revise, changes, archive, check-archive, open-archive."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli.commands import main_group
from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessor, Mine
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.services.workspace import NewAssessment, Workspace
from tests.builders import a_template
from tests.docs.formats import mistakes

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs a command in a workspace of its own."""

    def invoke(*arguments: object, workspace: str = "workspace") -> Result:
        return CliRunner().invoke(main_group, ["--workspace", str(tmp_path / workspace), "--language", "en", *map(str, arguments)])

    return invoke


@pytest.fixture
def signed(tmp_path: Path) -> str:
    """Begin a mine, close it as signed, and return its id."""
    template = a_template().with_item("1.1", 60).with_item("1.2", 40).build()
    with Workspace(tmp_path / "workspace", who="王工") as workspace:
        opened = workspace.begin(NewAssessment(template, Mine("青山 煤矿"), team=(Assessor("w", "王工", is_leader=True),)))
        for status in (AssessmentStatus.COMPLETED, AssessmentStatus.SIGNED):
            opened.do(changes.change_status(opened.assessment, status))
        return opened.assessment.id


def read(result: Result) -> Any:
    return json.loads(result.stdout)


def test_a_revision_is_begun_once_and_tells_what_it_changes(run: Run, signed: str) -> None:
    done = run("revise", signed[:8], "--reason", "更正 1.2")
    assert done.exit_code == 0
    assert done.output.startswith("Revision 2 begun: ")
    begun = done.output.splitlines()[0].split()[-1]
    again = run("revise", signed, "--reason", "更正")
    assert (again.exit_code, again.output[:7]) == (2, "REV-003")
    assert run("revise", signed, "--reason", "另一次", "--another").exit_code == 0
    assert run("revise", signed, "--reason", "  ").output.startswith("REV-002")
    assert run("changes", begun).output.splitlines() == ["Revision 2: 更正 1.2", "2 items are unchanged."]
    assert read(run("changes", begun, "--json"))["unchanged"] == 2
    assert run("changes", signed).output == "This assessment is no revision.\n"
    assert read(run("changes", signed, "--json")) is None


def test_what_changed_is_told_line_by_line(run: Run, signed: str, tmp_path: Path) -> None:
    begun = run("revise", signed, "--reason", "更正").output.splitlines()[0].split()[-1]
    with Workspace(tmp_path / "workspace") as workspace:
        opened = workspace.open_assessment(begun)
        opened.do(changes.record_remark(opened.assessment, "1.2", "复查"))
    assert run("changes", begun).output.splitlines()[1:] == [
        "1.2 指标1.2: What was recorded for it reads otherwise.",
        "1 items are unchanged.",
    ]


def test_an_archive_is_written_checked_and_opened_elsewhere(run: Run, signed: str, tmp_path: Path) -> None:
    path = tmp_path / "青山 煤矿.zip"
    done = run("archive", signed, path)
    assert done.exit_code == 0
    assert "read back and whole" in done.output
    assert "No report is inside" in done.output
    checked = run("check-archive", path, workspace="nowhere")
    assert checked.exit_code == 0
    assert checked.output.splitlines()[1].startswith("Files whole: yes.")
    assert not (tmp_path / "nowhere").exists()
    told = read(run("check-archive", path, "--json"))
    assert (told["whole"], told["recomputes"], told["reported"], told["mine"]) == (True, True, None, "青山 煤矿")
    opened = run("open-archive", path, workspace="empty")
    assert opened.output == f"Brought back: {signed}, 0 files of evidence\n"
    assert run("open-archive", path, workspace="empty").output == f"{signed} is here already, the same in everything.\n"


def test_a_damaged_archive_is_no_and_opens_nothing(run: Run, signed: str, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    run("archive", signed, path)
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(bytes(data))
    assert run("check-archive", path).exit_code == 1
    assert read(run("check-archive", path, "--json"))["whole"] is False
    done = run("open-archive", path, workspace="empty")
    assert (done.exit_code, done.output[:7]) == (2, "ARC-001")
    assert run("check-archive", tmp_path / "none.zip").output.startswith("ARC-005")
    assert run("archive", signed, tmp_path / "b.zip", "--report", tmp_path / "none.pdf").output.startswith("ARC-011")
    assert run("archive", signed, tmp_path / "none" / "b.zip").output.startswith("ARC-013")


def test_the_manifest_is_as_its_schema_says(run: Run, signed: str, tmp_path: Path) -> None:
    import zipfile

    run("archive", signed, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert mistakes("archive", json.loads(opened.read("manifest.json"))) == []
        assert mistakes("assessment", json.loads(opened.read("assessment.json"))) == []
        assert mistakes("assessment", json.loads(opened.read("origin.json"))) == []
        assert mistakes("score-card", json.loads(opened.read("score.json"))) == []
