# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Says under the words of an observation what they lack to be acted on; offers a sentence to fill in, and is put off by a click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from evaluator_app.domain.inspection.looking import wording_notice
from evaluator_app.domain.wording import Wording, WordingRemark, look
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class WordingHint(QWidget):
    """Hidden while there is nothing to say; never in the way of saving.

    *Signals:* frame_chosen(str): put this sentence to fill in after the words; switched_off(str): say nothing of this rule any more.
    """

    frame_chosen = Signal(str)
    switched_off = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = Wording()
        self._off: Callable[[], frozenset[str]] = frozenset
        self._remark: WordingRemark | None = None
        self.words = TextLabel(role=TextRole.SMALL, wraps=True)
        self.frame_button = ActionButton(_("Sentence to fill in"), kind=ButtonKind.QUIET)
        self.off_button = ActionButton(_("Do not say this again"), kind=ButtonKind.QUIET)
        for button in (self.frame_button, self.off_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(IconView("found", tone=Tone.FOUND, side=16))
        line.addWidget(self.words, 1)
        line.addWidget(self.frame_button)
        line.addWidget(self.off_button)
        self.frame_button.clicked.connect(self._on_frame_clicked)
        self.off_button.clicked.connect(self._on_off_clicked)
        self.hide()

    def use(self, wording: Wording, off: Callable[[], frozenset[str]]) -> None:
        """Look by these rules; `off` tells which are switched off."""
        self._wording, self._off = wording, off
        self.frame_button.setVisible(bool(wording.frame))

    def show_words(self, text: str, place: str, count: int) -> None:
        """Say what these words lack, if anything."""
        found = look(self._wording, text, place=place, count=count, off=self._off()) if text else ()
        self._remark = found[0] if found else None
        if self._remark is not None:
            self.words.setText(worded(wording_notice(self._remark.word, self._remark.lacks)))
        self.setVisible(self._remark is not None)

    def _on_frame_clicked(self) -> None:
        self.frame_chosen.emit(self._wording.frame)

    def _on_off_clicked(self) -> None:
        if self._remark is not None:
            self.switched_off.emit(self._remark.rule.id)
            self.hide()
