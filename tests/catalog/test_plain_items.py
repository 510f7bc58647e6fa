# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Items read for all at once are those that the reader of single items reads; where one is odd, that reader is asked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluator_app.catalog import tree
from evaluator_app.catalog.listing import CatalogEntry
from evaluator_app.catalog.problems import ProblemLog
from evaluator_app.catalog.reading import read_data
from evaluator_app.catalog.sections import Section
from evaluator_app.catalog.workbook.skeleton import skeleton_data
from evaluator_app.catalog.written import SourceFile, Spot, Toml
from evaluator_app.domain.template import Template
from evaluator_app.services.templates import shipped


def read(data: Toml) -> tuple[Template | None, list[str]]:
    log = ProblemLog()
    template = read_data(Section(data, Spot(SourceFile("x", dict)), log), log)
    return template, [problem.text() for problem in log.in_order()]


def read_carefully(data: Toml) -> tuple[Template | None, list[str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "read_plain", lambda *_: None)
        return read(data)


TEXTS: list[Toml] = ["", " 甲 ", "甲\n乙", 1, None, "a\x00", "甲" * 20_001]
ODD: dict[str, list[Toml]] = {
    "id": [*TEXTS, "site.signs", "甲", "licence", "a b"],
    "in": ["none", "resources", ""],
    "title": TEXTS,
    "requirement": TEXTS,
    "clause": TEXTS,
    "points": [0, -1, True, "1", Decimal("1e-12"), Decimal("0.5"), 10**13],
    "places": [[], ["pit"], ["pit", "pit"], ["none"], [{}], "pit", [1], None],
    "evidence": [["甲", ""], [" 甲 "], ["甲\t乙"], {}],
    "needs_photo": [1, 0, "是", None, False],
    "source": ["none", {"document": "甲", "confidence": "read"}, 1, None, ""],
    "criterion": ["none", {"kind": "all_or_nothing", "x": 1}, {"kind": "all_or_nothing"}, 1, None],
    "applies_when": [{"has_tailings_pond": True}],
    "otherwise": ["excluded"],
    "not_applicable": [[{"kind": "excluded", "when": "甲"}]],
    "colour": ["green"],
}


@pytest.mark.parametrize("entry", shipped(), ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_both_readers_agree_on_every_shipped_template(entry: CatalogEntry) -> None:
    assert read(entry.data) == read_carefully(entry.data)


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in ODD.items() for value in values])
@pytest.mark.parametrize("is_there", [True, False])
def test_both_readers_say_the_same_of_what_is_odd(key: str, value: Toml, is_there: bool) -> None:
    data = skeleton_data()
    item = data["indicators"][0]
    if is_there:
        item[key] = value
    else:
        item.pop(key, None)
    assert read(data) == read_carefully(data)
