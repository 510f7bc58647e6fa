# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Lines of Chinese end where Chinese typesetting lets them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.reporting.line_breaking import CANNOT_END, CANNOT_START, HANGING, break_lines, is_wide

_PARTS = (*"，。；（）《》、％℃", "：“", "”，", "……", "——", " 12.5%", " GB/T 9704 ", "！”", "￥3", "“（", "）”。")
SIGNS = '，。；：！？、）》】”’…—（《【“‘￥%℃,.()[]" '


def _widths(text: str) -> list[float]:
    return [0.0 if each == "\n" else 10.0 if is_wide(each) else 5.5 for each in text]


def _lines(text: str, first: float, rest: float | None = None) -> list[str]:
    return [text[start:end] for start, end in break_lines(text, _widths(text), first, rest)]


def _prose(seed: int) -> str:
    source = random.Random(seed)
    parts: list[str] = []
    for _each in range(400):
        parts.append("".join(chr(source.randrange(0x4E00, 0x9FA5)) for _char in range(source.randint(1, 7))))
        parts.append(source.choice(_PARTS))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("width", [95.0, 203.0, 442.0])
def test_no_line_of_long_prose_begins_or_ends_with_a_forbidden_sign(seed: int, width: float) -> None:
    lines = [line.strip(" ") for line in _lines(_prose(seed), width)]
    assert len(lines) > 30
    assert [line for line in lines[1:] if line[0] in CANNOT_START] == []
    assert [line for line in lines[:-1] if line[-1] in CANNOT_END] == []


@given(st.text(st.sampled_from("中文字abc123\n" + SIGNS), max_size=200), st.floats(6, 300), st.floats(12, 300))
def test_lines_hold_all_the_text_and_stay_in_their_room(text: str, first: float, rest: float) -> None:
    spans = break_lines(text, _widths(text), first, rest)
    assert "".join(text[start:end] for start, end in spans) == text.replace("\n", "")
    for number, (start, end) in enumerate(spans):
        line = text[start:end].rstrip(" ")
        if len(line) > 1:
            width = sum(_widths(line)) - (5 if line[-1] in HANGING else 0)
            assert width <= (rest if number else first) + 1e-6


def test_words_and_numbers_are_not_cut() -> None:
    assert _lines("入选率为 96.4% 以上", 70) == ["入选率为 ", "96.4% 以上"]
    assert _lines("依据GB/T 9704", 45) == ["依据GB/T ", "9704"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    digest = "0123456789abcdef" * 4
    lines = _lines(digest, 110)
    assert "".join(lines) == digest
    assert max(map(len, lines)) == 20


def test_a_line_feed_ends_a_line_even_twice() -> None:
    assert _lines("甲\n\n乙", 100) == ["甲", "", "乙"]


def test_a_full_width_stop_may_hang_by_its_blank_half() -> None:
    assert _lines("一二三四，五", 45) == ["一二三四，", "五"]


def test_the_two_halves_of_a_dash_stay_together() -> None:
    for width in range(40, 120, 5):
        assert not any(line.startswith(("—", "…")) for line in _lines("甲乙丙丁——戊己……庚辛", width)[1:])
