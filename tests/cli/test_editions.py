# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands on editions: two compared, an assessment moved, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli.commands import main_group
from evaluator_app.domain.assessment import Judgement, Mine
from evaluator_app.domain.changes import record_judgement
from evaluator_app.domain.criteria import ExpertJudgement
from evaluator_app.paths import scoring_templates
from evaluator_app.services.workspace import NewAssessment, Workspace
from tests.builders import a_template

Run = Callable[..., Result]
FIRST, SECOND = "cn-mnr/green-mine-2024@2024-draft.1", "cn-mnr/green-mine-2024@2024-draft.2"
FACTS = ("mineral=coal", "mining_method=underground", "seam_class=thick", "has_processing_plant=true")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a workspace of its own."""
    monkeypatch.setenv("EVALUATOR_WORKSPACE", str(tmp_path / "workspace"))

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main_group, [str(argument) for argument in arguments])

    return invoke


def read(result: Result) -> Any:
    """Return the JSON a command printed."""
    return json.loads(result.stdout)


@pytest.fixture
def begun(run: Run, tmp_path: Path) -> str:
    """Begin a coal mine by the first edition, record one value, and return its id."""
    facts = [part for fact in FACTS for part in ("--fact", fact)]
    begun = str(read(run("new", "--template", FIRST, "--mine", "示例煤矿", *facts, "--json"))["id"])
    records = tmp_path / "records.json"
    findings = [{"target": "extraction.recovery", "values": {"value": 80}}, {"target": "site.zoning", "outcome": "met"}]
    records.write_text(json.dumps({"format": "evaluator-records", "version": 1, "findings": findings}), "utf-8")
    assert run("record", begun, records).exit_code == 0
    return begun


def test_two_editions_are_compared_for_people_and_programs(run: Run) -> None:
    shown = run("compare-templates", FIRST, SECOND)
    assert shown.exit_code == 0
    assert "开采回采率  [评分规则有改动" in shown.stdout
    found = read(run("compare-templates", FIRST, SECOND, "--json"))
    assert (found["old"]["edition"], found["new"]["edition"]) == ("2024-draft.1", "2024-draft.2")
    assert sum(1 for thing in found["changed"] if "rule" in thing["differences"]) == found["counts"]["rule"] > 0


def test_a_template_is_the_same_as_its_own_file(run: Run) -> None:
    shown = run("compare-templates", FIRST, scoring_templates() / "cn-mnr" / "green-mine-2024.toml")
    assert (shown.exit_code, shown.stdout.splitlines()[-1]) == (0, "两者相同。")


def test_what_is_not_there_cannot_be_compared(run: Run) -> None:
    refused = run("compare-templates", FIRST, "cn-mnr/nothing")
    assert (refused.exit_code, refused.stderr.split()[0]) == (2, "TPL-601")


def test_a_dry_run_says_what_would_become_of_everything_and_changes_nothing(run: Run, begun: str) -> None:
    before = run("score", begun, "--json").stdout
    shown = run("move", begun, "--to", SECOND, "--dry-run")
    assert shown.exit_code == 0
    assert "尚未做任何更改" in shown.stdout
    planned = read(run("move", begun, "--to", SECOND, "--dry-run", "--json"))
    assert planned["done"] is False
    assert planned["to_confirm"] == ["extraction.recovery"]
    assert sum(planned["counts"].values()) == len(planned["items"])
    assert run("score", begun, "--json").stdout == before


def test_a_moved_assessment_misses_what_must_be_looked_at_again(run: Run, begun: str) -> None:
    moved = run("move", begun, "--to", SECOND, "--json")
    assert (moved.exit_code, read(moved)["done"]) == (0, True)
    missing = read(run("missing", begun, "--json"))
    assert [line["target"] for line in missing if line["code"] == "ASM-140"] == ["extraction.recovery"]
    assert "2024-draft.2" in run("score", begun).stdout
    again = run("move", begun, "--to", SECOND)
    assert (again.exit_code, again.stderr.split()[0]) == (2, "ASM-008")


def test_experts_points_need_a_word(run: Run, tmp_path: Path) -> None:
    old = replace(a_template().with_item("judged", 4, ExpertJudgement()).with_item("tidy", 4).build(), id="cn-mnr/other")
    with Workspace(tmp_path / "workspace") as workspace:
        opened = workspace.begin(NewAssessment(old, Mine("示例矿")), assessment_id="a-1")
        opened.do(record_judgement(opened.assessment, "judged", "leader", Judgement(Decimal("3.5"), "一般")))
    target = _file(tmp_path)
    planned = run("move", "a-1", "--to", target, "--dry-run")
    assert planned.exit_code == 0
    assert "3.5 → ?（满分 3）" in planned.stdout
    assert "--points" in planned.stdout
    assert "不再要求: 1" in planned.stdout
    refused = run("move", "a-1", "--to", target)
    assert (refused.exit_code, refused.stderr.split()[0]) == (2, "ASM-009")
    moved = run("move", "a-1", "--to", target, "--points", "clamp")
    assert (moved.exit_code, "3.5 → 3（满分 3）" in moved.stdout) == (0, True)
    planned = run("move", "a-1", "--to", FIRST, "--points", "clear", "--dry-run")
    assert planned.exit_code == 0


def _file(folder: Path) -> Path:
    """Write an edition of one item in which experts can give less."""
    path = folder / "other.toml"
    path.write_text(
        """format = "green-mine-template/1"
id = "cn-mnr/other"
edition = "2027"
issuer = "测试"
title = "测试指标"
source = "own"

[sources.own]
document = "测试"
confidence = "derived"

[[groups]]
id = "g1"
code = "1"
title = "组"
points = 3

[[indicators]]
id = "judged"
in = "g1"
code = "1.1"
title = "指标1.1"
points = 3
requirement = "要求"
source = "own"
criterion = { kind = "expert_judgement" }
""",
        "utf-8",
    )
    return path
