# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the program works out from a form while it is filled in: state, reasons, where the rule comes from, days one by one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.forms.parts import CheckResult
from evaluator_app.domain.forms.summary import FormSummary
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.terms import term
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.forms.form_states import CHECK_TONES, check_word
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class ResultsCard(Card):
    """Hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Worked out by the program"), parent=parent)
        self._place = QVBoxLayout()
        self._place.setSpacing(GRID)
        self.add(self._place)
        self._content: QWidget | None = None
        self._shown: FormSummary | None = None

    def show_summary(self, summary: FormSummary) -> None:
        """Show what follows from the form now."""
        if self._shown is not None and (summary.results, summary.warnings) == (self._shown.results, self._shown.warnings):
            return
        self._shown = summary
        if self._content is not None:
            self._place.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = _content(summary)
        self._place.addWidget(self._content)
        self.setVisible(bool(summary.results or summary.warnings))


def source_text(source: Provenance) -> str:
    """Return document, clause and how far it can be trusted in one line."""
    named = " ".join(filter(None, (source.document, source.number, source.clause)))
    return _("{document} ({confidence})").format(document=named, confidence=worded(term(source.confidence))) if named else ""


def _content(summary: FormSummary) -> QWidget:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID)
    for result in summary.results:
        for part in _lines(result):
            column.addWidget(part)
    for warning in summary.warnings:
        column.addWidget(_line(_("To be doubted"), Tone.FOUND, worded(warning)))
    return content


def _lines(result: CheckResult) -> list[QWidget]:
    lines: list[QWidget] = [_line(check_word(result.state), CHECK_TONES[result.state], "\n".join(worded(each) for each in result.reasons))]
    if len(result.spans) > 1:
        days = QWidget()
        flow = FlowLayout(days, spacing=GRID // 2)
        for span in result.spans:
            flow.addWidget(StateBadge(f"{span.text()} {check_word(span.state)}", CHECK_TONES[span.state]))
        lines.append(days)
    if result.clause:
        lines.append(TextLabel(_("Limit by {clause}").format(clause=result.clause), TextRole.SMALL, wraps=True, selectable=True))
    if source := source_text(result.provenance):
        words = "\n".join(filter(None, (source, result.provenance.note)))
        lines.append(TextLabel(words, TextRole.SMALL, wraps=True, selectable=True))
    return lines


def _line(word: str, tone: Tone, words: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID + 4)
    row.addWidget(StateBadge(word, tone))
    row.addWidget(TextLabel(words, wraps=True, selectable=True), 1)
    return line
