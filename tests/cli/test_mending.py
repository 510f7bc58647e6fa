# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the mine puts right, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from evaluator_app.cli.commands import main_group
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace


@pytest.fixture
def sample(tmp_path: Path) -> tuple[Path, str]:
    """Make the sample mine and return its workspace and id."""
    with Workspace(tmp_path / "workspace", who="王示范") as workspace:
        return workspace.root, make_sample(workspace).assessment.id


def run(sample: tuple[Path, str], command: str, *arguments: str, who: str = "王示范") -> Result:
    folder, name = sample
    options = ("--language", "en", "--workspace", str(folder), "--who", who)
    return CliRunner().invoke(main_group, [*options, command, name, *arguments])


def listed(sample: tuple[Path, str]) -> Any:
    return json.loads(run(sample, "mending-list", "--json").output)


def ordered(sample: tuple[Path, str]) -> dict[str, Any]:
    """Order everything and return the first fault."""
    assert run(sample, "mending-order", "--all", "--responsible", "李矿长").exit_code == 0
    found: dict[str, Any] = next(each for each in listed(sample)["things"] if each.get("observation"))
    return found


def test_what_could_be_ordered_is_listed_then_ordered_once(sample: tuple[Path, str]) -> None:
    waiting = listed(sample)["waiting"]
    offered = run(sample, "mending-order")
    assert (offered.exit_code, len(offered.output.splitlines())) == (0, len(waiting))
    one = run(sample, "mending-order", waiting[0]["observation"] or waiting[0]["target"])
    assert (one.exit_code, one.output.strip()) == (0, "Ordered: 1")
    rest = run(sample, "mending-order", "--all", "--responsible", "李矿长")
    assert rest.output.strip() == f"Ordered: {len(waiting) - 1}"
    assert run(sample, "mending-order", "--all").exit_code == 1
    assert listed(sample)["waiting"] == []


def test_a_day_that_is_too_late_is_refused_with_the_clause(sample: tuple[Path, str]) -> None:
    refused = run(sample, "mending-order", "--all", "--due", "2099-01-01")
    assert refused.exit_code == 2
    assert "MND-002" in refused.output
    assert "国家级绿色矿山名录移出管理工作要求" in refused.output
    assert listed(sample)["things"] == []


def test_report_and_recheck_lead_to_a_closed_one(sample: tuple[Path, str], tmp_path: Path) -> None:
    thing = ordered(sample)
    photo = tmp_path / "已清理.jpg"
    Image.new("RGB", (40, 30), (20, 120, 60)).save(photo)
    (tmp_path / "x.exe").write_bytes(b"MZ")
    told = run(sample, "mending-report", thing["id"], "已清理", "--proof", str(photo), "--proof", str(tmp_path / "x.exe"))
    assert (told.exit_code, "x.exe" in told.output) == (1, True)
    early = run(sample, "mending-recheck", thing["id"], "mended", " ")
    assert (early.exit_code, "MND-004" in early.output) == (2, True)
    closed = run(sample, "mending-recheck", thing["id"][:12], "mended", "现场已清理", "--on", "2026-12-01", who="赵复查")
    assert (closed.exit_code, closed.output.startswith("Mended, closed")) == (0, True)
    known = next(each for each in listed(sample)["things"] if each["id"] == thing["id"])
    assert (known["state"], known["checked_by"], known["checked_on"], len(known["proof"])) == ("closed", "赵复查", "2026-12-01", 1)
    shown = run(sample, "mending-list").output
    for words in ("Mine: 已清理", "Re-check 2026-12-01, 赵复查: 现场已清理", "Proof: 已清理.jpg", "Responsible: 李矿长"):
        assert words in shown


def test_what_is_not_mended_is_escalated(sample: tuple[Path, str]) -> None:
    thing = ordered(sample)
    result = run(sample, "mending-recheck", thing["id"], "not-mended", "仍在", "--by", "赵复查")
    assert result.output.startswith("Not mended, escalated")
    assert next(each for each in listed(sample)["things"] if each["id"] == thing["id"])["checked_by"] == "赵复查"


def test_an_unknown_thing_is_refused(sample: tuple[Path, str]) -> None:
    assert "MND-009" in run(sample, "mending-report", "nothing", "已清理").output


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_list_and_notice_are_written_in_every_form(sample: tuple[Path, str], tmp_path: Path, ending: str) -> None:
    thing = ordered(sample)
    path = tmp_path / f"list.{ending}"
    assert run(sample, "mending-list", "--output", str(path)).exit_code == 0
    assert path.stat().st_size > 1000
    notice = tmp_path / f"notice.{ending}"
    result = run(sample, "mending-notice", str(notice), "--only", thing["id"], "--reply-to", "资料组")
    assert (result.exit_code, result.output.strip()) == (0, f"{notice}: 1 matters")
    assert notice.stat().st_size > 1000
