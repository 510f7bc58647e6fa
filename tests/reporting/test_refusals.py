# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the writer refuses, and that refusing or stopping leaves nothing half-written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.reporting.document import BulletList, Column, Heading, Paragraph, Photo, PhotoGrid, Row, Table, bold
from evaluator_app.reporting.glyphs import missing_characters
from evaluator_app.reporting.pdf import write_pdf
from tests.reporting.sample_documents import CREATED_AT, Write, rich_document, small_document


def test_characters_that_the_font_lacks_are_named_with_their_place() -> None:
    table = Table((Column("甲"),), (Row((("王", bold("\U00030000")),)),))
    document = small_document(Heading(1, "标题"), Paragraph("矿长：张\U0002f800明，已到场核实"), table, BulletList(("好😀",)))
    missing = missing_characters(document)
    assert [each.codepoint for each in missing] == ["U+2F800", "U+30000", "U+1F600"]
    assert missing[0].character == "\U0002f800"
    assert missing[0].where == "矿长：张□明，已到场核实"[:13]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\u200b", "\u2028", "\ufeff", "\ud800", "\x7f"])
def test_control_characters_are_named_not_dropped(character: str) -> None:
    photo = Photo(b"", (f"题{character}注",))
    missing = missing_characters(small_document(PhotoGrid((photo,))))
    assert [each.codepoint for each in missing] == [f"U+{ord(character):04X}"]
    assert missing[0].where == "题□注"


def test_tabs_line_ends_and_names_of_places_are_not_missing() -> None:
    assert missing_characters(small_document(Paragraph("甲\t乙\r\n丙\n", anchor="😀"))) == ()


def test_a_report_with_missing_characters_is_not_made(write: Write, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=r"REP-001 .*U\+1F600.*U\+0007") as caught:
        write(small_document(Paragraph("好😀，响\x07")))
    assert caught.value.advice
    assert "\x07" not in caught.value.message
    assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_the_earlier_report(tmp_path: Path) -> None:
    destination = tmp_path / "report.pdf"
    destination.write_bytes(b"earlier")
    drawn: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        write_pdf(
            rich_document(),
            destination,
            created_at=CREATED_AT,
            progress=lambda done, total: drawn.append((done, total)),
            cancelled=lambda: len(drawn) == 3,
        )
    assert [done for done, _total in drawn] == [1, 2, 3]
    assert destination.read_bytes() == b"earlier"
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf"]


def test_progress_ends_with_all_pages(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    written = write_pdf(rich_document(), tmp_path / "r.pdf", created_at=CREATED_AT, progress=lambda *step: seen.append(step))
    assert seen == [(number, written.pages) for number in range(1, written.pages + 1)]


def test_a_full_disk_is_said_and_harms_nothing(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(small_document(Paragraph("先前")))
    before = (tmp_path / "report.pdf").read_bytes()

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserFacingError, match=r"REP-002 .*report\.pdf"):
        write(small_document(Paragraph("后来")))
    assert (tmp_path / "report.pdf").read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf"]


def test_a_folder_that_may_not_be_written_is_said(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(UserFacingError, match="REP-003"):
        write(small_document())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserFacingError, match="REP-003"):
            write_pdf(small_document(), tmp_path / "report.pdf", created_at=CREATED_AT)
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="REP-004"):
        write_pdf(small_document(), tmp_path / "no" / "report.pdf", created_at=CREATED_AT)


def test_a_link_to_nowhere_is_our_mistake(write: Write) -> None:
    from evaluator_app.reporting.document import linked

    with pytest.raises(ValueError, match="lead nowhere"):
        write(small_document(Paragraph(linked("此处", "gone"))))
