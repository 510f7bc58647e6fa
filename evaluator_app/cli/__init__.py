# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The front door without a window."""

from __future__ import annotations

from evaluator_app.cli.commands import main

__all__ = ["main"]
