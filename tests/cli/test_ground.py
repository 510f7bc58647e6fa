# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Boundary and whereabouts on the command line, against a real workspace."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli import main_group
from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.changes import attach_evidence
from evaluator_app.services.workspace import Workspace

PLAIN = "1,4321456.78,512345.67\n2,4321456.78,513345.67\n3,4320456.78,513345.67\n4,4320456.78,512345.67\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


def call(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main_group, ["--language", "en", "--workspace", str(folder), *arguments])


@pytest.fixture
def assessment(folder: Path) -> str:
    begun = call(folder, "new", "--template", "cn-mnr/green-mine-2024-coal", "--mine", "青石煤矿", "--json")
    return str(json.loads(begun.output)["id"])


def photograph(folder: Path, assessment: str, *places: tuple[str, str]) -> None:
    with Workspace(folder, who="x") as workspace:
        opened = workspace.open_assessment(assessment)
        bare = Evidence("", "", "0" * 64, 1, "image/jpeg")
        evidence = [
            replace(bare, id=f"e{number}", name=f"{number}.jpg", longitude=Decimal(east), latitude=Decimal(north))
            for number, (east, north) in enumerate(places)
        ]
        opened.do(attach_evidence(opened.assessment, *evidence))


def test_corners_of_the_licence_become_the_boundary(folder: Path, assessment: str, project_root: Path) -> None:
    example = str(project_root / "docs" / "examples" / "licence-corners.txt")
    taken = call(folder, "boundary", assessment, example)
    assert taken.exit_code == 0
    assert "6 corners" in taken.output
    assert "(gk3-38)" in taken.output
    assert "Outlines recorded: 1" in taken.output
    assert "Outlines recorded: 0" in call(folder, "boundary", assessment, example).output
    photograph(folder, assessment, ("114.155", "39.02"), ("114.175", "39.02"))
    told = call(folder, "where", assessment)
    assert told.exit_code == 1
    assert "! 1.jpg:" in told.output
    assert "2 files with a position, 1 of them outside." in told.output
    shown = json.loads(call(folder, "where", assessment, "--json").output)
    assert shown["evidence"]["e0"]["standing"] == "inside"
    assert shown["areas"]["boundary"].startswith("37")


def test_a_zone_that_is_not_said_is_asked_for_with_those_near_the_photos(folder: Path, assessment: str, tmp_path: Path) -> None:
    file = tmp_path / "corners.txt"
    file.write_text(PLAIN, "gb18030")
    photograph(folder, assessment, ("114.148", "39.022"))
    refused = call(folder, "boundary", assessment, str(file))
    assert refused.exit_code == 2
    assert "GEO-003" in refused.output
    assert "gk3-38 (114°)" in refused.output
    assert call(folder, "boundary", assessment, str(file), "--zone", "gk3-38").exit_code == 0
    assert call(folder, "where", assessment).exit_code == 0


def test_what_is_only_tried_is_not_recorded(folder: Path, assessment: str, tmp_path: Path) -> None:
    file = tmp_path / "corners.txt"
    file.write_text(PLAIN, "utf-8")
    assert call(folder, "boundary", assessment, str(file), "--zone", "gk3-38", "--dry-run").exit_code == 0
    told = call(folder, "where", assessment)
    assert told.exit_code == 1
    assert "There is no boundary" in told.output


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        (PLAIN.replace("4320456.78,513345.67", "43204.78,513345.67").encode(), ("--zone", "gk3-38"), "GEO-001"),
        (b"1,4321456.78,38512345.67\n2,4320456.78,38513345.67\n3,4321456.78,38513345.67\n4,4320456.78,38512345.67", (), "GEO-002"),
        (PLAIN.encode(), ("--zone", "gk3-99"), "CLI-015"),
        (b"\xff\xfe\x00\x80\xff", (), "CLI-014"),
    ],
)
def test_what_is_no_boundary_is_refused(
    folder: Path, assessment: str, tmp_path: Path, content: bytes, options: tuple[str, ...], code: str
) -> None:
    file = tmp_path / "corners.txt"
    file.write_bytes(content)
    refused = call(folder, "boundary", assessment, str(file), *options)
    assert refused.exit_code == 2
    assert code in refused.output


def test_the_areas_give_a_rate(folder: Path, assessment: str, tmp_path: Path) -> None:
    file = tmp_path / "corners.txt"
    file.write_text(PLAIN, "utf-8")
    half = tmp_path / "half.txt"
    half.write_text(PLAIN.replace("513345.67", "512845.67"), "utf-8")
    call(folder, "boundary", assessment, str(file), "--zone", "gk3-38", "--kind", "greenable", "--title", "可绿化区")
    call(folder, "boundary", assessment, str(half), "--zone", "gk3-38", "--kind", "greened", "--replace")
    shown = json.loads(call(folder, "where", assessment, "--json").output)
    assert abs(Decimal(shown["rates"]["greening"]) - 50) < Decimal("0.01")
    assert shown["rates"]["restoration"] is None
