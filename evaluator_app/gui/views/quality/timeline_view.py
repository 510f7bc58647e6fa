# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where the team was, when, as bars over the hours of each day, and the places of which nothing speaks yet."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.inspection.presence import Stay
from evaluator_app.gui.theme import GRID, ROW, TextRole, color, scaled, text_font
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.inspecting import Timeline

_LABEL = 176
"""Width of the names of places, at 14 px text."""
_COUNTS = 150


class DayBars(QWidget):
    """The stays of one day, a row each; the words say all that the bars show."""

    def __init__(self, stays: tuple[Stay, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stays = stays
        self._from = min(stay.first.hour for stay in stays)
        self._hours = max(max((stay.last + timedelta(minutes=59)).hour, stay.first.hour + 1) for stay in stays) - self._from or 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(f"{_span(stay)} {stay.place} {_counted(stay)}" for stay in stays))

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(scaled(480), scaled(ROW) * len(self._stays) + scaled(24))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(scaled(320), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = scaled(_LABEL)
        width = max(self.width() - left - scaled(_COUNTS), scaled(60))
        self._paint_hours(painter, left, width)
        for number, stay in enumerate(self._stays):
            top = scaled(24) + number * scaled(ROW)
            self._paint_stay(painter, stay, QRectF(left, top, width, scaled(ROW)))

    def _paint_hours(self, painter: QPainter, left: float, width: float) -> None:
        painter.setFont(text_font(TextRole.SMALL))
        step = max(1, round(self._hours / max(width / scaled(56), 1)))
        for hour in range(0, self._hours + 1, step):
            at = left + width * hour / self._hours
            painter.setPen(color("hairline"))
            painter.drawLine(int(at), scaled(20), int(at), self.height())
            painter.setPen(color("muted"))
            box = QRectF(at - scaled(28), 0, scaled(56), scaled(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{(self._from + hour) % 24:02}:00")

    def _paint_stay(self, painter: QPainter, stay: Stay, box: QRectF) -> None:
        metrics = painter.fontMetrics()
        painter.setFont(text_font(TextRole.BODY))
        painter.setPen(color("text"))
        label = QRectF(0, box.top(), box.left() - scaled(12), box.height())
        metrics = painter.fontMetrics()
        name = metrics.elidedText(stay.place, Qt.TextElideMode.ElideRight, int(label.width()))
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        begins, ends = self._share(stay.first.hour, stay.first.minute), self._share(stay.last.hour, stay.last.minute)
        x = box.left() + box.width() * begins
        bar = QRectF(x, box.center().y() - scaled(7), max(box.width() * (ends - begins), scaled(6)), scaled(14))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent"))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setFont(text_font(TextRole.SMALL))
        painter.setPen(color("muted"))
        words = QRectF(box.right() + scaled(12), box.top(), scaled(_COUNTS) - scaled(12), box.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, f"{_span(stay)}\n{_counted(stay)}")

    def _share(self, hour: int, minute: int) -> float:
        return (hour - self._from + minute / 60) / self._hours


class TimelineView(QScrollArea):
    """*Signals:* place_chosen(str): the id of a place of the template that was not visited."""

    place_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: Timeline | None = None

    def show_timeline(self, timeline: Timeline) -> None:
        """Show where the team was."""
        if timeline == self._shown:
            return
        self._shown = timeline
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(2 * GRID)
        days: dict[date, list[Stay]] = {}
        for stay in timeline.stays:
            days.setdefault(stay.day, []).append(stay)
        for day, stays in days.items():
            card = Card(day.isoformat())
            card.add(DayBars(tuple(stays)))
            column.addWidget(card)
        if not days:
            words = _("As soon as photos or observations name a place, the day shows here: when the team was where.")
            column.addWidget(EmptyState("clock", _("No times yet"), words))
        if timeline.not_visited:
            column.addWidget(self._missing(timeline))
        note = _("Made of the times of photos and observations alone; nobody is tracked.")
        column.addWidget(TextLabel(note, TextRole.MUTED, wraps=True))
        column.addStretch(1)
        self.setWidget(page)

    def _on_place_clicked(self, place: str, _checked: bool = False) -> None:
        self.place_chosen.emit(place)

    def _missing(self, timeline: Timeline) -> Card:
        titles = [timeline.required[place] for place in timeline.not_visited]
        card = Card(_("Places of which nothing speaks yet: {count}").format(count=len(titles)))
        frame = QWidget()
        flow = FlowLayout(frame, spacing=GRID)
        for place, title in zip(timeline.not_visited, titles, strict=True):
            button = ActionButton(title, icon_name="open")
            button.clicked.connect(partial(self._on_place_clicked, place))
            flow.addWidget(button)
        card.add(frame)
        return card


def _span(stay: Stay) -> str:
    first, last = f"{stay.first:%H:%M}", f"{stay.last:%H:%M}"
    return first if first == last else f"{first}–{last}"


def _counted(stay: Stay) -> str:
    return _("{photos} photos, {observations} records").format(photos=stay.photos, observations=stay.observations)
