# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The pages are told to those who cannot see them: a tree of what stands there, in the order it is read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf

from evaluator_app.reporting.document import (
    BulletList,
    Column,
    GroupRow,
    Heading,
    KeyValues,
    Paragraph,
    Photo,
    PhotoGrid,
    Row,
    Run,
    Table,
    TableOfContents,
)
from evaluator_app.reporting.tagging import Role, Tags
from tests.reporting.archive_rules import assert_tree_is_sound
from tests.reporting.sample_documents import PROSE, Write, jpeg, rich_document, small_document


def _tree(path: Path) -> list[Any]:
    """Return the tree of a report as nested lists: role, then what is under it; marks are left out."""
    with pikepdf.open(path) as pdf:
        assert_tree_is_sound(pdf)
        return _nested(pdf.Root.StructTreeRoot.K[0])


def _nested(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    under = [kid for kid in (list(kids) if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary)]
    return [str(element.S)[1:], *(_nested(kid) for kid in under if "/S" in kid)]


def test_every_mark_of_a_rich_report_is_in_the_tree_once(write: Write, tmp_path: Path) -> None:
    write(rich_document(photos=5))
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert_tree_is_sound(pdf)
        roles = Counter(str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem")
    assert roles["/Document"] == 1
    assert roles["/Figure"] >= 5
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/TOC", "/TOCI", "/Link", "/Caption", "/L", "/LI"} <= set(roles)


def test_headings_lists_and_tables_are_what_they_are(write: Write, tmp_path: Path) -> None:
    table = Table((Column("甲"), Column("乙"), Column("丙")), (GroupRow("组"), Row(("1", "2", "3"))), caption="题")
    blocks = (Heading(1, "章"), Paragraph("文"), BulletList(("一", "二"), ordered=True), table, KeyValues((("名", "值"),)))
    write(small_document(*blocks))
    item = ["LI", ["Lbl"], ["LBody"]]
    rows = [["TR", ["TH"], ["TH"], ["TH"]], ["TR", ["TD"]], ["TR", ["TD"], ["TD"], ["TD"]]]
    assert _tree(tmp_path / "report.pdf") == [
        "Document",
        ["H1"],
        ["P"],
        ["L", item, item],
        ["Caption"],
        ["Table", *rows],
        ["Table", ["TR", ["TH"], ["TD"]]],
    ]
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        told = [
            each.A for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") in ("/TH", "/TD") and "/A" in each
        ]
    assert Counter(str(each.get("/Scope", "")) for each in told) == {"/Column": 3, "/Row": 1, "": 1}
    assert [int(each.ColSpan) for each in told if "/ColSpan" in each] == [3]


def test_what_goes_on_over_the_page_stays_one(write: Write, tmp_path: Path) -> None:
    rows = tuple(Row((f"{number}", PROSE * (9 if number == 20 else 1))) for number in range(40))
    written = write(small_document(Paragraph(PROSE * 30), BulletList((PROSE * 30,)), Table((Column("号"), Column("文", 4)), rows)))
    assert written.pages > 4
    paragraph, listed, table = _tree(tmp_path / "report.pdf")[1:]
    assert paragraph == ["P"]
    assert listed == ["L", ["LI", ["Lbl"], ["LBody"]]]
    assert table == ["Table", ["TR", ["TH"], ["TH"]], *[["TR", ["TD"], ["TD"]]] * 40]


def test_a_photo_is_a_figure_with_words_and_its_caption_after_it(write: Write, tmp_path: Path) -> None:
    write(small_document(PhotoGrid((Photo(jpeg(), ("料场苫盖", "东侧")), Photo(b"", ("看不了",))))))
    assert _tree(tmp_path / "report.pdf") == ["Document", ["Figure"], ["Caption"], ["Figure"], ["Caption"]]
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        figures = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        assert sorted(str(each.Alt) for each in figures) == ["料场苫盖", "看不了"]
        assert all(len(each.A.BBox) == 4 for each in figures)


def test_links_are_told_with_their_words(write: Write, tmp_path: Path) -> None:
    linked = Paragraph((Run("见"), Run("第一章", link="one"), Run("。")))
    write(small_document(TableOfContents(), Heading(1, "总则", anchor="one"), linked))
    tree = _tree(tmp_path / "report.pdf")
    assert tree == ["Document", ["P"], ["TOC", ["TOCI", ["Link"]]], ["H1"], ["P", ["Link"]]]
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        told = [str(each.Contents) for page in pdf.pages for each in page.obj.get("/Annots", [])]
        assert told[-1] == "第一章"
        assert "总则" in told[0]
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)


def test_heads_feet_watermark_and_rules_are_told_to_nobody(write: Write, tmp_path: Path) -> None:
    write(small_document(Paragraph("文"), watermark="草稿"))
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        operators = [(str(step.operator), [str(each) for each in step.operands]) for step in pikepdf.parse_content_stream(pdf.pages[0])]
    begun = [operands[0] for operator, operands in operators if operator in ("BMC", "BDC")]
    assert begun.count("/P") == 1
    assert begun.count("/Artifact") >= 2


def test_a_figure_is_one_stretch_whatever_is_drawn_in_it() -> None:
    written: list[str] = []
    tags = Tags(written.append)
    tags.begin_page(0)
    with tags.element(Role.FIGURE, alt="图"):
        tags.decorate()
        with tags.element(Role.PARAGRAPH):
            tags.mark()
        with tags.artifact():
            tags.mark()
    tags.end_page()
    assert written == ["/Figure <</MCID 0>> BDC", "EMC"]
    assert [element.role for element in tags.root.elements()] == [Role.FIGURE]
