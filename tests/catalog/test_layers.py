# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Layers over layers: what is read first changes nothing, and each is read once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator_app.catalog.library import Library
from evaluator_app.catalog.reading import read_data
from evaluator_app.paths import scoring_templates

Write = Callable[..., Path]


@pytest.fixture
def chain(small: str, write: Write) -> list[Path]:
    """Write a base and five overlays, each over the one before."""
    paths, below = [write(small + '\n[may_change]\nprovince = ["places"]\n', "test/small.toml")], "test/small@1"
    for number in range(5):
        text = f"""format = "green-mine-overlay/1"
id = "test/x{number}"
edition = "1"
kind = "province"
over = ["{below}"]
title = "补充{number}"
why = "要求"
by = "rules"
[[add.places]]
id = "place{number}"
title = "地点"
"""
        paths, below = [*paths, write(text, f"test/x{number}.toml")], f"test/x{number}@1"
    return paths


@pytest.mark.parametrize("is_backward", [False, True])
def test_how_many_layers_may_lie_over_each_other_does_not_depend_on_what_is_read_first(chain: list[Path], is_backward: bool) -> None:
    library = Library([chain[0].parents[1]])
    read = {path.stem: library.read(path)[0] for path in (reversed(chain) if is_backward else chain)}
    assert [name for name in sorted(read) if read[name].template is not None] == ["small", "x0", "x1", "x2"]
    assert [[problem.code for problem in read[name].problems] for name in ("x3", "x4")] == [["TPL-708"], ["TPL-708"]]
    assert [place.id for place in read["x2"].template.places][1:] == ["place0", "place1", "place2"]  # type: ignore[union-attr]


def test_each_template_is_read_once_however_many_lie_over_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def counted(root: object, log: object) -> object:
        calls.append("")
        return read_data(root, log)  # type: ignore[arg-type]

    monkeypatch.setattr("evaluator_app.catalog.library.read_data", counted)
    library = Library([scoring_templates()])
    made = [found for path in library.paths() for found in library.read(path)]
    assert len(calls) == len(made)
