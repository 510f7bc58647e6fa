# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The sRGB color profile (ICC version 2) that an archive PDF carries, computed so that it is the same bytes everywhere."""

from __future__ import annotations

import struct
from functools import cache

_WHITE = (0.9642, 1.0, 0.8249)  # D50, the white of the connection space
_RED = (0.4360747, 0.2225045, 0.0139322)  # the primaries of IEC 61966-2-1, adapted to D50
_GREEN = (0.3850649, 0.7168786, 0.0971045)
_BLUE = (0.1430804, 0.0606169, 0.7141733)
_STEPS = 1024


@cache
def srgb_profile() -> bytes:
    """Return the profile."""
    curve = b"curv" + bytes(4) + struct.pack(">I", _STEPS)
    curve += b"".join(struct.pack(">H", round(_linear(step / (_STEPS - 1)) * 65535)) for step in range(_STEPS))
    tags = [
        (b"desc", _description("sRGB")),
        (b"cprt", b"text" + bytes(4) + b"No copyright, use freely\x00"),
        (b"wtpt", _point(_WHITE)),
        (b"rXYZ", _point(_RED)),
        (b"gXYZ", _point(_GREEN)),
        (b"bXYZ", _point(_BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    table, body = _tables(tags)
    size = 128 + len(table) + len(body)
    return _header(size) + table + body


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _point(point: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(_fixed(value) for value in point)


def _description(name: str) -> bytes:
    text = name.encode("ascii") + b"\x00"
    return b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)


def _tables(tags: list[tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
    table = struct.pack(">I", len(tags))
    start = 128 + 4 + 12 * len(tags)
    body = b""
    places: dict[bytes, int] = {}
    for signature, data in tags:
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += signature + struct.pack(">II", places[data], len(data))
    return table, body


def _header(size: int) -> bytes:
    header = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(4) + bytes(4) + bytes(8) + bytes(8) + bytes(4)
    header += b"".join(_fixed(value) for value in _WHITE)
    return header.ljust(128, b"\x00")
