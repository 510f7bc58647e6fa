# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Texts that two assessments share: near copies, house wording, how much of which."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.consistency import shared_texts as module
from evaluator_app.domain.consistency.shared_texts import known_runs, shared_texts
from tests.domain.consistency_cases import written

COPIED = "排土场东侧边坡未按设计要求分台阶堆排，且坡脚未设置挡土墙"
D = Decimal


def test_a_copied_text_is_found_whatever_signs_and_widths_were_changed() -> None:
    one, two = written("a", COPIED), written("b", "经查：排土场东侧边坡，未按设计要求分台阶堆排； 且坡脚未设置挡土墙。另见照片１")
    [pair] = shared_texts([two, one]).pairs
    assert (pair.first, pair.second, pair.shared, pair.share) == ("a", "b", 27, D(1))
    assert pair.other_share == D("0.7941")  # 27 of 34
    assert pair.larger_share == 1
    assert (pair.jaccard, pair.containment) == (D("0.7407"), D(1))  # 20 of 27 shingles, and all of the first's
    [passage] = pair.passages
    assert (passage.shared, passage.length, passage.other.text[:3]) == (COPIED, 27, "经查：")


def test_a_run_in_the_middle_is_shown_where_it_stands() -> None:
    one, two = written("a", "查看现场后认为排土场东侧边坡未按设计要求分台阶"), written("b", "东区：排土场东侧边坡未按设计要求堆放")
    assert shared_texts([one, two]).pairs == ()  # 13 letters are too few to be named
    three = written("c", "东区：排土场东侧边坡未按设计要求分台阶，另有积水")
    [pair] = shared_texts([one, three]).pairs
    assert [(passage.start, passage.end, passage.shared) for passage in pair.passages] == [(7, 23, "排土场东侧边坡未按设计要求分台阶")]


def test_what_differs_is_not_named() -> None:
    assert shared_texts([written("a", COPIED), written("b", "矿区主干道两侧行道树成活率不足百分之八十")]).pairs == ()
    assert shared_texts([written("a", "无"), written("b", "无")]).pairs == ()
    assert shared_texts([]).pairs == ()


def test_texts_of_template_and_phrases_are_not_counted_and_a_blank_divides_a_phrase() -> None:
    cases = [written("a", COPIED), written("b", COPIED)]
    assert shared_texts(cases, known_runs([COPIED])).pairs == ()
    phrase = "{place}东侧边坡未按设计要求分台阶堆排{count}处"
    [pair] = shared_texts(cases, known_runs([phrase])).pairs
    assert pair.shared < 27


def test_what_stands_in_more_than_a_quarter_of_many_assessments_is_wording_of_the_house() -> None:
    house = [written(f"{number:02}", COPIED, f"第{number}次现场核查记录编号{number:08}") for number in range(9)]
    assert all(COPIED not in passage.shared for pair in shared_texts(house).pairs for passage in pair.passages)
    assert len(shared_texts(house[:8]).pairs) == 28


def test_only_the_shingles_of_the_house_are_taken_out_of_a_pair() -> None:
    own = "破碎站除尘设施停运且卸料口无喷淋装置现场扬尘明显"
    cases = [written(f"{number:02}", COPIED) for number in range(9)]
    cases += [written("x", f"{COPIED}。{own}"), written("y", f"{COPIED}。{own}")]
    [pair] = shared_texts(cases).pairs
    assert (pair.first, pair.second) == ("x", "y")
    assert pair.passages[0].shared.endswith(own)


def test_two_passages_are_told_apart_and_the_longest_comes_first() -> None:
    other = "破碎站除尘设施停运且卸料口无喷淋装置"
    one = written("a", f"{other}一二三四五六七八九{COPIED}")
    two = written("b", COPIED, other)
    [pair] = shared_texts([one, two]).pairs
    assert [passage.shared for passage in pair.passages] == [COPIED, other]
    assert [passage.other.text for passage in pair.passages] == [COPIED, other]


def test_of_very_many_texts_some_shingles_find_the_pairs_and_all_measure_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INDEXED", 10)
    found = shared_texts([written("a", COPIED), written("b", COPIED)])
    assert found.step == 5
    assert [pair.share for pair in found.pairs] == [1]


def test_whoever_waits_can_stop_it() -> None:
    class StopError(Exception):
        pass

    def stop() -> None:
        raise StopError

    with pytest.raises(StopError):
        shared_texts([written("a", COPIED)], tick=stop)


@given(
    st.lists(st.text("矿山排土场Ａa1，。 \u00df", max_size=40), max_size=4),
    st.lists(st.text("矿山排土场Ａa1，。 \u00df", max_size=40), max_size=4),
)
def test_shares_are_shares_and_passages_stand_in_both(one: list[str], two: list[str]) -> None:
    for pair in shared_texts([written("a", *one), written("b", *two)]).pairs:
        assert 0 < pair.share <= 1
        assert 0 < pair.other_share <= 1
        assert 0 < pair.jaccard <= pair.containment <= 1
        for passage in pair.passages:
            assert passage.shared in passage.words.text
            assert passage.words.text in one
            assert passage.other.text in two
