# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The desktop program: one workspace in one window. Everything else is in gui."""

from __future__ import annotations

import sys

from evaluator_app.gui.application import run
from evaluator_app.paths import default_workspace


def main() -> int:
    """Open the window on the user's workspace; with --sample the sample mine in it."""
    return run(sys.argv, default_workspace())
