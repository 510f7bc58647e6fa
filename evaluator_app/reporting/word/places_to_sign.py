# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The places to sign and seal in Word: who, room for a hand or a seal, a line for the date."""

from __future__ import annotations

from evaluator_app.reporting.document import SignatureArea, SignatureSlot, SlotKind
from evaluator_app.reporting.page_style import ACCENT, HAIRLINE, MM
from evaluator_app.reporting.word.grids import GridCell, GridRow, Rule, grid
from evaluator_app.reporting.word.markup import Look, Shape, gap, paragraph, run
from evaluator_app.reporting.word.setting import Setting

_COLUMNS = 2
_GAP = 18.0
_ROOM = {SlotKind.SIGNATURE: 20 * MM, SlotKind.SEAL: 46 * MM}
"""How high the place itself is, as in the PDF; in one row all are as high as the highest."""


def places_to_sign(setting: Setting, area: SignatureArea) -> str:
    """Return the places, two side by side, in their order; a seal never stands on a page without a signature before it."""
    width = (setting.width - _GAP) / _COLUMNS
    rows = [area.slots[start : start + _COLUMNS] for start in range(0, len(area.slots), _COLUMNS)]
    written = gap(10)
    for number, row in enumerate(rows):
        leads = any(slot.kind is SlotKind.SEAL for following in rows[number + 1 : number + 2] for slot in following)
        written += gap(14, keep_next=True) if number else ""
        written += grid((width, _GAP, width), _rows(setting, row, leads=leads), padding=(8, 4))
    return written


def _rows(setting: Setting, slots: tuple[SignatureSlot, ...], *, leads: bool) -> list[GridRow]:
    small, cell = setting.ids["ReportSmall"], setting.ids["ReportCell"]
    side, dash = Rule(color=HAIRLINE), Rule(color=HAIRLINE, width=0.75, kind="dashed")
    heads, rooms, dates = [], [], []
    for slot in slots:
        stays = Shape(keep_next=True)
        who = paragraph(run(slot.label), small, stays) + paragraph(run(slot.who, Look(bold=True, size=10.5)), cell, stays)
        heads.append(GridCell(content=who, rules={"top": Rule(color=ACCENT, width=2), "left": side, "right": side}))
        rooms.append(GridCell(content=paragraph("", small, stays), rules={"top": dash, "left": side, "bottom": dash, "right": side}))
        dates.append(
            GridCell(
                content=paragraph(run(slot.date_line), small, Shape(keep_next=leads)), rules={"left": side, "bottom": side, "right": side}
            )
        )
    return [_row(heads), _row(rooms, max(_ROOM[slot.kind] for slot in slots)), _row(dates)]


def _row(cells: list[GridCell], height: float = 0) -> GridRow:
    empty = GridCell(content=gap(1))
    filled = [*cells, *[empty] * (_COLUMNS - len(cells))]
    return GridRow(cells=(filled[0], empty, filled[1]), height=height)
