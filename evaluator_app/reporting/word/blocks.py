# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The pieces of a report in Word, one after another. Tables, photos and figures have modules of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluator_app.reporting.alternatives import Figure, alternative
from evaluator_app.reporting.document import (
    BarChart,
    Block,
    BulletList,
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
    Tone,
    plain,
)
from evaluator_app.reporting.map_drawing import MapDrawing
from evaluator_app.reporting.numbering import NumberedBlock
from evaluator_app.reporting.page_style import GROUND, MUTED, TEXT_COLOR
from evaluator_app.reporting.timeline import Timeline
from evaluator_app.reporting.word.figures import drawings
from evaluator_app.reporting.word.markup import PLAIN, Look, Shape, field, gap, paragraph, run, tab
from evaluator_app.reporting.word.photos import photos
from evaluator_app.reporting.word.places_to_sign import places_to_sign
from evaluator_app.reporting.word.setting import Setting
from evaluator_app.reporting.word.tables import key_values, table


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as the contents list it."""

    level: int
    title: str
    anchor: str
    page: int | None
    """None where it is not known."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The pieces of a document with what some of them need to know of the others."""

    blocks: Sequence[NumberedBlock]
    entries: Mapping[int, Entry]
    """The headings by the number of their block."""
    starts_page: bool
    """Whether the first piece begins a page."""
    cancelled: Callable[[], bool]


def pieces(setting: Setting, flow: Flow) -> Iterator[str]:
    """Yield the XML of the pieces in their order."""
    pending = flow.starts_page
    after = 0.0  # the space under a table is left out before a new page, where it could make a page of its own
    for index, each in enumerate(flow.blocks):
        block = each.block
        match block:
            case PageBreak():
                pending = True
            case TableOfContents(levels=levels):
                yield _contents(
                    setting, [entry for entry in flow.entries.values() if entry.level <= levels], levels, new_page=pending or index > 0
                )
                pending, after = True, 0.0
            case Heading():
                begins = pending or block.new_page
                yield (gap(after) if after and not begins else "") + _heading(setting, block, flow.entries[index], new_page=begins)
                pending, after = False, 0.0
            case _:
                written = _piece(setting, each, flow.cancelled)
                if written:
                    yield (gap(1, new_page=True) if pending else gap(after) if after else "") + written
                    pending, after = False, _space_after(block)
        setting.done()
    if after:
        yield gap(1)


def _space_after(block: Block) -> float:
    """Return the space under what does not end in a paragraph with a space of its own."""
    match block:
        case Table() | KeyValues():
            return 0.0 if isinstance(block, Table) and plain(block.note) else 10.0
        case PhotoGrid():
            return 6.0
        case Notice():
            return 12.0
        case SignatureArea():
            return 14.0
        case _:
            return 0.0


def _piece(setting: Setting, each: NumberedBlock, cancelled: Callable[[], bool]) -> str:
    match each.block:
        case Paragraph(text=text, indent=indent, anchor=anchor):
            return paragraph(setting.marked(anchor, setting.rich(text)), setting.ids["ReportText" if indent else "ReportPlain"])
        case KeyValues() as block:
            return key_values(setting, block)
        case Table() as block:
            return table(setting, block, each.number)
        case BulletList() as block:
            return _list(setting, block)
        case BarChart() | RadarChart() | Timeline() | MapDrawing() as block:
            return _figure(setting, block, each.number, cancelled)
        case Notice() as block:
            return _notice(setting, block)
        case PhotoGrid() as block:
            return photos(setting, block)
        case SignatureArea() as block:
            return places_to_sign(setting, block)
        case other:
            raise TypeError(f"no form in Word for {type(other).__name__}")


def _heading(setting: Setting, heading: Heading, entry: Entry, *, new_page: bool) -> str:
    shape = Shape(unnumbered=True, new_page=new_page)
    return paragraph(setting.marked(entry.anchor, run(entry.title)), setting.ids[f"Heading{heading.level}"], shape)


def _contents(setting: Setting, entries: list[Entry], levels: int, *, new_page: bool) -> str:
    """Return the contents as a field that Word can renew, filled in already."""
    title = paragraph(run(setting.words.contents), setting.ids["ReportContents"], Shape(new_page=new_page))
    if not entries:
        return title
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{levels}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = []
    for number, entry in enumerate(entries):
        target = setting.targets[entry.anchor]
        words = run(entry.title)
        if entry.page is not None:
            words += tab() + field(f"PAGEREF {target} \\h", str(entry.page))
        link = f'<w:hyperlink w:anchor="{target}" w:history="1">{words}</w:hyperlink>'
        left = (entry.level - 1) * 18.0
        shape = Shape(tabs=(("right dot", setting.width),), left=left)
        lines.append(paragraph((begin if number == 0 else "") + link, setting.ids[f"TOC{entry.level}"], shape))
    return title + "".join(lines) + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def _list(setting: Setting, block: BulletList) -> str:
    left = 30.0 if block.ordered else 24.0
    first = 0.0 if block.ordered else 9.0
    shape = Shape(tabs=(("left", left),), left=left, hanging=left - first)
    lines = []
    for number, item in enumerate(block.items, start=1):
        mark = run(f"（{number}）") if block.ordered else run("•", Look(color=TEXT_COLOR[Tone.ACCENT]))
        lines.append(paragraph(mark + tab() + setting.rich(item), setting.ids["ReportList"], shape))
    return "".join(lines)


def _figure(setting: Setting, figure: Figure, number: str, cancelled: Callable[[], bool]) -> str:
    """Return a figure, its caption under it."""
    words = alternative(figure)
    written = ""
    for drawing in drawings(figure, setting.words, cancelled):
        scale = min(1.0, setting.width / drawing.width)
        path = setting.package.picture(drawing.png, "png")
        shown = setting.picture(path, drawing.width * scale, drawing.height * scale, words)
        shown = shown if written else setting.marked(figure.anchor, shown)
        written += paragraph(shown, setting.ids["ReportFigure"], Shape(keep_next=bool(figure.caption)))
    if written and figure.caption:
        written += paragraph(run(f"{number}　{figure.caption}"), setting.ids["Caption"], Shape(before=2, after=12))
    return written


def _notice(setting: Setting, notice: Notice) -> str:
    """Return a box that must not be overlooked; a small gap keeps two boxes apart."""
    bar = MUTED if notice.tone is Tone.PLAIN else TEXT_COLOR[notice.tone]
    box = (bar, GROUND.get(notice.tone, GROUND[Tone.MUTED]))
    title = setting.toned(notice.title, notice.tone, bold=True) if notice.title else ""
    text = setting.rich(notice.text, PLAIN) if plain(notice.text) or not title else ""
    style = setting.ids["ReportNotice"]
    lines = [line for line in (title, text) if line or not title]
    lines[0] = setting.marked(notice.anchor, lines[0])
    written = "".join(
        paragraph(line, style, Shape(keep_next=number + 1 < len(lines), box=box, before=0, after=0, left=12, right=9))
        for number, line in enumerate(lines)
    )
    return gap(10) + written
