# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers and days in Chinese words, as official documents write them: 十二, 二〇二六年十一月二十五日, 捌拾柒点伍."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from evaluator_app.domain.exact import decimal_text

_SPOKEN = "零一二三四五六七八九"
_IN_YEARS = "〇一二三四五六七八九"
_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_UNITS = ("", "拾", "佰", "仟")
_CAPITAL_GROUPS = ("", "万", "亿")
_GROUP = 10_000


def chinese_number(number: int) -> str:
    """Return a number from 1 to 99 as it is spoken; ValueError outside."""
    if not 1 <= number <= 99:
        raise ValueError(f"no heading number for {number}")
    tens, ones = divmod(number, 10)
    spoken_tens = "" if tens == 0 else "十" if tens == 1 else _SPOKEN[tens] + "十"
    return spoken_tens + (_SPOKEN[ones] if ones else "")


def chinese_day(day: date) -> str:
    """Return a day in Chinese numerals, the year digit by digit: 二〇二六年十一月二十五日."""
    year = "".join(_IN_YEARS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def capital_number(number: Decimal) -> str:
    """Return a number in capital numerals, which cannot be altered by a stroke: 捌拾柒点伍; a negative one begins with 负.

    As numbers in GB/T 15835 and on cheques: one 零 stands for any run of zeros between digits, 拾 keeps its 壹. ValueError from 10^12 on.
    """
    sign = "负" if number < 0 else ""
    whole, _point, places = decimal_text(abs(number)).partition(".")
    tail = "点" + "".join(_CAPITAL[int(digit)] for digit in places) if places else ""
    return sign + _whole(int(whole)) + tail


def _whole(number: int) -> str:
    if number >= _GROUP ** len(_CAPITAL_GROUPS):
        raise ValueError(f"too large for capital numerals: {number}")
    if number == 0:
        return _CAPITAL[0]
    written = ""
    skipped = False
    for power in reversed(range(len(_CAPITAL_GROUPS) * 4)):
        digit = number // 10**power % 10
        group, unit = divmod(power, 4)
        if digit:
            written += (_CAPITAL[0] if skipped and written else "") + _CAPITAL[digit] + _CAPITAL_UNITS[unit]
            skipped = False
        else:
            skipped = True
        if unit == 0 and written and number // 10**power % _GROUP:
            written += _CAPITAL_GROUPS[group]
    return written
