# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A small file that holds a parser for many minutes: its parts are packed into one stream behind an index that is read for each anew."""

from __future__ import annotations

import zlib

_INDEXED = 60_000


def holding(fields: int) -> bytes:
    """Return a file with so many fields; each takes a good part of a second to be found."""
    numbers = range(1, 4 + fields)
    named = b" ".join(b"%d 0 R" % number for number in numbers[3:])
    parts = [b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>" % named, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    parts += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"]
    parts += [b"<</FT/Sig/T(s%d)>>" % number for number in numbers[3:]]
    stream, table = len(parts) + 1, len(parts) + 2
    index, text = [b"%d 0" % (table + 1 + number) for number in range(_INDEXED)], b""
    for number, part in zip(numbers, parts, strict=True):
        index.append(b"%d %d" % (number, len(text)))
        text += part + b" "
    head = b" ".join(index) + b" "
    out = bytearray(b"%PDF-1.7\n")
    begin = len(out)
    out += _stream(stream, b"/Type/ObjStm/N %d/First %d" % (len(index), len(head)), head + text)
    end = len(out)
    rows = bytes(9) + b"".join(b"\2%b%b" % (_four(stream), _four(_INDEXED + place)) for place in range(len(parts)))
    rows += b"".join(b"\1%b%b" % (_four(place), _four(0)) for place in (begin, end))
    out += _stream(table, b"/Type/XRef/Size %d/W[1 4 4]/Root 1 0 R" % (table + 1), rows)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % end


def _stream(number: int, entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, entries, len(packed), packed)


def _four(number: int) -> bytes:
    return number.to_bytes(4, "big")
