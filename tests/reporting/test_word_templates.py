# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A firm's Word template: its cover, styles, pages, head and foot are the report's; what it asks for by name is filled in."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt

from evaluator_app.errors import UserFacingError
from evaluator_app.reporting.word.writing import WrittenWord, write_docx
from tests.reporting.sample_documents import CREATED_AT, rich_document
from tests.reporting.word_files import W, assert_well_made, pages_of, parts_of, root_of, tables_of, text_of
from tests.reporting.word_templates import field, good_template, with_body, with_link

_MINE = "青石沟 & <煤矿> {{title}}"


def _written(tmp_path: Path, template: bytes, name: str = "report.docx", watermark: str | None = "草稿") -> tuple[Path, WrittenWord]:
    path = tmp_path / name
    written = write_docx(
        rich_document(watermark=watermark), path, template=template, values={"mine": _MINE}, created_at=CREATED_AT, note="工作底稿"
    )
    return path, written


def test_the_report_stands_at_its_place_between_the_firm_s_own_words(tmp_path: Path) -> None:
    path, written = _written(tmp_path, good_template())
    assert_well_made(path)
    said = text_of(path)
    places = [
        said.index(words)
        for words in ("工作底稿", "绿色矿山第三方评估报告", "草稿 · 评分规则未经批准", "一、评估说明", "见随附数据文件", "本模板的结尾")
    ]
    assert places == sorted(places)
    assert "{{report}}" not in said
    assert written.dropped == ()


def test_names_are_filled_in_as_text_even_in_pieces_and_in_head_and_foot(tmp_path: Path) -> None:
    """A value that looks like a name is no name; an unknown name stays as it is."""
    path, _written_word = _written(tmp_path, good_template())
    said = text_of(path)
    assert f"被评估矿山：{_MINE}（以下简称矿山），报告编号：QC-2026-0117 {{{{unknown}}}}" in said
    assert "评估机构\n晴川绿色矿山评估咨询有限公司" in said
    running = [text_of(path, name) for name in parts_of(path) if name.startswith("word/firm")]
    assert sorted(running) == ["内部资料　2026 年 11 月 21 日", "某某评估公司　青石沟煤矿绿色矿山评估报告"]


def test_the_firm_s_styles_and_pages_are_used(tmp_path: Path) -> None:
    opened = docx.Document(str(_written(tmp_path, good_template())[0]))
    assert opened.styles["Heading 1"].font.size == Pt(20)
    assert opened.styles["Normal"].font.name == "Arial"
    assert opened.sections[0].left_margin == pytest.approx(Mm(30), abs=Mm(0.1))
    named = [each.style.name for each in opened.paragraphs if each.text == "一、评估说明" and each.style is not None]
    assert named == ["toc 1", "Heading 1"]
    table = next(each for each in opened.tables if len(each.columns) == 5)
    assert sum(column.width or 0 for column in table.columns) == pytest.approx(Mm(150), abs=Mm(0.1))


def test_every_cell_agrees_whether_there_is_a_template_or_not(tmp_path: Path) -> None:
    write_docx(rich_document(), tmp_path / "plain.docx", created_at=CREATED_AT)
    assert tables_of(_written(tmp_path, good_template())[0]) == tables_of(tmp_path / "plain.docx")


def test_without_a_place_the_report_goes_to_the_end(tmp_path: Path) -> None:
    said = text_of(_written(tmp_path, good_template(place=False))[0])
    assert said.index("绿色矿山第三方评估报告") < said.index("一、评估说明")


def test_a_template_without_a_cover_gets_that_of_the_report(tmp_path: Path) -> None:
    path, _written_word = _written(tmp_path, good_template(cover=False))
    assert_well_made(path)
    assert text_of(path).startswith("工作底稿\n报告编号：QC-2026-0117")


def test_names_in_text_boxes_are_filled_in_both_of_their_forms(tmp_path: Path) -> None:
    """Word keeps a text box twice, for itself and for programs that know only the older form."""
    words = "<w:txbxContent><w:p><w:r><w:t>{{mi</w:t></w:r><w:r><w:t>ne}}</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    )
    box = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{spaces[0]}"><mc:Choice Requires="wps" xmlns:wps="{spaces[1]}">'
        f"<w:drawing><wps:txbx>{words}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{words}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
        "<w:r><w:t>{{date}}</w:t></w:r></w:p>"
    )
    path, _written_word = _written(tmp_path, with_body(good_template(), box))
    said = parts_of(path)["word/document.xml"].decode()
    assert said.count("青石沟 &amp; &lt;煤矿&gt; {{title}}") == 3
    assert "2026 年 11 月 21 日" in said


def test_a_draft_is_marked_on_the_firm_s_pages_too(tmp_path: Path) -> None:
    for mark in ("草稿", None):
        parts = parts_of(_written(tmp_path, good_template(), watermark=mark)[0])
        heads = [data for name, data in parts.items() if name.startswith("word/firmheader")]
        assert [b"textpath" in head for head in heads] == [mark is not None]


def test_numbers_of_the_firm_s_headings_do_not_stand_before_those_of_the_report(tmp_path: Path) -> None:
    root = root_of(_written(tmp_path, good_template())[0])
    headings = [each for each in root.iter(f"{W}pStyle") if each.get(f"{W}val") in ("Heading1", "Heading2", "Heading3")]
    assert len(headings) > 5
    assert all(each.getparent().find(f"{W}numPr/{W}numId").get(f"{W}val") == "0" for each in headings)


def test_the_same_template_gives_the_same_bytes(tmp_path: Path) -> None:
    template = good_template()
    assert _written(tmp_path, template, "one.docx")[0].read_bytes() == _written(tmp_path, template, "two.docx")[0].read_bytes()


def test_an_earlier_report_can_be_the_template(tmp_path: Path) -> None:
    first = tmp_path / "first.docx"
    write_docx(rich_document(), first, created_at=CREATED_AT)
    assert_well_made(_written(tmp_path, first.read_bytes())[0])


def test_harmless_fields_stay_and_links_elsewhere_become_text(tmp_path: Path) -> None:
    link = '<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>我们的网站</w:t></w:r></w:hyperlink></w:p>'
    template = with_link(with_body(good_template(), field(" PAGE ") + link), "hyperlink", "https://example.org/")
    path, written = _written(tmp_path, template)
    assert_well_made(path)
    assert "我们的网站" in text_of(path)
    assert b"example.org" not in b"".join(parts_of(path).values())
    assert written.dropped == ("Links of the Word template to places elsewhere are plain text now.",)


def test_a_link_to_another_template_is_left_out_and_said(tmp_path: Path) -> None:
    template = with_link(good_template(), "attachedTemplate", "file:///C:/evil.dotm", part="settings")
    path, written = _written(tmp_path, template)
    assert written.dropped == ("What the Word template's settings refer to elsewhere was left out and not fetched.",)
    assert b"evil" not in b"".join(parts_of(path).values())


@pytest.mark.parametrize("where", ["cell", "head", "twice", "with words"])
def test_a_place_that_is_none_is_named(tmp_path: Path, where: str) -> None:
    document = docx.Document(io.BytesIO(good_template(place=where == "twice")))
    match where:
        case "cell":
            document.tables[0].cell(0, 0).text = "{{report}}"
        case "head":
            document.sections[0].header.paragraphs[0].text = "{{report}}"
        case "twice":
            document.add_paragraph("{{report}}")
        case _:
            document.add_paragraph("报告：{{report}}")
    target = io.BytesIO()
    document.save(target)
    with pytest.raises(UserFacingError) as error:
        _written(tmp_path, target.getvalue())
    assert error.value.code == "REP-036"


def test_libreoffice_shows_the_firm_s_cover_and_the_report(tmp_path: Path) -> None:
    pages = pages_of(_written(tmp_path, good_template())[0], tmp_path)
    assert "绿色矿山第三方评估报告" in pages[0]
    assert "工作底稿" in pages[0]
    assert "某某评估公司" in pages[3]
    assert any("86.75" in page for page in pages)
