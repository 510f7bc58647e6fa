# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A steward's work on the command line, step by step; exit codes 0 fine, 1 the answer is no, 2 cannot."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli import main_group
from evaluator_app.services import statements, templates
from tests.signing.stewards import AUTHORITY, PASSWORD, Steward, make_steward

Run = Callable[..., Result]
SMALL = Path(__file__).resolve().parents[1] / "catalog/data/small.toml"
NAME = "test/small@1"
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def steward(tmp_path: Path) -> Steward:
    made = make_steward(tmp_path / "steward.p12", begin=NOW - timedelta(days=30))
    (tmp_path / "steward.pem").write_bytes(made.certificate)
    return made


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a workspace of the given name."""
    monkeypatch.setenv("SECRET", PASSWORD)
    shipped = tmp_path / "shipped"
    (shipped / "test").mkdir(parents=True)
    shutil.copy(SMALL, shipped / "test")
    for module in (statements, templates):
        monkeypatch.setattr(module, "scoring_templates", lambda: shipped)

    def invoke(place: str, *arguments: object, answer: str = "") -> Result:
        options = ["--language", "en", "--workspace", str(tmp_path / place)]
        return CliRunner().invoke(main_group, [*options, *(str(argument) for argument in arguments)], input=answer)

    return invoke


def approve(run: Run, steward: Steward, state: str, *more: str) -> Result:
    signed = ("--credential", steward.path, "--password-env", "SECRET", "--by", AUTHORITY, "--on", "2026-11-20")
    return run("office", "approve-template", NAME, "--state", state, *signed, *more)


def test_from_an_approval_in_the_office_to_an_approved_template_in_the_field(run: Run, steward: Steward, tmp_path: Path) -> None:
    first = approve(run, steward, "trial", "--notes", "试行一年")
    assert first.exit_code == 0, first.output
    assert "does not count here yet" in first.stdout
    assert run("office", "approvals", NAME).exit_code == 1
    added = run("office", "trust", "add", tmp_path / "steward.pem", answer="y\n")
    assert (added.exit_code, "某省自然资源厅 李核定" in added.stdout) == (0, True)
    assert approve(run, steward, "approved").exit_code == 0
    shown = run("office", "approvals", NAME)
    assert shown.exit_code == 0
    assert "Approved (某省自然资源厅, 2026-11-20)" in shown.stdout
    assert "+ 1  Under trial  某省自然资源厅  2026-11-20  试行一年" in shown.stdout
    pack = tmp_path / "a.gmpack"
    packed = run("office", "pack-templates", pack, NAME, "--credential", steward.path, "--password-env", "SECRET", "--sequence", 3)
    assert packed.exit_code == 0, packed.output
    dry = run("field", "install-pack", pack, "--dry-run", "--json")
    assert dry.exit_code == 1
    assert [(each["effect"], each["statements"]) for each in json.loads(dry.stdout)["templates"]] == [("there", 2)]
    refused = run("field", "install-pack", pack)
    assert (refused.exit_code, "PCK-012" in refused.stderr) == (1, True)
    assert not (tmp_path / "field").exists()
    installed = run("field", "install-pack", pack, "--trust-steward")
    assert installed.exit_code == 0, installed.output
    assert "Installed as" in installed.stdout
    again = run("field", "install-pack", pack, "--json")
    assert (again.exit_code, json.loads(again.stdout)["path"]) == (0, None)
    listed = json.loads(run("field", "templates", "--json").stdout)
    assert [each["edition"] for each in listed if each["status"] == "approved"] == ["1"]


def test_a_state_that_cannot_follow_is_refused(run: Run, steward: Steward) -> None:
    refused = approve(run, steward, "withdrawn")
    assert (refused.exit_code, "APR-002" in refused.stderr) == (2, True)


def test_a_certificate_is_trusted_only_after_a_yes_and_removed_by_its_fingerprint(run: Run, steward: Steward, tmp_path: Path) -> None:
    file = tmp_path / "steward.pem"
    assert run("office", "trust", "add", file, answer="n\n").exit_code == 1
    assert run("office", "trust", "list").stdout == "No steward is trusted here.\n"
    assert run("office", "trust", "add", file, "--yes").exit_code == 0
    (one,) = json.loads(run("office", "trust", "list", "--json").stdout)
    assert "issued by 某省电子认证根" in run("office", "trust", "list").stdout
    assert run("office", "trust", "remove", one["certificate"]["fingerprint"][:12]).exit_code == 0
    assert json.loads(run("office", "trust", "list", "--json").stdout) == []
    assert run("office", "trust", "remove", "00000000").exit_code == 2


def test_a_statement_from_elsewhere_is_put_on_file(run: Run, steward: Steward, tmp_path: Path) -> None:
    named = json.loads(approve(run, steward, "approved", "--json").stdout)
    statement = next((tmp_path / "office").rglob(named["file"]))
    run("field", "trust", "add", tmp_path / "steward.pem", "--yes")
    assert run("field", "approvals", NAME, "--add", statement).exit_code == 0
    again = run("field", "approvals", NAME, "--add", statement, "--json")
    assert (again.exit_code, "nothing was added" in again.stderr) == (0, True)
    assert json.loads(again.stdout)["state"] == "approved"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("approvals", "test/none"), "TPL-601"),
        (("pack-templates", "a.gmpack", NAME), "CLI-008"),
        (("pack-templates", "a.gmpack", "test/none", "--unsigned"), "PCK-017"),
        (("install-pack", "none.gmpack"), "PCK-001"),
    ],
)
def test_what_cannot_be_done_says_why(arguments: tuple[str, ...], code: str, run: Run) -> None:
    result = run("office", *arguments)
    assert (result.exit_code, code in result.stderr) == (2, True), result.output
