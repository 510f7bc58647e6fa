# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Ids of members of a team that sort in the order in which they were made: records are kept by id, the order is people's."""

from __future__ import annotations

import secrets
import threading
import time

_PREFIX = "member-"
"""Sorts behind the random UUIDs of earlier programs, so that who is added to an old team comes last."""
_COUNTED = 12
"""Bits that count the ids made in one millisecond."""


class MemberIds:
    """Makes ids, each greater than the one before, whatever the clock does while the program runs."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self) -> str:
        """Return another id."""
        with self._lock:
            now = time.time_ns() // 1_000_000 << _COUNTED
            self._last = max(now, self._last + 1)
            number = self._last
        return f"{_PREFIX}{number:015x}-{secrets.token_hex(4)}"
