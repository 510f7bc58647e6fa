# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Two laptops that know each other, the leader's with an assessment; and five."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from evaluator_app import i18n
from tests.packages.desks import AT, NAMES, Desk, all_know_each_other


@pytest.fixture(autouse=True)
def english() -> None:
    """Let sentences be English; the language of before comes back by itself."""
    i18n.set_language(i18n.ENGLISH)


Open = Callable[..., list[Desk]]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Open]:
    """Return what opens so many laptops, their clocks years apart, and closes them."""
    opened: list[Desk] = []

    def make(count: int, *, acquainted: bool = True) -> list[Desk]:
        new = [Desk(name, tmp_path / f"laptop {number}", AT + timedelta(days=200 * number)) for number, name in enumerate(NAMES[:count])]
        opened.extend(new)
        if acquainted:
            all_know_each_other(new)
        return new

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return a folder for packages."""
    folder = tmp_path / "stick 优盘"
    folder.mkdir()
    return folder
