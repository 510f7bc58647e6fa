# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Everything known of one piece of evidence, one under the other: what it is, where each fact is from, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.evidence_filter import is_to_file, served_by
from evaluator_app.domain.evidence_uses import held_by_forms
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.evidence.evidence_words import Fact
from evaluator_app.gui.views.score.link_line import LinkLine
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class FactsView(QWidget):
    """*Signals:* target_chosen(str): go to an item that it serves."""

    target_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self.setAccessibleName(_("What is known of it"))

    def show_evidence(self, evidence: Evidence, facts: Sequence[Fact], doubts: Sequence[str]) -> None:
        """Show another piece of evidence."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for doubt in doubts:
            column.addLayout(_doubt(doubt))
        self._add_targets(column, evidence)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, scaled(48))
        grid.setColumnStretch(1, 1)
        for number, fact in enumerate(facts):
            label = TextLabel(fact.label, TextRole.SMALL)
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(_fact(fact), number, 1)
        column.addLayout(grid)
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._column.addWidget(body)

    def _add_targets(self, column: QVBoxLayout, evidence: Evidence) -> None:
        served = served_by(self._session.assessment, evidence)
        column.addWidget(TextLabel(_("Serves"), TextRole.SMALL))
        held = held_by_forms(self._session.assessment)
        if not served and evidence.id in held:
            column.addWidget(TextLabel(_("A form holds it, as it does a signature; it need not serve an item"), wraps=True))
        elif not served and not is_to_file(evidence, held):
            column.addWidget(TextLabel(_("A photographed card or clock; it need not serve an item"), wraps=True))
        elif not served:
            column.addWidget(TextLabel(_("Not filed under any item yet"), tone=Tone.OPEN, wraps=True))
        for target in served:
            line = LinkLine(self._session.opened.title_of(target) or target, is_link=True)
            line.clicked.connect(partial(self._on_line_clicked, target))
            column.addWidget(line)

    def _on_line_clicked(self, target: str, _checked: bool = False) -> None:
        self.target_chosen.emit(target)


def _doubt(words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(GRID - 2)
    line.addWidget(IconView("found", Tone.FOUND, side=16), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(TextLabel(words, tone=Tone.FOUND, wraps=True), 1)
    return line


def _fact(fact: Fact) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    words = _breakable(fact.words)
    label = TextLabel(words, TextRole.MUTED if fact.is_missing else TextRole.BODY, wraps=True, selectable=True)
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    column.addWidget(label)
    if fact.source:
        column.addWidget(TextLabel(_breakable(fact.source), TextRole.SMALL, wraps=True))
    return column


def _breakable(words: str) -> str:
    """Let words without blanks, such as digests and file names, break where the room ends."""
    return "\u200b".join(words[start : start + 12] for start in range(0, len(words), 12)) if len(words) > 24 and " " not in words else words
