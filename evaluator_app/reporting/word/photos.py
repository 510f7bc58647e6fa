# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos side by side in Word, with what is known of each. Reads one photo at a time and keeps none."""

from __future__ import annotations

from evaluator_app.reporting.document import Photo, PhotoGrid, plain
from evaluator_app.reporting.page_style import HAIRLINE, PAPER_TINT
from evaluator_app.reporting.pictures import picture
from evaluator_app.reporting.word.grids import GridCell, GridRow, Rule, Rules, grid
from evaluator_app.reporting.word.markup import Look, Shape, gap, paragraph
from evaluator_app.reporting.word.setting import Setting

_GAP = 16.0
_SHAPE = 0.72
"""Height of a photo's room by its width."""
_HIGHEST = 300.0
_AFTER = 8.0


def photos(setting: Setting, block: PhotoGrid) -> str:
    """Return the photos as a table without rules: a row of pictures, under it a row of words."""
    if not block.photos:
        return ""
    width = (setting.width - _GAP * (block.columns - 1)) / block.columns
    widths = [width] + [_GAP, width] * (block.columns - 1)
    rows: list[GridRow] = []
    for start in range(0, len(block.photos), block.columns):
        row = block.photos[start : start + block.columns]
        rows.append(_spaced([_shown(setting, photo, width) for photo in row], len(widths), height=min(width * _SHAPE, _HIGHEST)))
        rows.append(_spaced([GridCell(content=_caption(setting, photo)) for photo in row], len(widths)))
    return grid(widths, rows, padding=(0, 0))


def _spaced(cells: list[GridCell], columns: int, height: float = 0) -> GridRow:
    """Return a row with an empty cell between two and the rest of the last row empty."""
    empty = GridCell(content=gap(1))
    row: list[GridCell] = []
    for cell in cells:
        row += [empty, cell] if row else [cell]
    return GridRow(cells=(*row, *[empty] * (columns - len(row))), height=height)


def _shown(setting: Setting, photo: Photo, width: float) -> GridCell:
    height = min(width * _SHAPE, _HIGHEST)
    shown = picture(photo.source, setting.photo_size)
    setting.done()
    shape = Shape(keep_next=True, before=0, after=0, align="center")
    if shown is None:
        edge = Rule(color=HAIRLINE)
        rules: Rules = {"top": edge, "left": edge, "bottom": edge, "right": edge}
        words = setting.marked(photo.anchor, setting.rich(setting.words.unreadable_photo))
        return GridCell(content=paragraph(words, setting.ids["ReportSmall"], shape), ground=PAPER_TINT, rules=rules, in_middle=True)
    scale = min(width / shown.width, (height - 1) / shown.height)
    words = "，".join(plain(line) for line in photo.caption)
    path = setting.package.picture(shown.jpeg, "jpeg", shown.digest)
    run = setting.picture(path, shown.width * scale, shown.height * scale, words or setting.words.digest.format(digest=photo.digest))
    return GridCell(
        content=paragraph(setting.marked(photo.anchor, run), setting.ids["ReportCell"], shape), ground=PAPER_TINT, in_middle=True
    )


def _caption(setting: Setting, photo: Photo) -> str:
    small = setting.ids["ReportSmall"]
    written = ""
    for number, text in enumerate(photo.caption):
        look = Look(bold=True) if number == 0 else Look()
        style = setting.ids["ReportCell"] if number == 0 else small
        written += paragraph(setting.rich(text, look), style, Shape(before=4 if number == 0 else 0))
    if photo.digest:
        written += paragraph(setting.rich(setting.words.digest.format(digest=photo.digest)), small)
    return written + gap(_AFTER)
