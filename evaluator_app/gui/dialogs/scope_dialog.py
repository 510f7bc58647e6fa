# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Chooses what a spot check, a re-check or a look-back looks at, item by item or a group at once."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from evaluator_app.domain.scope import proposed_scope, set_scope, targets_of
from evaluator_app.domain.template import IndicatorGroup
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_TARGET = int(Qt.ItemDataRole.UserRole)
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ScopeDialog(QDialog):
    """What is recorded already counts as looked at, whatever is chosen here."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What is looked at"))
        self._session = session
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(_("What is looked at"))
        self.tree.itemChanged.connect(self._show_count)
        self._count = TextLabel(role=TextRole.STRONG, wraps=True)
        self.faults_button = ActionButton(_("Only items with earlier faults"))
        self.all_button = ActionButton(_("Everything"))
        self.take_button = ActionButton(_("Look at these"), kind=ButtonKind.PRIMARY)
        self._fill()
        self._build()
        assessment = session.assessment
        self.choose(assessment.profile.scope or targets_of(session.template))
        self.faults_button.setEnabled(bool(proposed_scope(session.template, assessment)))

    def choose(self, targets: tuple[str, ...]) -> None:
        """Check these and no others."""
        wanted = set(targets)
        self.tree.blockSignals(True)
        for leaf in self._leaves():
            leaf.setCheckState(0, _ON if leaf.data(0, _TARGET) in wanted else _OFF)
        self.tree.blockSignals(False)
        self._show_count()

    def chosen(self) -> tuple[str, ...]:
        """Return what is checked, in the order of the template."""
        return tuple(str(leaf.data(0, _TARGET)) for leaf in self._leaves() if leaf.checkState(0) is _ON)

    def _build(self) -> None:
        words = _("What is left out stays open: it gets no points, hinders nothing, and there is neither total nor verdict.")
        cancel = ActionButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.faults_button.clicked.connect(self._on_faults_clicked)
        self.all_button.clicked.connect(self._on_all_clicked)
        self.take_button.clicked.connect(self._on_take_clicked)
        tools, foot = QHBoxLayout(), QHBoxLayout()
        for button in (self.all_button, self.faults_button):
            tools.addWidget(button)
        tools.addStretch(1)
        foot.addWidget(self._count, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(TextLabel(words, TextRole.MUTED, wraps=True))
        column.addLayout(tools)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)
        open_at(self, 620, 660)

    def _fill(self) -> None:
        template = self._session.template
        if template.prerequisites:
            head = _branch(self.tree.invisibleRootItem(), _("Prerequisites"))
            for each in template.prerequisites:
                _leaf(head, f"{each.code} {each.title}", each.id)
        for group in template.groups:
            self._add(self.tree.invisibleRootItem(), group)
        self.tree.expandToDepth(0)

    def _add(self, above: QTreeWidgetItem, group: IndicatorGroup) -> None:
        branch = _branch(above, f"{group.code} {group.title}")
        for inner in group.groups:
            self._add(branch, inner)
        for item in group.indicators:
            _leaf(branch, f"{item.code} {item.title}", item.id)

    def _leaves(self) -> list[QTreeWidgetItem]:
        return list(_below(self.tree.invisibleRootItem()))

    def _show_count(self) -> None:
        chosen, everything = len(self.chosen()), len(self._leaves())
        self._count.setText(_("{chosen} of {all}").format(chosen=chosen, all=everything))
        self.take_button.setEnabled(chosen > 0)

    def _on_faults_clicked(self) -> None:
        self.choose(proposed_scope(self._session.template, self._session.assessment))

    def _on_all_clicked(self) -> None:
        self.choose(targets_of(self._session.template))

    def _on_take_clicked(self) -> None:
        if self._session.do(set_scope(self._session.template, self._session.assessment, self.chosen())):
            self.accept()


def _branch(above: QTreeWidgetItem, words: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(above, [words])
    item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsSelectable
    )
    return item


def _leaf(above: QTreeWidgetItem, words: str, target: str) -> None:
    item = QTreeWidgetItem(above, [words])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
    item.setData(0, _TARGET, target)
    item.setCheckState(0, _OFF)


def _below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    """Yield the leaves under an item."""
    for child in (item.child(row) for row in range(item.childCount())):
        if child is not None:
            yield from _below(child) if child.childCount() else (child,)
