# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The one canonical byte form of a value and its digest: what is hashed, signed, attached and sent."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from decimal import Decimal, InvalidOperation

from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, encode, shown_key
from evaluator_app.domain.sentence import say


def canonical_bytes(value: object) -> bytes:
    """Return the canonical JSON of a domain value or of plain data: sorted keys, no blanks, UTF-8."""
    return json.dumps(encode(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical bytes, in hex."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def read_json(data: bytes | str) -> Json:
    """Read JSON from elsewhere: numbers exact, repeated keys and NaN refused; DocumentError if it is none."""
    try:
        text = data if isinstance(data, str) else data.decode()
        return _DECODER.decode(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        if isinstance(error, DocumentError):
            raise
        sentence = say("doc.json", "This is not valid JSON in UTF-8: {detail}", detail=str(error))
        raise DocumentError((DocumentProblem("/", sentence),)) from error


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"number out of range: {text[:40]}") from error


def _refuse(constant: str) -> Json:
    raise ValueError(constant)


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    read = dict(pairs)
    if len(read) < len(pairs):
        [(key, _times)] = Counter(key for key, _member in pairs).most_common(1)
        raise DocumentError((DocumentProblem(shown_key(key), say("doc.twice", "This key stands twice in one object")),))
    return read


_DECODER = json.JSONDecoder(parse_float=_number, parse_constant=_refuse, object_pairs_hook=_unique)
