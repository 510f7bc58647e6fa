# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Beginning from an earlier assessment and laying both side by side, on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli.commands import main_group
from evaluator_app.domain.assessment import Mine, Outcome
from evaluator_app.domain.changes import record_observation, record_outcome
from evaluator_app.domain.comparing_rounds import verify_earlier
from evaluator_app.domain.mending_course import not_ordered, order
from evaluator_app.domain.rounds import EarlierState
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.paths import resource
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace

PHOTO, NOW = resource("sample/photos/04_workshop.jpg"), resource("sample/photos/05_scattered_rollers.jpg")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def earlier(folder: Path) -> str:
    """Return the id of an assessment with a fault that was ordered to be put right, and a photo of it."""
    with Workspace(folder, who="王示范") as workspace:
        template = find_template("cn-mnr/green-mine-2024-coal", folder)
        opened = workspace.begin(NewAssessment(template, Mine("青石煤矿", facts={"mining_method": "underground"})))
        opened.do(record_observation(opened.assessment, opened.new_observation("site.signs", "缺 3 块标识牌", place="井口")))
        opened.add_files([PHOTO], ["site.signs"], place="井口")
        things = not_ordered(opened.template, opened.assessment, opened.card)
        opened.do(order(opened.template, opened.assessment, things, on=opened.now().date()))
        return opened.assessment.id


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main_group, ["--language", "en", "--workspace", str(folder), *arguments])


def begun(folder: Path, earlier: str, *more: str) -> str:
    result = run(folder, "begin", "--from", earlier, "--leader", "张工", "--json", *more)
    assert result.exit_code == 0, result.output
    return str(json.loads(result.output)["id"])


def test_after_orders_a_recheck_is_what_usually_follows(folder: Path, earlier: str) -> None:
    result = run(folder, "begin", "--from", earlier[:8], "--json")
    told = json.loads(result.output)
    assert (told["kind"], told["faults"], told["photos"]) == ("recheck", 1, 1)
    said = run(folder, "begin", "--from", earlier, "--kind", "look_back").output
    assert "1 faults to be verified, 1 photos of then, 0 items scored by the mine." in said


def test_both_stand_side_by_side(folder: Path, earlier: str) -> None:
    name = begun(folder, earlier)
    assert " not looked at yet." in run(folder, "beside", name).output
    with Workspace(folder, who="张工") as workspace:
        opened = workspace.open_assessment(name)
        opened.do(record_outcome(opened.assessment, "site.signs", Outcome.MET))
    shown = run(folder, "beside", name).output
    assert "A1.3 标识标牌" in shown
    assert "    - Faults of then: 1; mended or gone 0, still there 0, not looked at 1." in shown
    found = json.loads(run(folder, "beside", name, "--json").output)
    assert (found["earlier"], [item["target"] for item in found["items"]]) == (earlier, ["site.signs"])
    assert len(json.loads(run(folder, "beside", name, "--json", "--all").output)["items"]) > 40
    assert run(folder, "beside", earlier).exit_code == 1


def test_a_spot_check_shows_what_it_looks_at_and_has_no_total(folder: Path, earlier: str) -> None:
    name = begun(folder, earlier, "--kind", "spot_check", "--faults-only")
    shown = run(folder, "scope", name).output.splitlines()
    assert [line for line in shown if line.startswith("✓")] == ["✓ A1.3 标识标牌"]
    assert "items and prerequisites were looked at; there is no total." in run(folder, "beside", name).output
    assert "✓ A1.1" in run(folder, "scope", name, "A1.1", "--faults").output
    assert all(line.startswith("✓") for line in run(folder, "scope", name, "--all").output.splitlines())
    refused = run(folder, "scope", name, "Z9")
    assert refused.exit_code == 2
    assert "RND-005" in refused.output


def test_photos_of_then_and_now_are_paired(folder: Path, earlier: str) -> None:
    name = begun(folder, earlier)
    with Workspace(folder) as workspace:
        workspace.open_assessment(name).add_files([NOW], ["site.signs"], place="井口")
    [proposed] = json.loads(run(folder, "photo-pairs", name, "--json").output)
    assert (proposed["is_here"], proposed["is_settled"], proposed["why"]) == (True, False, ["place", "item"])
    assert run(folder, "photo-pairs", name, "--settle").output.startswith("= ")
    [none] = json.loads(run(folder, "photo-pairs", name, "--pair", f"{proposed['then']}=", "--json").output)
    assert (none["now"], none["is_settled"]) == ([], True)
    assert run(folder, "photo-pairs", name, "--pair", "x=y").exit_code == 2


def test_outcomes_are_carried_back(folder: Path, earlier: str) -> None:
    name = begun(folder, earlier)
    assert run(folder, "carry-back", name).exit_code == 2
    with Workspace(folder, who="张工") as workspace:
        opened = workspace.open_assessment(name)
        [fault] = opened.assessment.earlier.values()
        opened.do(verify_earlier(opened.assessment, replace(fault, state=EarlierState.MENDED, words="已补")))
    assert run(folder, "carry-back", name).output.startswith("1 things")


def test_the_mines_own_assessment_is_taken_in_by_its_id_and_from_its_archive(folder: Path, earlier: str, tmp_path: Path) -> None:
    with Workspace(folder, who="矿长") as workspace:
        new = NewAssessment(find_template("cn-mnr/green-mine-2024-coal", folder), Mine("别的矿"), kind=AssessmentKind.SELF_ASSESSMENT)
        opened = workspace.begin(new)
        opened.do(record_outcome(opened.assessment, "site.zoning", Outcome.MET))
        own = opened.assessment.id
    result = run(folder, "self-scores", earlier, own)
    assert (result.exit_code, "Careful: it is of “别的矿”." in result.output, "A1.1" in result.output) == (1, True, True)
    archive = tmp_path / "own.zip"
    assert run(folder, "archive", own, str(archive)).exit_code == 0
    assert run(folder, "self-scores", earlier, str(archive)).output == result.output
