# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is to be read of one item, large: its name, its rule, what to look at, and what was seen so far."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.entry import EntryPart
from evaluator_app.domain.template import Indicator, Template
from evaluator_app.gui.theme import GRID, TextRole, size_px
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_MOST_SEEN = 5


class FlashWords(QWidget):
    """Only words; everything to press is elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TextLabel(role=TextRole.FIGURE, wraps=True)
        self.requirement = TextLabel(wraps=True)
        self.rule = TextLabel(role=TextRole.STRONG, wraps=True)
        self.look = TextLabel(wraps=True)
        self.seen = TextLabel(wraps=True)
        for label, role in (
            (self.requirement, TextRole.TITLE),
            (self.rule, TextRole.TITLE),
            (self.look, TextRole.HEADING),
            (self.seen, TextRole.HEADING),
        ):
            label.setStyleSheet(f"font-size: {size_px(role)}px")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for label in (self.title, self.requirement, self.rule, self.look, self.seen):
            column.addWidget(label)

    def show_item(self, indicator: Indicator, template: Template, assessment: Assessment, parts: tuple[EntryPart, ...]) -> None:
        """Show the words of an item and what is recorded of it."""
        self.title.setText(f"{indicator.code}　{indicator.title}")
        self.requirement.setText(indicator.requirement)
        self.rule.setText(worded(parts[0].rule))
        places = {place.id: place.title for place in template.places}
        documents = {document.id: document.title for document in template.documents}
        lines = (
            (_("Look"), "、".join(places.get(place, place) for place in indicator.places)),
            (_("Read"), "、".join(documents.get(document, document) for document in indicator.documents)),
            (_("Prove"), "；".join(indicator.evidence)),
        )
        self.look.setText("\n".join(f"{caption}　{words}" for caption, words in lines if words))
        self.look.setVisible(any(words for _caption, words in lines))
        ledger = assessment.observations_of(indicator.id)
        proof = sum(1 for piece in assessment.evidence.values() if {indicator.id, *(seen.id for seen in ledger)} & set(piece.targets))
        told = [_("Observations: {count}; photos and documents: {proof}").format(count=len(ledger), proof=proof)]
        told += [f"· {'　'.join(part for part in (seen.place, seen.text, f'×{seen.count}') if part)}" for seen in ledger[-_MOST_SEEN:]]
        self.seen.setText("\n".join(told))
