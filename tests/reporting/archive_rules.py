# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a validator of PDF/A-3b looks at in a file's structure, asserted here, so that it is held where none is installed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_HIDDEN, _INVISIBLE, _PRINT, _NO_VIEW, _TOGGLE = 2, 1, 4, 32, 256
_FORBIDDEN_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/Sound",
    "/Movie",
    "/ResetForm",
    "/ImportData",
    "/Hide",
    "/SetOCGState",
    "/Rendition",
    "/Trans",
}
_FORBIDDEN_ANNOTATIONS = {"/3D", "/Sound", "/Screen", "/Movie"}
_FILTERS = {"/FlateDecode", "/DCTDecode"}


def assert_fit_for_archives(data: bytes) -> None:
    """Hold a file, signed or not, against the rules of PDF/A-3b that can be seen in its structure, and its tree against its pages."""
    _assert_frame(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _assert_root(pdf)
        _assert_described(pdf)
        for each in pdf.objects:
            _assert_object(each)
        for page in pdf.pages:
            _assert_page(page)
        assert_tree_is_sound(pdf)


def _assert_frame(data: bytes) -> None:
    assert re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", data)
    assert data.endswith((b"%%EOF\n", b"%%EOF", b"%%EOF\r\n"))
    for end in re.finditer(rb"%%EOF", data):
        assert data[end.end() : end.end() + 1] in (b"\n", b"\r", b"")
    for end in re.finditer(rb"[^\r\n]endstream", data):
        raise AssertionError(f"no end of line before endstream at {end.start()}")
    assert not re.search(rb"\bstream(\r(?!\n)|[^\r\n])", re.sub(rb"stream\r?\n.*?\r?\nendstream", b"", data, flags=re.DOTALL))


def _assert_root(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    assert "/Encrypt" not in pdf.trailer
    assert len(pdf.trailer.ID) == 2
    assert not {"/AA", "/Requirements", "/NeedsRendering"} & set(root.keys())
    assert isinstance(root.get("/OpenAction", pikepdf.Array()), pikepdf.Array)
    assert not {"/AlternatePresentations", "/JavaScript"} & set(root.get("/Names", pikepdf.Dictionary()).keys())
    intents = list(root.OutputIntents)
    assert [intent.S for intent in intents] == ["/GTS_PDFA1"]
    profile = intents[0].DestOutputProfile
    assert profile.N == 3
    assert profile.read_bytes()[36:40] == b"acsp"
    form = root.get("/AcroForm", pikepdf.Dictionary())
    assert not form.get("/NeedAppearances", False)
    assert "/XFA" not in form
    associated = {spec.objgen for spec in root.AF}
    for name, spec in pdf.attachments.items():
        assert spec.obj.objgen in associated, name
        assert spec.obj.AFRelationship in ("/Data", "/Source", "/Alternative", "/Supplement", "/Unspecified")
        assert {"/F", "/UF"} <= set(spec.obj.keys())
        assert re.fullmatch(r"/[\w.+-]+/[\w.+-]+", str(spec.obj.EF.F.Subtype))
        assert "/ModDate" in spec.obj.EF.F.Params


def _assert_described(pdf: pikepdf.Pdf) -> None:
    stream = pdf.Root.Metadata
    assert stream.Type == "/Metadata"
    assert stream.Subtype == "/XML"
    assert "/Filter" not in stream
    raw = stream.read_bytes()
    assert b"bytes=" not in raw.split(b"?>")[0]
    info = pdf.trailer.Info
    with pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "B")
        assert str(info.Title) == xmp["dc:title"]
        for key, name in (
            ("/Author", "dc:creator"),
            ("/Subject", "dc:description"),
            ("/Keywords", "pdf:Keywords"),
            ("/Producer", "pdf:Producer"),
        ):
            if key in info:
                told = xmp[name]
                assert str(info[key]) == (told[0] if isinstance(told, list) else told), key
        for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
            digits = re.sub(r"\D", "", str(info[key]))[:14]
            assert digits == re.sub(r"\D", "", xmp[name])[:14], key


def _assert_object(each: Any) -> None:
    if not isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    assert each.get("/S") not in _FORBIDDEN_ACTIONS
    if "/FontDescriptor" in each or each.get("/Type") == "/Font":
        _assert_font(each)
    if each.get("/Subtype") == "/Image":
        assert "/Alternates" not in each
        assert "/OPI" not in each
        assert not each.get("/Interpolate", False)
    if isinstance(each, pikepdf.Stream):
        filters = each.get("/Filter", pikepdf.Array())
        named = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
        assert {str(name) for name in named} <= _FILTERS
        assert not {"/F", "/FFilter", "/FDecodeParms"} & set(each.keys())
        if each.get("/Subtype") == "/Form":
            assert "/OPI" not in each
            assert "/PS" not in each
    if each.get("/Type") == "/ExtGState":
        assert "/TR" not in each
        assert each.get("/BM", pikepdf.Name.Normal) in ("/Normal", "/Compatible")


def _assert_font(font: Any) -> None:
    if font.get("/Type") != "/Font" or font.get("/Subtype") == "/Type0":
        if font.get("/Subtype") == "/Type0":
            assert "/ToUnicode" in font
        return
    described = font.FontDescriptor
    assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()), font.BaseFont
    if font.Subtype == "/TrueType":
        assert "/ToUnicode" in font
        assert int(described.Flags) & 4
        assert "/Encoding" not in font
        assert len(font.Widths) == font.LastChar - font.FirstChar + 1


def _assert_page(page: pikepdf.Page) -> None:
    obj = page.obj
    assert not {"/AA", "/PresSteps", "/Trans"} & set(obj.keys())
    assert obj.get("/Tabs") == "/S"
    has_transparency = "/Group" in obj and obj.Group.get("/S") == "/Transparency"
    assert not has_transparency or "/CS" in obj.Group
    for annotation in obj.get("/Annots", []):
        assert annotation.Subtype not in _FORBIDDEN_ANNOTATIONS
        flags = int(annotation.F)
        assert flags & _PRINT
        assert not flags & (_HIDDEN | _INVISIBLE | _NO_VIEW | _TOGGLE)
        if annotation.Subtype == "/Widget":
            assert not {"/A", "/AA"} & set(annotation.keys())
            edges = [float(edge) for edge in annotation.Rect]
            assert "/AP" in annotation or edges[0] == edges[2] or edges[1] == edges[3] or "/V" not in annotation
        assert set(annotation.get("/AP", pikepdf.Dictionary()).keys()) <= {"/N"}


def marks_of(page: pikepdf.Page) -> Iterator[tuple[str, int]]:
    """Yield the role and number of every marked stretch of a page; all that is shown must be in one or be an artifact."""
    depth = 0
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        if operator in ("BDC", "BMC"):
            depth += 1
            assert depth == 1, "stretches within stretches"
            if operator == "BDC" and "/MCID" in step.operands[1]:
                yield str(step.operands[0]), int(step.operands[1].MCID)
            else:
                assert step.operands[0] == "/Artifact"
        elif operator == "EMC":
            depth -= 1
        elif operator in ("Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"):
            assert depth == 1, f"{operator} outside of every stretch"
    assert depth == 0


def assert_tree_is_sound(pdf: pikepdf.Pdf) -> None:
    """Hold the tree against the pages: every mark in it once, found in the parent tree, under an element of its own role."""
    tree = pdf.Root.StructTreeRoot
    assert pdf.Root.MarkInfo.Marked
    numbers = list(tree.ParentTree.Nums)
    parents = dict(zip([int(key) for key in numbers[::2]], numbers[1::2], strict=True))
    assert list(parents) == sorted(parents)
    assert tree.ParentTreeNextKey == len(parents)
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    marked = {(number, mark): role for number, page in enumerate(pdf.pages) for role, mark in marks_of(page)}
    seen: list[tuple[int, int]] = []
    links = []
    waiting = [(kid, tree) for kid in _kids(tree)]
    while waiting:
        element, parent = waiting.pop()
        assert element.P.objgen == parent.objgen
        assert element.S not in ("/Figure",) or str(element.get("/Alt", ""))
        for kid in _kids(element):
            if isinstance(kid, int):
                at, mark = pages[element.Pg.objgen], kid
            elif kid.get("/Type") == "/MCR":
                at, mark = pages[kid.Pg.objgen], int(kid.MCID)
            elif kid.get("/Type") == "/OBJR":
                assert element.S == "/Link"
                assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
                links.append(kid.Obj.objgen)
                continue
            else:
                waiting.append((kid, element))
                continue
            seen.append((at, mark))
            assert marked[at, mark] == element.S
            assert parents[int(pdf.pages[at].obj.StructParents)][mark].objgen == element.objgen
    assert len(seen) == len(set(seen))
    assert set(seen) == set(marked)
    drawn = [each.objgen for page in pdf.pages for each in page.obj.get("/Annots", []) if each.Subtype == "/Link"]
    assert sorted(links) == sorted(drawn)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
