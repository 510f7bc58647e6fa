# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A workbook from disk as rows of cells, within bounds: the reading library sees only a copy that was checked before.

The copy holds the sheets, texts and styles, unpacked; nothing else of the file is touched, nothing is run or followed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from evaluator_app.bounded_files import read_at_most
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.sentence import Sentence, say

LARGEST_FILE = 20_000_000
"""Bytes of the file."""
LARGEST_WHOLE = 80_000_000
"""Bytes of all that is unpacked."""
LARGEST_TEXT = 200_000_000
"""Bytes of text that all cells together may come to, each time a text is used counted."""
MOST_ENTRIES = 1_000
MOST_SHEETS = 60
MOST_ROWS, MOST_COLUMNS = 9_999, 104
_WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels|xl/(?:workbook|styles|sharedStrings)\.xml"
    r"|xl/worksheets/[\w. -]+\.xml"
)
_SHEET = re.compile(r"xl/worksheets/[\w. -]+\.xml")
_TEXTS = "xl/sharedStrings.xml"
_UNUSUAL = (re.compile(rb'<c (?!r="[A-C]?[A-Z][0-9]{1,4}"[ />])[^>]{0,80}'), re.compile(rb'<row (?!r="[0-9]{1,4}"[ />])[^>]{0,80}'))
"""Cells and rows that are not marked in the usual way, or beyond the bounds."""
_TELLTALE = (re.compile(rb":(?:c|row)[\s/>]"), re.compile(rb"<c[\t\r\n/>]"), re.compile(rb"<row[\t\r\n/>]"))
"""What a cell or row marked in another way has in it; other things may have it too."""
_ANY_UNUSUAL = re.compile(rb"<(?:[^\s<>/!?:]+:(?:c|row)(?=[\s/>])|(?:c|row)(?=[\t\r\n/>]))[^>]{0,80}")
_MARKED = re.compile(rb'<c r="([A-Z]{1,2})([0-9]{1,4})"[^>]*?(?: t="e"[^>]*>|>(?=<(?:[^\s<>/:]+:)?f[\s/>]))')
_FORMULA = re.compile(rb"<(?:[^\s<>/!?:]+:)?f[\s/>]")
_MARKS = (re.compile(rb"<f[\s/>]"), re.compile(rb":f[\s/>]"), re.compile(rb't="e"'))
"""What a sheet with formulas or error values has in it."""
_MERGED = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_INDEX = re.compile(rb"<v>([0-9]{1,7})</v>")
_UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_RETURN = re.compile(rb"\r|_x000D_|&#")
_ROOT = re.compile(rb"<[^?!]")
_MAGIC, _OLD_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class WorkbookRefusedError(Exception):
    """A file is not read as a workbook."""

    def __init__(self, sentence: Sentence, advice: Sentence, code: str = "TPL-801") -> None:
        """Take what is wrong and what to do."""
        super().__init__(sentence.text())
        self.code = code
        self.sentence = sentence
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet as it stands in the file."""

    name: str
    rows: list[list[Toml]]
    xml: bytes
    has_returns: bool
    """Whether a text may hold the line ends of Windows."""

    def formulas(self) -> Iterator[tuple[int, int, bool]]:
        """Yield row and column of each formula, and of each error value, which is told by true."""
        if any(sign.search(self.xml) for sign in _MARKS) and (_FORMULA.search(self.xml) or b' t="e"' in self.xml):
            for found in _MARKED.finditer(self.xml):
                yield int(found[2]), _column(found[1]), not _FORMULA.match(self.xml, found.end())

    def merged(self) -> Iterator[tuple[int, int]]:
        """Yield the first cell of each group of merged cells, by row and column."""
        if b"mergeCell " in self.xml:
            for found in _MERGED.finditer(self.xml):
                yield int(found[2]), _column(found[1])


def read_pages(path: Path) -> list[Page]:
    """Read every sheet of a workbook; WorkbookRefusedError if it is none or not one to be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    parts = _parts(_data_of(path))
    _check_texts(parts)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(_copy(parts))) as book:
            if len(book.sheet_names) > MOST_SHEETS:
                raise _refused_size(say("xls.many_sheets", "It has more than {most} sheets.", most=MOST_SHEETS))
            places = _places(parts)
            returns = _RETURN.search(parts.get(_TEXTS, b"")) is not None or any(b'"inlineStr"' in part for part in parts.values())
            return [
                Page(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False), parts.get(places.get(name, ""), b""), returns)
                for name in book.sheet_names
            ]
    except (CalamineError, ValueError, OverflowError) as error:
        raise _damaged() from error


def _data_of(path: Path) -> bytes:
    try:
        data = read_at_most(path, LARGEST_FILE)
    except OSError as error:
        sentence = say("tpl.unreadable", "The file cannot be read: {detail}.", detail=error.strerror or type(error).__name__)
        raise WorkbookRefusedError(sentence, say("tpl.check_path", "Check its path and your right to read it."), "TPL-001") from error
    if data is None:
        raise _refused_size(say("tpl.too_large", "The file has more than {most} bytes.", most=LARGEST_FILE))
    if data.startswith(_OLD_MAGIC):
        sentence = say("xls.old", "The workbook is protected by a password, or in the old format .xls.")
        raise WorkbookRefusedError(sentence, say("xls.save_new", "Open it in Excel and save it as .xlsx, without a password."))
    if not data.startswith(_MAGIC):
        sentence = say("xls.none", "This is no Excel workbook.")
        raise WorkbookRefusedError(sentence, say("xls.choose", "Choose the .xlsx file; a CSV or text file must be saved as one first."))
    return data


def _parts(data: bytes) -> dict[str, bytes]:
    """Return the wanted parts, unpacked within bounds."""
    end = data.rfind(b"PK\x05\x06", -66_000)
    if end < 0:
        raise _damaged()
    if int.from_bytes(data[end + 10 : end + 12], "little") > MOST_ENTRIES:
        raise _refused_size(say("xls.many_entries", "It is packed of more than {most} pieces.", most=MOST_ENTRIES))
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
            _check_names(infos)
            room = LARGEST_WHOLE
            for info in infos:
                if _WANTED.fullmatch(info.filename):
                    parts[info.filename] = _unpacked(data, info, room)
                    room -= len(parts[info.filename])
    except _UNREADABLE as error:
        raise _damaged() from error
    for name, part in parts.items():
        _check_part(name, part)
    return parts


def _unpacked(data: bytes, info: zipfile.ZipInfo, room: int) -> bytes:
    """Return one part, whatever size it claims, if it has room."""
    head = data[info.header_offset : info.header_offset + 30]
    if head[:4] != _MAGIC or info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _damaged()
    start = info.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    part = data[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_DEFLATED:
        part = zlib.decompressobj(-15).decompress(part, room + 1)
    if len(part) > room:
        raise _refused_size(say("xls.unpacked", "It unpacks to more than {most} bytes.", most=LARGEST_WHOLE))
    if zlib.crc32(part) != info.CRC:
        raise _damaged()
    return part


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(set(names)) < len(names) or any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise _damaged()
    if any("vbaproject" in name.lower() or "macrosheets" in name.lower() for name in names):
        sentence = say("xls.macros", "The workbook holds macros.")
        raise WorkbookRefusedError(sentence, say("xls.save_without", "Save it as .xlsx, which holds none."))
    if any(name.startswith("xl/externalLinks/") for name in names):
        sentence = say("xls.links", "The workbook holds links to other workbooks.")
        raise WorkbookRefusedError(sentence, say("xls.break_links", "Break them (Data, Edit Links) and save it again."))
    if not any(_SHEET.fullmatch(name) for name in names):
        sentence = say("xls.none", "This is no Excel workbook.")
        raise WorkbookRefusedError(sentence, say("xls.choose", "Choose the .xlsx file; a CSV or text file must be saved as one first."))


def _check_part(name: str, part: bytes) -> None:
    head = part[:200]
    declared = re.search(rb"""encoding\s*=\s*["']([^"']*)["']""", head)
    begun = _ROOT.search(part)
    prolog = part[: begun.start()] if begun else part
    if (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")) or b"\0" in part or b"<!DOCTYPE" in prolog:
        raise _damaged()
    if _SHEET.fullmatch(name) and (found := _unusual(part)):
        cell = re.search(rb'\sr="([A-Z]*[0-9]+)"', found[0])
        where = cell[1].decode() if cell else "?"
        fields = {"cell": where, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
        sentence = say(
            "xls.wide", "A sheet has cells beyond {rows} rows or {columns} columns, or marked in an unusual way: {cell}.", **fields
        )
        raise WorkbookRefusedError(sentence, say("xls.delete_far", "Delete the empty rows and columns around the filled ones and save it."))


def _unusual(part: bytes) -> re.Match[bytes] | None:
    """Return a cell or row that is marked in an unusual way or beyond the bounds."""
    found = next((found for pattern in _UNUSUAL if (found := pattern.search(part))), None)
    if found is None and any(sign.search(part) for sign in _TELLTALE):
        return _ANY_UNUSUAL.search(part)
    return found


def _check_texts(parts: Mapping[str, bytes]) -> None:
    """Refuse a file whose cells use its texts so often that they would fill the memory."""
    texts = parts.get(_TEXTS, b"")
    sheets = [part for name, part in parts.items() if name != _TEXTS and _SHEET.fullmatch(name)]
    cells = sum(sheet.count(b"<c ") for sheet in sheets)
    if cells * len(texts) <= LARGEST_TEXT:
        return
    if b":si" not in texts and cells * max(map(len, texts.split(b"<si"))) <= LARGEST_TEXT:
        return
    lengths = [len(piece) for piece in re.split(rb"<(?:[^\s<>/!?:]+:)?si[\s/>]", texts)[1:]]
    total = sum(lengths[int(index)] for sheet in sheets for index in _INDEX.findall(sheet) if int(index) < len(lengths))
    if total > LARGEST_TEXT:
        raise _refused_size(say("xls.much_text", "Its cells come to more than {most} bytes of text.", most=LARGEST_TEXT))


def _copy(parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook of the parts alone, unpacked, so that nothing is packed within it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for name, part in parts.items():
            copy.writestr(zipfile.ZipInfo(name), part)
    return target.getvalue()


def _places(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the part that holds each sheet, by the sheet's name."""
    links = parts.get("xl/_rels/workbook.xml.rels", b"").decode(errors="replace")
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\s([^>]*)>", links):
        told = dict(_ATTRIBUTE.findall(tag))
        targets[told.get("Id", "")] = f"xl/{told.get('Target', '').removeprefix('/xl/').removeprefix('xl/')}"
    found = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\s([^>]*)>", parts.get("xl/workbook.xml", b"").decode(errors="replace")):
        told = dict(_ATTRIBUTE.findall(tag))
        link = next((value for key, value in told.items() if key.endswith(":id")), "")
        found[unescape(told.get("name", ""))] = targets.get(link, "")
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _damaged() -> WorkbookRefusedError:
    sentence = say("xls.damaged", "The workbook is damaged or was put together in an unusual way.")
    return WorkbookRefusedError(sentence, say("xls.save_again", "Open it in Excel and save it again as .xlsx."))


def _refused_size(sentence: Sentence) -> WorkbookRefusedError:
    return WorkbookRefusedError(sentence, say("tpl.not_a_template", "A template is far smaller; this is probably another file."))
