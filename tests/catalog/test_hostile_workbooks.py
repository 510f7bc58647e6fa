# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Files that are no honest workbooks are refused with one sentence before the reading library sees them."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator_app.catalog.reading import ReadTemplate
from evaluator_app.catalog.workbook import opening
from evaluator_app.catalog.workbook.reading import read_workbook
from evaluator_app.catalog.workbook.skeleton import skeleton_data
from tests.catalog.workbooks import workbook_bytes

SHEET = "xl/worksheets/sheet4.xml"
Parts = dict[str, bytes]
GOOD = workbook_bytes(skeleton_data())


def parts_of(data: bytes = GOOD) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name) if method == zipfile.ZIP_STORED else name, part)
    return target.getvalue()


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of()
    return packed({**parts, name: change(parts[name])})


def read(data: bytes, folder: Path, name: str = "hostile.xlsx") -> ReadTemplate:
    path = folder / name
    path.write_bytes(data)
    return read_workbook(path)


def refusal(data: bytes, folder: Path) -> str:
    result = read(data, folder)
    assert result.template is None
    (problem,) = result.problems
    assert (problem.code, problem.line, problem.sheet) == ("TPL-801", 0, "")
    return problem.sentence.code


def cells(xml: bytes) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(b"</sheetData>", xml + b"</sheetData>")


def test_the_workbook_that_they_are_made_of_is_sound(tmp_path: Path) -> None:
    assert read(packed(parts_of()), tmp_path).template is not None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "xls.none"),
        (b"id,title\n1,a\n", "xls.none"),
        (b"%PDF-1.7\n", "xls.none"),
        (b"PK\x03\x04", "xls.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls.old"),
        (packed({"a.txt": b"a"}), "xls.none"),
        (packed({"word/document.xml": b"<a/>"}), "xls.none"),
        (packed({SHEET: b"<worksheet/>"}), "xls.damaged"),
        (packed({**parts_of(), "xl/vbaProject.bin": b"macro"}), "xls.macros"),
        (packed({**parts_of(), "xl/externalLinks/externalLink1.xml": b"<a/>"}), "xls.links"),
        (packed({**parts_of(), "../evil.xml": b"<a/>"}), "xls.damaged"),
        (packed({**parts_of(), "/etc/evil.xml": b"<a/>"}), "xls.damaged"),
        (packed({**parts_of(), **{f"xl/media/{n}.png": b"" for n in range(1001)}}), "xls.many_entries"),
        (changed(SHEET, lambda part: part[: len(part) // 2]), "xls.damaged"),
        (changed(SHEET, lambda part: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + part), "xls.damaged"),
        (changed(SHEET, lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16")), "xls.damaged"),
        (changed(SHEET, lambda part: part.replace(b'encoding="UTF-8"', b'encoding="gb18030"')), "xls.damaged"),
        (changed(SHEET, cells(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')), "xls.wide"),
        (changed(SHEET, cells(b'<row r="9"><c r="XFD9"><v>1</v></c></row>')), "xls.wide"),
        (changed(SHEET, cells(b'<row r="9"><c s="1" r="XFD9"><v>1</v></c></row>')), "xls.wide"),
        (changed(SHEET, cells(b"<row r='9'><c r='B9'><v>1</v></c></row>")), "xls.wide"),
        (changed(SHEET, cells(b'<row r="9">' + b"<c/>" * 200_000 + b"</row>")), "xls.wide"),
        (changed(SHEET, cells(b'<x:row r="9"><x:c r="ZZZ9"/></x:row>')), "xls.wide"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_honest_workbook_is_refused(data: bytes, sentence: str, tmp_path: Path) -> None:
    assert refusal(data, tmp_path) == sentence


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_workbook_is_refused(share: float, tmp_path: Path) -> None:
    assert refusal(GOOD[: int(len(GOOD) * share)], tmp_path) == "xls.damaged"


def test_a_changed_byte_never_crashes(tmp_path: Path) -> None:
    for at in range(0, len(GOOD), len(GOOD) // 60):
        data = bytearray(GOOD)
        data[at] ^= 0x55
        read(bytes(data), tmp_path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    data = changed(SHEET, lambda part: part.replace(b"</worksheet>", b" " * 300_000_000 + b"</worksheet>"))
    assert len(data) < opening.LARGEST_FILE
    tracemalloc.start()
    assert refusal(data, tmp_path) == "xls.unpacked"
    assert tracemalloc.get_traced_memory()[1] < 3 * opening.LARGEST_WHOLE
    tracemalloc.stop()


def test_a_text_that_many_cells_use_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    rows = b"".join(
        b'<row r="%d">%s</row>' % (row, b"".join(b'<c r="%c%d" t="s"><v>0</v></c>' % (65 + column, row) for column in range(26)))
        for row in range(100, 1100)
    )
    parts = parts_of()
    texts = re.sub(rb"(<sst[^>]*>)", rb"\1<si><t>" + b"x" * 32_000 + rb"</t></si>", parts["xl/sharedStrings.xml"])
    sheet = cells(rows)(parts[SHEET])
    assert refusal(packed({**parts, "xl/sharedStrings.xml": texts, SHEET: sheet}), tmp_path) == "xls.much_text"


def test_deep_xml_does_no_harm(tmp_path: Path) -> None:
    data = changed(SHEET, lambda part: part.replace(b"</worksheet>", b"<a>" * 400_000 + b"</a>" * 400_000 + b"</worksheet>"))
    assert read(data, tmp_path).template is not None


def test_a_far_too_large_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(opening.LARGEST_FILE + 1)
    (problem,) = read_workbook(path).problems
    assert problem.sentence.code == "tpl.too_large"


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_workbook(tmp_path / "none.xlsx").problems
    assert (problem.code, problem.sentence.code) == ("TPL-001", "tpl.unreadable")


def test_a_repeated_name_in_the_package_is_refused(tmp_path: Path) -> None:
    twin = SHEET.replace("4", "5")
    data = packed(parts_of(), zipfile.ZIP_STORED).replace(twin.encode(), SHEET.encode())
    assert refusal(data, tmp_path) == "xls.damaged"


def test_an_error_value_is_a_problem_at_its_cell(tmp_path: Path) -> None:
    parts = parts_of()
    sheet = next(name for name, part in parts.items() if name.startswith("xl/worksheets/sheet") and b'r="D3"' in part and b'r="T3"' in part)
    data = changed(sheet, lambda part: re.sub(rb'<c r="D3"( s="\d+")?[^>]*>.*?</c>', rb'<c r="D3"\1 t="e"><v>#REF!</v></c>', part))
    problems = [(p.code, p.sheet, p.line, p.column) for p in read(data, tmp_path).problems]
    assert ("TPL-807", "指标", 3, 4) in problems
