# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The middle pane of the workbench: everything in a template as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QVBoxLayout, QWidget

from evaluator_app.domain.exact import decimal_text
from evaluator_app.gui.bench import Bench, Chosen
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.i18n import _
from evaluator_app.services.edits import Data

_NODE = int(Qt.ItemDataRole.UserRole)
_OPEN = ("prerequisites", "groups")
"""Branches that are open at first."""
_DEEPEST = 8


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
        self.setIndentation(GRID + 4)
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
        before, has_content = self.tree.node(), bool(self._bench.chosen.data.get("indicators"))
        opened = {item.data(0, _NODE) for item in self.tree.items() if item.isExpanded()}
        self.tree.blockSignals(True)
        self.tree.clear()
        if has_content:
            _Grower(self._bench.chosen).grow(self.tree)
            for item in self.tree.items():
                node = item.data(0, _NODE)
                item.setExpanded(node in opened if opened else node.part in _OPEN)
        self.tree.blockSignals(False)
        self._on_search_changed(self.search.text())
        if has_content:
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
    """Makes the items of one template from its raw data, so that a draft shows what is in it even while something is wrong."""

    def __init__(self, chosen: Chosen) -> None:
        self._data = chosen.data
        self._changed = {(change.part, change.target) for layer in chosen.layers[-1:] for change in layer.changes}

    def grow(self, tree: QTreeWidget) -> None:
        """Put everything into the tree."""
        tree.addTopLevelItem(self._item(Node(""), _("Overview"), "", "document"))
        tree.addTopLevelItem(self._item(Node("rating"), _("Lines of the verdict"), "", "ruler"))
        self._branch(tree, "prerequisites", _("Prerequisites"), "prerequisite")
        for group in self._members("groups"):
            if not group.get("in"):
                tree.addTopLevelItem(self._group(group, 0))
        self._tables(tree)
        for part, title, icon_name in (
            ("facts", _("Facts of the mine"), "mine"),
            ("places", _("Places"), "place"),
            ("documents", _("Documents"), "folder"),
            ("areas", _("Build areas"), "filter"),
            ("deadlines", _("Deadlines"), "clock"),
            ("newer_documents", _("Newer documents"), "history"),
        ):
            self._branch(tree, part, title, icon_name)

    def _members(self, part: str) -> list[Data]:
        members = self._data.get(part)
        return [member for member in members if isinstance(member, dict)] if isinstance(members, list) else []

    def _tables(self, tree: QTreeWidget) -> None:
        rows = self._members("rows")
        tables = self._members("tables")
        if not tables:
            return
        branch = self._item(Node("tables"), _("Tables of limits"), str(len(tables)), "ruler")
        for table in tables:
            own = [row for row in rows if row.get("table") == table.get("id")]
            gaps = sum(1 for row in own if "limit" not in row and "low" not in row)
            item = self._item(Node("tables", str(table.get("id", ""))), str(table.get("title", "")), str(len(own)))
            if gaps or not own:
                item.setIcon(1, icon("undetermined", Tone.UNDETERMINED))
                item.setToolTip(1, _("{count} figures missing").format(count=gaps or 1))
            branch.addChild(item)
        tree.addTopLevelItem(branch)

    def _branch(self, tree: QTreeWidget, part: str, title: str, icon_name: str) -> None:
        members = self._members(part)
        branch = self._item(Node(part), title, str(len(members)), icon_name)
        for member in members:
            words = "  ".join(str(member[key]) for key in ("code", "title", "number", "document") if member.get(key))
            branch.addChild(self._item(Node(part, str(member.get("id", ""))), words))
        if members or part in ("places", "documents"):
            tree.addTopLevelItem(branch)

    def _group(self, group: Data, depth: int) -> QTreeWidgetItem:
        name = str(group.get("id", ""))
        branch = self._item(Node("groups", name), _titled(group), _points(group))
        for inner in self._members("groups") if depth < _DEEPEST else ():
            if inner.get("in") == name:
                branch.addChild(self._group(inner, depth + 1))
        for item in self._members("indicators"):
            if item.get("in") == name:
                branch.addChild(self._indicator(item))
        return branch

    def _indicator(self, item: Data) -> QTreeWidgetItem:
        is_constraint = item.get("is_constraint") is True
        words = _titled(item)
        leaf = self._item(Node("indicators", str(item.get("id", ""))), f"{words}  ★" if is_constraint else words, _points(item))
        if is_constraint:
            leaf.setToolTip(0, _("{title} (constraint item)").format(title=words))
        return leaf

    def _item(self, node: Node, title: str, figure: str = "", icon_name: str = "") -> QTreeWidgetItem:
        item = QTreeWidgetItem([title, figure])
        item.setData(0, _NODE, node)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, title)
        if icon_name:
            item.setIcon(0, icon(icon_name, color_name="muted"))
        if (node.part, node.target or node.part) in self._changed:
            item.setIcon(1, icon("edit", Tone.ACCENT))
            item.setToolTip(1, _("{title}: changed by the last overlay").format(title=title))
        return item


def _titled(member: Data) -> str:
    return f"{member.get('code', '')}  {member.get('title', '')}"


def _points(member: Data) -> str:
    points = member.get("points")
    return decimal_text(Decimal(points)) if isinstance(points, (int, Decimal)) else ""
