# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What every file of the project keeps to, whatever it holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {"out", "dist", "build", "__pycache__"}
SPDX = ["# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors", "# SPDX-License-Identifier: Apache-2.0"]
MOST_LINES = 400

LONGER: dict[str, str] = {}
"""Files that may be longer, each with its reason."""

SOMEBODYS_FOLDER = re.compile(r"(?<![\w.~])/(?:work|root|home|Users)/|[A-Za-z]:\\+Users")
FOLDERS_MEANT: dict[str, str] = {}
"""Files that name such a folder on purpose, each with its reason."""


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Yield every file of the clone but what tools leave behind."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in LEFT_OUT and (not path.name.startswith(".") or path.name == ".ci"):
                yield from files(path)
        elif not path.name.startswith(".coverage"):
            yield path


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python_files() -> list[Path]:
    return [path for path in files() if path.suffix == ".py"]


def test_every_module_says_whose_it_is_and_what_it_is_for() -> None:
    silent = []
    for path in python_files():
        text = path.read_text("utf-8")
        lines = [line for line in text.splitlines()[:3] if not line.startswith("#!")]
        if lines[:2] != SPDX or not ast.get_docstring(ast.parse(text)):
            silent.append(named(path))
    assert silent == []


def test_no_module_is_too_long() -> None:
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in python_files()}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES and name not in LONGER} == {}


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = []
    for path in files():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture, a font, a catalogue
        found += [f"{named(path)}:{number}: {line.strip()[:120]}" for number, line in enumerate(lines, 1) if SOMEBODYS_FOLDER.search(line)]
    assert [line for line in found if line.split(":")[0] not in FOLDERS_MEANT] == []


@pytest.mark.parametrize("text", ["/work" + "/main", '"/root' + '/x"', "/home" + "/li/a.pdf", "C:" + "\\Users\\li", "file:///home" + "/li"])
def test_a_folder_of_somebodys_machine_is_recognized(text: str) -> None:
    assert SOMEBODYS_FOLDER.search(text)


@pytest.mark.parametrize("text", ["docs/work" + "/plan", "https://example.org/a", "~/home" + "/", "homework/"])
def test_other_paths_are_left_alone(text: str) -> None:
    assert not SOMEBODYS_FOLDER.search(text)


def test_the_locks_agree_and_name_no_place_of_their_own() -> None:
    locks = {name: (ROOT / "requirements" / f"{name}.txt").read_text("utf-8") for name in ("runtime", "test")}
    pins = {name: set(re.findall(r"^([\w.-]+==[\w.]+)", text, re.MULTILINE)) for name, text in locks.items()}
    assert pins["runtime"] < pins["test"]
    for text in locks.values():
        requirements = re.split(r"\n(?=[\w-])", text[text.index("\n", text.index("uv pip")) :].strip())
        assert all("--hash=sha256:" in requirement for requirement in requirements)
        assert not re.search(r"://|file:|^--?[a-z]", text, re.MULTILINE)
