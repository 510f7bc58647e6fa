# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Walking a mine: its places in the order chosen, the same for window and command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain.walking import Stop, StopKind, Walk, Way, walk
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import OpenAssessment

if TYPE_CHECKING:
    from evaluator_app.reporting.pdf import WrittenPdf
    from evaluator_app.reporting.route import Route


def walk_of(opened: OpenAssessment, way: Way, order: Sequence[str] = ()) -> Walk:
    """Return a way through the items of an open assessment."""
    return walk(way, opened.template, opened.assessment, opened.card, opened.rating, order)


def places_of(opened: OpenAssessment, order: Sequence[str] = ()) -> tuple[Stop, ...]:
    """Return the places of an assessment in the order in which they are walked."""
    return tuple(stop for stop in walk_of(opened, Way.PLACE, order).stops if stop.kind is not StopKind.UNNAMED)


def route_of(opened: OpenAssessment, places: Sequence[str], on: date, order: Sequence[str] = ()) -> Route:
    """Return the route through some places in the order given, through all for none; UserFacingError for one that is not there."""
    from evaluator_app.reporting.route import Route

    stops = places_of(opened, order)
    if places:
        named = {name: stop for stop in reversed(stops) for name in (stop.title, stop.id)}
        if unknown := [place for place in places if place not in named]:
            raise UserFacingError(
                "WLK-001",
                _("There is no place called {place} in this assessment.").format(place=unknown[0]),
                _("Name one of: {places}.").format(places=", ".join(stop.title for stop in stops)),
            )
        stops = tuple(dict.fromkeys(named[place] for place in places))
    wanted = {step.target for stop in stops for step in stop.steps if step.is_asked}
    documents = walk_of(opened, Way.DOCUMENT).stops
    read = (replace(stop, steps=tuple(step for step in stop.steps if step.target in wanted)) for stop in documents if stop.id)
    return Route(stops, tuple(stop for stop in read if stop.steps), on)


def write_route(opened: OpenAssessment, destination: Path, places: Sequence[str], at: datetime, order: Sequence[str] = ()) -> WrittenPdf:
    """Write the route of the day as a PDF in the language in use; UserFacingError if there is no such place or it cannot be written."""
    from evaluator_app.reporting.pdf import write_pdf
    from evaluator_app.reporting.route import route_document

    language = current_language()
    route = route_of(opened, places, at.astimezone().date(), order)
    document = route_document(opened.template, opened.assessment, route, translator(language), language)
    return write_pdf(document, destination, created_at=at)
