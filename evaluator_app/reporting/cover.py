# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The cover page."""

from __future__ import annotations

from dataclasses import replace

from evaluator_app.reporting.document import Cover, Tone
from evaluator_app.reporting.logo import draw_logo
from evaluator_app.reporting.page_style import (
    ACCENT,
    BODY_WIDTH,
    HAIRLINE,
    LEFT,
    MM,
    MUTED,
    PAGE_HEIGHT,
    TEXT_COLOR,
    TextStyle,
)
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.tagging import Role
from evaluator_app.reporting.text_layout import set_lines, text_width

_TITLE = TextStyle(30, 45, bold=True)
_SUBTITLE = TextStyle(12, 18, color=ACCENT, bold=True)
_LABEL = TextStyle(10.5, 17, color=MUTED)
_VALUE = TextStyle(10.5, 17)
_ISSUER = TextStyle(13, 21, bold=True)
_MARK = TextStyle(9.5, 14, bold=True)
_TOP = PAGE_HEIGHT - 30 * MM
_TITLE_TOP = PAGE_HEIGHT - 82 * MM
_PAIRS_TOP = PAGE_HEIGHT - 152 * MM
_ISSUER_TOP = 50 * MM
_LABEL_WIDTH = 104.0
_LOGO = (180.0, 48.0)
"""The most that the firm's sign takes, wide and high."""
_SMALLEST_TITLE = 18.0


def draw_cover(sheet: Sheet, cover: Cover) -> None:
    """Draw the cover on the current page."""
    right = LEFT + BODY_WIDTH
    sheet.ground(LEFT, _TOP, 44, 4, ACCENT)
    if cover.number:
        sheet.words(cover.number, _LABEL, right, _TOP - 6, "right")
    marks_top = _TOP - 30
    if cover.logo:
        with sheet.tags.artifact():
            marks_top = _TOP - 16 - draw_logo(sheet.canvas, cover.logo, LEFT, _TOP - 16, _LOGO)[1] - 14
    _draw_marks(sheet, cover, marks_top)
    top = _TITLE_TOP
    if cover.subtitle:
        top = sheet.text(cover.subtitle, _SUBTITLE, LEFT, top, BODY_WIDTH) - 8
    style = _fitting(cover.title)
    for line in cover.title:
        top = sheet.text(line, style, LEFT, top, BODY_WIDTH)
    sheet.ground(LEFT, top - 14, BODY_WIDTH, 0.8, ACCENT)
    top = min(_ISSUER_TOP, _draw_pairs(sheet, cover, min(_PAIRS_TOP, top - 44)) - 16)
    if cover.organization:
        top = sheet.text(cover.organization, _ISSUER, LEFT, top, BODY_WIDTH)
    if cover.date:
        sheet.text(cover.date, _VALUE, LEFT, top - 2, BODY_WIDTH)


def _draw_marks(sheet: Sheet, cover: Cover, top: float) -> None:
    for words, tone in ((cover.draft_mark, Tone.WARN), (cover.sample_mark, Tone.BAD)):
        if words:
            style = replace(_MARK, color=TEXT_COLOR[tone])
            lines = set_lines(words, style, BODY_WIDTH - 24)
            width = max(text_width(line.text, style) for line in lines) + 24
            height = len(lines) * style.leading + 10
            sheet.frame(LEFT, top, width, height, style.color, 3)
            sheet.lines(lines, LEFT + 12, top - 5)
            top -= height + 8


def _fitting(title: tuple[str, ...]) -> TextStyle:
    """Return the largest size in which every line of the title stays one line."""
    size = _TITLE.size
    while size > _SMALLEST_TITLE and any(text_width(line, replace(_TITLE, size=size)) > BODY_WIDTH for line in title):
        size -= 1
    return replace(_TITLE, size=size, leading=size * 1.5)


def _draw_pairs(sheet: Sheet, cover: Cover, top: float) -> float:
    """Draw the pairs and return where they end."""
    for label, value in cover.pairs:
        with sheet.tags.element(Role.PARAGRAPH):
            label_end = sheet.text(label, _LABEL, LEFT, top - 5, _LABEL_WIDTH - 8)
            value_end = sheet.lines(set_lines(value, _VALUE, BODY_WIDTH - _LABEL_WIDTH), LEFT + _LABEL_WIDTH, top - 5)
        top = min(value_end, label_end) - 5
        sheet.rule(LEFT, LEFT + BODY_WIDTH, top, HAIRLINE)
    return top
