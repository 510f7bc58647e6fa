# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Front of the report: cover, warnings that must not be overlooked, the assessment and how it was made."""

from __future__ import annotations

from evaluator_app.domain.applicability import day_of
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import ApprovalState, FactDefinition, FactKind
from evaluator_app.reporting.document import Block, Column, Cover, Heading, KeyValues, Notice, Paragraph, Row, Table, Tone
from evaluator_app.reporting.source import ReportSource


def cover(source: ReportSource) -> Cover:
    """Return the cover."""
    _ = source.translate
    assessment, template = source.assessment, source.template
    profile = assessment.profile
    pairs = [
        (_("Mine"), assessment.mine.name),
        (_("Operator"), assessment.mine.operator),
        (_("Mining licence"), assessment.mine.licence_number),
        (_("Region"), assessment.mine.region),
        (_("Commissioned by"), profile.client),
        (_("Assessed by"), profile.organization),
        (_("On site"), source.period()),
    ]
    return Cover(
        title=(_("Green Mine"), _("Assessment Report")),
        subtitle=source.term(profile.kind),
        pairs=tuple((name, value) for name, value in pairs if value and value != "–"),
        organization=profile.organization,
        date=source.day(source.issued_on),
        number=assessment.id[:8].upper(),
        draft_mark=None if source.rating.is_approved else _draft_mark(source).format(title=template.title),
        sample_mark=_("Practice sample, not a real assessment") if profile.is_practice else None,
    )


def warnings(source: ReportSource) -> tuple[Block, ...]:
    """Return the boxes that say how far the report can be relied on."""
    _ = source.translate
    blocks: list[Block] = []
    if source.assessment.profile.is_practice:
        blocks.append(
            Notice(Tone.WARN, _("Practice sample"), source.assessment.profile.note or _("Nothing in it concerns a real assessment."))
        )
    if not source.rating.is_approved:
        notes = "\n".join(f"{number}. {note}" for number, note in enumerate(source.template.notes, start=1))
        title = _("Scoring template: {state}").format(state=source.term(source.template_state))
        blocks.append(Notice(Tone.WARN, title, notes))
    if source.assessment.profile.status is AssessmentStatus.DRAFT:
        blocks.append(Notice(Tone.BAD, _("Draft"), _("The assessment is not completed; scores and verdict may still change.")))
    return tuple(blocks)


def statement(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter on the assessment: mine, basis, team, days, method."""
    _ = source.translate
    assessment, template = source.assessment, source.template
    profile, mine = assessment.profile, assessment.mine
    known = template.facts_of(mine.facts)
    facts = tuple((fact.title, _fact(source, fact, known[fact.id])) for fact in template.facts if fact.id in known)
    members = tuple(
        Row((member.name, _("Leader") if member.is_leader else _("Member"), member.title or "–", member.specialty or "–"))
        for member in sorted(assessment.team.values(), key=lambda member: (not member.is_leader, member.id))
    )
    return (
        Heading(1, _("The assessment"), new_page=True),
        Heading(2, _("The mine")),
        KeyValues(
            (
                (_("Mine"), mine.name),
                (_("Operator"), mine.operator or "–"),
                (_("Mining licence"), mine.licence_number or "–"),
                (_("Region"), mine.region or "–"),
            ),
            columns=1,
        ),
        Paragraph(_("Facts of the mine that the rules depend on:"), indent=False),
        KeyValues(facts, columns=2),
        Heading(2, _("Basis")),
        KeyValues(
            (
                (_("Scoring template"), template.title),
                (_("Issued by"), template.issuer),
                (_("Edition"), f"{template.edition}（{source.term(source.template_state)}）"),
                (_("Digest of the template"), profile.template.digest),
                *_endorsement(source),
                (_("Source"), f"{template.provenance.document} {template.provenance.clause}".strip()),
            ),
            columns=1,
        ),
        Heading(2, _("Team")),
        Table((Column(_("Name"), 2), Column(_("Role"), 1.5), Column(_("Title"), 2), Column(_("Specialty"), 3)), members),
        Heading(2, _("Process and method")),
        KeyValues(
            (
                (_("Kind"), source.term(profile.kind)),
                (_("Commissioned by"), profile.client or "–"),
                (_("Assessed by"), profile.organization or "–"),
                (_("On site"), source.period()),
            ),
            columns=1,
        ),
        Paragraph(
            _(
                "Prerequisites were checked first. Every item was then judged against its written criterion; points are lost only "
                "by recorded observations, values or verdicts, each with place, words and clause. Scores are computed from these "
                "records and can be recomputed from the data attached to this file."
            )
        ),
    )


def template_mark(source: ReportSource) -> str:
    """Return the mark under every page of a report by a template that is not approved."""
    _ = source.translate
    match source.template_state:
        case ApprovalState.TRIAL:
            return _("Template under trial")
        case ApprovalState.WITHDRAWN:
            return _("Template withdrawn")
    return _("Template not approved")


def _draft_mark(source: ReportSource) -> str:
    """Return the mark on the cover of a report by a template that is not approved."""
    _ = source.translate
    match source.template_state:
        case ApprovalState.TRIAL:
            return _("Scoring template under trial: {title}")
        case ApprovalState.WITHDRAWN:
            return _("Scoring template withdrawn: {title}")
    return _("Scoring template not approved: {title}")


def _endorsement(source: ReportSource) -> tuple[tuple[str, str], ...]:
    """Return who stated what of the template, when, and by which certificate."""
    _ = source.translate
    endorsement = source.endorsement
    if endorsement is None:
        return ()
    statement = endorsement.statement
    said = _("{state}: {authority}, {day}").format(state=source.term(statement.state), authority=statement.by, day=source.day(statement.on))
    if not endorsement.is_sound:
        said = _("The attached statement does not hold, so it counts for nothing: {statement}").format(statement=said)
    elif endorsement.is_practice:
        said = _("{statement} (practice certificate, which approves nothing)").format(statement=said)
    holder = f"{endorsement.organization} {endorsement.signer}".strip()
    rows = [
        (_("Statement on the template"), said),
        (_("Notes of the authority"), statement.notes),
        (_("Certificate of the authority"), _("{holder}, issued by {issuer}").format(holder=holder, issuer=endorsement.issuer)),
        (_("Fingerprint of the certificate"), endorsement.fingerprint),
    ]
    return tuple((name, value) for name, value in rows if value)


def _fact(source: ReportSource, fact: FactDefinition, value: str | bool) -> str:
    _ = source.translate
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if fact.kind is FactKind.CHOICE:
        return next((option.title for option in fact.options if option.id == value), value)
    if fact.kind is FactKind.DATE:
        return source.day(day_of(value)) if day_of(value) else value
    return f"{value} {fact.unit}".strip()
