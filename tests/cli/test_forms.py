# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Record forms from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli import main_group

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "docs/examples/permit-answers.json"
LICENCES = "prerequisite.licences"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a workspace of its own, in English."""
    monkeypatch.setenv("EVALUATOR_WORKSPACE", str(tmp_path / "workspace"))

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main_group, ["--language", "en", *[str(argument) for argument in arguments]])

    return invoke


@pytest.fixture
def begun(run: Run) -> str:
    """Begin an assessment with a visit of two days and return its id."""
    told = ("--mine", "示例煤矿", "--fact", "mineral=coal", "--from", "2026-05-12", "--to", "2026-05-13", "--json")
    result = run("new", "--template", "cn-mnr/green-mine-2024-coal", *told)
    assert result.exit_code == 0, result.output
    return str(json.loads(result.stdout)["id"])


def test_forms_are_listed_and_a_faulty_one_is_named(run: Run, tmp_path: Path) -> None:
    listed = run("forms")
    assert listed.exit_code == 0
    assert "permit  1  证照核查表  (desk_review, item)" in listed.stdout
    own = tmp_path / "workspace" / "forms"
    own.mkdir(parents=True)
    (own / "broken.toml").write_text("title = 1", "utf-8")
    faulty = run("forms", "--json")
    assert faulty.exit_code == 1
    assert "broken.toml: 1 mistakes, not usable" in faulty.stderr
    assert len(json.loads(faulty.stdout)) == 15


def test_a_form_is_checked_and_installed(run: Run, tmp_path: Path) -> None:
    example = ROOT / "docs/examples/firm-form.toml"
    sound = run("check-form", example, "--install")
    assert (sound.exit_code, sound.stdout.splitlines()[0]) == (0, "dust_inspection 1 is sound.")
    assert "dust_inspection  1  抑尘设施检查表  (site, item)  [示例评估机构]" in run("forms").stdout
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(example.read_text("utf-8").replace('kind = "person"', 'kind = "persona"'), "utf-8")
    told = run("check-form", wrong, "--install")
    assert told.exit_code == 1
    assert "wrong.toml:36: TPL-108 “persona” is not possible for “kind”. Did you mean “person”?" in told.stdout
    listed = json.loads(run("check-form", wrong, "--json").stdout)
    assert [(problem["code"], problem["line"]) for problem in listed] == [("TPL-108", 36)]
    hint = tmp_path / "hint.toml"
    hint.write_text(example.read_text("utf-8").replace('source = "own"\n', "", 1), "utf-8")
    assert run("check-form", hint).stdout.startswith("Hint: hint.toml")
    assert run("check-form", tmp_path / "gone.toml").exit_code == 2


def test_a_form_is_filled_in_and_printed(run: Run, begun: str, tmp_path: Path) -> None:
    filled = run("form-fill", begun, "permit", ANSWERS, "--target", LICENCES)
    assert filled.exit_code == 0, filled.output
    assert filled.stdout.splitlines()[1] == "  采矿许可证: the filing date is not known"
    told = json.loads(run("form-fill", begun, "permit", ANSWERS, "--target", LICENCES, "--json").stdout)
    assert (told["form"], told["state"]) == ("permit@1", "unfinished")
    target = tmp_path / "permit.pdf"
    assert run("form-print", begun, told["record"][:8], target).exit_code == 0
    assert target.read_bytes().startswith(b"%PDF")
    blank = tmp_path / "blank.pdf"
    assert run("form-print", begun, "penalty", blank, "--target", "prerequisite.penalties").exit_code == 0
    assert blank.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("form-fill", "ID", "nothing", ANSWERS), "FRM-005"),
        (("form-fill", "ID", "permit", ANSWERS, "--target", "site.zoning"), "FRM-001"),
        (("form-fill", "ID", "permit", "gone.json", "--target", LICENCES), "CLI-001"),
        (("form-fill", "ID", "permit", ROOT / "docs/examples/firm-form.toml", "--target", LICENCES), "DOC-001"),
        (("form-print", "ID", "nothing", "out.pdf"), "FRM-005"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_code(arguments: tuple[object, ...], code: str, run: Run, begun: str) -> None:
    result = run(*(begun if argument == "ID" else argument for argument in arguments))
    assert (result.exit_code, result.stderr[: len(code)]) == (2, code)
