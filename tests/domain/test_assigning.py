# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who does which item, from shares by item, place and group, to members and to specialties."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.assessment import Assessment, Assessor
from evaluator_app.domain.assigning import assign, members_meant, shares, specialties, take_back
from evaluator_app.domain.changes import Act
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.teamwork import Assignment, AssignmentScope
from evaluator_app.domain.template import Indicator, IndicatorGroup, NamedThing, Template
from tests.builders import a_template, an_assessment

ITEM, GROUP, PLACE = AssignmentScope.ITEM, AssignmentScope.GROUP, AssignmentScope.PLACE
TEAM = {
    "m1": Assessor("m1", "王立新", specialty="采矿", is_leader=True),
    "m2": Assessor("m2", "李敏", specialty="环境、生态"),
    "m3": Assessor("m3", "赵强", specialty="采矿"),
}


def nested() -> Template:
    """Return a template with group A (sub-groups A1: a, b; A2: c) and group B (d); a and d are looked at in the pit, b in the mill, too."""
    flat = a_template().with_prerequisite("p").build()

    def item(name: str, *places: str) -> Indicator:
        return Indicator(name, name, name, Decimal(1), "要求", a_template().with_item("1.1", 1).items[0][1].criterion, places=places)

    inner = (
        IndicatorGroup("A1", "A1", "一", indicators=(item("a", "pit"), item("b", "pit", "mill"))),
        IndicatorGroup("A2", "A2", "二", indicators=(item("c"),)),
    )
    groups = (IndicatorGroup("A", "A", "甲", groups=inner), IndicatorGroup("B", "B", "乙", indicators=(item("d", "pit"),)))
    return replace(flat, groups=groups, places=(NamedThing("pit", "采场"), NamedThing("mill", "选厂")))


def team_work(*given: Assignment) -> Assessment:
    plain = an_assessment(nested()).value
    return replace(plain, team=TEAM, assignments={each.key: each for each in given})


def doers(*given: Assignment) -> dict[str, tuple[str, ...]]:
    return {target: share.members for target, share in shares(nested(), team_work(*given)).items()}


def test_without_shares_everything_is_nobody_s() -> None:
    assert doers() == {"p": (), "a": (), "b": (), "c": (), "d": ()}


def test_a_share_of_a_group_goes_to_all_items_under_it_and_a_sub_group_s_counts_before_it() -> None:
    wide, narrow = Assignment(GROUP, "A", "m1"), Assignment(GROUP, "A1", "m2")
    assert doers(wide) == {"p": (), "a": ("m1",), "b": ("m1",), "c": ("m1",), "d": ()}
    assert doers(wide, narrow) == {"p": (), "a": ("m2",), "b": ("m2",), "c": ("m1",), "d": ()}


def test_a_place_counts_before_a_group_and_an_item_before_a_place() -> None:
    group, place, item = Assignment(GROUP, "A1", "m1"), Assignment(PLACE, "pit", "m2"), Assignment(ITEM, "a", "m3")
    assert doers(group, place, item) == {"p": (), "a": ("m3",), "b": ("m2",), "c": (), "d": ("m2",)}


def test_an_item_that_is_looked_at_in_two_places_is_owed_by_both() -> None:
    pit, mill = Assignment(PLACE, "pit", "m2"), Assignment(PLACE, "mill", "m1")
    share = shares(nested(), team_work(pit, mill))["b"]
    assert (share.members, share.by) == (("m1", "m2"), (pit, mill))


def test_a_place_that_the_team_added_is_one_of_the_template_s() -> None:
    bench = replace(team_work(Assignment(PLACE, "bench", "m3")), places={"bench": Place("bench", "+120 台阶", "pit")})
    assert {name for name, share in shares(nested(), bench).items() if share.members == ("m3",)} == {"a", "b", "d"}


def test_a_prerequisite_is_given_by_itself() -> None:
    assert doers(Assignment(ITEM, "p", "m1"))["p"] == ("m1",)


def test_whoever_has_the_specialty_owes_it() -> None:
    assert doers(Assignment(ITEM, "a", specialty="采矿"))["a"] == ("m1", "m3")
    assert doers(Assignment(ITEM, "a", specialty="生态"))["a"] == ("m2",)
    assert doers(Assignment(ITEM, "a", specialty="环境、生态"))["a"] == ("m2",)
    assert members_meant(Assignment(ITEM, "a", specialty="测绘"), TEAM) == ()
    assert specialties(TEAM["m2"]) == {"环境", "生态"}


def test_what_was_given_to_somebody_who_left_is_nobody_s_and_does_not_fall_to_the_group() -> None:
    gone, group = Assignment(ITEM, "a", "m9"), Assignment(GROUP, "A", "m1")
    share = shares(nested(), team_work(gone, group))["a"]
    assert (share.members, share.by) == ((), (gone,))


def test_sharing_out_is_one_act_that_can_be_taken_back() -> None:
    plain = team_work()
    change = assign(plain, GROUP, ("A1", "A2"), specialty="采矿")
    after = change.apply(plain)
    assert (change.act, change.subject, set(after.assignments)) == (Act.ASSIGN_WORK, "", {"group:A1", "group:A2"})
    assert change.inverse().apply(after) == plain
    assert assign(plain, ITEM, ("a",), assessor="m1").subject == "a"
    assert assign(plain, PLACE, ("pit",), assessor="m1").subject == ""
    assert take_back(after, GROUP, ("A1", "B")).apply(after).assignments == {"group:A2": after.assignments["group:A2"]}
    assert take_back(plain, GROUP, ("A1",)).edits == ()


@pytest.mark.parametrize("named", [{}, {"assessor": "m1", "specialty": "采矿"}])
def test_a_share_goes_to_a_member_or_to_a_specialty(named: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="member or to a specialty"):
        assign(team_work(), ITEM, ("a",), **named)


_SHARES = st.builds(
    Assignment,
    st.sampled_from(AssignmentScope),
    st.sampled_from(("a", "b", "c", "d", "A", "A1", "A2", "B", "pit", "mill")),
    st.sampled_from("123").map("m{}".format),
)


@given(st.lists(_SHARES, max_size=8), st.randoms())
def test_the_order_in_which_shares_were_given_does_not_matter(given: list[Assignment], shuffled: object) -> None:
    distinct = list({each.key: each for each in given}.values())
    mixed = sorted(distinct, key=lambda each: shuffled.random())  # type: ignore[attr-defined]
    assert doers(*distinct) == doers(*mixed)


@given(st.lists(_SHARES, max_size=8), st.sampled_from(("a", "b", "c", "d")))
def test_the_share_of_an_item_itself_always_counts(given: list[Assignment], target: str) -> None:
    own = Assignment(ITEM, target, "m2")
    assert doers(*(each for each in given if each.key != own.key), own)[target] == ("m2",)
