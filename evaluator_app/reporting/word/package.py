# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A Word file as its parts: put into a zip with fixed times, so that the same parts give the same bytes. Knows nothing of a report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from evaluator_app.reporting.word.markup import HEAD, attribute, xml_text

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    "document": f"{_WORD}.document.main+xml",
    "styles": f"{_WORD}.styles+xml",
    "settings": f"{_WORD}.settings+xml",
    "fontTable": f"{_WORD}.fontTable+xml",
    "numbering": f"{_WORD}.numbering+xml",
    "header": f"{_WORD}.header+xml",
    "footer": f"{_WORD}.footer+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_PICTURES = {"jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif"}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class Links:
    """What a part refers to, by the ids under which it does."""

    targets: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Kind and path from the folder word/, by id."""

    def add(self, kind: str, target: str) -> str:
        """Return the id under which the part refers to the target from now on."""
        for known, named in self.targets.items():
            if named == (kind, target):
                return known
        name = f"rId{len(self.targets) + 1}"
        while name in self.targets:
            name += "x"
        self.targets[name] = (kind, target)
        return name

    def xml(self) -> str:
        """Return them as a part."""
        listed = "".join(
            f'<Relationship Id="{attribute(name)}" Type="{_OFFICE}/relationships/{kind}" Target="{attribute(target)}"/>'
            for name, (kind, target) in self.targets.items()
        )
        return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


@dataclass(frozen=True, slots=True)
class Told:
    """What the file says about itself."""

    title: str
    subject: str
    author: str
    keywords: tuple[str, ...]
    language: str
    created_at: datetime


class Package:
    """A Word file that is being written; pictures go in as they come, all else stays in memory until the end."""

    def __init__(self, file: BinaryIO, told: Told) -> None:
        """Begin the file."""
        self._zip = ZipFile(file, "w")
        self._told = told
        self._parts: dict[str, tuple[str, bytes]] = {}
        self._links: dict[str, Links] = {}
        self._pictures: dict[str, str] = {}
        self._write("_rels/.rels", _first_links().encode())
        self._write("docProps/core.xml", _core(told).encode())
        self._write("docProps/app.xml", _app(told).encode())

    def __enter__(self) -> Self:
        """Take what comes."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Write what is left; a file that something went wrong with is only let go."""
        if kind is None:
            self._finish()
        self._zip.close()

    def picture(self, data: bytes, ending: str, digest: str = "") -> str:
        """Store a picture once and return its path from the folder word/."""
        name = digest or hashlib.sha256(data).hexdigest()
        if name not in self._pictures:
            self._pictures[name] = f"media/image{len(self._pictures) + 1}.{ending}"
            self._write(f"word/{self._pictures[name]}", data, method=ZIP_STORED)
        return self._pictures[name]

    def put(self, name: str, kind: str, xml: str | bytes, links: Links | None = None) -> None:
        """Keep a part of the folder word/ for the end."""
        self._parts[name] = (kind, xml.encode() if isinstance(xml, str) else xml)
        if links is not None and links.targets:
            self._links[name] = links

    def _finish(self) -> None:
        for name, (_kind, data) in self._parts.items():
            self._write(f"word/{name}", data)
        for name, links in self._links.items():
            folder, _slash, last = name.rpartition("/")
            self._write(f"word/{folder}{'/' if folder else ''}_rels/{last}.rels", links.xml().encode())
        self._write("[Content_Types].xml", self._content_types().encode())

    def _write(self, name: str, data: bytes, method: int = ZIP_DEFLATED) -> None:
        entry = ZipInfo(name, _FIRST_DAY)
        entry.compress_type = method
        entry.create_system = 0
        entry.external_attr = 0
        self._zip.writestr(entry, data)

    def _content_types(self) -> str:
        endings = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", **_PICTURES}
        usual = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in endings.items())
        named = "".join(
            f'<Override PartName="/word/{attribute(name)}" ContentType="{_KINDS[kind]}"/>' for name, (kind, _data) in self._parts.items()
        )
        properties = (
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
            '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        )
        return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{usual}{named}{properties}</Types>'


def _first_links() -> str:
    listed = (
        (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    )
    links = "".join(f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(listed, 1))
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _core(told: Told) -> str:
    if told.created_at.tzinfo is None:
        raise ValueError("created_at must be aware")
    moment = f"{told.created_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    parts = (
        ("dc:title", told.title),
        ("dc:subject", told.subject),
        ("dc:creator", told.author),
        ("cp:keywords", "; ".join(told.keywords)),
        ("cp:lastModifiedBy", told.author),
        ("cp:revision", "1"),
        ("dc:language", told.language),
    )
    listed = "".join(f"<{name}>{xml_text(text)}</{name}>" for name, text in parts if text)
    dates = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified"))
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{listed}{dates}</cp:coreProperties>"
    )


def _app(told: Told) -> str:
    company = f"<Company>{xml_text(told.author)}</Company>" if told.author else ""
    return f'{HEAD}<Properties xmlns="{_OFFICE}/extended-properties"><Application>Green Mine Evaluator</Application>{company}</Properties>'
