# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A document turned into boxes, and boxes put on pages. Draws nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from evaluator_app.reporting.alternatives import Figure, alternative
from evaluator_app.reporting.boxes import Box, ContentsLine, HeadingBox, NoticeBox, TextBox
from evaluator_app.reporting.charts import chart_box
from evaluator_app.reporting.document import (
    BarChart,
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Notice,
    PageBreak,
    Paragraph,
    PhotoGrid,
    RadarChart,
    SignatureArea,
    Table,
    TableOfContents,
    bold,
    plain,
)
from evaluator_app.reporting.map_drawing import MapDrawing
from evaluator_app.reporting.maps import map_box
from evaluator_app.reporting.numbering import NumberedBlock, numbered
from evaluator_app.reporting.page_style import (
    ACCENT,
    BODY,
    BODY_HEIGHT,
    BODY_WIDTH,
    CAPTION,
    CONTENTS_TITLE,
    HEADING_SPACE,
    HEADINGS,
    INK,
    PROSE,
    SMALL,
    TextStyle,
)
from evaluator_app.reporting.photo_grid import photo_rows
from evaluator_app.reporting.radar import radar_box
from evaluator_app.reporting.signature_area import slot_rows
from evaluator_app.reporting.tables import pairs_box, table_box
from evaluator_app.reporting.tagging import Role, Tag
from evaluator_app.reporting.text_layout import set_lines
from evaluator_app.reporting.timeline import Timeline
from evaluator_app.reporting.timelines import day_boxes

_CONTENTS = {
    1: TextStyle(11, 18, bold=True),
    2: TextStyle(10, 21, color=INK),
    3: TextStyle(9, 18, color=INK),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its place on a page."""

    box: Box
    down: float
    """From the body's top to the box's top."""


@dataclass(frozen=True, slots=True)
class _NumberedHeading:
    heading: Heading
    title: str
    anchor: str


class _Breaks:
    """Whether the next box must begin a page; turned on by page breaks and by the contents."""

    def __init__(self) -> None:
        self.pending = False

    def apply(self, boxes: Iterable[Box]) -> Iterator[Box]:
        for box in boxes:
            yield replace(box, new_page=True) if self.pending else box
            self.pending = False


def boxes_of(document: Document) -> list[Box]:
    """Return the parts of the document in their order, measured for the page's width."""
    blocks = list(numbered(document.blocks, document.words))
    headings = {
        index: _NumberedHeading(each.block, each.number + each.block.text, each.block.anchor or f"heading {index}")
        for index, each in enumerate(blocks)
        if isinstance(each.block, Heading)
    }
    breaks = _Breaks()
    boxes: list[Box] = []
    for index, each in enumerate(blocks):
        match each.block:
            case PageBreak():
                breaks.pending = True
            case TableOfContents(levels=levels):
                breaks.pending = True
                boxes += breaks.apply(_contents(headings.values(), levels, document.words.contents))
                breaks.pending = True
            case Heading():
                boxes += breaks.apply([_heading_box(headings[index])])
            case _:
                boxes += breaks.apply(_block_boxes(each, document))
    return boxes


def _block_boxes(each: NumberedBlock, document: Document) -> list[Box]:
    block: Block = each.block
    match block:
        case Paragraph(text=text, indent=indent, anchor=anchor):
            lines = set_lines(text, PROSE if indent else BODY, BODY_WIDTH)
            return [TextBox(lines=lines, anchor=anchor, space_before=3, space_after=5)]
        case KeyValues(pairs=pairs, columns=columns, anchor=anchor):
            return [pairs_box(pairs, columns, anchor, document.words.continued)] if pairs else []
        case Table():
            return _table(block, each.number, document.words.continued)
        case BulletList():
            return _bullets(block)
        case BarChart() | RadarChart() | Timeline() | MapDrawing():
            return _figure(block, each.number)
        case Notice():
            return [_notice(block)]
        case PhotoGrid():
            return photo_rows(block, document.words)
        case SignatureArea():
            return slot_rows(block)
        case _:
            raise TypeError(f"no layout for {type(block).__name__}")


def _figure(figure: Figure, number: str) -> list[Box]:
    """Return a figure, its caption under it."""
    boxes: list[Box] = []
    match figure:
        case BarChart():
            boxes = [_as_figure(chart_box(figure), figure)]
        case RadarChart():
            boxes = [_as_figure(radar_box(figure), figure)]
        case Timeline():
            for day in day_boxes(figure):
                spans = tuple(span for span in figure.spans if f"{span.first:%Y-%m-%d}" == day.title)
                boxes.append(_as_figure(day, replace(figure, spans=spans)))
        case MapDrawing():
            boxes = [_as_figure(map_box(figure), figure)]
    if boxes and figure.caption:
        caption = TextBox.of(f"{number}　{figure.caption}", replace(CAPTION, align="center"), space_after=12)
        boxes.append(replace(caption, tag=Tag(Role.CAPTION)))
    return boxes


def _as_figure(box: Box, figure: Figure) -> Box:
    return replace(box, tag=Tag(Role.FIGURE, alternative(figure)))


def _heading_box(numbered_heading: _NumberedHeading) -> HeadingBox:
    heading = numbered_heading.heading
    before, after = HEADING_SPACE[heading.level]
    return HeadingBox(
        lines=set_lines(numbered_heading.title, HEADINGS[heading.level], BODY_WIDTH),
        title=numbered_heading.title,
        level=heading.level,
        tag=Tag(Role(f"H{heading.level}")),
        anchor=numbered_heading.anchor,
        space_before=before,
        space_after=after,
        keep_with_next=True,
        new_page=heading.new_page,
    )


def _contents(headings: Iterable[_NumberedHeading], levels: int, title: str) -> list[Box]:
    boxes: list[Box] = [TextBox.of(title, replace(CONTENTS_TITLE, align="center"), space_after=18, keep_with_next=True)]
    for each in headings:
        level = each.heading.level
        if level <= levels:
            style = _CONTENTS[level]
            room = BODY_WIDTH - (level - 1) * ContentsLine.INDENT - 40
            lines = set_lines(each.title, style, room)
            before = 4 if level == 1 else 0
            tag = Tag(Role.CONTENTS_ITEM, within=Role.CONTENTS, begins=len(boxes) == 1)
            boxes.append(ContentsLine(lines=lines, target=each.anchor, level=level, style=style, space_before=before, tag=tag))
    return boxes


def _table(table: Table, number: str, continued: str) -> list[Box]:
    box = table_box(table, continued)
    if not table.caption:
        boxes: list[Box] = [box]
    else:
        caption = TextBox.of(f"{number}　{table.caption}", CAPTION, space_before=10, space_after=3, keep_with_next=True)
        boxes = [replace(caption, anchor=table.anchor, tag=Tag(Role.CAPTION)), replace(box, anchor=None)]
    if plain(table.note):
        boxes[-1] = replace(boxes[-1], space_after=4)
        boxes.append(TextBox(lines=set_lines(table.note, SMALL, BODY_WIDTH), space_after=12))
    return boxes


def _bullets(block: BulletList) -> list[Box]:
    boxes: list[Box] = []
    left = 30.0 if block.ordered else 24.0
    for number, item in enumerate(block.items, start=1):
        mark = f"（{number}）" if block.ordered else "•"
        mark_style = BODY if block.ordered else replace(BODY, color=ACCENT)
        box = TextBox(
            lines=set_lines(item, BODY, BODY_WIDTH - left),
            left=left,
            mark=set_lines(mark, mark_style, BODY_WIDTH)[0],
            mark_left=-3 if block.ordered else 9,
            space_after=3,
            tag=Tag(Role.ITEM, within=Role.LIST, begins=number == 1),
        )
        boxes.append(box)
    return boxes


def _notice(notice: Notice) -> NoticeBox:
    width = BODY_WIDTH - 2 * NoticeBox.TEXT_LEFT
    style = TextStyle(9.5, 15.5)
    lines = set_lines((bold(notice.title, notice.tone),), style, width) if notice.title else ()
    if plain(notice.text) or not lines:
        lines += set_lines(notice.text, style, width)
    return NoticeBox(tone=notice.tone, lines=lines, anchor=notice.anchor, space_before=8, space_after=10)


def paginate(boxes: Iterable[Box]) -> list[list[Placed]]:
    """Put the boxes on pages, each page a list from the top down."""
    waiting = deque(boxes)
    pages: list[list[Placed]] = [[]]
    used = after = 0.0
    while waiting:
        box = waiting.popleft()
        if box.new_page and pages[-1]:
            pages.append([])
        page = pages[-1]
        if not page:
            used = after = 0.0
        gap = max(after, box.space_before) if page else 0.0
        available = BODY_HEIGHT - used - gap
        if box.height <= available + 1e-6 and (not box.keep_with_next or not page or _has_company(box, waiting, available)):
            page.append(Placed(box, used + gap))
            used, after = used + gap + box.height, box.space_after
            continue
        parts = None if box.keep_with_next and page else box.split(available, whole_page=not page)
        if parts is None and not page:
            page.append(Placed(box, 0))
            pages.append([])
            continue
        if parts is not None:
            page.append(Placed(parts[0], used + gap))
            box = parts[1]
        waiting.appendleft(replace(box, new_page=False))
        pages.append([])
    return [page for page in pages if page]


def _has_company(box: Box, waiting: deque[Box], available: float) -> bool:
    """Tell whether what must follow the box has room for its beginning too."""
    needed, after = box.height, box.space_after
    for following in waiting:
        if following.new_page:
            return True
        needed += max(after, following.space_before)
        if not following.keep_with_next:
            return needed + following.least_height <= available + 1e-6
        needed, after = needed + following.height, following.space_after
    return True
