# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the mine said to the facts, in the report: answer, signer, time, digest, objections word for word, and what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from evaluator_app.domain.facts_sheet import CONFIRMS, REFUSES, Sheet, sheets
from evaluator_app.reporting.document import Block, BulletList, Heading, KeyValues, Notice, Paragraph, Tone
from evaluator_app.reporting.facts_sheet import answer_words
from evaluator_app.reporting.source import ReportSource


def facts_sheets(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on the facts sheets, the latest first; nothing where the facts were not put to the mine."""
    _ = source.translate
    found = sheets(source.template, source.assessment)
    if not found:
        return ()
    blocks: list[Block] = [Heading(1, _("The mine's answer to the facts"), anchor="facts")]
    for number, sheet in enumerate(found):
        if number:
            blocks.append(Paragraph(_("An earlier sheet:"), indent=False))
        blocks += _sheet(source, sheet)
    return tuple(blocks)


def _sheet(source: ReportSource, sheet: Sheet) -> list[Block]:
    _ = source.translate
    numbers, evidence = source.numbered_evidence(), source.assessment.evidence
    at = f"{sheet.signed_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if sheet.signed_at else "–"
    pdf = evidence.get(sheet.pdf)
    signer = _("{name} (witness)").format(name=sheet.signer) if sheet.answer == REFUSES and sheet.signer else sheet.signer
    pairs = (
        (_("Answer of the mine"), answer_words(sheet.answer, _)),
        (_("For the mine"), f"{sheet.representative}　{sheet.position}".strip("　")),
        (_("Signed by"), signer or ("" if sheet.answer == CONFIRMS else "–")),
        (_("Time"), at),
        (_("Reason for refusing, as noted"), sheet.refusal),
        (_("Witness"), sheet.witness),
        (_("Digest of the facts"), sheet.facts_sha256),
        (_("Printed sheet"), f"{numbers[pdf.id]}　{pdf.sha256}" if pdf else _("not among the evidence")),
    )
    blocks: list[Block] = [KeyValues(tuple((name, value) for name, value in pairs if value))]
    if not sheet.is_whole:
        words = _("Digest and content differ: this is no longer what was signed.")
        blocks.append(Notice(Tone.BAD, _("The sheet was changed after signing"), words))
    said = [_("{fact} — the mine: “{words}”").format(fact=fact or _("To the whole"), words=words) for fact, words in sheet.objections]
    blocks += _list(_("Objections, word for word:"), said)
    if sheet.has_changed:
        blocks.append(Paragraph(_("The ledger has changed since the sheet was answered."), indent=False))
        blocks += _list(_("Read otherwise now:"), sheet.changed)
        blocks += _list(_("No longer in the ledger:"), sheet.gone)
        blocks += _list(_("Recorded since:"), sheet.new)
    else:
        blocks.append(Paragraph(_("The ledger lists the same facts as the sheet."), indent=False))
    return blocks


def _list(title: str, lines: Sequence[str]) -> list[Block]:
    return [Paragraph(title, indent=False), BulletList(tuple(lines), ordered=True)] if lines else []
