# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What may stand in a part of a firm's Word template: whatever runs, asks, embeds or reaches out is refused by name or taken out."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.reporting.word.markup import NAMESPACES, R, W

_VML, _OFFICE = NAMESPACES["v"], NAMESPACES["o"]
_OBJECTS = {"object", "OLEObject", "control", "altChunk", "subDoc", "contentPart", "movie"}
_TAKEN_OUT = {
    "annotationRef",
    "commentRangeEnd",
    "commentRangeStart",
    "commentReference",
    "dataBinding",
    "endnoteReference",
    "ffData",
    "footnoteReference",
    "hlinkClick",
    "hlinkHover",
    "hlinkMouseOver",
    "lvlPicBulletId",
    "numPicBullet",
    "printerSettings",
    "svgBlip",
}
"""Elements that refer to what is left out."""
_PICTURES = {"blip", "imagedata"}
_REACHES = {"src", "href", "althref"}
"""Attributes of drawings that name a place elsewhere."""
_FIELD = re.compile(
    r"\s*(?:(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES|STYLEREF|TITLE|SUBJECT|AUTHOR|DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE|REF|PAGEREF"
    r"|SEQ|TOC|TC|SYMBOL|EQ|NUMWORDS|NUMCHARS|KEYWORDS)(?:[\s\\][^{}]*)?|HYPERLINK\s+\\l\s+\"[^\"]*\"\s*)?",
    re.IGNORECASE,
)
"""The fields that only count, date or refer within the document."""
_NAMED_AT_MOST = 20


def clean(root: Any, links: Container[str]) -> bool:
    """Take out of a part what refers to parts that are left out, and tell whether a link to elsewhere was made plain text.

    UserFacingError REP-034 for objects and what refers to anything but the given links, REP-035 for fields that do more than count.
    """
    had_links = False
    for element in list(root.iter()):
        name = local(element)
        if name in _OBJECTS:
            raise holds_objects(name)
        if name in _TAKEN_OUT:
            _remove(element)
        elif name == "hyperlink" and element.tag == f"{{{W}}}hyperlink" and element.get(f"{{{R}}}id") is not None:
            _unwrap(element)
            had_links = True
        else:
            _check_attributes(element, links)
    _check_fields(root)
    return had_links


def local(element: Any) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def holds_objects(name: str) -> UserFacingError:
    """Return what is said of a template with something in it that is not only text, styles and pictures."""
    return UserFacingError(
        "REP-034",
        _("The Word template holds embedded objects or refers to files elsewhere ({what}). Nothing was opened, no report made.").format(
            what=_shortened(name)
        ),
        _("Take them out in Word, or put the text or picture itself in their place, and save the template again."),
    )


def _holds_pictures() -> UserFacingError:
    return UserFacingError(
        "REP-034",
        _("The Word template shows a picture that is no PNG, JPEG or GIF, or that lies elsewhere. No report was made."),
        _("Save the picture as PNG, put that in its place, and save the template again."),
    )


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        raise holds_objects("hyperlink")
    place = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(place + offset, child)
    parent.remove(element)


def _check_attributes(element: Any, links: Container[str]) -> None:
    is_drawing = element.tag.startswith((f"{{{_VML}}}", f"{{{_OFFICE}}}"))
    for key, value in list(element.attrib.items()):
        space, _brace, name = key.rpartition("}")
        if is_drawing and name.lower() in _REACHES:
            del element.attrib[key]
        elif (space == f"{{{R}" or name == "relid") and value not in links:
            raise _holds_pictures() if local(element) in _PICTURES else holds_objects(local(element))


def _check_fields(root: Any) -> None:
    """Refuse every field that is not known to be harmless, in one piece or in several, and those with fields in their instructions."""
    open_fields: list[list[str]] = []
    in_instruction: list[bool] = []
    for element in root.iter(f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}delInstrText", f"{{{W}}}fldSimple"):
        match local(element), element.get(f"{{{W}}}fldCharType"):
            case "fldSimple", _type:
                _check_field(element.get(f"{{{W}}}instr") or "")
            case "fldChar", "begin":
                if in_instruction and in_instruction[-1]:
                    raise _refused_field("".join(open_fields[-1]))
                open_fields.append([])
                in_instruction.append(True)
            case "fldChar", "separate" if open_fields:
                _check_field("".join(open_fields[-1]))
                in_instruction[-1] = False
            case "fldChar", "end" if open_fields:
                _check_field("".join(open_fields.pop()))
                in_instruction.pop()
            case "fldChar", _type:
                raise _refused_field("?")
            case _:
                if not open_fields:
                    _check_field(element.text or "")
                else:
                    open_fields[-1].append(element.text or "")
    if open_fields:
        raise _refused_field("".join(open_fields[-1]))


def _check_field(instruction: str) -> None:
    if not _FIELD.fullmatch(instruction):
        raise _refused_field(instruction)


def _refused_field(instruction: str) -> UserFacingError:
    words = instruction.split()
    return UserFacingError(
        "REP-035",
        _("The Word template has a field that fetches or runs something, or is not known ({field}). No report was made.").format(
            field=_shortened(words[0] if words else "?")
        ),
        _("Put plain text in its place in Word (Ctrl+Shift+F9) and save the template again."),
    )


def _shortened(text: str) -> str:
    return "".join(each if each.isprintable() else "□" for each in text[:_NAMED_AT_MOST])
