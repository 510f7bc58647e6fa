# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One scoring template to choose: for whom it is, how far it has come, how large it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.terms import term
from evaluator_app.gui.models.templates_model import STATE_LOOKS, made_for
from evaluator_app.gui.painting import paint_box
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, RADIUS, TextRole, color
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.workbench import ShelvedTemplate


class TemplateCard(Card):
    """A click anywhere chooses it."""

    def __init__(self, shelved: ShelvedTemplate, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.shelved = shelved
        self.entry = entry = shelved.entry
        self.radio = QRadioButton()
        self.radio.setAccessibleName(entry.title)
        self.radio.setEnabled(entry.template is not None)
        self.radio.toggled.connect(self.update)
        head = QHBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(TextLabel(entry.title, TextRole.STRONG, wraps=True), 1)
        self.add(head)
        if entry.template is None or shelved.state is None:
            words = _("Cannot be used: {count} problems in {file}.").format(count=len(entry.problems), file=entry.path.name)
            self.add(TextLabel(words, TextRole.SMALL, tone=Tone.VETO, wraps=True))
            return
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        about = f"{made_for(entry.template)} · {entry.template.issuer} · {entry.edition}"
        self.add(TextLabel(about, TextRole.SMALL, wraps=True))
        marks = FlowLayout()
        tone, icon_name = STATE_LOOKS[shelved.state]
        marks.addWidget(StateBadge(worded(term(shelved.state)), tone, icon_name=icon_name))
        size = _("{items} items, {points} points").format(items=entry.items, points=decimal_text(entry.points))
        marks.addWidget(StateBadge(size, Tone.NEUTRAL, icon_name=""))
        if shelved.gaps:
            marks.addWidget(StateBadge(_("{count} figures missing").format(count=shelved.gaps), Tone.UNDETERMINED))
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
