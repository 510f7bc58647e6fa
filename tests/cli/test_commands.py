# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The command line: the story step by step, exit codes 0 fine, 1 the answer is no, 2 cannot."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli.commands import main_group
from evaluator_app.paths import resource, scoring_templates
from evaluator_app.signing.sample_credential import create_sample_credential, root_beside

Run = Callable[..., Result]
TEMPLATE = "cn-mnr/green-mine-2024-coal"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a workspace of its own."""
    monkeypatch.setenv("EVALUATOR_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("SECRET", "practice")

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main_group, [str(argument) for argument in arguments])

    return invoke


def read(result: Result) -> Any:
    """Return the JSON a command printed."""
    return json.loads(result.stdout)


@pytest.fixture
def begun(run: Run) -> str:
    """Begin the sample mine by hand and return its id."""
    sample = json.loads(resource("sample/coal-mine.json").read_bytes())
    facts = [f"{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in sample["mine"]["facts"].items()]
    options = [part for fact in facts for part in ("--fact", fact)]
    result = run(
        "new", "--template", TEMPLATE, "--mine", "示例煤矿", "--organization", "示例机构", "--leader", "王示范", *options, "--json"
    )
    assert result.exit_code == 0, result.output
    return str(read(result)["id"])


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Return the sample's findings without photos and with the leader as the only assessor."""
    data = json.loads(resource("sample/coal-mine-records.json").read_bytes())
    data["observations"] = [{key: value for key, value in o.items() if key not in ("photos", "assessor")} for o in data["observations"]]
    del data["evidence"]
    path = tmp_path / "records.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def test_the_story_from_new_to_verify(run: Run, begun: str, records: Path, tmp_path: Path) -> None:
    assert run("score", begun).exit_code == 1
    recorded = run("record", begun, records)
    assert (recorded.exit_code, recorded.stderr) == (0, "")
    scored = run("score", begun, "--json")
    assert scored.exit_code == 0
    assert read(scored)["rating"]["verdict"] == "qualified"
    assert run("missing", begun).exit_code == 0
    report, document = tmp_path / "报告 1.pdf", tmp_path / "assessment.json"
    assert run("report", begun, report, "--complete", "--issued-on", "2026-11-21", "--document", document).exit_code == 0
    assert run("score", document).exit_code == 0
    credential = tmp_path / "leader.p12"
    create_sample_credential(credential, "practice", holder="王示范", organization="示例机构", now=datetime.now(UTC))
    assert run("sign", report, "--credential", credential, "--password-env", "SECRET").exit_code == 0
    verified = run("verify", report, "--trust", root_beside(credential), "--json")
    assert verified.exit_code == 0
    found = read(verified)
    names = ("intact", "trusted", "matches", "recomputes", "approved")
    assert [found[name] for name in names] == [True, True, True, True, False]
    assert run("verify", report, "--strict").exit_code == 1


def test_an_assessment_document_is_scored_without_a_workspace(run: Run, begun: str, records: Path, tmp_path: Path) -> None:
    run("record", begun, records)
    document = tmp_path / "assessment.json"
    run("report", begun, tmp_path / "draft.pdf", "--document", document)
    inside = read(run("score", begun, "--json"))
    outside = CliRunner().invoke(main_group, ["--workspace", str(tmp_path / "nowhere"), "score", str(document), "--json"])
    assert read(outside) == inside
    assert not (tmp_path / "nowhere").exists()


def test_templates_are_listed_for_people_and_programs(run: Run) -> None:
    assert "草案" in run("templates").stdout
    listed = run("templates", "--json")
    (entry,) = [entry for entry in read(listed) if entry["id"] == TEMPLATE]
    assert (entry["items"], entry["points"], entry["status"], entry["industry"], entry["province"]) == (45, "100", "draft", "coal", None)
    assert listed.exit_code == 0


def test_a_sound_template_is_checked_and_installed(run: Run, tmp_path: Path) -> None:
    shipped = scoring_templates() / "cn-mnr" / "green-mine-2024.toml"
    assert run("check-template", shipped).exit_code == 0
    assert "随程序已有" in run("check-template", shipped, "--install").stdout
    assert not list((tmp_path / "workspace").rglob("*.toml"))
    broken = tmp_path / "broken.toml"
    broken.write_text(shipped.read_text("utf-8").replace("step = 0.5", "step = 5", 1), "utf-8")
    refused = run("check-template", broken, "--install", "--json")
    assert refused.exit_code == 1
    assert read(refused)[0]["line"] > 0
    assert not list((tmp_path / "workspace").rglob("*.toml"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("score", "no-such-id"), "ASM-002"),
        (("score", "no-such-file.json"), "CLI-001"),
        (("new", "--template", "no/such", "--mine", "矿"), "TPL-601"),
        (("new", "--template", TEMPLATE, "--mine", "矿", "--fact", "mineral"), "CLI-003"),
        (("new", "--template", TEMPLATE, "--mine", "矿", "--fact", "mineral=cheese"), "DOC-001"),
        (("sign", "no-such.pdf", "--credential", "no-such.p12", "--password-env", "SECRET"), "SIG-020"),
        (("verify", "no-such.pdf"), "SIG-020"),
    ],
)
def test_what_cannot_be_done_gets_a_sentence_and_exit_code_2(run: Run, arguments: tuple[str, ...], code: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(code)
    assert "Traceback" not in result.output


def test_an_assessment_made_by_a_template_that_is_not_installed_is_refused(run: Run, begun: str, tmp_path: Path) -> None:
    document = tmp_path / "assessment.json"
    run("report", begun, tmp_path / "draft.pdf", "--document", document)
    data = json.loads(document.read_bytes())
    data["profile"]["template"]["digest"] = "0" * 64
    document.write_text(json.dumps(data), "utf-8")
    result = run("score", document)
    assert (result.exit_code, result.stderr[:7]) == (2, "TPL-601")


def test_an_assessment_document_with_mistakes_names_each_with_its_place(run: Run, begun: str, tmp_path: Path) -> None:
    document = tmp_path / "assessment.json"
    run("report", begun, tmp_path / "draft.pdf", "--document", document)
    data = json.loads(document.read_bytes())
    data["surprise"], data["mine"]["name"] = 1, 7
    document.write_text(json.dumps(data), "utf-8")
    result = run("score", document)
    assert result.exit_code == 2
    assert "surprise" in result.stderr
    assert "mine.name" in result.stderr


def test_a_wrong_password_is_refused_and_nothing_is_written(run: Run, begun: str, records: Path, tmp_path: Path) -> None:
    run("record", begun, records)
    report = tmp_path / "report.pdf"
    run("report", begun, report, "--complete")
    before = report.read_bytes()
    credential = tmp_path / "leader.p12"
    create_sample_credential(credential, "another", holder="王示范", organization="示例机构", now=datetime.now(UTC))
    result = run("sign", report, "--credential", credential, "--password-env", "SECRET")
    assert (result.exit_code, result.stderr[:7]) == (2, "SIG-004")
    assert report.read_bytes() == before


def test_completing_is_refused_while_something_is_missing(run: Run, begun: str, tmp_path: Path) -> None:
    result = run("report", begun, tmp_path / "report.pdf", "--complete")
    assert (result.exit_code, result.stderr[:7]) == (2, "ASM-003")
    assert run("missing", begun).exit_code == 1
    assert not (tmp_path / "report.pdf").exists()


def test_english_is_spoken_when_asked_for(run: Run) -> None:
    assert "Draft, not approved" in run("--language", "en", "templates").stdout


def test_what_a_broken_off_session_left_is_told(run: Run, begun: str, tmp_path: Path) -> None:
    database = tmp_path / "workspace" / "evaluator.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update sessions set ended_at = null")
    told = run("missing", begun)
    assert "没有正常结束" in told.stderr
    assert "没有正常结束" not in run("missing", begun).stderr


def test_a_document_that_cannot_be_written_is_said_and_nothing_half_is_left(run: Run, begun: str, tmp_path: Path) -> None:
    result = run("report", begun, tmp_path / "report.pdf", "--document", tmp_path / "no folder" / "assessment.json")
    assert (result.exit_code, result.stderr[:7]) == (2, "CLI-004")


def test_a_mistake_of_the_program_never_looks_like_the_answer_no(run: Run, begun: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("evaluator_app.cli.commands.score", broken)
    result = run("score", begun)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "ZeroDivisionError" in result.stderr


def test_a_password_that_is_not_given_ends_with_exit_code_2(run: Run, tmp_path: Path) -> None:
    assert run("sign", tmp_path / "report.pdf", "--credential", tmp_path / "leader.p12").exit_code == 2


def test_a_template_that_cannot_be_read_is_not_answered_with_no(run: Run, tmp_path: Path) -> None:
    result = run("check-template", tmp_path / "no-such.toml", "--json")
    assert (result.exit_code, result.stdout, result.stderr[:7]) == (2, "", "TPL-001")


def test_installing_leaves_nothing_but_json_on_the_output(run: Run, tmp_path: Path) -> None:
    template = tmp_path / "small.toml"
    shipped = scoring_templates() / "cn-mnr" / "green-mine-2024.toml"
    text = shipped.read_text("utf-8").replace('id = "cn-mnr/green-mine-2024"', 'id = "test/other"', 1)
    template.write_text(text.replace("../thresholds", shipped.parent.parent.joinpath("thresholds").as_posix()), "utf-8")
    result = run("check-template", template, "--install", "--json")
    assert isinstance(read(result), list)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--mine", " "), "CLI-006"),
        (("--mine", "矿", "--from", "2026-05-02", "--to", "2026-05-01"), "CLI-007"),
        (("--mine", "矿\udcff"), "DOC-001"),
        (("--mine", "矿", "--client", "\udcff"), "DOC-001"),
    ],
)
def test_an_assessment_that_could_not_be_kept_is_not_begun(run: Run, tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    result = run("new", "--template", TEMPLATE, *arguments)
    assert (result.exit_code, result.stderr[:7]) == (2, code)
    assert not (tmp_path / "workspace").exists()


def test_no_assessment_is_meant_by_an_empty_name(run: Run, begun: str, tmp_path: Path) -> None:
    for command in (("score", ""), ("missing", ""), ("report", "", tmp_path / "report.pdf")):
        result = run(*command)
        assert (result.exit_code, result.stderr[:7]) == (2, "CLI-005")


def test_json_is_utf_8_and_plain_lines_are_shown_wherever_they_go(run: Run, begun: str, records: Path, project_root: Path) -> None:
    run("record", begun, records)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "evaluator_app", "score", begun]
    plain, as_json = (
        subprocess.run(arguments, env=environment, cwd=project_root, capture_output=True, check=False)
        for arguments in (command, [*command, "--json"])
    )
    assert (plain.returncode, plain.stderr, as_json.returncode, as_json.stderr) == (0, b"", 0, b"")
    assert json.loads(as_json.stdout.decode())["rating"]["verdict"] == "qualified"


@pytest.mark.skipif(os.name != "posix", reason="rights by mask")
def test_colleagues_may_read_a_report(run: Run, begun: str, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        run("report", begun, tmp_path / "report.pdf")
    finally:
        os.umask(before)
    assert (tmp_path / "report.pdf").stat().st_mode & 0o777 == 0o644


def test_a_report_can_be_written_as_a_workbook_as_well(run: Run, begun: str, tmp_path: Path) -> None:
    run("report", begun, tmp_path / "report.pdf", "--excel", tmp_path / "report.xlsx")
    assert (tmp_path / "report.xlsx").read_bytes().startswith(b"PK")
