# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Small pictures of evidence, made beside the window and kept while the assessment is open."""

from __future__ import annotations

from collections import OrderedDict, deque
from functools import partial

from PySide6.QtCore import QObject, Signal

from evaluator_app.domain.assessment import Evidence
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner, TaskRunner

_KEPT = 400


class ThumbnailLoader(QObject):
    """*Signals:* loaded(str, int): the picture of a digest at a side is ready, or known to be impossible."""

    loaded = Signal(str, int)

    def __init__(self, session: Session, runner: Runner, parent: QObject | None = None) -> None:
        """Work through a runner; nothing is read before it is asked for."""
        super().__init__(parent)
        self.session, self.runner = session, runner
        self._quick: Runner | None = None
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()
        self._ahead: deque[Evidence] = deque(maxlen=_KEPT)
        self._is_ahead = False

    @property
    def quick(self) -> Runner:
        """A second line of work, for what somebody waits for: it does not stand behind pictures for lists."""
        if self._quick is None:
            self._quick = TaskRunner(self) if isinstance(self.runner, TaskRunner) else self.runner
        return self._quick

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
            self._ahead.append(evidence)
        return self._pictures.get(key)

    def _on_made(self, key: tuple[str, int], picture: bytes) -> None:
        self._asked.discard(key)
        self._pictures[key] = picture
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.loaded.emit(*key)
        self._go_ahead()

    def _on_failed(self, key: tuple[str, int], error: Exception) -> None:
        self._on_made(key, b"")

    def _go_ahead(self) -> None:
        """Make the report's copy of a photo ahead of time, while no picture is waited for and no import needs the processor."""
        if self._ahead and not self._asked and not self._is_ahead and not self.session.importing.is_running:
            self._is_ahead = True
            self.runner.run(
                partial(self.session.opened.picture_of, self._ahead.pop()), on_success=self._on_made_ahead, on_failure=self._on_made_ahead
            )

    def _on_made_ahead(self, _outcome: bytes | Exception) -> None:
        self._is_ahead = False
        self._go_ahead()
