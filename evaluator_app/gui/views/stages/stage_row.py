# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The stages in one row: number or mark, name, and how much is still needed. One of them is shown; one is where the work is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from evaluator_app.domain.forms.definition import Stage
from evaluator_app.domain.stages import STAGE_TERMS, Stages, StageState
from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TOUCH, TextRole, color, scaled, text_font, tone_color
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class StageTile(QAbstractButton):
    """One stage."""

    def __init__(self, number: int, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self._number = number
        self._remark, self._is_done, self._is_current = "", False, False
        self.setText(worded(STAGE_TERMS[stage]))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: StageState, *, is_current: bool) -> None:
        """Show how far the stage is, and whether the work is in it."""
        self._is_done, self._is_current = state.is_done, is_current
        open_ = len(state.needs)
        self._remark = _("nothing missing") if state.is_done else _("{count} open").format(count=open_)
        where = _("{stage}, the work is here").format(stage=self.text()) if is_current else self.text()
        self.setAccessibleName(f"{where}, {self._remark}")
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(scaled(150), max(scaled(TOUCH), 2 * QFontMetrics(text_font()).height() + scaled(14)))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(scaled(84), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Override QObject.event: the pointer makes it light up."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        ground = color("accent_soft" if chosen else "hover" if self.underMouse() else "surface")
        paint_box(painter, box, 8, ground, color("accent" if chosen else "hairline"), 2 if chosen else 1)
        side = scaled(20)
        disc = QRectF(box.left() + scaled(8), box.center().y() - side / 2, side, side)
        self._paint_disc(painter, disc)
        words = box.adjusted(side + scaled(14), scaled(4), -scaled(4), -scaled(4))
        half = words.height() / 2
        role = TextRole.STRONG if self._is_current or chosen else TextRole.BODY
        self._paint_line(painter, words.adjusted(0, 0, 0, -half), self.text(), role, "text", Qt.AlignmentFlag.AlignBottom)
        shade = "done" if self._is_done else "muted"
        remark = _("here · {remark}").format(remark=self._remark) if self._is_current else self._remark
        self._paint_line(painter, words.adjusted(0, half, 0, 0), remark, TextRole.SMALL, shade, Qt.AlignmentFlag.AlignTop)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), 8)

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        if self._is_done:
            paint_icon(painter, disc, "done", tone_color(Tone.DONE))
            return
        paint_box(painter, disc, disc.height() / 2, color("accent" if self._is_current else "surface"), color("accent"))
        painter.setPen(color("on_accent" if self._is_current else "accent"))
        painter.setFont(text_font(TextRole.SMALL))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_line(self, painter: QPainter, box: QRectF, words: str, role: TextRole, shade: str, align: Qt.AlignmentFlag) -> None:
        painter.setFont(text_font(role))
        painter.setPen(tone_color(Tone.DONE) if shade == "done" else color(shade))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | align), shown)


class StageRow(QWidget):
    """Arrow keys go from stage to stage. *Signals:* stage_chosen(object): the user chose another Stage."""

    stage_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Stages"))
        self._group = QButtonGroup(self)
        self.tiles = {stage: StageTile(number, stage) for number, stage in enumerate(Stage, start=1)}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(scaled(6))
        for tile in self.tiles.values():
            self._group.addButton(tile)
            line.addWidget(tile)
        self._group.buttonClicked.connect(self._on_tile_clicked)

    def show_stages(self, found: Stages, chosen: Stage) -> None:
        """Show how far all are, and which one is shown."""
        for state in found.states:
            self.tiles[state.stage].show_state(state, is_current=state.stage is found.current)
        self.tiles[chosen].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Home and End go to the ends."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        key = Qt.Key(event.key())
        if key in ends:
            self._choose(list(self.tiles.values()), ends[key])
        else:
            super().keyPressEvent(event)

    def _choose(self, tiles: Sequence[StageTile], number: int) -> None:
        tiles[number].setFocus()
        tiles[number].click()

    def _on_tile_clicked(self, tile: QAbstractButton) -> None:
        if isinstance(tile, StageTile):
            self.stage_chosen.emit(tile.stage)
