# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The push button of the program in its four weights."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import scaled


class ButtonKind(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    """The one thing to do next; at most one on a page."""
    PLAIN = "plain"
    """An ordinary button."""
    QUIET = "quiet"
    """A link among text."""
    DANGER = "danger"
    """Takes something away."""


class ActionButton(QPushButton):
    """A QPushButton with an icon that fits its weight. *Signals:* clicked, as Qt has it."""

    def __init__(self, text: str, *, kind: ButtonKind = ButtonKind.PLAIN, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind.value)
        self.setAutoDefault(False)
        if icon_name:
            shade = {ButtonKind.PRIMARY: "on_accent", ButtonKind.QUIET: "accent"}.get(kind, "text")
            self.setIcon(icon(icon_name, Tone.VETO) if kind is ButtonKind.DANGER else icon(icon_name, color_name=shade))
        self.setIconSize(QSize(scaled(18), scaled(18)))

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: the icon grows with the text."""
        if event.type() == QEvent.Type.StyleChange:
            self.setIconSize(QSize(scaled(18), scaled(18)))
        super().changeEvent(event)
