# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One camera: its photos, by how much its clock is off, how that is known; it can be typed or forgotten."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from evaluator_app.domain.clocks import SeenCamera, offset_words, zone_doubt
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_NUMBER = re.compile(r"[+-]?\d{1,9}")


class ClockRow(Card):
    """*Signals:* typed(str, int): a camera is off by so many seconds; removed(str): what is known of a camera is to go."""

    typed = Signal(str, int)
    removed = Signal(str)

    def __init__(self, camera: SeenCamera, parent: QWidget | None = None) -> None:
        super().__init__(camera.device or _("Photos that do not name their camera"), margin=GRID + 4, parent=parent)
        self._device, clock = camera.device, camera.clock
        if clock is None:
            self.badge = StateBadge(_("Not compared"), Tone.OPEN)
        else:
            self.badge = StateBadge(worded(offset_words(clock)), Tone.FOUND if zone_doubt(clock) else Tone.DONE)
        self.add_to_title(self.badge)
        lines = [_("Photos and videos: {count}").format(count=camera.photos)]
        if camera.first and camera.last:
            lines.append(
                _("{first} to {last} by its own clock").format(first=f"{camera.first:%m-%d %H:%M}", last=f"{camera.last:%m-%d %H:%M}")
            )
        if clock is not None and clock.laptop_at is not None:
            lines.append(_("Compared by a photo at {time}").format(time=f"{clock.laptop_at.astimezone():%m-%d %H:%M:%S}"))
        elif clock is not None:
            lines.append(_("Typed"))
        self.add(TextLabel(" · ".join(lines), TextRole.SMALL, wraps=True))
        if clock is not None and (doubt := zone_doubt(clock)):
            self.add(TextLabel(worded(doubt), TextRole.SMALL, tone=Tone.FOUND, wraps=True))
        self.seconds = QLineEdit(str(clock.seconds) if clock else "")
        self.seconds.setPlaceholderText(_("Seconds, such as 75 or -75"))
        self.seconds.setAccessibleName(_("Seconds to be added to the time of {camera}").format(camera=camera.device))
        self.seconds.setMinimumWidth(scaled(150))
        self.set_button = ActionButton(_("Set"))
        self.remove_button = ActionButton(_("Remove"), kind=ButtonKind.QUIET)
        self._error = TextLabel(role=TextRole.SMALL, tone=Tone.VETO, wraps=True)
        self._error.hide()
        self._build(has_clock=clock is not None)

    def _build(self, *, has_clock: bool) -> None:
        if not self._device:
            return
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for part in (TextLabel(_("Add seconds:"), TextRole.SMALL), self.seconds, self.set_button):
            line.addWidget(part)
        if has_clock:
            line.addWidget(self.remove_button)
        line.addStretch(1)
        self.add(line)
        self.add(self._error)
        self.set_button.clicked.connect(self._on_set_clicked)
        self.seconds.returnPressed.connect(self._on_set_clicked)
        self.remove_button.clicked.connect(lambda: self.removed.emit(self._device))

    def _on_set_clicked(self) -> None:
        text = self.seconds.text().strip()
        if _NUMBER.fullmatch(text):
            self._error.hide()
            self.typed.emit(self._device, int(text))
            return
        self._error.setText(_("Write whole seconds: more if the camera is slow, with a minus if it is fast."))
        self._error.show()
