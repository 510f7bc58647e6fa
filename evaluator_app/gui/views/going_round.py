# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The way from item to item of a kind, round the ends of the list."""

from __future__ import annotations

from collections.abc import Sequence


def neighbor(items: Sequence[tuple[str, bool]], current: str, step: int) -> str:
    """Return the next wanted item after the current one, or the one before for -1; empty where no other is wanted.

    Items come as id and whether they are wanted.
    """
    ids = [item for item, _wanted in items]
    here = ids.index(current) if current in ids else -1
    ahead = [*items[here + 1 :], *items[: max(here, 0)]]
    around = ahead if step > 0 else list(reversed(ahead))
    return next((item for item, wanted in around if wanted), "")
