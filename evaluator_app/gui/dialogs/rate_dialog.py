# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Computes a rate from quantities and grades: choose the method, enter them with their units, see the result, take it over."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from evaluator_app.domain.three_rates import METHODS, Calculation, Method, RateError, RateKind, compute, methods_for
from evaluator_app.gui.dialogs.rate_outcome import RateOutcome
from evaluator_app.gui.dialogs.rate_rows import RateRows
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class RateDialog(QDialog):
    """*Signals:* taken_over(Calculation, Decimal): the value to record and how it was computed; removed(): the calculation is to go."""

    taken_over = Signal(object, object)
    removed = Signal()

    def __init__(
        self,
        quantity: str,
        kind: RateKind,
        calculation: Calculation | None = None,
        value: Decimal | None = None,
        industry: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Compute: {quantity}").format(quantity=quantity))
        self._known = calculation
        self._forms: dict[Method, RateRows] = {}
        self.method = QComboBox()
        for method in methods_for(kind, industry):
            self.method.addItem(worded(METHODS[method].title), method)
        self._basis = TextLabel("", TextRole.SMALL, wraps=True, selectable=True)
        self._formula = TextLabel("", wraps=True, selectable=True)
        self.outcome = RateOutcome()
        self._place = QVBoxLayout()
        self.take_button = ActionButton(_("Take over"), kind=ButtonKind.PRIMARY)
        self.take_button.clicked.connect(self._on_take_clicked)
        self.cancel_button = ActionButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.remove_button = ActionButton(_("Remove the calculation"), kind=ButtonKind.QUIET)
        self.remove_button.setToolTip(_("The value stays as it is, without a calculation."))
        self.remove_button.clicked.connect(self._on_remove_clicked)
        if calculation is None:
            self.remove_button.hide()
        self._build()
        self._begin_with(calculation, value)
        self.method.currentIndexChanged.connect(self._on_method_chosen)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_take_clicked)
        open_at(self, 760, 720)
        self.form.focus_first()

    @property
    def form(self) -> RateRows:
        """The rows of the method that is chosen."""
        return self._forms[self._chosen()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: Enter goes from number to number, and to the button after the last one."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        here, following = self.focusWidget(), self.form.next_number()
        if isinstance(here, QPushButton):
            here.click()
        elif following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.take_button.isEnabled():
            self.take_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        choice = Card()
        choice.add(FormRow(_("Method"), self.method))
        choice.add(self._formula)
        choice.add(self._basis)
        figures = Card()
        figures.add(self._place)
        self._page = ScrollPage(choice, figures, spacing=GRID + 4)
        result = QVBoxLayout()
        result.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, 0)
        result.addWidget(self.outcome)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.setSpacing(GRID)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._page, 1)
        column.addWidget(Hairline())
        column.addLayout(result)
        column.addLayout(foot)

    def _begin_with(self, calculation: Calculation | None, value: Decimal | None) -> None:
        if calculation is not None and (place := self.method.findData(calculation.method)) >= 0:
            self.method.setCurrentIndex(place)
        self._show_method()
        if value is not None:
            self.outcome.keep_places_of(value)

    def _chosen(self) -> Method:
        return Method(self.method.currentData())

    def _show_method(self) -> None:
        method = self._chosen()
        definition = METHODS[method]
        self._formula.setText(worded(definition.formula))
        self._basis.setText(worded(definition.source))
        if method not in self._forms:
            rows = self._known.rows if self._known is not None and self._known.method is method else ()
            form = RateRows(method, rows)
            form.edited.connect(self._refresh)
            form.row_added.connect(self._on_row_added)
            self._forms[method] = form
            self._place.addWidget(form)
        for known, form in self._forms.items():
            form.setVisible(known is method)
        self._order_fields()
        self._refresh()

    def _order_fields(self) -> None:
        """Let Tab come by everything where it stands."""
        buttons = (self.outcome.places, self.remove_button, self.cancel_button, self.take_button)
        before: QWidget = self.method
        for field in (*self.form.fields(), *buttons):
            QWidget.setTabOrder(before, field)
            before = field

    def _refresh(self) -> None:
        calculation = self.form.calculation()
        try:
            self.outcome.show_result(compute(calculation))
        except RateError as error:
            inputs = len(METHODS[calculation.method].inputs)
            is_incomplete = any(len(row.quantities) < inputs and not row.is_unused for row in calculation.rows)
            self.outcome.show_refusal(worded(error.sentence), is_incomplete=is_incomplete)
        self.take_button.setEnabled(self.outcome.value() is not None)

    def _on_method_chosen(self) -> None:
        self._show_method()

    def _on_row_added(self, row: QWidget) -> None:
        self._order_fields()
        QTimer.singleShot(0, row, lambda: self._page.ensureWidgetVisible(row, 0, 2 * GRID))

    def _on_take_clicked(self) -> None:
        value = self.outcome.value()
        if value is not None:
            self.taken_over.emit(self.form.calculation(), value)
            self.accept()

    def _on_remove_clicked(self) -> None:
        self.removed.emit()
        self.accept()
