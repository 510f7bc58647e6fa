# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How large a dialog opens: as large as it likes to be, but never larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from evaluator_app.gui.theme import GRID, scaled


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Size a dialog, in pixels at 14 px text, within the screen it will be on."""
    parent = dialog.parentWidget()
    room = (parent or dialog).screen().availableSize() - QSize(4 * GRID, 6 * GRID)
    dialog.resize(QSize(scaled(width), scaled(height)).boundedTo(room))
