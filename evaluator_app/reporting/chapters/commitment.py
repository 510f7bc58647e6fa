# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commitment of the team (承诺): the letter that was filled in, else the firm's standard text, else that there is none.

No words are put into anybody's mouth: a text says whose it is.
"""

from __future__ import annotations

from evaluator_app.domain.forms.definition import FieldKind
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.forms.signing import is_covered, statement_of
from evaluator_app.reporting.document import Block, Heading, KeyValues, PageBreak, Paragraph, Tone, toned
from evaluator_app.reporting.forms import cited
from evaluator_app.reporting.source import ReportSource

FORM = "commitment"
"""Id of the record form that is the commitment letter."""


def commitment(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter."""
    _ = source.translate
    heading = Heading(1, _("Commitment"), anchor="commitment", new_page=True)
    said = _said(source)
    if not said:
        words = _("No commitment letter was filled in, and the firm's layout has no standard text.")
        return (heading, Paragraph(toned(words, Tone.MUTED)))
    return (heading, *said, PageBreak())


def _said(source: ReportSource) -> tuple[Block, ...]:
    """Return the letter, or the standard text; nothing where there is neither."""
    letters = [record for record in source.assessment.form_records.values() if record.form.partition("@")[0] == FORM]
    letters = [record for record in letters if record.form in source.assessment.forms]
    if letters:
        return _letter(source, max(letters, key=lambda record: (record.filled_at.timestamp() if record.filled_at else 0.0, record.id)))
    said = source.own_words(source.layout.commitment)
    return tuple(Paragraph(line.strip()) for line in said.splitlines() if line.strip())


def _letter(source: ReportSource, record: FormRecord) -> tuple[Block, ...]:
    _ = source.translate
    form = source.assessment.forms[record.form]
    said = statement_of(form, record, source.assessment)
    pairs: list[tuple[str, str]] = []
    for field in form.fields:
        if field.kind is FieldKind.SIGNATURE:
            signature = record.signatures.get(field.id)
            words = f"{signature.name}　{source.minute(signature.signed_at)}" if signature else _("not signed on the form")
            if signature and not is_covered(source.assessment, record, field.id):
                words += "　" + _("The form was changed after it was signed.")
            pairs.append((field.title, words))
        elif value := str(record.values.get(field.id, "")):
            pairs.append((field.title, value))
    notes = dict.fromkeys((*form.notes, cited(form.provenance, _)))
    return (
        *(Paragraph(line.strip()) for line in said.splitlines() if line.strip()),
        KeyValues(tuple(pairs)),
        Paragraph(toned("\n".join(note for note in notes if note), Tone.MUTED), indent=False),
    )
