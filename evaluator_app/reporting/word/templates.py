# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A firm's Word template: of a file from elsewhere only text, styles, numbering, heads, feet and pictures, each checked.

What is kept is named here; everything else stays out, and what cannot be left out unseen is refused.
"""

from __future__ import annotations

import io
import posixpath
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.reporting.word.cleaning import clean, holds_objects, local
from evaluator_app.reporting.word.markup import R, W
from evaluator_app.reporting.word.unpacking import no_template, parsed, unpacked

_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN_KINDS = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_PICTURES = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif"}
_MOST_PIXELS = 40_000_000
_LEFT_OUT = {
    "comments",
    "commentsextended",
    "commentsextensible",
    "commentsids",
    "customxml",
    "endnotes",
    "fonttable",
    "footnotes",
    "glossarydocument",
    "people",
    "printersettings",
    "settings",
    "styleswitheffects",
    "websettings",
}
"""Kinds of parts that a template does without; nothing that stays refers to them."""
_SAID = {"comments", "endnotes", "footnotes"}
"""Those of them that a reader would miss."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the template."""

    data: bytes
    ending: str


@dataclass(slots=True)
class Part:
    """A part with text in it and what it refers to."""

    root: Any
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By the id under which the part refers to it."""


@dataclass(slots=True)
class Template:
    """What is kept of a template."""

    main: Part
    running: dict[str, tuple[str, Part]] = field(default_factory=dict)
    """Heads and feet by the id under which the main part refers to them, each with header or footer."""
    styles: Any = None
    numbering: Any = None
    theme: bytes | None = None
    has_even_pages: bool = False
    dropped: list[str] = field(default_factory=list)


def read_template(data: bytes) -> Template:
    """Read a template; UserFacingError REP-031 to REP-035 for one that is refused."""
    parts = unpacked(data)
    _refuse_macros(parts)
    main = _main_part(parts)
    read = Template(Part(parsed(parts[main])))
    if read.main.root.tag != f"{{{W}}}document":
        raise no_template()
    had_links = False
    for name, kind, target, is_external in _links(parts, main):
        if is_external:
            if kind != "hyperlink":
                raise holds_objects(kind)
        elif kind == "image":
            read.main.pictures |= _picture(parts, name, target)
        elif kind in ("header", "footer"):
            read.running[name] = (kind, _running(parts, target))
            had_links |= _clean(read.running[name][1], ())
        elif kind in _LEFT_OUT:
            _note(read, parts, kind, target)
        elif kind != "hyperlink":
            _keep(read, parts, kind, target)
    had_links |= _clean(read.main, read.running)
    if had_links:
        read.dropped.append(_("Links of the Word template to places elsewhere are plain text now."))
    return read


def _refuse_macros(parts: dict[str, bytes]) -> None:
    kinds = parts.get("[content_types].xml", b"").lower()
    if any("vba" in name or "macro" in name for name in parts) or b"macroenabled" in kinds or b"vbaproject" in kinds:
        raise UserFacingError(
            "REP-033",
            _("The Word template holds macros. Nothing of it was run and no report was made."),
            _("Save it in Word as a document without macros (.docx) and choose that file."),
        )


def _main_part(parts: dict[str, bytes]) -> str:
    """Return the name of the part with the text, which must be what it says it is."""
    found = [target for _name, kind, target, is_external in _links(parts, "") if kind == "officedocument" and not is_external]
    if len(found) != 1 or found[0] not in parts or "[content_types].xml" not in parts:
        raise no_template()
    kinds = {(each.get("PartName") or "").lower().lstrip("/"): each.get("ContentType") for each in parsed(parts["[content_types].xml"])}
    if kinds.get(found[0]) not in _MAIN_KINDS:
        raise no_template()
    return found[0]


def _links(parts: dict[str, bytes], part: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield id, kind in small letters, target, and whether it lies elsewhere, of all that a part refers to."""
    folder, last = posixpath.split(part)
    listed = parts.get(posixpath.join(folder, "_rels", f"{last}.rels"))
    if listed is None:
        return
    for each in parsed(listed).iter(_LINK):
        target = (each.get("Target") or "").lower()
        kind = (each.get("Type") or "").rpartition("/")[2].lower()
        is_external = (each.get("TargetMode") or "").lower() == "external" or "://" in target
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield each.get("Id") or "", kind, whole, is_external


def _picture(parts: dict[str, bytes], name: str, target: str) -> dict[str, Picture]:
    """Return a picture by its id; none where it is of a kind that is not taken, which is refused wherever it is shown."""
    data = parts.get(target)
    if data is None:
        raise no_template()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(_PICTURES)) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return {}
                return {name: Picture(data, _PICTURES[str(image.format)])}
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return {}


def _running(parts: dict[str, bytes], target: str) -> Part:
    if target not in parts:
        raise no_template()
    part = Part(parsed(parts[target]))
    if part.root.tag not in (f"{{{W}}}hdr", f"{{{W}}}ftr"):
        raise no_template()
    for name, kind, where, is_external in _links(parts, target):
        if is_external and kind != "hyperlink":
            raise holds_objects(kind)
        if kind == "image":
            part.pictures |= _picture(parts, name, where)
    return part


def _clean(part: Part, others: dict[str, tuple[str, Part]] | tuple[()]) -> bool:
    return clean(part.root, {*part.pictures, *others})


def _note(read: Template, parts: dict[str, bytes], kind: str, target: str) -> None:
    """Say what a reader would miss, and take the one setting that matters to pages."""
    if kind == "settings" and target in parts:
        root = parsed(parts[target])
        read.has_even_pages = root.find(f"{{{W}}}evenAndOddHeaders") is not None
        if any(is_external for _name, _kind, _target, is_external in _links(parts, target)):
            read.dropped.append(_("What the Word template's settings refer to elsewhere was left out and not fetched."))
    said = _("Comments, footnotes and endnotes of the Word template were left out.")
    if kind in _SAID and said not in read.dropped and _has_notes(parts, target):
        read.dropped.append(said)


def _has_notes(parts: dict[str, bytes], target: str) -> bool:
    """Tell whether a part has notes besides the separators that every file has."""
    return target in parts and any(
        local(each) in ("comment", "footnote", "endnote") and each.get(f"{{{W}}}type") is None for each in parsed(parts[target])
    )


def _keep(read: Template, parts: dict[str, bytes], kind: str, target: str) -> None:
    if target not in parts:
        raise no_template()
    match kind:
        case "styles":
            read.styles = parsed(parts[target])
            clean(read.styles, ())
        case "numbering":
            read.numbering = parsed(parts[target])
            clean(read.numbering, ())
        case "theme":
            data = parts[target]
            read.theme = None if any(key.startswith(f"{{{R}}}") for each in parsed(data).iter() for key in each.attrib) else data
        case _:
            raise holds_objects(kind)
