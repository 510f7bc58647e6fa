# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One question: its tables, its picture, and for texts the passages side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.consistency.passages_view import PassagesView
from evaluator_app.gui.views.consistency.plot_view import PlotView
from evaluator_app.gui.views.consistency.sheet_view import SheetView
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.consistency import Comparison
    from evaluator_app.services.consistency_tables import Sheet


class Tab(QWidget):
    """`views` are the names of its parts: those of its tables, "passages" and "plot"; each is made when it is first shown."""

    def __init__(self, name: str, comparison: Comparison, sheets: Sequence[Sheet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._comparison = name, comparison
        self._sheets = {sheet.name: sheet for sheet in sheets}
        words = {sheet.name: sheet.title for sheet in sheets}
        words |= {"passages": _("Side by side")} if name == "texts" else {}
        words["plot"] = _("Picture")
        self.views = tuple(words)
        self._made: dict[str, QWidget] = {}
        self.chooser = SegmentedControl(list(words.items()), name=_("View"))
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.chooser)
        column.addWidget(self._stack, 1)
        self.chooser.segment_chosen.connect(self.show_view)
        self.show_view(self.views[0])

    def show_view(self, name: str) -> QWidget:
        """Show one of its parts, and return it."""
        if name not in self._made:
            self._made[name] = self._make(name)
            self._stack.addWidget(self._made[name])
        self.chooser.set_current(name)
        self._stack.setCurrentWidget(self._made[name])
        return self._made[name]

    def _make(self, name: str) -> QWidget:
        if name == "plot":
            from evaluator_app.services.consistency_plots import plot

            return PlotView(plot(self._comparison, self._name))
        if name == "passages":
            return PassagesView(self._comparison)
        view = SheetView(self._sheets[name])
        if name == "texts":
            view.row_chosen.connect(self._on_pair_chosen)
        return view

    def _on_pair_chosen(self, row: int) -> None:
        view = self.show_view("passages")
        if isinstance(view, PassagesView):
            view.show_pair(row)
