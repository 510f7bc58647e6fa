# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands of a team that exchanges packages, between two workspaces."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli.commands import main_group
from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessor, Mine
from evaluator_app.services.workspace import NewAssessment, Workspace
from evaluator_app.signing.sample_credential import create_sample_credential
from tests.builders import a_template
from tests.docs.formats import mistakes
from tests.packages.forging import unpacked

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command on somebody's laptop."""
    monkeypatch.setenv("PASSWORD", "packages")

    def invoke(laptop: str, *arguments: object) -> Result:
        at = ["--workspace", str(tmp_path / laptop), "--language", "en", "--who", laptop]
        return CliRunner().invoke(main_group, [*at, *map(str, arguments)])

    return invoke


def test_two_laptops_exchange_packages(run: Run, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    credential = tmp_path / "wang.p12"
    now = datetime.now(UTC) - timedelta(hours=1)
    fingerprint = create_sample_credential(credential, "packages", holder="wang", organization="Firm", now=now).certificate_info.fingerprint
    with Workspace(tmp_path / "wang", who="wang") as workspace:
        team = (Assessor("w", "wang", is_leader=True), Assessor("l", "li"))
        opened = workspace.begin(NewAssessment(a_template().with_item("1.1", 100).build(), Mine("青山"), team=team))
        opened.do(changes.record_observation(opened.assessment, opened.new_observation("1.1", "扬尘")))
        own = opened.assessment.id
    key = ("--credential", credential, "--password-env", "PASSWORD")
    done = run("wang", "package", "export", own, stick / "w.gmp", *key)
    assert done.exit_code == 0, done.output
    assert "signed by wang, read back and whole" in done.output
    assert mistakes("package", json.loads(unpacked(stick / "w.gmp")["manifest.json"])) == []

    shown = run("li", "package", "show", stick / "w.gmp", "--json")
    assert shown.exit_code == 1
    told = json.loads(shown.stdout)
    assert (told["standing"], told["is_new"], told["is_in_team"], told["new_acts"]) == ("stranger", True, True, 1)
    assert run("li", "package", "take", stick / "w.gmp").output.startswith("PKG-007")
    taken = run("li", "package", "take", stick / "w.gmp", "--accept", fingerprint[:16])
    assert taken.output.startswith(f"Begun from the package: {own}")
    assert json.loads(run("li", "package", "authors", "--json").stdout)[0]["holder"] == "wang"

    assert run("li", "package", "receipt", own, "--compare", stick / "w.gmp").exit_code == 0
    (tmp_path / "li.json").write_bytes(run("li", "package", "receipt", own, "--json").stdout_bytes)
    lacking = run("wang", "package", "export", own, stick, "--evidence", "lacking", "--for", tmp_path / "li.json", *key)
    assert lacking.exit_code == 0, lacking.output
    folder = run("li", "package", "take", stick, "--json")
    assert [each["taken"]["acts"] for each in json.loads(folder.stdout)] == [0, 0]
    assert "Taken before." in run("li", "package", "take", stick).output
    assert run("li", "package", "show", stick / "w.gmp").exit_code == 0
    assert run("li", "package", "export", own, stick / "x.gmp", "--evidence", "lacking", *key).exit_code == 2
    assert run("li", "package", "authors", "--forget", fingerprint[:8]).output.startswith("No longer accepted: wang")
    assert run("li", "package", "authors").output == "Nobody was accepted here yet.\n"
