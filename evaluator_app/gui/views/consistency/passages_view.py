# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What two assessments share in words, side by side, the shared part marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, color, tone_color
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.domain.consistency.shared_texts import Passage, SharedText
    from evaluator_app.services.consistency import Comparison


class PassagesView(QWidget):
    """Shows one pair at a time; `show_pair` chooses which."""

    def __init__(self, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self.pairs: QComboBox = ChoiceBox()
        self.pairs.setAccessibleName(_("Pair"))
        for pair in comparison.texts.pairs:
            share = f"{pair.larger_share * 100:.1f} %"
            self.pairs.addItem(f"{comparison.mine(pair.first)} – {comparison.mine(pair.second)}　{share}")
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(_("Shared passages"))
        line = QHBoxLayout()
        line.addWidget(TextLabel(_("Pair"), TextRole.MUTED))
        line.addWidget(self.pairs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(line)
        column.addWidget(self.text, 1)
        self.pairs.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen(self.pairs.currentIndex())

    def show_pair(self, number: int) -> None:
        """Show a pair by its place in the list."""
        self.pairs.setCurrentIndex(number)

    def _on_chosen(self, number: int) -> None:
        pairs = self._comparison.texts.pairs
        self.text.setHtml(self._page(pairs[number]) if 0 <= number < len(pairs) else escape(_("Nothing to show.")))

    def _page(self, pair: SharedText) -> str:
        line, muted = color("hairline").name(), color("muted").name()
        heads = "".join(f"<th align='left' width='50%'>{escape(self._comparison.mine(case))}</th>" for case in (pair.first, pair.second))
        rows = "".join(self._row(pair, passage, muted) for passage in pair.passages)
        style = f"border-collapse:collapse;border-color:{line}"
        return f"<table width='100%' cellpadding='8' cellspacing='0' border='1' style='{style}'><tr>{heads}</tr>{rows}</table>"

    def _row(self, pair: SharedText, passage: Passage, muted: str) -> str:
        mark = tone_color(Tone.FOUND, "fill").name()
        text, shared = passage.words.text, passage.shared
        own = f"{escape(text[: passage.start])}<span style='background:{mark}'>{escape(shared)}</span>{escape(text[passage.end :])}"
        other = escape(passage.other.text).replace(escape(shared), f"<span style='background:{mark}'>{escape(shared)}</span>", 1)
        cells = ""
        for case, item, body in ((pair.first, passage.words.item, own), (pair.second, passage.other.item, other)):
            title = escape(self._comparison.item_title(case, item))
            cells += f"<td valign='top'><span style='color:{muted}'>{title}</span><br>{body}</td>"
        return f"<tr>{cells}</tr>"
