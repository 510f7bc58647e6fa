# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos of then find photos of now by fault, place, position and direction; people have the last word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.pairing_photos import (
    PairReason,
    as_evidence,
    degrees_between,
    meters_between,
    pair_photos,
    pairs,
    settle_proposals,
    shown_pairs,
)
from evaluator_app.domain.rounds import EarlierFault, EarlierPhoto
from tests.builders import a_template, an_assessment

D = Decimal
BASE = an_assessment(a_template().with_item("A.1", 5)).value


def then(name: str, place: str = "", **more: object) -> EarlierPhoto:
    return replace(EarlierPhoto(name, "0" * 64, place=place, media_type="image/jpeg"), **more)  # type: ignore[arg-type]


def now(name: str, place: str = "", **more: object) -> Evidence:
    return replace(Evidence(name, f"{name}.jpg", "1" * 64, 1, "image/jpeg", place=place), **more)  # type: ignore[arg-type]


def made(*photos: EarlierPhoto | Evidence, earlier: Mapping[str, EarlierFault] | None = None) -> Assessment:
    before = {each.id: each for each in photos if isinstance(each, EarlierPhoto)}
    after = {each.id: each for each in photos if isinstance(each, Evidence)}
    return replace(BASE, earlier_photos=before, evidence=after, earlier=earlier or {})


def found(assessment: Assessment) -> dict[str, tuple[tuple[str, ...], tuple[PairReason, ...]]]:
    return {pair.then.id: (tuple(each.id for each in pair.now), pair.reasons) for pair in pairs(assessment)}


def test_photos_of_one_place_are_proposed_as_a_pair() -> None:
    assessment = made(then("t1", "井口"), then("t2", "排土场"), now("n1", "排土场 "), now("n2", "料场"))
    assert found(assessment) == {"t1": ((), ()), "t2": (("n1",), (PairReason.PLACE,))}
    assert [pair.is_proposed for pair in pairs(assessment)] == [False, True]


def test_what_looks_the_same_way_is_taken_before_what_does_not() -> None:
    assessment = made(then("t", "井口", direction=D(350)), now("a", "井口", direction=D(80)), now("b", "井口", direction=D(20)))
    assert found(assessment) == {"t": (("b",), (PairReason.PLACE, PairReason.DIRECTION))}


def test_what_looks_the_other_way_or_was_taken_far_off_is_no_pair() -> None:
    here = {"latitude": D("35.1000"), "longitude": D("112.1000")}
    there = {"latitude": D("35.1000"), "longitude": D("112.1100")}
    assert found(made(then("t", "井口", direction=D(0)), now("n", "井口", direction=D(170)))) == {"t": ((), ())}
    assert found(made(then("t", "井口", **here), now("n", "井口", **there))) == {"t": ((), ())}


def test_photos_taken_at_one_spot_are_a_pair_without_a_place() -> None:
    assessment = made(
        then("t", latitude=D("35.10099"), longitude=D("112.1")), now("n", latitude=D("35.10101"), longitude=D("112.1"), targets=("A.1",))
    )
    assert found(assessment) == {"t": (("n",), (PairReason.POSITION,))}


def test_photos_of_one_fault_are_a_pair_whatever_else_speaks_against_it() -> None:
    fault = EarlierFault("o1", "A.1", "积尘", "井口", evidence=("n1", "gone"))
    before = then("t", "井口", targets=("A.1", "o1"), direction=D(0))
    assessment = made(before, now("n1", "料场", targets=("A.1",), direction=D(180)), now("n2", "井口"), earlier={"o1": fault})
    assert found(assessment) == {"t": (("n1",), (PairReason.FAULT, PairReason.ITEM))}


def test_a_report_shows_what_is_settled_or_of_one_fault_and_finds_the_photo_of_then_by_its_digest() -> None:
    fault = EarlierFault("o1", "A.1", "积尘", evidence=("n1",))
    assessment = made(then("t", targets=("o1",)), then("u", "井口"), now("n1"), now("n2", "井口"), earlier={"o1": fault})
    assert [pair.then.id for pair in shown_pairs(assessment)] == ["t"]
    assert as_evidence(then("t", size=7)) == Evidence("then:t", "0" * 64, "0" * 64, 7, "image/jpeg")
    assert shown_pairs(BASE) == ()


def test_a_photo_stands_in_one_proposal_at_most_and_the_best_comes_first() -> None:
    assessment = made(then("t1", "井口"), then("t2", "井口", direction=D(10)), now("n", "井口", direction=D(15)))
    assert found(assessment) == {"t1": ((), ()), "t2": (("n",), (PairReason.PLACE, PairReason.DIRECTION))}


def test_documents_are_no_counterpart() -> None:
    assert found(made(then("t", "井口"), now("n", "井口", media_type="application/pdf"))) == {"t": ((), ())}


def test_people_choose_and_take_back() -> None:
    assessment = made(then("t1", "井口"), then("t2", "井口"), now("n1", "井口"), now("n2", "料场"))
    chosen = pair_photos(assessment, "t2", ["n1", "n2", "n1"]).apply(assessment)
    assert found(chosen) == {"t1": ((), ()), "t2": (("n1", "n2"), (PairReason.CHOSEN,))}
    none = pair_photos(chosen, "t2", ()).apply(chosen)
    assert found(none) == {"t1": (("n1",), (PairReason.PLACE,)), "t2": ((), ())}
    assert [pair.then.id for pair in shown_pairs(chosen)] == ["t2"]
    assert shown_pairs(none) == ()
    back = pair_photos(none, "t2", None).apply(none)
    assert back == assessment


def test_what_was_chosen_and_has_been_removed_since_is_not_shown() -> None:
    assessment = made(then("t", "井口", now=("gone",), is_settled=True), now("n", "井口"))
    assert found(assessment) == {"t": ((), ())}


def test_only_photos_that_are_there_can_be_paired() -> None:
    assessment = made(then("t"), now("n"))
    with pytest.raises(KeyError):
        pair_photos(assessment, "other", ["n"])
    with pytest.raises(KeyError):
        pair_photos(assessment, "t", ["other"])


def test_all_proposals_are_settled_in_one_act() -> None:
    assessment = made(then("t1", "井口"), then("t2", "料场"), then("t3"), now("n1", "井口"), now("n2", "料场"))
    settled = settle_proposals(assessment).apply(assessment)
    assert [(pair.then.id, pair.now[0].id) for pair in shown_pairs(settled)] == [("t1", "n1"), ("t2", "n2")]
    assert not settled.earlier_photos["t3"].is_settled
    assert settle_proposals(settled).edits == ()


def test_distances_are_on_the_ground_and_turns_the_short_way_round() -> None:
    here = then("t", latitude=D(60), longitude=D(112), direction=D(350))
    assert meters_between(here, now("n", latitude=D(60), longitude=D("112.001"))) == pytest.approx(55.66, abs=0.01)
    assert degrees_between(here, now("n", direction=D(10))) == 20
    assert (meters_between(here, now("n")), degrees_between(here, now("n"))) == (None, None)
    assert meters_between(now("n"), now("m", latitude=D(1), longitude=D(1))) is None


PLACES = st.sampled_from(["", "井口", "料场"])


@given(
    st.lists(st.tuples(PLACES, st.sampled_from([None, D(0), D(90), D(200)])), max_size=6),
    st.lists(st.tuples(PLACES, st.sampled_from([None, D(0), D(90), D(200)])), max_size=6),
    st.randoms(use_true_random=False),
)
def test_proposals_do_not_hang_on_the_order_of_the_records(before: list[tuple[str, D]], after: list[tuple[str, D]], random: object) -> None:
    photos: list[EarlierPhoto | Evidence] = [then(f"t{i}", place, direction=way) for i, (place, way) in enumerate(before)]
    photos += [now(f"n{i}", place, direction=way) for i, (place, way) in enumerate(after)]
    first = found(made(*photos))
    random.shuffle(photos)  # type: ignore[attr-defined]
    assert found(made(*photos)) == first
    used = [name for names, _why in first.values() for name in names]
    assert len(used) == len(set(used))
