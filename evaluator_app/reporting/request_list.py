# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The list of documents that a mine is asked to supply, on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from evaluator_app.domain.assessment import Assessment
from evaluator_app.reporting.document import Align, Block, Column, Document, Heading, KeyValues, Paragraph, Row, Table

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One document asked for."""

    title: str
    items: tuple[str, ...]
    """Code and title of what wants it."""
    waiting: tuple[str, ...]


def request_document(assessment: Assessment, lines: Sequence[RequestLine], on: date, translate: Translate) -> Document:
    """Return the page: what is asked for, for which items, with room to say what was handed over."""
    _ = translate
    title = _("List of documents to be supplied")
    columns = (
        Column(_("No."), 0.6, Align.CENTER),
        Column(_("Document asked for"), 3),
        Column(_("Needed for"), 3.2),
        Column(_("Supplied (date, by)"), 2),
    )
    rows = tuple(
        Row((str(number), line.title, "\n".join((*line.items, *(_("Noted: {words}").format(words=each) for each in line.waiting))), ""))
        for number, line in enumerate(lines, start=1)
    )
    pairs = (
        (_("Mine"), assessment.mine.name),
        (_("Firm that evaluates"), assessment.profile.organization or "–"),
        (_("Date"), on.isoformat()),
    )
    blocks: tuple[Block, ...] = (
        Heading(1, title, numbered=False),
        KeyValues(pairs, columns=1),
        Paragraph(_("Please supply the documents below for the assessment; originals for inspection, copies stamped.")),
        Table(columns, rows),
        Paragraph(_("Handed over by: ____________    Received by: ____________    Date: ____________"), indent=False),
    )
    return Document(
        title=f"{title} {assessment.mine.name}",
        subject=title,
        blocks=blocks,
        header=assessment.mine.name,
        author=assessment.profile.organization,
        watermark=_("Practice") if assessment.profile.is_practice else None,
    )
