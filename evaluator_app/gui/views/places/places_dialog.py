# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The places of this mine: the team's own are added, renamed, removed; all are put in order; the route of the day is printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.domain.changes import Change
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.placing import MOST_CHARACTERS, PlaceRefusedError, add_place, change_place, remove_place
from evaluator_app.domain.walking import StopKind
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.places.places_table import PlacesTable
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.walking import places_of, write_route
from evaluator_app.services.walking_order import moved

_ROUTE = "route"
_OFF = "off"


class PlacesDialog(QDialog):
    """Every change is an act of its own, and what is done stays done.

    *Signals:* order_changed(): the places are to be listed in another order.
    """

    order_changed = Signal()

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._preferences = session, preferences
        self.setWindowTitle(_("Places and route of the day"))
        self.table = PlacesTable()
        self.banner = Banner()
        self.banner.hide()
        self.up = ActionButton(_("Earlier"))
        self.down = ActionButton(_("Later"))
        self.all = ActionButton(_("All or none"))
        self.all.setToolTip(_("Tick all places, or none"))
        self.rename = ActionButton(_("Rename"), icon_name="edit")
        self.adopt = ActionButton(_("Make it a place"), icon_name="plus")
        self.remove = ActionButton(_("Remove"), kind=ButtonKind.DANGER, icon_name="trash")
        self.title = QLineEdit()
        self.title.setMaxLength(MOST_CHARACTERS)
        self.title.setPlaceholderText(_("Such as: bench +120, tailings pond 2"))
        self.of = QComboBox()
        self.add = ActionButton(_("Add"), icon_name="plus")
        self.print = ActionButton(_("Print the route…"), kind=ButtonKind.PRIMARY, icon_name="report")
        self.close_button = ActionButton(_("Close"))
        self._fill_of()
        self._build()
        self._connect()
        self.refresh()
        open_at(self, 820, 640)
        self.table.setFocus()

    def refresh(self) -> None:
        """Show the places as they are now."""
        stops = places_of(self._session.opened, self._order())
        off = self._off()
        self.table.show_stops(stops, {stop.id for stop in stops} - off)
        self.print.setEnabled(bool(self.table.ticks()))
        self._show_possible()

    def write(self, destination: Path) -> bool:
        """Write the route of the day; False, and a word why, where that cannot be."""
        try:
            write_route(self._session.opened, destination, self.table.ticks(), datetime.now(UTC), self._order())
        except UserFacingError as error:
            self._say(f"{error.message} {error.advice}", Tone.VETO)
            return False
        self._say(_("The route was written: {name}").format(name=destination.name), Tone.DONE)
        return True

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(GRID)
        for button in (self.up, self.down, self.all, self.rename, self.adopt, self.remove):
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(2 * GRID)
        middle.addWidget(self.table, 1)
        middle.addLayout(side)
        fields = QGridLayout()
        fields.setHorizontalSpacing(GRID)
        fields.addWidget(FormRow(_("New place"), self.title), 0, 0)
        fields.addWidget(FormRow(_("It is one of"), self.of), 0, 1)
        fields.addWidget(self.add, 0, 2, Qt.AlignmentFlag.AlignBottom)
        fields.setColumnStretch(0, 3)
        fields.setColumnStretch(1, 2)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.print)
        hint = _("In the order in which they are walked. The places that are ticked go on the printed route.")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        column.addWidget(TextLabel(hint, TextRole.MUTED, wraps=True))
        column.addLayout(middle, 1)
        column.addWidget(self.banner)
        column.addLayout(fields)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_session_changed)
        self.table.currentCellChanged.connect(self._on_current_changed)
        self.table.renamed.connect(self._on_renamed)
        self.table.ticked.connect(self._on_ticked)
        self.title.returnPressed.connect(self._on_add_clicked)
        self.add.clicked.connect(self._on_add_clicked)
        self.up.clicked.connect(self._on_up_clicked)
        self.down.clicked.connect(self._on_down_clicked)
        self.all.clicked.connect(self._on_all_clicked)
        self.rename.clicked.connect(self._on_rename_clicked)
        self.adopt.clicked.connect(self._on_adopt_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.print.clicked.connect(self._on_print_clicked)
        self.close_button.clicked.connect(self.accept)

    def _fill_of(self) -> None:
        self.of.addItem(_("None of the rules' places"), "")
        for place in self._session.template.places:
            self.of.addItem(place.title, place.id)
        self.of.setAccessibleName(_("It is one of"))

    def _order(self) -> tuple[str, ...]:
        return self._preferences.walking_order(self._session.assessment.id)

    def _off(self) -> frozenset[str]:
        """Return the ids of the places that are not ticked."""
        kept = self._preferences.of_assessment(_ROUTE, self._session.assessment.id).get(_OFF, "")
        return frozenset(kept.split("\n")) - {""}

    def _say(self, words: str, tone: Tone) -> None:
        self.banner.set_message(words, tone=tone)
        self.banner.show()

    def _do(self, make: Callable[[], Change]) -> bool:
        """Make and do an act, or say why it cannot be done."""
        self.banner.hide()
        try:
            change = make()
        except PlaceRefusedError as refused:
            self._say(worded(refused.sentence), Tone.FOUND)
            self.refresh()
            return False
        return self._session.do(change)

    def _add(self, title: str, of: str) -> bool:
        place = Place(self._session.opened.new_id(), title, of)
        if not self._do(lambda: add_place(self._session.template, self._session.assessment, place)):
            return False
        self.table.select(place.id)
        return True

    def _show_possible(self) -> None:
        stop = self.table.current_stop()
        kind = stop.kind if stop else None
        self.rename.setVisible(kind is StopKind.OWN_PLACE)
        self.remove.setVisible(kind is StopKind.OWN_PLACE)
        self.adopt.setVisible(kind is StopKind.NOTED_PLACE)
        if stop is not None and kind in (StopKind.PLACE, StopKind.OWN_PLACE):
            own = self._session.assessment.places.get(stop.id)
            self.of.setCurrentIndex(max(0, self.of.findData(own.of if own else stop.id)))

    def _move(self, step: int) -> None:
        stop = self.table.current_stop()
        if stop is None:
            return
        stops = places_of(self._session.opened, self._order())
        self._preferences.keep_walking_order(self._session.assessment.id, moved(stops, stop.id, step))
        self.refresh()
        self.table.select(stop.id)
        self.order_changed.emit()

    def _on_session_changed(self, done: object) -> None:
        self.refresh()

    def _on_current_changed(self, row: int, column: int, old_row: int, old_column: int) -> None:
        self._show_possible()

    def _on_renamed(self, place: str, title: str) -> None:
        renamed = replace(self._session.assessment.places[place], title=title)
        was = self._session.assessment.places[place].title
        if self._do(lambda: change_place(self._session.template, self._session.assessment, renamed)) and self._session.place == was:
            self._session.stand_at(self._session.assessment.places[place].title)

    def _on_ticked(self) -> None:
        ticks = set(self.table.ticks())
        self.print.setEnabled(bool(ticks))
        off = [stop.id for stop in places_of(self._session.opened) if stop.id not in ticks]
        self._preferences.set_of_assessment(_ROUTE, self._session.assessment.id, {_OFF: "\n".join(off)})

    def _on_add_clicked(self) -> None:
        if self._add(self.title.text(), self.of.currentData() or ""):
            self.title.clear()
        self.title.setFocus()

    def _on_up_clicked(self) -> None:
        self._move(-1)

    def _on_down_clicked(self) -> None:
        self._move(1)

    def _on_all_clicked(self) -> None:
        self.table.tick_all(ticks=not self.table.ticks())

    def _on_rename_clicked(self) -> None:
        self.table.begin_renaming()

    def _on_adopt_clicked(self) -> None:
        if stop := self.table.current_stop():
            self._add(stop.title, self.of.currentData() or "")

    def _on_remove_clicked(self) -> None:
        if stop := self.table.current_stop():
            self._do(lambda: remove_place(self._session.assessment, stop.id))

    def _on_print_clicked(self) -> None:
        name = _("Route {mine}.pdf").format(mine=self._session.assessment.mine.name)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Print the route"), name, _("PDF files (*.pdf)"))
        if chosen:
            self.write(Path(chosen))
