# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The tree of what stands on the pages, written into a PDF, so that a screen reader finds headings, tables and figures. Draws nothing."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from evaluator_app.reporting.tagging import Element, LinkPlace, Mark


def add_structure(pdf: Pdf, root: Element) -> None:
    """Write the tree of a report; the marks in its pages and the links must be those that were noted while it was drawn."""
    _Writer(pdf).write(root)


class _Writer:
    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages: list[Page] = list(pdf.pages)
        self._owners: list[dict[int, Object]] = [{} for _page in self._pages]
        """The element of each mark, page by page."""
        self._links: list[Object] = []

    def write(self, root: Element) -> None:
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([self._element(root, tree)])
        numbers = Array()
        for number, owners in enumerate(self._owners):
            numbers.append(number)
            numbers.append(self._pdf.make_indirect(Array([owners[mark] for mark in range(len(owners))])))
            self._pages[number].obj.StructParents = number
            self._pages[number].obj.Tabs = Name.S
        for number, link in enumerate(self._links, start=len(self._pages)):
            numbers.append(number)
            numbers.append(link)
        tree.ParentTree = self._pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(self._pages) + len(self._links)
        self._pdf.Root.StructTreeRoot = tree
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, element: Element, parent: Object) -> Object:
        entries: dict[str, Any] = {"/Type": Name.StructElem, "/S": Name(f"/{element.role}"), "/P": parent}
        if element.alt:
            entries["/Alt"] = String(element.alt)
        if attributes := _attributes(element):
            entries["/A"] = attributes
        home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if home is not None:
            entries["/Pg"] = self._pages[home].obj
        written = self._pdf.make_indirect(Dictionary(entries))
        kids = [self._kid(kid, written, home) for kid in element.kids]
        if kids:
            written.K = kids[0] if len(kids) == 1 else Array(kids)
        return written

    def _kid(self, kid: Element | Mark | LinkPlace, parent: Object, home: int | None) -> Any:
        if isinstance(kid, Element):
            return self._element(kid, parent)
        if isinstance(kid, Mark):
            self._owners[kid.page][kid.number] = parent
            return kid.number if kid.page == home else Dictionary(Type=Name.MCR, Pg=self._pages[kid.page].obj, MCID=kid.number)
        annotation = self._pages[kid.page].obj.Annots[kid.index]
        annotation.StructParent = len(self._pages) + len(self._links)
        annotation.Contents = String(kid.words)
        self._links.append(parent)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self._pages[kid.page].obj)


def _attributes(element: Element) -> Object | None:
    if element.box is not None:
        edges = Array([round(edge, 2) for edge in element.box])
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=edges)
    if not element.scope and element.span == 1:
        return None
    told = Dictionary(O=Name.Table)
    if element.scope:
        told.Scope = Name(f"/{element.scope}")
    if element.span > 1:
        told.ColSpan = element.span
    return told
