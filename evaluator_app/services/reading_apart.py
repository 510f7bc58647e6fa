# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Have a report from anywhere taken apart in a process of its own: bounded in time and memory, and it can be stopped at any moment.

The process is kept for the next report, for a minute. What it hands back are values of this program and nothing else.
"""

from __future__ import annotations

import atexit
import io
import json
import pickle
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from subprocess import Popen
from typing import Any, Final

from evaluator_app import own_process
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _, current_language
from evaluator_app.services.reading_process import ALIVE, BUG, HEAD, MEMORY, REFUSED, RESULT

FLAG: Final = "--read-report"
"""What a frozen program, which has no Python beside it, is started with to do only this."""
LONGEST_READING: Final = 180.0
"""Seconds after which a report is given up; many times what the largest takes on a slow machine."""
_KEPT: Final = 60.0
"""Seconds that the process waits for another report."""
_LARGEST_ANSWER: Final = 512 * 1024 * 1024
_PLAIN: Final = frozenset(
    {("datetime", "date"), ("datetime", "datetime"), ("datetime", "timedelta"), ("datetime", "timezone"), ("decimal", "Decimal")}
)


def read_apart(
    job: str, arguments: Mapping[str, object], *, name: str, seconds: float | None = None, cancelled: Callable[[], bool] | None = None
) -> Any:
    """Return what a job of reading_process makes of its arguments.

    UserFacingError where the job says so, and where the file of that name takes too long, needs too much memory or breaks
    the process; Cancelled where that is asked for.
    """
    limit = LONGEST_READING if seconds is None else seconds
    return _READER.ask(_Request(job, arguments, name, limit, cancelled))


def read_to_its_end(source: Path, at: datetime) -> str:
    """Return the SHA-256 of a file, once it is known that reading and verifying it here as well comes to an end; errors as above."""
    return str(read_apart("look", {"source": source.absolute(), "verified_at": at}, name=source.name))


@dataclass(frozen=True, slots=True)
class _Request:
    job: str
    arguments: Mapping[str, object]
    name: str
    seconds: float
    cancelled: Callable[[], bool] | None

    def written(self) -> bytes:
        return pickle.dumps((self.job, current_language(), self.seconds, dict(self.arguments)))


class _Reader:
    """Keeps one process, and asks it one thing at a time."""

    def __init__(self) -> None:
        self._child: Popen[bytes] | None = None
        self._in_use = threading.Lock()
        self._rest: threading.Timer | None = None

    def ask(self, request: _Request) -> Any:
        while not self._in_use.acquire(timeout=0.1):
            if request.cancelled is not None and request.cancelled():
                raise Cancelled
        try:
            if self._rest is not None:
                self._rest.cancel()
            was_kept = self._child is not None and self._child.poll() is None
            kind, body = self._asked(request)
            if not kind and was_kept:  # it may have died of what it read before
                kind, body = self._asked(request)
            self._rest = threading.Timer(_KEPT, self.end)
            self._rest.daemon = True
            self._rest.start()
        finally:
            self._in_use.release()
        return _made_of(kind, body, request.name)

    def end(self) -> None:
        """End the process, once it is not at work."""
        with self._in_use:
            self._drop()

    def stop(self) -> None:
        """End the process, whatever it does: the program ends."""
        if self._child is not None:
            self._child.kill()

    def _asked(self, request: _Request) -> tuple[bytes, bytes]:
        """Return the kind of the answer and the answer; no kind where the process died."""
        if self._child is None or self._child.poll() is not None:
            self._drop()
            self._child = own_process.start(_command())
        child = self._child
        is_done = False
        try:
            with own_process.Watch(child, request.seconds, request.cancelled) as watch:
                content = request.written()
                own_process.send(child, HEAD.pack(RESULT, len(content)), content)
                kind, body = _answer(child)
                while kind == ALIVE:
                    watch.extend(struct.unpack("!d", body)[0])
                    kind, body = _answer(child)
            is_done = kind in (RESULT, REFUSED, BUG)
        finally:
            if not is_done:
                self._drop()
        if watch.is_cancelled:
            raise Cancelled
        if watch.is_late:
            sentence = _("Reading {name} took longer than {seconds:g} seconds and was given up; no report takes that long.")
            raise UserFacingError("VER-004", sentence.format(name=request.name, seconds=request.seconds), _advice())
        return kind, body

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            with child:
                pass


_READER: Final = _Reader()
atexit.register(_READER.stop)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    root = str(Path(__file__).resolve().parents[2])
    lines = f"import sys; sys.path.insert(0, {root!r}); from evaluator_app.services.reading_process import main; sys.exit(main())"
    return [sys.executable, "-I", "-c", lines]


def _answer(child: Popen[bytes]) -> tuple[bytes, bytes]:
    head = own_process.receive(child, HEAD.size)
    if len(head) < HEAD.size:
        return b"", b""
    kind, size = HEAD.unpack(head)
    body = own_process.receive(child, size) if size <= _LARGEST_ANSWER else b""
    return (kind, body) if len(body) == size else (b"", b"")


def _made_of(kind: bytes, body: bytes, name: str) -> Any:
    if kind == RESULT:
        return _Values(io.BytesIO(body)).load()
    if kind == REFUSED:
        raise UserFacingError(*(str(each) for each in json.loads(body)))
    if kind == BUG:
        raise RuntimeError(body.decode("utf-8", "replace"))
    if kind == MEMORY:
        sentence = _("Reading {name} needs more memory than any report does, and was given up.")
        raise UserFacingError("VER-005", sentence.format(name=name), _advice())
    sentence = _("{name} broke the process that read it; the program itself goes on.")
    raise UserFacingError("VER-006", sentence.format(name=name), _advice())


def _advice() -> str:
    return _("Nothing of it was run or kept. Ask for the file again from whoever issued it.")


class _Values(pickle.Unpickler):
    """Takes values of this program, days and decimals, and nothing that does anything."""

    def find_class(self, module: str, name: str) -> Any:
        """Override Unpickler.find_class."""
        if (module, name) == ("builtins", "getattr"):  # by which Python before 3.11.4 tells the member of an enum
            return _member
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith("evaluator_app.") and "." not in name else None
        if isinstance(found, type) and (issubclass(found, Enum) or hasattr(found, "__dataclass_fields__")):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


def _member(kind: object, name: object) -> Enum:
    """Return a member of an enum by its name, and nothing else of anything else."""
    if isinstance(kind, type) and issubclass(kind, Enum) and isinstance(name, str) and name in kind.__members__:
        return kind.__members__[name]
    raise pickle.UnpicklingError(f"{name} is no member")
