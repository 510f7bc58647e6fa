# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What of a record can decide points: everything but its words, names, places and moments. A law of all criteria, held by tests.

Of words only whether there are any can count. So two records that differ in nothing else score the same, and the one can be scored
for the other. For sums and verdicts alone: reasons and ledgers of a score need the words.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import replace

from evaluator_app.domain.assessment import Observation
from evaluator_app.domain.codec import LONGEST_TEXT

_ANY = "…"
# Text that is as it reads, without an escape, and not blank. In JSON a quote that stands by itself opens or closes a string, so what
# is found is the field itself; text with an escape in it, or written in another form than ours, stays as it is.
_WORDS = re.compile(r'(?<="re(?:ason|mark)":")(?!\s*")[^"\\\x00-\x1f]+(?=")')


def wordless_finding(body: str) -> str:
    """Return the stored text of a finding that scores the same; as well formed as the one given."""
    may_have_words = '"re' in body and len(body) < LONGEST_TEXT
    return _WORDS.sub(_ANY, body) if may_have_words else body


def ledger_key(ledger: Sequence[Observation]) -> Hashable:
    """Return what the points of an item can depend on in its ledger."""
    return tuple([(seen.part, seen.fault, seen.count, seen.is_fault, _word(seen.text)) for seen in ledger])


def wordless_ledger(ledger: Sequence[Observation]) -> list[Observation]:
    """Return a ledger that takes the same points, in the same order."""
    return [
        replace(seen, id=f"{number:04}", text=_word(seen.text), place="", assessor="", observed_at=None)
        for number, seen in enumerate(ledger)
    ]


def _word(text: str) -> str:
    return _ANY if text.strip() else text
