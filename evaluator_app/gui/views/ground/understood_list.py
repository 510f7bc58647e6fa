# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Lines of pasted corners with what was understood of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from evaluator_app.geography.given import LineKind, ReadLine
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import ROW, scaled, tone_color
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_MOST = 400
_TONES = {LineKind.CORNER: Tone.DONE, LineKind.MISTAKE: Tone.VETO}


class UnderstoodList(QListWidget):
    """*Signals:* line_chosen(int): a line, the first is 1, was chosen."""

    line_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("What was understood of each line"))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(scaled(3 * ROW))
        self.itemClicked.connect(self._on_item_chosen)
        self.itemActivated.connect(self._on_item_chosen)

    def show_lines(self, lines: Sequence[ReadLine]) -> None:
        """Show lines; those with mistakes come first, and empty ones are left out."""
        self.clear()
        wrong = [line for line in lines if line.kind is LineKind.MISTAKE]
        others = [line for line in lines if line.kind not in (LineKind.MISTAKE, LineKind.EMPTY)]
        for line in (*wrong, *others)[:_MOST]:
            tone = _TONES.get(line.kind, Tone.NEUTRAL)
            item = QListWidgetItem(f"{line.number}　{worded(line.words)}", self)
            item.setIcon(icon(tone.icon_name, tone))
            item.setToolTip(line.text.strip()[:200])
            item.setData(Qt.ItemDataRole.UserRole, line.number)
            item.setSizeHint(QSize(0, scaled(28)))
            if line.kind is LineKind.MISTAKE:
                item.setForeground(tone_color(Tone.VETO))

    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        self.line_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
