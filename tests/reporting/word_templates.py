# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Word templates of a firm that does not exist: a good one, and what somebody could do to it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt, RGBColor

from tests.reporting.sample_documents import jpeg

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def good_template(*, place: bool = True, cover: bool = True) -> bytes:
    """Return a template with a cover, a sign, a head, a foot, styles and margins of its own; names stand in pieces."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Heading 1"].font.size = Pt(20)
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x80, 0, 0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(30)
    head = section.header.paragraphs[0]
    head.text = "某某评估公司　{{title}}"
    section.footer.paragraphs[0].text = "内部资料　{{date}}"
    if cover:
        document.add_picture(io.BytesIO(jpeg(200, 100)), width=Mm(40))
        document.add_paragraph("绿色矿山第三方评估报告", style="Title")
        split = document.add_paragraph("被评估矿山：{")
        split.add_run("{mi").bold = True
        split.add_run("ne}}（以下简称矿山），")
        split.add_run("{{number}} {{unknown}}")
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "评估机构"
        table.cell(0, 1).text = "{{organization}}"
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    if place:
        document.add_paragraph("{{report}}")
        document.add_paragraph("本模板的结尾")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def changed(template: bytes, changes: Mapping[str, bytes | Callable[[bytes], bytes]], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the template with parts put in, replaced or rewritten."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(target, "w", compression) as new:
        for name in old.namelist():
            change = changes.get(name)
            data = old.read(name)
            new.writestr(name, data if change is None else change if isinstance(change, bytes) else change(data))
        for name, change in changes.items():
            if name not in old.namelist():
                assert isinstance(change, bytes)
                new.writestr(name, change)
    return target.getvalue()


def with_body(template: bytes, xml: str) -> bytes:
    """Return the template with something before all else in its body."""
    return changed(template, {"word/document.xml": lambda data: data.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)})


def with_link(template: bytes, kind: str, target: str, *, part: str = "document", is_external: bool = True) -> bytes:
    """Return the template with one more relationship of a part, under the id rIdX."""
    mode = ' TargetMode="External"' if is_external else ""
    link = f'<Relationship Id="rIdX" Type="{RELATIONSHIPS}/{kind}" Target="{target}"{mode}/>'
    name = f"word/_rels/{part}.xml.rels"
    whole = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}</Relationships>'.encode()
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        has_links = name in archive.namelist()

    def added(data: bytes) -> bytes:
        return data.replace(b"</Relationships>", link.encode() + b"</Relationships>")

    return changed(template, {name: added if has_links else whole})


def field(*pieces: str) -> str:
    """Return a paragraph with a field whose instruction stands in pieces."""
    instruction = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"<w:p>{begin}{instruction}{separate}<w:r><w:t>1</w:t></w:r>{end}</w:p>"
