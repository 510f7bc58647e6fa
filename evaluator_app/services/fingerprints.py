# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which certificate a person means by a fingerprint as it is read out or copied, or by the name of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

T = TypeVar("T")
_SHORTEST: Final = 8
"""Digits of a fingerprint that name a certificate."""


def named_one(listed: Iterable[T], named: str, told_of: Callable[[T], tuple[str, str]]) -> T | None:
    """Return the one that is meant, by its file name or by the beginning of its fingerprint; None if that is not clear.

    The last argument gives file name and fingerprint of each, the fingerprint in small hexadecimal digits, or none.
    """
    every = [(each, *told_of(each)) for each in listed]
    digits = "".join(named.lower().replace(":", "").split())
    found = [each for each, file, _fingerprint in every if file == named.strip()]
    if not found and len(digits) >= _SHORTEST:
        found = [each for each, _file, fingerprint in every if fingerprint.startswith(digits)]
    return found[0] if len(found) == 1 else None
