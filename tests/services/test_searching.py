# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of finding by Chinese text, pinyin and code."""

from __future__ import annotations

import pytest

from evaluator_app.services.searching import Entry, EntryKind, Finder, Rank, matches, split

SIGNS = Entry(EntryKind.ITEM, "signs", "标识标牌", "A1.3", also="设置齐全，字迹清楚")
GREEN = Entry(EntryKind.ITEM, "green", "长期绿化率", "A2.1")
MONEY = Entry(EntryKind.ITEM, "money", "会计重述", "A13.1")
SEEN = Entry(EntryKind.OBSERVATION, "signs", "提升机房标识牌褪色\n字迹不清", detail="工业广场")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("标牌", [SIGNS]),
        ("bsbp", [SIGNS]),
        ("BSBP", [SIGNS]),
        ("ｂｓｂｐ", [SIGNS]),
        ("biaoshibiaopai", [SIGNS]),
        ("biaosbp", [SIGNS]),
        ("biaoshib", [SIGNS]),
        ("zqlh", [GREEN]),
        ("cqlh", [GREEN]),
        ("changqilv", [GREEN]),
        ("lvhualv", [GREEN]),
        ("kjcs", [MONEY]),
        ("hjzs", [MONEY]),
        ("a1.3", [SIGNS]),
        ("a13", [SIGNS, MONEY]),
        ("a131", [MONEY]),
        ("褪色 gygc", [SEEN]),
        ("tuise 字迹", [SEEN]),
        ("bsp", [SEEN]),
        ("qqzj", []),
        ("", []),
        ("   ", []),
    ],
)
def test_entries_are_found_by_characters_pinyin_and_code(typed: str, found: list[Entry]) -> None:
    hits = Finder([SEEN, SIGNS, GREEN, MONEY]).find(typed)
    assert [hit.entry for hit in hits] == found


def test_a_code_comes_before_a_title_that_begins_before_one_that_holds_before_words() -> None:
    by_code = Entry(EntryKind.ITEM, "1", "其他", "bs")
    begins = Entry(EntryKind.ITEM, "2", "bs 开头")
    initials = Entry(EntryKind.ITEM, "3", "标识")
    holds = Entry(EntryKind.ITEM, "4", "一个 bs")
    within = Entry(EntryKind.ITEM, "5", "各类标识")
    words = Entry(EntryKind.ITEM, "6", "别的", also="标识")
    hits = Finder([words, within, holds, initials, begins, by_code]).find("bs")
    assert [hit.entry for hit in hits] == [by_code, begins, initials, holds, within, words]
    assert [hit.rank for hit in hits] == [
        Rank.CODE,
        Rank.TITLE_BEGINS,
        Rank.INITIALS_BEGIN,
        Rank.TITLE_HOLDS,
        Rank.INITIALS_WITHIN,
        Rank.WORDS_HOLD,
    ]


def test_what_was_hit_in_the_title_is_told() -> None:
    finder = Finder([SEEN])
    assert finder.find("bsp")[0].spans == ((4, 7),)
    assert finder.find("褪色 tsjf")[0].spans == ((0, 4), (7, 9))
    assert finder.find("gygc")[0].spans == ()


def test_where_only_the_rule_holds_the_words_they_are_shown() -> None:
    hit = Finder([SIGNS]).find("清楚")[0]
    assert (hit.rank, hit.around) == (Rank.WORDS_HOLD, "…置齐全，字迹清楚")
    assert Finder([SIGNS]).find("标识")[0].around == ""


def test_signs_of_expressions_are_plain_signs() -> None:
    finder = Finder([Entry(EntryKind.PLACE, "p", "采场 +120 平台 [西] a.b")])
    assert [len(finder.find(typed)) for typed in ("+120", "[x", "a.b", "a.*", "(?:", "\\", "^c", "]x[")] == [1, 1, 1, 0, 0, 0, 0, 0]


def test_a_very_long_word_is_looked_up_as_it_is_written_alone() -> None:
    assert Finder([SIGNS]).find("b" * 5000) == ()
    assert Finder([SIGNS]).find("a" * 23) == ()


def test_no_more_than_asked_for_are_returned() -> None:
    finder = Finder(Entry(EntryKind.OBSERVATION, str(number), f"标牌 {number}") for number in range(1000))
    assert len(finder.find("bp", limit=7)) == 7


def test_a_list_with_a_filter_of_its_own_can_use_the_same_words() -> None:
    assert matches(split("BSBP a1"), "A1.3 标识标牌")
    assert matches(split("biaoshi"), "A1.3 标识标牌")
    assert not matches(split("bsbp b2"), "A1.3 标识标牌")
    assert matches((), "任意")
