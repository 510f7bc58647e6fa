# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Digests of PDF objects with all that they lead to, however the objects are numbered or packed; bounded. Knows no report."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf

_MOST_OBJECTS = 100_000
_LARGEST_STREAM = 64 * 1024 * 1024
_DEFLATED_AT_MOST = 1100
"""No deflated byte unpacks to more bytes than this."""
_PACKING = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})

Known = Mapping[tuple[int, int], str]
"""Objects that go by a name of their own, such as pages."""


def object_mark(value: Any, known: Known, *, without: frozenset[str] = frozenset()) -> str:
    """Return a digest of an object and of all that it refers to; entries of the outermost dictionary can be left out."""
    return _Description(known).mark(value, without)


class _Description:
    """Describes one object, then each of those it refers to, numbered in the order they are met."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[Any] = []

    def mark(self, value: Any, without: frozenset[str]) -> str:
        digest = hashlib.sha256()
        digest.update((self._described(value, without) if isinstance(value, pikepdf.Object) else self._told(value)).encode())
        for done, each in enumerate(self._waiting):  # grows while it is walked
            if done > _MOST_OBJECTS:
                raise ValueError("too many objects")
            digest.update(self._described(each).encode() + b"\n")
        return digest.hexdigest()

    def _told(self, value: Any) -> str:
        if not isinstance(value, pikepdf.Object):
            return repr(value) if isinstance(value, (str, bytes)) else str(value)
        if not value.is_indirect:
            return self._described(value)
        if value.objgen in self._known:
            return self._known[value.objgen]
        if value.objgen not in self._numbers:
            self._numbers[value.objgen] = len(self._numbers)
            self._waiting.append(value)
        return f"#{self._numbers[value.objgen]}"

    def _described(self, value: pikepdf.Object, without: frozenset[str] = frozenset()) -> str:
        if isinstance(value, pikepdf.Stream):
            entries = self._entries(value, without | _PACKING)
            return f"stream {entries} {hashlib.sha256(stream_content(value)).hexdigest()}"
        if isinstance(value, pikepdf.Dictionary):
            return self._entries(value, without)
        if isinstance(value, pikepdf.Array):
            return "[" + " ".join(self._told(member) for member in list(value)) + "]"
        return bytes(value).hex() if isinstance(value, pikepdf.String) else value.unparse().decode("latin-1")

    def _entries(self, value: Any, without: frozenset[str]) -> str:
        return "<" + " ".join(f"{key} {self._told(value[key])}" for key in sorted(value.keys()) if key not in without) + ">"


def _is_picture(packing: Any) -> bool:
    """Tell whether a stream is a JPEG, which is taken as it is."""
    return packing == pikepdf.Name.DCTDecode or (isinstance(packing, pikepdf.Array) and list(packing) == [pikepdf.Name.DCTDecode])


def stream_content(stream: Any) -> bytes:
    """Return what a stream holds, unpacked; ValueError where that would be larger than any stream of ours."""
    raw = bytes(stream.read_raw_bytes())
    packing = stream.get("/Filter")
    if packing is None or _is_picture(packing):
        content = raw
    elif packing == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream:
        content = zlib.decompressobj().decompress(raw, _LARGEST_STREAM + 1)
    elif isinstance(packing, pikepdf.Array) and len(packing) > 1 and len(raw) * _DEFLATED_AT_MOST > _LARGEST_STREAM:
        raise ValueError("a stream packed more than once")
    elif len(raw) * _DEFLATED_AT_MOST > _LARGEST_STREAM * 8:
        raise ValueError("a stream too large to be unpacked")
    else:
        content = bytes(stream.read_bytes())
    if len(content) > _LARGEST_STREAM:
        raise ValueError("a stream too large to be unpacked")
    return content
