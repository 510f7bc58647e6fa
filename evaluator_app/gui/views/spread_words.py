# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How the points of a panel lie apart, in words; the same with the item and on the page of the stages."""

from __future__ import annotations

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.spread import Spread
from evaluator_app.gui.palette import Tone
from evaluator_app.i18n import _


def spread_state(spread: Spread) -> tuple[str, Tone]:
    """Return word and tone of how a spread stands."""
    if spread.is_open:
        return _("Wide, open"), Tone.FOUND
    return (_("Wide, closed"), Tone.DONE) if spread.is_wide else (_("Close together"), Tone.DONE)


def spread_words(spread: Spread) -> str:
    """Return everybody's points, the mean, the spread, and who is farthest off."""
    given = "、".join(f"{voice.name} {decimal_text(voice.points)}" for voice in spread.voices)
    words = _("{given}; mean {mean}, spread {spread}").format(
        given=given, mean=decimal_text(spread.mean), spread=decimal_text(spread.spread)
    )
    if dissent := spread.dissent:
        names = "、".join(f"{voice.name} ({'+' if voice.off > 0 else ''}{decimal_text(voice.off)})" for voice in dissent)
        words += _("; farthest from the mean: {names}").format(names=names)
    return words
