# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a criterion made of what was entered: points and the reason, in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from evaluator_app.domain.criteria import Award, ScoreState
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded_all

_NOT_YET = "award.not_assessed"
"""Code of the reason that the state says already."""


class ResultLine(QWidget):
    """An icon and the reasons of an award; hidden when there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = IconView("open", Tone.OPEN, side=16)
        self._words = TextLabel(wraps=True, selectable=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)

    def show_award(self, award: Award | None) -> None:
        """Say why the points are what they are."""
        said = worded_all(reason for reason in award.reasons if reason.code != _NOT_YET) if award else ""
        self.setVisible(bool(said))
        if award is None or not said:
            return
        tone = award_tone(award)
        self._icon.set_icon(tone.icon_name, tone)
        self._words.setText(said)
        self._words.set_tone(None if tone is Tone.OPEN else tone)
        self._words.setProperty("role", (TextRole.MUTED if tone is Tone.OPEN else TextRole.BODY).value)
        self._words.set_tone(None if tone is Tone.OPEN else tone)

    def text(self) -> str:
        """Return what is said."""
        return self._words.text()


def award_tone(award: Award) -> Tone:
    """Return the tone of an award: done, found, undetermined, not applicable or open."""
    if award.state is ScoreState.NOT_APPLICABLE:
        return Tone.NOT_APPLICABLE
    if award.state is ScoreState.UNDETERMINED:
        return Tone.UNDETERMINED
    if award.lost > 0:
        return Tone.FOUND
    return Tone.OPEN if award.state is ScoreState.NOT_ASSESSED else Tone.DONE
