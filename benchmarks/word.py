# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The content of a report as a plain Word document: same words, tables and photos. Only for the peer of the report's benchmark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

from evaluator_app.reporting.document import (
    BarChart,
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    GroupRow,
    Heading,
    KeyValues,
    Notice,
    PageBreak,
    Paragraph,
    Photo,
    PhotoGrid,
    RichText,
    Row,
    SignatureArea,
    Table,
    TableOfContents,
    runs_of,
)
from evaluator_app.reporting.map_drawing import MapDrawing

FONT = "Noto Sans CJK SC"
BODY, SMALL = 10.5, 9
LEADING = {BODY: 370, SMALL: 270}
"""From line to line where it is not the font's own, in twentieths of a point."""
WIDTH = 8845
"""Between the margins, in twentieths of a point."""
EMU = 635
"""The unit of pictures, in a twentieth of a point."""
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def write_word(document: Document, destination: Path) -> None:
    """Write the document."""
    writer = _Writer(document)
    body = writer.body()
    with ZipFile(destination, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _content_types())
        package.writestr("_rels/.rels", _links([("r1", "officeDocument", "word/document.xml")]))
        pictures = [(f"p{number}", "image", f"media/{number}.jpg") for number in range(len(writer.pictures))]
        parts = [("header", "header", "header.xml"), ("footer", "footer", "footer.xml"), ("styles", "styles", "styles.xml")]
        package.writestr("word/_rels/document.xml.rels", _links([*parts, *pictures]))
        package.writestr("word/styles.xml", _part("styles", _styles()))
        package.writestr("word/header.xml", _part("hdr", _paragraph(document.header, size=8)))
        page = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        package.writestr("word/footer.xml", _part("ftr", f"<w:p>{_runs(document.footer, 8)}{page}</w:p>"))
        package.writestr("word/document.xml", _part("document", f"<w:body>{body}{_section()}</w:body>"))
        for index, source in enumerate(writer.pictures):
            package.write(source, f"word/media/{index}.jpg")


class _Writer:
    """Turns blocks into the XML of Word, and collects the pictures."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pictures: list[Path] = []

    def body(self) -> str:
        cover = self.document.cover
        front = ""
        if cover:
            front = "".join(_paragraph(line, size=22, bold=True) for line in (*cover.title, cover.subtitle))
            front += self.block(KeyValues(cover.pairs)) + _paragraph(cover.organization) + _paragraph(cover.date) + _break()
        return front + "".join(self.block(block) for block in self.document.blocks)

    def block(self, block: Block) -> str:
        match block:
            case Heading() | Paragraph() | BulletList() | PageBreak():
                return _flowing(block)
            case KeyValues():
                return self.key_values(block)
            case Table():
                return self.table(block)
            case BarChart():
                return _grid([1, 3], ([(bar.label, 1, ""), (bar.value, 1, "")] for bar in block.bars))
            case Notice():
                return _grid([1], [[(_after(f"{block.title}\n", block.text), 1, "")]])
            case MapDrawing():
                return _paragraph(block.caption)
            case PhotoGrid():
                return self.photos(block)
            case SignatureArea():
                return _grid([1, 2], ([(f"{slot.label}\n{slot.who}", 1, ""), (f"\n\n\n{slot.date_line}", 1, "")] for slot in block.slots))
            case TableOfContents():
                return self.contents(block)

    def contents(self, block: TableOfContents) -> str:
        listed = (each.text for each in self.document.blocks if isinstance(each, Heading) and each.level <= block.levels)
        return _paragraph(self.document.words.contents, size=18) + "".join(_paragraph(text) for text in listed) + _break()

    def key_values(self, block: KeyValues) -> str:
        cells: list[tuple[RichText, int, str]] = [(side, 1, "") for pair in block.pairs for side in pair]
        wide = 2 * block.columns
        cells += [("", 1, "")] * (-len(cells) % wide)
        return _grid([1, 3 if wide == 2 else 2] * block.columns, (cells[at : at + wide] for at in range(0, len(cells), wide)))

    def table(self, block: Table) -> str:
        weights = [column.weight for column in block.columns]
        rows = ([*_cells(row, block.columns)] for row in block.rows)
        caption = _paragraph(block.caption, size=SMALL, bold=True) if block.caption else ""
        note = _paragraph(block.note, size=8) if block.note else ""
        return caption + _grid(weights, rows, head=[(column.title, 1, "") for column in block.columns]) + note

    def photos(self, block: PhotoGrid) -> str:
        cells = [(_after("\n", *photo.caption), 1, self.picture(photo, WIDTH // block.columns - 240)) for photo in block.photos]
        cells += [("", 1, "")] * (-len(cells) % block.columns)
        return _grid([1.0] * block.columns, (cells[at : at + block.columns] for at in range(0, len(cells), block.columns)))

    def picture(self, photo: Photo, width: int) -> str:
        if not isinstance(photo.source, Path):
            return ""
        with Image.open(photo.source) as image:
            size = f'cx="{width * EMU}" cy="{width * EMU * image.height // image.width}"'
        number = len(self.pictures)
        self.pictures.append(photo.source)
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing">'
            f'<wp:extent {size}/><wp:docPr id="{number + 1}" name="p"/>'
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
            f'<pic:nvPicPr><pic:cNvPr id="{number + 1}" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="p{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )


def _flowing(block: Heading | Paragraph | BulletList | PageBreak) -> str:
    match block:
        case Heading():
            return _paragraph(block.text, style=f"Heading{block.level}", new_page=block.new_page)
        case Paragraph():
            return _paragraph(block.text, indent=block.indent)
        case BulletList():
            return "".join(_paragraph(_after("• ", item)) for item in block.items)
        case PageBreak():
            return _break()


_Cells = Sequence[tuple[RichText, int, str]]
"""Text, span and picture of each cell of a row."""


def _cells(row: Row | GroupRow, columns: Sequence[Column]) -> _Cells:
    if isinstance(row, GroupRow):
        return [(_after("", row.text, "　", row.note), len(columns), "")]
    return [(cell.text, cell.span, "") if isinstance(cell, Cell) else (cell, 1, "") for cell in row.cells]


def _after(first: str, *texts: RichText) -> RichText:
    return (first, *(run for text in texts for run in runs_of(text)))


def _grid(weights: Sequence[float], rows: Iterable[_Cells], head: _Cells = ()) -> str:
    widths = [round(WIDTH * weight / sum(weights)) for weight in weights]
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    first = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{_row(head, widths, bold=True)}</w:tr>" if head else ""
    lines = "".join(f"<w:tr>{_row(row, widths)}</w:tr>" for row in rows)
    size = f'<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{size}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{first}{lines}</w:tbl>{_paragraph('')}"


def _row(cells: _Cells, widths: Sequence[int], *, bold: bool = False) -> str:
    written, at = "", 0
    for text, span, picture in cells:
        shape = f'<w:tcW w:w="{sum(widths[at : at + span])}" w:type="dxa"/><w:gridSpan w:val="{span}"/>'
        shown = f"<w:p>{picture}</w:p>" if picture else ""
        written += f"<w:tc><w:tcPr>{shape}</w:tcPr>{shown}{_paragraph(text, size=SMALL, bold=bold)}</w:tc>"
        at += span
    return written


def _paragraph(
    text: RichText, *, style: str = "", size: float = BODY, bold: bool = False, indent: bool = False, new_page: bool = False
) -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    named += "<w:pageBreakBefore/>" if new_page else ""
    named += f'<w:spacing w:line="{LEADING[size]}" w:lineRule="exact"/>' if not style and size in LEADING else ""
    named += '<w:ind w:firstLineChars="200"/>' if indent else ""
    return f"<w:p><w:pPr>{named}</w:pPr>{_runs(text, 0 if style else size, bold=bold)}</w:p>"


def _runs(text: RichText, size: float, *, bold: bool = False) -> str:
    written = ""
    for run in runs_of(text):
        look = ("<w:b/>" if bold or run.bold else "") + (f'<w:sz w:val="{round(2 * size)}"/>' if size else "")
        words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in run.text.split("\n"))
        written += f"<w:r><w:rPr>{look}</w:rPr>{words}</w:r>"
    return written


def _break() -> str:
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _styles() -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"/>'
    default = f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:lang w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    headings = (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="{size * 10}" w:after="160"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in ((1, 32), (2, 25), (3, 21))
    )
    return default + "".join(headings)


def _section() -> str:
    parts = "".join(f'<w:{part}Reference w:type="default" r:id="{part}"/>' for part in ("header", "footer"))
    margins = '<w:pgMar w:top="1757" w:right="1474" w:bottom="1644" w:left="1587" w:header="900" w:footer="900"/>'
    return f'<w:sectPr>{parts}<w:pgSz w:w="11906" w:h="16838"/>{margins}</w:sectPr>'


def _part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{_MAIN}" xmlns:r="{_LINKS}">{content}</w:{root}>'


def _content_types() -> str:
    parts = {"document": "document.main", "styles": "styles", "header": "header", "footer": "footer"}
    named = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in parts.items())
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", "jpg": "image/jpeg"}
    usual = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in kinds.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_PACKAGE}/content-types">{usual}{named}</Types>'


def _links(links: Iterable[tuple[str, str, str]]) -> str:
    written = "".join(f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{target}"/>' for name, kind, target in links)
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'
