# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Word templates that would run, fetch, embed or burst something: each is refused with a sentence, and nothing is written."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator_app.errors import UserFacingError
from evaluator_app.reporting.word.unpacking import LARGEST_FILE, LARGEST_WHOLE, MOST_ENTRIES
from evaluator_app.reporting.word.writing import write_docx
from tests.reporting.sample_documents import CREATED_AT, small_document
from tests.reporting.word_files import parts_of
from tests.reporting.word_templates import changed, field, good_template, with_body, with_link

_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_V = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_BLIP = (
    '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:{how}="rIdX"/></w:drawing></w:r></w:p>'
)
_BILLION = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


def _refusal(tmp_path: Path, template: bytes) -> UserFacingError:
    destination = tmp_path / "report.docx"
    destination.write_bytes(b"before")
    with pytest.raises(UserFacingError) as error:
        write_docx(small_document(), destination, template=template, created_at=CREATED_AT)
    assert destination.read_bytes() == b"before"
    assert error.value.message.endswith((".", ". No report was made."))
    assert error.value.advice
    return error.value


def _with_macros() -> bytes:
    return changed(good_template(), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def _macro_enabled() -> bytes:
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return changed(good_template(), {"[Content_Types].xml": lambda data: data.replace(usual, kind)})


@pytest.mark.parametrize("template", [_with_macros, _macro_enabled])
def test_macros_are_refused(tmp_path: Path, template: Callable[[], bytes]) -> None:
    assert _refusal(tmp_path, template()).code == "REP-033"


_REACHING = {
    "linked picture": lambda good: with_link(with_body(good, _BLIP.format(how="link")), "image", "http://example.org/a.png"),
    "linked picture on a share": lambda good: with_link(good, "image", "file://server/share/a.png"),
    "linked object": lambda good: with_link(good, "oleObject", "file:///C:/a.xlsx"),
    "frame": lambda good: with_link(good, "frame", "http://example.org/"),
    "other document": lambda good: with_link(good, "subDocument", "http://example.org/a.docx"),
    "attached template of the text": lambda good: with_link(good, "attachedTemplate", "http://example.org/a.dotm"),
    "embedded object": lambda good: with_link(
        changed(good, {"word/embeddings/a.bin": b"\xd0\xcf\x11\xe0"}), "oleObject", "embeddings/a.bin", is_external=False
    ),
    "object element": lambda good: with_body(good, f'<w:p {_V}><w:r><w:object><o:OLEObject ProgID="Package"/></w:object></w:r></w:p>'),
    "control": lambda good: with_body(good, f'<w:p {_R}><w:r><w:control r:id="rIdX"/></w:r></w:p>'),
    "imported page": lambda good: with_link(
        with_body(changed(good, {"word/a.html": b"<script/>"}), f'<w:altChunk {_R} r:id="rIdX"/>'), "aFChunk", "a.html", is_external=False
    ),
    "chart": lambda good: with_link(changed(good, {"word/charts/c.xml": b"<c/>"}), "chart", "charts/c.xml", is_external=False),
    "picture that is none": lambda good: with_link(
        with_body(changed(good, {"word/media/a.emf": b"\x01\x00\x00\x00"}), _BLIP.format(how="embed")),
        "image",
        "media/a.emf",
        is_external=False,
    ),
    "reference to nothing": lambda good: with_body(good, _BLIP.format(how="embed")),
}


@pytest.mark.parametrize("name", _REACHING)
def test_what_embeds_or_reaches_out_is_refused(tmp_path: Path, name: str) -> None:
    refusal = _refusal(tmp_path, _REACHING[name](good_template()))
    assert refusal.code == "REP-034"
    assert ("picture" in refusal.message) == (name in ("picture that is none", "reference to nothing"))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/header1.xml", "word/_rels/document.xml.rels"])
@settings(max_examples=20, deadline=None)
@given(st.data())
def test_no_damage_to_a_part_ends_in_anything_but_a_file_or_a_sentence(part: str, data: st.DataObject) -> None:
    def damaged(whole: bytes) -> bytes:
        start = data.draw(st.integers(0, len(whole) - 1))
        return whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + data.draw(st.integers(0, 40)) :]

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        refused = ""
        try:
            write_docx(small_document(), path, template=changed(good_template(), {part: damaged}), created_at=CREATED_AT)
        except UserFacingError as error:
            refused = error.code
        assert path.exists() == (not refused)
        assert refused.startswith("REP-03") if refused else docx.Document(str(path)) is not None


@pytest.mark.parametrize(
    "instruction",
    [
        ("DDEAUTO c:\\windows\\system32\\cmd.exe",),
        ("DDE", " excel"),
        ("D", "D", "E", "AUTO x"),
        (' INCLUDETEXT "http://example.org/a.docx" ',),
        ("IncludePicture http://example.org/a.png \\d",),
        (" IMPORT a ",),
        (" LINK Excel.Sheet ",),
        (" DATABASE ",),
        (" MACROBUTTON x y",),
        (" FILLIN x",),
        (' HYPERLINK "http://example.org/" ',),
        (" QUOTE {DDE} ",),
        (" PAGEX ",),
    ],
)
def test_fields_that_fetch_run_or_ask_are_refused(tmp_path: Path, instruction: tuple[str, ...]) -> None:
    assert _refusal(tmp_path, with_body(good_template(), field(*instruction))).code == "REP-035"


def test_a_field_within_the_instruction_of_another_is_refused(tmp_path: Path) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    text = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    nested = f"<w:p>{begin}{text}{begin}{text}{end}{end}</w:p>"
    for xml in (nested, f"<w:p>{begin}{text}</w:p>", f"<w:p>{end}</w:p>", '<w:p><w:fldSimple w:instr="DDE x"/></w:p>'):
        assert _refusal(tmp_path, with_body(good_template(), xml)).code == "REP-035"


def test_fields_in_head_and_foot_are_looked_at_too(tmp_path: Path) -> None:
    template = changed(good_template(), {"word/header1.xml": lambda data: data.replace(b"</w:hdr>", field("DDE x").encode() + b"</w:hdr>")})
    assert _refusal(tmp_path, template).code == "REP-035"


def test_entities_are_refused_unread(tmp_path: Path) -> None:
    for part in ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"):
        template = changed(good_template(), {part: lambda data: data.replace(b"?>", b"?>" + _BILLION, 1)})
        assert _refusal(tmp_path, template).code == "REP-031"


def test_another_encoding_does_not_hide_anything(tmp_path: Path) -> None:
    def in_utf16(data: bytes) -> bytes:
        return data.decode().replace("UTF-8", "UTF-16", 1).encode("utf-16")

    assert _refusal(tmp_path, changed(good_template(), {"word/document.xml": in_utf16})).code == "REP-031"


def test_bombs_are_refused_by_what_they_unpack_to(tmp_path: Path) -> None:
    bomb = changed(good_template(), {"word/media/a.png": bytes(LARGEST_WHOLE + 1)})
    assert len(bomb) < LARGEST_FILE
    assert _refusal(tmp_path, bomb).code == "REP-032"
    many = {f"word/media/{number}.png": b"" for number in range(MOST_ENTRIES)}
    assert _refusal(tmp_path, changed(good_template(), many)).code == "REP-032"
    assert _refusal(tmp_path, bytes(LARGEST_FILE + 1)).code == "REP-032"


def test_a_size_that_lies_is_no_way_around(tmp_path: Path) -> None:
    """The zip's list says that a part is small, and unpacking it finds that it is not."""
    name = b"word/media/a.png"
    bomb = bytearray(changed(good_template(), {name.decode(): bytes(1_000_000)}))
    entry = bomb.rindex(name) - 46
    bomb[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    assert _refusal(tmp_path, bytes(bomb)).code == "REP-031"


def test_deep_nesting_ends_in_a_sentence(tmp_path: Path) -> None:
    depth = 5_000
    assert _refusal(tmp_path, with_body(good_template(), "<w:p>" * depth + "</w:p>" * depth)).code == "REP-031"


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    good = good_template()
    strict = changed(good, {"word/document.xml": b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'})
    climbing = changed(good, {"../../evil.xml": b"<a/>"})
    others = (
        b"",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0" + bytes(600),
        target.getvalue(),
        good[: len(good) // 2],
        strict,
        climbing,
    )
    for template in others:
        assert _refusal(tmp_path, template).code == "REP-031"


def test_parts_that_nothing_needs_stay_out(tmp_path: Path) -> None:
    extra = {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0", "customXml/item1.xml": b"<secret/>", "word/activeX/a.xml": b"<a/>"}
    path = tmp_path / "report.docx"
    write_docx(small_document(), path, template=changed(good_template(), extra), created_at=CREATED_AT)
    assert not [name for name in parts_of(path) if "embed" in name or "custom" in name.lower() or "activeX" in name]
    told = b"".join(data for name, data in parts_of(path).items() if name.startswith("docProps"))
    assert b"python-docx" not in told, "who made the template is not who made the report"


def test_drawings_name_no_place_elsewhere(tmp_path: Path) -> None:
    drawing = f'<w:p {_V}><w:r><w:pict><v:shape href="http://example.org/"><v:imagedata src="http://example.org/b"/></v:shape></w:pict></w:r></w:p>'
    path = tmp_path / "report.docx"
    write_docx(small_document(), path, template=with_body(good_template(), drawing), created_at=CREATED_AT)
    assert b"example.org" not in parts_of(path)["word/document.xml"]
