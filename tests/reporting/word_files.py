# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Word files looked into: their parts, their tables, and the order of elements that Word insists on."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens"
    " kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing"
    " mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color"
    " spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd"
    " tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left bottom right insideH insideV",
    "tcBorders": "top left bottom right insideH insideV",
    "pBdr": "top left bottom right between bar",
    "tblCellMar": "top left bottom right",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sectPr": "headerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt"
    " vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
    " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
}
"""What may stand in an element, in the order that its schema (ISO/IEC 29500-1 transitional) asks for."""


def parts_of(path: Path) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root_of(path: Path, name: str = "word/document.xml") -> Any:
    """Return a part parsed."""
    return etree.fromstring(parts_of(path)[name])


def assert_well_made(path: Path) -> None:
    """Assert what Word needs to open a file: order of elements, a paragraph at each cell's end, no reference to nothing, unique numbers."""
    parts = parts_of(path)
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            _assert_in_order(name, etree.fromstring(data))
    root = etree.fromstring(parts["word/document.xml"])
    for cell in root.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    body = root.find(f"{W}body")
    for one, two in pairwise(body):
        assert not (one.tag == two.tag == f"{W}tbl"), "two tables grow together"
    assert [each.tag for each in body[-2:]] == [f"{W}p", f"{W}sectPr"]
    for table in root.iter(f"{W}tbl"):
        width = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc"))
            assert sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) == width
    for tag, attribute in ((f"{W}bookmarkStart", f"{W}id"), (f"{W}bookmarkStart", f"{W}name"), ("{*}docPr", "id")):
        values = [each.get(attribute) for each in root.iter(tag)]
        assert len(values) == len(set(values))
    named = {each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")}
    assert {each.get(f"{W}anchor") for each in root.iter(f"{W}hyperlink")} <= named
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name) for name in named)
    styles = {each.get(f"{W}styleId") for each in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    assert {each.get(f"{W}val") for each in root.iter(f"{W}pStyle", f"{W}rStyle")} <= styles
    _assert_references(parts)


def _assert_in_order(name: str, root: Any) -> None:
    for element in root.iter(f"{W}*"):
        order = _ORDERS.get(etree.QName(element).localname)
        if order is not None and element.getparent() is not None and etree.QName(element.getparent()).localname != "rPrDefault":
            children = [etree.QName(child).localname for child in element if child.tag.startswith(W) and child.tag != f"{W}footerReference"]
            places = [order.split().index(child) for child in children]
            assert places == sorted(places), (name, element.tag, children)


def _assert_references(parts: dict[str, bytes]) -> None:
    for name, data in parts.items():
        folder, _slash, last = name.rpartition("/")
        if not name.endswith(".xml"):
            continue
        links = parts.get(f"{folder}/_rels/{last}.rels")
        known = {} if links is None else {each.get("Id"): each for each in etree.fromstring(links)}
        space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
        used = {value for each in etree.fromstring(data).iter() for key, value in each.attrib.items() if key.startswith(space)}
        assert used <= known.keys(), (name, used)
        for link in known.values():
            assert link.get("TargetMode") is None, "leads out of the file"
            assert f"{folder}/{link.get('Target')}" in parts


def tables_of(path: Path) -> list[list[list[str]]]:
    """Return the words of each table with a repeated head: rows of cells, the head among them."""
    tables = (table for table in root_of(path).iter(f"{W}tbl") if next(table.iter(f"{W}tblHeader"), None) is not None)
    return [[[_words(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")] for table in tables]


def _words(cell: Any) -> str:
    words = ""
    for each in cell.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if each.getparent().tag == f"{W}r":  # a tab stop is called as a tab is
            words += {f"{W}br": "\n", f"{W}tab": "\t"}.get(each.tag, each.text or "")
    return words


def text_of(path: Path, name: str = "word/document.xml") -> str:
    """Return all words of a part, a line for a paragraph."""
    return "\n".join(_words(paragraph) for paragraph in root_of(path, name).iter(f"{W}p"))


def pages_of(path: Path, folder: Path) -> list[str]:
    """Return the words of each page as LibreOffice lays the file out; skips where it or poppler is missing."""
    soffice, pdftotext = shutil.which("soffice"), shutil.which("pdftotext")
    if soffice is None or pdftotext is None:
        pytest.skip("LibreOffice or poppler is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path], check=True, capture_output=True, timeout=180
    )
    return pdf_pages(folder / f"{path.stem}.pdf")


def pdf_pages(path: Path) -> list[str]:
    """Return the words of each page of a PDF; skips where poppler is missing."""
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        pytest.skip("poppler is not installed")
    said = subprocess.run([pdftotext, "-layout", path, "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    return said.split("\f")[:-1]
