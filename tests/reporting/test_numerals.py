# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers and days as official documents write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.reporting.numerals import capital_number, chinese_day

DIGITS = {numeral: digit for digit, numeral in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words: str) -> Decimal:
    """Read capital numerals by adding up what each names, another way than they are written."""
    sign, words = (-1, words[1:]) if words.startswith("负") else (1, words)
    whole, _point, places = words.partition("点")
    total = section = digit = 0
    for character in whole:
        if character in UNITS:
            section += digit * UNITS[character]
            digit = 0
        elif character in "万亿":
            total = (total + section + digit) * 10_000 if character == "万" else (total + section + digit) * 100_000_000
            section = digit = 0
        else:
            digit = DIGITS[character]
    tail = "".join(str(DIGITS[character]) for character in places)
    return sign * Decimal(f"{total + section + digit}.{tail or 0}")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "零"),
        ("10", "壹拾"),
        ("11", "壹拾壹"),
        ("87.5", "捌拾柒点伍"),
        ("89.84", "捌拾玖点捌肆"),
        ("100", "壹佰"),
        ("101", "壹佰零壹"),
        ("110", "壹佰壹拾"),
        ("800", "捌佰"),
        ("905.07", "玖佰零伍点零柒"),
        ("1000", "壹仟"),
        ("1001", "壹仟零壹"),
        ("1010", "壹仟零壹拾"),
        ("10001", "壹万零壹"),
        ("100000", "壹拾万"),
        ("100000001", "壹亿零壹"),
        ("-3.05", "负叁点零伍"),
    ],
)
def test_points_are_written_in_capitals(number: str, words: str) -> None:
    assert capital_number(Decimal(number)) == words


@given(st.decimals(min_value=-(10**8) + 1, max_value=10**8 - 1, places=2, allow_nan=False))
def test_capitals_read_back_to_the_number_they_stand_for(number: Decimal) -> None:
    assert read_back(capital_number(number)) == number


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_capitals_never_have_two_zeros_beside_each_other_nor_end_with_one(number: int) -> None:
    words = capital_number(Decimal(number))
    assert "零零" not in words
    assert not words.endswith("零")


def test_numbers_beyond_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        capital_number(Decimal(10) ** 12)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 25), "二〇二六年十一月二十五日"),
        (date(2030, 1, 10), "二〇三〇年一月十日"),
        (date(1999, 12, 31), "一九九九年十二月三十一日"),
        (date(2020, 10, 20), "二〇二〇年十月二十日"),
    ],
)
def test_days_are_written_digit_by_digit_in_the_year_and_spoken_in_month_and_day(day: date, words: str) -> None:
    assert chinese_day(day) == words
