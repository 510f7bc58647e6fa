# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The small font of a signature's box: the shapes are those of the large one, also where they are made of others."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from evaluator_app.paths import resource
from evaluator_app.signing.box_font import source_font
from evaluator_app.signing.pdf_signatures import FONT, sign_pdf
from tests.signing.practice import NOW, Signing

WORDS = "签名人：张评估 áÉñü ½ 2026-03-14（试验）㎡、。"


def signed(signing: Signing, path: Path) -> Path:
    """Sign with a reason that has letters made of several shapes."""
    sign_pdf(signing.source, path, signing.credential, fields=signing.fields, field_name="leader", signed_at=NOW, reason=WORDS)
    return path


def test_every_letter_has_the_shape_and_the_width_of_the_large_font(signing: Signing, tmp_path: Path) -> None:
    with pikepdf.open(signed(signing, tmp_path / "a.pdf")) as pdf, TTFont(resource(FONT)) as large:
        font = pdf.Root.AcroForm.Fields[0].AP.N.Resources.Font.Seal
        meaning = font.ToUnicode.read_bytes().decode("ascii").splitlines()
        pairs = [line.strip("<>").split("> <") for line in meaning if line.startswith("<") and line.count("<") == 2 and "FFFF" not in line]
        descendant = font.DescendantFonts[0]
        file = descendant.FontDescriptor.FontFile2.read_bytes()
        assert len(file) < 60_000
        small = TTFont(BytesIO(file), recalcBBoxes=False)
        widths = [int(width) for width in list(descendant.W)[1]]
        assert len(widths) == small["maxp"].numGlyphs
        ours, theirs, table = small.getGlyphSet(), large.getGlyphSet(), large.getBestCmap()
        assert {bytes.fromhex(text).decode("utf-16-be") for _code, text in pairs} >= set(WORDS)
        for code, text in pairs:
            name = table[ord(bytes.fromhex(text).decode("utf-16-be"))]
            drawn, wanted = DecomposingRecordingPen(ours), DecomposingRecordingPen(theirs)
            ours[small.getGlyphName(int(code, 16))].draw(drawn)
            theirs[name].draw(wanted)
            assert drawn.value == wanted.value, text
            assert widths[int(code, 16)] == round(theirs[name].width * 1000 / large["head"].unitsPerEm)


def test_the_sums_of_the_font_file_are_right(signing: Signing, tmp_path: Path) -> None:
    with pikepdf.open(signed(signing, tmp_path / "a.pdf")) as pdf:
        file = pdf.Root.AcroForm.Fields[0].AP.N.Resources.Font.Seal.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
    TTFont(BytesIO(file), checkChecksums=2)
    from fontTools.ttLib.sfnt import calcChecksum

    assert calcChecksum(file) == 0xB1B0AFBA


def test_the_font_is_read_once(signing: Signing) -> None:
    assert source_font(resource(FONT)) is source_font(resource(FONT))


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler is not installed")
def test_poppler_reads_the_words_back_and_finds_the_font_embedded(signing: Signing, tmp_path: Path) -> None:
    path = signed(signing, tmp_path / "a.pdf")
    told = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True)
    (line,) = [line for line in told.stdout.decode().splitlines() if "BoxFont" in line]
    assert "CID TrueType" in line
    assert line.split("Identity-H")[1].split()[:3] == ["yes", "yes", "yes"]
    assert told.stderr == b""
    drawn = subprocess.run(["pdftoppm", "-r", "50", "-png", str(path), str(tmp_path / "p")], capture_output=True, check=True)
    assert drawn.stderr == b""


def test_times_and_words_are_not_broken_and_no_row_begins_with_a_closing_mark() -> None:
    from evaluator_app.signing.appearance import _broken

    text = "时间：2026-11-25 16:38:02 UTC+08:00（试验）机构，属实。"
    widths = dict.fromkeys(text, 1.0)
    for width in range(10, 30):
        rows = _broken(text, width, widths)
        assert "".join(rows) == text
        assert max(map(len, rows)) <= width
        assert all(row[0] not in "，。：）" for row in rows)
        assert all(
            word in {part for row in rows for part in row.replace("：", " ").replace("（", " ").split()}
            for word in ("2026-11-25", "16:38:02")
        )
