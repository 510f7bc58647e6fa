# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Start a process of its own for what may be hostile, and end it when it is late or nobody waits for it any more.

Knows nothing of what the process does. What it may use of memory is its own to bound, with decoder_process.bound.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Self

_OFTEN = 0.1
"""Seconds after which it is asked again whether anybody waits."""


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process that is asked through its input and answers through its output; what it complains about goes nowhere."""
    return subprocess.Popen(
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def send(child: subprocess.Popen[bytes], *parts: bytes) -> None:
    """Write down everything; a process that died before it had read all of it says so by its silence."""
    assert child.stdin is not None  # noqa: S101 - asked for above
    with suppress(OSError):
        for part in parts:
            left = memoryview(part)
            while left:
                left = left[child.stdin.write(left) :]


def receive(child: subprocess.Popen[bytes], size: int = -1) -> bytes:
    """Return so many bytes, or all until its end; fewer where it ended before."""
    assert child.stdout is not None  # noqa: S101
    if size < 0:
        return child.stdout.read()
    return b"".join(_parts(child.stdout.read, size))


def _parts(read: Callable[[int], bytes], size: int) -> Iterable[bytes]:
    while size and (part := read(size)):
        yield part
        size -= len(part)


class Watch:
    """Kills a process that takes longer than its seconds, and when whoever asked wants it no more; reading from it then ends."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float, cancelled: Callable[[], bool] | None = None) -> None:
        """Begin with `with`."""
        self._child = child
        self._until = time.monotonic() + seconds
        self._cancelled = cancelled
        self._has_ended = threading.Event()
        self.is_late = False
        """It took too long and was killed."""
        self.is_cancelled = False
        """Nobody waits for it any more, and it was killed."""

    def extend(self, seconds: float) -> None:
        """Give it so many seconds from now on."""
        self._until = time.monotonic() + seconds

    def __enter__(self) -> Self:
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._has_ended.set()

    def _watch(self) -> None:
        while not self._has_ended.wait(min(_OFTEN, max(0.0, self._until - time.monotonic()))):
            self.is_cancelled = self._cancelled is not None and self._cancelled()
            self.is_late = not self.is_cancelled and time.monotonic() >= self._until
            if self.is_cancelled or self.is_late:
                self._child.kill()
                return
