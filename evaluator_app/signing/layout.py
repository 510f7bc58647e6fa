# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What of a PDF stands outside of its streams, found without looking into them: pictures are most of a report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_BEGIN, _END = b"stream", b"endstream"
_LENGTH: Final = re.compile(rb"/Length[\x00\t\n\x0c\r ]+([0-9]{1,10})(?![0-9]|[\x00\t\n\x0c\r ]+[0-9]+[\x00\t\n\x0c\r ]+R)")
_BODY: Final = re.compile(rb"stream\r?\n")
_BEHIND: Final = re.compile(rb"\r?\n?endstream[\x00\t\n\x0c\r ]+endobj\b")
_LONGEST_HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Outside:
    """What stands outside of the streams, as far as their own words tell."""

    text: bytes
    is_exact: bool
    """Each stream ends where it says; where one does not, its end is the next word that says so."""


def outside_streams(content: bytes) -> Outside:
    """Return what stands outside of streams."""
    parts: list[bytes] = []
    is_exact = True
    begun = 0
    while (start := content.find(_BEGIN, begun)) >= 0:
        parts.append(content[begun:start])
        end = _end_as_told(content, begun, start)
        if end < 0:
            is_exact = False
            end = content.find(_END, start)
            end = len(content) if end < 0 else end + len(_END)
        begun = end
    parts.append(content[begun:])
    return Outside(b"".join(parts), is_exact)


def _end_as_told(content: bytes, begun: int, start: int) -> int:
    """Return where a stream ends that says its length, once, and keeps to it; -1 for any other."""
    head = content[max(begun, start - _LONGEST_HEAD) : start]
    lengths = _LENGTH.findall(head, max(0, head.rfind(b" obj")))
    body = _BODY.match(content, start)
    if len(lengths) != 1 or body is None or not head.rstrip().endswith(b">>"):
        return -1
    behind = _BEHIND.match(content, body.end() + int(lengths[0]))
    return behind.end() if behind else -1
