# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Teamwork on the command line: the whole story of a shared, reviewed and signed-off item, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli import main_group

Run = Callable[..., Result]
FACTS = ("mineral=coal", "mining_method=underground", "seam_class=thick", "has_processing_plant=true")
TEAM = [
    {"id": "leader", "name": "王立新", "specialty": "采矿", "is_leader": True},
    {"id": "m2", "name": "李敏", "specialty": "环境"},
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a workspace of its own, in English, as a person."""
    monkeypatch.setenv("EVALUATOR_WORKSPACE", str(tmp_path / "workspace"))

    def invoke(*arguments: object, who: str = "李敏") -> Result:
        return CliRunner().invoke(main_group, ["--language", "en", "--who", who, *(str(argument) for argument in arguments)])

    return invoke


@pytest.fixture
def begun(run: Run, tmp_path: Path) -> str:
    facts = [part for fact in FACTS for part in ("--fact", fact)]
    found: Any = json.loads(run("new", "--template", "cn-mnr/green-mine-2024-coal", "--mine", "示例煤矿", *facts, "--json").stdout)
    records = tmp_path / "records.json"
    findings = [{"target": "site.signs", "outcome": "met"}, {"target": "site.zoning", "outcome": "met"}]
    records.write_text(json.dumps({"format": "evaluator-records", "version": 1, "team": TEAM, "findings": findings}), "utf-8")
    assert run("record", found["id"], records).exit_code == 0
    return str(found["id"])


def fine(result: Result) -> str:
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def owed(run: Run, begun: str) -> dict[str, Any]:
    rows = json.loads(run("owed", begun, "--json").stdout)["work"]
    return {row["name"]: {state: items for state, items in row["items"].items() if items} for row in rows}


def test_work_is_shared_out_by_group_place_item_and_specialty(run: Run, begun: str) -> None:
    assert fine(run("assign", begun, "A", "--by", "group", "--to", "环境")) == "1 shares were changed.\n"
    fine(run("assign", begun, "工业广场", "--by", "place", "--to", "王立新"))
    fine(run("assign", begun, "A1.3", "A1.2", "--to", "m2"))
    found = owed(run, begun)
    assert "site.signs" in found["李敏"]["done"]
    assert len(found[""]["open"]) > 5
    shown = run("owed", begun)
    assert shown.exit_code == 1
    assert "李敏: Not assessed" in shown.stdout
    assert "Given to nobody: " in shown.stdout
    assert fine(run("assign", begun, "A1.3")) == "1 shares were changed.\n"
    for wrong, code in ((("9.9", "--to", "m2"), "TEA-006"), (("A1.3", "--to", "赵强"), "TEA-002")):
        refused = run("assign", begun, *wrong)
        assert (refused.exit_code, refused.stderr.split()[0]) == (2, code)


def test_an_item_is_submitted_sent_back_accepted_and_opened_again(run: Run, begun: str) -> None:
    assert fine(run("submit", begun, "A1.3", "site.zoning")).count("Handed in") == 2
    own = run("accept", begun, "A1.3")
    assert (own.exit_code, own.stderr) == (1, "A1.3 标识标牌: 李敏 submitted it; somebody else reviews it\n")
    wordless = run("request-changes", begun, "A1.3", who="王立新")
    assert (wordless.exit_code, "Say what is to be changed" in wordless.stderr) == (1, True)
    assert "Changes requested" in fine(run("request-changes", begun, "A1.3", "--words", "补一张井口牌的照片", who="王立新"))
    assert "王立新 asks for changes: 补一张井口牌的照片" in run("missing", begun).stdout
    fine(run("submit", begun, "A1.3"))
    assert "Passed review" in fine(run("accept", begun, "A1.3", who="王立新"))
    fine(run("reopen", begun, "A1.3"))
    nobody = run("submit", begun, "A1.3", who="")
    assert (nobody.exit_code, "needs a name" in nobody.stderr) == (1, True)


def test_recording_an_accepted_item_opens_it_again(run: Run, begun: str, tmp_path: Path) -> None:
    fine(run("submit", begun, "A1.3"))
    fine(run("accept", begun, "A1.3", who="王立新"))
    records = tmp_path / "more.json"
    seen = [{"target": "site.signs", "text": "操作牌褪色", "place": "井口"}]
    records.write_text(json.dumps({"format": "evaluator-records", "version": 1, "observations": seen}), "utf-8")
    fine(run("record", begun, records))
    assert owed(run, begun)[""]["reopened"] == ["site.signs"]
    fine(run("submit", begun, "A1.3", who="王立新"))
    refused = run("accept", begun, "A1.3")
    assert (refused.exit_code, "李敏 edited it last" in refused.stderr) == (1, True)


def test_comments_are_made_answered_edited_closed_and_listed(run: Run, begun: str) -> None:
    first = fine(run("comment", begun, "A1.3", "--text", "哪块牌？", who="王立新")).split()[0]
    fine(run("comment", begun, "--text", "主井口那块", "--answers", first[:8]))
    assert run("owed", begun).stdout.count("哪块牌？") == 1
    refused = run("comment", begun, "--edit", first, "--text", "改")
    assert (refused.exit_code, refused.stderr.split()[0]) == (2, "TEA-005")
    fine(run("comment", begun, "--edit", first, "--text", "哪一块牌？", who="王立新"))
    fine(run("comment", begun, "--close", first))
    shown = fine(run("comment", begun, "A1.3"))
    assert "[x]" in shown
    assert "王立新 (edited): 哪一块牌？" in shown
    assert "李敏: 主井口那块" in shown
    fine(run("comment", begun, "--reopen", first))
    assert "[ ]" in fine(run("comment", begun))
    assert run("comment", begun, "--close", "zzz").stderr.split()[0] == "TEA-004"
    assert run("comment", begun, "--edit", first, who="王立新").stderr.split()[0] == "TEA-003"
    assert run("comment", begun, "--text", "x", who="").stderr.split()[0] == "TEA-001"


def test_a_sign_off_is_given_seen_as_edited_and_taken_back(run: Run, begun: str, tmp_path: Path) -> None:
    assert "The whole assessment: 李敏" in fine(run("sign-off", begun))
    shown = fine(run("sign-off", begun, "A", "--words", "同意"))
    assert "A 矿区环境: 李敏" in shown
    assert shown.count("Unchanged since") == 2
    records = tmp_path / "more.json"
    records.write_text(
        json.dumps({"format": "evaluator-records", "version": 1, "findings": [{"target": "site.signs", "remark": "改"}]}), "utf-8"
    )
    fine(run("record", begun, records))
    assert run("owed", begun).stdout.count("Edited since") == 2
    name = json.loads(run("owed", begun, "--json").stdout)["sign_offs"][0]["id"]
    refused = run("sign-off", begun, "--revoke", name[:8], who="赵强")
    assert (refused.exit_code, refused.stderr.split()[0]) == (2, "TEA-008")
    assert "Taken back" in fine(run("sign-off", begun, "--revoke", name[:8], who="王立新"))
    assert run("sign-off", begun, "--revoke", "zzz").stderr.split()[0] == "TEA-007"
    assert run("sign-off", begun, "9.9").stderr.split()[0] == "TEA-006"
