# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Places of the team: added, renamed with everything that names them, removed only when nothing does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.placing import PlaceRefusedError, PlaceUse, add_place, change_place, remove_place, use_of
from evaluator_app.domain.template import NamedThing
from tests.builders import AssessmentBuilder, a_template, an_assessment

BENCH = Place("b", "+120 平台", "pit")


def a_mine() -> AssessmentBuilder:
    template = replace(a_template().with_item("1.1", 5).build(), places=(NamedThing("pit", "采场"),))
    mine = an_assessment(template).saw("1.1", place="+120 平台").saw("1.1", place="采场")
    photo = Evidence("e1", "1.jpg", "0" * 64, 1, "image/jpeg", place="+120 平台")
    return replace(mine, value=replace(mine.value, places={"b": BENCH}, evidence={"e1": photo}))


def test_a_place_is_added_with_its_name_tidied() -> None:
    mine = a_mine()
    after = add_place(mine.template, mine.value, Place("c", "  二号  尾矿库 ")).apply(mine.value)
    assert after.places["c"] == Place("c", "二号 尾矿库")


@pytest.mark.parametrize(
    ("title", "code"), [(" ", "place.nameless"), ("采场", "place.taken"), ("+120  平台", "place.taken"), ("长" * 61, "place.long")]
)
def test_a_name_that_cannot_be_is_refused(title: str, code: str) -> None:
    mine = a_mine()
    with pytest.raises(PlaceRefusedError) as refused:
        add_place(mine.template, mine.value, Place("c", title))
    assert refused.value.sentence.code == code


def test_renaming_renames_it_in_all_records_in_one_act_and_undo_takes_all_back() -> None:
    mine = a_mine()
    change = change_place(mine.template, mine.value, replace(BENCH, title="+135 平台"))
    after = change.apply(mine.value)
    assert [seen.place for seen in after.observations.values()] == ["+135 平台", "采场"]
    assert after.evidence["e1"].place == "+135 平台"
    assert after.places["b"].title == "+135 平台"
    assert change.inverse().apply(after) == mine.value


def test_a_change_that_keeps_the_name_touches_the_place_alone() -> None:
    mine = a_mine()
    (edit,) = change_place(mine.template, mine.value, replace(BENCH, note="已闭坑")).edits
    assert edit.new == replace(BENCH, note="已闭坑")


def test_a_place_that_records_name_stays() -> None:
    mine = a_mine()
    assert use_of(mine.value, "+120 平台") == PlaceUse(1, 1)
    with pytest.raises(PlaceRefusedError) as refused:
        remove_place(mine.value, "b")
    assert refused.value.sentence.code == "place.used"
    empty = replace(mine.value, observations={}, evidence={})
    assert not remove_place(empty, "b").apply(empty).places
