# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Lists every key of the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.gui.actions import KeySection
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class KeysDialog(QDialog):
    """Sections of keys, each with what it does."""

    def __init__(self, sections: Sequence[KeySection], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        column.setSpacing(2 * GRID)
        for section in sections:
            column.addWidget(_card(section))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        close = ActionButton(_("Close"), kind=ButtonKind.PRIMARY)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(Hairline())
        outer.addLayout(foot)
        open_at(self, 520, 700)
        close.setFocus()


def _card(section: KeySection) -> Card:
    card = Card(section.title)
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    grid.setVerticalSpacing(GRID)
    for row, line in enumerate(section.lines):
        grid.addWidget(TextLabel(line.name), row, 0)
        grid.addWidget(TextLabel(_native(line.keys), TextRole.STRONG), row, 1, Qt.AlignmentFlag.AlignRight)
    card.add(grid)
    return card


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
