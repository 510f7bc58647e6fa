# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who has signed the report that is named and who has not, in the order in which they sign; looked up beside the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.evidence.errands import run_for
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.signing_places import Place
from evaluator_app.services.signing_reports import signing_state


class SignersLine(QWidget):
    """*Signals:* told(): it is known who has signed."""

    told = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._path: Path | None = None
        self.places: tuple[Place, ...] = ()
        self.badges: list[StateBadge] = []
        self._words = TextLabel(role=TextRole.SMALL, wraps=True)
        self._flow = FlowLayout(spacing=GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._words)
        column.addLayout(self._flow)
        self.hide()

    @property
    def is_complete(self) -> bool:
        """Whether every place is signed."""
        return bool(self.places) and all(place.is_signed for place in self.places)

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def look(self, path: Path | None) -> None:
        """Look up a report; nothing is said of what is none, signing says that."""
        self._path, self.places = path, ()
        self.hide()
        if path is not None and path.is_file():
            run_for(self, self._runner, partial(signing_state, path), partial(self._on_known, path), self._on_failed)

    def _on_known(self, path: Path, places: tuple[Place, ...]) -> None:
        if path != self._path:
            return
        self.places = tuple(sorted(places, key=lambda place: place.turn))
        for badge in self.badges:
            self._flow.removeWidget(badge)
            badge.deleteLater()
        self.badges = []
        for place in self.places:
            words = _("{who}: signed") if place.is_signed else _("{who}: not yet")
            self.badges.append(StateBadge(words.format(who=place.who), Tone.DONE if place.is_signed else Tone.OPEN))
            self._flow.addWidget(self.badges[-1])
        missing = "、".join(place.who for place in self.places if not place.is_signed)
        said = _("Still to sign, in this order: {names}. Assessors sign in any order, then the leader, then the firm.")
        self._words.setText(said.format(names=missing) if missing else _("All have signed."))
        self.show()
        self.told.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserFacingError):
            raise error
