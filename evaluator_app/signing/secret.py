# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A password or PIN on its way from a person to the key it opens: in memory only, and shown nowhere."""

from __future__ import annotations

from typing import Final, Never

_SHOWN: Final = "Secret(…)"


class Secret:
    """Text that no message, representation, traceback or pickle gives away; whoever needs it asks for it by name.

    Keep no other name for the text: what a traceback with locals would show is then the secret's representation.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str | Secret) -> None:
        self._text: str = text.reveal() if isinstance(text, Secret) else text

    def reveal(self) -> str:
        """Return the text; hand it on at once."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __repr__(self) -> str:
        return _SHOWN

    def __reduce__(self) -> Never:
        message = "a secret is not written anywhere"
        raise TypeError(message)
