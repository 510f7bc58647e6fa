# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Work beside the window for a dialog that may be closed before it is done: then nobody is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from evaluator_app.gui.tasks import Runner

T = TypeVar("T")


def run_for(
    owner: QObject, runner: Runner, work: Callable[[], T], on_success: Callable[[T], None], on_failure: Callable[[Exception], None]
) -> None:
    """Run work; what comes of it is handed over only while its owner is still there."""

    def succeed(result: T) -> None:
        if isValid(owner):
            on_success(result)

    def fail(error: Exception) -> None:
        if isValid(owner):
            on_failure(error)

    runner.run(work, on_success=succeed, on_failure=fail)
