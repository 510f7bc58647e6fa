# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The way through the pages of a document: back, on, and to a page by its number."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

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
        self._page, self._pages = 1, 1
        self.number = QLineEdit()
        self.number.setAccessibleName(_("Page"))
        self.number.setValidator(QIntValidator(self.number))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setFixedWidth(scaled(60))
        self._of = TextLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID // 2)
        for part in (self.back, self.number, self._of, self.on):
            line.addWidget(part)
        self.set_pages(1)
        self.back.clicked.connect(self.go_back)
        self.on.clicked.connect(self.go_on)
        self.number.editingFinished.connect(self._on_editing_finished)

    def page(self) -> int:
        """Return the page chosen."""
        return self._page

    def set_pages(self, pages: int) -> None:
        """Say how many there are; the page stays."""
        self._pages = max(1, pages)
        self._of.setText(_("of {pages}").format(pages=self._pages))
        self._show()

    def show_page(self, page: int) -> None:
        """Choose a page without a signal, also before it is known how many there are."""
        self._page, self._pages = page, max(page, self._pages)
        self._show()

    def go_on(self) -> None:
        """Go to the next page."""
        self._go(self._page + 1)

    def go_back(self) -> None:
        """Go to the page before."""
        self._go(self._page - 1)

    def _go(self, page: int) -> None:
        wanted = min(max(page, 1), self._pages)
        is_other = wanted != self._page
        self._page = wanted
        self._show()
        if is_other:
            self.page_chosen.emit(wanted)

    def _show(self) -> None:
        self.number.setText(str(self._page))
        self.back.setEnabled(self._page > 1)
        self.on.setEnabled(self._page < self._pages)

    def _on_editing_finished(self) -> None:
        self._go(int(self.number.text() or self._page))
