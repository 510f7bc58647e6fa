# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The photo that is chosen on the map: its picture, where it is in words, and the way to its item."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.locating import Spot

_SIDE = 256


class SpotCard(Card):
    """*Signals:* item_requested(str): go to the item; evidence_requested(str): show the photo among the evidence."""

    item_requested = Signal(str)
    evidence_requested = Signal(str)

    def __init__(self, session: Session, loader: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(_("The photo chosen"), parent=parent)
        self._session, self._loader = session, loader
        self._spots: tuple[Spot, ...] = ()
        self._number = 0
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedHeight(scaled(150))
        self._name = TextLabel("", TextRole.STRONG, wraps=True)
        self._where = TextLabel("", wraps=True, selectable=True)
        self._note = TextLabel("", TextRole.SMALL, wraps=True)
        self.item_button = ActionButton(_("To its item"), icon_name="next")
        self.photo_button = ActionButton(_("Show the photo"), icon_name="photo")
        self.next_button = ActionButton(_("Next here"), icon_name="next")
        for part in (self._picture, self._name, self._where, self._note):
            self.add(part)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for button in (self.item_button, self.photo_button, self.next_button):
            line.addWidget(button)
        line.addStretch(1)
        self.add(line)
        self.item_button.clicked.connect(self._on_item_clicked)
        self.photo_button.clicked.connect(self._on_photo_clicked)
        self.next_button.clicked.connect(self._on_next_clicked)
        loader.loaded.connect(self._on_loaded)
        self.hide()

    def spot(self) -> Spot | None:
        """Return the photo shown."""
        return self._spots[self._number] if self._spots else None

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Show the first of photos that fall together; nothing for none."""
        self._spots, self._number = tuple(spots), 0
        self._show()

    def _show(self) -> None:
        spot = self.spot()
        self.setVisible(spot is not None)
        if spot is None:
            return
        evidence = spot.evidence
        self._name.setText(evidence.caption or evidence.name)
        self.next_button.setVisible(len(self._spots) > 1)
        self.item_button.setVisible(bool(spot.item))
        found = spot.whereabouts
        self._where.setText(worded(found.words()) if found else _("Without a boundary nothing can be said."))
        self._where.set_tone(Tone.FOUND if found and found.is_flagged else None)
        item = self._session.opened.title_of(spot.item) if spot.item else _("not filed to an item")
        parts = [item, evidence.place, evidence.taken_at.replace("T", " ")[:16], _("shows a fault") if spot.shows_fault else ""]
        if len(self._spots) > 1:
            parts.append(_("{number} of {count} here").format(number=self._number + 1, count=len(self._spots)))
        self._note.setText(" · ".join(part for part in parts if part))
        self._show_picture()

    def _show_picture(self) -> None:
        spot = self.spot()
        picture = self._loader.picture(spot.evidence, _SIDE) if spot else None
        pixmap = QPixmap()
        if picture and pixmap.loadFromData(picture):
            ratio = self.devicePixelRatioF()
            side = round(scaled(150) * ratio)
            pixmap = pixmap.scaled(2 * side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)
        self._picture.setVisible(picture != b"")

    def _on_loaded(self, sha256: str, _side: int) -> None:
        spot = self.spot()
        if spot is not None and spot.evidence.sha256 == sha256:
            self._show_picture()

    def _on_item_clicked(self) -> None:
        if (spot := self.spot()) and spot.item:
            self.item_requested.emit(spot.item)

    def _on_photo_clicked(self) -> None:
        if spot := self.spot():
            self.evidence_requested.emit(spot.evidence.id)

    def _on_next_clicked(self) -> None:
        self._number = (self._number + 1) % len(self._spots)
        self._show()
