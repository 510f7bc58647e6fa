# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos in two assessments, and how long visits show on site."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluator_app.domain.consistency import shared_photos as module
from evaluator_app.domain.consistency.shared_photos import shared_photos
from evaluator_app.domain.consistency.site_time import DayOnSite, Length, OnSite, on_site, site_times
from evaluator_app.domain.on_site import CameraClock
from tests.builders import MORNING, a_template, an_assessment
from tests.domain.consistency_cases import EMPTY, pictured

D = Decimal
MARK = "0f0f0f0f0f0f0f0f"
NEAR = "0f0f0f0f0f0f0f00"
FAR = "f0f0f0f0f0f0f0f0"


def test_the_same_file_and_one_that_looks_alike_are_named_each_pair_once() -> None:
    cases = [pictured("b", ("b1", "s", MARK), ("b2", "u", FAR)), pictured("a", ("a1", "s", MARK), ("a2", "t", NEAR))]
    assert [
        (each.first, each.photo.evidence, each.second, each.other.evidence, each.bits, each.is_same_file) for each in shared_photos(cases)
    ] == [
        ("a", "a1", "b", "b1", 0, True),
        ("a", "a2", "b", "b1", 4, False),
    ]


def test_photos_of_one_assessment_are_not_compared_with_each_other() -> None:
    assert shared_photos([pictured("a", ("a1", "s", MARK), ("a2", "s", MARK))]) == ()


@pytest.mark.parametrize("mark", ["", "0000000000000000", "ffffffffffffffff"])
def test_empty_pictures_look_like_nothing(mark: str) -> None:
    assert shared_photos([pictured("a", ("a1", "s", mark)), pictured("b", ("b1", "t", mark))]) == ()


def test_five_bits_are_too_many() -> None:
    assert shared_photos([pictured("a", ("a1", "s", MARK)), pictured("b", ("b1", "t", "0f0f0f0f0f0f0e00"))]) == ()


def test_a_list_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    logos = [pictured(name, ("x", "s", MARK), ("y", name, NEAR)) for name in "abcdef"]
    assert len(shared_photos(logos)) == 3


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=5))
def test_pictures_are_alike_where_at_most_four_bits_differ_wherever_these_are(bits: int, turned: set[int]) -> None:
    assume(6 <= bits.bit_count() <= 58)
    other = bits ^ sum(1 << at for at in turned)
    assume(6 <= other.bit_count() <= 58)
    found = shared_photos([pictured("a", ("a1", "s", f"{bits:016x}")), pictured("b", ("b1", "t", f"{other:016x}"))])
    assert [pair.bits for pair in found] == ([len(turned)] if len(turned) <= 4 else [])


BASE = an_assessment(a_template().with_item("1.1", 5))


def test_a_day_goes_from_its_first_to_its_last_proof_by_the_corrected_clock() -> None:
    built = BASE.with_photo().with_photo().with_photo().with_photo().saw("1.1").saw("1.1", place="")
    evidence = built.value.evidence
    shots = {
        "e1": replace(evidence["e1"], taken_at="2026-11-21T09:10:00", place="大门", device="K"),
        "e2": replace(evidence["e2"], taken_at="2026-11-21T15:40:00+08:00"),
        "e3": replace(evidence["e3"], taken_at=""),
        "e4": replace(evidence["e4"], taken_at="2026-11-20T15:40:00"),
    }
    zone = timezone(timedelta(hours=8))
    seen = {key: replace(each, observed_at=datetime(2026, 11, 21, 2, tzinfo=UTC)) for key, each in built.value.observations.items()}
    unknown = replace(seen["o1"], id="o3", observed_at=None)
    value = replace(built.value, evidence=shots, observations={**seen, "o3": unknown}, clocks={"K": CameraClock("K", -600, "", None, "")})
    found = on_site(value, zone)
    assert found == OnSite(
        (
            DayOnSite(
                datetime(2026, 11, 21, 9, 0, tzinfo=zone),
                datetime(2026, 11, 21, 15, 40, tzinfo=zone),
                3,
                ("大门", "筛分车间"),
            ),
        ),
        outside=1,
        undated=1,
    )
    assert found.days[0].hours == D("6.67")
    free = replace(value, profile=replace(value.profile, visit_from=None))
    assert [day.first.date() for day in on_site(free, zone).days] == [date(2026, 11, 20), date(2026, 11, 21)]


def visit(name: str, hours: int) -> OnSite:
    return OnSite((DayOnSite(MORNING, MORNING + timedelta(hours=hours), 2, ("大门", name)),))


def test_a_visit_far_below_or_above_the_others_is_shown() -> None:
    hours = [6, 6, 7, 7, 7, 8, 8, 1, 14]
    cases = [replace(EMPTY, id=f"{number}", on_site=visit(f"{number}", each)) for number, each in enumerate(hours)]
    cases.append(replace(EMPTY, id="none"))
    found = site_times(cases)
    assert found.usual == (D("3.00"), D("11.00"))  # quartiles 6 and 8
    lengths = {each.case: each.length for each in found.visits}
    assert (lengths["7"], lengths["8"], lengths["0"], lengths["none"]) == (Length.SHORT, Length.LONG, Length.USUAL, Length.UNKNOWN)
    assert (found.visits[0].case, found.visits[-1].case, found.visits[0].places) == ("7", "none", 2)


def test_of_seven_visits_none_is_called_unusual() -> None:
    found = site_times([replace(EMPTY, id=f"{number}", on_site=visit("x", number)) for number in range(7)])
    assert found.usual is None
    assert {each.length for each in found.visits} == {Length.NOT_SAID}
