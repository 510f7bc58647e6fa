# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is to be said of a template's quality, by issue with counts; each line leads to where it can be mended."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QStackedWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from evaluator_app.catalog.problems import CatalogProblem, Severity
from evaluator_app.domain.quality import Weight, by_issue
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, ROW, TextRole, text_font, tone_color
from evaluator_app.gui.views.templates.outline import Node
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.edits import Data

LOOKS = {Weight.ERROR: (Tone.VETO, "veto"), Weight.WARNING: (Tone.FOUND, "found"), Weight.HINT: (Tone.NOT_APPLICABLE, "info")}
_NODE = int(Qt.ItemDataRole.UserRole)
_FEW = 6
"""Findings that an issue shows without being opened."""


class QualityView(QWidget):
    """*Signals:* node_chosen(Node): go where it can be mended; counted(int): errors and warnings there are."""

    node_chosen = Signal(object)
    counted = Signal(int)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._hidden: set[Weight] = set()
        words = {Weight.ERROR: _("Errors"), Weight.WARNING: _("Warnings"), Weight.HINT: _("Hints")}
        self.chips = {weight: Chip(text, 0, tone=LOOKS[weight][0]) for weight, text in words.items()}
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setWordWrap(True)
        self.tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName(_("Quality"))
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemActivated.connect(self._on_activated)
        self.tree.itemClicked.connect(self._on_activated)
        self._pages = QStackedWidget()
        self._build()

    def refresh(self) -> None:
        """Look at the template that is shown."""
        chosen = self._bench.chosen
        found = by_issue(self._bench.findings())
        counts = {weight: sum(len(each) for issue, each in found.items() if issue.weight is weight) for weight in Weight}
        of_form = {
            weight: [problem for problem in chosen.problems if problem.severity is severity]
            for weight, severity in ((Weight.ERROR, Severity.ERROR), (Weight.WARNING, Severity.WARNING))
        }
        for weight, problems in of_form.items():
            counts[weight] += len(problems)
        for weight, chip in self.chips.items():
            chip.set_count(counts[weight])
            chip.setChecked(weight not in self._hidden)
        self.tree.clear()
        for weight, problems in of_form.items():
            if problems and weight not in self._hidden:
                title = _("Mistakes in the file") if weight is Weight.ERROR else _("To be looked at in the file")
                lines = ((f"{worded(problem.sentence)} {worded(problem.advice)}", node_of(problem, chosen.data)) for problem in problems)
                self._add(weight, title, "TPL", lines)
        for issue, findings in found.items():
            if issue.weight not in self._hidden:
                each = ((worded(finding.sentence), Node(finding.part, finding.target)) for finding in findings)
                self._add(issue.weight, worded(issue.title), issue.code, each)
        self._pages.setCurrentIndex(0 if self.tree.topLevelItemCount() else 1)
        self.counted.emit(counts[Weight.ERROR] + counts[Weight.WARNING])

    def focus_list(self) -> None:
        """Put the keyboard on the first line."""
        self.tree.setFocus()
        if self.tree.currentItem() is None and (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GRID)
        for weight, chip in self.chips.items():
            chip.setChecked(True)
            chip.clicked.connect(partial(self._on_chip_clicked, weight))
            tools.addWidget(chip)
        tools.addStretch(1)
        nothing = EmptyState("done", _("Nothing to say"), _("No finding of the kinds chosen above."))
        card = Card(margin=1)
        self._pages.addWidget(self.tree)
        self._pages.addWidget(nothing)
        self._pages.setMinimumHeight(ROW)
        card.add(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID + 2)
        column.addWidget(TextLabel(_("Click a line, or press Enter on it, to go where it can be mended."), TextRole.MUTED, wraps=True))
        column.addLayout(tools)
        column.addWidget(card, 1)

    def _add(self, weight: Weight, title: str, code: str, lines: Iterator[tuple[str, Node]]) -> None:
        tone, icon_name = LOOKS[weight]
        branch = QTreeWidgetItem([title, code])
        branch.setIcon(0, icon(icon_name, tone))
        branch.setFont(0, text_font(TextRole.STRONG))
        branch.setForeground(0, tone_color(tone))
        branch.setFont(1, text_font(TextRole.SMALL))
        branch.setForeground(1, tone_color(Tone.NOT_APPLICABLE))
        for words, node in lines:
            leaf = QTreeWidgetItem([words, ""])
            leaf.setData(0, _NODE, node)
            leaf.setToolTip(0, words)
            branch.addChild(leaf)
        branch.setText(0, f"{title}  {branch.childCount()}")
        self.tree.addTopLevelItem(branch)
        branch.setExpanded(branch.childCount() <= _FEW or weight is Weight.ERROR)

    def _on_chip_clicked(self, weight: Weight) -> None:
        self._hidden = self._hidden - {weight} if self.chips[weight].isChecked() else self._hidden | {weight}
        self.refresh()

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        node = item.data(0, _NODE)
        if node is not None:
            self.node_chosen.emit(node)


def node_of(problem: CatalogProblem, data: Data) -> Node:
    """Return the thing of a template in which a problem of its file stands."""
    path = problem.path
    for prefix in ("replace.", "add.", "remove."):
        path = path.removeprefix(prefix)
    part, _dot, rest = path.partition(".")
    members = data.get(part)
    names = [member for member in members if isinstance(member, dict)] if isinstance(members, list) else []
    for member in sorted(names, key=lambda each: -len(str(each.get("id", "")))):
        name = str(member.get("id", ""))
        if name and (rest == name or rest.startswith(f"{name}.")):
            return Node(part, f"{member.get('table')} {name}" if part == "rows" else name)
    return Node(part if part in ("rating", *data) and part not in ("title", "edition", "issuer", "notes", "id") else "")
