# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A key and what it does, for the page that lists them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """One shortcut."""

    name: str
    """What it does, in the language in use."""
    keys: str
    """As Qt writes it, such as Ctrl+Down."""
    id: str = ""
    """Its stable name, where other keys may be chosen for it; empty where they may not."""
