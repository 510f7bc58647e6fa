# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tampering with what a report says before somebody signs it, with its evidence, and with who signs. Each entry makes one copy."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw

from evaluator_app.domain.canonical import canonical_bytes, digest
from evaluator_app.domain.codec import decode
from evaluator_app.domain.document import from_document
from evaluator_app.domain.template import Template
from evaluator_app.reporting.page_marks import BLANK_PICTURE
from evaluator_app.services.delivering import render
from evaluator_app.services.report_data import DATA_NAME, read_report_data, report_data
from tests.services.tampering.files import Make, scripted
from tests.services.tampering.ground import FIRM, LEADER, Ground
from tests.signing.made import TODAY


def before_signing(change: Callable[[Pdf], object]) -> Make:
    """Change the report, then let the leader sign it by means that look at nothing."""
    return lambda ground: ground.sign(ground.altered(change))


def white_box(pdf: Pdf) -> None:
    pdf.pages[6].contents_add(b"q 1 1 1 rg 100 600 200 40 re f Q")


def hidden_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pdf.pages[6].contents_add(b"/OC /x BDC q 1 1 1 rg 0 0 595 842 re f Q EMC")


def link(pdf: Pdf) -> None:
    annotation = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([50, 50, 300, 300]))
    annotation.A = Dictionary(S=Name.URI, URI=String("http://example.cn/"))
    page = pdf.pages[6].obj
    page.Annots = Array([*page.get("/Annots", []), pdf.make_indirect(annotation)])


def launching(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))


def executable(pdf: Pdf) -> None:
    pdf.attachments["报告查看器.exe"] = attached(pdf, b"MZ\x90\0", "报告查看器.exe")


def attached(pdf: Pdf, content: bytes, name: str) -> AttachedFileSpec:
    """Return a file to be carried, dated as the report's own."""
    moment, kind = "D:20250920000000+00'00'", "application/json"
    return AttachedFileSpec(pdf, content, filename=name, mime_type=kind, creation_date=moment, mod_date=moment, description="")


def other_font(pdf: Pdf) -> None:
    fonts = list(pdf.pages[6].resources.Font.keys())
    pdf.pages[6].resources.Font[fonts[0]] = pdf.pages[6].resources.Font[fonts[-1]]
    font = next(iter(pdf.pages[6].resources.Font.values()))
    font.FirstChar = 1


def field(pdf: Pdf) -> None:
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("points"), V=String("99.99"))
    widget.Rect = Array([100, 500, 300, 560])
    laid = pdf.make_indirect(widget)
    page = pdf.pages[6].obj
    page.Annots = Array([*page.get("/Annots", []), laid])
    pdf.Root.AcroForm = Dictionary(Fields=Array([laid]))


def photos(pdf: Pdf) -> list[Stream]:
    """Return the photos of the pages."""
    return [each for each in pdf.objects if isinstance(each, Stream) and each.get("/Filter") == "/DCTDecode"]


def replace_photo(stream: Stream, draw: Callable[[Image.Image], Image.Image]) -> None:
    with Image.open(io.BytesIO(stream.read_raw_bytes())) as image:
        changed = draw(image.convert("RGB"))
    target = io.BytesIO()
    changed.save(target, "JPEG", quality=85)
    stream.write(target.getvalue(), filter=Name.DCTDecode)


def retouched(image: Image.Image) -> Image.Image:
    ImageDraw.Draw(image).rectangle((500, 400, 590, 490), fill=(120, 120, 120))
    return image


def mirrored(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def masked(pdf: Pdf) -> None:
    mask = Stream(pdf, bytes(1))
    mask.Type, mask.Subtype, mask.Width, mask.Height = Name.XObject, Name.Image, 1, 1
    mask.ColorSpace, mask.BitsPerComponent = Name.DeviceGray, 8
    photos(pdf)[0].SMask = pdf.make_indirect(mask)


def exchanged(pdf: Pdf) -> None:
    first, second = photos(pdf)[:2]
    kept = first.read_raw_bytes()
    first.write(second.read_raw_bytes(), filter=Name.DCTDecode)
    second.write(kept, filter=Name.DCTDecode)


def with_originals(change: Callable[[Pdf], object]) -> Make:
    """Change photos before signing; the originals are at hand."""

    def make(ground: Ground) -> Path:
        ground.evidence = ground.originals()
        return ground.sign(ground.altered(change))

    return make


def evidence(change: Callable[[Path], object]) -> Make:
    """Leave the report as it is and change the originals at hand."""

    def make(ground: Ground) -> Path:
        ground.evidence = ground.originals()
        change(sorted(ground.evidence.iterdir())[0])
        return ground.signed

    return make


def other_data(change: Callable[[dict[str, Any]], object]) -> Make:
    """Attach changed data to the pages as they are, and sign that."""

    def make(ground: Ground) -> Path:
        data = ground.attached()
        change(data)

        def attach(pdf: Pdf) -> None:
            pdf.attachments[DATA_NAME] = attached(pdf, canonical_bytes(data), DATA_NAME)

        return ground.sign(ground.altered(attach))

    return make


def whole_forgery(change: Callable[[dict[str, Any]], object], *, rescored: bool) -> Make:
    """Write a whole report of changed data, pages and all, and sign that."""

    def make(ground: Ground) -> Path:
        data = ground.attached()
        change(data)
        written = canonical_bytes(data)
        if rescored:
            template = decode(Template, data["template"])
            data["assessment"]["profile"]["template"]["digest"] = digest(template)
            written = report_data(from_document(data["assessment"]), template, issued_on=date(2025, 9, 20), language="zh_CN")
        render(read_report_data(written), written, ground.copy, lambda _evidence: BLANK_PICTURE)
        return ground.sign(ground.copy)

    return make


def better_score(data: dict[str, Any]) -> None:
    data["score_card"]["secured"] = "99.99"


def softer_rules(data: dict[str, Any]) -> None:
    data["template"]["rating"]["pass_mark"] = "10"


def other_edition(data: dict[str, Any]) -> None:
    data["template"]["title"] = data["template"]["title"] + "（省版）"


def false_revision(ground: Ground) -> Path:
    """Claim to take the place of a report that is not the one at hand."""
    revision = {"number": 3, "replaces": "an-assessment-that-never-was", "reason": "x", "replaced_report_sha256": "0" * 64}

    def change(data: dict[str, Any]) -> None:
        data["assessment"]["profile"]["revision"] = revision

    ground.replaced = ground.signed
    return other_data(change)(ground)


def wrong_person(ground: Ground) -> Path:
    path = ground.altered(lambda pdf: None)
    ground.sign_as(path, "孙他人", LEADER)
    return path


def out_of_order(ground: Ground) -> Path:
    firm = ground.attached()["assessment"]["profile"]["organization"]
    path = ground.altered(lambda pdf: None)
    ground.sign_as(path, firm, FIRM)
    ground.sign_as(path, "王示范", LEADER)
    return path


def revoked(ground: Ground) -> Path:
    path = ground.altered(lambda pdf: None)
    certificate = ground.sign_as(path, "王示范", LEADER)
    ground.authority.revoke(certificate)  # type: ignore[arg-type]
    ground.lists = [ground.authority.list_of_revoked()]
    return path


def expired(ground: Ground) -> Path:
    path = ground.altered(lambda pdf: None)
    ground.sign_as(path, "王示范", LEADER, begin=TODAY - timedelta(days=60), days=30)
    return path


CONTENTS: dict[str, Make] = {
    "a white box over a figure, then signed": before_signing(white_box),
    "content on a hidden layer, then signed": before_signing(hidden_layer),
    "a font swapped, then signed": before_signing(other_font),
    "a link over a page, then signed": before_signing(link),
    "a form field over a figure, then signed": before_signing(field),
    "a script, then signed": before_signing(scripted),
    "a program started at opening, then signed": before_signing(launching),
    "an executable attached, then signed": before_signing(executable),
    "signature fields in each other's room, then signed": lambda ground: ground.sign(ground.altered(lambda pdf: None), swapped=True),
    "two photos exchanged, then signed": with_originals(exchanged),
    "a photo retouched in one place, then signed": with_originals(lambda pdf: replace_photo(photos(pdf)[0], retouched)),
    "a photo mirrored, then signed": with_originals(lambda pdf: replace_photo(photos(pdf)[0], mirrored)),
    "a photo made invisible by a mask, then signed": with_originals(masked),
    "an original changed": evidence(lambda path: path.write_bytes(path.read_bytes() + b"x")),
    "an original missing": evidence(lambda path: path.unlink()),
    "a file beside the originals": evidence(lambda path: (path.parent / "无关.jpg").write_bytes(b"x")),
    "the score edited in the data, then signed": other_data(better_score),
    "the score edited in data and pages, then signed": whole_forgery(better_score, rescored=False),
    "softer rules in data and pages, then signed": whole_forgery(softer_rules, rescored=True),
    "another template in the data, then signed": other_data(other_edition),
    "a false predecessor in the data, then signed": false_revision,
    "somebody else in the leader's place": wrong_person,
    "the firm signs before the leader": out_of_order,
    "a revoked certificate": revoked,
    "a certificate that has expired since": expired,
}
