# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A province on the command line: facts with dates, noted facts in records, and what `score` prints beside the verdict."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli.commands import main_group

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("EVALUATOR_WORKSPACE", str(tmp_path / "workspace"))

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main_group, ["--language", "en", *(str(argument) for argument in arguments)])

    return invoke


def begin(run: Run, template: str, kind: str, *facts: str) -> str:
    options = [part for fact in facts for part in ("--fact", fact)]
    dates = ("--from", "2026-11-20", "--to", "2026-11-21")
    result = run("new", "--template", template, "--mine", "试验矿", "--kind", kind, "--leader", "王", *dates, *options, "--json")
    assert result.exit_code == 0, result.output
    return str(json.loads(result.stdout)["id"])


def record(run: Run, assessment: str, folder: Path, *findings: dict[str, object]) -> Result:
    path = folder / "records.json"
    path.write_text(json.dumps({"format": "evaluator-records", "version": 1, "findings": findings}), "utf-8")
    return run("record", assessment, path)


def test_score_prints_removal_with_its_reason_and_the_days_that_are_due(run: Run, tmp_path: Path) -> None:
    facts = ("mine_stage=new", "formal_production_on=2024-02-29", "is_under_rectification=true", "rectification_from=2026-08-31")
    mine = begin(run, "cn-gansu/green-mine-2024", "verification", *facts)
    noted = {"number": "甘罚〔2026〕1号", "executed": "false"}
    recorded = record(run, mine, tmp_path, {"target": "removal.penalty", "outcome": "not_met", "choices": noted})
    assert recorded.exit_code == 0, recorded.output
    printed = run("score", mine).output
    assert "Removal from the list is proposed\n  Prerequisite not met: R2 移出情形 2：处罚未执行\n" in printed
    assert "Due: 新建矿山通过核查验收: 2025-02-28 (over)\n" in printed
    assert "Due: 整改期满: 2027-02-28\n" in printed
    assert "Area:" not in printed
    missing = run("missing", mine).output
    assert "Not noted: 处罚机关" in missing
    assert "Not noted: 处罚决定文号" not in missing


def test_score_prints_the_build_areas(run: Run) -> None:
    printed = run("score", begin(run, "cn-liaoning/green-mine-2024-magnesite", "third_party", "mine_stage=new")).output
    assert "Area: 科技创新与数字化  0/7 (open 7)\n" in printed
    assert "Due: 新建矿山建成绿色矿山: date not given\n" in printed
    assert printed.count("Area: ") == 7


def test_a_renewal_is_recorded_as_value_and_basis(run: Run, tmp_path: Path) -> None:
    mine = begin(run, "cn-guizhou/green-mine-2024", "third_party", "applies_for_renewal=true", "licence_expires_on=2026-05-31")
    greening: dict[str, object] = {"target": "renewal.greening", "values": {"value": "43.7"}, "choices": {"basis": "mine_area"}}
    assert record(run, mine, tmp_path, greening).exit_code == 0
    assert "Whether the mining licence can be renewed is open" in run("score", mine).output
    greening["choices"] = {"basis": "greenable_area"}
    assert record(run, mine, tmp_path, greening).exit_code == 0
    assert "The mining licence is not to be renewed\n  Prerequisite not met: Y1" in run("score", mine).output


def test_a_date_that_is_none_is_refused_with_its_name(run: Run) -> None:
    result = run("new", "--template", "cn-gansu/green-mine-2024", "--mine", "试验矿", "--fact", "formal_production_on=2026-02-30")
    assert result.exit_code == 2
    assert "formal_production_on" in result.output
