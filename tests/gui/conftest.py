# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What holds for every test with a window: garbage is collected as in the program, in the main thread alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from evaluator_app.gui.garbage import GarbageCollector


@pytest.fixture(autouse=True)
def _garbage_in_the_main_thread(qapp: QApplication) -> Iterator[None]:
    collector = GarbageCollector(qapp)
    yield
    collector.stop()
    collector.deleteLater()
