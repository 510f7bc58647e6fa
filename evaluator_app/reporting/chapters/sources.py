# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Annexes for checking: where the limits come from and what is not on file, and the data that the file carries."""

from __future__ import annotations

from evaluator_app.domain.provenance import Confidence
from evaluator_app.reporting.chapters.beside import cited
from evaluator_app.reporting.document import Block, BulletList, Cell, Column, Heading, KeyValues, Paragraph, Row, Table, Tone
from evaluator_app.reporting.source import ReportSource


def sources(source: ReportSource) -> tuple[Block, ...]:
    """Return the annex of the limits on file with where they come from, and of the rules that are not on file."""
    _ = source.translate
    rows = []
    for table in source.template.tables:
        for row in table.rows:
            limit = "–" if row.low is None else source.points(row.low)
            if row.low is not None and row.high is not None and row.high != row.low:
                limit = f"{source.points(row.low)}–{source.points(row.high)}"
            tone = Tone.WARN if row.provenance.confidence is not Confidence.READ else Tone.PLAIN
            confidence = Cell(source.term(row.provenance.confidence), tone)
            named = (table.title, row.condition_text or "–", f"{limit} {table.unit}".strip(), cited(source, row.provenance), confidence)
            rows.append(Row(named))
    columns = (
        Column(_("Limit"), 2.2),
        Column(_("Condition"), 2.2),
        Column(_("Value"), 1.1),
        Column(_("Document"), 3.4),
        Column(_("Confidence"), 1.8),
    )
    gaps = [f"{item.code} {item.title}：{source.say(gap)}" for item in source.card.items() for gap in item.award.gaps]
    blocks: list[Block] = [Heading(1, _("Sources of the rules and gaps"), anchor="sources", annex=True, new_page=True)]
    if gaps:
        blocks += [Paragraph(_("Rules that are not on file:"), indent=False), BulletList(tuple(gaps))]
    if rows:
        blocks.append(Table(columns, tuple(rows), caption=_("Limits on file")))
    return tuple(blocks)


def data(source: ReportSource) -> tuple[Block, ...]:
    """Return the annex on the data that the file carries."""
    _ = source.translate
    profile = source.assessment.profile
    return (
        Heading(1, _("Data and checking"), anchor="data", annex=True),
        Paragraph(_("This file carries assessment, scoring template and score as an attachment; anyone can recompute the score from it.")),
        KeyValues(
            (
                (_("Assessment id"), source.assessment.id),
                (_("Template"), f"{profile.template.id} {profile.template.edition}"),
                (_("Digest of the template"), profile.template.digest),
            )
        ),
    )
