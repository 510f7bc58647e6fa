# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The places to sign and seal, on the page; each is reported so that a visible signature can be put there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from evaluator_app.reporting.boxes import Box
from evaluator_app.reporting.document import SignatureArea, SignatureSlot, SlotKind
from evaluator_app.reporting.page_style import ACCENT, BODY_WIDTH, HAIRLINE, MM, SMALL, TextStyle
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.tagging import Tag
from evaluator_app.reporting.text_layout import Line, set_lines

_COLUMNS = 2
_GAP = 18.0
_WIDTH = (BODY_WIDTH - _GAP) / _COLUMNS
_PAD = 10.0
_INNER = _WIDTH - 2 * _PAD
_WHO = TextStyle(10.5, 15, bold=True)
_ROOM = {SlotKind.SIGNATURE: 20 * MM, SlotKind.SEAL: 46 * MM}
"""How high the place itself is: a firm's round seal is 40 to 42 mm across, an official one 42 and a rectangular one up to 45."""
_FOOT = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRowBox(Box):
    """Places to sign side by side."""

    slots: tuple[SignatureSlot, ...]
    heads: tuple[tuple[Line, ...], ...]
    """The role and the name over each place."""
    tag: Tag = Tag(None)  # noqa: RUF009 - a frozen value

    @property
    def _head_height(self) -> float:
        return max(sum(line.leading for line in lines) for lines in self.heads) + 4

    @property
    def height(self) -> float:
        """Override Box.height."""
        return max(self._height_of(slot) for slot in self.slots)

    def _height_of(self, slot: SignatureSlot) -> float:
        return _PAD + self._head_height + _ROOM[slot.kind] + _FOOT + _PAD / 2

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw."""
        for slot, head in zip(self.slots, self.heads, strict=True):
            sheet.frame(left, top, _WIDTH, self._height_of(slot), HAIRLINE)
            sheet.ground(left, top, _WIDTH, 2, ACCENT)
            sheet.lines(head, left + _PAD, top - _PAD)
            room = _ROOM[slot.kind]
            width = _INNER
            place_top = top - _PAD - self._head_height
            _dashed(sheet, left + _PAD, place_top, width, room)
            sheet.place_to_sign(slot.id, f"{slot.label} {slot.who}", left + _PAD, place_top, width, room)
            if slot.date_line:
                sheet.text(slot.date_line, SMALL, left + _PAD, place_top - room - 5, _INNER)
            left += _WIDTH + _GAP


def slot_rows(area: SignatureArea) -> list[Box]:
    """Set the places to sign side by side, in their order; a seal never stands on a page without a signature before it."""
    rows = [area.slots[start : start + _COLUMNS] for start in range(0, len(area.slots), _COLUMNS)]
    boxes: list[Box] = []
    for row, following in zip_longest(rows, rows[1:], fillvalue=()):
        leads = any(slot.kind is SlotKind.SEAL for slot in following)
        heads = tuple(_head(slot) for slot in row)
        boxes.append(SlotRowBox(slots=row, heads=heads, space_before=10, space_after=10, keep_with_next=leads))
    return boxes


def _head(slot: SignatureSlot) -> tuple[Line, ...]:
    return set_lines(slot.label, SMALL, _INNER) + set_lines(slot.who, _WHO, _INNER)


def _dashed(sheet: Sheet, left: float, top: float, width: float, height: float) -> None:
    with sheet.tags.artifact():
        sheet.canvas.saveState()
        sheet.canvas.setDash([2, 2])
        sheet.frame(left, top, width, height, HAIRLINE)
        sheet.canvas.restoreState()
