# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a revision changes in the signed assessment it starts from, and which report it takes the place of; nothing where it is none."""

from __future__ import annotations

from evaluator_app.domain.comparing_revisions import changes_since
from evaluator_app.reporting.document import Block, BulletList, Column, Heading, KeyValues, Paragraph, Row, Table, linked
from evaluator_app.reporting.source import ReportSource


def revision(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter."""
    _ = source.translate
    changes = changes_since(source.assessment, source.card, source.rating)
    if changes is None:
        return ()
    made = changes.revision
    replaced = _("No. {number}").format(number=made.replaces[:8].upper())
    pairs = (
        (_("Revision"), str(made.number)),
        (_("Replaces the report"), f"{replaced}　{made.replaces}"),
        (_("SHA-256 of that report"), made.replaced_report_sha256 or _("not at hand when the revision was begun")),
        (_("Begun"), source.minute(made.begun_at)),
        (_("Reason"), made.reason),
    )
    blocks: list[Block] = [Heading(1, _("What this revision changes"), anchor="revision", new_page=True), KeyValues(pairs)]
    if changes.is_empty:
        return (*blocks, Paragraph(_("Nothing that was recorded differs from the signed assessment.")))
    if changes.frame:
        blocks.append(BulletList(tuple(source.say(sentence) for sentence in changes.frame)))
    if changes.items:
        known = {item.id for item in source.card.items()}
        rows = tuple(
            Row(
                (
                    linked(change.title, f"item-{change.target}") if change.target in known else change.title,
                    "\n".join(source.say(sentence) for sentence in change.sentences),
                )
            )
            for change in changes.items
        )
        columns = (Column(_("Item"), 3), Column(_("What has changed"), 6))
        blocks.append(Table(columns, rows, caption=_("Items that are not what they were")))
    words = _("{count} items and prerequisites are as they were.").format(count=changes.unchanged)
    return (*blocks, Paragraph(words, indent=False))
