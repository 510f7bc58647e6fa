# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is shown before a merge, item by item, and the receipt by which laptops see that they have the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.merging.acts import Known, with_arrivals
from evaluator_app.domain.merging.folding import folded
from evaluator_app.domain.merging.preview import ItemChange, ItemPreview, Preview, preview
from evaluator_app.domain.merging.receipt import Receipt, receipt
from tests.domain.acts import OBSERVATION, PHOTO, fresh
from tests.domain.merging.laptops import Laptop, exchange, team


def looked_at(here: Laptop, there: Laptop) -> Preview:
    known, acts = here.known, there.export()
    new = [act for act in acts if act.name not in known.acts]
    incoming = folded(here.origin, with_arrivals(Known(known.root, {}, (known.root,)), acts))
    result = folded(here.origin, with_arrivals(known, new))
    return preview(here.assessment, incoming, result, new, len(set(known.acts) - {act.name for act in acts}))


def receipt_of(laptop: Laptop) -> Receipt:
    return receipt(laptop.assessment, laptop.known)


def test_each_item_shows_what_stands_here_what_comes_in_and_what_results() -> None:
    zhang, wang = team(fresh(), "张工", "王工")
    zhang.do(changes.record_outcome(zhang.assessment, "1.2", Outcome.MET))
    wang.do(changes.record_observation(wang.assessment, OBSERVATION))
    wang.do(changes.attach_evidence(wang.assessment, replace(PHOTO, targets=("1.1",))))
    found = looked_at(zhang, wang)
    assert found.items == (
        ItemPreview("1.1", ItemChange.COMES_IN, 0, 2, 2, ("王工",)),
        ItemPreview("1.2", ItemChange.STAYS, 1, 0, 1, ()),
    )
    assert (found.new_acts, found.unknown_there) == (2, 1)


def test_an_item_of_both_stands_side_by_side_or_in_conflict() -> None:
    zhang, wang = team(fresh(), "张工", "王工")
    for laptop in (zhang, wang):
        laptop.do(changes.record_observation(laptop.assessment, replace(OBSERVATION, id=laptop.who)))
    zhang.do(changes.record_outcome(zhang.assessment, "1.2", Outcome.MET))
    wang.do(changes.record_outcome(wang.assessment, "1.2", Outcome.NOT_MET))
    beside, conflict = looked_at(zhang, wang).items
    assert (beside.change, beside.result, conflict.change) == (ItemChange.BOTH, 2, ItemChange.CONFLICT)
    assert [stated.who for stated in conflict.conflicts[0].statements] == ["张工", "王工"]


def test_the_frame_is_an_item_without_id() -> None:
    zhang, wang = team(fresh(), "张工", "王工")
    wang.do(changes.change_profile(wang.assessment, replace(wang.assessment.profile, client="集团")))
    wang.do(changes.attach_evidence(wang.assessment, replace(PHOTO, targets=())))
    [frame] = looked_at(zhang, wang).items
    assert (frame.target, frame.change, frame.result - frame.here) == ("", ItemChange.COMES_IN, 1)


def test_a_conflict_of_the_frame_is_shown_with_it() -> None:
    zhang, wang = team(fresh(), "张工", "王工")
    for laptop, client in ((zhang, "集团"), (wang, "公司")):
        laptop.do(changes.change_profile(laptop.assessment, replace(laptop.assessment.profile, client=client)))
    [frame] = looked_at(zhang, wang).items
    assert (frame.target, frame.change) == ("", ItemChange.CONFLICT)


def test_a_conflict_that_was_closed_is_none_any_more() -> None:
    zhang, wang, li = team(fresh(), "张工", "王工", "李工")
    zhang.do(changes.record_remark(zhang.assessment, "1.1", "甲"))
    wang.do(changes.record_remark(wang.assessment, "1.1", "乙"))
    exchange((zhang, wang))
    zhang.close(next(iter(zhang.assessment.conflicts)), "甲")
    [item] = looked_at(li, zhang).items
    assert (item.change, item.conflicts) == (ItemChange.COMES_IN, ())


def test_laptops_that_have_the_same_show_the_same_code_and_others_another() -> None:
    zhang, wang = team(fresh(), "张工", "王工")
    assert receipt_of(zhang).code == receipt_of(wang).code
    zhang.do(changes.record_observation(zhang.assessment, OBSERVATION))
    assert receipt_of(zhang).code != receipt_of(wang).code
    exchange((zhang, wang))
    mine, theirs = receipt_of(zhang), receipt_of(wang)
    assert mine == theirs
    assert (mine.total(), mine.acts, mine.observations, mine.open_conflicts) == (1, {"张工": 1}, 1, 0)


def test_the_same_acts_in_all_120_orders_give_one_result_byte_for_byte() -> None:
    names = ("张工", "王工", "李工", "赵工", "陈工")
    laptops = team(fresh(), *names)
    for number, laptop in enumerate(laptops):
        laptop.do(changes.record_outcome(laptop.assessment, "1.1", (Outcome.MET, Outcome.NOT_MET, Outcome.PENDING)[number % 3]))
        laptop.do(changes.record_observation(laptop.assessment, replace(OBSERVATION, id=laptop.who, text=laptop.who)))
        laptop.do(changes.record_remark(laptop.assessment, "1.2", laptop.who))
    packages = [laptop.export() for laptop in laptops]
    results = set()
    for order in permutations(range(len(names))):
        [sixth] = team(fresh(), "孙工")
        for number in order:
            sixth.take(packages[number])
        results.add((sixth.bytes, receipt_of(sixth).acts_sha256))
    assert len(results) == 1
