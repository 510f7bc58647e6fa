# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What stands on the pages named for those who cannot see them: headings, paragraphs, tables, figures, in the order they are read.

Keeps the tree while the pages are drawn and says which marks go between the strokes. Knows neither reportlab nor pikepdf:
structure.py writes the tree into the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """The kinds of element, as PDF names them."""

    DOCUMENT = "Document"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    ITEM_BODY = "LBody"
    CONTENTS = "TOC"
    CONTENTS_ITEM = "TOCI"
    LINK = "Link"
    TABLE = "Table"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    CAPTION = "Caption"


@dataclass(frozen=True, slots=True)
class Tag:
    """What a box is."""

    role: Role | None
    """None where its parts are told apart as they are drawn."""
    alt: str = ""
    """The words in place of a figure."""
    within: Role | None = None
    """The list or the contents that it is an entry of."""
    begins: bool = False
    """Whether it is the first entry there."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a page's content."""

    page: int
    """From 0."""
    number: int
    """From 0 on each page."""


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """The annotation of a link."""

    page: int
    """From 0."""
    index: int
    """Among the annotations of its page, from 0."""
    words: str


@dataclass(slots=True, eq=False)
class Element:
    """A node of the tree."""

    role: Role
    alt: str = ""
    scope: str = ""
    """Of a head cell: Row or Column."""
    span: int = 1
    """How many columns a cell takes."""
    box: tuple[float, float, float, float] | None = None
    """Where a figure stands: left, bottom, right, top."""
    kids: list[Element | Mark | LinkPlace] = field(default_factory=list)

    def elements(self) -> list[Element]:
        """Return the elements directly under it."""
        return [kid for kid in self.kids if isinstance(kid, Element)]


_ARTIFACT = "/Artifact BMC"
_RUNNING = "/Artifact <</Type /Pagination>> BDC"
_END = "EMC"


class Tags:
    """The tree of one report as far as it is drawn, and the marks on the current page."""

    def __init__(self, write: Callable[[str], None]) -> None:
        """Begin a tree; marks go to `write`, as operators of the page's content."""
        self.root = Element(Role.DOCUMENT)
        self._write = write
        self._path = [self.root]
        self._page = 0
        self._marks = 0
        self._open: Element | str | None = None
        self._is_solid = False

    @property
    def is_loose(self) -> bool:
        """Tell whether what is drawn now would belong to nothing."""
        return len(self._path) == 1 and not self._is_solid

    def begin_page(self, page: int) -> None:
        """Count marks anew; the page before must have been ended."""
        self._page, self._marks = page, 0

    def end_page(self) -> None:
        """End what is open on the page."""
        self._close()

    @contextmanager
    def element(
        self, role: Role, *, again: int | None = None, alt: str = "", scope: str = "", span: int = 1, box: tuple[float, ...] | None = None
    ) -> Iterator[Element]:
        """Let what is drawn belong to a new element, or `again` to the one that stands there under the current one, if it has the role.

        In a figure all is one stretch, whatever is drawn.
        """
        if self._is_solid:
            yield self._path[-1]
            return
        element = self._found(role, again)
        if element is None:
            element = Element(role, alt, scope, span, box)  # type: ignore[arg-type]
            self._path[-1].kids.append(element)
        self._path.append(element)
        if role is Role.FIGURE:
            self.mark()
            self._is_solid = True
        try:
            yield element
        finally:
            self._path.pop()
            if role is Role.FIGURE:
                self._is_solid = False
                self._close()

    @contextmanager
    def artifact(self, *, is_running: bool = False) -> Iterator[None]:
        """Let all that is drawn be ornament, or head and foot of the page, which nobody is read."""
        if self._is_solid:
            yield
            return
        self._begin(_RUNNING if is_running else _ARTIFACT)
        self._is_solid = True
        try:
            yield
        finally:
            self._is_solid = False
            self._close()

    def mark(self) -> None:
        """Let what is drawn next belong to the current element."""
        current = self._path[-1]
        if self._is_solid or self._open is current:
            return
        self._close()
        self._write(f"/{current.role} <</MCID {self._marks}>> BDC")
        current.kids.append(Mark(self._page, self._marks))
        self._marks += 1
        self._open = current

    def decorate(self) -> None:
        """Let what is drawn next be ornament."""
        if not self._is_solid:
            self._begin(_ARTIFACT)

    def link(self, index: int, words: str) -> None:
        """Note an annotation of the current page as the current element's."""
        self._path[-1].kids.append(LinkPlace(self._page, index, words))

    def _found(self, role: Role, again: int | None) -> Element | None:
        if again is None:
            return None
        there = self._path[-1].elements()
        found = there[again] if -len(there) <= again < len(there) else None
        return found if found is not None and found.role is role else None

    def _begin(self, operator: str) -> None:
        if self._open != operator:
            self._close()
            self._write(operator)
            self._open = operator

    def _close(self) -> None:
        if self._open is not None:
            self._write(_END)
        self._open = None
