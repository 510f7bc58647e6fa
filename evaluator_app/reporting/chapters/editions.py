# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where an assessment was moved from one edition of the rules to another: which, and what was recorded that is no longer asked."""

from __future__ import annotations

from evaluator_app.domain.assessment import Finding, Outcome
from evaluator_app.domain.exact import decimal_text
from evaluator_app.reporting.document import Block, BulletList, Column, Heading, Paragraph, Row, Table
from evaluator_app.reporting.source import ReportSource


def moves(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on earlier editions; nothing where there was none."""
    _ = source.translate
    former = source.assessment.profile.moved_from
    if not former:
        return ()
    earlier = tuple(f"{edition.id} {edition.edition}　{edition.digest}" for edition in former)
    blocks: list[Block] = [
        Heading(1, _("Earlier editions of the rules")),
        Paragraph(_("The assessment was begun by another edition. What asks otherwise now was looked at again, or is shown as open.")),
        BulletList(earlier),
    ]
    rows = tuple(
        Row((finding.former_title, _recorded(source, finding)))
        for finding in sorted(source.assessment.findings.values(), key=lambda finding: finding.target)
        if finding.former_title
    )
    if rows:
        columns = (Column(_("Item"), 3), Column(_("Recorded"), 6))
        blocks.append(Table(columns, rows, caption=_("Recorded for items that are no longer asked; it does not count")))
    return tuple(blocks)


def _recorded(source: ReportSource, finding: Finding) -> str:
    lines = []
    for answer in finding.answers.values():
        words = [] if answer.outcome is Outcome.NOT_ASSESSED else [source.term(answer.outcome)]
        words += [decimal_text(value) for value in answer.values.values()]
        words += [decimal_text(judgement.points) for judgement in answer.judgements.values()]
        lines.append(" ".join(filter(None, (*words, answer.reason))))
    ledger = source.assessment.observations_of(finding.target)
    lines += [f"{seen.place}：{seen.text}" if seen.place else seen.text for seen in ledger]
    return "\n".join(filter(None, (*lines, finding.remark))) or "–"
