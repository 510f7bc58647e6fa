# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A report put into a firm's Word template: at its place, in its styles, with what the template asks for by name filled in."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.reporting.page_style import BODY_WIDTH
from evaluator_app.reporting.word.front import watermark
from evaluator_app.reporting.word.markup import DECLARED, NAMESPACES, TWIPS, W, plain_text
from evaluator_app.reporting.word.package import Links, Package
from evaluator_app.reporting.word.setting import OWN_BOOKMARK
from evaluator_app.reporting.word.styles import STYLES, font_table, missing_styles, settings_part, styles_part
from evaluator_app.reporting.word.templates import Part, Template, read_template

_PLACE = "{{report}}"
_BLANK = re.compile(r"\{\{\s*(\w{1,40})\s*\}\}")
_NARROWEST, _WIDEST = 150.0, 1500.0


@dataclass(slots=True)
class Placed:
    """A template with its blanks filled in, ready for the report."""

    template: Template
    links: Links
    """Those of the main part; pictures are named only when they are put into the package."""
    style_ids: dict[str, str]
    width: float
    """Between the margins where the report stands, in points."""
    first_bookmark: int
    first_picture: int
    has_front: bool
    """Whether something stands before the report, such as the firm's cover."""
    begins_page: bool
    """Whether the place is at a page's head already."""
    section: Any
    """The page set-up of the place."""
    place: Any
    """The report goes in before this element."""

    @property
    def dropped(self) -> tuple[str, ...]:
        """What was left out, in sentences."""
        return tuple(self.template.dropped)

    @property
    def lacks(self) -> frozenset[str]:
        """Which of header and footer the template has none of."""
        return frozenset({"header", "footer"} - {kind for kind, _part in self.template.running.values()})

    def put(self, package: Package, over: str, content: str, running: str) -> None:
        """Put the template's parts with the report in them: `over` before all else, the content at its place."""
        template = self.template
        for number, (name, (kind, part)) in enumerate(template.running.items(), start=1):
            links = Links()
            _put_pictures(package, part, links)
            package.put(f"firm{kind}{number}.xml", kind, _written(part.root), links)
            self.links.targets[name] = (kind, f"firm{kind}{number}.xml")
        _put_pictures(package, template.main, self.links)
        for position, reference in enumerate(_elements(running)):
            self.section.insert(position, reference)
        parent = self.place.getparent()
        for element in _elements(content):
            parent.insert(parent.index(self.place), element)
        body = template.main.root.find(f"{{{W}}}body")
        for position, element in enumerate(_elements(over)):
            body.insert(position, element)
        self._put_others(package)
        package.put("document.xml", "document", _written(template.main.root), self.links)

    def _put_others(self, package: Package) -> None:
        template = self.template
        others: list[tuple[str, str, str | bytes]] = [
            ("styles", "styles.xml", _written(template.styles)),
            ("settings", "settings.xml", settings_part(has_even_pages=template.has_even_pages)),
            ("fontTable", "fontTable.xml", font_table()),
        ]
        if template.numbering is not None:
            others.append(("numbering", "numbering.xml", _written(template.numbering)))
        if template.theme is not None:
            others.append(("theme", "theme/theme1.xml", template.theme))
        for kind, name, xml in others:
            package.put(name, kind, xml)
            self.links.add(kind, name)


def opened_template(data: bytes, values: Mapping[str, str], mark: str | None) -> Placed:
    """Read a template, fill in its blanks and find the report's place; UserFacingError REP-031 to REP-036 for one that is refused.

    The mark is laid under every page with a head.
    """
    template = read_template(data)
    root = template.main.root
    body = root.find(f"{{{W}}}body")
    if body is None:
        raise _misplaced()
    _drop_own_bookmarks(root)
    place = _place(template, body)
    for part in (template.main, *(part for _kind, part in template.running.values())):
        _fill(part.root, values)
    for kind, part in template.running.values():
        if mark and kind == "header":
            _lay_under(part.root, mark)
    front = _before(body, place)
    section = _section(body, place)
    links = Links(
        dict.fromkeys(template.main.pictures, ("image", "")) | {name: (kind, "") for name, (kind, _p) in template.running.items()}
    )
    return Placed(
        template,
        links,
        _merged_styles(template),
        _width(section),
        _highest(root, "bookmarkStart", f"{{{W}}}id"),
        _highest(root, "docPr", "id"),
        any(_shows(element) for element in front),
        not front or _ends_page(front[-1]),
        section,
        place,
    )


def _put_pictures(package: Package, part: Part, links: Links) -> None:
    for name, picture in part.pictures.items():
        links.targets[name] = ("image", package.picture(picture.data, picture.ending))


def _elements(xml: str) -> Iterator[Any]:
    """Yield the elements of XML of our own."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    yield from list(etree.fromstring(f"<w:body {DECLARED}>{xml}</w:body>".encode(), parser))


def _written(root: Any) -> bytes:
    """Return a part as it is stored, with the namespaces of what was put into it."""
    known = {**NAMESPACES, **{prefix: uri for prefix, uri in root.nsmap.items() if prefix not in NAMESPACES}}
    renewed = etree.Element(root.tag, dict(root.attrib), nsmap=known)
    renewed.text = root.text
    renewed.extend(list(root))
    return bytes(etree.tostring(renewed, xml_declaration=True, encoding="UTF-8", standalone=True))


def _text(paragraph: Any) -> str:
    return "".join(each.text or "" for each in _texts(paragraph))


def _texts(paragraph: Any) -> list[Any]:
    """Return the pieces of text of a paragraph, without those of boxes in it."""
    tag = f"{{{W}}}p"
    return [each for each in paragraph.iter(f"{{{W}}}t") if next(each.iterancestors(tag), None) is paragraph]


def _place(template: Template, body: Any) -> Any:
    """Return the element before which the report goes; an empty one is made at the end where the template names no place."""
    roots = [template.main.root, *(part.root for _kind, part in template.running.values())]
    asked = [each for root in roots for each in root.iter(f"{{{W}}}p") if _PLACE in _text(each).replace(" ", "")]
    if len(asked) > 1 or any(each.getparent() is not body or _text(each).replace(" ", "").strip() != _PLACE for each in asked):
        raise _misplaced()
    if asked:
        for each in _texts(asked[0]):
            each.text = ""
        return asked[0]
    end = etree.Element(f"{{{W}}}p")
    last = body[-1] if len(body) else None
    if last is not None and last.tag == f"{{{W}}}sectPr":
        last.addprevious(end)
    else:
        body.append(end)
    return end


def _misplaced() -> UserFacingError:
    return UserFacingError(
        "REP-036",
        _("The Word template must have {place} in one paragraph of its own, outside tables and boxes. No report was made.").format(
            place=_PLACE
        ),
        _("Put {place} alone into one paragraph; without it the report goes to the end.").format(place=_PLACE),
    )


def _fill(root: Any, values: Mapping[str, str]) -> None:
    """Put the values in place of their names, in one piece or in several; each once, so that a value is never read as a name."""
    for paragraph in root.iter(f"{{{W}}}p"):
        pieces = _texts(paragraph)
        found = [each for each in _BLANK.finditer("".join(piece.text or "" for piece in pieces)) if each[1] in values]
        for each in reversed(found):
            _replace(pieces, each.start(), each.end(), plain_text(values[each[1]]))


def _replace(pieces: list[Any], start: int, stop: int, value: str) -> None:
    at = 0
    for piece in pieces:
        text = piece.text or ""
        begin, end = max(start - at, 0), min(stop - at, len(text))
        if begin < end:
            piece.text = text[:begin] + (value if at + begin == start else "") + text[end:]
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += len(text)


def _lay_under(root: Any, mark: str) -> None:
    paragraph = next(root.iter(f"{{{W}}}p"), None)
    if paragraph is None:
        paragraph = etree.SubElement(root, f"{{{W}}}p")
    for element in _elements(f"<w:p>{watermark(mark)}</w:p>"):
        paragraph.extend(list(element))


def _drop_own_bookmarks(root: Any) -> None:
    """Take out bookmarks named as ours are, as an earlier report has them: a name must be one place's alone."""
    ours = {each.get(f"{{{W}}}id") for each in root.iter(f"{{{W}}}bookmarkStart") if OWN_BOOKMARK.fullmatch(each.get(f"{{{W}}}name") or "")}
    for each in list(root.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd")):
        if each.get(f"{{{W}}}id") in ours and each.getparent() is not None:
            each.getparent().remove(each)


def _before(body: Any, place: Any) -> list[Any]:
    return list(body)[: body.index(place)]


def _shows(element: Any) -> bool:
    tags = [f"{{{W}}}{name}" for name in ("drawing", "pict")]
    return any(each.text and each.text.strip() for each in element.iter(f"{{{W}}}t")) or next(element.iter(*tags), None) is not None


def _ends_page(element: Any) -> bool:
    breaks = (each.get(f"{{{W}}}type") == "page" for each in element.iter(f"{{{W}}}br"))
    return next(element.iter(f"{{{W}}}sectPr"), None) is not None or any(breaks)


def _section(body: Any, place: Any) -> Any:
    """Return the page set-up that holds where the report goes; a usual one is made where the template has none."""
    for element in list(body)[body.index(place) :]:
        for section in element.iter(f"{{{W}}}sectPr"):
            return section
    return etree.SubElement(body, f"{{{W}}}sectPr")


def _width(section: Any) -> float:
    """Return the room between the margins in points; that of our own page where the template says nothing sensible."""
    size, margins, columns = (section.find(f"{{{W}}}{name}") for name in ("pgSz", "pgMar", "cols"))
    try:
        whole = float(size.get(f"{{{W}}}w"))
        taken = sum(float(margins.get(f"{{{W}}}{edge}") or 0) for edge in ("left", "right", "gutter"))
        count = int(columns.get(f"{{{W}}}num") or 1) if columns is not None else 1
        width = (whole - taken) / TWIPS / max(count, 1)
    except (AttributeError, TypeError, ValueError):
        return BODY_WIDTH
    return width if _NARROWEST <= width <= _WIDEST else BODY_WIDTH


def _highest(root: Any, name: str, attribute: str) -> int:
    """Return a number over all those that elements of a name have."""
    numbers = (each.get(attribute) or "" for each in root.iter(f"{{*}}{name}"))
    return max((int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 9), default=0) + 1


def _merged_styles(template: Template) -> dict[str, str]:
    """Give the template the styles that it lacks and return the ids of all that the report uses."""
    if template.styles is None:
        template.styles = etree.fromstring(styles_part().encode())
        return {style.id: style.id for style in STYLES}
    known: dict[str, str] = {}
    for style in template.styles.iter(f"{{{W}}}style"):
        name = style.find(f"{{{W}}}name")
        if name is not None and style.get(f"{{{W}}}type") == "paragraph":
            known.setdefault((name.get(f"{{{W}}}val") or "").lower(), style.get(f"{{{W}}}styleId") or "")
    lacking, ids = missing_styles({name: id_ for name, id_ in known.items() if id_})
    template.styles.extend(copy.copy(each) for each in _elements(lacking))
    return ids
