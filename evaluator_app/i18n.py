# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The languages of the program: English sentences in the code, Chinese from one gettext catalogue.

Template texts are data and are never translated.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache

from evaluator_app.paths import resource

CHINESE = "zh_CN"
ENGLISH = "en"
LANGUAGES = (CHINESE, ENGLISH)

Translate = Callable[[str], str]

_language = CHINESE


@cache
def translator(language: str) -> Translate:
    """Return the function that turns an English sentence into the given language."""
    if language == ENGLISH:
        return str
    with resource(f"locale/{language}/LC_MESSAGES/evaluator.mo").open("rb") as catalogue:
        return gettext.GNUTranslations(catalogue).gettext


def set_language(language: str) -> None:
    """Choose the language of all sentences made from now on; ValueError for an unknown one."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language: {language}")
    global _language
    _language = language


def current_language() -> str:
    """Return the language in use."""
    return _language


def _(message: str) -> str:
    """Translate a sentence into the language in use."""
    return translator(_language)(message)


def run_on(*sentences: str) -> str:
    """Return sentences one after the other, with a space between them unless a full-width mark, which has its own room, ends the first."""
    told = ""
    for sentence in filter(None, sentences):
        told += sentence if not told or told[-1] in "。：；！？，）" else f" {sentence}"
    return told


def N_(message: str) -> str:  # noqa: N802 - the customary name, by which messages are found
    """Mark a sentence for translation that is translated elsewhere."""
    return message
