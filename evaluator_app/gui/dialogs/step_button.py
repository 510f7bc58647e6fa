# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The button that takes one step of several: it wears the accent only while its step is the next one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from evaluator_app.gui.icons import icon
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind


class StepButton(ActionButton):
    """Plain at first. *Signals:* clicked, as Qt has it."""

    def __init__(self, text: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, icon_name=icon_name, parent=parent)
        self._icon_name = icon_name

    def set_next(self, is_next: bool) -> None:
        """Show whether this is the step to take next."""
        self.setProperty("kind", (ButtonKind.PRIMARY if is_next else ButtonKind.PLAIN).value)
        self.setIcon(icon(self._icon_name, color_name="on_accent" if is_next else "text"))
        self.style().unpolish(self)
        self.style().polish(self)
