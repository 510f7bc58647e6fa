# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Chooses the photos of now that stand beside one of then: those of the same place come first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.pairing_photos import PhotoPair
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_ID = int(Qt.ItemDataRole.UserRole)
_SIDE = 240


class PhotoChoiceDialog(QDialog):
    """*Signals:* chosen(list): ids of the evidence, in the order shown."""

    chosen = Signal(list)

    def __init__(self, session: Session, pair: PhotoPair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Photos of now"))
        self._session = session
        self._waiting = self._candidates(pair)
        self.list = QListWidget()
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(scaled(150), scaled(110)))
        room = QSize(scaled(170), scaled(170))
        self.list.setGridSize(room)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.list.setAccessibleName(_("Photos of now"))
        chosen = {each.id for each in pair.now}
        for evidence in self._waiting:
            item = QListWidgetItem(evidence.place or evidence.caption or evidence.name, self.list)
            item.setToolTip("\n".join(part for part in (evidence.place, evidence.caption, evidence.name) if part))
            item.setData(_ID, evidence.id)
            item.setSizeHint(room)
            item.setSelected(evidence.id in chosen)
        self.search = SearchField(_("Search by place or name"))
        self.search.search_changed.connect(self._on_search_changed)
        self.choose_button = ActionButton(_("Put them beside it"), kind=ButtonKind.PRIMARY)
        self.choose_button.clicked.connect(self._on_choose_clicked)
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._on_idle)
        self._number = 0
        self._build(pair)
        self._idle.start()

    def _build(self, pair: PhotoPair) -> None:
        cancel = ActionButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        then = pair.then
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        named = "  ·  ".join(part for part in (then.place or _("No place noted"), then.caption or then.name) if part)
        column.addWidget(TextLabel(named, TextRole.STRONG, wraps=True))
        column.addWidget(TextLabel(_("Click the photos of now that show the same; several may."), TextRole.MUTED, wraps=True))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.choose_button)
        column.addLayout(foot)
        open_at(self, 760, 600)

    def _candidates(self, pair: PhotoPair) -> list[Evidence]:
        photos = [each for each in self._session.assessment.evidence.values() if each.media_type.startswith("image/")]
        place, targets = pair.then.place, set(pair.then.targets)

        def order(each: Evidence) -> tuple[bool, bool, str, str, str]:
            return (not place or each.place != place, not targets & set(each.targets), each.place, each.taken_at, each.id)

        return sorted(photos, key=order)

    def _on_idle(self) -> None:
        """Load one picture; the rest when there is time again."""
        if self._number >= len(self._waiting):
            self._idle.stop()
            return
        evidence = self._waiting[self._number]
        image = QImage.fromData(self._session.opened.picture_of(evidence, _SIDE))
        if not image.isNull():
            self.list.item(self._number).setIcon(QIcon(QPixmap.fromImage(image)))
        self._number += 1

    def _on_search_changed(self, words: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(words.strip().casefold() not in item.toolTip().casefold())

    def _on_choose_clicked(self) -> None:
        items = (self.list.item(row) for row in range(self.list.count()))
        self.accept()
        self.chosen.emit([str(item.data(_ID)) for item in items if item.isSelected()])

    def done(self, result: int) -> None:
        """Override QDialog.done: no picture is loaded any more."""
        self._idle.stop()
        super().done(result)
