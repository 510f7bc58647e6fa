# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The file fits for archives: PDF/A-3b in its structure, the same bytes every time, true properties."""

from __future__ import annotations

import getpass
import hashlib
import io
import platform
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from evaluator_app.i18n import CHINESE, set_language
from evaluator_app.reporting.color_profile import srgb_profile
from evaluator_app.reporting.document import Paragraph
from evaluator_app.reporting.pdf import Attachment, write_pdf
from tests.reporting.sample_documents import CREATED_AT, Write, rich_document, small_document

DATA = Attachment("assessment.json", "application/json", b'{"format": 1}', "评估数据")


def test_the_same_report_is_the_same_bytes_even_after_another_report(write: Write, tmp_path: Path) -> None:
    first = write(rich_document(), DATA, name="one.pdf")
    write(small_document(Paragraph("别的字：𬭊龘靐")), name="other.pdf")
    second = write(rich_document(), DATA, name="two.pdf")
    assert first == second
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert hashlib.sha256((tmp_path / "one.pdf").read_bytes()).hexdigest() == first.sha256
    assert (tmp_path / "one.pdf").stat().st_size == first.size


def test_the_same_report_is_the_same_bytes_in_another_process(write: Write, tmp_path: Path) -> None:
    here = write(rich_document(photos=2), DATA)
    script = (
        "import sys; from pathlib import Path\n"
        "from tests.reporting import sample_documents, test_archive\n"
        "from evaluator_app.reporting.pdf import write_pdf\n"
        "written = write_pdf(sample_documents.rich_document(photos=2), Path(sys.argv[1]), attachments=[test_archive.DATA],"
        " created_at=sample_documents.CREATED_AT)\n"
        "sys.stdout.write(written.sha256)"
    )
    arguments = [sys.executable, "-c", script, str(tmp_path / "there.pdf")]
    there = subprocess.run(arguments, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert there.stdout == here.sha256


def test_the_language_of_the_program_does_not_change_the_report(write: Write) -> None:
    english = write(rich_document(photos=1), DATA, name="english.pdf")
    set_language(CHINESE)
    assert write(rich_document(photos=1), DATA, name="chinese.pdf").sha256 == english.sha256


def test_another_moment_is_another_file(tmp_path: Path) -> None:
    later = CREATED_AT.replace(minute=31)
    one = write_pdf(small_document(), tmp_path / "one.pdf", created_at=CREATED_AT)
    two = write_pdf(small_document(), tmp_path / "two.pdf", created_at=later)
    assert one.sha256 != two.sha256
    with pytest.raises(ValueError, match="aware"):
        write_pdf(small_document(), tmp_path / "three.pdf", created_at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_the_structure_is_that_of_an_archive_file(write: Write, tmp_path: Path) -> None:
    write(rich_document(), DATA)
    data = (tmp_path / "report.pdf").read_bytes()
    assert re.match(rb"%PDF-1\.7\r?\n%[\x80-\xff]{4}", data)
    assert data.endswith(b"%%EOF\n")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        assert root.Lang == "zh-CN"
        assert "/ID" in pdf.trailer
        assert "/Encrypt" not in pdf.trailer
        assert "/AA" not in root
        assert "/OpenAction" not in root or isinstance(root.OpenAction, pikepdf.Array)
        intent = root.OutputIntents[0]
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3
        assert intent.DestOutputProfile.read_bytes() == srgb_profile()
        assert root.AF[0].AFRelationship == "/Data"
        assert root.AF[0].objgen == pdf.attachments["assessment.json"].obj.objgen
        assert root.AF[0].EF.F.Subtype == "/application/json"
        assert {"/F", "/UF", "/Desc"} <= set(root.AF[0].keys())


def test_every_font_is_embedded_and_maps_to_text(write: Write, tmp_path: Path) -> None:
    write(rich_document())
    seen = 0
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font":
                seen += 1
                assert re.fullmatch(r"/[A-Z]{6}\+NotoSansSC-(Regular|Bold)", str(each.BaseFont))
                assert "/ToUnicode" in each
                assert len(each.FontDescriptor.FontFile2.read_bytes()) > 1000
                assert int(each.FontDescriptor.Flags) & 4
                assert "/Encoding" not in each
                assert len(each.Widths) == each.LastChar - each.FirstChar + 1
    assert seen >= 2


def test_nothing_is_transparent_and_no_filter_is_foreign(write: Write, tmp_path: Path) -> None:
    write(rich_document())
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        for each in pdf.objects:
            if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
                assert "/SMask" not in each
                assert each.get("/ca", 1) == each.get("/CA", 1) == 1
                assert each.get("/S") != "/Transparency"
                assert each.get("/S") not in ("/JavaScript", "/Launch", "/URI")
            if isinstance(each, pikepdf.Stream):
                assert "LZWDecode" not in str(each.get("/Filter", ""))
                assert each.get("/ColorSpace", "/DeviceRGB") in ("/DeviceRGB", "/DeviceGray")


def test_the_xmp_packet_is_plain_and_says_what_the_properties_say(write: Write, tmp_path: Path) -> None:
    write(rich_document())
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        stream = pdf.Root.Metadata
        assert "/Filter" not in stream
        assert pdf.docinfo.CreationDate == "D:20261121093000+08'00'"
        with pdf.open_metadata() as xmp:
            assert xmp.pdfa_status == "3B"
            assert xmp["dc:title"] == pdf.docinfo.Title == "青石沟煤矿绿色矿山评估报告"
            assert xmp["dc:creator"] == [str(pdf.docinfo.Author)]
            assert xmp["dc:description"] == pdf.docinfo.Subject
            assert xmp["pdf:Keywords"] == pdf.docinfo.Keywords
            assert xmp["xmp:CreateDate"] == "2026-11-21T09:30:00+08:00"


def test_the_file_tells_nothing_of_the_computer(write: Write, tmp_path: Path) -> None:
    write(rich_document(), DATA)
    told = b""
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert set(pdf.docinfo.keys()) == {"/Title", "/Subject", "/Author", "/Keywords", "/Producer", "/CreationDate", "/ModDate"}
        assert pdf.docinfo.Producer == "Green Mine Evaluator"
        told = bytes(pdf.Root.Metadata.read_bytes()) + b"".join(bytes(value) for value in pdf.docinfo.values())
    told += (tmp_path / "report.pdf").read_bytes()
    for secret in ("reportlab", "pikepdf", "anonymous", str(tmp_path), platform.node()):
        assert len(secret) < 4 or secret.lower().encode() not in told.lower()
    assert f"<{getpass.getuser()}>".encode() not in told


def test_the_color_profile_is_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    standard = ImageCms.createProfile("sRGB")
    image = Image.linear_gradient("L")
    colors = Image.merge("RGB", (image, image.rotate(90), image.rotate(180)))
    turned = ImageCms.profileToProfile(colors, profile, standard)
    assert turned is not None
    furthest = max(abs(a - b) for a, b in zip(colors.tobytes(), turned.tobytes(), strict=True))
    assert furthest <= 2
