# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One photo of a strip, and the tile that asks for more. Made by PhotoStrip; screens do not use them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QWidget

from evaluator_app.gui.icons import icon, paint_icon
from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, color, scaled, text_font, tone_color
from evaluator_app.i18n import _


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo to show."""

    key: str
    """What the strip's signals name it by."""
    caption: str
    """Written over its lower edge, such as "09:41 workshop"."""
    load: Callable[[], QImage | bytes | None]
    """Gives the picture or its file's bytes when there is time; None when there is none to show."""
    badge: str = ""
    """A warning on its corner, such as "outside"."""
    badge_tone: Tone = Tone.VETO
    """What the warning means."""


class _Tile(QAbstractButton):
    """What both tiles share: size, focus, keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(scaled(136), scaled(92))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QAbstractButton.keyPressEvent: Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class PhotoTile(_Tile):
    """*Signals:* opened(str) and removal_requested(str): the key of its photo."""

    opened = Signal(str)
    removal_requested = Signal(str)

    def __init__(self, photo: Photo, *, removable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo = photo
        self._image: QImage | None = None
        self._failed = False
        self.removable = removable
        self._remove: QToolButton | None = None
        self.clicked.connect(self._on_clicked)
        self.retranslate()

    def show_photo(self, photo: Photo) -> None:
        """Show the same photo as it is known now."""
        if photo != self.photo:
            self.photo, self._image, self._failed = photo, None, False
            self.retranslate()
            self.update()

    def retranslate(self) -> None:
        """Say its own words in the language in use."""
        badge = self.photo.badge
        self.setAccessibleName(_("Photo: {caption}").format(caption=f"{self.photo.caption} {badge}".strip()))
        self.setToolTip(f"{self.photo.caption}\n{badge}".strip())
        if self._remove is not None:
            self._remove.setToolTip(_("Take this photo away"))
            self._remove.setAccessibleName(_("Take this photo away"))

    def load(self) -> None:
        """Fetch the picture, made as small as the tile needs it."""
        got = self.photo.load()
        image = got if isinstance(got, QImage) else QImage.fromData(got) if got else QImage()
        self._failed = image.isNull()
        if not self._failed:
            target = self.sizeHint() * self.devicePixelRatioF()
            how = Qt.AspectRatioMode.KeepAspectRatioByExpanding
            self._image = image.scaled(target, how, Qt.TransformationMode.SmoothTransformation)
        self.update()

    def is_loaded(self) -> bool:
        """Return whether the picture has been fetched, be it in vain."""
        return self._failed or self._image is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QAbstractButton.keyPressEvent: Delete asks to remove it."""
        if self.removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_remove_clicked()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        """Override QWidget.enterEvent."""
        self._offer_removal(is_offered=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Override QWidget.leaveEvent."""
        self._offer_removal(is_offered=self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusInEvent."""
        super().focusInEvent(event)
        self._offer_removal(is_offered=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusOutEvent."""
        super().focusOutEvent(event)
        self._offer_removal(is_offered=self.underMouse())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        self._place_remove()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        edge = QPainterPath()
        edge.addRoundedRect(box, 6, 6)
        painter.save()
        painter.setClipPath(edge)
        painter.fillRect(box, color("sunken"))
        if self._image is None:
            side = scaled(24)
            spot = QRectF(box.center().x() - side / 2, box.center().y() - side * 0.75, side, side)
            paint_icon(painter, spot, "veto" if self._failed else "photo", tone_color(Tone.VETO) if self._failed else color("faint"))
        else:
            self._paint_image(painter, box, self._image)
        self._paint_words(painter, box)
        painter.restore()
        paint_box(painter, box, 6, None, color("hairline"))
        if self.hasFocus():
            paint_focus_ring(painter, box, 6)
            paint_box(painter, box.adjusted(2, 2, -2, -2), 4, None, color("surface"), 1)

    def _offer_removal(self, *, is_offered: bool) -> None:
        """Show or hide the button that removes it; it is made when it is first to be seen, which for most tiles is never."""
        if self._remove is None and is_offered and self.removable:
            self._remove = QToolButton(self)
            self._remove.setIcon(icon("close", color_name="on_accent"))
            self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._remove.setStyleSheet("QToolButton { background: rgba(0, 0, 0, 170); border: none; border-radius: 4px; padding: 0; }")
            self._remove.clicked.connect(self._on_remove_clicked)
            self.retranslate()
            self._place_remove()
        if self._remove is not None:
            self._remove.setVisible(is_offered and self.removable)

    def _place_remove(self) -> None:
        if self._remove is not None:
            side = scaled(22)
            self._remove.setGeometry(self.width() - side - 4, 4, side, side)

    def _on_clicked(self) -> None:
        self.opened.emit(self.photo.key)

    def _on_remove_clicked(self) -> None:
        self.removal_requested.emit(self.photo.key)

    def _paint_image(self, painter: QPainter, box: QRectF, image: QImage) -> None:
        ratio = max(box.width() / image.width(), box.height() / image.height())
        source = QRectF(0, 0, box.width() / ratio, box.height() / ratio)
        source.moveCenter(QRectF(image.rect()).center())
        painter.drawImage(box, image, source)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(text_font(TextRole.SMALL))
        metrics = painter.fontMetrics()
        strip = QRectF(box.left(), box.bottom() - metrics.height() - 6, box.width(), metrics.height() + 6)
        shade = QLinearGradient(strip.topLeft(), strip.bottomLeft())
        shade.setColorAt(0, QColor(0, 0, 0, 130))
        shade.setColorAt(0.4, QColor(0, 0, 0, 185))
        if self.photo.caption:
            painter.fillRect(strip, shade)
            painter.setPen(QColor("#FFFFFF"))
            shown = metrics.elidedText(self.photo.caption, Qt.TextElideMode.ElideMiddle, int(strip.width()) - 12)
            painter.drawText(strip.adjusted(6, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if self.photo.badge:
            width = metrics.horizontalAdvance(self.photo.badge) + scaled(10)
            label = QRectF(4, 4, min(width, box.width() - 8), metrics.height() + 2)
            paint_box(painter, label, 4, tone_color(self.photo.badge_tone, "fill"), tone_color(self.photo.badge_tone, "line"))
            painter.setPen(tone_color(self.photo.badge_tone))
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self.photo.badge)


class AddTile(_Tile):
    """The dashed tile that asks for photos."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit = False
        self.retranslate()

    def retranslate(self) -> None:
        """Say its own words in the language in use."""
        self.setText(_("Drop, paste\nor choose photos"))
        self.setAccessibleName(_("Add photos"))
        self.setToolTip(_("Add photos"))
        self.update()

    def set_lit(self, lit: bool) -> None:
        """Show that what hovers over the strip will be taken."""
        self._lit = lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        warm = self._lit or self.underMouse()
        shade = color("accent" if warm else "muted")
        pen = QPen(color("accent" if warm else "field_line"), 2 if self._lit else 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color("accent_soft") if self._lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        painter.setFont(text_font(TextRole.SMALL))
        side = scaled(22)
        words = painter.fontMetrics().height() * 2
        top = box.center().y() - (side + 4 + words) / 2
        paint_icon(painter, QRectF(box.center().x() - side / 2, top, side, side), "photo", shade)
        painter.setPen(shade)
        painter.drawText(QRectF(4, top + side + 4, box.width() - 8, words), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            paint_focus_ring(painter, box, 6)
