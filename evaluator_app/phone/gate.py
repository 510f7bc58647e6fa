# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How often a phone may ask, and how often it may be wrong; and a reader of a connection that waits only so long."""

from __future__ import annotations

import io
import socket
import time
from collections import deque
from threading import Lock
from typing import TYPE_CHECKING

from evaluator_app.phone.parcels import Limits

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MINUTE = 60.0
_MOST_PEERS = 256


class Gate:
    """Counts the requests of the last minute by peer; what is counted is forgotten after a minute."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._asked: dict[str, deque[float]] = {}
        self._mistaken: dict[str, deque[float]] = {}
        self._lock = Lock()

    def admits(self, peer: str) -> bool:
        """Count a request, and tell whether it is still within measure."""
        with self._lock:
            mistakes = self._recent(self._mistaken, peer)
            asked = self._recent(self._asked, peer)
            asked.append(time.monotonic())
            return len(asked) <= self._limits.requests_a_minute and len(mistakes) < self._limits.mistakes_a_minute

    def note_mistake(self, peer: str) -> None:
        """Count a request that was not what the page sends."""
        with self._lock:
            self._recent(self._mistaken, peer).append(time.monotonic())

    def _recent(self, counts: dict[str, deque[float]], peer: str) -> deque[float]:
        if peer not in counts and len(counts) >= _MOST_PEERS:
            counts.pop(next(iter(counts)))
        found = counts.setdefault(peer, deque(maxlen=self._limits.requests_a_minute + 1))
        while found and found[0] < time.monotonic() - _MINUTE:
            found.popleft()
        return found


class PatientReader(io.RawIOBase):
    """Reads from a connection; TimeoutError after a silence, or past a deadline, however slowly bytes trickle in."""

    def __init__(self, connection: socket.socket, idle: float) -> None:
        self._connection, self._idle = connection, idle
        self.deadline = time.monotonic() + idle

    def allow(self, seconds: float) -> None:
        """Set the deadline to so many seconds from now."""
        self.deadline = time.monotonic() + seconds

    def readable(self) -> bool:
        """Override RawIOBase.readable."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Override RawIOBase.readinto."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline of a request has passed")
        self._connection.settimeout(min(left, self._idle))
        return self._connection.recv_into(buffer)
