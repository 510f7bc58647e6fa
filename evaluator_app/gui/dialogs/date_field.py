# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A field for a date that may stay empty, typed in any usual way or picked from a calendar."""

from __future__ import annotations

import datetime as dt
import re

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.gui.icons import icon
from evaluator_app.i18n import _

_FORMS = re.compile(r"\s*(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?\s*")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－．／", "0123456789-./")


class DateField(QLineEdit):
    """Takes 2026-05-12, 2026.5.12, 2026年5月12日 and 20260512, and shows the first form when it is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("year-month-day"))
        self.setMaxLength(16)
        pick = QAction(icon("clock", color_name="muted"), _("Pick from the calendar"), self)
        pick.triggered.connect(self.show_calendar)
        self.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._on_editing_finished)

    def day(self) -> dt.date | None:
        """Return the date; None while the field is empty or holds none."""
        found = _FORMS.fullmatch(self.text().translate(_FULL_WIDTH))
        if found is None:
            return None
        try:
            year, month, day = (int(part) for part in found.groups())
            return dt.date(year, month, day)
        except ValueError:
            return None

    def set_date(self, day: dt.date | None) -> None:
        """Show a date, or nothing."""
        self.setText(day.isoformat() if day else "")

    def is_wrong(self) -> bool:
        """Tell whether something stands in the field that is no date."""
        return bool(self.text().strip()) and self.day() is None

    def show_calendar(self) -> None:
        """Show a calendar under the field."""
        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if day := self.day():
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._on_day_clicked)
        calendar.activated.connect(popup.close)
        calendar.clicked.connect(popup.close)
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()

    def _on_day_clicked(self, day: QDate) -> None:
        self.set_date(dt.date(day.year(), day.month(), day.day()))
        self.editingFinished.emit()

    def _on_editing_finished(self) -> None:
        if day := self.day():
            self.set_date(day)
