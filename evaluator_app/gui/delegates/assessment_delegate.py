# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws the rows of the list of assessments: name over template, stage, progress, verdict, points, time."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.status import STATUS_TERMS, AssessmentStatus
from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.models.assessments_model import VERDICT_TONES, AssessmentRow, AssessmentsModel, Column
from evaluator_app.gui.painting import paint_box, paint_focus_ring, paint_line
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, color, scaled, text_font, tone_color
from evaluator_app.i18n import _, current_language, translator

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_STAGE_LOOKS = {
    AssessmentStatus.DRAFT: (Tone.OPEN, "edit"),
    AssessmentStatus.COMPLETED: (Tone.DONE, "done"),
    AssessmentStatus.SIGNED: (Tone.ACCENT, "sign"),
    AssessmentStatus.SUBMITTED: (Tone.ACCENT, "next"),
    AssessmentStatus.ACCEPTED: (Tone.DONE, "verify"),
    AssessmentStatus.RETURNED: (Tone.VETO, "back"),
}
ROW_HEIGHT = 64
"""Pixels of a row at 14 px text."""


class AssessmentDelegate(QStyledItemDelegate):
    """Rows of 64 px; `hovered_row` is the row under the pointer, set by the table.

    Asks the table itself what is selected: the option says it in enums whose making alone would delay the first window.
    """

    hovered_row = -1

    def __init__(self, table: QTableView) -> None:
        """Draw the rows of a table."""
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        return QSize(scaled(80), scaled(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Override QStyledItemDelegate.paint."""
        row: AssessmentRow = index.data(AssessmentsModel.ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = self._table.selectionModel().isSelected(index)
        if is_selected or index.row() == self.hovered_row:
            painter.fillRect(box, color("accent_soft" if is_selected else "hover"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), color("hairline"))
        if is_selected and index.column() == Column.MINE:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), color("accent"))
        inner = box.adjusted(scaled(10), 0, -scaled(10), 0)
        self._paint_cell(painter, inner, row, Column(index.column()))
        if self._table.hasFocus() and self._table.currentIndex() == index:
            paint_focus_ring(painter, box.adjusted(1, 1, -1, -2), 4)
        painter.restore()

    def _paint_cell(self, painter: QPainter, box: QRectF, row: AssessmentRow, column: Column) -> None:
        if column is Column.MINE:
            self._paint_mine(painter, box, row)
        elif column is Column.STAGE:
            tone, icon_name = _STAGE_LOOKS[row.summary.status]
            _badge(painter, box, str(_shown(row, column)), tone, icon_name, filled=False)
        elif column is Column.PROGRESS:
            self._paint_progress(painter, box, row)
        elif column is Column.VERDICT and row.verdict:
            tone = VERDICT_TONES[row.verdict]
            _badge(painter, box, _shown(row, column), tone, tone.icon_name, filled=True)
        elif column is Column.POINTS and row.verdict:
            self._paint_points(painter, box, row)
        elif column is Column.CHANGED:
            paint_line(painter, box, row.changed, TextRole.BODY, color("muted"))

    def _paint_mine(self, painter: QPainter, box: QRectF, row: AssessmentRow) -> None:
        upper, lower = _two_lines(box)
        marks = list(row.marks)
        room = sum(_pill_width(words) + scaled(8) for words, _tone in marks)
        while len(marks) > 1 and room > upper.width() / 2:
            room -= _pill_width(marks.pop()[0]) + scaled(8)
        name_font = text_font(TextRole.STRONG)
        name = QFontMetrics(name_font).elidedText(row.summary.mine, Qt.TextElideMode.ElideRight, int(upper.width() - room))
        painter.setFont(name_font)
        painter.setPen(color("text"))
        painter.drawText(upper, _LEFT, name)
        x = upper.left() + QFontMetrics(name_font).horizontalAdvance(name) + scaled(8)
        for words, tone in marks:
            x += _pill(painter, QRectF(x, upper.top(), _pill_width(words), upper.height()), words, tone) + scaled(6)
        if row.template and not row.template.is_approved:
            width = _pill_width(_("Not approved"))
            title = lower.adjusted(0, 0, -width - scaled(8), 0)
            used = paint_line(painter, title, row.template_line, TextRole.SMALL, color("muted"))
            _pill(
                painter, QRectF(lower.left() + used + scaled(8), lower.top(), width, lower.height()), _("Not approved"), Tone.NOT_APPLICABLE
            )
        else:
            paint_line(painter, lower, row.template_line, TextRole.SMALL, color("muted"))

    def _paint_progress(self, painter: QPainter, box: QRectF, row: AssessmentRow) -> None:
        summary = row.summary
        if not summary.computed.items:
            paint_line(painter, box, "–", TextRole.BODY, color("muted"))
            return
        upper, lower = _two_lines(box)
        paint_line(
            painter,
            upper,
            _("{done} of {items} items").format(done=summary.computed.done, items=summary.computed.items),
            TextRole.SMALL,
            color("muted"),
        )
        track = QRectF(lower.left(), lower.center().y() - scaled(3), lower.width(), scaled(6))
        paint_box(painter, track, track.height() / 2, color("sunken"), tone_color(Tone.NOT_APPLICABLE, "line"))
        done = QRectF(track)
        done.setWidth(track.width() * summary.computed.done / summary.computed.items)
        if summary.computed.done:
            paint_box(painter, done, track.height() / 2, tone_color(Tone.DONE, "line"))

    def _paint_points(self, painter: QPainter, box: QRectF, row: AssessmentRow) -> None:
        summary = row.summary
        is_open = summary.computed.reachable != summary.computed.secured
        upper, lower = _two_lines(box) if is_open else (box, box)
        painter.setFont(text_font(TextRole.HEADING))
        painter.setPen(color("text"))
        painter.drawText(upper, _RIGHT, decimal_text(summary.computed.secured))
        if is_open:
            painter.setFont(text_font(TextRole.SMALL))
            painter.setPen(color("muted"))
            painter.drawText(lower, _RIGHT, _("up to {points}").format(points=decimal_text(summary.computed.reachable)))


def _shown(row: AssessmentRow, column: Column) -> str:
    thing = row.summary.status if column is Column.STAGE else row.verdict
    return STATUS_TERMS[thing].text(translator(current_language())) if thing else ""


def _two_lines(box: QRectF) -> tuple[QRectF, QRectF]:
    middle = box.center().y()
    line = scaled(22)
    return QRectF(box.left(), middle - line, box.width(), line), QRectF(box.left(), middle + scaled(1), box.width(), line)


def _pill_width(words: str) -> int:
    return QFontMetrics(text_font(TextRole.SMALL)).horizontalAdvance(words) + scaled(12)


def _pill(painter: QPainter, box: QRectF, words: str, tone: Tone) -> float:
    height = QFontMetrics(text_font(TextRole.SMALL)).height() + scaled(2)
    pill = QRectF(box.left(), box.center().y() - height / 2, box.width(), height)
    paint_box(painter, pill, scaled(4), tone_color(tone, "fill"))
    painter.setFont(text_font(TextRole.SMALL))
    painter.setPen(tone_color(tone))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
    return pill.width()


def _badge(painter: QPainter, box: QRectF, words: str, tone: Tone, icon_name: str, *, filled: bool) -> None:
    font = text_font()
    metrics = QFontMetrics(font)
    pad, side, gap = scaled(8) if filled else 0, scaled(15), scaled(5)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width() - 2 * pad - side - gap))
    width = metrics.horizontalAdvance(shown) + side + gap + 2 * pad
    height = metrics.height() + scaled(6)
    ground = QRectF(box.left(), box.center().y() - height / 2, width, height)
    if filled:
        paint_box(painter, ground, scaled(5), tone_color(tone, "fill"))
    shade = tone_color(tone)
    paint_icon(painter, QRectF(ground.left() + pad, ground.center().y() - side / 2, side, side), icon_name, shade)
    painter.setFont(font)
    painter.setPen(shade)
    painter.drawText(ground.adjusted(pad + side + gap, 0, 0, 0), _LEFT, shown)
