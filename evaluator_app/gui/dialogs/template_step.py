# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Chooses a scoring template: what each is, how far it has come, and what its readers must be told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.catalog.listing import CatalogEntry
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.template import ApprovalState, Template
from evaluator_app.domain.terms import term
from evaluator_app.gui.painting import paint_box
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, RADIUS, TextRole, color, scaled
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _, current_language, translator

_LOOKS = {
    ApprovalState.DRAFT: (Tone.FOUND, "info"),
    ApprovalState.TRIAL: (Tone.UNDETERMINED, "info"),
    ApprovalState.APPROVED: (Tone.DONE, "verify"),
    ApprovalState.WITHDRAWN: (Tone.NOT_APPLICABLE, "close"),
}


class TemplateCard(Card):
    """One template to choose; a click anywhere chooses it."""

    def __init__(self, entry: CatalogEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.entry = entry
        self.radio = QRadioButton()
        self.radio.setAccessibleName(entry.title)
        self.radio.setEnabled(entry.template is not None)
        self.radio.toggled.connect(self.update)
        head = QHBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(TextLabel(entry.title, TextRole.STRONG, wraps=True), 1)
        self.add(head)
        if entry.template is None:
            words = _("Cannot be used: {count} problems in {file}.").format(count=len(entry.problems), file=entry.path.name)
            self.add(TextLabel(words, TextRole.SMALL, tone=Tone.VETO, wraps=True))
            return
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        issuer = f"{entry.template.issuer} · {entry.edition}"
        self.add(TextLabel(issuer, TextRole.SMALL, wraps=True))
        state = entry.status or ApprovalState.DRAFT
        marks = FlowLayout()
        tone, icon_name = _LOOKS[state]
        marks.addWidget(StateBadge(term(state).text(translator(current_language())), tone, icon_name=icon_name))
        size = _("{items} items, {points} points").format(items=entry.items, points=decimal_text(entry.points))
        marks.addWidget(StateBadge(size, Tone.NEUTRAL, icon_name=""))
        self.add(marks)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: the one that is chosen wears the accent."""
        super().paintEvent(event)
        if self.radio.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_box(painter, QRectF(self.rect()), RADIUS, None, color("accent"), 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        if self.radio.isEnabled():
            self.radio.click()
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)


class TemplateStep(QWidget):
    """*Signals:* template_chosen()."""

    template_chosen = Signal()

    def __init__(self, entries: Sequence[CatalogEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = [TemplateCard(entry) for entry in entries]
        self._group = QButtonGroup(self)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(GRID)
        self._error = TextLabel("", TextRole.SMALL, tone=Tone.VETO, wraps=True)
        self._error.hide()
        self._build()
        for card in self.cards:
            self._group.addButton(card.radio)
            card.radio.toggled.connect(self._on_toggled)
        usable = [card for card in self.cards if card.entry.template]
        if usable:
            usable[0].radio.setChecked(True)

    def template(self) -> Template | None:
        """Return the template that is chosen."""
        return next((card.entry.template for card in self.cards if card.radio.isChecked()), None)

    def check(self) -> bool:
        """Say so if no template is chosen."""
        chosen = self.template() is not None
        self._error.setText("" if chosen else _("Choose a scoring template."))
        self._error.setVisible(not chosen)
        return chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Up and Down walk over the templates."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        usable = [card.radio for card in self.cards if card.radio.isEnabled()]
        here = next((index for index, radio in enumerate(usable) if radio.isChecked()), -1)
        if not step or not usable:
            super().keyPressEvent(event)
            return
        target = usable[min(max(here + step, 0), len(usable) - 1)]
        target.setChecked(True)
        target.setFocus()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID)
        for card in self.cards:
            left.addWidget(card)
        left.addWidget(self._error)
        left.addStretch(1)
        notes = QFrame()
        notes.setObjectName("page")
        inner = QVBoxLayout(notes)
        inner.setContentsMargins(0, 0, GRID, 0)
        inner.addLayout(self._notes)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(notes)
        area.setMinimumWidth(scaled(220))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(3 * GRID)
        if self.cards:
            line.addLayout(left, 5)
            line.addWidget(area, 6)
        else:
            advice = _("Install the program again, or install a template file.")
            line.addWidget(EmptyState("document", _("No scoring template is installed"), advice))

    def _on_toggled(self, is_on: bool) -> None:
        if not is_on:
            return
        while (item := self._notes.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        template = self.template()
        notes = template.notes if template else ()
        if notes:
            self._notes.addWidget(TextLabel(_("To know before using it"), TextRole.STRONG))
        for note in notes:
            self._notes.addWidget(TextLabel(f"·  {note}", TextRole.BODY, wraps=True))
        self._error.hide()
        self.template_chosen.emit()
