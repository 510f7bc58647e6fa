# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Overlays over the small template: what they begin with, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from evaluator_app.catalog.reading import ReadTemplate
from evaluator_app.domain.template import Template

Write = Callable[..., Path]
RIGHTS = """
[may_change]
province = [
  "facts", "places", "documents", "tables", "rows", "prerequisites", "indicators", "areas", "deadlines", "rating", "groups", "remove notes",
]
firm = ["add places", "indicators.places", "indicators.evidence", "remove documents"]
"""
HEAD = """format = "green-mine-overlay/1"
id = "test/over"
edition = "1"
kind = "{kind}"
over = ["test/small@1"]
title = "补充"
why = "省里的要求"
by = "province"
[sources.province]
document = "省规定"
confidence = "read"
"""
Lay = Callable[..., ReadTemplate]


OLD_SOURCE = "TPL-715"
"""What is said of a change that leaves the source of the base; the small overlays of most tests do."""


def sound(read: ReadTemplate) -> Template:
    assert [problem.text() for problem in read.problems if problem.code != OLD_SOURCE] == []
    assert read.template is not None
    return read.template


def found(read: ReadTemplate) -> list[tuple[str, str, int]]:
    """Return code, file and line of each problem, and that nothing came of it."""
    assert read.template is None
    return [(problem.code, problem.file, problem.line) for problem in read.problems]


def line_of(path: Path, text: str) -> int:
    return next(number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if text in line)
