# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Vague words are named with what they lack, and with nothing else."""

from __future__ import annotations

import pytest

from evaluator_app.catalog.wording import read_wording
from evaluator_app.domain.wording import Needed, Wording, WordingRule, look
from evaluator_app.paths import resource

SHIPPED = read_wording(resource("wording/zh_CN.toml")).wording or Wording()
WHERE, COUNT, AGAINST = Needed.WHERE, Needed.COUNT, Needed.AGAINST


@pytest.mark.parametrize(
    ("text", "place", "count", "said"),
    [
        ("环境较差", "", 1, [("较差", (COUNT, AGAINST))]),
        ("标牌偏少", "工业广场", 1, [("偏少", (COUNT,))]),
        ("标牌偏少，缺 3 块", "工业广场", 1, []),
        ("标牌偏少，缺三块", "工业广场", 1, []),
        ("标牌偏少", "工业广场", 3, []),
        ("堆放不符合要求", "机修车间", 1, [("不符合", (COUNT,))]),
        ("2 处堆放与定置图不符合，按制度应分区存放", "机修车间", 1, []),
        ("废旧托辊 12 件露天堆放，未入库，无标识。", "机修车间东侧", 1, []),
        ("台账不完善，部分缺失", "档案室", 1, [("不完善", (COUNT, AGAINST)), ("部分", (COUNT,))]),
        ("边坡高度不足3m", "采场", 1, []),
    ],
)
def test_what_is_said_of_the_words_of_an_observation(text: str, place: str, count: int, said: list[tuple[str, tuple[Needed, ...]]]) -> None:
    assert [(remark.word, remark.lacks) for remark in look(SHIPPED, text, place=place, count=count)] == said


def test_a_rule_that_was_switched_off_says_nothing() -> None:
    assert look(SHIPPED, "标牌偏少", off={"few"}) == ()


def test_place_and_way_of_checking_are_told_by_their_signs() -> None:
    wording = Wording((WordingRule("r", "", ("差",), (WHERE, Needed.CHECKED)),), where=("东侧",), checked=("查阅",))
    assert [remark.lacks for remark in look(wording, "差")] == [(WHERE, Needed.CHECKED)]
    assert [remark.lacks for remark in look(wording, "东侧差")] == [(Needed.CHECKED,)]
    assert [remark.lacks for remark in look(wording, "查阅后差", place=" ")] == [(WHERE,)]
    assert look(wording, "查阅后差", place="井口") == ()


def test_a_remark_says_where_its_word_stands() -> None:
    assert [remark.at for remark in look(SHIPPED, "料场环境较差")] == [4]
