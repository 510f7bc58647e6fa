# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the least overlay between two templates, and of raw data written as text."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator_app.catalog.differing import CannotDifferError, difference, patched, same
from evaluator_app.catalog.listing import Catalog
from evaluator_app.catalog.overlays import LISTS, ChangeAction, OverlayKind, lay_over
from evaluator_app.catalog.problems import ProblemLog, Severity
from evaluator_app.catalog.reading import read_data
from evaluator_app.catalog.sections import Section
from evaluator_app.catalog.toml_text import toml_text
from evaluator_app.catalog.written import PlacedTable, SourceFile, Spot, Toml
from evaluator_app.domain.canonical import digest
from evaluator_app.paths import scoring_templates

SPOT = Spot(SourceFile("overlay.toml", dict))
REASON = {"why": "试验", "by": "own"}
SOURCES = {"own": {"document": "试验文件", "confidence": "read"}}


@cache
def base_data() -> PlacedTable:
    """Return the data of a shipped template, in which an overlay may change everything."""
    entry = Catalog((scoring_templates(),)).find("cn-liaoning/green-mine-2024-magnesite")
    assert entry is not None
    assert entry.data is not None
    data = dict(entry.data)
    return PlacedTable(
        {**data, "may_change": {"firm": [*LISTS, "rating", "remove notes"]}, "sources": {**data["sources"], **SOURCES}}, SPOT
    )


def laid(overlay: Mapping[str, Toml], base: Mapping[str, Toml]) -> tuple[PlacedTable, list[str]]:
    log = ProblemLog()
    section = Section({**REASON, **overlay}, SPOT, log)
    merged, _changes = lay_over(PlacedTable(base, SPOT), section, OverlayKind.FIRM, log)
    return merged, [problem.text() for problem in log.in_order()]


def read_digest(data: Mapping[str, Toml]) -> str:
    log = ProblemLog()
    template = read_data(Section(PlacedTable(data, SPOT), SPOT, log), log)
    return digest(template) if template else f"{[p.code for p in log.in_order() if p.severity is Severity.ERROR]}"


def _member_edit(draw: st.DrawFn, data: dict[str, Toml]) -> None:
    part = draw(st.sampled_from(sorted(name for name in LISTS if data.get(name))))
    members = data[part]
    where = draw(st.integers(0, len(members) - 1))
    match draw(st.sampled_from(("set", "take", "remove", "move", "add"))):
        case "set":
            members[where]["title" if "title" in members[where] else "note"] = draw(st.text("改字", min_size=1, max_size=3))
        case "take":
            members[where].pop(draw(st.sampled_from(["title", *sorted(set(members[where]) - set(LISTS[part]))])), None)
        case "move":
            members.insert(draw(st.integers(0, len(members) - 1)), members.pop(where))
        case "add":
            new = {**members[where], "id": f"new-{len(members)}"}
            members.insert(draw(st.integers(0, len(members))), new)
        case _ if len(members) > 1:
            del members[where]


@st.composite
def edited_data(draw: st.DrawFn) -> dict[str, Toml]:
    """Return the base after some edits, sensible and not."""
    data: dict[str, Toml] = deepcopy(dict(base_data()))
    for _ in range(draw(st.integers(0, 6))):
        _member_edit(draw, data)
    if draw(st.booleans()):
        data["rating"]["pass_mark"] = draw(st.sampled_from((80, Decimal("82.5"), 85)))
    if draw(st.booleans()):
        data["notes"] = [*data["notes"], "补充说明"]
    if draw(st.booleans()):
        data["sources"] = {**data["sources"], "more": {"document": "另一文件", "confidence": "derived"}}
    if draw(st.booleans()):
        data["title"] = "另一名称"
    return data


@settings(max_examples=40)
@given(edited_data())
def test_the_difference_laid_over_the_base_is_what_was_edited(edited: dict[str, Toml]) -> None:
    overlay = difference(base_data(), edited)
    merged, problems = laid(overlay, base_data())
    assert [problem for problem in problems if "TPL-715" not in problem] == []
    merged["title"] = overlay.get("title", base_data()["title"])
    assert {part: merged.get(part) or [] for part in LISTS} == {part: edited.get(part) or [] for part in LISTS}
    assert read_digest(merged) == read_digest(edited)
    assert difference(base_data(), merged) == overlay, "saving again must not inflate it"
    assert (
        difference(base_data(), laid(tomllib.loads(toml_text(overlay), parse_float=Decimal), base_data())[0] | {"title": merged["title"]})
        == overlay
    )


@settings(max_examples=20)
@given(edited_data(), edited_data())
def test_a_patched_overlay_makes_what_was_edited(first: dict[str, Toml], second: dict[str, Toml]) -> None:
    before, now = difference(base_data(), first), difference(base_data(), second)
    merged, problems = laid(patched(before, before, now), base_data())
    assert [problem for problem in problems if "TPL-715" not in problem] == []
    assert {part: merged.get(part) or [] for part in LISTS} == {part: second.get(part) or [] for part in LISTS}
    assert merged["notes"] == second["notes"]
    assert patched(before, before, before) == before, "what did not change stays as it was said"


def test_nothing_differs_from_itself() -> None:
    assert difference(base_data(), deepcopy(dict(base_data()))) == {}


def test_thousands_of_members_differ_in_time() -> None:
    places = [{"id": f"p{number}", "title": "x"} for number in range(20_000)]
    base = base_data() | {"places": places}
    started = time.process_time()
    said = difference(base, base | {"places": [{"id": "first", "title": "y"}, *places[:0:-2]]})
    assert time.process_time() - started < 20
    assert len(said["remove"]["places"]) == 19_999
    assert (len(said["add"]["places"]), said["add"]["places"][0]["id"]) == (10_000, "first")


def test_one_key_is_one_line() -> None:
    edited = deepcopy(dict(base_data()))
    item = edited["indicators"][3]
    item["points"] = 9
    item["evidence"] = ["照片"]
    del item["source"]
    reasons = {(ChangeAction.REPLACE, "indicators", str(item["id"])): ("本省要求", "own")}
    assert difference(base_data(), edited, reasons) == {
        "replace": {
            "indicators": [{"id": item["id"], "points": 9, "evidence": ["照片"], "without": ["source"], "why": "本省要求", "by": "own"}]
        }
    }


def test_shipped_overlays_are_found_again_and_not_longer() -> None:
    catalog = Catalog((scoring_templates(),))
    base = catalog.find("cn-mnr/green-mine-2024", "2024-draft.2")
    coal = catalog.find("cn-mnr/green-mine-2024-coal")
    assert base is not None
    assert coal is not None
    assert base.data is not None
    assert coal.data is not None
    overlay = difference(base.data, coal.data)
    changed = {(action, part) for action in ("add", "replace", "remove") for part in overlay.get(action, {})}
    made = {(change.action.value, change.part) for change in coal.layers[0].changes}
    assert changed == made


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"notes": ["新的一句在前", *base_data()["notes"]]}, "notes"),
        ({"sources": {}}, "sources"),
        ({"approval": {"state": "trial"}}, "approval"),
        ({"source": None}, "source"),
        ({"places": [{"id": "pit", "title": "一"}, {"id": "pit", "title": "二"}]}, "places"),
    ],
)
def test_what_no_overlay_can_say_is_refused(change: dict[str, Toml], part: str) -> None:
    edited = {key: value for key, value in {**base_data(), **change}.items() if value is not None}
    with pytest.raises(CannotDifferError) as refused:
        difference(base_data(), edited)
    assert refused.value.part == part
    assert refused.value.sentence.text()


def test_notes_that_no_longer_hold_are_left_out_and_others_added() -> None:
    first, *rest = base_data()["notes"]
    edited = {**base_data(), "notes": [*rest, "本省的一句"]}
    overlay = difference(base_data(), edited)
    assert overlay == {"without_notes": [first], "notes": ["本省的一句"]}
    assert laid(overlay, base_data())[0]["notes"] == edited["notes"]


def test_true_is_not_one() -> None:
    assert not same({"flag": [True]}, {"flag": [1]})
    assert same({"number": [Decimal("1.0")]}, {"number": [1]})


def test_every_shipped_template_is_written_and_read_alike() -> None:
    for entry in Catalog((scoring_templates(),)).entries():
        assert entry.data is not None
        assert same(tomllib.loads(toml_text(entry.data), parse_float=Decimal), dict(entry.data)), entry.id


TOML = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(-9, 9), st.booleans(), st.dates(date(1, 1, 1)), st.decimals("-9", "9", places=2)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=5), TOML, max_size=4))
def test_any_data_are_written_and_read_alike(data: dict[str, Toml]) -> None:
    assert same(tomllib.loads(toml_text(data), parse_float=Decimal), data)


def test_text_is_laid_out_for_people(tmp_path: Path) -> None:
    text = toml_text({"id": "a", "sources": {"x": {"document": "文件"}}, "facts": [{"id": "f", "options": [{"id": "o"}, {"id": "p"}]}]})
    assert text.splitlines() == [
        'id = "a"',
        "",
        "[sources.x]",
        'document = "文件"',
        "",
        "[[facts]]",
        'id = "f"',
        "options = [",
        '  { id = "o" },',
        '  { id = "p" },',
        "]",
    ]
