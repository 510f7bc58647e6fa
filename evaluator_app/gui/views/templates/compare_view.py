# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Two templates side by side: any two that are there, or one with what it was laid over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.comparing import ComparedThing, Comparison, compare
from evaluator_app.domain.template import Template
from evaluator_app.gui.bench import Bench, Chosen
from evaluator_app.gui.models.templates_model import made_for
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.templates.comparison_view import ComparisonView
from evaluator_app.gui.views.templates.outline import Node
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.taking_over import stands_at


class CompareView(QWidget):
    """*Signals:* node_chosen(Node): show a thing of the template that is shown."""

    node_chosen = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.old = _box(_("Before"))
        self.new = _box(_("Now"))
        self.swap_button = ActionButton(_("Exchange"), kind=ButtonKind.QUIET, icon_name="redo")
        self.view: ComparisonView | None = None
        self._compared: tuple[Template, Template] | None = None
        line = QHBoxLayout()
        line.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID)
        line.setSpacing(GRID)
        for label, box in ((_("Before"), self.old), (_("Now"), self.new)):
            line.addWidget(TextLabel(label))
            line.addWidget(box, 1)
            box.activated.connect(self._on_activated)
        line.addWidget(self.swap_button)
        self.swap_button.clicked.connect(self._on_swap_clicked)
        advice = _("Choose two templates above, such as two editions, or a base and its overlay.")
        self._empty = EmptyState("history", _("Nothing to compare with"), advice)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(line)
        self._column.addWidget(Hairline())
        self._column.addWidget(self._empty, 1)

    def choose_again(self) -> None:
        """Choose what the template that is shown is best compared with: what it was laid over, or the edition before."""
        stock = self._bench.stock
        every = [*(Chosen(draft=draft) for draft in stock.drafts), *(Chosen(shelved=each) for each in stock.shelf if each.template)]
        for box in (self.old, self.new):
            box.clear()
            for chosen in every:
                if template := chosen.template:
                    box.addItem(f"{made_for(template)}  {template.title} · {template.edition}", chosen)
        self.new.setCurrentIndex(_position(self.new, self._bench.chosen.template))
        base = self._bench.base()
        self.old.setCurrentIndex(_position(self.old, base.template if base else self._edition_before()))

    def refresh(self) -> None:
        """Compare what is chosen."""
        old, new = _chosen(self.old), _chosen(self.new)
        if old is None or new is None:
            self._show(None)
        elif self._compared != (old, new):
            self._compared = (old, new)
            self._bench.runner.run(lambda: (compare(old, new), old, new), on_success=self._show, on_failure=self._bench.failed.emit)

    def _show(self, found: tuple[Comparison, Template, Template] | None) -> None:
        if self.view is not None:
            self._column.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None
        self._compared = found[1:] if found else None
        self._empty.setVisible(found is None)
        if found is not None:
            self.view = ComparisonView(*found)
            self.view.thing_chosen.connect(self._on_thing_chosen)
            self._column.addWidget(self.view, 1)

    def _edition_before(self) -> Template | None:
        own = self._bench.chosen.template
        others = [each.template for each in self._bench.stock.shelf if each.template and own and each.template.id == own.id]
        return next((template for template in others if own and template.edition != own.edition), None)

    def _on_activated(self, _index: int) -> None:
        self.refresh()

    def _on_swap_clicked(self) -> None:
        old, new = self.old.currentIndex(), self.new.currentIndex()
        self.old.setCurrentIndex(new)
        self.new.setCurrentIndex(old)
        self.refresh()

    def _on_thing_chosen(self, thing: ComparedThing) -> None:
        if isinstance(chosen := self.new.currentData(), Chosen):
            self._bench.choose(chosen)
            self.node_chosen.emit(Node(*stands_at(thing)))


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    return box


def _chosen(box: QComboBox) -> Template | None:
    chosen = box.currentData()
    return chosen.template if isinstance(chosen, Chosen) else None


def _position(box: QComboBox, template: Template | None) -> int:
    return next((number for number in range(box.count()) if template and box.itemData(number).template == template), -1)
