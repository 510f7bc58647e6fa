# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Three ways through one data set: an item is one item wherever it stands, and a place is done only when somebody looked there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.applicability import FactIs, NotApplicableKind
from evaluator_app.domain.assessment import Evidence, Outcome
from evaluator_app.domain.criteria import AllOrNothing, DeductPerOccurrence
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.sightings import Sightings, sightings, sightings_of
from evaluator_app.domain.template import Indicator, NamedThing, Template
from evaluator_app.domain.walking import Counts, Standing, Step, Stop, StopKind, Walk, Way, ordered, walk
from tests.builders import AssessmentBuilder, a_template, an_assessment
from tests.domain.any_template import cases

PLACES = (NamedThing("pit", "采场"), NamedThing("plant", "选矿厂"), NamedThing("dump", "排土场"), NamedThing("lake", "水库"))
PAPERS = (NamedThing("plan", "平面图"), NamedThing("ledger", "台账"), NamedThing("permit", "许可证"))


def placed(template: Template, places: dict[str, tuple[str, ...]], documents: dict[str, tuple[str, ...]]) -> Template:
    """Return the template with places and documents for its items."""

    def dress(indicator: Indicator) -> Indicator:
        return replace(indicator, places=places.get(indicator.id, ()), documents=documents.get(indicator.id, ()))

    groups = tuple(replace(group, indicators=tuple(dress(each) for each in group.indicators)) for group in template.groups)
    prerequisites = tuple(replace(each, documents=documents.get(each.id, ())) for each in template.prerequisites)
    return replace(template, groups=groups, prerequisites=prerequisites, places=PLACES, documents=PAPERS)


def a_mine() -> AssessmentBuilder:
    """Return four items: 1.1 in pit and plant, 1.2 in the pit, 1.3 at the dump where there is one, 2.1 nowhere."""
    template = (
        a_template()
        .with_item("1.1", 5, DeductPerOccurrence(Decimal(1)))
        .with_item("1.2", 5, AllOrNothing())
        .with_item("1.3", 5, applies_when=FactIs("dump", ("yes",)), otherwise=NotApplicableKind.EXCLUDED)
        .with_item("2.1", 5, may=(NotApplicableKind.EXCLUDED,))
        .with_prerequisite("p1")
        .build()
    )
    places: dict[str, tuple[str, ...]] = {"1.1": ("pit", "plant"), "1.2": ("pit",), "1.3": ("dump",)}
    documents: dict[str, tuple[str, ...]] = {"1.1": ("ledger",), "1.3": ("plan",), "p1": ("permit",)}
    return an_assessment(placed(template, places, documents)).with_facts(dump="no")


def walked(mine: AssessmentBuilder, way: Way, order: tuple[str, ...] = ()) -> Walk:
    card = score(mine.template, mine.value)
    return walk(way, mine.template, mine.value, card, rate(card, mine.template), order)


def stop_of(found: Walk, title: str) -> Stop:
    return next(stop for stop in found.stops if stop.title == title)


def own(mine: AssessmentBuilder, *places: Place) -> AssessmentBuilder:
    return replace(mine, value=replace(mine.value, places={place.id: place for place in places}))


def test_a_place_has_the_items_that_are_looked_at_there_and_an_item_of_two_places_counts_once() -> None:
    found = walked(a_mine(), Way.PLACE)
    assert [(stop.title, [step.target for step in stop.steps]) for stop in found.stops] == [
        ("采场", ["1.1", "1.2"]),
        ("选矿厂", ["1.1"]),
        ("", ["2.1"]),
    ]
    assert found.left_out == ("1.3",)
    assert found.counts == Counts(open=3)
    assert [stop.kind for stop in found.stops] == [StopKind.PLACE, StopKind.PLACE, StopKind.UNNAMED]


def test_an_item_settled_by_verdict_is_still_to_be_looked_at_where_nobody_was() -> None:
    mine = a_mine().verdict("1.2", Outcome.MET).saw("1.1", place="选矿厂").saw("1.1", "查看过", place="采场", bad=False)
    found = walked(mine, Way.PLACE)
    pit, plant = stop_of(found, "采场"), stop_of(found, "选矿厂")
    assert pit.counts == Counts(found=1, done=1)
    assert pit.steps[0].here == Sightings(clear=1)
    assert pit.steps[1].standing is Standing.DONE
    assert pit.steps[1].is_to_look_at
    assert (pit.to_look_at, plant.to_look_at) == (1, 0)
    assert plant.steps[0].here == Sightings(faults=1)
    assert found.counts == Counts(open=1, found=1, done=1)
    assert found.counts.total == 3


def test_a_photo_of_an_item_makes_a_place_visited_but_says_nothing_of_having_looked() -> None:
    mine = a_mine().saw("1.1", place="井口")
    photos = {
        "e1": Evidence("e1", "1.jpg", "0" * 64, 1, "image/jpeg", ("1.2", "o1"), place="采场"),
        "e2": Evidence("e2", "2.jpg", "1" * 64, 1, "image/jpeg", place="水库"),
        "e3": Evidence("e3", "3.jpg", "2" * 64, 1, "image/jpeg", ("1.2",)),
    }
    found = walked(replace(mine, value=replace(mine.value, evidence=photos)), Way.PLACE)
    pit = stop_of(found, "采场")
    assert pit.is_visited
    assert pit.to_look_at == 2
    assert [step.here for step in pit.steps] == [Sightings(evidence=1), Sightings(evidence=1)]
    assert stop_of(found, "水库").is_visited
    assert not stop_of(found, "水库").steps
    assert not stop_of(found, "选矿厂").is_visited
    assert stop_of(found, "井口").kind is StopKind.NOTED_PLACE


def test_what_was_seen_of_one_item_is_what_all_sightings_say_of_it() -> None:
    mine = a_mine().saw("1.1", place="井口").saw("1.1", "查看过", place="采场", bad=False).saw("1.1", place="").saw("1.2", place="采场")
    photos = {
        "e1": Evidence("e1", "1.jpg", "0" * 64, 1, "image/jpeg", ("1.1", "o1"), place="采场"),
        "e2": Evidence("e2", "2.jpg", "1" * 64, 1, "image/jpeg", ("o2",), place="井口"),
        "e3": Evidence("e3", "3.jpg", "2" * 64, 1, "image/jpeg", ("1.1",)),
        "e4": Evidence("e4", "4.jpg", "3" * 64, 1, "image/jpeg", ("1.2",), place="水库"),
    }
    seen_there = replace(mine.value, evidence=photos)
    everything = sightings(seen_there)
    for target in ("1.1", "1.2", "2.1"):
        assert sightings_of(seen_there, target) == {title: seen[target] for title, seen in everything.items() if target in seen}


def test_a_place_of_the_team_stands_under_the_one_it_is_of_and_has_its_items() -> None:
    bench, pump, gone = Place("b", "+120 平台", "pit"), Place("a", "泵房"), Place("z", "旧坑", "no_such_place")
    mine = (
        own(a_mine(), bench, pump, gone)
        .saw("1.2", place="+120 平台")
        .saw("1.2", place="")
        .saw("2.1", "灯不亮", place="泵房")
        .saw("p1", place="泵房")
        .saw("1.2", "完好", place="采场", bad=False)
    )
    found = walked(mine, Way.PLACE)
    assert [(stop.title, stop.depth) for stop in found.stops][:3] == [("采场", 0), ("+120 平台", 1), ("选矿厂", 0)]
    inner = stop_of(found, "+120 平台")
    assert [step.target for step in inner.steps] == ["1.1", "1.2"]
    assert (inner.is_visited, inner.to_look_at) == (True, 1)
    assert stop_of(found, "采场").is_visited
    assert stop_of(found, "采场").steps[1].here == Sightings(faults=1, clear=1)
    assert inner.steps[1].here == Sightings(faults=1)
    pump_room = stop_of(found, "泵房")
    assert [(step.target, step.is_asked, step.is_to_look_at) for step in pump_room.steps] == [("2.1", False, False), ("p1", False, False)]
    assert not stop_of(found, "旧坑").steps


def test_documents_are_for_prerequisites_too_and_a_document_nobody_wants_is_left_out() -> None:
    found = walked(a_mine().verdict("p1", Outcome.MET), Way.DOCUMENT)
    assert [(stop.title, [step.target for step in stop.steps]) for stop in found.stops] == [
        ("台账", ["1.1"]),
        ("许可证", ["p1"]),
        ("", ["1.2", "2.1"]),
    ]
    assert stop_of(found, "许可证").counts == Counts(done=1)
    assert stop_of(found, "台账").to_look_at == 0


def test_stops_come_in_the_order_chosen_each_with_those_under_it() -> None:
    mine = own(a_mine(), Place("b", "+120 平台", "pit"), Place("c", "+135 平台", "pit"))
    found = walked(mine, Way.PLACE, ("plant", "no_such", "c"))
    assert [stop.id for stop in found.stops] == ["plant", "pit", "c", "b", ""]
    assert ordered((), ("a",)) == ()


def test_every_state_has_its_count() -> None:
    mine = a_mine().with_facts(dump="yes").not_applicable("2.1", NotApplicableKind.EXCLUDED).verdict("1.2", Outcome.PENDING)
    assert walked(mine.saw("1.1"), Way.INDICATOR).counts == Counts(open=1, waiting=1, found=1, done=1)


def test_an_item_that_does_not_apply_is_not_to_be_looked_at() -> None:
    assert not Step("1.1", Standing.NOT_APPLICABLE).is_to_look_at


def test_a_constraint_item_that_fails_the_mine_and_one_judged_under_old_rules() -> None:
    template = a_template().with_item("1.1", 5, constraint=True).with_item("1.2", 5).with_rules(constraint_is_veto=True)
    mine = an_assessment(template).verdict("1.1", Outcome.NOT_MET).verdict("1.2", Outcome.MET)
    old = replace(mine.value.findings["1.2"], look_again="旧版 2020")
    mine = replace(mine, value=replace(mine.value, findings={**mine.value.findings, "1.2": old}))
    (stop,) = walked(mine, Way.INDICATOR).stops
    assert [step.standing for step in stop.steps] == [Standing.VETO, Standing.LOOK_AGAIN]
    assert stop.counts == Counts(open=1, found=1)


NAMES = st.lists(st.sampled_from(["pit", "plant", "dump", "unknown"]), unique=True, max_size=3).map(tuple)
PAPER_NAMES = st.lists(st.sampled_from(["plan", "ledger", "unknown"]), unique=True, max_size=3).map(tuple)


@given(cases(), st.data())
def test_every_item_that_applies_is_on_every_way_and_the_totals_agree(case: tuple[Template, object], data: st.DataObject) -> None:
    template, assessment = case
    ids = [item.id for item in template.indicators()]
    places = {target: data.draw(NAMES) for target in ids}
    documents = {target: data.draw(PAPER_NAMES) for target in (*ids, *(each.id for each in template.prerequisites))}
    mine = AssessmentBuilder(_deeply(template, places, documents), assessment)  # type: ignore[arg-type]
    ways = {way: walked(mine, way) for way in Way}
    applying = set(ids) - set(ways[Way.PLACE].left_out)
    assert len({found.counts for found in ways.values()}) == 1
    for way, found in ways.items():
        targets = [step.target for stop in found.stops for step in stop.steps if step.target in ids]
        assert set(targets) == applying
        assert found.left_out == ways[Way.PLACE].left_out
        assert found.counts.total == len(applying)
        for stop in found.stops:
            assert len({step.target for step in stop.steps}) == len(stop.steps) == stop.counts.total
        if way is Way.INDICATOR:
            assert len(targets) == len(applying)


def _deeply(template: Template, places: dict[str, tuple[str, ...]], documents: dict[str, tuple[str, ...]]) -> Template:
    dressed = placed(template, places, documents)
    groups = tuple(
        replace(group, groups=placed(replace(template, groups=group.groups), places, documents).groups) for group in dressed.groups
    )
    return replace(dressed, groups=groups)
