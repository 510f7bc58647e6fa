# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Asks a process of its own to decode a file that may be hostile: bounded in time, and ended together with the program.

Takes a tenth of a second and more: never called from the thread of the window. Says with a code what went wrong, not in words.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from evaluator_app import own_process
from evaluator_app.evidence import decoder_process

FLAG = "--decode"
"""What a frozen program, which has no Python beside it, is started with to do only this."""
LONGEST_WAIT = 60
"""Seconds after which a file is given up; more than most, for machines that do much else."""
TIMED_OUT = -1000
"""The code where it took longer than that; no code of a process."""
_HEAD_LIMIT = 200


class DecoderError(Exception):
    """The process did not give a picture."""

    def __init__(self, code: int) -> None:
        super().__init__(f"exit code {code}")
        self.code = code
        """One of decoder_process, TIMED_OUT, or whatever the system says of a process that died."""


def decoded_apart(job: str, *arguments: str, content: bytes = b"") -> tuple[Mapping[str, Any], memoryview]:
    """Return what the job tells of the picture, and the picture; DecoderError if there is none."""
    start = [sys.executable, FLAG] if getattr(sys, "frozen", False) else [sys.executable, "-I", decoder_process.__file__]
    with own_process.start([*start, job, *arguments]) as child, own_process.Watch(child, LONGEST_WAIT) as watch:
        try:
            # what it reads stays open meanwhile, for its end is the end of the program
            own_process.send(child, len(content).to_bytes(8, "big"), content)
            answer = own_process.receive(child)
            code = child.wait()
        finally:
            child.kill()
    if watch.is_late:
        raise DecoderError(TIMED_OUT)
    head, _separator, _rest = answer[:_HEAD_LIMIT].partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError:
        said = None
    if code or not isinstance(said, dict):
        raise DecoderError(code or decoder_process.DAMAGED)
    return said, memoryview(answer)[len(head) + 1 :]
