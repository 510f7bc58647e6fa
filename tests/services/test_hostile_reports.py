# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Files made to break readers: each is refused with a sentence or found not sound, and none is called sound."""

from __future__ import annotations

import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evaluator_app.errors import UserFacingError
from evaluator_app.reporting.drawn_pictures import drawn_pictures
from evaluator_app.reporting.page_marks import PagesUnreadableError, page_marks
from evaluator_app.services.verifying import verify_report
from evaluator_app.signing.documents import open_document

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PAGES, PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>%s>>"
FIELD = b"/AcroForm<</Fields[4 0 R]>>"


def pdf(catalog: bytes = b"", *more: bytes, pages: bytes = PAGES, page: bytes = b"", trailer: bytes = b"") -> bytes:
    """Return a file of a catalog, a page, and what else there is, from number 4 on."""
    out, starts = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate((b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog, pages, PAGE % page, *more), start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(starts) + 1, trailer, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1) + table + end


def stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def packed(size: int) -> bytes:
    """Return so many zeros, packed."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()


def attached(content: bytes, packing: bytes = b"/Filter/FlateDecode") -> bytes:
    """Return a file that carries something as its data."""
    names = b"/Names<</EmbeddedFiles<</Names[(assessment.json) 4 0 R]>>>>"
    return pdf(names, b"<</F(assessment.json)/UF(assessment.json)/EF<</F 5 0 R>>>>", stream(packing, content))


def signed(byte_range: bytes, contents: bytes = b"3080") -> bytes:
    """Return a file with something like a signature."""
    sealed = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange %s/Contents<%s>>>"
    return pdf(FIELD, b"<</FT/Sig/T(s)/V 6 0 R>>", b"5 0 R", sealed % (byte_range, contents))


def many_signatures(count: int) -> bytes:
    fields = b"".join(b"%d 0 R " % (number + 4) for number in range(count))
    sealed = b"<</FT/Sig/T(s%d)/V<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 10 20 %d]/Contents<3080>>>>>"
    return pdf(b"/AcroForm<</Fields[%s]>>" % fields, *(sealed % (number, number) for number in range(count)))


NESTED = b"\x30\x80" * 3000
HOSTILE = {
    "a loop of revisions": pdf(trailer=b"/Prev 9"),
    "a loop of pages": pdf(pages=b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 99>>"),
    "pages without number": pdf(pages=b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"),
    "a loop of fields": pdf(FIELD, b"<</FT/Sig/T(a)/Kids[4 0 R]/Parent 4 0 R>>"),
    "a loop of names": pdf(b"/Names<</EmbeddedFiles 4 0 R>>", b"<</Kids[4 0 R 4 0 R]>>"),
    "a loop in the outline": pdf(b"/Outlines 4 0 R", b"<</First 4 0 R/Last 4 0 R/Next 4 0 R/Title(x)>>"),
    "a loop of structure": pdf(b"/StructTreeRoot 4 0 R", b"<</Type/StructTreeRoot/K[4 0 R]>>"),
    "lists within lists": pdf(b"/X " + b"[" * 100_000 + b"]" * 100_000),
    "dictionaries within dictionaries": pdf(b"/X " + b"<</A " * 20_000 + b"1" + b">>" * 20_000),
    "a long name": pdf(b"/" + b"N" * 1_000_000 + b" 1"),
    "data that unpack without end": attached(packed(100_000_000)),
    "data packed twice": attached(zlib.compress(packed(200_000_000)), b"/Filter[/FlateDecode/FlateDecode]"),
    "data of lists within lists": attached(zlib.compress(b"[" * 1_000_000)),
    "data with an endless number": attached(zlib.compress(b'{"format":"evaluator-report-data","version":1e999999999}')),
    "data that are no text": attached(zlib.compress(b"\xff\xfe")),
    "garbage as validation data": pdf(b"/DSS<</Certs[4 0 R]/CRLs 4 0 R/OCSPs[[1 0 R]]>>", stream(b"", b"xx")),
    "a range of no bytes": signed(b"[0 0 0 0]"),
    "a range below zero": signed(b"[0 -5 10 -3]"),
    "a range that overlaps itself": signed(b"[0 500 100 400]"),
    "a range beyond the file": signed(b"[0 99999999999999999999 1 1]"),
    "a range of words": signed(b"[(a)(b)(c)(d)]"),
    "a range that refers to itself": signed(b"5 0 R"),
    "a signature of boxes within boxes": signed(b"[0 10 20 30]", NESTED.hex().encode()),
    "more signatures than any report has": many_signatures(600),
    "only a beginning": b"%PDF-1.7\n",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_made_to_break_readers_is_never_sound(what: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hostile.pdf"
    path.write_bytes(HOSTILE[what])
    with suppress(UserFacingError):
        found = verify_report(path, at=NOW)
        assert not found.is_sound
        assert all(found.to_json()["reasons"].values())
        assert found.to_text()
    assert "Traceback" not in capfd.readouterr().err


OVERGROWN = {
    "a name as long as a book": pdf(b"/" + b"N" * 5_000_000 + b" 1"),
    "names without end": pdf(b"/X<<%s>>" % b"".join(b"/N%d %d" % (number, number) for number in range(200_000))),
    "objects without end": pdf(b"", *(b"%d" % number for number in range(150_000))),
}


@pytest.mark.parametrize("what", OVERGROWN)
def test_a_file_that_would_hold_the_reader_for_minutes_is_not_read(what: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        open_document(OVERGROWN[what], "overgrown.pdf")
    assert refused.value.code == "SIG-056"


def test_a_stream_may_hold_any_bytes() -> None:
    open_document(pdf(b"", stream(b"", b"/N 1 0 obj " * 200_000)), "stream.pdf")


def test_pages_that_unpack_without_end_are_not_unpacked() -> None:
    data = pdf(b"", stream(b"/Filter/FlateDecode", packed(100_000_000)), page=b"/Contents 4 0 R")
    with pytest.raises(PagesUnreadableError):
        page_marks(data)
    with pytest.raises(PagesUnreadableError):
        list(drawn_pictures(data))
