# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What an item asks for: the requirement, the rule in a sentence, where to look, what to read, what proves it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from evaluator_app.domain.entry import EntryPart
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.template import Indicator, Template
from evaluator_app.domain.terms import term
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class RuleCard(Card):
    """The words of the template as they are; only the captions are the program's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._requirement = TextLabel(wraps=True, selectable=True)
        self._rule = TextLabel(role=TextRole.STRONG, wraps=True, selectable=True)
        self._source = TextLabel(role=TextRole.SMALL, wraps=True, selectable=True)
        captions = (_("Look"), _("Read"), _("Prove"))
        self._lines = [(TextLabel(caption, TextRole.STRONG), TextLabel(wraps=True, selectable=True)) for caption in captions]
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID + 4)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        for row, (caption, words) in enumerate(self._lines):
            caption.setProperty("tone", Tone.ACCENT.value)
            grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
        self.add(self._requirement)
        self.add(self._rule)
        self.add(grid)
        self.add(self._source)
        self.setAccessibleName(_("Requirement"))

    def show_item(self, indicator: Indicator, template: Template, parts: tuple[EntryPart, ...]) -> None:
        """Show the words of an item."""
        places = {place.id: place.title for place in template.places}
        documents = {document.id: document.title for document in template.documents}
        self._requirement.setText(indicator.requirement)
        self._rule.setText(worded(parts[0].rule))
        lines = (
            "、".join(places.get(place, place) for place in indicator.places),
            "、".join(documents.get(document, document) for document in indicator.documents),
            "；".join(indicator.evidence),
        )
        for (caption, label), words in zip(self._lines, lines, strict=True):
            caption.setVisible(bool(words))
            label.setVisible(bool(words))
            label.setText(words)
        source = indicator.provenance
        said = worded(term(source.confidence))
        basis = " ".join(part for part in (source.document, source.clause) if part)
        self._source.setText(_("Basis: {basis} ({confidence})").format(basis=basis, confidence=said) if basis else "")
        self._source.setVisible(bool(basis))
        self._source.setToolTip(source.note)
        self._source.set_tone(None if source.confidence is Confidence.READ else Tone.NOT_APPLICABLE)
