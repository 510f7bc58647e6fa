# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Two templates side by side, with filters by what differs and a search. Changes nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.domain.comparing import Comparison, Difference
from evaluator_app.domain.edition_terms import edition_term
from evaluator_app.domain.template import Template
from evaluator_app.gui.delegates.comparison_delegate import ComparisonDelegate
from evaluator_app.gui.models.comparison_model import LOOKS, ComparisonModel
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

CHANGED, EVERYTHING = "changed", "everything"
"""Filters beside those for one difference, which go by its value."""


class ComparisonView(QWidget):
    """*Signals:* thing_chosen(ComparedThing): the user pressed Enter on a thing, or clicked it twice."""

    thing_chosen = Signal(object)

    def __init__(self, comparison: Comparison, old: Template, new: Template, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = CHANGED
        self.model = ComparisonModel(comparison, old, new, self)
        self.search = SearchField(_("Search in both editions"), "")
        self.chips = {
            CHANGED: Chip(_("All that differs"), len(comparison.changed)),
            **{
                difference.value: Chip(worded(edition_term(difference)), count, tone=LOOKS[difference][0], icon_name=LOOKS[difference][1])
                for difference, count in comparison.counts().items()
                if count
            },
            EVERYTHING: Chip(_("Everything"), len(comparison.things)),
        }
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(ComparisonDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(_("What differs"))
        same = _("Both are the same") if not comparison.changed else _("Nothing fits")
        self._empty = EmptyState("done" if not comparison.changed else "filter", same, "", _("Show everything"))
        self._stack = QStackedWidget()
        self._build(old, new)
        self.search.search_changed.connect(self._on_search_changed)
        self.search.descended.connect(self.list.setFocus)
        self._empty.action_chosen.connect(self._on_everything_chosen)
        self.list.activated.connect(self._on_activated)
        self.choose(CHANGED)

    def choose(self, chosen: str) -> None:
        """Filter: CHANGED, EVERYTHING, or the value of a Difference."""
        self._chosen = chosen
        for key, chip in self.chips.items():
            chip.setChecked(key == chosen)
        self._refilter()

    def _build(self, old: Template, new: Template) -> None:
        flow_frame = QWidget()
        flow = FlowLayout(flow_frame, spacing=6)
        for key, chip in self.chips.items():
            flow.addWidget(chip)
            chip.clicked.connect(partial(self._on_chip_clicked, key))
        names = QHBoxLayout()
        names.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        names.setSpacing(GRID + 2)
        for mark, template in ((_("Before"), old), (_("Now"), new)):
            title = ElidedLabel(f"{mark}　{template.title} · {template.edition}", TextRole.STRONG)
            names.addWidget(title, 1)
        head = QVBoxLayout()
        head.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(self.search)
        head.addWidget(flow_frame)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addLayout(names)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)

    def _refilter(self) -> None:
        difference = next((known for known in Difference if known.value == self._chosen), None)
        self.model.choose(difference, only_changed=self._chosen == CHANGED, words=self.search.text())
        self._stack.setCurrentWidget(self.list if self.model.rowCount() else self._empty)

    def _on_chip_clicked(self, key: str, checked: bool = False) -> None:
        self.choose(key if self.chips[key].isChecked() else CHANGED)

    def _on_search_changed(self, words: str) -> None:
        self._refilter()

    def _on_everything_chosen(self) -> None:
        self.search.clear()
        self.choose(EVERYTHING)

    def _on_activated(self, index: QModelIndex) -> None:
        thing = self.model.row(index.row()).thing
        if thing is not None:
            self.thing_chosen.emit(thing)
