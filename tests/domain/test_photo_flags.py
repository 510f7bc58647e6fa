# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Flags of photos by worked cases: the day of the visit, the camera's clock, what was used twice or before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.assessment import Assessment, Evidence, Mine, Profile, TemplateRef
from evaluator_app.domain.on_site import CameraClock
from evaluator_app.domain.photo_flags import NEAR_BITS, PhotoFlag, Print, near, photo_flags, used_before
from evaluator_app.domain.sentence import say

CHINA = timezone(timedelta(hours=8))
GOOD = Evidence(
    "e1",
    "IMG_1.jpg",
    "a" * 64,
    10,
    "image/jpeg",
    taken_at="2025-09-16T08:03:00",
    taken_source="DateTimeOriginal",
    latitude=Decimal("35.5"),
    longitude=Decimal("112.7"),
    device="Acme X1",
    fingerprint="0123456789abcdef",
)


def assessment(*evidence: Evidence, **more: Any) -> Assessment:
    profile = Profile(TemplateRef("t", "1", "0" * 64), visit_from=date(2025, 9, 16), visit_to=date(2025, 9, 17))
    profile = replace(profile, **{name: more.pop(name) for name in ("visit_from", "visit_to") if name in more})
    return Assessment("now", profile, Mine("青石煤矿"), evidence={item.id: item for item in evidence}, **more)


def flags(whole: Assessment, name: str = "e1", **known: Any) -> list[PhotoFlag]:
    return [found.flag for found in photo_flags(whole, CHINA, **known).get(name, ())]


def test_nothing_odd_is_nothing_said() -> None:
    assert photo_flags(assessment(GOOD), CHINA) == {}


def test_what_a_photo_does_not_state_is_said() -> None:
    bare = replace(GOOD, taken_at="", taken_source="", latitude=None, longitude=None)
    assert flags(assessment(bare)) == [PhotoFlag.NO_TIME, PhotoFlag.NO_POSITION]
    assert flags(assessment(replace(GOOD, taken_source="DateTime"))) == [PhotoFlag.CHANGE_TIME]


def test_the_day_is_held_against_the_visit() -> None:
    first, last = replace(GOOD, taken_at="2025-09-15T23:59:59"), replace(GOOD, taken_at="2025-09-18T00:00:00")
    (early,) = photo_flags(assessment(first), CHINA)["e1"]
    assert early.flag is PhotoFlag.BEFORE_VISIT
    assert early.sentence.text() == "It was taken on 2025-09-15, before the visit, which began on 2025-09-16."
    (late,) = photo_flags(assessment(last), CHINA)["e1"]
    assert late.sentence.text() == "It was taken on 2025-09-18, after the visit, which ended on 2025-09-17."
    assert flags(assessment(last, visit_to=None)) == [PhotoFlag.AFTER_VISIT]
    assert flags(assessment(first, visit_from=None)) == flags(assessment(last, visit_from=None, visit_to=None)) == []


def test_a_time_with_a_zone_counts_by_the_day_of_the_visit() -> None:
    assert flags(assessment(replace(GOOD, taken_at="2025-09-15T17:00:00+00:00"))) == []
    assert flags(assessment(replace(GOOD, taken_at="2025-09-15T15:00:00+00:00"))) == [PhotoFlag.BEFORE_VISIT]


def test_a_camera_a_year_behind_is_put_right_before_it_is_judged() -> None:
    behind = replace(GOOD, taken_at="2024-09-16T08:03:00")
    assert flags(assessment(behind)) == [PhotoFlag.BEFORE_VISIT]
    assert flags(assessment(behind, clocks={"Acme X1": CameraClock("Acme X1", 365 * 86_400)})) == []


def test_outside_of_the_mine_is_told_by_who_knows_it() -> None:
    words = say("ground.outside", "It was taken outside.")
    (found,) = photo_flags(assessment(GOOD), CHINA, outside={"e1": words})["e1"]
    assert (found.flag, found.sentence) == (PhotoFlag.OUTSIDE, words)


def test_the_same_file_twice_is_flagged_on_both() -> None:
    again = replace(GOOD, id="e2", name="副本.jpg", targets=("A2",))
    found = photo_flags(assessment(GOOD, again), CHINA)
    assert [(name, flagged[0].flag, flagged[0].other) for name, flagged in found.items()] == [
        ("e1", PhotoFlag.TWICE, "e2"),
        ("e2", PhotoFlag.TWICE, "e1"),
    ]
    assert "副本.jpg" in found["e1"][0].sentence.text()


def test_a_picture_that_looks_alike_is_flagged_unless_both_state_other_moments() -> None:
    sent_on = replace(GOOD, id="e2", sha256="b" * 64, fingerprint="0123456789abcdee", taken_at="")
    assert flags(assessment(GOOD, sent_on)) == [PhotoFlag.ALIKE]
    assert flags(assessment(GOOD, replace(sent_on, taken_at=GOOD.taken_at))) == [PhotoFlag.ALIKE]
    assert flags(assessment(GOOD, replace(sent_on, taken_at="2025-09-16T08:03:05"))) == []
    assert flags(assessment(GOOD, replace(sent_on, fingerprint="f" * 16))) == []


def test_a_sketch_is_no_second_use_and_a_document_is_no_photo() -> None:
    sketch = replace(GOOD, id="e2", sha256="b" * 64, revision_of="e1", taken_at="")
    document = replace(GOOD, id="e3", sha256="c" * 64, media_type="application/pdf", fingerprint="", taken_at="", latitude=None)
    assert photo_flags(assessment(GOOD, sketch, document), CHINA) == {}


def test_an_earlier_use_is_named_with_its_mine_and_the_same_file_comes_first() -> None:
    alike = Print("old", "x1", "b" * 64, "0123456789abcdee")
    same = Print("old", "x2", GOOD.sha256, GOOD.fingerprint)
    other = Print("old", "x3", "c" * 64, "f" * 16)
    blank = Print("old", "x4", "d" * 64, "")
    for prints in ([alike, same, alike], [same, alike, other, blank], [other, alike, same]):
        (used,) = used_before(assessment(GOOD), prints)
        assert (used.evidence, used.print, used.is_same_file) == ("e1", same, True)
    (used,) = used_before(assessment(GOOD), [alike])
    named = replace(used, mine="旧矿", name="P9.jpg")
    (found,) = photo_flags(assessment(GOOD), CHINA, [named])["e1"]
    assert (found.flag, found.other) == (PhotoFlag.EARLIER, "x1")
    assert "“P9.jpg” of another assessment, of 旧矿" in found.sentence.text()
    (found,) = photo_flags(assessment(GOOD), CHINA, [replace(named, is_same_file=True)])["e1"]
    assert found.sentence.text() == "The same file is in another assessment: “P9.jpg” of 旧矿."
    assert used_before(assessment(GOOD), [other, blank]) == ()


def test_evidence_that_a_revision_shares_with_what_it_replaces_is_no_second_use() -> None:
    shared = Print("signed", GOOD.id, GOOD.sha256, GOOD.fingerprint)
    assert used_before(assessment(GOOD), [shared]) == ()
    [used] = used_before(assessment(GOOD), [replace(shared, evidence="another")])
    assert used.is_same_file


def test_pictures_without_a_fingerprint_are_like_nothing() -> None:
    assert not near("", "")
    assert not near("0" * 16, "")


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=12))
def test_bands_find_just_what_is_near(bits: int, flipped: set[int]) -> None:
    other = bits
    for bit in flipped:
        other ^= 1 << bit
    here = assessment(replace(GOOD, fingerprint=f"{bits:016x}"))
    found = used_before(here, [Print("old", "x", "b" * 64, f"{other:016x}")])
    assert bool(found) == near(f"{bits:016x}", f"{other:016x}") == (len(flipped) <= NEAR_BITS)
