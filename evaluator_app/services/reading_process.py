# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The process that takes reports from anywhere apart, one after the other; started and asked by reading_apart.

Comes in on standard input, and goes out on standard output: one letter, the length in eight bytes, the content. It ends when nothing
comes in any more, and by itself some seconds after the time for a report is over, if whoever asked is gone by then.
"""

from __future__ import annotations

import faulthandler
import json
import os
import pickle
import struct
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from evaluator_app.errors import UserFacingError

ALIVE, RESULT, REFUSED, MEMORY, BUG = b"A", b"R", b"E", b"M", b"B"
HEAD: Final = struct.Struct("!cQ")
_MEMORY: Final = 3 * 1024**3
_GRACE: Final = 10.0
"""Seconds that whoever asked has to end this process before it does so itself."""


def main() -> int:
    """Do what is asked for until nobody asks any more."""
    from evaluator_app.evidence import decoder_process

    decoder_process.bound(_MEMORY)
    for stream in (0, 1):
        decoder_process.binary(stream)
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # what a library prints is no answer
    with open(0, "rb", closefd=False) as source, os.fdopen(answers, "wb") as target, os.fdopen(nowhere, "wb") as unread:
        while len(head := source.read(HEAD.size)) == HEAD.size:
            job, language, seconds, arguments = pickle.loads(source.read(HEAD.unpack(head)[1]))  # noqa: S301 - from whoever started this
            faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=unread)
            _tell(target, *_answer(job, language, arguments, _Alive(target, unread)))
            faulthandler.cancel_dump_traceback_later()
    return 0


class _Alive:
    """Says that the report itself was read, and how long what is left may take."""

    def __init__(self, target: BinaryIO, unread: BinaryIO) -> None:
        self._target = target
        self._unread = unread

    def __call__(self, seconds: float) -> None:
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=self._unread)
        _tell(self._target, ALIVE, struct.pack("!d", seconds))


def _answer(job: str, language: str, arguments: dict[str, Any], alive: Callable[[float], None]) -> tuple[bytes, bytes]:
    from evaluator_app.i18n import set_language

    set_language(language)
    try:
        return RESULT, pickle.dumps(_job(job)(**arguments, alive=alive), 5)
    except UserFacingError as error:
        return REFUSED, json.dumps([error.code, error.message, error.advice]).encode()
    except MemoryError:
        return MEMORY, b""
    except Exception:  # noqa: BLE001 - handed over whole, nothing is swallowed
        return BUG, traceback.format_exc().encode()


def _job(job: str) -> Callable[..., object]:
    from evaluator_app.services import judging_reports, looking_for_places

    jobs: dict[str, Callable[..., object]] = {
        "judge": judging_reports.judge_report,
        "places": looking_for_places.look_for_places,
        "look": looking_for_places.look,
    }
    return jobs[job]


def _tell(target: BinaryIO, kind: bytes, body: bytes) -> None:
    target.write(HEAD.pack(kind, len(body)) + body)
    target.flush()
