# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Lines that explain a number; those that name an item lead to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.score.link_line import LinkLine
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

Line = tuple[str, str, str]
"""Id of an item or empty, words, figure at the right."""


class Explanation(QWidget):
    """A heading if it has one, then lines; more than `most` hide behind a button. *Signals:* item_chosen(str)."""

    item_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = IconView("info", side=16)
        self._heading = TextLabel(role=TextRole.STRONG, wraps=True)
        self._head = QWidget()
        line = QHBoxLayout(self._head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID - 2)
        line.addWidget(self._icon)
        line.addWidget(self._heading, 1)
        self._head.hide()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._more = ActionButton("", kind=ButtonKind.QUIET)
        self._more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._more.clicked.connect(self._on_more_clicked)
        self._shown: tuple[Line, ...] = ()
        self._most = 0
        self._is_open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addLayout(self._lines)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.hide()

    def set_heading(self, text: str, tone: Tone) -> None:
        """Show a heading with the icon of its tone."""
        self._icon.set_icon(tone.icon_name, tone)
        self._heading.setText(text)
        self._heading.set_tone(tone)
        self._head.show()

    def show_lines(self, lines: Sequence[Line], *, most: int) -> None:
        """Show these lines; nothing is done when they are the same."""
        if (tuple(lines), most) != (self._shown, self._most):
            self._shown, self._most = tuple(lines), most
            self._rebuild()

    def texts(self) -> tuple[str, ...]:
        """Return the words of all lines."""
        return tuple(words for _item, words, _figure in self._shown)

    def _rebuild(self) -> None:
        while (entry := self._lines.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        hidden = len(self._shown) - self._most
        for item, words, figure in self._shown if self._is_open else self._shown[: self._most]:
            line = LinkLine(words, figure, is_link=bool(item))
            if item:
                line.clicked.connect(partial(self._on_line_clicked, item))
            self._lines.addWidget(line)
        self._more.setVisible(hidden > 0)
        self._more.setText(_("Show fewer") if self._is_open else _("{count} more").format(count=max(hidden, 0)))

    def _on_more_clicked(self) -> None:
        self._is_open = not self._is_open
        self._rebuild()

    def _on_line_clicked(self, item: str, checked: bool = False) -> None:
        self.item_chosen.emit(item)
