# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a report says, as plain values: headings, paragraphs, tables, charts, photos, signatures.

Not for how it looks: sizes, fonts, colors and pages belong to the writers. Nothing here is parsed: every
text is taken literally, whatever signs it holds; a line feed in a text is a line break.

Wherever a RichText is asked for, a plain string will do, or a tuple that mixes strings and runs:
`Paragraph(("共扣 ", bold("3.5 分"), "，见", linked("台账", "ledger"), "。"))`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from pathlib import Path

from evaluator_app.reporting.map_drawing import MapDrawing
from evaluator_app.reporting.timeline import Timeline


class Tone(Enum):
    """What a piece of the report means for the reader; the writer chooses the look."""

    PLAIN = "plain"
    MUTED = "muted"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look."""

    text: str
    bold: bool = False
    tone: Tone = Tone.PLAIN
    link: str | None = None
    """The anchor in this document that a click leads to."""
    refers: bool = False
    """Whether the number of what the link leads to (表 3, 第二章, 附件 A) stands in place of the text; see numbering.py."""


RichText = str | Run | tuple["str | Run", ...]


def bold(text: str, tone: Tone = Tone.PLAIN) -> Run:
    """Return the text in bold."""
    return Run(text, bold=True, tone=tone)


def toned(text: str, tone: Tone) -> Run:
    """Return the text in the color of a tone."""
    return Run(text, tone=tone)


def linked(text: str, anchor: str) -> Run:
    """Return the text as a link to an anchor of the document."""
    return Run(text, tone=Tone.ACCENT, link=anchor)


def reference(anchor: str) -> Run:
    """Return the number of a heading, table, figure or annex as a link to it; its words are known once all is numbered.

    The text stands only where nothing of that name is in the document, as when a firm leaves a chapter out.
    """
    return Run("–", tone=Tone.ACCENT, link=anchor, refers=True)


def runs_of(text: RichText) -> tuple[Run, ...]:
    """Return a rich text, in whichever of its forms, as runs."""
    parts = text if isinstance(text, tuple) else (text,)
    return tuple(part if isinstance(part, Run) else Run(part) for part in parts)


def plain(text: RichText) -> str:
    """Return the words of a rich text without their look."""
    return "".join(run.text for run in runs_of(text))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; it starts a bookmark and a line of the contents page."""

    level: int
    """1, 2 or 3."""
    text: str
    """The words without their number, unless `numbered` is false."""
    anchor: str | None = None
    """The name that links lead to; None where nothing links here."""
    numbered: bool = True
    """Whether the number (一、 / （一） / 1.) is put before it."""
    new_page: bool = False
    """Whether it begins a new page."""
    annex: bool = False
    """Whether it begins an annex: annexes have letters (附件 A), and headings of level 2 in one are A1, A2 …"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: RichText
    indent: bool = True
    """Whether the first line is set in by two characters, as Chinese prose is."""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labels with their values, in a grid."""

    pairs: tuple[tuple[str, RichText], ...]
    columns: int = 1
    """How many pairs stand side by side: 1 or 2. A pair whose value is long is better in one column."""
    anchor: str | None = None


class Align(Enum):
    """How the cells of a column stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    DECIMAL = "decimal"
    """Numbers right, their decimal points under each other."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    weight: float = 1
    """Its share of the width."""
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than its text."""

    text: RichText
    tone: Tone = Tone.PLAIN
    """Colors the cell's ground and words; what it means must also be in the words."""
    span: int = 1
    """How many columns it covers, itself included."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; plain texts and cells may be mixed."""

    cells: tuple[RichText | Cell, ...]
    strong: bool = False
    """Whether it stands out, as the total does."""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row that covers the whole width and names the rows under it; it is never left alone at a page's foot."""

    text: RichText
    note: RichText = ""
    """Stands at the right, such as the group's points."""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Its header is repeated on every page, and a long row goes on over the page."""

    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow, ...]
    caption: str = ""
    """Numbered by the writer (表 1 …) when given."""
    note: RichText = ""
    """Small print under the table."""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of points."""

    items: tuple[RichText, ...]
    ordered: bool = False
    """Whether they are numbered （1）（2）（3）."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One group of a bar chart."""

    label: str
    awarded: Decimal
    attainable: Decimal
    floor: Decimal | None = None
    """The least points the group must reach, None where there is no such line."""
    value: str = ""
    """The words at the end of the bar, such as "18.5 / 20"."""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Points by group against what could be had; every bar is as long as its share of what could be had."""

    bars: tuple[Bar, ...]
    awarded_word: str = "得分率"
    below_floor_word: str = "低于最低得分率"
    floor_word: str = "最低得分率"
    caption: str = ""
    """Numbered by the writer (图 1 …) when given."""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class RadarChart:
    """The same points as shares of what could be had, one spoke a group; the outermost ring is all that could be had, always."""

    bars: tuple[Bar, ...]
    """At least three; fewer make no area and are better left to the bar chart."""
    awarded_word: str = "得分率"
    floor_word: str = "最低得分率"
    caption: str = ""
    """Numbered with the figures when given."""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A box that must not be overlooked."""

    tone: Tone
    title: str
    text: RichText = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with what is known of it. One that cannot be read is shown as a box that says so."""

    source: bytes | Path
    """The picture as JPEG or PNG, or where it lies."""
    caption: tuple[RichText, ...] = ()
    """Lines under the photo: what, where, when."""
    digest: str = ""
    """The short form of the original's digest."""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class PhotoGrid:
    """Photos side by side."""

    photos: tuple[Photo, ...]
    columns: int = 2


class SlotKind(Enum):
    """What goes into a place of the signature page."""

    SIGNATURE = "signature"
    SEAL = "seal"


@dataclass(frozen=True, slots=True)
class SignatureSlot:
    """A place for one visible signature or seal."""

    id: str
    """The name under which the writer reports the place."""
    label: str
    """The role, such as 评估组组长."""
    who: str
    """The person or organization."""
    kind: SlotKind = SlotKind.SIGNATURE
    date_line: str = "日期：　　　　年　　月　　日"
    """The line for a date by hand, empty for none."""


@dataclass(frozen=True, slots=True)
class SignatureArea:
    """The places to sign and seal. Its slots are unique in the document."""

    slots: tuple[SignatureSlot, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """The contents with page numbers and links, made from the headings, on pages of its own."""

    levels: int = 2
    """How many levels of headings it lists."""


Block = (
    Heading
    | Paragraph
    | KeyValues
    | Table
    | BulletList
    | BarChart
    | RadarChart
    | Timeline
    | MapDrawing
    | Notice
    | PhotoGrid
    | SignatureArea
    | PageBreak
    | TableOfContents
)


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page; it counts as page 1 and shows no number."""

    title: tuple[str, ...]
    """The lines of the title."""
    subtitle: str = ""
    """Stands over the title in small letters, such as the kind of report."""
    pairs: tuple[tuple[str, RichText], ...] = ()
    organization: str = ""
    """Who issues the report."""
    date: str = ""
    number: str = ""
    """The report's number, shown at the top."""
    draft_mark: str | None = None
    """Words of a mark that says the report or its rules are a draft."""
    sample_mark: str | None = None
    """Words of a mark that says the report is a sample."""
    logo: bytes = b""
    """The firm's own sign as PNG or JPEG, checked before it comes here; empty for none."""


@dataclass(frozen=True, slots=True)
class Words:
    """The few words the writer itself puts on the page, in the language of the document."""

    contents: str = "目　录"
    page: str = "第 {page} 页　共 {pages} 页"
    table: str = "表 {number}"
    figure: str = "图 {number}"
    annex: str = "附件 {letter}"
    headings: tuple[str, str, str] = ("{spoken}、", "（{spoken}）", "{number}. ")
    """The numbers before headings of level 1, 2 and 3; the fields are those of numbering.heading_fields."""
    references: tuple[str, str, str] = ("第{spoken}章", "第{spoken1}章第（{spoken}）节", "第{spoken1}章第（{spoken2}）节第 {number} 条")
    """The same where the text speaks of them."""
    continued: str = "（续表）"
    digest: str = "摘要 {digest}"
    unreadable_photo: str = "照片无法读取"
    places_to_sign: str = "签章位置"
    """Describes the attachment that lists them."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    subject: str
    blocks: tuple[Block, ...]
    cover: Cover | None = None
    header: str = ""
    """Stands at the top of every page but the cover."""
    footer: str = ""
    """Stands at the foot, left of the page number."""
    author: str = ""
    """Who answers for the report, for the file's properties; never the computer's login."""
    keywords: tuple[str, ...] = ()
    language: str = "zh-CN"
    watermark: str | None = None
    """Words laid lightly under every page, such as 草稿."""
    logo: bytes = b""
    """The firm's own sign, small at the head of every page but the cover; PNG or JPEG, empty for none."""
    words: Words = field(default_factory=Words)
