# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The middle pane of the workbench: everything in a template as a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QVBoxLayout, QWidget

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.template import IndicatorGroup, Template
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.rule_words import source_name
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.i18n import _

_NODE = int(Qt.ItemDataRole.UserRole)
_OPEN = ("prerequisites", "groups")
"""Branches that are open at first."""


@dataclass(frozen=True, slots=True)
class Node:
    """Names a thing in a template: its list and id; without an id the list as a whole."""

    part: str
    target: str = ""


class OutlineTree(QTreeWidget):
    """*Signals:* node_chosen(Node): another thing by click or key."""

    node_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIndentation(2 * GRID)
        self.setAccessibleName(_("Contents of the template"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(GRID)
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        header.setSectionResizeMode(1, header.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._on_current_changed)

    def node(self) -> Node | None:
        """Return what is current."""
        item = self.currentItem()
        return item.data(0, _NODE) if item else None

    def item_of(self, node: Node) -> QTreeWidgetItem | None:
        """Return the item of a thing."""
        return next((item for item in self.items() if item.data(0, _NODE) == node), None)

    def items(self) -> Iterable[QTreeWidgetItem]:
        """Yield every item, from above."""
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            yield item
            walk += 1

    def _on_current_changed(self, current: QTreeWidgetItem | None) -> None:
        if current is not None:
            self.node_chosen.emit(current.data(0, _NODE))


class Outline(QFrame):
    """*Signals:* node_chosen(Node)."""

    node_chosen = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._bench = bench
        self.search = SearchField(_("Search items, codes, documents"), "Ctrl+F")
        self.search.search_changed.connect(self._on_search_changed)
        self.tree = OutlineTree()
        self.search.descended.connect(self.tree.setFocus)
        self.tree.node_chosen.connect(self.node_chosen)
        head = QVBoxLayout()
        head.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID)
        head.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.tree, 1)

    def show_template(self) -> None:
        """Show what is in the template that the bench shows; stay where it was if that is still there."""
        before, template = self.tree.node(), self._bench.chosen.template
        opened = {item.data(0, _NODE) for item in self.tree.items() if item.isExpanded()}
        self.tree.blockSignals(True)
        self.tree.clear()
        if template is not None:
            _Grower(self._bench, template).grow(self.tree)
            for item in self.tree.items():
                node = item.data(0, _NODE)
                item.setExpanded(node in opened if opened else node.part in _OPEN)
        self.tree.blockSignals(False)
        self._on_search_changed(self.search.text())
        if template is not None:
            self.go_to(before if before and self.tree.item_of(before) else Node(""))

    def go_to(self, node: Node) -> None:
        """Show a thing as the current one; the list it is in, where it has no line of its own."""
        part = "tables" if node.part == "rows" else node.part
        target = node.target.partition(" ")[0] if node.part == "rows" else node.target
        item = self.tree.item_of(Node(part, target)) or self.tree.item_of(Node(part)) or self.tree.item_of(Node(""))
        if item is not None:
            item.setHidden(False)
            self.tree.setCurrentItem(item)
            self.tree.scrollToItem(item)

    def _on_search_changed(self, words: str) -> None:
        wanted = words.casefold().split()
        for number in range(self.tree.topLevelItemCount()):
            if (item := self.tree.topLevelItem(number)) is not None:
                _filter(item, wanted, is_in=False)


def _filter(item: QTreeWidgetItem, wanted: Sequence[str], *, is_in: bool) -> bool:
    """Hide what has not all the words, nor stands in or over something that has; tell whether it stays."""
    text = f"{item.text(0)} {item.data(0, _NODE).target}".casefold()
    has = is_in or all(word in text for word in wanted)
    children = [child for number in range(item.childCount()) if (child := item.child(number)) is not None]
    inner = [_filter(child, wanted, is_in=has and bool(wanted)) for child in children]
    stays = has or any(inner)
    item.setHidden(not stays)
    if wanted and any(inner) and not has:
        item.setExpanded(True)
    return stays


class _Grower:
    """Makes the items of one template."""

    def __init__(self, bench: Bench, template: Template) -> None:
        self._template = template
        self._changed = {(change.part, change.target) for layer in bench.chosen.layers[-1:] for change in layer.changes}

    def grow(self, tree: QTreeWidget) -> None:
        template = self._template
        tree.addTopLevelItem(self._item(Node(""), _("Overview"), decimal_text(template.points), "document"))
        tree.addTopLevelItem(self._item(Node("rating", ""), _("Lines of the verdict"), "", "ruler"))
        self._branch(tree, "prerequisites", _("Prerequisites"), "prerequisite", template.prerequisites, lambda it: f"{it.code}  {it.title}")
        for group in template.groups:
            tree.addTopLevelItem(self._group(group))
        self._tables(tree)
        titled: Callable[[object], str] = lambda thing: str(getattr(thing, "title", ""))  # noqa: E731 - shared by five branches
        self._branch(tree, "facts", _("Facts of the mine"), "mine", template.facts, titled)
        self._branch(tree, "places", _("Places"), "place", template.places, titled)
        self._branch(tree, "documents", _("Documents"), "folder", template.documents, titled)
        self._branch(tree, "areas", _("Build areas"), "filter", template.areas, titled)
        self._branch(tree, "deadlines", _("Deadlines"), "clock", template.deadlines, titled)
        if template.newer_documents:
            branch = self._item(Node("newer_documents"), _("Newer documents"), str(len(template.newer_documents)), "history")
            for document in template.newer_documents:
                branch.addChild(self._item(Node("newer_documents", source_name(document)), source_name(document)))
            tree.addTopLevelItem(branch)

    def _tables(self, tree: QTreeWidget) -> None:
        if not self._template.tables:
            return
        branch = self._item(Node("tables"), _("Tables of limits"), str(len(self._template.tables)), "ruler")
        for table in self._template.tables:
            gaps = sum(1 for row in table.rows if row.low is None)
            item = self._item(Node("tables", table.id), table.title, str(len(table.rows)))
            if gaps or not table.rows:
                item.setIcon(1, icon("undetermined", Tone.UNDETERMINED))
                item.setToolTip(1, _("{count} figures missing").format(count=gaps or 1))
            branch.addChild(item)
        tree.addTopLevelItem(branch)

    def _branch(
        self, tree: QTreeWidget, part: str, title: str, icon_name: str, members: Sequence[object], words: Callable[..., str]
    ) -> None:
        branch = self._item(Node(part), title, str(len(members)), icon_name)
        for member in members:
            branch.addChild(self._item(Node(part, str(getattr(member, "id", ""))), words(member)))
        if members or part in ("places", "documents"):
            tree.addTopLevelItem(branch)

    def _group(self, group: IndicatorGroup) -> QTreeWidgetItem:
        points = sum(item.max_score for item in group.leaves())
        branch = self._item(Node("groups", group.id), f"{group.code}  {group.title}", f"{points:f}")
        for inner in group.groups:
            branch.addChild(self._group(inner))
        for item in group.indicators:
            mark = "  ★" if item.is_constraint else ""
            leaf = self._item(Node("indicators", item.id), f"{item.code}  {item.title}{mark}", decimal_text(item.max_score))
            if item.is_constraint:
                leaf.setToolTip(0, _("{title} (constraint item)").format(title=f"{item.code} {item.title}"))
            branch.addChild(leaf)
        return branch

    def _item(self, node: Node, title: str, figure: str = "", icon_name: str = "") -> QTreeWidgetItem:
        item = QTreeWidgetItem([title, figure])
        item.setData(0, _NODE, node)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, title)
        if icon_name:
            item.setIcon(0, icon(icon_name, color_name="muted"))
        if (node.part, node.target) in self._changed or (node.part == "rating" and ("rating", "rating") in self._changed):
            item.setIcon(1, icon("edit", Tone.ACCENT))
            item.setToolTip(1, _("{title}: changed by the last overlay").format(title=title))
        return item
