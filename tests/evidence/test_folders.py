# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a chosen folder gives: everything below in people's order, nothing hidden, no links, no more than the limit."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.folders import wanted_files


def lay(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def found(*paths: Path) -> list[str]:
    return [wanted.path.name for wanted in wanted_files(paths)]


def test_files_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    lay(tmp_path, "P10.jpg", "P9.jpg", "p1.jpg", "b/P2.jpg", "照片.jpg")
    assert found(tmp_path) == ["P2.jpg", "p1.jpg", "P9.jpg", "P10.jpg", "照片.jpg"]


def test_chosen_files_keep_the_order_they_were_chosen_in(tmp_path: Path) -> None:
    lay(tmp_path, "b.jpg", "a.jpg", "more/c.jpg")
    chosen = wanted_files([tmp_path / "b.jpg", tmp_path / "more", tmp_path / "a.jpg", tmp_path / "gone.jpg"])
    assert [(wanted.path.name, wanted.is_chosen) for wanted in chosen] == [
        ("b.jpg", True),
        ("c.jpg", False),
        ("a.jpg", True),
        ("gone.jpg", True),
    ]


def test_of_a_card_the_camera_folder_is_taken(tmp_path: Path) -> None:
    lay(tmp_path, "DCIM/101ACME/P1.jpg", "DCIM/100ACME/P2.jpg", "MISC/order.txt")
    assert found(tmp_path) == ["P2.jpg", "P1.jpg"]


def test_what_is_hidden_or_of_the_system_is_passed_over(tmp_path: Path) -> None:
    lay(tmp_path, ".hidden.jpg", "._P1.jpg", "Thumbs.db", ".Trashes/P2.jpg", "System Volume Information/x", "$RECYCLE.BIN/y", "P3.jpg")
    assert found(tmp_path) == ["P3.jpg"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_are_not_followed(tmp_path: Path) -> None:
    lay(tmp_path, "a/P1.jpg", "b/P2.jpg")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "P3.jpg").symlink_to(tmp_path / "b" / "P2.jpg")
    assert found(tmp_path / "a") == ["P1.jpg"]


def test_more_files_than_the_limit_are_refused_before_anything_is_taken(tmp_path: Path) -> None:
    lay(tmp_path, *(f"P{number}.jpg" for number in range(5)))
    assert len(wanted_files([tmp_path], limit=5)) == 5
    with pytest.raises(UserFacingError) as caught:
        wanted_files([tmp_path], limit=4)
    assert caught.value.code == "EVI-021"
