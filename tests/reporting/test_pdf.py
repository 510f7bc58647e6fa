# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the PDF says when it is read back: text, pages, links, properties, attachment."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

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
    Paragraph,
    Photo,
    PhotoGrid,
    Row,
    SignatureArea,
    SignatureSlot,
    SlotKind,
    Table,
    TableOfContents,
    Tone,
)
from evaluator_app.reporting.page_style import BODY_HEIGHT
from evaluator_app.reporting.pagination import boxes_of, paginate
from evaluator_app.reporting.pdf import Attachment
from tests.reporting.sample_documents import PROSE, Write, rich_document, small_document

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
_HOSTILE = '<b>粗</b> & <img src="file:///etc/passwd"/> %s {page} \\n (甲) &amp; <para>]]> =1+1'


def _poppler_text(path: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, str(path), "-"], check=True, capture_output=True).stdout.decode()


def _text_maps(page: pikepdf.Page) -> dict[str, dict[int, str]]:
    maps = {}
    for name, font in page.Resources.Font.items():
        pairs = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]+)>", font.ToUnicode.read_bytes().split(b"endcodespacerange")[1])
        maps[name] = {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
    return maps


def _steps(page: pikepdf.Page | pikepdf.Object) -> Iterator[tuple[list[pikepdf.Object], str]]:
    for step in pikepdf.parse_content_stream(page):
        yield list(step.operands), str(step.operator)


def _own_text(path: Path) -> list[str]:
    """Read the pages' text back through the fonts' text maps, without poppler."""
    pages = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            maps, font, words = _text_maps(page), "", []
            for operands, operator in _steps(page):
                if operator == "Tf":
                    font = str(operands[0])
                elif operator == "Tj":
                    words += [maps[font].get(code, "?") for code in bytes(operands[0])]
            pages.append("".join(words))
    return pages


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_rare_characters_come_back_exactly(write: Write, tmp_path: Path) -> None:
    rare = "矸石、硐室、磴口、𬭊 ℃ ≥ ① № 㟃"
    write(small_document(Paragraph(rare), KeyValues((("矸𬭊", "磴𬭊硐"),))))
    text = "".join(_own_text(tmp_path / "report.pdf"))
    assert rare in text
    assert "磴𬭊硐" in text


@needs_poppler
def test_poppler_gives_rare_characters_back_exactly(write: Write, tmp_path: Path) -> None:
    write(small_document(Paragraph("矸石、硐室、磴口、𬭊、" + PROSE)))
    text = _squeezed(_poppler_text(tmp_path / "report.pdf"))
    assert _squeezed("矸石、硐室、磴口、𬭊、" + PROSE) in text


@needs_poppler
def test_poppler_reads_no_word_of_the_watermark(write: Write, tmp_path: Path) -> None:
    write(small_document(Paragraph(PROSE), watermark="样例"), name="with.pdf")
    write(small_document(Paragraph(PROSE)), name="without.pdf")
    assert _poppler_text(tmp_path / "with.pdf") == _poppler_text(tmp_path / "without.pdf")


def test_the_watermark_lies_as_a_path_under_every_page(write: Write, tmp_path: Path) -> None:
    write(rich_document(photos=1))
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        for page in pdf.pages:
            operators = [operator for _operands, operator in _steps(page)]
            assert operators.index("Do") < operators.index("Tj")
            forms = [each for each in page.Resources.XObject.values() if each.Subtype == "/Form"]
            drawn = [operator for _operands, operator in _steps(forms[0])]
            assert drawn.count("c") > 30
            assert "Tj" not in drawn
    write(rich_document(photos=1, watermark=None), name="plain.pdf")
    with pikepdf.open(tmp_path / "plain.pdf") as pdf:
        assert "/XObject" not in pdf.pages[1].Resources


def test_user_text_is_never_markup(write: Write, tmp_path: Path) -> None:
    table = Table((Column("列"),), (Row((_HOSTILE,)), GroupRow(_HOSTILE, note=_HOSTILE)), caption=_HOSTILE)
    write(small_document(Heading(1, _HOSTILE), Paragraph(_HOSTILE), table, Notice(Tone.BAD, _HOSTILE), header=_HOSTILE, footer=_HOSTILE))
    text = _squeezed("".join(_own_text(tmp_path / "report.pdf")))
    assert text.count(_squeezed(_HOSTILE)) >= 7


def test_line_ends_of_every_kind_break_lines_and_tabs_are_spaces(write: Write, tmp_path: Path) -> None:
    written = write(small_document(Paragraph("甲\r\n乙\r丙\n丁\t戊")))
    assert written.pages == 1
    assert "甲乙丙丁 戊" in _own_text(tmp_path / "report.pdf")[0]


def test_contents_name_the_pages_where_the_headings_stand(write: Write, tmp_path: Path) -> None:
    written = write(rich_document())
    pages = [_squeezed(page) for page in _own_text(tmp_path / "report.pdf")]
    assert len(pages) == written.pages
    contents = re.sub(r"第\d+页.*", "", pages[1].split("目录")[1])
    entries = re.findall(r"([^\d]+)(\d+)", contents)
    assert len(entries) >= 11
    for title, page in entries:
        assert title in pages[int(page) - 1], title


def test_every_page_but_the_cover_says_its_number(write: Write, tmp_path: Path) -> None:
    written = write(rich_document())
    pages = [_squeezed(page) for page in _own_text(tmp_path / "report.pdf")]
    assert not re.search(r"第\d+页", pages[0])
    for number, page in enumerate(pages[1:], start=2):
        assert f"第{number}页共{written.pages}页" in page


def test_links_and_bookmarks_lead_to_pages(write: Write, tmp_path: Path) -> None:
    write(rich_document())
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", [])]
        assert len(links) >= 14
        assert {link.Dest[0].objgen for link in links} <= pages
        assert len({link.Dest[0].objgen for link in links}) > 5
        assert all(link.F == 4 for link in links)
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root][:2] == ["一、评估说明", "二、先决条件"]
            assert [item.title for item in outline.root[0].children] == ["（一）矿山基本情况", "（二）评估依据与过程"]


def test_a_long_cell_goes_on_over_pages_with_all_its_text(write: Write, tmp_path: Path) -> None:
    long = "".join(chr(0x4E00 + number) for number in range(4000))
    table = Table((Column("序号", 1), Column("理由", 3)), (GroupRow("组"), Row(("1", long)), Row(("2", Cell("末行", Tone.OK)))))
    written = write(small_document(Heading(1, "表"), table))
    assert written.pages == 3
    pages = [_squeezed(page) for page in _own_text(tmp_path / "report.pdf")]
    seen = "".join(pages)
    assert [each for each in long if each not in seen] == []
    assert sum(seen.count(each) for each in long[50:]) == pytest.approx(len(long) - 50, abs=60)
    assert all("序号" in page and "理由" in page for page in pages)
    assert all("（续表）" in page for page in pages[1:])


def test_group_rows_and_headings_are_never_left_alone_at_a_foot() -> None:
    for count in range(20, 60):
        rows = tuple(part for each in range(count) for part in (GroupRow(f"组 {each}"), Row((f"{each}", "文"))))
        blocks: tuple[Block, ...] = (
            *(Paragraph("段") for _each in range(count % 13)),
            Heading(1, "标题"),
            Heading(2, "小标题"),
            Table((Column("甲"), Column("乙")), rows),
        )
        for page in paginate(boxes_of(small_document(*blocks))):
            last = page[-1].box
            assert not last.keep_with_next
            assert not (hasattr(last, "rows") and last.rows[-1].leads)


def test_nothing_stands_beyond_the_foot_of_a_page() -> None:
    for page in paginate(boxes_of(rich_document(photos=9))):
        assert all(placed.down + placed.box.height <= BODY_HEIGHT + 1e-6 for placed in page)


@pytest.mark.parametrize("people", range(1, 13))
def test_a_seal_stands_on_a_page_with_a_signature_and_has_room(people: int, write: Write) -> None:
    slots = [SignatureSlot(f"s{number}", "成员", f"人{number}") for number in range(people)]
    slots.append(SignatureSlot("firm", "评估机构", "晴川公司", SlotKind.SEAL))
    boxes = write(small_document(Heading(1, "签章"), Paragraph(PROSE), SignatureArea(tuple(slots)))).signature_boxes
    seal = next(box for box in boxes if box.slot_id == "firm")
    assert sum(box.page_index == seal.page_index for box in boxes) > 1
    left, bottom, right, top = seal.box
    assert min(right - left, top - bottom) >= 45 * 72 / 25.4


def test_signature_places_are_reported_where_they_are_drawn(write: Write, tmp_path: Path) -> None:
    written = write(rich_document())
    assert [box.slot_id for box in written.signature_boxes] == ["leader", "member-1", "member-2", "firm", "mine"]
    pages = _own_text(tmp_path / "report.pdf")
    for box in written.signature_boxes:
        left, bottom, right, top = box.box
        assert "签字盖章页" in pages[box.page_index]
        assert 0 < left < right < 595
        assert 0 < bottom < top < 842
    firm = written.signature_boxes[3].box
    assert firm[2] - firm[0] >= 42 * 72 / 25.4


def test_attachments_come_back_byte_by_byte(write: Write, tmp_path: Path) -> None:
    data = '{"mine": "青石沟煤矿", "𬭊": 1}'.encode()
    write(small_document(Paragraph("文")), Attachment("assessment.json", "application/json", data, "评估数据"))
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert pdf.attachments["assessment.json"].get_file().read_bytes() == data


def test_empty_parts_and_an_empty_document_are_one_page(write: Write) -> None:
    table = Table((Column("甲"), Column("乙")), (), caption="无行")
    parts = (table, BarChart(()), BulletList(()), Notice(Tone.PLAIN, ""), PhotoGrid(()), SignatureArea(()), KeyValues(()), Paragraph(""))
    assert write(small_document()).pages == 1
    assert write(small_document(*parts)).pages == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda: small_document(Heading(1, "甲", anchor="a"), Heading(1, "乙", anchor="a")),
        lambda: small_document(Heading(4, "深")),
        lambda: small_document(Table((Column("甲"),), (Row(("1", "2")),))),
    ],
)
def test_mistakes_of_the_content_are_errors_not_bad_pages(change: Callable[[], Document], write: Write) -> None:
    with pytest.raises(ValueError, match=r"named twice|level 4|more cells"):
        write(change())


def test_no_character_of_the_report_is_a_control_character(write: Write, tmp_path: Path) -> None:
    write(rich_document())
    text = "".join(_own_text(tmp_path / "report.pdf"))
    assert "?" not in text
    assert {each for each in text if unicodedata.category(each) == "Cc"} == set()


def test_no_text_is_lost_however_long_each_part_is(write: Write, tmp_path: Path) -> None:
    long = "".join(chr(0x4E00 + number) for number in range(1500))
    parts = [long[start : start + 150] for start in range(0, 1500, 150)]
    document = small_document(
        TableOfContents(),
        Heading(1, parts[0]),
        Table((Column(parts[1][:60]), Column("乙")), (GroupRow(parts[2] * 20, note=parts[3][:30]), Row(("甲", "乙"))), caption=parts[4]),
        Notice(Tone.BAD, parts[5], parts[6] * 20),
        PhotoGrid((Photo(b"", (parts[7] * 20,)), Photo(b"", ("短",)))),
        SignatureArea((SignatureSlot("a", parts[8], parts[9]), SignatureSlot("b", "角色", "某人", SlotKind.SEAL))),
    )
    write(document)
    text = _squeezed("".join(_own_text(tmp_path / "report.pdf")))
    for number, times in ((0, 2), (2, 20), (4, 1), (5, 1), (6, 20), (7, 20), (8, 1), (9, 1)):
        assert [each for each in parts[number] if text.count(each) < times] == []
    for page in paginate(boxes_of(document)):
        assert all(placed.down + placed.box.height <= BODY_HEIGHT + 1e-6 for placed in page)
