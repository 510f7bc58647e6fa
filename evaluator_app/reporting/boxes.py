# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Boxes: measured parts of the report that stand under each other and may go on over the page.

Here the kinds that are text; tables, photos, charts and places to sign have modules of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from reportlab.lib.colors import HexColor

from evaluator_app.reporting.document import Tone
from evaluator_app.reporting.page_style import ACCENT, BODY_WIDTH, GROUND, MUTED, RUNNING, TEXT_COLOR, TextStyle
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.tagging import Role, Tag
from evaluator_app.reporting.text_layout import Line, set_lines, text_width


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of known height that draws itself; the base of all parts."""

    space_before: float = 0
    """Space wanted over it, except at a page's head; the larger of two neighbors' wishes counts."""
    space_after: float = 0
    keep_with_next: bool = False
    """Whether it must not be the last on its page."""
    new_page: bool = False
    anchor: str | None = None
    tag: Tag = Tag(Role.PARAGRAPH)  # noqa: RUF009 - a frozen value
    """What it is to those who cannot see the page."""
    goes_on: bool = False
    """Whether it began on an earlier page."""

    @property
    def height(self) -> float:
        """How high it is."""
        raise NotImplementedError

    @property
    def least_height(self) -> float:
        """How much of it must stand with a heading before it."""
        return self.height

    def split(self, available: float, whole_page: bool) -> tuple[Box, Box] | None:
        """Divide it so that the first part is at most `available` high; None where it stays whole.

        With `whole_page` the available height is all a page has, so it divides as well as it can.
        """
        return None

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw it with its upper left corner at the place."""
        raise NotImplementedError


def lines_that_fit(count: int, leading: float, available: float, whole_page: bool) -> int:
    """Return how many of the lines stay, leaving no single line behind or before; 0 where all must move on."""
    fitting = int(available / leading + 1e-6)
    if whole_page:
        return max(1, min(fitting, count))
    fitting = min(fitting, count - 2)
    return fitting if fitting >= 2 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox(Box):
    """Lines of text, with or without a mark before the first."""

    lines: tuple[Line, ...]
    left: float = 0
    """How far it is set in."""
    mark: Line | None = None
    """A bullet or number, standing in the room to the left."""
    mark_left: float = 0

    @property
    def height(self) -> float:
        """Override Box.height."""
        return sum(line.leading for line in self.lines)

    @property
    def least_height(self) -> float:
        """Override Box.least_height: two lines of a long text."""
        return self.height if len(self.lines) < 4 else 2 * self.lines[0].leading

    def split(self, available: float, whole_page: bool) -> tuple[Box, Box] | None:
        """Override Box.split."""
        count = lines_that_fit(len(self.lines), self.lines[0].leading, available, whole_page)
        if not 0 < count < len(self.lines):
            return None
        head = replace(self, lines=self.lines[:count], space_after=0)
        return head, replace(self, lines=self.lines[count:], mark=None, anchor=None, new_page=False, goes_on=True)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw."""
        sheet.anchor(self.anchor, top)
        if self.tag.role is not Role.ITEM:
            sheet.lines(self.lines, left + self.left, top)
            return
        if self.mark is not None:
            with sheet.tags.element(Role.LABEL):
                sheet.line(self.mark, left + self.mark_left, top)
        with sheet.tags.element(Role.ITEM_BODY, again=-1 if self.goes_on else None):
            sheet.lines(self.lines, left + self.left, top)

    @classmethod
    def of(cls, text: str, style: TextStyle, **wishes: float | bool | str | None) -> Self:
        """Return a box of a plain text over the whole width."""
        return cls(lines=set_lines(text, style, BODY_WIDTH), **wishes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingBox(TextBox):
    """A heading; makes a bookmark."""

    title: str
    """Number and words."""
    level: int
    anchor: str

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw: the highest level stands on a short thick rule."""
        TextBox.draw(self, sheet, left, top)
        sheet.bookmark(self.title, self.anchor, self.level)
        if self.level == 1:
            sheet.ground(left, top - self.height - 4, 30, 2.2, ACCENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBox(Box):
    """A tinted box with a bar at its left."""

    tone: Tone
    lines: tuple[Line, ...]
    PADDING = 9.0
    TEXT_LEFT = 14.0

    @property
    def height(self) -> float:
        """Override Box.height."""
        return sum(line.leading for line in self.lines) + 2 * self.PADDING

    def split(self, available: float, whole_page: bool) -> tuple[Box, Box] | None:
        """Override Box.split."""
        count = lines_that_fit(len(self.lines), self.lines[0].leading, available - 2 * self.PADDING, whole_page)
        if not 0 < count < len(self.lines):
            return None
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:], anchor=None, goes_on=True)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw."""
        sheet.anchor(self.anchor, top)
        sheet.ground(left, top, BODY_WIDTH, self.height, GROUND.get(self.tone, GROUND[Tone.MUTED]))
        sheet.ground(left, top, 3, self.height, MUTED if self.tone is Tone.PLAIN else TEXT_COLOR[self.tone])
        sheet.lines(self.lines, left + self.TEXT_LEFT, top - self.PADDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsLine(Box):
    """A line of the contents: words, dots, page number; all of it a link."""

    lines: tuple[Line, ...]
    target: str
    level: int
    style: TextStyle
    INDENT = 18.0

    @property
    def height(self) -> float:
        """Override Box.height."""
        return sum(line.leading for line in self.lines)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw: dots and number on the last line; all of it is the link."""
        with sheet.tags.element(Role.LINK):
            self._draw(sheet, left, top)
            words = "".join(line.text for line in self.lines)
            sheet.link(self.target, left, top - self.height, BODY_WIDTH, self.height, words)

    def _draw(self, sheet: Sheet, left: float, top: float) -> None:
        start = left + (self.level - 1) * self.INDENT
        last = self.lines[-1]
        last_top = sheet.lines(self.lines, start, top) + last.leading
        number = str(sheet.page_of[self.target])
        right = left + BODY_WIDTH
        style = replace(self.style, align="right")
        sheet.line(set_lines(number, style, BODY_WIDTH)[0], left, last_top)
        dots_left = start + (last.pieces[-1].x + last.pieces[-1].width if last.pieces else 0) + 7
        dots_right = right - text_width(number, style) - 7
        middle = last_top - last.leading / 2 - self.style.size * 0.28
        canvas = sheet.canvas
        with sheet.tags.artifact():
            canvas.saveState()
            canvas.setStrokeColor(HexColor(RUNNING.color))
            canvas.setLineWidth(0.7)
            canvas.setLineCap(1)
            canvas.setDash([0, 3.6])
            if dots_right > dots_left:
                canvas.line(dots_right, middle, dots_left, middle)
            canvas.restoreState()
