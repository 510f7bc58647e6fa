# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A drawn PDF made fit for archives: PDF/A-3b with true properties and the report's data attached. Draws nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, Stream, String

from evaluator_app.reporting.color_profile import srgb_profile
from evaluator_app.reporting.pdf_types import Attachment
from evaluator_app.reporting.picture_store import PictureStore
from evaluator_app.reporting.structure import add_structure
from evaluator_app.reporting.tagging import Element
from evaluator_app.reporting.typesetting import stood_for

PRODUCER = "Green Mine Evaluator"
_PRINT = 4  # the annotation flag that PDF/A asks for


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself."""

    title: str
    subject: str
    author: str
    keywords: tuple[str, ...]
    language: str
    created_at: datetime


def archive(
    drawn: bytes,
    pictures: PictureStore,
    structure: Element,
    properties: Properties,
    attachments: Sequence[Attachment],
    target: BinaryIO,
) -> None:
    """Write the drawn PDF as PDF/A-3b, with its pictures and its structure; the same input gives the same bytes."""
    with Pdf.open(io.BytesIO(drawn)) as pdf:
        pictures.join(drawn, _stand_ins(pdf))
    # mapped into memory, all pictures would be in it at the end
    with Pdf.open(pictures.file, access_mode=pikepdf.AccessMode.stream) as pdf:
        _describe(pdf, properties)
        _add_color_profile(pdf)
        for attachment in attachments:
            _attach(pdf, attachment, properties.created_at)
        for page in pdf.pages:
            if "/Trans" in page.obj:
                del page.obj.Trans
            for annotation in page.obj.get("/Annots", []):
                annotation.F = _PRINT
        add_structure(pdf, structure)
        pdf.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def _stand_ins(pdf: Pdf) -> dict[int, str]:
    """Return the numbers of the objects that stand in for pictures, with the pictures' digests."""
    found = {}
    for page in pdf.pages:
        for shown in page.resources.get("/XObject", Dictionary()).values():
            if shown.get("/Subtype") == Name.Image and (digest := stood_for(shown.read_raw_bytes())):
                found[shown.objgen[0]] = digest
    return found


def _describe(pdf: Pdf, properties: Properties) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    moment = _pdf_date(properties.created_at)
    told = {
        "/Title": properties.title,
        "/Subject": properties.subject,
        "/Author": properties.author,
        "/Keywords": "; ".join(properties.keywords),
    }
    info = Dictionary(Producer=String(PRODUCER), CreationDate=String(moment), ModDate=String(moment))
    for key, text in told.items():
        if text:
            info[key] = String(text)
    pdf.trailer["/Info"] = pdf.make_indirect(info)
    root = pdf.Root
    metadata = Stream(pdf, _xmp(properties))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    root.Metadata = metadata
    root.Lang = String(properties.language)
    preferences = root.get("/ViewerPreferences", Dictionary())
    preferences["/DisplayDocTitle"] = True
    root.ViewerPreferences = preferences


def _add_color_profile(pdf: Pdf) -> None:
    profile = Stream(pdf, srgb_profile())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _attach(pdf: Pdf, attachment: Attachment, created_at: datetime) -> None:
    moment = _pdf_date(created_at)
    spec = AttachedFileSpec(
        pdf,
        attachment.data,
        description=attachment.description,
        filename=attachment.name,
        mime_type=attachment.media_type,
        creation_date=moment,
        mod_date=moment,
    )
    spec.relationship = Name.Data
    pdf.attachments[attachment.name] = spec
    if "/AF" not in pdf.Root:
        pdf.Root.AF = Array()
    pdf.Root.AF.append(pdf.attachments[attachment.name].obj)


def _pdf_date(moment: datetime) -> str:
    offset = moment.strftime("%z")
    if not offset:
        raise ValueError("created_at must be aware")
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _xmp(properties: Properties) -> bytes:
    moment = properties.created_at.isoformat(timespec="seconds")
    title = escape(properties.title)
    parts = [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>',
        "<dc:format>application/pdf</dc:format>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(properties.language)}</rdf:li></rdf:Bag></dc:language>",
    ]
    if properties.subject:
        subject = escape(properties.subject)
        parts.append(f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>')
    if properties.author:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(properties.author)}</rdf:li></rdf:Seq></dc:creator>")
    if properties.keywords:
        parts.append(f"<pdf:Keywords>{escape('; '.join(properties.keywords))}</pdf:Keywords>")
    parts += [
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>",
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
    ]
    body = "\n   ".join(parts)
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   {body}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
    return packet.encode("utf-8")
