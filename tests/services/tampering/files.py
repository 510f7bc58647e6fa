# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tampering with a signed file: its bytes, its objects, its signatures. Each entry makes one copy."""
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from asn1crypto import cms
from pikepdf import Dictionary, Name, Pdf, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.services.tampering.ground import Ground

Make = Callable[[Ground], Path]


def flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def containers(data: bytes) -> list[tuple[int, int]]:
    """Return where the digits of each signature begin and end."""
    return [(found.start(1), found.end(1)) for found in re.finditer(rb"/Contents <([0-9a-fA-F]{2000,})>", data)]


def updated(data: bytes, change: Callable[[IncrementalPdfFileWriter], object]) -> bytes:
    """Append a change, as a program does that leaves what is there as it is."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def revisions(data: bytes) -> list[int]:
    """Return where each revision of the file ends."""
    return [found.end() for found in re.finditer(rb"%%EOF\r?\n?", data)]


def free_text(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    while "/Kids" in page:
        page = page["/Kids"][0]
    box = generic.ArrayObject(map(generic.NumberObject, (100, 500, 300, 560)))
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): box,
            generic.pdf_name("/Contents"): generic.pdf_string("99.99"),
            generic.pdf_name("/DA"): generic.pdf_string("/Helv 20 Tf"),
        }
    )
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", []), writer.add_object(note)])
    writer.update_container(page)


def turn_a_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)


def other_title(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer["/Info"]
    info["/Title"] = generic.TextStringObject("另一份报告")
    writer.update_container(info)


def other_description(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.root["/Metadata"]
    stream._data = bytes(stream.data).replace(b"<dc:title>", b"<dc:title><!-- x -->").replace(b"</rdf:li>", b"X</rdf:li>")
    stream._encoded_data = None
    writer.update_container(stream)


def garbage_store(writer: IncrementalPdfFileWriter) -> None:
    junk = writer.add_object(generic.StreamObject(stream_data=b"\x30\x82junk" * 50))
    lists = {generic.pdf_name(key): generic.ArrayObject([junk]) for key in ("/Certs", "/CRLs", "/OCSPs")}
    writer.root["/DSS"] = writer.add_object(generic.DictionaryObject(lists))
    writer.update_root()


def emptied_field(writer: IncrementalPdfFileWriter) -> None:
    for reference in writer.root["/AcroForm"]["/Fields"]:
        found = reference.get_object()
        if "/V" in found:
            del found["/V"]
            writer.mark_update(reference if isinstance(reference, generic.IndirectObject) else found.container_ref)
            return


def field_value(writer: IncrementalPdfFileWriter) -> None:
    kinds = {"/FT": generic.pdf_name("/Tx"), "/T": generic.pdf_string("points"), "/V": generic.pdf_string("99.99")}
    field = generic.DictionaryObject({generic.pdf_name(key): value for key, value in kinds.items()})
    form = writer.root["/AcroForm"]
    form["/Fields"].append(writer.add_object(field))
    writer.update_container(form["/Fields"])


def unused_object(writer: IncrementalPdfFileWriter) -> None:
    writer.add_object(generic.DictionaryObject({generic.pdf_name("/Hidden"): generic.pdf_string("x")}))


def between(change: Callable[[IncrementalPdfFileWriter], object]) -> Make:
    """Change the file after all but the last have signed, and let somebody sign that."""

    def make(ground: Ground) -> Path:
        data = ground.data
        before = data[: revisions(data)[-2]]
        path = ground.write(updated(before, change))
        from evaluator_app.signing import pdf_signatures

        kept = pdf_signatures._refuse_changed
        pdf_signatures._refuse_changed = lambda *_given, **_named: None
        try:
            return ground.sign(path, "organization")
        finally:
            pdf_signatures._refuse_changed = kept

    return make


def copied_signature(ground: Ground) -> Path:
    """Put the digits of one signature in the place of another's."""
    data = ground.data
    (first, first_end), (last, last_end) = containers(data)[0], containers(data)[-1]
    digits = data[first:first_end][: last_end - last].ljust(last_end - last, b"0")
    return ground.write(data[:last] + digits + data[last_end:])


def swapped_certificate(ground: Ground) -> Path:
    """Put another certificate into the newest signature, with the name and number that the signature asks for."""
    data = ground.data
    (first, first_end), (last, last_end) = containers(data)[0], containers(data)[-1]
    other = cms.ContentInfo.load(bytes.fromhex(data[first:first_end].decode()), strict=False)
    own = cms.ContentInfo.load(bytes.fromhex(data[last:last_end].decode()), strict=False)
    own["content"]["certificates"] = other["content"]["certificates"]
    digits = own.dump(force=True).hex().encode()
    return ground.write(data[:last] + digits[: last_end - last].ljust(last_end - last, b"0") + data[last_end:])


def byte_range(text: bytes) -> Make:
    """State another range for the newest signature, in as many bytes."""

    def make(ground: Ground) -> Path:
        data = ground.data
        found = list(re.finditer(rb"/ByteRange \[([^\]]+)\]", data))[-1]
        return ground.write(data[: found.start(1)] + text.ljust(found.end(1) - found.start(1)) + data[found.end(1) :])

    return make


def without_signatures(pdf: Pdf) -> None:
    for field in pdf.Root.AcroForm.Fields:
        if "/V" in field:
            del field["/V"]
    del pdf.Root.Perms


def scripted(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


FILES: dict[str, Make] = {
    "one byte of a page changed": lambda ground: ground.write(flip(ground.data, len(ground.data) // 3)),
    "one bit of the newest signature changed": lambda ground: ground.write(flip(ground.data, containers(ground.data)[-1][0] + 900)),
    "padding behind a signature changed": lambda ground: ground.write(flip(ground.data, containers(ground.data)[-1][1] - 1)),
    "bytes after the end": lambda ground: ground.write(ground.data + b"\n% more\n"),
    "the last 2,000 bytes cut off": lambda ground: ground.write(ground.data[:-2000]),
    "half of the file cut off": lambda ground: ground.write(ground.data[: len(ground.data) // 2]),
    "saved anew by pikepdf": lambda ground: ground.altered(lambda pdf: None, signed=True),
    "saved anew for the web (qpdf, linearized)": lambda ground: ground.altered(lambda pdf: None, signed=True, linearize=True),
    "a page removed": lambda ground: ground.altered(lambda pdf: pdf.pages.__delitem__(5), signed=True),
    "a page replaced by a copy of another": lambda ground: ground.altered(lambda pdf: pdf.pages.__setitem__(6, pdf.pages[7]), signed=True),
    "an unused object added": lambda ground: ground.write(updated(ground.data, unused_object)),
    "a page turned by an update": lambda ground: ground.write(updated(ground.data, turn_a_page)),
    "a note over a figure by an update": lambda ground: ground.write(updated(ground.data, free_text)),
    "another title by an update": lambda ground: ground.write(updated(ground.data, other_title)),
    "the value of a form field by an update": lambda ground: ground.write(updated(ground.data, field_value)),
    "a signature taken out of its field by an update": lambda ground: ground.write(updated(ground.data, emptied_field)),
    "garbage as validation data by an update": lambda ground: ground.write(updated(ground.data, garbage_store)),
    "a page turned between two signatures": between(turn_a_page),
    "another title between two signatures": between(other_title),
    "another description (XMP) between two signatures": between(other_description),
    "a note over a figure between two signatures": between(free_text),
    "the value of a form field between two signatures": between(field_value),
    "garbage as validation data between two signatures": between(garbage_store),
    "the newest signature removed by cutting the file back": lambda ground: ground.write(ground.data[: revisions(ground.data)[-2]]),
    "all signatures removed": lambda ground: ground.altered(without_signatures, signed=True),
    "a signature copied from another place": copied_signature,
    "the certificate of a signer swapped": swapped_certificate,
    "a range of no bytes": byte_range(b"0 0 0 0"),
    "a range that overlaps itself": byte_range(b"0 900000 100 900000"),
    "a range with a larger gap": byte_range(b"0 5000 900000 1000"),
    "a script added": lambda ground: ground.altered(scripted, signed=True),
}
