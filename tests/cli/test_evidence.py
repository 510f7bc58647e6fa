# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Evidence on the command line: taken in from a card, said again what it states, twice without harm."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli import main_group
from evaluator_app.paths import resource

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what runs a command in a workspace of its own."""

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main_group, ["--language", "en", "--workspace", str(tmp_path / "workspace"), *arguments])

    return invoke


@pytest.fixture
def begun(run: Run) -> str:
    """Begin an assessment and return its id."""
    visit = ("--from", "2025-09-16", "--to", "2025-09-16")
    result = run("new", "--template", "cn-mnr/green-mine-2024-coal", "--mine", "青石煤矿", "--fact", "mineral=coal", *visit, "--json")
    shown = json.loads(result.output)
    return str(shown["id"] if isinstance(shown, dict) else shown)


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """Make a camera's card with two photos, a broken one and a catalog."""
    folder = tmp_path / "card" / "DCIM" / "100TEST"
    folder.mkdir(parents=True)
    for name in ("04_workshop.jpg", "07_settling_pond.jpg"):
        shutil.copyfile(resource("sample/photos") / name, folder / name)
    (folder / "cut.jpg").write_bytes((folder / "04_workshop.jpg").read_bytes()[:9000])
    (folder / "catalog.ctg").write_bytes(b"catalog")
    return tmp_path / "card"


def test_a_card_is_imported_and_again_without_harm(run: Run, begun: str, card: Path) -> None:
    result = run("evidence-import", begun, str(card), "--target", "A1.3", "--place", "工业广场")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "Files added: 2.",
        "The photo cut.jpg is truncated: the end of the file is missing.",
        "Files of other kinds in the folder that were passed over: 1.",
    ]
    again = json.loads(run("evidence-import", begun, str(card), "--target", "A1.3", "--json").output)
    assert (again["total"], again["added"], again["known"], again["passed_over"], again["left"], again["halt"]) == (4, [], 2, 1, 0, "")
    assert [refused["code"] for refused in again["refused"]] == ["EVI-012"]


def test_what_files_state_is_shown_with_its_source_and_what_is_odd(run: Run, begun: str, card: Path) -> None:
    run("evidence-import", begun, str(card), "--target", "site.signs", "--place", "工业广场")
    plain = card / "plain.png"
    from PIL import Image

    Image.new("RGB", (60, 40), "white").save(plain)
    assert run("evidence-import", begun, str(plain)).exit_code == 0
    lines = run("evidence-list", begun).output.splitlines()
    assert lines[0].startswith("plain.png  image/png")
    assert lines[1:8] == [
        "  Supports: nothing yet",
        "  Place: not said",
        "  Taken: not stated",
        "  Position: not stated",
        "  Direction: not stated",
        "  Device: not stated",
        "  ! It states no time.",
    ]
    assert "  Supports: A1.3 标识标牌" in lines
    assert any(line.startswith("  Taken: 2025-09-16 ") and line.endswith("(EXIF DateTimeOriginal)") for line in lines)
    assert lines[-1] == "Pieces of evidence: 3, of which something is odd about: 1."
    shown = json.loads(run("evidence-list", begun, "--json").output)
    assert [flag["flag"] for flag in shown[0]["flags"]] == ["no_time", "no_position"]
    assert shown[1]["evidence"]["place"] == "工业广场"


def test_an_unknown_item_is_refused_before_anything_is_read(run: Run, begun: str, card: Path) -> None:
    result = run("evidence-import", begun, str(card), "--target", "A9.9")
    assert result.exit_code == 2
    assert "There is no item or observation “A9.9”" in result.output
    assert json.loads(run("evidence-list", begun, "--json").output) == []
