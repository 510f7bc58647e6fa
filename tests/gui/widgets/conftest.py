# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The ground of the widget tests: the light theme, English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from evaluator_app import i18n
from evaluator_app.gui.theme import apply_theme


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    i18n.set_language(i18n.ENGLISH)
    apply_theme(qapp, "light")
    yield
    apply_theme(qapp, "light")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Overlook that the platform without a display has no window manager to tell about sizes."""
    for item in items:
        if "gui/widgets" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))
