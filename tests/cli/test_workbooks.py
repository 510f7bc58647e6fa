# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands for templates in Excel: skeleton, export, import, check; nothing is written where something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.catalog.library import read_template
from evaluator_app.catalog.workbook.skeleton import skeleton_data
from evaluator_app.cli import main_group
from evaluator_app.domain.canonical import digest
from evaluator_app.services.templates import find_template
from tests.catalog.workbooks import draft_of

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main_group, ["--language", "en", "--workspace", "workspace", *arguments])

    return invoke


def test_a_skeleton_is_sound_and_becomes_a_template_file(run: Run, tmp_path: Path) -> None:
    assert run("skeleton", "new.xlsx").exit_code == 0
    assert run("check-template", "new.xlsx").output == "my-firm/example 1 is sound.\n"
    result = run("import-template", "new.xlsx")
    assert (result.exit_code, result.output) == (0, "my-firm/example 1 is sound.\nWritten: new.toml\n")
    assert read_template(tmp_path / "new.toml").template is not None
    again = run("import-template", "new.xlsx")
    assert (again.exit_code, again.output) == (2, "TPL-824  new.toml is there already.\nName another file with --output.\n")
    assert run("import-template", "new.xlsx", "--output", "new.toml").exit_code == 0


def test_an_exported_template_is_imported_as_the_same(run: Run, tmp_path: Path) -> None:
    assert run("export-template", "cn-mnr/green-mine-2024-coal", "coal.xlsx").exit_code == 0
    assert run("import-template", "coal.xlsx", "--output", "coal.toml").exit_code == 0
    read = read_template(tmp_path / "coal.toml")
    assert digest(read.template) == digest(find_template("cn-mnr/green-mine-2024-coal", tmp_path / "workspace"))
    assert read.data is not None
    assert "table" in read.data["sources"]


@pytest.mark.parametrize("command", [("import-template", "--install"), ("check-template", "--install")])
def test_a_workbook_is_installed_for_use(command: tuple[str, str], run: Run, tmp_path: Path) -> None:
    run("skeleton", "new.xlsx")
    result = run(command[0], "new.xlsx", command[1])
    assert result.exit_code == 0, result.output
    assert find_template("my-firm/example", tmp_path / "workspace").title == "（写模板名称）"
    assert not (tmp_path / "new.toml").exists()


@pytest.mark.parametrize("options", [(), ("--install",), ("--output", "out.toml", "--install")])
def test_a_workbook_with_a_mistake_leaves_nothing_behind(options: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    draft = draft_of(skeleton_data(), tmp_path)
    _, row, _ = draft.set("指标", "分值", "site.roads", "两分")
    draft.save(tmp_path / "wrong.xlsx")
    result = run("import-template", "wrong.xlsx", "--json", *options)
    assert result.exit_code == 1
    (problem,) = json.loads(result.output)
    assert (problem["sheet"], problem["line"], problem["column"], problem["code"]) == ("指标", row, 4, "TPL-809")
    assert problem["message"] == "“两分” is no number."
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".toml"] == []
    assert not (tmp_path / "workspace" / "templates").exists()
    plain = run("import-template", "wrong.xlsx", *options)
    assert plain.output.startswith(f"wrong.xlsx[指标!D{row}]: TPL-809 “两分” is no number. Write the number alone")


def test_names_that_are_no_workbooks_and_files_that_are_not_there_are_refused(run: Run) -> None:
    assert run("skeleton", "new.xls").exit_code == 2
    assert run("export-template", "cn-mnr/green-mine-2024", "a.csv").exit_code == 2
    assert run("export-template", "cn-mnr/none", "a.xlsx").exit_code == 2
    assert run("skeleton", "no/folder/new.xlsx").output.startswith("TPL-822")
    assert run("check-template", "none.xlsx").exit_code == 2
    assert run("import-template", "none.xlsx").exit_code == 1
