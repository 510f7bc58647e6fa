# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The Word form of a report: the same content and numbers as the PDF, to be worked on. The same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from pathlib import Path

from evaluator_app.errors import Cancelled
from evaluator_app.reporting.destinations import written_whole
from evaluator_app.reporting.document import Document, Heading, PhotoGrid
from evaluator_app.reporting.numbering import NumberedBlock, numbered
from evaluator_app.reporting.page_style import BODY_WIDTH, BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP
from evaluator_app.reporting.pdf_types import PhotoSize, photo_size_for
from evaluator_app.reporting.word import front
from evaluator_app.reporting.word.blocks import Entry, Flow, pieces
from evaluator_app.reporting.word.markup import DECLARED, HEAD, gap, twips
from evaluator_app.reporting.word.package import Links, Package, Told
from evaluator_app.reporting.word.placing import Placed, opened_template
from evaluator_app.reporting.word.setting import Setting, bookmark_of_anchor, bookmark_of_heading
from evaluator_app.reporting.word.styles import STYLES, font_table, settings_part, styles_part


@dataclass(frozen=True, slots=True)
class WrittenWord:
    """What was written."""

    dropped: tuple[str, ...] = ()
    """What of the firm's template was left out, in sentences."""


@dataclass(frozen=True, slots=True)
class _Report:
    """A document with all that is worked out before it is written."""

    document: Document
    blocks: tuple[NumberedBlock, ...]
    entries: Mapping[int, Entry]
    targets: Mapping[str, str]
    note: str
    """What the first page says of the file."""
    told: Told


def write_docx(
    document: Document,
    destination: Path,
    *,
    template: bytes | None = None,
    created_at: datetime,
    note: str = "",
    values: Mapping[str, str] | None = None,
    photo_size: PhotoSize | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenWord:
    """Write the report as a Word document, into a firm's template if there is one.

    Without a `photo_size` the number of photos decides. The note stands on the first page. The values take the place of
    {{mine}} and the like in a template, beside those that the document itself has. UserFacingError REP-002 to REP-004 where
    the file cannot be written, REP-031 to REP-036 for a template that is refused; Cancelled when asked to stop. In each case
    what was at the destination before is still there.
    """
    filled = None
    if template is not None:
        filled = opened_template(template, {**_values(document), **(values or {})}, document.watermark)
    report = _report(document, note, created_at, pages_known=filled is None)
    with written_whole(destination) as file, Package(file, report.told) as package:
        _write(report, package, filled, photo_size or photo_size_for(_photos(report)), _counter(report, progress, cancelled))
    return WrittenWord(filled.dropped if filled is not None else ())


def _values(document: Document) -> dict[str, str]:
    cover = document.cover
    known = {"title": document.title, "organization": document.author}
    return known | ({"organization": cover.organization, "date": cover.date, "number": cover.number} if cover else {})


def _report(document: Document, note: str, created_at: datetime, *, pages_known: bool) -> _Report:
    blocks = tuple(numbered(document.blocks, document.words))
    pages = _pages(document) if pages_known else {}
    entries: dict[int, Entry] = {}
    for index, each in enumerate(blocks):
        if isinstance(each.block, Heading):
            anchor = each.block.anchor or f"heading {index}"
            entries[index] = Entry(each.block.level, each.number + each.block.text, anchor, pages.get(anchor))
    targets = {entry.anchor: bookmark_of_heading(number) for number, entry in enumerate(entries.values(), start=1)}
    for number, anchor in enumerate(dict.fromkeys(_anchors(document.blocks)), start=1):
        targets.setdefault(anchor, bookmark_of_anchor(number))
    told = Told(document.title, document.subject, document.author, document.keywords, document.language, created_at)
    return _Report(document, blocks, entries, targets, note, told)


def _pages(document: Document) -> dict[str, int]:
    """Return the page of every heading as the PDF has it: Word's differ little, and it counts anew when it renews the contents."""
    from evaluator_app.reporting.boxes import HeadingBox
    from evaluator_app.reporting.pagination import boxes_of, paginate

    first = 2 if document.cover is not None else 1
    pages = paginate(boxes_of(document))
    return {each.box.anchor: index for index, page in enumerate(pages, first) for each in page if isinstance(each.box, HeadingBox)}


def _anchors(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for part in value:
            yield from _anchors(part)
    elif is_dataclass(value):
        for each in fields(value):
            content = getattr(value, each.name)
            if each.name == "anchor" and content is not None:
                yield content
            elif each.name != "anchor":
                yield from _anchors(content)


def _photos(report: _Report) -> int:
    return sum(len(each.block.photos) for each in report.blocks if isinstance(each.block, PhotoGrid))


def _counter(report: _Report, progress: Callable[[int, int], None] | None, cancelled: Callable[[], bool] | None) -> _Steps:
    return _Steps(len(report.blocks) + _photos(report), progress or _unheard, cancelled or _never)


@dataclass(slots=True)
class _Steps:
    """Counts what is done and stops when asked to."""

    whole: int
    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]
    count: int = 0

    def done(self) -> None:
        if self.cancelled():
            raise Cancelled
        self.count += 1
        self.progress(self.count, self.whole)


def _unheard(_done: int, _all: int) -> None:
    """Report progress to nobody."""


def _never() -> bool:
    return False


def _write(report: _Report, package: Package, filled: Placed | None, photo_size: PhotoSize, steps: _Steps) -> None:
    document = report.document
    links = Links() if filled is None else filled.links
    ids = {style.id: style.id for style in STYLES} if filled is None else filled.style_ids
    width = BODY_WIDTH if filled is None else filled.width
    setting = Setting(package, links, width, ids, document.words, report.targets, steps.done, photo_size)
    if filled is not None:
        setting.first_bookmark, setting.first_picture = filled.first_bookmark, filled.first_picture
    if filled is None or not filled.has_front:
        opening, starts_page = _own_front(setting, report), document.cover is not None
    else:
        opening = gap(1, new_page=not filled.begins_page) + (front.marks(setting, document.cover) if document.cover else "")
        starts_page = False
    content = opening + "".join(pieces(setting, Flow(report.blocks, report.entries, starts_page, steps.cancelled)))
    if filled is None:
        _put_own(package, setting, document, content)
    else:
        over = front.working_note(setting, report.note) if filled.has_front else ""
        filled.put(package, over, content, _own_running(package, setting, document, kinds=filled.lacks))


def _own_front(setting: Setting, report: _Report) -> str:
    cover = report.document.cover
    return front.cover(setting, cover, report.note) if cover is not None else front.working_note(setting, report.note)


_BOTH = frozenset({"header", "footer"})


def _own_running(package: Package, setting: Setting, document: Document, *, kinds: frozenset[str] = _BOTH, has_cover: bool = False) -> str:
    """Put our heads and feet into the package and return what a section says of them."""
    named = []
    if "header" in kinds:
        head_links = Links()
        package.put("header1.xml", "header", front.running_head(setting, document, head_links), head_links)
        named.append(("header", "default", "header1.xml"))
    if "footer" in kinds:
        package.put("footer1.xml", "footer", front.running_foot(setting, document))
        named.append(("footer", "default", "footer1.xml"))
    if has_cover:
        package.put("header2.xml", "header", front.first_head(setting, document))
        package.put("footer2.xml", "footer", front.first_foot(setting))
        named += [("header", "first", "header2.xml"), ("footer", "first", "footer2.xml")]
    return "".join(f'<w:{kind}Reference w:type="{which}" r:id="{setting.links.add(kind, path)}"/>' for kind, which, path in named)


def _put_own(package: Package, setting: Setting, document: Document, content: str) -> None:
    """Put the parts of a report without a template."""
    has_cover = document.cover is not None
    running = _own_running(package, setting, document, has_cover=has_cover)
    margins = {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT, "header": 48.0, "footer": 42.0, "gutter": 0.0}
    listed = "".join(f' w:{edge}="{twips(length)}"' for edge, length in margins.items())
    section = (
        f'<w:sectPr>{running}<w:pgSz w:w="{twips(PAGE_WIDTH)}" w:h="{twips(PAGE_HEIGHT)}"/><w:pgMar{listed}/><w:cols w:space="425"/>'
        f"{'<w:titlePg/>' if has_cover else ''}</w:sectPr>"
    )
    for kind, name, xml in (
        ("styles", "styles.xml", styles_part()),
        ("settings", "settings.xml", settings_part(has_even_pages=False)),
        ("fontTable", "fontTable.xml", font_table()),
    ):
        package.put(name, kind, xml)
        setting.links.add(kind, name)
    package.put("document.xml", "document", f"{HEAD}<w:document {DECLARED}><w:body>{content}{section}</w:body></w:document>", setting.links)


__all__ = ["WrittenWord", "write_docx"]
