# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The way through the pages of a document: back, on, and to a page by its number."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from evaluator_app.gui.theme import GRID, TOUCH, scaled
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class PageTurner(QWidget):
    """*Signals:* page_chosen(int): another page, the first is 1."""

    page_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = ActionButton("", icon_name="back")
        self.on = ActionButton("", icon_name="next")
        for button, name in ((self.back, _("Previous page")), (self.on, _("Next page"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFixedWidth(scaled(TOUCH))
        self.number = QSpinBox()
        self.number.setAccessibleName(_("Page"))
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setKeyboardTracking(False)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setFixedWidth(scaled(72))
        self._of = TextLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID // 2)
        for part in (self.back, self.number, self._of, self.on):
            line.addWidget(part)
        self.set_pages(1)
        self.back.clicked.connect(self.go_back)
        self.on.clicked.connect(self.go_on)
        self.number.valueChanged.connect(self._on_value_changed)

    def page(self) -> int:
        """Return the page chosen."""
        return self.number.value()

    def set_pages(self, pages: int) -> None:
        """Say how many there are; the page stays."""
        with QSignalBlocker(self.number):
            self.number.setRange(1, max(1, pages))
        self._of.setText(_("of {pages}").format(pages=pages))
        self._show()

    def show_page(self, page: int) -> None:
        """Choose a page without a signal, also before it is known how many there are."""
        with QSignalBlocker(self.number):
            self.number.setMaximum(max(page, self.number.maximum()))
            self.number.setValue(page)
        self._show()

    def go_on(self) -> None:
        """Go to the next page."""
        self.number.setValue(self.number.value() + 1)

    def go_back(self) -> None:
        """Go to the page before."""
        self.number.setValue(self.number.value() - 1)

    def _show(self) -> None:
        self.back.setEnabled(self.number.value() > 1)
        self.on.setEnabled(self.number.value() < self.number.maximum())

    def _on_value_changed(self, page: int) -> None:
        self._show()
        self.page_chosen.emit(page)
