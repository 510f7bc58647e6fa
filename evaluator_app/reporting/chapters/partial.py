# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a report says in place of total and verdict where only a part was looked at: what that was, and what was found there."""

from __future__ import annotations

from collections import Counter

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.scope import left_out, targets_of
from evaluator_app.domain.terms import term
from evaluator_app.reporting.chapters.beside import gates
from evaluator_app.reporting.document import Align, Block, BulletList, Cell, Column, Heading, Notice, Paragraph, Row, Table, Tone, linked
from evaluator_app.reporting.source import ReportSource

_OUTCOME_TONES = {Outcome.MET: Tone.OK, Outcome.NOT_MET: Tone.BAD}


def summary(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter in the place of the score summary: every item that was looked at, without a total."""
    _ = source.translate
    skipped, faults = left_out(source.template, source.assessment), _faults(source)
    rows = [
        Row((f"{each.code} {each.title}", "–", "–", Cell(source.term(each.outcome), _OUTCOME_TONES.get(each.outcome, Tone.PLAIN))))
        for each in source.card.prerequisites
        if each.id not in skipped
    ]
    for item in source.card.items():
        if item.id in skipped:
            continue
        award = item.award
        said = [_("{lost} lost").format(lost=source.points(award.lost)) if award.lost else source.say(term(award.state))]
        said += [_("{count} faults").format(count=faults[item.id])] if faults[item.id] else []
        found, tone = "，".join(said) if source.is_chinese else ", ".join(said), Tone.BAD if award.lost or faults[item.id] else Tone.PLAIN
        title = linked(f"{item.code} {item.title}", f"item-{item.id}")
        awarded = source.points(award.awarded) if not award.open else _("open")
        rows.append(Row((title, source.points(award.attainable), awarded, Cell(found, tone))))
    columns = (
        Column(_("Item"), 5),
        Column(_("Attainable"), 1.4, Align.DECIMAL),
        Column(_("Awarded"), 1.4, Align.DECIMAL),
        Column(_("Found here"), 2.6, Align.CENTER),
    )
    return (
        Heading(1, _("What was looked at"), anchor="scores", new_page=True),
        Paragraph(_looked(source, len(skipped))),
        Table(columns, tuple(rows), caption=_("Items that were looked at"), anchor="score-table"),
    )


def conclusion(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter in the place of the conclusion: what was found, and that no verdict follows."""
    _ = source.translate
    skipped, faults = left_out(source.template, source.assessment), _faults(source)
    unmet = [
        f"{each.code} {each.title}" for each in source.card.prerequisites if each.id not in skipped and each.outcome is Outcome.NOT_MET
    ]
    faulty = [
        linked(f"{item.code} {item.title}", f"item-{item.id}")
        for item in source.card.items()
        if item.id not in skipped and (item.award.lost or faults[item.id])
    ]
    mine = source.assessment.mine.name
    title = _("{mine}: a part was looked at, no verdict").format(mine=mine)
    blocks: list[Block] = [
        Heading(1, _("Conclusion"), anchor="conclusion", new_page=True),
        Notice(Tone.WARN, title, _looked(source, len(skipped))),
    ]
    if unmet:
        blocks += [Paragraph(_("Prerequisites that are not met:"), indent=False), BulletList(tuple(unmet))]
    if faulty:
        blocks += [Paragraph(_("Items with faults:"), indent=False), BulletList(tuple(faulty))]
    if not unmet and not faulty:
        blocks.append(Paragraph(_("Nothing was found against the mine in what was looked at.")))
    return (*blocks, *gates(source))


def _faults(source: ReportSource) -> Counter[str]:
    """Return how many faults were seen of each item."""
    return Counter(seen.target for seen in source.assessment.observations.values() if seen.is_fault)


def _looked(source: ReportSource, skipped: int) -> str:
    _ = source.translate
    everything = len(targets_of(source.template))
    words = _(
        "{kind}: {count} of {all} items and prerequisites were looked at. The others were not, so there is neither total nor verdict."
    )
    return words.format(kind=source.term(source.assessment.profile.kind), count=everything - skipped, all=everything)
