# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos side by side with their captions, on the page. Reads a photo only when its page is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evaluator_app.reporting.boxes import Box
from evaluator_app.reporting.document import Photo, PhotoGrid, Words
from evaluator_app.reporting.page_style import BODY_WIDTH, CELL, HAIRLINE, PAPER_TINT, SMALL
from evaluator_app.reporting.pictures import picture
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.tagging import Role, Tag
from evaluator_app.reporting.text_layout import Line, set_lines

_GAP = 16.0
_SHAPE = 0.72
"""Height of a photo's room by its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRowBox(Box):
    """One row of photos."""

    photos: tuple[Photo, ...]
    captions: tuple[tuple[Line, ...], ...]
    width: float
    """Of one photo's room."""
    unreadable: str
    tag: Tag = Tag(None)  # noqa: RUF009 - a frozen value

    @property
    def _room_height(self) -> float:
        return min(self.width * _SHAPE, 300) if self.photos else 0

    @property
    def height(self) -> float:
        """Override Box.height."""
        return self._room_height + 6 + max(sum(line.leading for line in lines) for lines in self.captions)

    def split(self, available: float, whole_page: bool) -> tuple[Box, Box] | None:
        """Override Box.split: only captions longer than a page go on, without their photos."""
        count = int((available - self._room_height - 6) / CELL.leading)
        if not whole_page or count < 1:
            return None
        head = replace(self, captions=tuple(lines[:count] for lines in self.captions))
        return head, replace(self, photos=(), captions=tuple(lines[count:] for lines in self.captions))

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw: whole photos in the middle of rooms of one size."""
        for number, caption in enumerate(self.captions):
            start = left + number * (self.width + _GAP)
            if self.photos:
                edges = (start, top - self._room_height, start + self.width, top)
                with sheet.tags.element(Role.FIGURE, alt=caption[0].text, box=edges):
                    self._draw_photo(sheet, self.photos[number], start, top)
            with sheet.tags.element(Role.CAPTION):
                sheet.lines(caption, start, top - self._room_height - 6)

    def _draw_photo(self, sheet: Sheet, photo: Photo, left: float, top: float) -> None:
        sheet.anchor(photo.anchor, top)
        height = self._room_height
        sheet.ground(left, top, self.width, height, PAPER_TINT)
        shown = picture(photo.source, sheet.photo_size)
        if shown is None:
            sheet.frame(left, top, self.width, height, HAIRLINE)
            style = replace(CELL, align="center", color=SMALL.color)
            sheet.text(self.unreadable, style, left, top - height / 2 + style.leading / 2, self.width)
            return
        scale = min(self.width / shown.width, height / shown.height)
        wide, high = shown.width * scale, shown.height * scale
        sheet.picture(shown, (left + (self.width - wide) / 2, top - (height + high) / 2, wide, high))


def photo_rows(grid: PhotoGrid, words: Words) -> list[Box]:
    """Set a grid of photos, a box a row."""
    width = (BODY_WIDTH - _GAP * (grid.columns - 1)) / grid.columns
    boxes: list[Box] = []
    for start in range(0, len(grid.photos), grid.columns):
        photos = grid.photos[start : start + grid.columns]
        captions = tuple(_caption(photo, width, words) for photo in photos)
        box = PhotoRowBox(photos=photos, captions=captions, width=width, unreadable=words.unreadable_photo, space_before=6, space_after=14)
        boxes.append(box)
    return boxes


def _caption(photo: Photo, width: float, words: Words) -> tuple[Line, ...]:
    lines: list[Line] = []
    for number, text in enumerate(photo.caption):
        lines += set_lines(text, replace(CELL, bold=True) if number == 0 else SMALL, width)
    if photo.digest:
        lines += set_lines(words.digest.format(digest=photo.digest), SMALL, width)
    return tuple(lines) or set_lines("", SMALL, width)
