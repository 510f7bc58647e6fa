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
