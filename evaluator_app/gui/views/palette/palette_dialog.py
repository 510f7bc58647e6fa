# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One field over everything: type a few letters, walk with Up and Down, Enter leads there, Escape leaves all as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from evaluator_app.gui.delegates.palette_delegate import PaletteDelegate
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.palette.palette_model import PaletteModel
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.searching import Hit

Find = Callable[[str], Sequence[Hit]]


class PaletteDialog(QDialog):
    """*Signals:* chosen(Entry): go there."""

    chosen = Signal(object)

    def __init__(self, find: Find, resting: Callable[[], Sequence[Hit]], parent: QWidget) -> None:
        """Search with find; show what resting gives while nothing is typed."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._find, self._resting = find, resting
        self.is_reading = False
        self._over = parent.window()
        self.setWindowTitle(_("Find anything"))
        self.setObjectName("palette")
        self.field = _Field(self)
        self.model = PaletteModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("What was found"))
        self.list.clicked.connect(self._on_clicked)
        self.nothing = TextLabel("", TextRole.MUTED)
        self.nothing.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.nothing.hide()
        self._build()
        self.field.search_changed.connect(self._on_search_changed)
        self.look_again()

    def look_again(self) -> None:
        """Search again with what is typed, after there is more to be found."""
        self._on_search_changed(self.field.text())

    def step(self, by: int) -> None:
        """Walk to the next hit, or the one before; round the ends."""
        self._mark(self.model.next_hit(self.list.currentIndex().row(), by))

    def choose(self) -> None:
        """Go to the hit that is marked."""
        hit = self.model.hit(self.list.currentIndex().row())
        if hit is not None:
            self.accept()
            self.chosen.emit(hit.entry)

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * GRID, GRID - 2, 2 * GRID, GRID - 2)
        foot.addWidget(TextLabel(_("Chinese, pinyin initials or code; ↑ ↓ choose, Enter goes there, Esc closes"), TextRole.SMALL))
        head = QVBoxLayout()
        head.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID + 4)
        head.addWidget(self.field)
        frame = QFrame()
        frame.setObjectName("card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addLayout(head)
        inner.addWidget(Hairline())
        inner.addWidget(self.nothing)
        inner.addWidget(self.list, 1)
        inner.addWidget(Hairline())
        inner.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        width, height = min(scaled(720), self._over.width() - 4 * GRID), min(scaled(520), self._over.height() - 6 * GRID)
        self.resize(width, height)
        left, top = (self._over.width() - width) // 2, max(3 * GRID, (self._over.height() - height) // 5)
        self.move(self._over.mapToGlobal(QPoint(left, top)))

    def _mark(self, position: int) -> None:
        index = self.model.index(position, 0) if position >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if position == self.model.next_hit(-1, 1):
            self.list.scrollToTop()
        elif index.isValid():
            self.list.scrollTo(index)

    def _on_search_changed(self, words: str) -> None:
        typed = words.strip()
        self.model.set_hits(self._find(typed) if typed else self._resting(), "" if typed else _("Used last, then what is usual"))
        self._mark(self.model.next_hit(-1, 1))
        is_empty = not self.model.rowCount()
        if self.is_reading:
            self.nothing.setText(_("Reading what was written in all assessments…"))
        elif typed:
            self.nothing.setText(_("Nothing has these words, letters or this code."))
        else:
            self.nothing.setText(_("Type a few letters of what you look for."))
        self.nothing.setVisible(is_empty)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.choose()


class _Field(SearchField):
    """The keyboard stays here; Up, Down and Enter are for the list."""

    def __init__(self, dialog: PaletteDialog) -> None:
        super().__init__(_("Items, places, documents, people, pages, commands, words"))
        self._dialog = dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override SearchField.keyPressEvent."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._dialog.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._dialog.choose()
        elif event.key() == Qt.Key.Key_Escape:
            self._dialog.reject()
        else:
            super().keyPressEvent(event)
