# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sentences of the domain in the language in use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from evaluator_app.domain.sentence import Sentence
from evaluator_app.i18n import current_language, translator


def worded(sentence: Sentence) -> str:
    """Return a sentence in the language in use."""
    return sentence.text(translator(current_language()))


def worded_all(sentences: Iterable[Sentence]) -> str:
    """Return sentences one a line, each once."""
    return "\n".join(dict.fromkeys(worded(sentence) for sentence in sentences))


def clock(moment: datetime) -> str:
    """Return a moment as people read it: day and time of this machine's zone."""
    return moment.astimezone().strftime("%m-%d %H:%M")
