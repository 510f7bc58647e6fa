# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The route of the day on paper: place by place what to look at, boxes to tick, documents to read, room for notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.sightings import Sightings
from evaluator_app.domain.template import Indicator, Template
from evaluator_app.domain.walking import Standing, Stop
from evaluator_app.reporting.document import Align, Block, Column, Document, Heading, KeyValues, Paragraph, Row, Table, Words, bold

Translate = Callable[[str], str]
_BOX, _TICKED = "☐", "☑"
_ROOM = "\n\n"
"""Two lines to write on."""


@dataclass(frozen=True, slots=True)
class Route:
    """What is walked on a day."""

    stops: tuple[Stop, ...]
    """The places, in their order."""
    documents: tuple[Stop, ...]
    """The documents that their items want."""
    on: date


def route_document(template: Template, assessment: Assessment, route: Route, translate: Translate, language: str) -> Document:
    """Return the pages of a route."""
    _ = translate
    title = _("Route of the day")
    items = {indicator.id: indicator for indicator in template.indicators()}
    pairs = (
        (_("Mine"), assessment.mine.name),
        (_("Date"), route.on.isoformat()),
        (_("Team"), _(", ").join(member.name for member in assessment.team.values()) or "–"),
        (_("Places"), str(len(route.stops))),
    )
    blocks: list[Block] = [Heading(1, title, numbered=False), KeyValues(pairs, columns=2)]
    for number, stop in enumerate(route.stops, start=1):
        blocks += _stop(number, stop, items, translate)
    if route.documents:
        blocks += [Heading(2, _("Documents to read"), numbered=False), _documents(route.documents, template, translate)]
    return Document(
        title=f"{title} {assessment.mine.name}",
        subject=title,
        blocks=tuple(blocks),
        header=f"{assessment.mine.name} {title}",
        footer=assessment.profile.organization,
        author=assessment.profile.organization,
        language=language.replace("_", "-"),
        watermark=_("Practice") if assessment.profile.is_practice else None,
        words=Words(page=_("Page {page} of {pages}"), continued=_("(continued)")),
    )


def _stop(number: int, stop: Stop, items: Mapping[str, Indicator], translate: Translate) -> list[Block]:
    _ = translate
    box = _TICKED if stop.is_visited and not stop.to_look_at else _BOX
    blocks: list[Block] = [Heading(2, f"{box} {number}. {stop.title}", numbered=False)]
    asked = [step for step in stop.steps if step.is_asked and step.standing is not Standing.NOT_APPLICABLE and step.target in items]
    if not asked:
        return [*blocks, Paragraph(_("The rules name nothing to be looked at here. Notes:") + _ROOM, indent=False)]
    columns = (
        Column("", 0.4, Align.CENTER),
        Column(_("What to look at"), 4.6),
        Column(_("Proved by"), 2.4),
        Column(_("Room for notes"), 2.6),
    )
    rows = []
    for step in asked:
        item = items[step.target]
        words = (bold(f"{item.code} {item.title}"), f"\n{item.requirement}")
        noted = "\n".join(_noted(step.here, step.standing, translate)) + _ROOM
        rows.append(Row((_TICKED if step.here.is_looked_at else _BOX, words, "\n".join(item.evidence), noted)))
    return [*blocks, Table(columns, tuple(rows))]


def _noted(here: Sightings, standing: Standing, translate: Translate) -> list[str]:
    """Return what is on record already, so that nobody looks for it again."""
    _ = translate
    said = [_("Problems on record here: {count}").format(count=here.faults)] if here.faults else []
    said += [_("Looked at here, nothing found")] if here.clear and not here.faults else []
    said += [_("Judged: met")] if standing is Standing.DONE else []
    return said


def _documents(documents: Sequence[Stop], template: Template, translate: Translate) -> Table:
    _ = translate
    columns = (Column("", 0.4, Align.CENTER), Column(_("Document"), 4), Column(_("For"), 3), Column(_("Room for notes"), 2.6))
    rows = tuple(Row((_BOX, stop.title, "\n".join(template.title_of(step.target) for step in stop.steps), _ROOM)) for stop in documents)
    return Table(columns, rows)
