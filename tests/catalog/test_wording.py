# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Rules of wording from files: the shipped ones hold, a firm's own lie over them, a wrong file changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluator_app.catalog.wording import FILE_NAME, read_wording, wording_of
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.wording import Needed
from evaluator_app.paths import resource

SHIPPED = resource("wording/zh_CN.toml")
OWN = """format = "green-mine-wording/1"
[signs]
measures = ["挂"]
[[rules]]
id = "few"
title = "数量"
words = ["偏少"]
needs = ["count", "where"]
[[rules]]
id = "firm.old"
title = "老旧"
words = ["老旧"]
needs = ["count"]
"""


def test_the_shipped_rules_are_read_and_say_where_they_come_from() -> None:
    read = read_wording(SHIPPED)
    assert read.problems == ()
    assert read.wording is not None
    assert {rule.id for rule in read.wording.rules} == {"poor", "few", "does_not_meet", "not_enough_done"}
    assert all(rule.provenance.document and rule.provenance.confidence is Confidence.DERIVED for rule in read.wording.rules)
    assert "＿" in read.wording.frame


def test_a_firm_replaces_and_adds_rules_by_id(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(OWN, "utf-8")
    wording, problems = wording_of(SHIPPED, tmp_path)
    assert problems == ()
    rules = {rule.id: rule for rule in wording.rules}
    assert (rules["few"].words, rules["few"].needs) == (("偏少",), (Needed.COUNT, Needed.WHERE))
    assert "firm.old" in rules
    assert {"处", "挂"} <= set(wording.measures)
    assert wording.frame


def test_without_a_file_of_its_own_a_firm_has_the_shipped_rules(tmp_path: Path) -> None:
    assert wording_of(SHIPPED, tmp_path) == (read_wording(SHIPPED).wording, ())


@pytest.mark.parametrize(
    ("written", "instead", "code", "line"),
    [
        ('"green-mine-wording/1"', '"green-mine-wording/2"', "TPL-005", 1),
        ('["count", "where"]', '["count", "wher"]', "TPL-205", 8),
        ('id = "firm.old"', 'id = "few"', "TPL-109", 10),
        ('title = "老旧"', 'titel = "老旧"', "TPL-103", 9),
        ('words = ["老旧"]', 'words = "老旧"', "TPL-102", 12),
        ("[signs]", "[signs", "TPL-003", 2),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_shipped_rules_go_on(
    tmp_path: Path, written: str, instead: str, code: str, line: int
) -> None:
    (tmp_path / FILE_NAME).write_text(OWN.replace(written, instead, 1), "utf-8")
    wording, problems = wording_of(SHIPPED, tmp_path)
    assert wording == read_wording(SHIPPED).wording
    assert (code, line) in {(problem.code, problem.line) for problem in problems}
