# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What stands on the pages of a PDF and around them, so that a report can be held against one built anew from its data.

Compares marks, the fonts that give them shape and whatever a reader shows or runs beside them, not extracted words: a
font that shows other letters than it claims, a white box or a note over a figure, a cropped page, a script are all
differences. Only what a photo shows is left out, and the signatures, each in the place that the report has for it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from evaluator_app.reporting.object_marks import object_mark, stream_content
from evaluator_app.reporting.pdf_types import PLACES_NAME

_APART = frozenset({"/Parent", "/Contents", "/Resources", "/Annots"})
"""Entries of a page that are looked at one by one."""
_OF_FORM = frozenset({"/Resources"})
_BY_USE = frozenset({"/Font", "/XObject", "/ProcSet"})
"""Resources that count where they are used."""
_OF_SIGNING = frozenset({"/Pages", "/AcroForm", "/Metadata", "/Perms", "/DSS", "/Extensions", "/Version"})
"""Entries of the document that signing adds or that are looked at one by one."""
_TOLD = ("/Title", "/Author", "/Subject", "/Keywords")
_TOLD_IN_XMP = ("dc:title", "dc:creator", "dc:description", "pdf:Keywords")
_PLAIN_FORM = {"/Fields", "/SigFlags", "/DA", "/DR"}
_NEAR = 0.05
_DEEPEST = 3

STAMP_FIELD = "time-stamp-"
"""How the fields of time stamps begin; they have no room on a page."""

BLANK_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea735810000000049454e44ae426082"
)
"""A white dot as PNG; stands for photos that are not at hand when a report is built anew."""


class PagesUnreadableError(ValueError):
    """The pages cannot be taken apart."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What two reports have in common when they say the same."""

    pages: tuple[str, ...]
    """A digest of what stands on each page."""
    frame: str
    """A digest of all around the pages: title, outline, attachments, actions."""


def page_marks(data: bytes) -> Marks:
    """Return digests of what stands on and around the pages; pictures count as pictures, whatever they show."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _Reader(pdf).marks()
    except (
        pikepdf.PdfError,
        RuntimeError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        RecursionError,
        NotImplementedError,
    ) as error:
        raise PagesUnreadableError(str(error)) from error


class _Reader:
    """Takes one file apart."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known = {page.obj.objgen: f"page {number}" for number, page in enumerate(pdf.pages)}
        self._fonts: dict[tuple[int, int], str] = {}
        self._places = {(str(place.get("slot")), place["page"], *place["box"]) for place in _places(pdf)}

    def marks(self) -> Marks:
        return Marks(tuple(self._page(number, page) for number, page in enumerate(self._pdf.pages)), self._frame())

    def _frame(self) -> str:
        root = self._pdf.Root
        told = [object_mark(root, self._known, without=_OF_SIGNING), *self._description()]
        form = root.get("/AcroForm", pikepdf.Dictionary())
        told += sorted(set(form.keys()) - _PLAIN_FORM)
        told += ["a field" for field in form.get("/Fields", []) if not self._is_signature(field, {place[1] for place in self._places})]
        return object_mark("\n".join(told), self._known)

    def _description(self) -> Iterator[str]:
        """Yield what the file says of itself, apart from when and by what it was last saved."""
        info = self._pdf.trailer.get("/Info", pikepdf.Dictionary())
        yield from (f"{key} {info.get(key, '')}" for key in _TOLD)
        if "/Metadata" in self._pdf.Root:
            stream_content(self._pdf.Root.Metadata)  # refuses one too large before it is unpacked
            told = self._pdf.open_metadata()
            yield from (f"{key} {told.get(key, '')}" for key in _TOLD_IN_XMP)

    def _page(self, number: int, page: pikepdf.Page) -> str:
        resources = page.resources
        told = [str([list(box) for box in (page.mediabox, page.cropbox)]), object_mark(page.obj, self._known, without=_APART)]
        told.append(object_mark(resources, self._known, without=_BY_USE))
        contents: Any = page.obj.get("/Contents", [])
        for stream in [contents] if isinstance(contents, pikepdf.Stream) else contents:
            stream_content(stream)  # refuses one too large before it is unpacked
        told += self._drawn(page, resources)
        for annotation in page.obj.get("/Annots", []):
            if not self._is_signature(annotation, {number}):
                told.append(f"annotation {object_mark(annotation, self._known)}")
        return object_mark("\n".join(told), self._known)

    def _is_signature(self, field: Any, pages: set[int]) -> bool:
        """Tell whether this is nothing but a signature, or a place for one, where the report has a place."""
        is_plain = field.get("/Subtype") == pikepdf.Name.Widget and not {"/A", "/AA", "/Kids"} & set(field.keys())
        if field.get("/FT") != pikepdf.Name.Sig or not is_plain:
            return False
        box = tuple(float(edge) for edge in field.get("/Rect", []))
        name = str(field.get("/T", ""))
        if name.startswith(STAMP_FIELD) and not any(box) and "/AP" not in field:
            return True  # a time stamp, which nobody sees
        if not any((name, page, *box) in self._places for page in pages):
            return False
        shown = field.get("/AP", pikepdf.Dictionary()).get("/N")
        return "/V" in field or shown is None or (isinstance(shown, pikepdf.Stream) and not stream_content(shown).strip())

    def _drawn(self, drawn: Any, resources: Any, depth: int = 0) -> Iterator[str]:
        """Yield what is drawn; a picture in the middle of the ground laid for it may have any shape that keeps to it."""
        if depth > _DEEPEST:
            raise ValueError("forms within forms")
        shifts: list[Any] = []
        ground: list[tuple[float, float]] = []
        is_laid = False
        for instruction in pikepdf.parse_content_stream(drawn):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name == "cm":
                shifts.append(operands)
                continue
            if name == "Do" and (inner := resources.XObject[operands[0]]).get("/Subtype") == "/Image":
                fits = is_laid and len(shifts) == 1 and "/OC" not in inner and _is_in_the_middle(shifts[0], ground)
                where = [_plain_all(shift) for shift in shifts]
                yield "picture" if fits else f"a picture astray {where} {'/OC' in inner} {object_mark(inner, self._known)}"
                shifts, is_laid = [], False
                continue
            yield from (f"cm {_plain_all(shift)}" for shift in shifts)
            shifts = []
            if name == "Do":
                yield from self._form(resources.XObject[operands[0]], depth + 1)
            elif name == "Tf":
                yield f"Tf {self._font(resources.Font[operands[0]])} {operands[1]}"
            else:
                yield f"{name} {_plain_all(operands)}"
            if name == "m":
                ground = []
            if name in ("m", "l"):
                ground.append((float(operands[0]), float(operands[1])))
            is_laid = name == "f*" or (name == "q" and is_laid)
        yield from (f"cm {_plain_all(shift)}" for shift in shifts)

    def _form(self, form: Any, depth: int) -> Iterator[str]:
        resources = form.get("/Resources", pikepdf.Dictionary())
        stream_content(form)  # refuses one too large before it is unpacked
        yield f"form {object_mark(form, self._known, without=_OF_FORM)} {object_mark(resources, self._known, without=_BY_USE)}"
        yield from self._drawn(form, resources, depth)
        yield "end of form"

    def _font(self, font: Any) -> str:
        """Return a digest of a font: its glyphs, their widths and what it claims that they mean."""
        known = self._fonts.get(font.objgen) if font.is_indirect else None
        if known is None:
            known = object_mark(font, self._known)
            if font.is_indirect:
                self._fonts[font.objgen] = known
        return known


def _is_in_the_middle(shift: Any, ground: list[tuple[float, float]]) -> bool:
    wide, up, slant, high, left, bottom = (float(number) for number in shift)
    if not ground or up or slant or wide <= 0 or high <= 0:
        return False
    edges = [(min(along), max(along)) for along in zip(*ground, strict=True)]
    return all(
        abs(start + size / 2 - (low + top) / 2) < _NEAR and size < top - low + _NEAR
        for (low, top), start, size in zip(edges, (left, bottom), (wide, high), strict=True)
    )


def _places(pdf: pikepdf.Pdf) -> list[dict[str, Any]]:
    """Return the places for signatures that the report names; that it names the right ones is compared with its frame."""
    if PLACES_NAME not in pdf.attachments:
        return []
    listed = json.loads(stream_content(pdf.attachments[PLACES_NAME].get_file().obj))
    return [place for place in listed if isinstance(place.get("page"), int) and isinstance(place.get("box"), list)]


def _plain_all(operands: Any) -> list[str]:
    return [_plain(operand) for operand in operands]


def _plain(operand: Any) -> str:
    if isinstance(operand, pikepdf.String):
        return bytes(operand).hex()
    return operand.unparse().decode("latin-1") if isinstance(operand, pikepdf.Object) else str(operand)
