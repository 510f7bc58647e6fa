# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The panel in the report: each expert's points by name with reasons, mean, spread, dissent, and how a wide spread was closed."""

from __future__ import annotations

from evaluator_app.domain.spread import Spread, Voice, spreads
from evaluator_app.reporting.document import Align, Block, Cell, Column, GroupRow, Heading, Paragraph, Row, Table, Tone
from evaluator_app.reporting.source import ReportSource


def panel(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on the panel's judgements; nothing where no expert has given points."""
    _ = source.translate
    found = spreads(source.template, source.assessment, source.card)
    if not found:
        return ()
    columns = (
        Column(_("Expert"), 1.6),
        Column(_("Points"), 1, Align.DECIMAL),
        Column(_("Off the mean"), 1.1, Align.DECIMAL),
        Column(_("Reason"), 5),
    )
    rows: list[Row | GroupRow] = []
    for spread in found:
        rows.extend(_item(source, spread))
    aid = [_("Where the template names no limit, more than a third of the points is called a wide spread: our own aid, no rule.")]
    told = aid if any(spread.is_own_aid for spread in found) else []
    text = _("Every expert's points and reasons, the mean and the widest difference, item by item.")
    return (
        Heading(1, _("Judgements of the panel")),
        Paragraph(" ".join((text, *told))),
        Table(columns, tuple(rows), caption=_("Judgements of the panel")),
    )


def _item(source: ReportSource, spread: Spread) -> tuple[Row | GroupRow, ...]:
    _ = source.translate
    note = _("mean {mean}, spread {spread}").format(mean=source.points(spread.mean), spread=source.points(spread.spread))
    dissent = {voice.assessor for voice in spread.dissent}
    voices = tuple(_voice(source, voice, is_farthest=voice.assessor in dissent and spread.is_wide) for voice in spread.voices)
    return (GroupRow(spread.title, note), *voices, *_closing(source, spread))


def _voice(source: ReportSource, voice: Voice, *, is_farthest: bool) -> Row:
    _ = source.translate
    name = _("{name} (farthest)").format(name=voice.name) if is_farthest else voice.name
    off = f"+{source.points(voice.off)}" if voice.off > 0 else source.points(voice.off)
    return Row((name, source.points(voice.points), off, voice.reason or "–"))


def _closing(source: ReportSource, spread: Spread) -> tuple[Row, ...]:
    _ = source.translate
    if not spread.is_wide:
        return ()
    said = source.say(spread.sentence())
    if spread.closed_by and spread.consensus is not None:
        said = _("{rule}. Closed by the leader, {name}: {words}").format(rule=said, name=spread.closed_by, words=spread.consensus.words)
        return (Row((Cell(said, Tone.MUTED, span=4),)),)
    return (Row((Cell(_("{rule}. Not closed by the leader.").format(rule=said), Tone.WARN, span=4),)),)
