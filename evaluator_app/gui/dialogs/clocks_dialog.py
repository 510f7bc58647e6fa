# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The laptop's time as a code that each camera photographs once, and what is known of the clock of every camera."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.domain.cards import time_code
from evaluator_app.domain.changes import Change
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.clock_row import ClockRow
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.code_view import CodeView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.calibrating import local_zone, seen_cameras, typed_clock, without_clock
from evaluator_app.services.cards import filing_change

_TICK_MS = 100


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ClocksDialog(QDialog):
    """The code changes with every second. What is found or set is an act that can be undone."""

    def __init__(self, session: Session, now: Callable[[], datetime] = _utc_now, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Clocks of cameras"))
        self._session, self._now = session, now
        self.code = CodeView(_("The laptop's time as a code"))
        self.time = TextLabel("", TextRole.FIGURE)
        self.time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.banner = Banner()
        self.banner.hide()
        self.again_button = ActionButton(_("Compare the photos again"), icon_name="clock")
        self.close_button = ActionButton(_("Close"))
        self.rows: list[ClockRow] = []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build()
        self.again_button.clicked.connect(self._on_again_clicked)
        self.close_button.clicked.connect(self.reject)
        session.changed.connect(self._show_cameras)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.show_time)
        self._tick.start()
        open_at(self, 1080, 700)
        self.show_time()
        self._show_cameras()
        self.close_button.setFocus()

    def show_time(self) -> None:
        """Show the time as it is now."""
        now = self._now()
        self.code.set_text(time_code(now))
        self.time.setText(f"{now.astimezone():%H:%M:%S}")

    def _build(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.code, 1)
        left.addWidget(self.time)
        steps = (
            _("1. Photograph this code once with each camera, the whole of it, and import the photo with the others."),
            _("2. The program then knows by how much the camera is off, puts its times right and says so; the photos stay as they are."),
        )
        for words in steps:
            left.addWidget(TextLabel(words, wraps=True))
        zone = _("Cameras that name no time zone are read in this laptop's: UTC{offset}.").format(offset=f"{self._now().astimezone():%z}")
        left.addWidget(TextLabel(zone, TextRole.SMALL, wraps=True))
        right.setSpacing(GRID)
        right.addWidget(TextLabel(_("Cameras of this assessment"), TextRole.HEADING))
        right.addWidget(self.banner)
        right.addWidget(self._area, 1)
        both = QHBoxLayout()
        both.setSpacing(3 * GRID)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addStretch(1)
        foot.addWidget(self.again_button)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(both, 1)
        column.addLayout(foot)

    def _show_cameras(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        self.rows = [ClockRow(camera) for camera in seen_cameras(self._session.assessment)]
        for row in self.rows:
            row.typed.connect(self._on_typed)
            row.removed.connect(self._on_removed)
            column.addWidget(row)
        if not self.rows:
            column.addWidget(TextLabel(_("No photo has been imported yet."), TextRole.MUTED, wraps=True))
        column.addStretch(1)
        if (before := self._area.takeWidget()) is not None:
            before.deleteLater()
        self._area.setWidget(page)
        self._area.setMinimumWidth(scaled(380))

    def _do(self, change: Change, words: str, tone: Tone = Tone.DONE) -> None:
        """Do an act; what could not be saved is said by the window."""
        if self._session.do(change):
            self.banner.set_message(words, tone=tone)
            self.banner.show()

    def _on_again_clicked(self) -> None:
        change, told = filing_change(self._session.assessment, self._session.template, local_zone())
        words = [worded(sentence) for sentence in told]
        words.insert(0, _("Records that changed: {count}.").format(count=len(change.edits)))
        self._do(change, " ".join(words), Tone.FOUND if told else Tone.DONE)

    def _on_typed(self, device: str, seconds: int) -> None:
        try:
            change = typed_clock(self._session.assessment, device, seconds)
        except UserFacingError as error:
            self.banner.set_message(words_of(error), tone=Tone.VETO)
            self.banner.show()
            return
        self._do(change, _("Noted for {camera}.").format(camera=device))

    def _on_removed(self, device: str) -> None:
        self._do(without_clock(self._session.assessment, device), _("{camera} counts by its own clock again.").format(camera=device))
