# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The order of chapters, the names in braces, and what speaks against a layout."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.codec import decode, encode
from evaluator_app.reporting.layout import PLACEHOLDERS, OwnSection, ReportLayout, filled, logo_pieces, objections, ordered

USUAL = ("warnings", "team", "basis", "items", "ledger", "conclusion")
CHAPTERS = {name: name not in ("ledger", "team") for name in USUAL}
VALUES = {name: f"<{name}>" for name in PLACEHOLDERS}


def own(*names: str) -> tuple[OwnSection, ...]:
    return tuple(OwnSection(name, name) for name in names)


@pytest.mark.parametrize(
    ("layout", "order"),
    [
        (ReportLayout(), "warnings team basis items ledger conclusion"),
        (ReportLayout(left_out=("ledger",)), "warnings team basis items conclusion"),
        (ReportLayout(order=("conclusion", "team")), "warnings conclusion team basis items ledger"),
        (ReportLayout(order=("team", "us"), sections=own("us")), "warnings team us basis items ledger conclusion"),
        (ReportLayout(order=("us", "team"), sections=own("us")), "warnings us team basis items ledger conclusion"),
        (ReportLayout(sections=own("us", "more")), "warnings team basis items ledger conclusion us more"),
        (ReportLayout(order=("items", "basis"), left_out=("team",)), "warnings items ledger conclusion basis"),
    ],
)
def test_a_chapter_that_is_not_named_follows_the_one_it_usually_follows(layout: ReportLayout, order: str) -> None:
    assert ordered(USUAL, layout) == tuple(order.split())


def any_layout() -> st.SearchStrategy[ReportLayout]:
    sections = ("us", "more")
    order = st.lists(st.sampled_from((*USUAL, *sections)), unique=True)
    return st.builds(
        ReportLayout,
        order=order.map(tuple),
        left_out=st.lists(st.sampled_from(("team", "ledger")), unique=True).map(tuple),
        sections=st.sampled_from((own(), own("us"), own(*sections))),
    )


@given(any_layout())
def test_no_order_loses_or_doubles_a_chapter(layout: ReportLayout) -> None:
    there = {*USUAL, *(section.id for section in layout.sections)} - {*layout.left_out}
    assert sorted(ordered(USUAL, layout)) == sorted(there)


@given(any_layout())
def test_what_is_named_stands_in_the_order_in_which_it_is_named(layout: ReportLayout) -> None:
    found = ordered(USUAL, layout)
    named = [name for name in layout.order if name in found]
    assert [name for name in found if name in named] == named


@given(st.text())
def test_without_known_names_in_braces_a_text_stays_as_it_is(text: str) -> None:
    assert filled(text, VALUES) == text or any(f"{{{name}}}" in text for name in PLACEHOLDERS)


def test_what_stands_for_a_name_is_not_looked_at_again() -> None:
    assert (
        filled("{mine}：{organization}", {**VALUES, "mine": "{organization}{0.__class__}", "organization": "甲"})
        == "{organization}{0.__class__}：甲"
    )
    assert filled("{mine!r}{mine.name}{}%s${mine}", VALUES) == "{mine!r}{mine.name}{}%s$<mine>"


def said(layout: ReportLayout) -> list[tuple[str, str, int | None]]:
    return [(each.table, each.key, each.index) for each in objections(layout, CHAPTERS)]


@pytest.mark.parametrize(
    ("layout", "place"),
    [
        (ReportLayout(title=("a",) * 5), ("cover", "title", None)),
        (ReportLayout(title=("长" * 81,)), ("cover", "title", None)),
        (ReportLayout(subtitle="一\n二"), ("cover", "subtitle", None)),
        (ReportLayout(header="{mime}"), ("pages", "header", None)),
        (ReportLayout(footer="{mine.name}"), ("pages", "footer", None)),
        (ReportLayout(name="长" * 81), ("", "name", None)),
        (ReportLayout(method="长" * 8001), ("texts", "method", None)),
        (ReportLayout(commitment="{client} {nobody}"), ("texts", "commitment", None)),
        (ReportLayout(order=("nothing",)), ("chapters", "order", None)),
        (ReportLayout(order=("team", "team")), ("chapters", "order", None)),
        (ReportLayout(left_out=("items",)), ("chapters", "left_out", None)),
        (ReportLayout(sections=own("a", "team")), ("sections", "id", 1)),
        (ReportLayout(sections=own("a", "b", "a")), ("sections", "id", 2)),
        (ReportLayout(sections=own(*(f"s{number}" for number in range(31)))), ("sections", "", None)),
        (ReportLayout(sections=(OwnSection("a", "甲", ("x",) * 101),)), ("sections", "paragraphs", 0)),
        (ReportLayout(sections=(OwnSection("a", "甲", ("好", "{x}")),)), ("sections", "paragraphs", 0)),
        (ReportLayout(sections=(OwnSection("a", "长" * 81),)), ("sections", "title", 0)),
    ],
)
def test_what_speaks_against_a_layout_is_said_at_its_place(layout: ReportLayout, place: tuple[str, str, int | None]) -> None:
    assert said(layout) == [place]


def test_nothing_speaks_against_a_layout_that_uses_all_it_may() -> None:
    words = "".join(f"{{{name}}}" for name in PLACEHOLDERS)
    section = OwnSection("us", "关于{organization}", (words,))
    layout = ReportLayout(
        "甲", ("{mine}",), words[:80], "{date}", "{number}", (), ("team", "us"), ("ledger",), (section,), words, words, words
    )
    assert said(replace(layout, subtitle="{edition}")) == []


@given(st.binary(max_size=100_000))
def test_a_sign_is_read_back_from_a_document_as_it_was(data: bytes) -> None:
    layout = ReportLayout(logo=logo_pieces(data))
    assert decode(ReportLayout, encode(layout)).logo_bytes == data


def test_what_is_no_base64_is_refused() -> None:
    with pytest.raises(ValueError, match="no base64"):
        ReportLayout(logo=("%%%",)).logo_bytes  # noqa: B018
