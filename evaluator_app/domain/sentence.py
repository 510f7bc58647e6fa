# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sentences as values: said in the domain, put into words of a language where they are shown.

Not for texts of a template or of a user: those are plain strings and are never translated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from evaluator_app.domain.exact import decimal_text

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence with named fields."""

    code: str
    """Stable name of the sentence; what is compared and stored."""
    template: str
    """The English wording with {named} fields; the key of the translation."""
    fields: tuple[tuple[str, str | int | Decimal | Sentence], ...] = ()
    """What fills the fields."""

    def text(self, translate: Translate = str) -> str:
        """Return the sentence in the language that translate knows."""
        shown = {name: _shown(value, translate) for name, value in self.fields}
        return translate(self.template).format(**shown)


def say(code: str, template: str, /, **fields: str | int | Decimal | Sentence) -> Sentence:
    """Make a sentence; the template must be a literal so that it can be found and translated."""
    return Sentence(code, template, tuple(fields.items()))


def _shown(value: str | int | Decimal | Sentence, translate: Translate) -> str:
    if isinstance(value, Sentence):
        return value.text(translate)
    return decimal_text(value) if isinstance(value, Decimal) else str(value)
