# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a clerk can do to the file of a report without touching a word on its pages, and that each of it is noticed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from evaluator_app.domain.canonical import digest, read_json
from evaluator_app.domain.codec import decode
from evaluator_app.domain.document import from_document
from evaluator_app.domain.template import Template
from evaluator_app.services.delivering import render
from evaluator_app.services.report_data import DATA_NAME, read_report_data, report_data
from evaluator_app.services.sample import Played
from evaluator_app.services.verifying import ReportVerification, verify_report

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
WATERMARK = "/FormXob.watermark"
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def verified(path: Path) -> ReportVerification:
    """Verify without trusted roots."""
    return verify_report(path, at=NOW)


def unsigned(story: Played) -> Path:
    """Return the report before it was signed."""
    return story.files["已签章报告"].parent / "report-unsigned.pdf"


def cover(pdf: Pdf) -> Stream:
    """Return an appearance that hides a whole page."""
    shown = Stream(pdf, b"1 1 1 rg 0 0 595 842 re f")
    shown.Type, shown.Subtype, shown.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
    return shown


def lay_upon(pdf: Pdf, annotation: Dictionary) -> None:
    annotation.Type, annotation.Rect, annotation.AP = Name.Annot, Array([0, 0, 595, 842]), Dictionary(N=cover(pdf))
    page = pdf.pages[5].obj
    laid = pdf.make_indirect(annotation)
    page.Annots = Array([*page.get("/Annots", []), laid])
    if annotation.Subtype == Name.Widget:
        pdf.Root.AcroForm = Dictionary(Fields=Array([laid]))


def hide_by_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    for page in pdf.pages:
        page.resources.XObject[WATERMARK].OC = layer


def enlarge_picture(pdf: Pdf) -> None:
    page = next(page for page in pdf.pages if len(page.resources.XObject) > 1)
    drawn = page.Contents.read_bytes()
    page.obj.Contents = Stream(pdf, re.sub(rb"[\d. -]+ cm(\s*/FormXob\.[0-9a-f]{32} Do)", rb"\n595 0 0 842 0 0 cm\1", drawn))


def rename_in_outline(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].title = "99.99"


def first_font(pdf: Pdf) -> Object:
    return next(iter(pdf.pages[6].resources.Font.values()))


def other_data_for_other_readers(pdf: Pdf) -> None:
    other = pdf.make_stream(b"{}")
    other.Type = Name.EmbeddedFile
    pdf.Root.Names.EmbeddedFiles.Names[1].EF.F = other


def another_attachment(pdf: Pdf) -> None:
    pdf.attachments["assessment (final).json"] = b"{}"


def no_places(pdf: Pdf) -> None:
    pdf.attachments["signature-places.json"] = b"[]"


ALTERATIONS: dict[str, Callable[[Pdf], object]] = {
    "a link that hides a page": lambda pdf: lay_upon(pdf, Dictionary(Subtype=Name.Link)),
    "a field that hides a page": lambda pdf: lay_upon(pdf, Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("x"))),
    "a signature that hides a page": lambda pdf: lay_upon(pdf, Dictionary(Subtype=Name.Widget, FT=Name.Sig, T=String("x"))),
    "the draft mark on a hidden layer": hide_by_layer,
    "the draft mark cut off": lambda pdf: setattr(pdf.pages[0].resources.XObject[WATERMARK], "BBox", Array([0, 0, 0, 0])),
    "the draft mark made tiny": lambda pdf: setattr(pdf.pages[0].resources.XObject[WATERMARK], "Matrix", Array([0.001, 0, 0, 0.001, 0, 0])),
    "a script at opening": lambda pdf: setattr(pdf.Root, "OpenAction", SCRIPT),
    "a script by name": lambda pdf: setattr(pdf.Root.Names, "JavaScript", Dictionary(Names=Array([String("a"), SCRIPT]))),
    "a script on a page": lambda pdf: setattr(pdf.pages[0].obj, "AA", Dictionary(O=SCRIPT)),
    "a page cropped": lambda pdf: setattr(pdf.pages[6].obj, "CropBox", Array([0, 400, 595, 842])),
    "all pages cropped": lambda pdf: setattr(pdf.Root.Pages, "CropBox", Array([0, 400, 595, 842])),
    "a page turned": lambda pdf: setattr(pdf.pages[6].obj, "Rotate", 180),
    "a picture over the words": enlarge_picture,
    "another title in the outline": rename_in_outline,
    "another title in the window": lambda pdf: setattr(pdf.trailer.Info, "Title", String("x")),
    "other letters by another encoding": lambda pdf: setattr(first_font(pdf), "Encoding", Dictionary(Differences=Array([1, Name.A]))),
    "other letters by a shift": lambda pdf: setattr(first_font(pdf), "FirstChar", 1),
    "transparent ink": lambda pdf: setattr(pdf.pages[6].resources, "ExtGState", Dictionary(G0=Dictionary(ca=0))),
    "another attachment": another_attachment,
    "other data for other readers": other_data_for_other_readers,
    "no places for signatures": no_places,
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_what_readers_would_show_otherwise_is_noticed(story: Played, tmp_path: Path, name: str) -> None:
    altered = tmp_path / "altered.pdf"
    with pikepdf.open(unsigned(story)) as pdf:
        ALTERATIONS[name](pdf)
        pdf.save(altered)
    assert verified(altered).matches.value is False


def test_a_report_saved_anew_still_says_the_same(story: Played, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    with pikepdf.open(unsigned(story)) as pdf:
        pdf.save(again)
    assert verified(again).matches.value is True


def test_the_picture_of_a_signature_without_the_signature_is_noticed(story: Played, tmp_path: Path) -> None:
    altered = tmp_path / "altered.pdf"
    with pikepdf.open(story.files["已签章报告"]) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if "/V" in field:
                del field["/V"]
        del pdf.Root.Perms
        pdf.save(altered)
    assert verified(altered).matches.value is False


def test_a_page_that_unpacks_without_end_is_not_unpacked(story: Played, tmp_path: Path) -> None:
    altered = tmp_path / "altered.pdf"
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10**7)) for _ in range(20)) + packer.flush()
    with pikepdf.open(unsigned(story)) as pdf:
        contents = Stream(pdf, b"")
        contents.write(packed, filter=Name.FlateDecode)
        pdf.pages[4].obj.Contents = contents
        pdf.save(altered)
    assert verified(altered).matches.value is None


def test_data_in_an_unknown_language_are_refused_with_a_sentence(story: Played, tmp_path: Path) -> None:
    altered = tmp_path / "altered.pdf"
    with pikepdf.open(unsigned(story)) as pdf:
        data = pdf.attachments[DATA_NAME].get_file().read_bytes()
        pdf.attachments[DATA_NAME] = data.replace(b'"language":"zh_CN"', b'"language":"../x"')
        pdf.save(altered)
    found = verified(altered)
    assert found.matches.value is None
    assert "language" in found.matches.reason


def test_softer_rules_under_the_name_of_ours_are_never_approved(story: Played, tmp_path: Path) -> None:
    with pikepdf.open(unsigned(story)) as pdf:
        data = read_json(pdf.attachments[DATA_NAME].get_file().read_bytes())
    data["template"]["rating"]["pass_mark"] = "10"
    data["template"]["approval"] = {"state": "approved", "by": "自然资源部"}
    template = decode(Template, data["template"])
    data["assessment"]["profile"]["template"]["digest"] = digest(template)
    forged, path = from_document(data["assessment"]), tmp_path / "forged.pdf"
    attached = report_data(forged, template, issued_on=date(2025, 9, 20), language="zh_CN")
    render(read_report_data(attached), attached, path, lambda _evidence: b"")
    found = verified(path)
    assert (found.recomputes.value, found.approved.value) == (True, False)
    assert "cn-mnr/green-mine-2024" in found.approved.reason
