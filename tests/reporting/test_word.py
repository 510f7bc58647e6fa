# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The Word form of a report: every piece of the content, the same numbers as the PDF, nothing that Word would refuse."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from evaluator_app.errors import Cancelled
from evaluator_app.reporting.document import (
    Bar,
    BarChart,
    Block,
    Cell,
    Column,
    Document,
    GroupRow,
    Heading,
    Paragraph,
    RadarChart,
    RichText,
    Row,
    Table,
    TableOfContents,
    plain,
    reference,
)
from evaluator_app.reporting.map_drawing import MapArea, MapDrawing, MapLook
from evaluator_app.reporting.numbering import numbered
from evaluator_app.reporting.timeline import Span, Timeline
from evaluator_app.reporting.word.writing import write_docx
from tests.reporting.sample_documents import CREATED_AT, Write, rich_document, small_document
from tests.reporting.word_files import W, assert_well_made, pages_of, parts_of, pdf_pages, root_of, tables_of, text_of


def _written(tmp_path: Path, document: Document, name: str = "report.docx") -> Path:
    destination = tmp_path / name
    write_docx(document, destination, created_at=CREATED_AT, note="工作底稿，不含签章")
    return destination


def _cell_words(cell: RichText | Cell) -> str:
    return plain(cell.text if isinstance(cell, Cell) else cell)


def _rows(table: Table) -> list[list[str]]:
    rows = [[column.title for column in table.columns]]
    for row in table.rows:
        if isinstance(row, GroupRow):
            note = plain(row.note)
            rows.append([plain(row.text) + (f"\t{note}" if note else "")])
        else:
            rows.append([_cell_words(cell) for cell in row.cells])
    return rows


def test_a_report_with_everything_is_made_as_word_wants_it(tmp_path: Path) -> None:
    path = _written(tmp_path, rich_document())
    assert_well_made(path)
    assert docx.Document(str(path)).paragraphs


def test_every_cell_of_every_table_says_what_the_content_says(tmp_path: Path) -> None:
    document = rich_document()
    tables = [_rows(each.block) for each in numbered(document.blocks, document.words) if isinstance(each.block, Table)]
    assert tables_of(_written(tmp_path, document)) == tables
    assert len(tables) == 2


def test_headings_carry_the_numbers_of_the_report_in_word_s_own_styles(tmp_path: Path) -> None:
    opened = docx.Document(str(_written(tmp_path, rich_document())))
    headings = [(each.style.name, each.text) for each in opened.paragraphs if each.style and (each.style.name or "").startswith("Heading")]
    assert headings[:5] == [
        ("Heading 1", "一、评估说明"),
        ("Heading 2", "（一）矿山基本情况"),
        ("Heading 2", "（二）评估依据与过程"),
        ("Heading 3", "1. 生僻字检验"),
        ("Heading 1", "二、先决条件"),
    ]
    captions = [each.text for each in opened.paragraphs if each.style and each.style.name == "Caption"]
    assert captions == ["表 1　先决条件核查结果", "图 1　各一级指标得分率", "表 2　评价指标得分明细"]


def test_contents_are_a_field_that_is_filled_in_already(tmp_path: Path) -> None:
    root = root_of(_written(tmp_path, rich_document()))
    instructions = [each.text.strip() for each in root.iter(f"{W}instrText")]
    assert instructions[0] == r'TOC \o "1-2" \h \z \u'
    kinds = Counter(each.get(f"{W}fldCharType") for each in root.iter(f"{W}fldChar"))
    assert kinds["begin"] == kinds["separate"] == kinds["end"] == len(instructions)
    said = text_of(_written(tmp_path, rich_document()))
    assert "一、评估说明\t3" in said
    assert "（二）评估依据与过程\t3" in said


def test_a_reference_says_the_number_and_leads_to_the_place(tmp_path: Path) -> None:
    table = Table((Column("甲"),), (Row(("1",)),), caption="得分", anchor="scores")
    path = _written(tmp_path, small_document(Heading(1, "总则"), Paragraph(("见", reference("scores"), "。")), table))
    root = root_of(path)
    (link,) = root.iter(f"{W}hyperlink")
    assert "".join(each.text for each in link.iter(f"{W}t")) == "表 1"
    marked = next(each for each in root.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == link.get(f"{W}anchor"))
    assert "表 1" in "".join(each.text for each in marked.getparent().iter(f"{W}t"))


def test_heads_of_tables_are_repeated_and_short_rows_stay_whole(tmp_path: Path) -> None:
    table = max(root_of(_written(tmp_path, rich_document())).iter(f"{W}tbl"), key=len)
    rows = table.findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    divided = [row for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None]
    assert len(divided) == 1, "only the one row that is longer than half a page"


def test_decimal_points_stand_under_each_other(tmp_path: Path) -> None:
    """0.25 ends at the edge, 1.5 half a digit before it, 2 a point and two digits: at 9 points 2.25 and 4.5 each."""
    table = max(root_of(_written(tmp_path, rich_document())).iter(f"{W}tbl"), key=len)
    found = {}
    for row in table.findall(f"{W}tr"):
        cells = row.findall(f"{W}tc")
        if len(cells) == 5:
            indent = cells[3].find(f"{W}p/{W}pPr/{W}ind")
            found["".join(each.text for each in cells[3].iter(f"{W}t"))] = 0 if indent is None else int(indent.get(f"{W}right"))
    assert found["0.25"] == 0
    assert found["1.5"] == 90
    assert found["2"] == 225


def test_figures_are_pictures_that_say_in_words_what_they_show(tmp_path: Path) -> None:
    bars = tuple(Bar(name, Decimal(3), Decimal(4), Decimal(2)) for name in ("甲", "乙", "丙"))
    zone = timezone(timedelta(hours=8))
    spans = (Span("选煤厂", datetime(2026, 3, 1, 9, tzinfo=zone), datetime(2026, 3, 1, 10, tzinfo=zone), "3 张照片"),)
    square = tuple((Decimal(x), Decimal(y)) for x, y in ((0, 0), (100, 0), (100, 100)))
    figures: tuple[Block, ...] = (
        BarChart(bars, caption="条形"),
        RadarChart(bars, caption="雷达"),
        Timeline(spans, caption="时间"),
        MapDrawing((MapArea(MapLook.BOUNDARY, square, "矿区"),), caption="位置"),
    )
    path = _written(tmp_path, small_document(*figures))
    assert_well_made(path)
    said = [each.get("descr") for each in root_of(path).iter("{*}docPr")]
    assert said[0].startswith("条形：甲 3 / 4（最低得分率 2）；乙 3 / 4")
    assert said[1].startswith("雷达：甲")
    assert said[2] == "时间：选煤厂 2026-03-01 09:00–10:00 3 张照片"
    assert said[3] == "位置：矿区"
    assert sum(name.endswith(".png") for name in parts_of(path)) == 4


def test_photos_are_stored_once_and_an_unreadable_one_is_a_box_with_words(tmp_path: Path) -> None:
    path = _written(tmp_path, rich_document(photos=7))
    assert sum(name.startswith("word/media/") and name.endswith(".jpeg") for name in parts_of(path)) == 7
    assert "照片无法读取" in text_of(path)
    assert "摘要 a3f9 07c0" in text_of(path)


def test_places_to_sign_name_each_person_and_leave_room(tmp_path: Path) -> None:
    path = _written(tmp_path, rich_document())
    said = text_of(path)
    for words in ("评估组组长\n李 明", "评估组成员\n王 芳", "评估机构（盖章）\n晴川绿色矿山评估咨询有限公司"):
        assert words in said
    heights = {int(each.get(f"{W}val")) for each in root_of(path).iter(f"{W}trHeight") if each.get(f"{W}hRule") == "exact"}
    assert {1134, 2608} <= heights, "20 mm for a hand, 46 mm for a seal"


def test_the_file_says_who_answers_for_it_and_nothing_of_the_computer(tmp_path: Path) -> None:
    properties = docx.Document(str(_written(tmp_path, rich_document()))).core_properties
    assert properties.title == "青石沟煤矿绿色矿山评估报告"
    assert properties.author == properties.last_modified_by == "晴川绿色矿山评估咨询有限公司"
    assert properties.created == properties.modified == datetime(2026, 11, 21, 1, 30, tzinfo=properties.created.tzinfo)


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (_written(tmp_path, rich_document(), f"{name}.docx") for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_first_page_says_what_the_file_is_worth_and_drafts_are_marked_on_every_page(tmp_path: Path) -> None:
    path = _written(tmp_path, rich_document(watermark="草稿"))
    assert text_of(path).startswith("工作底稿，不含签章\n报告编号：QC-2026-0117")
    for name in ("word/header1.xml", "word/header2.xml"):
        assert 'string="草稿"' in parts_of(path)[name].decode()
    assert b"textpath" not in parts_of(_written(tmp_path, rich_document(watermark=None)))["word/header1.xml"]


def test_stopping_leaves_what_was_there(tmp_path: Path) -> None:
    destination = tmp_path / "report.docx"
    destination.write_bytes(b"before")
    steps: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        write_docx(
            rich_document(),
            destination,
            created_at=CREATED_AT,
            progress=lambda *step: steps.append(step),
            cancelled=lambda: len(steps) == 9,
        )
    assert destination.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [destination]


def test_progress_counts_to_the_end(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    write_docx(rich_document(), tmp_path / "report.docx", created_at=CREATED_AT, progress=lambda *step: steps.append(step))
    assert [done for done, _whole in steps] == list(range(1, steps[-1][1] + 1))


def test_an_empty_report_is_a_whole_file(tmp_path: Path) -> None:
    for document in (small_document(), small_document(TableOfContents()), small_document(Table((), ()))):
        assert docx.Document(str(_written(tmp_path, document))) is not None


def test_libreoffice_shows_the_figures_that_the_pdf_shows(tmp_path: Path, write: Write) -> None:
    """Those of the bar chart are in a picture."""
    whole = rich_document()
    document = replace(whole, blocks=tuple(block for block in whole.blocks if not isinstance(block, BarChart)))
    write(document)
    numbers = [
        Counter(_numbers(pages))
        for pages in (pages_of(_written(tmp_path, document, "word.docx"), tmp_path), pdf_pages(tmp_path / "report.pdf"))
    ]
    assert numbers[0] == numbers[1]
    assert numbers[0]["86.75"] == 2


def test_libreoffice_finds_the_chapters_where_the_contents_say(tmp_path: Path) -> None:
    """To within a page, as another typeface breaks other lines."""
    pages = pages_of(_written(tmp_path, rich_document(), "word.docx"), tmp_path)
    listed = re.findall(r"^ *(\S.*?)\.{4,} ?(\d+)$", pages[1], re.MULTILINE)
    assert len(listed) == 12
    for title, told in listed:
        words = "".join(title.split())
        (found,) = [
            page for page, text in enumerate(pages, 1) if page > 2 and words in ("".join(line.split()) for line in text.splitlines())
        ]
        assert abs(found - int(told)) <= 1


def _numbers(pages: list[str]) -> list[str]:
    """Return the numbers with a decimal point, which no page number has."""
    return [number for page in pages for number in re.findall(r"\d+\.\d+", page)]
