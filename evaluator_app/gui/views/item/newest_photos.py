# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The newest photos that no observation has yet: one key or touch takes the newest into the observation being written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Assessment, Evidence, Observation
from evaluator_app.domain.cards import is_aid
from evaluator_app.domain.changes import Act, change_records
from evaluator_app.domain.mending_apart import serves_mending_alone
from evaluator_app.domain.records import RecordKind
from evaluator_app.gui.icons import icon
from evaluator_app.gui.keymap import key_hint
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_MOST = 5
_SIDE = 320


class NewestPhotos(QWidget):
    """*Signals:* told(str): something to say."""

    told = Signal(str)

    def __init__(self, session: Session, observation: Callable[[], Observation | None], parent: QWidget | None = None) -> None:
        """Take photos into the observation that the editor gives, once it is saved; None while it cannot be."""
        super().__init__(parent)
        self._session, self._observation = session, observation
        self._loader: ThumbnailLoader | None = None
        self._target = ""
        self.words = TextLabel("", TextRole.SMALL, wraps=True)
        self.buttons = [QToolButton() for _number in range(_MOST)]
        tiles = QWidget()
        row = FlowLayout(tiles, spacing=GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.words)
        column.addWidget(tiles)
        for button in self.buttons:
            button.setIconSize(QSize(scaled(72), scaled(48)))
            button.setMinimumSize(scaled(80), scaled(56))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        session.changed.connect(self.refresh)
        self.hide()

    def use(self, loader: ThumbnailLoader) -> None:
        """Get the pictures from a loader."""
        self._loader = loader
        loader.loaded.connect(self._on_loaded)

    def show_target(self, target: str) -> None:
        """Offer what an item's observations may take."""
        self._target = target
        self.refresh()

    def refresh(self) -> None:
        """Show what is there now."""
        found = waiting_photos(self._session.assessment, self._target) if self._loader is not None and self._target else ()
        self.setVisible(bool(found))
        self.words.setText(_("Newest photos without an observation; {key} takes the first").format(key=key_hint("editor.newest_photo")))
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(found))
            if number < len(found):
                self._dress(button, found[number])

    def take_newest(self) -> None:
        """Take the newest photo that no observation has yet."""
        found = waiting_photos(self._session.assessment, self._target)
        if found:
            self.take(found[0].id)
        else:
            self.told.emit(_("There is no photo without an observation; import photos or paste one first."))

    def take(self, evidence: str) -> None:
        """Take one photo into the observation."""
        seen = self._observation()
        photo = self._session.assessment.evidence.get(evidence)
        if seen is None or photo is None:
            self.told.emit(_("Photos can be added as soon as there are words."))
            return
        taken = replace(photo, targets=tuple(sorted({*photo.targets, seen.id})), place=photo.place or seen.place)
        self._session.do(change_records(self._session.assessment, Act.EDIT_EVIDENCE, RecordKind.EVIDENCE, {photo.id: taken}, seen.target))

    def _dress(self, button: QToolButton, photo: Evidence) -> None:
        picture = self._loader.picture(photo, _SIDE) if self._loader else None
        pixmap = QPixmap()
        if picture and pixmap.loadFromData(picture):
            button.setIcon(QIcon(pixmap))
        else:
            button.setIcon(icon("photo", color_name="muted"))
        name = " ".join(part for part in (photo.taken_at[:16].replace("T", " "), photo.name) if part)
        button.setToolTip(name)
        button.setAccessibleName(_("Take the photo {name}").format(name=name))
        if button.property("bound"):
            button.clicked.disconnect()
        button.setProperty("bound", True)
        button.clicked.connect(partial(self._on_clicked, photo.id))

    def _on_clicked(self, evidence: str, checked: bool = False) -> None:
        self.take(evidence)

    def _on_loaded(self, sha256: str, side: int) -> None:
        if side == _SIDE and self.isVisible():
            self.refresh()


def waiting_photos(assessment: Assessment, target: str) -> tuple[Evidence, ...]:
    """Return the photos filed nowhere, or at this item alone without an observation; no cards, clocks, signatures; newest first."""
    signed = {drawing.evidence for form in assessment.form_records.values() for drawing in form.signatures.values()}
    waiting = [
        photo
        for photo in assessment.evidence.values()
        if photo.media_type.startswith("image/")
        and set(photo.targets) <= {target}
        and not photo.revision_of
        and not is_aid(photo.codes)
        and not serves_mending_alone(photo)
        and photo.id not in signed
    ]
    return tuple(sorted(waiting, key=_moment, reverse=True))


def _moment(photo: Evidence) -> tuple[str, str, str]:
    return (photo.taken_at[:19] or (photo.added_at.isoformat()[:19] if photo.added_at else ""), photo.name, photo.id)
