# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The record forms in the report: a chapter with a line each, an annex with all that was filled in. Nothing where there are none."""

from __future__ import annotations

from evaluator_app.domain.forms.parts import CheckState
from evaluator_app.domain.forms.summary import FormState, FormSummary, summary_of
from evaluator_app.reporting.document import Align, Block, Cell, Column, Heading, Paragraph, Row, Table, Tone, reference
from evaluator_app.reporting.forms import FormSource, cited, form_blocks
from evaluator_app.reporting.source import ReportSource

_TONES = {FormState.NOT_MET: Tone.BAD, FormState.WARNING: Tone.WARN, FormState.UNFINISHED: Tone.WARN, FormState.FINE: Tone.OK}


def forms(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter: every filled form by what it is about, and how it stands."""
    _ = source.translate
    summaries = summaries_of(source)
    if not summaries:
        return ()
    columns = (
        Column(_("For"), 2.4),
        Column(_("Form"), 2.2),
        Column(_("State"), 1.6, Align.CENTER),
        Column(_("Worked out, doubted, missing"), 4),
    )
    rows = tuple(_row(source, summary) for summary in summaries)
    return (Heading(1, _("Record forms"), anchor="forms"), Table(columns, rows, caption=_("Record forms and how they stand")))


def annex(source: ReportSource) -> tuple[Block, ...]:
    """Return the annex: every form as it was filled in."""
    _ = source.translate
    summaries = summaries_of(source)
    if not summaries:
        return ()
    blocks: list[Block] = [Heading(1, _("Record forms as filled in"), anchor="forms-annex", annex=True, new_page=True)]
    for summary in summaries:
        title = "　".join(filter(None, (summary.definition.title, _about(source, summary))))
        blocks.append(Heading(2, title, anchor=f"form-{summary.record.id}"))
        blocks.extend(form_blocks(_form_source(source, summary)))
        notes = dict.fromkeys((*summary.definition.notes, cited(summary.definition.provenance, _)))
        blocks.append(Paragraph("\n".join(note for note in notes if note), indent=False))
    return tuple(blocks)


def summaries_of(source: ReportSource) -> tuple[FormSummary, ...]:
    """Return the filled forms in the order of the template's items, then of the time they were begun."""
    assessment = source.assessment
    if not assessment.form_records:
        return ()
    order = [item.id for item in source.template.prerequisites] + [item.id for item in source.template.indicators()]
    places = {target: place for place, target in enumerate(order)}
    found = (summary_of(assessment, record) for record in assessment.form_records.values())
    known = [summary for summary in found if summary is not None]

    def key(summary: FormSummary) -> tuple[int, str, float, str]:
        record = summary.record
        begun = record.filled_at.timestamp() if record.filled_at else 0.0
        return (places.get(record.target, -1), record.target, begun, record.id)

    return tuple(sorted(known, key=key))


def _row(source: ReportSource, summary: FormSummary) -> Row:
    title = "：".join(filter(None, (summary.definition.title, summary.subject)))
    named = (f"{title}\n", reference(f"form-{summary.record.id}")) if source.includes("forms_annex") else title
    reasons = "\n".join(source.say(reason) for reason in summary.reasons)
    state = Cell(_state(source, summary), _TONES[summary.state])
    return Row((_about(source, summary) or source.translate("The assessment as a whole"), named, state, reasons or "–"))


def _state(source: ReportSource, summary: FormSummary) -> str:
    _ = source.translate
    if summary.state is FormState.FINE and any(result.state is CheckState.ASIDE for result in summary.results):
        return _("Does not count")
    words = {
        FormState.NOT_MET: _("Not met"),
        FormState.WARNING: _("To be doubted"),
        FormState.UNFINISHED: _("To be completed"),
        FormState.FINE: _("Met") if summary.results else _("Filled in"),
    }
    return words[summary.state]


def _about(source: ReportSource, summary: FormSummary) -> str:
    target = summary.record.target
    member = source.assessment.team.get(target)
    if member is not None:
        return member.name
    finding = source.assessment.findings.get(target)
    return (finding.former_title if finding else "") or (source.template.title_of(target) if target else "")


def _form_source(source: ReportSource, summary: FormSummary) -> FormSource:
    return FormSource(source.assessment, source.template, summary.definition, summary.record, source.photo, source.translate)
