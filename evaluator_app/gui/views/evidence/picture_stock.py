# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Small pictures for a grid, made beside the window: what was asked for last comes first, what has scrolled away is forgotten."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from evaluator_app.domain.assessment import Evidence
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.views.evidence.errands import run_for
from evaluator_app.gui.views.evidence.pixels import small_image
from evaluator_app.services.assessing import OpenAssessment

SIDE = 320
"""Pixels of the longer side of the pictures that are kept on disk; the same as in the strips of items."""
_KEPT = 240
_WAITING = 96
_AT_A_TIME = 3


class PictureStock(QObject):
    """*Signals:* ready(str): the picture of a digest is there, or known to be impossible."""

    ready = Signal(str)

    def __init__(self, session: Session, runner: Runner, parent: QObject | None = None) -> None:
        """Work through a runner; nothing is read before it is asked for."""
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._room, self._ratio = QSize(SIDE, SIDE), 1.0
        self._pictures: OrderedDict[str, QImage] = OrderedDict()
        self._wanted: OrderedDict[str, Evidence] = OrderedDict()
        self._is_busy = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._work)

    def set_room(self, room: QSize, ratio: float) -> None:
        """Say how much room a picture has, and how many pixels of the screen make one of these."""
        if (room, ratio) != (self._room, self._ratio):
            self._room, self._ratio = room, ratio
            self._pictures.clear()

    def picture(self, evidence: Evidence) -> QImage | None:
        """Return the picture; a null one where there is none, None while it is being made."""
        found = self._pictures.get(evidence.sha256)
        if found is not None:
            self._pictures.move_to_end(evidence.sha256)
            return found
        self._wanted[evidence.sha256] = evidence
        self._wanted.move_to_end(evidence.sha256)
        if len(self._wanted) > _WAITING:
            self._wanted.popitem(last=False)
        if not self._is_busy:
            self._soon.start()
        return None

    def kept(self) -> int:
        """Return how many pictures are kept; never more than a few screens full."""
        return len(self._pictures)

    def _work(self) -> None:
        if self._is_busy or not self._wanted:
            return
        self._is_busy = True
        lot = [self._wanted.popitem()[1] for _ in range(min(_AT_A_TIME, len(self._wanted)))]
        work = partial(_made, self._session.opened, lot, self._room, self._ratio)
        run_for(self, self._runner, work, self._on_made, partial(self._on_failed, lot))

    def _on_made(self, made: list[tuple[str, QImage]]) -> None:
        self._is_busy = False
        for sha256, image in made:
            self._pictures[sha256] = image
            self._wanted.pop(sha256, None)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        for sha256, _image in made:
            self.ready.emit(sha256)
        if self._wanted:
            self._soon.start()

    def _on_failed(self, lot: list[Evidence], error: Exception) -> None:
        self._on_made([(evidence.sha256, QImage()) for evidence in lot])


def _made(opened: OpenAssessment, lot: list[Evidence], room: QSize, ratio: float) -> list[tuple[str, QImage]]:
    made = [(evidence.sha256, small_image(opened, evidence, SIDE, room * ratio)) for evidence in lot]
    for _sha256, image in made:
        image.setDevicePixelRatio(ratio)
    return made
