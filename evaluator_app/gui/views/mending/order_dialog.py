# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Asks which faults are to be mended, by whom and until when; all of them in one act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services import mending

_NAME = int(Qt.ItemDataRole.UserRole)


class OrderDialog(QDialog):
    """Every one is chosen at first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Order mending"))
        self._session = session
        found = mending.mending_of(session.opened)
        self.list = QListWidget()
        self.list.setAccessibleName(_("What is to be mended"))
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for each in found.waiting:
            words = "\n".join((session.opened.title_of(each.target), " · ".join(part for part in (each.place, each.problem) if part)))
            item = QListWidgetItem(words)
            item.setData(_NAME, each.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._count)
        self.responsible, self.due = QLineEdit(), DateField()
        last = found.limit.last_day(found.today).isoformat()
        hint = _("At the latest {last}: {months} months by {clause}. Agreed with the mine; may be left empty for now.")
        self.due_row = FormRow(
            _("Due"), self.due, hint=hint.format(last=last, months=found.limit.months, clause=found.limit.clause or _("the template"))
        )
        self.responsible_row = FormRow(_("Responsible"), self.responsible)
        self.banner = Banner(dismissible=False)
        self.banner.hide()
        self.order_button = ActionButton("", kind=ButtonKind.PRIMARY, icon_name="mend")
        self.order_button.setDefault(True)
        self.order_button.clicked.connect(self.order)
        self._build()
        self._count()

    def chosen(self) -> list[str]:
        """Return the ids of what is chosen."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(item.data(_NAME)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def order(self) -> None:
        """Order what is chosen; a day that is too late is said here, and nothing is ordered."""
        self.due_row.set_error(_("This is no date.") if self.due.is_wrong() else "")
        if self.due.is_wrong():
            self.due.setFocus()
            return
        try:
            change = mending.order(self._session.opened, self.chosen(), due_on=self.due.day(), responsible=self.responsible.text())
        except UserFacingError as error:
            self.banner.set_message(words_of(error), tone=Tone.VETO)
            self.banner.show()
            return
        if self._session.do(change):
            self.accept()

    def _build(self) -> None:
        lead = _("Every fault that took points, and everything that is unmet, can be ordered once. Undo takes the whole act back.")
        cancel = ActionButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.order_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        column.addWidget(TextLabel(lead, TextRole.MUTED, wraps=True))
        column.addWidget(self.list, 1)
        for row in (self.responsible_row, self.due_row, self.banner):
            column.addWidget(row)
        column.addLayout(foot)
        self.resize(scaled(640), scaled(600))

    def _count(self) -> None:
        count = len(self.chosen())
        self.order_button.setText(_("Order {count}").format(count=count))
        self.order_button.setEnabled(count > 0)
