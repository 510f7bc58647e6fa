# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The order of places and the route of the day, on the sample mine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from evaluator_app.domain.on_site import Place
from evaluator_app.domain.placing import add_place
from evaluator_app.errors import UserFacingError
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.sample import make_sample
from evaluator_app.services.walking import places_of, route_of
from evaluator_app.services.walking_order import keep_walking_order, moved, walking_order
from evaluator_app.services.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "workspace") as opened:
        yield opened


@pytest.fixture
def mine(workspace: Workspace) -> OpenAssessment:
    opened = make_sample(workspace)
    for name, title in (("a", "+120 平台"), ("b", "+135 平台")):
        opened.do(add_place(opened.template, opened.assessment, Place(name, title, "pit")))
    return opened


def test_a_place_moves_with_those_under_it_and_inside_them_alone(mine: OpenAssessment) -> None:
    names = [stop.id for stop in places_of(mine)]
    assert names[:5] == ["gate", "pit", "a", "b", "shaft"]
    up = moved(places_of(mine), "pit", -1)
    assert up[:5] == ("pit", "a", "b", "gate", "shaft")
    assert [stop.id for stop in places_of(mine, up)] == list(up)
    assert moved(places_of(mine), "b", -1)[:5] == ("gate", "pit", "b", "a", "shaft")
    assert moved(places_of(mine), "a", -1) == tuple(names)
    assert moved(places_of(mine), "gate", -1) == tuple(names)


def test_the_order_is_kept_for_each_assessment(workspace: Workspace) -> None:
    assert walking_order(workspace.store, "one") == ()
    keep_walking_order(workspace.store, "one", ("plant", "pit"))
    assert walking_order(workspace.store, "one") == ("plant", "pit")
    assert walking_order(workspace.store, "two") == ()


def test_a_route_has_its_places_as_named_and_the_documents_of_their_items(mine: OpenAssessment) -> None:
    route = route_of(mine, ("+120 平台", "gate"), date(2026, 11, 25))
    assert [stop.title for stop in route.stops] == ["+120 平台", "矿区出入口"]
    asked = {step.target for stop in route.stops for step in stop.steps}
    wanted = {document for indicator in mine.template.indicators() if indicator.id in asked for document in indicator.documents}
    assert {stop.id for stop in route.documents} == wanted
    assert len(route_of(mine, (), date(2026, 11, 25)).stops) == len(places_of(mine))


def test_a_place_that_is_not_there_is_named(mine: OpenAssessment) -> None:
    with pytest.raises(UserFacingError) as refused:
        route_of(mine, ("月球",), date(2026, 11, 25))
    assert refused.value.code == "WLK-001"
    assert "月球" in refused.value.message
