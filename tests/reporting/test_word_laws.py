# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What holds of a Word report whatever texts it is given: they stay text, and the file stays one that Word opens."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator_app.reporting.document import (
    Align,
    Bar,
    BarChart,
    BulletList,
    Cell,
    Column,
    Cover,
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
    Table,
    TableOfContents,
    Tone,
    linked,
)
from evaluator_app.reporting.word.writing import write_docx
from tests.reporting.sample_documents import CREATED_AT
from tests.reporting.word_files import W, assert_well_made, parts_of, root_of, tables_of
from tests.reporting.word_templates import good_template

_HOSTILE = (
    "=cmd|' /C calc'!A0",
    "{{report}} {{mine}}",
    '<w:p/>&amp;<!DOCTYPE a [<!ENTITY b "c">]>',
    '" onload="x" \'',
    "]]>",
    "DDEAUTO c:\\windows\\system32\\cmd.exe",
    "\x00\x07\x0b\ufffe\ud800",
    "a\r\nb\tc",
    "\u202e右到左",
    "",
)
_texts = st.one_of(st.sampled_from(_HOSTILE), st.text(st.characters(exclude_categories=()), max_size=20))
_ONE_IN_XML = str.maketrans({"\r": "\n", "\t": " "})


def _document(one: str, two: str) -> Document:
    return Document(
        title=one,
        subject=two,
        author=one,
        keywords=(two,),
        header=one,
        footer=two,
        watermark=one or None,
        cover=Cover((one, two), one, ((one, two),), two, one, two, draft_mark=one, sample_mark=two),
        blocks=(
            TableOfContents(3),
            Heading(1, one, anchor="place"),
            Heading(2, two),
            Paragraph((one, linked(two, "place"), linked("x", "place"))),
            KeyValues(((one, two), (two, one), (one, one)), columns=2),
            Table(
                (Column(one), Column(two, align=Align.DECIMAL)),
                (GroupRow(one, two), Row((two, Cell(one, Tone.BAD))), Row((Cell(two, span=2),), strong=True)),
                caption=two,
                note=one,
            ),
            BulletList((one, two), ordered=True),
            BarChart((Bar(one, Decimal(1), Decimal(2), value=two),), caption=one),
            Notice(Tone.WARN, one, two),
            PhotoGrid((Photo(b"no photo", (one, two), two),)),
            SignatureArea((SignatureSlot("a", one, two, date_line=two),)),
        ),
    )


def _seen(text: str) -> str:
    """Return a text as a reader of the file gets it."""
    clean = text.replace("\r\n", "\n").translate(_ONE_IN_XML)
    return "".join(
        each if each == "\n" or 0x20 <= ord(each) < 0xD800 or 0xE000 <= ord(each) < 0xFFFE or ord(each) >= 0x10000 else "\ufffd"
        for each in clean
    )


@settings(max_examples=25, deadline=None)
@given(_texts, _texts)
def test_any_text_stays_text_in_a_file_that_word_opens(one: str, two: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        write_docx(_document(one, two), path, created_at=CREATED_AT, note=two)
        assert_well_made(path)
        (table,) = tables_of(path)
        note = f"\t{_seen(two)}" if two else ""
        assert table == [[_seen(one), _seen(two)], [_seen(one) + note], [_seen(two), _seen(one)], [_seen(two)]]


@settings(max_examples=15, deadline=None)
@given(_texts, _texts)
def test_any_text_stays_text_in_a_firm_s_template(one: str, two: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        template = good_template()
        write_docx(_document(one, two), path, template=template, values={"mine": one}, created_at=CREATED_AT, note=two)
        assert_well_made(path)
        assert tables_of(path)[0][2] == [_seen(two), _seen(one)]


@settings(max_examples=15, deadline=None)
@given(_texts)
def test_no_text_becomes_a_field_or_a_part(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("one.docx", "two.docx")]
        for path, words in zip(paths, (text, "x"), strict=True):
            write_docx(_document(words, words), path, created_at=CREATED_AT)
        fields = [[each.text for each in root_of(path).iter(f"{W}instrText")] for path in paths]
        assert fields[0] == fields[1]
        names = [[name for name in parts_of(path) if not name.startswith("word/media/")] for path in paths]
        assert names[0] == names[1]
