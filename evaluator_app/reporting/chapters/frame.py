# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Front of the report: the cover, and warnings that must not be overlooked."""

from __future__ import annotations

from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import ApprovalState
from evaluator_app.reporting.document import Block, Cover, Notice, Tone
from evaluator_app.reporting.source import SHORT_DIGEST, ReportSource


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
    layout = source.layout
    return Cover(
        title=tuple(source.own_words(line) for line in layout.title) or (_("Green Mine"), _("Assessment Report")),
        subtitle=source.own_words(layout.subtitle) or source.term(profile.kind),
        pairs=tuple((name, value) for name, value in (*pairs, *_revision(source)) if value and value != "–"),
        organization=profile.organization,
        date=source.official_day(source.issued_on),
        number=_("No. {number}").format(number=source.number),
        draft_mark=None if source.rating.is_approved else _draft_mark(source).format(title=template.title),
        sample_mark=_("Practice sample, not a real assessment") if profile.is_practice else None,
        logo=layout.logo_bytes,
    )


def _revision(source: ReportSource) -> tuple[tuple[str, str], ...]:
    """Return which report this one takes the place of."""
    _ = source.translate
    revision = source.assessment.profile.revision
    if revision is None:
        return ()
    replaced = _("No. {number}").format(number=revision.replaces[:8].upper())
    if revision.replaced_report_sha256:
        replaced = f"{replaced}　SHA-256 {revision.replaced_report_sha256[:SHORT_DIGEST]}…"
    return ((_("Revision"), str(revision.number)), (_("Replaces the report"), replaced))


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
