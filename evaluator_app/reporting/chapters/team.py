# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the team: titles, grades and specialties, how it stands against what is known of the requirements, independence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from evaluator_app.domain.assessment import Assessor, TitleGrade
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.forms.signing import is_covered
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.team_check import CONFLICT_FIELD, INDEPENDENCE_FORM, NO_CONFLICT, TeamFinding, TeamState, check_team
from evaluator_app.reporting.chapters.beside import cited
from evaluator_app.reporting.document import Align, Block, Cell, Column, Heading, Paragraph, RichText, Row, Table, Tone
from evaluator_app.reporting.source import ReportSource

_GRADES: dict[TitleGrade, Sentence] = {
    TitleGrade.NONE: say("grade.none", "–"),
    TitleGrade.JUNIOR: say("grade.junior", "Junior"),
    TitleGrade.INTERMEDIATE: say("grade.intermediate", "Intermediate"),
    TitleGrade.SENIOR: say("grade.senior", "Senior"),
}
_STATES: dict[TeamState, tuple[Sentence, Tone]] = {
    TeamState.MET: (say("team.met", "Met"), Tone.OK),
    TeamState.NOT_MET: (say("team.not_met", "Not met"), Tone.BAD),
    TeamState.NOT_KNOWN: (say("team.not_known", "Not known"), Tone.WARN),
}


def team(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter."""
    _ = source.translate
    members = ordered_team(source)
    rows = tuple(
        Row(
            (
                member.name,
                _("Leader") if member.is_leader else _("Member"),
                member.title or "–",
                source.say(_GRADES[member.grade]),
                member.specialty or "–",
                _("Yes") if member.is_full_time else "–",
            )
        )
        for member in members
    )
    columns = (
        Column(_("Name"), 1.6),
        Column(_("Role"), 1.2),
        Column(_("Title"), 2),
        Column(_("Grade"), 1.5),
        Column(_("Specialty"), 1.8),
        Column(_("Full-time"), 1.2, Align.CENTER),
    )
    return (
        Heading(1, _("Team and qualifications"), anchor="team"),
        Table(columns, rows, caption=_("Members of the team"), note=_("Full-time: staff of the firm; a dash is not given.")),
        *_requirements(source),
        *_independence(source, members),
    )


def ordered_team(source: ReportSource) -> tuple[Assessor, ...]:
    """Return the members, the leader first, then by id."""
    return tuple(sorted(source.assessment.team.values(), key=lambda member: (not member.is_leader, member.id)))


def _requirements(source: ReportSource) -> tuple[Block, ...]:
    _ = source.translate
    findings = check_team(source.assessment)
    if not findings:
        return ()
    texts = {(text.document, text.number): text for finding in findings for text in finding.sources}
    numbers = {name: number for number, name in enumerate(texts, start=1)}
    columns = (
        Column(_("Asked of the team"), 3.4),
        Column(_("The team"), 3),
        Column(_("Result"), 1.1, Align.CENTER),
        Column(_("Text, clause, and how it is known"), 3.6),
    )
    rows = tuple(_finding(source, finding, numbers) for finding in findings)
    named = (
        _("Text {number}: {text}").format(number=numbers[name], text=cited(source, replace(text, clause="")))
        for name, text in texts.items()
    )
    words = _("For the team of a third party two texts are on file; one of 2024 or later was not found.")
    table = Table(columns, rows, caption=_("The team against the requirements on file"), note="\n".join(named))
    return (Heading(2, _("Requirements")), Paragraph(words), table)


def _finding(source: ReportSource, finding: TeamFinding, numbers: Mapping[tuple[str, str], int]) -> Row:
    _ = source.translate
    words, tone = _STATES[finding.state]
    if finding.is_preferred and finding.state is TeamState.NOT_MET:
        tone = Tone.WARN
    texts = "\n".join(
        _("Text {number}, {clause} ({confidence})").format(
            number=numbers[text.document, text.number], clause=text.clause, confidence=source.term(text.confidence)
        )
        for text in finding.sources
    )
    return Row((source.say(finding.requirement), source.say(finding.sentence), Cell(source.say(words), tone), texts))


def _independence(source: ReportSource, members: tuple[Assessor, ...]) -> tuple[Block, ...]:
    _ = source.translate
    declared = {member.id: tuple(_declarations(source, member)) for member in members}
    heading = Heading(2, _("Independence"))
    if not any(declared.values()):
        return (heading, Paragraph(_("No member's declaration of independence is on record.")))
    rows: list[Row] = []
    for member in members:
        for form, record in declared[member.id]:
            rows.append(_declaration(source, member, form, record))
        if not declared[member.id]:
            rows.append(Row((member.name, Cell(_("no declaration on record"), Tone.WARN), "–", "–")))
    columns = (
        Column(_("Name"), 1.4),
        Column(_("Interest declared"), 3),
        Column(_("Declared on"), 1.4),
        Column(_("Signed"), 2.4),
    )
    return (heading, Table(columns, tuple(rows), caption=_("Declarations of independence")))


def _declarations(source: ReportSource, member: Assessor) -> Iterator[tuple[FormDefinition, FormRecord]]:
    records = sorted(source.assessment.form_records.values(), key=lambda record: record.id)
    for record in records:
        form = source.assessment.forms.get(record.form)
        if form is not None and form.id == INDEPENDENCE_FORM and record.target == member.id:
            yield form, record


def _declaration(source: ReportSource, member: Assessor, form: FormDefinition, record: FormRecord) -> Row:
    _ = source.translate
    chosen = str(record.values.get(CONFLICT_FIELD, ""))
    titles = {option.id: option.title for field in form.fields if field.id == CONFLICT_FIELD for option in field.options}
    words = "：".join(filter(None, (titles.get(chosen, chosen), str(record.values.get("explanation", "")))))
    interest: RichText | Cell = words if chosen == NO_CONFLICT else Cell(words or _("not said"), Tone.WARN)
    signed = []
    for field in form.fields:
        signature = record.signatures.get(field.id) if field.kind is FieldKind.SIGNATURE else None
        if signature is not None:
            changed = "" if is_covered(source.assessment, record, field.id) else _("The form was changed after it was signed.")
            signed.append(f"{signature.name}　{source.minute(signature.signed_at)}　{changed}".strip("　"))
    return Row((member.name, interest, str(record.values.get("declared_on", "")) or "–", "\n".join(signed) or _("not signed on the form")))
