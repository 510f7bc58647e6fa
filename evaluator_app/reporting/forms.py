# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Record forms on paper: as they were filled in, or blank to be filled in by hand. The report's annex is made of the same parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition, FormField
from evaluator_app.domain.forms.measurement import mean_of, readings
from evaluator_app.domain.forms.parts import CheckState
from evaluator_app.domain.forms.record import FormRecord, FormRow, FormSignature
from evaluator_app.domain.forms.signing import is_covered, statement_of
from evaluator_app.domain.forms.summary import summary_of
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.template import Template
from evaluator_app.domain.terms import term
from evaluator_app.i18n import Translate
from evaluator_app.reporting.document import (
    Align,
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
    Photo,
    PhotoGrid,
    RichText,
    Row,
    Table,
    Tone,
    Words,
)
from evaluator_app.reporting.source import REPORT_ZONE

BLANK_ROWS = 10
"""Empty rows of a table that is to be filled in by hand."""
BLANK_READINGS = 8
_OPEN, _CHOSEN = "☐", "☑"
_TONES = {CheckState.MET: Tone.OK, CheckState.NOT_MET: Tone.BAD, CheckState.OPEN: Tone.WARN, CheckState.ASIDE: Tone.MUTED}
_LINE = "＿" * 12
_WIDE = (FieldKind.LONG_TEXT, FieldKind.TABLE, FieldKind.READINGS, FieldKind.SIGNATURE)


@dataclass(frozen=True, slots=True)
class FormSource:
    """What a printed form is made from."""

    assessment: Assessment
    template: Template
    definition: FormDefinition
    record: FormRecord
    photo: Callable[[Evidence], bytes | Path]
    """Where the picture of a piece of evidence is."""
    translate: Translate
    is_blank: bool = False
    """Whether there are lines to write on where nothing is filled in."""
    is_to_sign: bool = False
    """Whether what is filled in stands, with room to sign it by hand and to add what is not filled in."""


def form_document(source: FormSource) -> Document:
    """Return one form as a document of its own."""
    _ = source.translate
    form, mine = source.definition, source.assessment.mine.name
    title = source.template.title_of(source.record.target) if source.record.target else ""
    about = source.assessment.team[source.record.target].name if source.record.target in source.assessment.team else title
    firm = source.assessment.profile.organization or "–"
    pairs = ((_("Mine"), mine), (_("Firm that evaluates"), firm), *(((_("For"), about),) if about else ()))
    blocks: tuple[Block, ...] = (
        Heading(1, form.title, numbered=False),
        KeyValues(pairs, columns=1),
        *form_blocks(source),
        *_origin(source),
    )
    return Document(
        title=f"{form.title} {mine}",
        subject=form.title,
        blocks=blocks,
        header=mine,
        author=source.assessment.profile.organization,
        watermark=_("Practice") if source.assessment.profile.is_practice else None,
        words=Words(page=_("Page {page} of {pages}"), continued=_("(continued)"), unreadable_photo=_("The photo cannot be read")),
    )


def form_blocks(source: FormSource) -> tuple[Block, ...]:
    """Return statement, answers, signatures and what was worked out, in the order of the form."""
    statement = statement_of(source.definition, source.record, source.assessment)
    blocks: list[Block] = [Paragraph(line.strip()) for line in statement.splitlines() if line.strip()]
    pairs: list[tuple[str, RichText]] = []
    for field in source.definition.fields:
        if field.kind in _WIDE and pairs:
            blocks.append(KeyValues(tuple(pairs), columns=1))
            pairs = []
        if field.kind in _WIDE:
            blocks.extend(_wide(source, field))
        else:
            pairs.append((_label(field), _answer(source, field, source.record.values.get(field.id, ""))))
    if pairs:
        blocks.append(KeyValues(tuple(pairs), columns=1))
    return (*blocks, *(() if source.is_blank else _worked_out(source)))


def _wide(source: FormSource, field: FormField) -> Iterator[Block]:
    if field.kind is FieldKind.TABLE:
        yield _table(source, field)
    elif field.kind is FieldKind.READINGS:
        yield from _readings(source, field)
    elif field.kind is FieldKind.SIGNATURE:
        yield from _signature(source, field, source.record.signatures.get(field.id))
    else:
        text = str(source.record.values.get(field.id, ""))
        yield KeyValues(((_label(field), text or ("\n\n\n" if source.is_blank else "–")),))


def _table(source: FormSource, field: FormField) -> Table:
    rows = source.record.rows.get(field.id, ())
    shown: tuple[FormRow, ...] = rows if not source.is_blank else (*rows, *(FormRow() for _ in range(max(BLANK_ROWS - len(rows), 1))))
    columns = tuple(Column(_label(column), 1 if column.kind in (FieldKind.FLAG, FieldKind.DATE) else 2) for column in field.columns)
    cells = tuple(
        Row((str(number), *(_cell(source, column, row) for column in field.columns))) for number, row in enumerate(shown, start=1)
    )
    empty = () if cells else (Row(("–", *("–" for _ in field.columns))),)
    return Table((Column(source.translate("No."), 0.8, Align.CENTER), *columns), (*cells, *empty), caption=field.title)


def _cell(source: FormSource, column: FormField, row: FormRow) -> RichText:
    value = row.values.get(column.id, "")
    if source.is_blank and not value and column.kind is not FieldKind.FLAG:
        return "\n"
    return _answer(source, column, value)


def _readings(source: FormSource, field: FormField) -> Iterator[Block]:
    _ = source.translate
    written = readings(source.record, field.id)
    shown = (*written, *("" for _number in range(BLANK_READINGS - len(written)))) if source.is_blank else written
    words = "　".join(f"{number}）{text or '＿＿＿＿'}" for number, text in enumerate(shown, start=1)) or "–"
    mean = mean_of(source.record, field.id)
    pairs: list[tuple[str, RichText]] = [(_label(field), words)]
    if mean or source.is_blank:
        pairs.append((_("Mean"), mean or "＿＿＿＿"))
    yield KeyValues(tuple(pairs))


def _signature(source: FormSource, field: FormField, signature: FormSignature | None) -> Iterator[Block]:
    _ = source.translate
    if signature is None:
        line = _LINE if source.is_blank or source.is_to_sign else "–"
        yield Paragraph(_("{field}: {line}    Date: {line}").format(field=field.title, line=line), indent=False)
        return
    at = signature.signed_at
    when = f"{at.astimezone(REPORT_ZONE):%Y-%m-%d %H:%M}" if at else "–"
    is_sound = is_covered(source.assessment, source.record, field.id)
    state = "" if is_sound else _("The form was changed after it was signed.")
    drawing = source.assessment.evidence.get(signature.evidence)
    lines = (f"{field.title}：{signature.name}", when, *((state,) if state else ()))
    if drawing is None:
        yield KeyValues(((field.title, f"{signature.name}　{when}　{state}".strip()),))
    else:
        yield PhotoGrid((Photo(source.photo(drawing), lines),))


def _answer(source: FormSource, field: FormField, value: str | bool) -> RichText:
    """Return an answer as it is printed; choices and flags show what could have been chosen on a blank form."""
    if field.kind is FieldKind.CHOICE:
        if source.is_blank:
            return "　".join(f"{_CHOSEN if option.id == value else _OPEN} {option.title}" for option in field.options)
        return next((option.title for option in field.options if option.id == value), str(value)) or "–"
    if field.kind is FieldKind.FLAG:
        return _CHOSEN if value is True else _OPEN
    text = str(value)
    if field.kind is FieldKind.DOCUMENT:
        text = next((document.title for document in source.template.documents if document.id == text), text)
    return text or ("" if source.is_blank or source.is_to_sign else "–")


def _worked_out(source: FormSource) -> Iterator[Block]:
    _ = source.translate
    summary = summary_of(source.assessment, source.record)
    if summary is None:
        return
    for result in summary.results:
        words = "\n".join(reason.text(_) for reason in result.reasons)
        yield Notice(_TONES[result.state], _("Worked out by the program"), words)
    lines = [warning.text(_) for warning in summary.warnings]
    lines += [_("Limit by {clause}").format(clause=result.clause) for result in summary.results if result.clause]
    lines += [
        _("Mean {value} {unit}").format(value=decimal_text(r.value), unit=r.unit).strip() for r in summary.results if r.value is not None
    ]
    lines += [gap.sentence.text(_) for gap in summary.gaps]
    if lines:
        yield BulletList(tuple(lines))


def _origin(source: FormSource) -> Iterator[Block]:
    """Say where the form comes from, and what is not known of it."""
    form = source.definition
    said = (*form.notes, cited(form.provenance, source.translate))
    words = "\n".join(dict.fromkeys(line for line in said if line))
    if words:
        yield Paragraph(words, indent=False)


def cited(source: Provenance, translate: Translate) -> str:
    """Return document, number and clause with how far they can be trusted; empty where nothing is named."""
    named = " ".join(filter(None, (source.document, source.number, source.clause)))
    words = (
        translate("{document} ({confidence})").format(document=named, confidence=term(source.confidence).text(translate)) if named else ""
    )
    return "；".join(filter(None, (words, source.note)))


def _label(field: FormField) -> str:
    return f"{field.title}（{field.unit}）" if field.unit else field.title
