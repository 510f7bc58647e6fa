# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The desktop program: one workspace in one window. Everything else is in gui.

The order is for a quick start: PySide6 reads the source of every module imported after it, so what needs no Qt comes first;
and while the window is being made nothing is garbage, so none is collected until it is there (gui.application).
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

BEFORE_QT = ("services.workspace", "gui.palette", "gui.human_time", "gui.views.key_binding")
"""Modules of the first window that need no Qt."""


def main() -> int:
    """Open the window on the user's workspace; with --sample the sample mine in it."""
    run = load()
    from evaluator_app.paths import default_workspace

    return run(sys.argv, default_workspace())


def load() -> Callable[[Sequence[str], Path], int]:
    """Import the window and return what runs it."""
    gc.disable()
    for module in BEFORE_QT:
        import_module(f"evaluator_app.{module}")
    from evaluator_app.gui.application import run

    return run
