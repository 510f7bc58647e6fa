# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Layouts as files, in the data of a report, and on its pages; hostile ones do no harm."""

from __future__ import annotations

import io
import json
import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError, encode
from evaluator_app.errors import UserFacingError
from evaluator_app.reporting.layout import ReportLayout, logo_pieces
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.delivering import render, write_report
from evaluator_app.services.layouts import find_layout, layouts, read_layout
from evaluator_app.services.report_data import read_report_data, report_data
from evaluator_app.services.verifying import verify_report
from tests.reporting.full_report import ISSUED_ON, open_sample

HEAD = 'format = "green-mine-layout/1"\nname = "甲"\n'
AT = datetime(2025, 9, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenAssessment:
    """Return the sample mine."""
    return open_sample(tmp_path_factory.mktemp("sample") / "workspace")


def picture(width: int = 60, height: int = 20, color: str = "red", kind: str = "PNG", mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.new(mode, (width, height), color).save(target, kind)
    return target.getvalue()


def huge_png(side: int) -> bytes:
    """Return a PNG of few bytes that claims many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * (side + 1) * side, 9)
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def problems(folder: Path, text: str) -> list[tuple[str, str, int]]:
    path = folder / "a.toml"
    path.write_text(HEAD + text, "utf-8")
    return [(problem.code, problem.path, problem.line) for problem in read_layout(path).problems]


def test_the_example_that_comes_with_the_program_is_sound_and_found_by_its_name(tmp_path: Path) -> None:
    assert find_layout("example", tmp_path).name == "示例版式"
    assert [(read.path.name, read.problems) for read in layouts(tmp_path)] == [("example.toml", ())]


def test_a_layout_of_the_workspace_goes_before_the_program_s_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/example.toml").write_text(HEAD, "utf-8")
    assert find_layout("example", tmp_path) == ReportLayout("甲")
    assert find_layout(str(tmp_path / "layouts/example.toml"), tmp_path / "elsewhere") == ReportLayout("甲")


@pytest.mark.parametrize("name", ["none", "none.toml", "../example", "/etc/passwd"])
def test_a_layout_that_is_not_there_is_named_with_those_that_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as refused:
        find_layout(name, tmp_path)
    assert refused.value.code == "LAY-003"
    assert "example" in refused.value.advice


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[chapters]\norder = ["nothing"]\n', ("LAY-001", "chapters.order", 4)),
        ('[chapters]\nleft_out = ["items"]\n', ("LAY-001", "chapters.left_out", 4)),
        ('[pages]\nheader = "{mime}"\n', ("LAY-001", "pages.header", 4)),
        ('[[sections]]\nid = "items"\ntitle = "甲"\n', ("LAY-001", "sections.items.id", 4)),
        ('[[sections]]\nid = "../x"\ntitle = "甲"\n', ("TPL-105", "sections.../x.id", 4)),
        ('[cover]\nimage = "x.png"\n', ("TPL-101", "cover.image", 4)),
        ("[cover]\ntitle = 3\n", ("TPL-102", "cover.title", 4)),
    ],
)
def test_every_mistake_is_named_with_its_line(text: str, found: tuple[str, str, int], tmp_path: Path) -> None:
    assert found in problems(tmp_path, text)
    with pytest.raises(UserFacingError) as refused:
        find_layout(str(tmp_path / "a.toml"), tmp_path)
    assert refused.value.code == "LAY-004"


@pytest.mark.parametrize(
    "name", ["../logo.png", "/srv/logo.png", "x/logo.png", "x\\\\logo.png", "c:logo.png", "logo.svg", ".png", "logo.png.exe"]
)
def test_a_sign_can_only_be_a_picture_beside_the_layout(name: str, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    for place in (tmp_path / "logo.png", tmp_path / "x/logo.png", tmp_path.parent / "logo.png"):
        place.write_bytes(picture())
    assert problems(tmp_path, f'[cover]\nlogo = "{name}"\n') == [("LAY-002", "cover.logo", 4)]


def test_a_link_to_a_picture_elsewhere_is_no_sign(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.png").write_bytes(picture())
    (tmp_path / "logo.png").symlink_to(tmp_path / "elsewhere.png")
    assert problems(tmp_path, '[cover]\nlogo = "logo.png"\n') == [("LAY-002", "cover.logo", 4)]


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg/>", picture(400, 400)[:300], picture(kind="GIF"), picture() + b"\0" * 600_000, picture(4001, 2), huge_png(20_000)],
    ids=["empty", "svg", "cut", "gif", "large", "wide", "bomb"],
)
def test_what_is_no_whole_picture_within_bounds_is_no_sign(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    assert problems(tmp_path, '[cover]\nlogo = "logo.png"\n') == [("LAY-002", "cover.logo", 4)]


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("JPEG", "RGB"), ("JPEG", "CMYK")])
def test_every_sort_of_picture_is_printed(kind: str, mode: str, opened: OpenAssessment, tmp_path: Path) -> None:
    data = picture(kind=kind, mode=mode, color="red" if mode not in ("L", "CMYK") else "white")
    path = tmp_path / "report.pdf"
    write_report(opened, path, issued_on=ISSUED_ON, layout=ReportLayout(logo=logo_pieces(data)))
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages[0].get_images()) == 1
        assert len(pdf.pages[1].get_images()) == 1


def data_of(opened: OpenAssessment, layout: ReportLayout | None) -> bytes:
    return report_data(opened.assessment, opened.template, issued_on=ISSUED_ON, language="zh_CN", layout=layout)


def test_data_without_a_layout_are_as_before_and_read_as_before(opened: OpenAssessment) -> None:
    data = data_of(opened, None)
    assert "layout" not in json.loads(data)
    assert read_report_data(data).layout is None


def test_a_layout_in_the_data_is_read_back_as_it_was(opened: OpenAssessment, tmp_path: Path) -> None:
    layout = replace(find_layout("example", tmp_path), logo=logo_pieces(picture(400, 400, "#123456")))
    assert read_report_data(data_of(opened, layout)).layout == layout


@pytest.mark.parametrize(
    "layout",
    [
        ReportLayout(left_out=("conclusion",)),
        ReportLayout(header="{nobody}"),
        ReportLayout(title=("x",) * 9),
        ReportLayout(logo=("%%%",)),
        ReportLayout(logo=logo_pieces(b"no picture")),
        ReportLayout(logo=logo_pieces(huge_png(20_000))),
    ],
)
def test_data_with_a_layout_that_no_file_could_hold_are_refused(layout: ReportLayout, opened: OpenAssessment) -> None:
    forged = canonical_bytes({**read_json(data_of(opened, None)), "layout": encode(layout)})
    with pytest.raises(DocumentError) as refused:
        read_report_data(forged)
    assert all(problem.path.startswith("layout") for problem in refused.value.problems)


def test_the_same_layout_gives_the_same_bytes_and_agrees_with_its_data(opened: OpenAssessment, tmp_path: Path) -> None:
    layout = replace(find_layout("example", tmp_path), logo=logo_pieces(picture()))
    first, second = (write_report(opened, tmp_path / name, issued_on=ISSUED_ON, layout=layout) for name in ("a.pdf", "b.pdf"))
    assert first.sha256 == second.sha256
    assert verify_report(tmp_path / "a.pdf", at=AT).matches.value is True


def test_another_sign_than_that_of_the_data_is_found(opened: OpenAssessment, tmp_path: Path) -> None:
    carried = data_of(opened, ReportLayout(logo=logo_pieces(picture(color="red"))))
    drawn = data_of(opened, ReportLayout(logo=logo_pieces(picture(color="blue"))))
    render(read_report_data(drawn), carried, tmp_path / "a.pdf", opened.picture_of)
    assert verify_report(tmp_path / "a.pdf", at=AT).matches.value is False


def test_pages_of_another_layout_than_that_of_the_data_are_found(opened: OpenAssessment, tmp_path: Path) -> None:
    render(
        read_report_data(data_of(opened, ReportLayout(left_out=("ledger",)))), data_of(opened, None), tmp_path / "a.pdf", opened.picture_of
    )
    assert verify_report(tmp_path / "a.pdf", at=AT).matches.value is False
