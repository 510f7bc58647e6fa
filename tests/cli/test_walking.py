# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Walking a mine on the command line: the three ways agree, the route is written, unknown places are named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli import main_group
from evaluator_app.services.sample import SAMPLE_ID, ensure_sample
from evaluator_app.services.workspace import Workspace

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a workspace with the sample mine."""
    monkeypatch.setenv("EVALUATOR_WORKSPACE", str(tmp_path / "workspace"))
    with Workspace(tmp_path / "workspace") as workspace:
        ensure_sample(workspace)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main_group, [str(argument) for argument in arguments])

    return invoke


def test_all_ways_count_the_same_items_and_leave_out_the_same(run: Run) -> None:
    ways = [json.loads(run("walk", SAMPLE_ID, "--by", way, "--json").stdout) for way in ("place", "document", "indicator")]
    assert len({json.dumps((way["counts"], way["left_out"])) for way in ways}) == 1
    assert sum(ways[0]["counts"].values()) + len(ways[0]["left_out"]) == 45
    pit = next(stop for stop in ways[0]["stops"] if stop["id"] == "pit")
    assert (pit["is_visited"], pit["to_look_at"]) == (False, len(pit["items"]))


def test_in_words_a_place_says_what_is_still_to_be_looked_at_there(run: Run) -> None:
    result = run("--language", "en", "walk", SAMPLE_ID)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("选煤厂"))
    assert "[1 problems here]" in lines[at + 1]
    assert lines[-1].endswith("left out: 4")
    assert "[not been here]" in next(line for line in lines if line.startswith("采场"))
    assert "No" not in run("--language", "en", "walk", SAMPLE_ID, "--by", "document").output.split("All items")[1]


def test_a_route_is_written_and_an_unknown_place_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("route", SAMPLE_ID, tmp_path / "route.pdf", "--places", "plant", "--places", "采场")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "route.pdf").read_bytes().startswith(b"%PDF")
    refused = run("route", SAMPLE_ID, tmp_path / "no.pdf", "--places", "月球")
    assert refused.exit_code == 2
    assert "WLK-001" in refused.output
    assert not (tmp_path / "no.pdf").exists()
