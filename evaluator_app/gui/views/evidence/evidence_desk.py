# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What can be done with evidence, wherever it is shown: open it large, file it, draw on it, cut from it, take it away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.evidence_edits import take_away
from evaluator_app.domain.evidence_kinds import PDF, original_of
from evaluator_app.domain.evidence_uses import uses_of
from evaluator_app.domain.photo_flags import Flagged, PhotoFlag
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.views.evidence.errands import run_for
from evaluator_app.gui.views.evidence.evidence_words import here
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_DRAWABLE = ("image/", PDF)
_PLAIN = (PhotoFlag.NO_TIME, PhotoFlag.NO_POSITION)
"""What is missing is said where it would stand; it is no doubt about the photo."""
_REST_MS = 900


class EvidenceDesk(QObject):
    """Opens the dialogs over the widget that it belongs to.

    *Signals:* removed(str): evidence was taken away, in a sentence; made(str): a sketch or clip was made, by id;
    part_chosen(str, int): what a sketch or clip was made of is to be shown, at a page; 0 for none;
    doubts_changed(): other things are odd than before.
    """

    removed = Signal(str)
    made = Signal(str)
    part_chosen = Signal(str, int)
    doubts_changed = Signal()

    def __init__(self, loader: ThumbnailLoader, over: QWidget) -> None:
        """Work over a widget."""
        super().__init__(over)
        self._loader, self._session, self._over = loader, loader.session, over
        self._doubts: dict[str, tuple[str, ...]] = {}
        self._basis: tuple[object, ...] | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._look)

    def refresh(self) -> None:
        """Look anew, beside the window, at what is odd; nothing is done where nothing that it hangs on has changed."""
        now = self._session.assessment
        basis = (now.evidence, now.clocks, now.outlines, now.profile)
        if self._basis is None or any(new is not old for new, old in zip(basis, self._basis, strict=True)):
            self._basis = basis
            self._rest.start()

    def doubts_of(self, evidence_id: str) -> Sequence[str]:
        """Return what is to be looked at of a piece of evidence, in sentences."""
        return self._doubts.get(evidence_id, ())

    def flagged(self) -> Collection[str]:
        """Return the ids of all evidence about which something is to be looked at."""
        return self._doubts.keys()

    def file(self, ids: Sequence[str]) -> None:
        """Ask which items evidence serves."""
        from evaluator_app.gui.dialogs.filing_dialog import FilingDialog

        if ids and self._session.assessment.profile.status.is_open:
            self._open(FilingDialog(self._session, ids, self._over.window()))

    def remove(self, ids: Sequence[str]) -> None:
        """Take evidence away; where something rests on it, only after showing that."""
        from evaluator_app.gui.dialogs.removal_dialog import RemovalDialog

        if not ids or not self._session.assessment.profile.status.is_open:
            return
        if not any(uses_of(self._session.assessment, name) for name in ids):
            self._take_away(ids)
            return
        dialog = RemovalDialog(self._session, ids, self._over.window())
        dialog.accepted.connect(lambda: self._take_away(ids))
        self._open(dialog)

    def open_viewer(self, ids: Sequence[str], current: str, on_left: Callable[[str], None]) -> None:
        """Show evidence large; on_left is told which one was looked at last."""
        from evaluator_app.gui.dialogs.photo_viewer import PhotoViewer

        known = [item for name in ids if (item := self._session.assessment.evidence.get(name)) is not None]
        viewer = PhotoViewer(known, current, self._loader, self._over.window())
        viewer.removal_requested.connect(lambda name: self.remove([name]))
        viewer.finished.connect(lambda _result: on_left(viewer.current))
        self._open(viewer)

    def show_original(self, evidence: Evidence) -> None:
        """Say that what a sketch or clip was made of is to be shown, at the page it was made from."""
        original = original_of(self._session.assessment, evidence)
        if original is not None:
            self.part_chosen.emit(original.id, evidence.page if original.media_type == PDF else 0)

    def draw_on(self, evidence_id: str) -> None:
        """Draw on a picture or a page."""
        from evaluator_app.gui.dialogs.sketch_dialog import SketchDialog

        evidence = self._session.assessment.evidence[evidence_id]
        if evidence.media_type.startswith(_DRAWABLE) and self._session.assessment.profile.status.is_open:
            dialog = SketchDialog(self._session, self._loader.quick, evidence, self._over.window())
            dialog.made.connect(self.made)
            self._open(dialog)

    def cut_from(self, evidence_id: str) -> None:
        """Cut a part out of a page of a document."""
        from evaluator_app.gui.dialogs.clip_dialog import ClipDialog

        evidence = self._session.assessment.evidence[evidence_id]
        if evidence.media_type == PDF and self._session.assessment.profile.status.is_open:
            dialog = ClipDialog(self._session, self._loader.quick, evidence, parent=self._over.window())
            self._open(dialog)

    def _look(self) -> None:
        run_for(self, self._loader.runner, partial(self._session.opened.photo_flags, here()), self._on_looked, self._on_look_failed)

    def _on_looked(self, flags: Mapping[str, tuple[Flagged, ...]]) -> None:
        told = {name: tuple(worded(odd.sentence) for odd in found if odd.flag not in _PLAIN) for name, found in flags.items()}
        doubts = {name: sentences for name, sentences in told.items() if sentences}
        if doubts != self._doubts:
            self._doubts = doubts
            self.doubts_changed.emit()

    def _on_look_failed(self, error: Exception) -> None:
        self._basis = None
        if isinstance(error, UserFacingError):
            self._session.failed.emit(error)

    def _take_away(self, ids: Sequence[str]) -> None:
        names = [self._session.assessment.evidence[name].name for name in ids]
        if self._session.do(take_away(self._session.assessment, ids)):
            if len(names) == 1:
                self.removed.emit(_("“{name}” was taken away; the file itself is kept.").format(name=names[0]))
            else:
                self.removed.emit(_("{count} pieces of evidence were taken away; the files are kept.").format(count=len(names)))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
