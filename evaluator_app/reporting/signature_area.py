# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The places to sign and seal, on the page; each is reported so that a visible signature can be put there."""

from __future__ import annotations

from dataclasses import dataclass

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
        return _PAD + self._head_height + max(_ROOM[slot.kind] for slot in self.slots) + _FOOT + _PAD / 2

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw."""
        for slot, head in zip(self.slots, self.heads, strict=True):
            sheet.frame(left, top, _WIDTH, self.height, HAIRLINE)
            sheet.ground(left, top, _WIDTH, 2, ACCENT)
            sheet.lines(head, left + _PAD, top - _PAD)
            room = self.height - _PAD - self._head_height - _FOOT - _PAD / 2
            width = _INNER if slot.kind is SlotKind.SIGNATURE else room
            place_top = top - _PAD - self._head_height
            _dashed(sheet, left + _PAD, place_top, width, room)
            sheet.place_to_sign(slot.id, f"{slot.label} {slot.who}", left + _PAD, place_top, width, room)
            if slot.date_line:
                sheet.text(slot.date_line, SMALL, left + _PAD, place_top - room - 5, _INNER)
            left += _WIDTH + _GAP


def slot_rows(area: SignatureArea) -> list[Box]:
    """Set the places to sign, those of one kind side by side, in their order."""
    rows: list[list[SignatureSlot]] = []
    for slot in area.slots:
        if rows and len(rows[-1]) < _COLUMNS and rows[-1][0].kind is slot.kind:
            rows[-1].append(slot)
        else:
            rows.append([slot])
    return [SlotRowBox(slots=tuple(row), heads=tuple(_head(slot) for slot in row), space_before=10, space_after=14) for row in rows]


def _head(slot: SignatureSlot) -> tuple[Line, ...]:
    return set_lines(slot.label, SMALL, _INNER) + set_lines(slot.who, _WHO, _INNER)


def _dashed(sheet: Sheet, left: float, top: float, width: float, height: float) -> None:
    with sheet.tags.artifact():
        sheet.canvas.saveState()
        sheet.canvas.setDash([2, 2])
        sheet.frame(left, top, width, height, HAIRLINE)
        sheet.canvas.restoreState()
