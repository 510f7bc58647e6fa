# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The evidence of an item and of its observations: files by button, folder, drop and paste; opened large; taken away with a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.changes import detach_evidence
from evaluator_app.domain.evidence_kinds import origin
from evaluator_app.evidence.importing import ImportResult
from evaluator_app.gui.dialogs.evidence_files import choose_evidence_files, choose_evidence_folder
from evaluator_app.gui.dialogs.photo_viewer import PhotoViewer
from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, color, scaled
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.photo_strip import Photo, PhotoStrip
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.taking_in import Order

_SIDE = 320
_TILES = 40
"""Tiles that are shown at most, the newest; each is a widget of its own."""
_TILES_MEANWHILE = 12
"""With so many in sight the others wait until an import is at its end."""


class PhotoSection(QWidget):
    """Files are taken in beside the window; what came of them is told over the page."""

    def __init__(self, session: Session, loader: ThumbnailLoader, *, aim: Callable[[], str] = str, parent: QWidget | None = None) -> None:
        """Show the evidence of an item; aim names the observation that new files go to, "" for the item itself."""
        super().__init__(parent)
        self._aim = aim
        self._session, self._loader = session, loader
        self._target = self._shown_target = ""
        self._shown: tuple[Evidence, ...] = ()
        self._viewer: PhotoViewer | None = None
        self._banner = Banner(tone=Tone.VETO)
        self._banner.hide()
        self._undo_banner = Banner(tone=Tone.ACCENT)
        self._undo_banner.hide()
        self.strip = PhotoStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.folder = ActionButton(_("Import a folder or card…"), kind=ButtonKind.QUIET, icon_name="folder")
        self._more = TextLabel(role=TextRole.SMALL)
        self._more.hide()
        for part in (self._banner, self._undo_banner, self._more, self.strip):
            column.addWidget(part)
        column.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignLeft)
        self._soon = QTimer(self, singleShot=True, interval=30)
        self._soon.timeout.connect(self._show)
        self._loader.loaded.connect(self._on_loaded)
        session.importing.ended.connect(self.refresh)
        self.strip.addition_requested.connect(self._on_addition_requested)
        self.folder.clicked.connect(self._on_folder_clicked)
        self.strip.files_dropped.connect(self.add_files)
        self.strip.image_pasted.connect(self.add_image)
        self.strip.photo_opened.connect(self._on_photo_opened)
        self.strip.removal_requested.connect(self.remove)
        self._undo_banner.action_chosen.connect(self._on_undo_chosen)
        self.setAccessibleName(_("Evidence"))

    def show_item(self, target: str) -> None:
        """Show the evidence of another item or prerequisite."""
        if target != self._target:
            self._target = target
            self._banner.hide()
            self._undo_banner.hide()
        self.refresh()

    def refresh(self) -> None:
        """Show what is attached now."""
        assessment = self._session.assessment
        targets = {self._target, *(observation.id for observation in assessment.observations_of(self._target))}
        found = [evidence for evidence in assessment.evidence.values() if not targets.isdisjoint(evidence.targets)]
        if (
            self._session.importing.is_running
            and min(len(found), len(self.strip.photos())) >= _TILES_MEANWHILE
            and self._shown_target == self._target
        ):
            return
        self._shown_target = self._target
        self._shown = tuple(sorted(found, key=lambda e: (e.added_at.isoformat() if e.added_at else "", e.id)))
        self._show()

    def choose_files(self, target: str = "") -> None:
        """Ask for files and attach them to the item, or to one of its observations."""
        if paths := choose_evidence_files(self):
            self.add_files(paths, target)

    def choose_folder(self) -> None:
        """Ask for a folder or a card and attach all that is in it."""
        if (folder := choose_evidence_folder(self)) is not None:
            self._session.importing.start(Order((folder,), (self._aim() or self._target,), has_codes=True))

    def paste(self) -> bool:
        """Take a picture or files from the clipboard; False when it holds neither."""
        return self.take(QGuiApplication.clipboard().mimeData())

    def take(self, mime: QMimeData) -> bool:
        """Take files or a picture that were pasted or dropped; False when there are neither."""
        if files := [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]:
            self.add_files(files)
            return True
        image = QImage(mime.imageData()) if mime.hasImage() else QImage()
        if not image.isNull():
            self.add_image(image)
        return not image.isNull()

    def add_files(self, paths: Sequence[Path], target: str = "") -> None:
        """Attach files, and all that is in folders."""
        target = target or self._aim() or self._target
        self._session.importing.start(Order(tuple(paths), (target,), self._place(target)))

    def add_image(self, image: QImage) -> None:
        """Attach a picture from the clipboard."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
        name = _("Pasted picture {number}.png").format(number=len(self._session.assessment.evidence) + 1)
        target = self._aim() or self._target
        self._tell(self._session.add_image(name, bytes(buffer.data().data()), [target], place=self._place(target)))

    def remove(self, evidence_id: str) -> None:
        """Take evidence away; undo brings it back."""
        evidence = self._session.assessment.evidence.get(evidence_id)
        if evidence is not None and self._session.do(detach_evidence(self._session.assessment, evidence_id)):
            said = _("“{name}” was taken away; the file itself is kept.").format(name=evidence.name)
            self._undo_banner.set_message(said, action_text=_("Undo"))
            self._undo_banner.show()

    def _place(self, target: str) -> str:
        observation = self._session.assessment.observations.get(target)
        return observation.place if observation else self._session.place

    def _tell(self, result: ImportResult) -> None:
        if not result.refused:
            self._banner.hide()
            return
        self._banner.set_message("\n".join(refusal.message for refusal in result.refused), tone=Tone.VETO)
        self._banner.show()

    def _show(self) -> None:
        hidden = len(self._shown) - _TILES
        self.strip.set_photos([self._photo(evidence) for evidence in self._shown[-_TILES:]])
        self._more.setText(_("{count} earlier ones are on the evidence page.").format(count=hidden))
        self._more.setVisible(hidden > 0)

    def _photo(self, evidence: Evidence) -> Photo:
        picture = self._loader.picture(evidence, _SIDE)
        caption = " ".join(part for part in (evidence.taken_at[11:16], evidence.place or evidence.caption) if part) or evidence.name
        if evidence.revision_of and (made_of := origin(self._session.assessment, evidence)):
            caption = worded(made_of)
        if not evidence.media_type.startswith("image/"):
            return Photo(evidence.id, evidence.name, _document_picture)
        if picture is None:
            return Photo(evidence.id, caption, _empty_picture)
        return Photo(evidence.id, caption, _Ready(picture))

    def _on_loaded(self, sha256: str, side: int) -> None:
        if side == _SIDE and any(evidence.sha256 == sha256 for evidence in self._shown):
            self._soon.start()

    def _on_addition_requested(self) -> None:
        self.choose_files()

    def _on_folder_clicked(self) -> None:
        self.choose_folder()

    def _on_photo_opened(self, evidence_id: str) -> None:
        viewer = PhotoViewer(self._shown, evidence_id, self._loader, self.window())
        viewer.removal_requested.connect(self.remove)
        self._viewer = viewer
        viewer.finished.connect(partial(self._forget_viewer, viewer))
        viewer.open()

    def _forget_viewer(self, viewer: PhotoViewer, result: int) -> None:
        self._viewer = None
        viewer.deleteLater()

    def _on_undo_chosen(self) -> None:
        self._undo_banner.hide()
        self._session.undo()


class _Ready:
    """Gives bytes that are there already; equal where the bytes are, so that a tile is not made anew."""

    def __init__(self, picture: bytes) -> None:
        self._picture = picture

    def __call__(self) -> bytes | None:
        return self._picture or None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ready) and other._picture is self._picture

    def __hash__(self) -> int:
        return hash(self._picture)


def _empty_picture() -> QImage:
    image = QImage(QSize(8, 8), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _document_picture() -> QImage:
    image = QImage(QSize(scaled(136), scaled(92)) * 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    side = scaled(72)
    paint_icon(painter, QRectF((image.width() - side) / 2, image.height() * 0.14, side, side), "document", color("muted"))
    painter.end()
    return image
