# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the pages for people say is so: commands exist, files are there, links lead somewhere, output is what the program prints."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from evaluator_app.cli.commands import main_group
from tests.docs.conftest import Story
from tests.docs.formats import ROOT

TWINS = ("README.md", "README.zh-CN.md")
PAGES = (*TWINS, "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))))
NO_COMMAND = ("python3 run.py", "python3 run.py test")

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a page and what the page says it prints; nothing where it does not say."""

    command: str
    prints: tuple[str, ...]


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def steps(page: str) -> list[Step]:
    """Return the commands of a page in their order."""
    found: list[Step] = []
    for kind, body in _BLOCK.findall(text_of(page)):
        lines = body.splitlines()
        if kind == "sh":
            found += [Step(line, ()) for line in lines]
        elif kind == "text" and found and page != "CONTRIBUTING.md":
            found[-1] = Step(found[-1].command, tuple(line for line in lines if line != "…"))
    return found


def arguments_of(command: str) -> list[str]:
    """Return what the command line gets of a command."""
    prefix = next((known for known in ("python3 run.py ", "evaluator ") if command.startswith(known)), None)
    assert prefix is not None, command
    return shlex.split(command.removeprefix(prefix))


def check_arguments(arguments: list[str]) -> None:
    """Parse the arguments as click does, up to the point where the command would run."""
    at = next(index for index, argument in enumerate(arguments) if argument in main_group.commands)
    main_group.make_parser(click.Context(main_group)).parse_args(list(arguments[:at]))
    name = arguments[at]
    main_group.commands[name].make_context(name, list(arguments[at + 1 :]))


COMMANDS = [(page, step.command) for page in PAGES for step in steps(page) if step.command not in NO_COMMAND]


def test_the_twins_show_the_same_commands() -> None:
    english, chinese = ([step.command.replace("--language en ", "") for step in steps(page)] for page in TWINS)
    assert english == chinese
    assert set(NO_COMMAND) < set(english)


def test_the_twins_have_the_same_sections_and_name_the_same_files() -> None:
    headings = [[len(mark) for mark in re.findall(r"^(#+) ", text_of(page), re.MULTILINE)] for page in TWINS]
    assert headings[0] == headings[1]
    links = [sorted(link for link in _LINK.findall(text_of(page)) if link not in TWINS) for page in TWINS]
    assert links[0] == links[1]
    named = [sorted({code for code in _CODE.findall(text_of(page)) if "/" in code}) for page in TWINS]
    assert named[0] == named[1]


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_a_command_that_is_shown_exists_with_its_options(page: str, command: str) -> None:
    check_arguments(arguments_of(command))


def test_a_command_with_an_option_that_does_not_exist_is_noticed() -> None:
    with pytest.raises(click.UsageError):
        check_arguments(["score", "out/assessment.json", "--yaml"])


@pytest.mark.parametrize("name", sorted(main_group.commands))
def test_every_command_and_option_is_on_the_page_of_commands(name: str) -> None:
    page = text_of("docs/command-line.md")
    shown = [step.command for step in steps("docs/command-line.md") if name in arguments_of(step.command)]
    assert shown
    row = next(line for line in page.splitlines() if line.startswith((f"| `{name}`", f"| `{name} ", f"`{name} ")))
    options = [flag for option in main_group.commands[name].params for flag in option.opts if flag.startswith("--") and flag != "--help"]
    assert [flag for flag in options if f"`{flag}" not in row] == []


def test_every_option_of_all_commands_is_on_the_page_of_commands() -> None:
    page = text_of("docs/command-line.md")
    flags = [flag for option in main_group.params for flag in option.opts if flag.startswith("--")]
    assert [flag for flag in flags if f"`{flag}`" not in page] == []
    variables = [option.envvar for option in main_group.params if isinstance(option, click.Option) and option.envvar]
    assert [name for name in variables if f"`{name}`" not in page] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for link in _LINK.findall(text_of(page)):
        if "://" in link:
            continue
        path, _hash, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}, link


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_is_there(page: str) -> None:
    named = {
        code
        for code in _CODE.findall(text_of(page))
        if re.fullmatch(r"[\w.-]+(/[\w.-]*)+", code) and not code.startswith(("out", "cn-mnr"))
    }
    assert [
        path for path in sorted(named) if not (ROOT / path).exists() and not path.startswith((".venv/", "image/", "green-mine-", "g/t"))
    ] == []


@pytest.mark.parametrize("page", TWINS)
def test_the_program_prints_what_the_page_shows(page: str, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(story.folder, tmp_path / "out")
    shutil.copytree(ROOT / "docs/examples", tmp_path / "docs/examples")
    monkeypatch.chdir(tmp_path)
    begun, shown = "", 0
    for step in steps(page):
        if step.command in NO_COMMAND or " demo " in step.command:
            continue  # the story has been played
        arguments = [begun if argument == "ID" else argument for argument in arguments_of(step.command)]
        result = CliRunner().invoke(main_group, arguments)
        assert result.exit_code in (0, 1), result.output
        if "new" in arguments:
            begun = result.output.strip().split(" ")[-1].split("：")[-1]
        printed = result.output.splitlines()
        assert [line for line in step.prints if line not in printed] == []
        shown += bool(step.prints)
    assert shown == 4


def test_no_page_names_a_tool_that_wrote_it() -> None:
    words = re.compile(r"\b(AI|LLM|GPT|copilot|chatbot|assistant|session)\b", re.IGNORECASE)
    assert [(page, word) for page in TWINS for word in words.findall(text_of(page))] == []
