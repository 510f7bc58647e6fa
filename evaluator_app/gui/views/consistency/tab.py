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
    """`views` are its parts by name: the names of its tables, "passages" and "plot"."""

    def __init__(self, name: str, comparison: Comparison, sheets: Sequence[Sheet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from evaluator_app.services.consistency_plots import plot

        self.views: dict[str, QWidget] = {sheet.name: SheetView(sheet) for sheet in sheets}
        words = {sheet.name: sheet.title for sheet in sheets}
        if name == "texts":
            passages = PassagesView(comparison)
            self.views["passages"], words["passages"] = passages, _("Side by side")
            pairs = self.views["texts"]
            if isinstance(pairs, SheetView):
                pairs.row_chosen.connect(passages.show_pair)
                pairs.row_chosen.connect(lambda _row: self.show_view("passages"))
        self.views["plot"], words["plot"] = PlotView(plot(comparison, name)), _("Picture")
        self.chooser = SegmentedControl(list(words.items()), name=_("View"))
        self._stack = QStackedWidget()
        for view in self.views.values():
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.chooser)
        column.addWidget(self._stack, 1)
        self.chooser.segment_chosen.connect(self.show_view)

    def show_view(self, name: str) -> None:
        """Show one of its parts."""
        self.chooser.set_current(name)
        self._stack.setCurrentWidget(self.views[name])
