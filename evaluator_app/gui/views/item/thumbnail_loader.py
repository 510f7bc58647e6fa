# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Small pictures of evidence, made beside the window and kept while the assessment is open."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, Signal

from evaluator_app.domain.assessment import Evidence
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner

_KEPT = 400


class ThumbnailLoader(QObject):
    """*Signals:* loaded(str, int): the picture of a digest at a side is ready, or known to be impossible."""

    loaded = Signal(str, int)

    def __init__(self, session: Session, runner: Runner, parent: QObject | None = None) -> None:
        """Work through a runner; nothing is read before it is asked for."""
        super().__init__(parent)
        self.session, self.runner = session, runner
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()

    def picture(self, evidence: Evidence, side: int) -> bytes | None:
        """Return JPEG bytes; empty where there can be none, None while they are being made."""
        key = (evidence.sha256, side)
        if not evidence.media_type.startswith("image/"):
            return b""
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        if key not in self._asked:
            self._asked.add(key)
            opened = self.session.opened
            self.runner.run(
                partial(opened.picture_of, evidence, side),
                on_success=partial(self._on_made, key),
                on_failure=partial(self._on_failed, key),
            )
            if not self.session.importing.is_running:  # it would take the processor from the import
                self.runner.run(partial(opened.picture_of, evidence), on_success=_keep_quiet, on_failure=_keep_quiet)
        return self._pictures.get(key)

    def _on_made(self, key: tuple[str, int], picture: bytes) -> None:
        self._asked.discard(key)
        self._pictures[key] = picture
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.loaded.emit(*key)

    def _on_failed(self, key: tuple[str, int], error: Exception) -> None:
        self._on_made(key, b"")


def _keep_quiet(_outcome: bytes | Exception) -> None:
    """Wait for nothing: the report's copy of a photo is only made ahead of time."""
