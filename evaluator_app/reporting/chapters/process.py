# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on how the assessment went: what each stage left on record, and who was where when, made of what was recorded there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import groupby

from evaluator_app.domain import facts_sheet
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.forms.definition import Stage
from evaluator_app.domain.inspection.presence import Stay, stays
from evaluator_app.domain.moments import moment_of
from evaluator_app.domain.signing_off import SignOffState, sign_off_states, sign_off_word
from evaluator_app.domain.stages import STAGE_TERMS
from evaluator_app.domain.template import IndicatorGroup
from evaluator_app.reporting.document import Align, Block, Column, GroupRow, Heading, KeyValues, Paragraph, Row, Table, reference
from evaluator_app.reporting.rich_text import composed
from evaluator_app.reporting.source import REPORT_ZONE, ReportSource
from evaluator_app.reporting.timeline import Span, Timeline


def process(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter."""
    _ = source.translate
    profile = source.assessment.profile
    pairs = (
        (_("Kind"), source.term(profile.kind)),
        (_("Commissioned by"), profile.client or "–"),
        (_("Assessed by"), profile.organization or "–"),
        (_("On site"), source.period()),
    )
    return (
        Heading(1, _("Process"), anchor="process"),
        KeyValues(pairs),
        Heading(2, _("By stage")),
        *_stages(source),
        *_sign_offs(source),
        *_presence(source),
    )


def _stages(source: ReportSource) -> Iterator[Block]:
    _ = source.translate
    rows = tuple(Row((source.say(STAGE_TERMS[stage]), *_stage(source, stage))) for stage in Stage)
    columns = (Column(_("Stage"), 1.4), Column(_("Days"), 2), Column(_("On record"), 6))
    yield Table(columns, rows, caption=_("What each stage left on record"), note=_("A dash: nothing is on record."))


def _sign_offs(source: ReportSource) -> Iterator[Block]:
    """Name who stood for what was found before anybody signed; nothing where nobody did, and nothing of what was taken back."""
    _ = source.translate
    states = sign_off_states(source.template, source.assessment)
    held = [(source.assessment.sign_offs[name], state) for name, state in states.items() if state is not SignOffState.REVOKED]
    if not held:
        return
    titles = {signed.target: source.template.title_of(signed.target) for signed, _held in held}
    titles |= {group.id: f"{group.code} {group.title}" for group in _groups(source.template.groups)}
    rows = tuple(
        Row(
            (
                titles[signed.target] if signed.target else _("The whole assessment"),
                signed.by,
                source.day(signed.at.astimezone(REPORT_ZONE).date()),
                source.say(sign_off_word(state)),
            )
        )
        for signed, state in held
    )
    columns = (Column(_("What is signed off"), 4), Column(_("Person"), 1.6), Column(_("Day"), 1.8), Column(_("Since then"), 2))
    note = _("A sign-off inside the team is no electronic signature; those are named with the signatures.")
    yield Heading(2, _("Sign-offs"), anchor="sign-offs")
    yield Table(columns, rows, caption=_("Who stands for what was found"), note=note)


def _groups(groups: Iterable[IndicatorGroup]) -> Iterator[IndicatorGroup]:
    for group in groups:
        yield group
        yield from _groups(group.groups)


def _stage(source: ReportSource, stage: Stage) -> tuple[str, str]:
    """Return the days of a stage and what it left."""
    assessment = source.assessment
    days: list[date] = []
    lines: list[str] = []
    counted: dict[str, int] = {}
    for record in sorted(assessment.form_records.values(), key=lambda record: record.id):
        form = assessment.forms.get(record.form)
        if form is not None and form.stage is stage and form.id != facts_sheet.FORM:
            counted[form.title] = counted.get(form.title, 0) + 1
            days += [record.filled_at.astimezone(REPORT_ZONE).date()] if record.filled_at else []
    lines += [f"{title} ×{count}" if count > 1 else title for title, count in counted.items()]
    more_days, more_lines = _of_itself(source, stage)
    days += more_days
    return _span(source, days), "\n".join((*lines, *more_lines)) or "–"


def _of_itself(source: ReportSource, stage: Stage) -> tuple[list[date], list[str]]:
    """Return what a stage left besides forms."""
    _ = source.translate
    assessment = source.assessment
    profile = assessment.profile
    if stage is Stage.SITE:
        visit = [day for day in (profile.visit_from, profile.visit_to) if day is not None]
        photos = sum(1 for item in assessment.evidence.values() if item.media_type.startswith("image/") and not item.revision_of)
        words = _("{observations} observations, {photos} photos").format(observations=len(assessment.observations), photos=photos)
        return visit, [words]
    if stage is Stage.DISCUSSION:
        answers = [answer for finding in assessment.findings.values() for answer in finding.answers.values()]
        judged = sum(1 for answer in answers if answer.judgements)
        closed = sum(1 for answer in answers if answer.consensus is not None)
        lines = [_("{count} items judged by the panel").format(count=judged)] if judged else []
        return [], lines + ([_("{count} wide spreads closed by the leader").format(count=closed)] if closed else [])
    if stage is Stage.CLOSING_MEETING:
        found = facts_sheet.sheets(source.template, assessment)
        days = [sheet.signed_at.astimezone(REPORT_ZONE).date() for sheet in found if sheet.signed_at is not None]
        return days, [_("facts sheet answered by the mine")] * bool(found)
    if stage is Stage.REPORT:
        return [source.issued_on], [_("this report")]
    return [], []


def _span(source: ReportSource, days: list[date]) -> str:
    if not days:
        return "–"
    first, last = min(days), max(days)
    return source.day(first) if first == last else f"{source.day(first)} – {source.day(last)}"


def _presence(source: ReportSource) -> Iterator[Block]:
    _ = source.translate
    found, others = _on_visit(source)
    yield Heading(2, _("Who was where when"), anchor="presence")
    if not found:
        yield Paragraph(_("No photo and no observation names a place with its time, so nothing can be said."))
        return
    words = _("{figure} and {table} are made of the times of photos and observations at each place, in Chinese time; nobody was tracked.")
    yield Paragraph(composed(words, figure=reference("presence-figure"), table=reference("presence-table")))
    spans = tuple(Span(stay.place, stay.first, stay.last, _counted(source, stay)) for stay in found)
    yield Timeline(spans, caption=_("Presence on site by day and place"), anchor="presence-figure")
    columns = (
        Column(_("Place"), 2.8),
        Column(_("From"), 0.9, Align.CENTER),
        Column(_("To"), 0.9, Align.CENTER),
        Column(_("Photos"), 0.9, Align.RIGHT),
        Column(_("Observations"), 1.6, Align.RIGHT),
        Column(_("Recorded by"), 2.2),
    )
    people = _people(source.assessment)
    rows: list[Row | GroupRow] = []
    for day, on_day in groupby(found, key=lambda stay: stay.day):
        rows.append(GroupRow(source.day(day)))
        rows += [_stay(stay, people.get((stay.place, day), "")) for stay in on_day]
    note = _("Recorded on other days than those of the visit, and left out here: {count}.").format(count=others) if others else ""
    yield Table(columns, tuple(rows), caption=_("Presence on site"), note=note, anchor="presence-table")


def _on_visit(source: ReportSource) -> tuple[tuple[Stay, ...], int]:
    """Return the stays on the days of the visit, and how many photos and observations of places are of other days.

    What is written down later at a desk says nothing of where anybody was.
    """
    assessment, profile = source.assessment, source.assessment.profile
    found = stays(assessment, partial(moment_of, clocks=assessment.clocks, zone=REPORT_ZONE), REPORT_ZONE)
    first = profile.visit_from
    last = profile.visit_to or first
    if first is None or last is None:
        return found, 0
    inside = tuple(stay for stay in found if first <= stay.day <= last)
    return inside, sum(stay.photos + stay.observations for stay in found if stay not in inside)


def _stay(stay: Stay, people: str) -> Row:
    return Row((stay.place, f"{stay.first:%H:%M}", f"{stay.last:%H:%M}", str(stay.photos), str(stay.observations), people or "–"))


def _counted(source: ReportSource, stay: Stay) -> str:
    _ = source.translate
    photos = _("{count} photos").format(count=stay.photos) if stay.photos else ""
    seen = _("{count} observations").format(count=stay.observations) if stay.observations else ""
    return "、".join(filter(None, (photos, seen)))


def _people(assessment: Assessment) -> dict[tuple[str, date], str]:
    """Return who recorded by place and day: who saw, and who took the photos in."""
    found: dict[tuple[str, date], set[str]] = {}
    for seen in assessment.observations.values():
        if seen.place and seen.observed_at is not None:
            found.setdefault((seen.place, seen.observed_at.astimezone(REPORT_ZONE).date()), set()).add(seen.assessor)
    for item in assessment.evidence.values():
        moment = moment_of(item, assessment.clocks, REPORT_ZONE) if item.place else None
        if moment is not None:
            found.setdefault((item.place, moment.date()), set()).add(item.added_by)
    return {where: "、".join(dict.fromkeys(_name(assessment, who) for who in sorted(ids - {""}))) for where, ids in found.items()}


def _name(assessment: Assessment, who: str) -> str:
    return assessment.team[who].name if who in assessment.team else who
