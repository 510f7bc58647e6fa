# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What stands on the pages of a PDF, pictures apart, so that a report can be held against one built anew from its data.

Compares marks and the fonts that give them shape, not extracted words: a font that shows other letters than it
claims, a white box over a figure or a note laid upon the page are all differences.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import pikepdf

_OURS = {"/Link", "/Widget"}
"""Annotations that a report of ours has: links of the contents, places for signatures."""

BLANK_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea735810000000049454e44ae426082"
)
"""A white dot as PNG; stands for photos that are not at hand when a report is built anew."""


class PagesUnreadableError(ValueError):
    """The pages cannot be taken apart."""


def page_marks(data: bytes) -> tuple[str, ...]:
    """Return a digest of what stands on each page; pictures count as pictures, whatever they show."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            fonts: dict[tuple[int, int], str] = {}
            return tuple(_page(page, fonts) for page in pdf.pages)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise PagesUnreadableError(str(error)) from error


def _page(page: pikepdf.Page, fonts: dict[tuple[int, int], str]) -> str:
    digest = hashlib.sha256(repr([str(value) for value in page.mediabox]).encode())
    for mark in _marks(page.obj, page.resources, fonts, depth=0):
        digest.update(mark.encode() + b"\n")
    for annotation in page.obj.get("/Annots", []):
        kind = str(annotation.get("/Subtype", ""))
        if kind not in _OURS:
            digest.update(f"annotation {kind}\n".encode())
    return digest.hexdigest()


def _marks(drawn: Any, resources: Any, fonts: dict[tuple[int, int], str], *, depth: int) -> Iterator[str]:
    if depth > 3:
        raise ValueError("forms within forms")
    waiting: list[str] = []
    for instruction in pikepdf.parse_content_stream(drawn):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name == "Do":
            inner = resources.XObject[operands[0]]
            if inner.get("/Subtype") == "/Image":
                waiting.clear()
                yield "picture"
                continue
            yield from waiting
            waiting.clear()
            yield "form"
            yield from _marks(inner, inner.get("/Resources", pikepdf.Dictionary()), fonts, depth=depth + 1)
            continue
        yield from waiting
        waiting.clear()
        mark = f"{name} {[_plain(operand) for operand in operands]}"
        if name == "Tf":
            mark = f"Tf {_font(resources.Font[operands[0]], fonts)} {operands[1]}"
        if name == "cm":
            waiting.append(mark)
        else:
            yield mark
    yield from waiting


def _plain(operand: Any) -> str:
    if isinstance(operand, pikepdf.String):
        return bytes(operand).hex()
    return operand.unparse().decode("latin-1") if isinstance(operand, pikepdf.Object) else str(operand)


def _font(font: Any, fonts: dict[tuple[int, int], str]) -> str:
    """Return a digest of a font's glyphs and of what it claims that they mean."""
    known = fonts.get(font.objgen)
    if known is None:
        digest = hashlib.sha256(str(font.get("/Subtype")).encode())
        for stream in (font.get("/ToUnicode"), font.get("/FontDescriptor", pikepdf.Dictionary()).get("/FontFile2")):
            if stream is not None:
                digest.update(stream.read_bytes())
        digest.update(repr([str(width) for width in font.get("/Widths", [])]).encode())
        known = fonts[font.objgen] = digest.hexdigest()
    return known
