# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The facts found on site on paper: made to be one page, without scores, for the mine's representative to answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.facts_sheet import CONFIRMS, OBJECTS
from evaluator_app.domain.forms.record import FormRow
from evaluator_app.reporting.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Photo,
    PhotoGrid,
    RichText,
    Row,
    Table,
    Words,
    bold,
)

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """What the mine said to the facts, ready to be printed."""

    answer: str
    """confirms, objects or refuses."""
    representative: str
    position: str
    objection: str
    """To the whole, word for word."""
    refusal: str
    witness: str
    signed_at: str
    """Day and time as printed."""
    drawing: bytes
    """PNG of the signature; empty for none."""


def sheet_document(
    assessment: Assessment,
    rows: Sequence[FormRow],
    statement: str,
    facts_sha256: str,
    printed_at: str,
    answer: SheetAnswer | None,
    translate: Translate,
) -> Document:
    """Return the sheet: facts place by place, what is declared, the answer with its signature, or lines to sign by hand."""
    _ = translate
    title = _("Facts found on site")
    visit = " – ".join(dict.fromkeys(day.isoformat() for day in (assessment.profile.visit_from, assessment.profile.visit_to) if day))
    blocks: tuple[Block, ...] = (
        Heading(2, title, numbered=False),
        KeyValues(
            (
                (_("Mine"), assessment.mine.name),
                (_("On site"), visit or "–"),
                (_("Assessed by"), assessment.profile.organization or "–"),
                (_("Made at"), printed_at),
            ),
            columns=2,
        ),
        _facts(rows, _) if rows else Paragraph(_("No fault was recorded so far."), indent=False),
        Paragraph(statement, indent=False),
        *(_by_hand(facts_sha256, _) if answer is None else _answered(answer, facts_sha256, _)),
    )
    return Document(
        title=f"{title} {assessment.mine.name}",
        subject=title,
        blocks=blocks,
        header=assessment.mine.name,
        author=assessment.profile.organization,
        watermark=_("Practice") if assessment.profile.is_practice else None,
        words=Words(page=_("Page {page} of {pages}"), continued=_("(continued)")),
    )


def answer_words(answer: str, translate: Translate) -> str:
    """Return the answer of the mine in words."""
    _ = translate
    if answer == CONFIRMS:
        return _("The mine confirms the facts")
    return _("The mine objects, in its own words below") if answer == OBJECTS else _("The mine refuses to sign")


def _facts(rows: Sequence[FormRow], _: Translate) -> Table:
    columns = (
        Column(_("No."), 0.75, Align.CENTER),
        Column(_("Place"), 1.4),
        Column(_("Item"), 1.6),
        Column(_("Fact"), 3.9),
        Column(_("Count"), 0.75, Align.CENTER),
        Column(_("Photos (digest)"), 2.2),
    )
    return Table(columns, tuple(_fact(number, row, _) for number, row in enumerate(rows, start=1)))


def _fact(number: int, row: FormRow, _: Translate) -> Row:
    told = {name: str(value) for name, value in row.values.items()}
    fact: RichText = told.get("fact", "")
    if objection := told.get("objection", "").strip():
        fact = (told.get("fact", ""), "\n", bold(_("The mine objects: {words}").format(words=objection)))
    photos = told.get("photos", "").replace("(", "").replace(")", "").replace("、", "\n") or "–"
    return Row((str(number), told.get("place", "") or "–", told.get("item", ""), fact, told.get("count", ""), photos))


def _by_hand(facts_sha256: str, _: Translate) -> tuple[Block, ...]:
    return (
        KeyValues(((_("Digest of the facts"), facts_sha256),)),
        Paragraph(_("☐ The facts agree with the site.    ☐ We object (write it out in full):"), indent=False),
        Paragraph("＿" * 40, indent=False),
        Paragraph(_("For the mine: ____________    Post: ____________    Date: ____________"), indent=False),
    )


def _answered(answer: SheetAnswer, facts_sha256: str, _: Translate) -> tuple[Block, ...]:
    signed = _("signed at {time}").format(time=answer.signed_at) if answer.drawing else ""
    mine = "　".join(filter(None, (answer.representative, answer.position)))
    pairs = [
        (_("Digest of the facts"), facts_sha256),
        (_("Answer of the mine"), answer_words(answer.answer, _)),
        (_("Objection, word for word"), answer.objection),
        (_("Reason for refusing, as noted"), answer.refusal),
        (_("Witness") if answer.witness else _("For the mine"), "　".join(filter(None, (answer.witness or mine, signed)))),
    ]
    blocks: list[Block] = [KeyValues(tuple((name, value) for name, value in pairs if value.strip()))]
    if answer.drawing:
        blocks.append(PhotoGrid((Photo(answer.drawing),), columns=5))
    return tuple(blocks)
