# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The ledger of an item or prerequisite: its observations, and the editor for one of them right under the table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.changes import remove_observation
from evaluator_app.domain.criteria import Award
from evaluator_app.domain.entry import EntryPart
from evaluator_app.gui.models.ledger_model import LedgerModel, ledger_rows
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.item.keyboard import holds_keyboard
from evaluator_app.gui.views.item.observation_editor import ObservationEditor
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.ledger_table import LedgerColumn, LedgerTable
from evaluator_app.i18n import _

_COLUMNS = (
    LedgerColumn(at_most=150),
    LedgerColumn(numeric=True),
    LedgerColumn(stretch=1),
    LedgerColumn(),
    LedgerColumn(numeric=True, strong=True),
)


class LedgerSection(Card):
    """Enter or a double click edits a row, Delete removes it; both can be undone, so nothing asks back.

    *Signals:* finished(): a new observation is done, and the keyboard is free; photos_requested(str) and removed(str): for an
    observation, by id; pictures_offered(QMimeData): pasted or dropped onto the observation in the editor.
    """

    finished = Signal()
    photos_requested = Signal(str)
    removed = Signal(str)
    pictures_offered = Signal(object)

    def __init__(self, session: Session, *, key_hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(margin=1, parent=parent)
        self._session = session
        self._target = ""
        self._parts: tuple[EntryPart, ...] = ()
        self._places: tuple[str, ...] = ()
        self._is_new = False
        self.body.setSpacing(0)
        self.model = LedgerModel(self)
        self.table = LedgerTable(_COLUMNS, name=_("Ledger of observations"))
        self.table.set_model(self.model)
        self.editor = ObservationEditor(session)
        words = _("Record an observation ({key})").format(key=key_hint) if key_hint else _("Record an observation")
        self.add_button = ActionButton(words, kind=ButtonKind.QUIET, icon_name="plus")
        self.add_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._hairline = Hairline()
        frame = QWidget()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        inner.addWidget(self.add_button)
        self._editor_frame = QWidget()
        around = QVBoxLayout(self._editor_frame)
        around.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 2 * GRID)
        around.addWidget(self.editor)
        for part in (self.table, self._hairline, self._editor_frame, frame):
            self.add(part)
        self._editor_frame.hide()
        self.setAccessibleName(_("Ledger of observations"))
        self.add_button.clicked.connect(self.begin)
        self.table.row_activated.connect(self._on_row_activated)
        self.table.removal_requested.connect(self._on_removal_requested)
        self.editor.pictures_offered.connect(self.pictures_offered)
        self.editor.closed.connect(self._on_editor_closed)
        self.editor.recorded.connect(self._on_recorded)
        self.editor.photos_requested.connect(self.photos_requested)
        self.editor.removal_requested.connect(self.remove)

    @property
    def is_editing(self) -> bool:
        """Whether the editor is open."""
        return bool(self.editor.observation_id)

    def open_observation(self) -> str:
        """Return the id of the observation in the editor, saved if it has words; empty for none."""
        self.settle()
        return self.editor.observation_id if self.editor.is_recorded else ""

    def show_item(self, target: str, parts: tuple[EntryPart, ...], places: tuple[str, ...], award: Award | None) -> None:
        """Show the ledger of an item or prerequisite; the editor closes when it is another one than before."""
        if target != self._target:
            self.settle()
            if self.is_editing:
                self.editor.leave()
        is_other, self._target = target != self._target, target
        self._parts, self._places = parts, places
        self.refresh(award)
        if is_other and target in self._session.observation_drafts:
            self.editor.begin(target, parts, self._known_places())
            self._is_new = True
            self._show_editor()

    def refresh(self, award: Award | None) -> None:
        """Show what is recorded now."""
        names = {part.path: part.title for part in self._parts if part.path}
        names |= {fault.id: fault.title for part in self._parts for fault in part.faults}
        rows = ledger_rows(self._session.assessment, self._target, award, names)
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._hairline.setVisible(bool(rows))
        self.editor.drop_if_gone()
        edited = self._session.assessment.observations.get(self.editor.observation_id)
        if edited is not None and not holds_keyboard(self.editor):
            self.editor.edit(edited, self._parts, self._known_places())

    def settle(self) -> None:
        """Hand over what is being typed."""
        if self.is_editing:
            self.editor.settle()

    def begin(self) -> None:
        """Open the editor for a new observation and put the keyboard into it; one that has no words yet comes first."""
        self.settle()
        if not self.is_editing or self.editor.is_recorded:
            self.editor.begin(self._target, self._parts, self._known_places(), self._session.place)
            self._is_new = True
        self._show_editor()
        self.editor.focus_next_empty()

    def edit(self, observation_id: str) -> None:
        """Open the editor for an observation."""
        self.settle()
        self.editor.edit(self._session.assessment.observations[observation_id], self._parts, self._known_places())
        self._is_new = False
        self._show_editor()
        self.editor.place.setFocus()
        if line := self.editor.place.lineEdit():
            line.selectAll()

    def remove(self, observation_id: str) -> None:
        """Remove an observation; undo brings it back."""
        if observation_id in self._session.assessment.observations and self._session.do(
            remove_observation(self._session.assessment, observation_id)
        ):
            self.removed.emit(observation_id)

    def focus_table(self) -> None:
        """Put the keyboard into the ledger, or on the button that begins it."""
        if self.model.rowCount() and self.table.isVisibleTo(self):
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.select_row(0)
        else:
            self.add_button.setFocus()

    def _show_editor(self) -> None:
        self._editor_frame.show()
        self._editor_frame.updateGeometry()
        self.add_button.setVisible(False)

    def _known_places(self) -> tuple[str, ...]:
        used = sorted({observation.place for observation in self._session.assessment.observations.values() if observation.place})
        return tuple(dict.fromkeys((*self._places, *used)))

    def _on_row_activated(self, row: int) -> None:
        self.edit(self.model.observation_id(row))

    def _on_removal_requested(self, row: int) -> None:
        self.remove(self.model.observation_id(row))

    def _on_recorded(self, observation_id: str) -> None:
        if (row := self.model.position(observation_id)) >= 0:
            self.table.select_row(row)

    def _on_editor_closed(self) -> None:
        had_focus = holds_keyboard(self._editor_frame)
        self._editor_frame.hide()
        self.add_button.setVisible(True)
        if had_focus and self._is_new:
            self.finished.emit()
        elif had_focus:
            self.focus_table()
