# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""By how much the clocks of cameras are off, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from evaluator_app.domain.assessment import Assessment, Evidence, Mine, Profile, TemplateRef
from evaluator_app.domain.cards import time_code
from evaluator_app.domain.clocks import SeenCamera, cameras, compared, drift, newest, offset_words, zone_doubt
from evaluator_app.domain.on_site import CameraClock
from evaluator_app.domain.sentence import Sentence

BEIJING = timezone(timedelta(hours=8))
TEN = datetime(2026, 3, 14, 10, tzinfo=BEIJING)


def photo(taken_at: str, *shown: datetime, device: str = "Canon EOS", name: str = "e1") -> Evidence:
    codes = tuple(time_code(at) for at in shown)
    return Evidence(name, f"{name}.JPG", "0" * 64, 1, "image/jpeg", taken_at=taken_at, device=device, codes=codes)


def test_a_camera_that_is_slow_gets_seconds_added() -> None:
    found = compared(photo("2026-03-14T09:57:55", TEN), BEIJING)
    assert found == CameraClock("Canon EOS", 125, "e1", TEN, "2026-03-14T09:57:55")


def test_a_camera_with_its_own_zone_is_compared_by_the_moment() -> None:
    found = compared(photo("2026-03-14T11:00:10+09:00", TEN), BEIJING)
    assert isinstance(found, CameraClock)
    assert found.seconds == -10


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        (photo("2026-03-14T10:00:00"), "clock.none"),
        (photo("2026-03-14T10:00:00", TEN, TEN + timedelta(seconds=1)), "clock.several"),
        (photo("2026-03-14T10:00:00", TEN, device=""), "clock.no_device"),
        (photo("", TEN), "clock.no_time"),
        (photo("1970-01-01T00:00:00", TEN), "clock.absurd"),
    ],
)
def test_a_photo_that_says_nothing_says_why(evidence: Evidence, code: str) -> None:
    found = compared(evidence, BEIJING)
    assert isinstance(found, Sentence)
    assert found.code == code


def test_of_several_comparisons_the_newest_counts() -> None:
    first, second = CameraClock("A", 5, "e1", TEN), CameraClock("A", 7, "e2", TEN + timedelta(hours=6))
    other = CameraClock("B", 1, "e3", TEN)
    assert newest([second, first, other], {}) == {"A": second, "B": other}
    assert newest([first], {"A": second}) == {}
    assert newest([second], {"A": second}) == {}
    assert newest([second], {"A": first}) == {"A": second}


def test_a_photo_takes_the_place_of_what_was_typed_and_never_the_other_way() -> None:
    typed, shown = CameraClock("A", 60), CameraClock("A", 5, "e1", TEN)
    assert newest([shown], {"A": typed}) == {"A": shown}
    assert newest([typed], {"A": shown}) == {}


def test_drift_is_told() -> None:
    first, second = CameraClock("A", 5, "e1", TEN), CameraClock("A", 7, "e2", TEN + timedelta(hours=6))
    said = drift(first, second)
    assert said is not None
    assert said.text() == "Between two comparisons of A, 6 hours apart, its clock changed by 2 seconds; the newer one counts."
    assert drift(first, replace(second, seconds=5)) is None
    assert drift(CameraClock("A", 9), second) is None
    assert drift(first, CameraClock("A", 9)) is None


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "Right to the second"), (125, "Slow by 0 h 2 min 5 s"), (-3661, "Fast by 1 h 1 min 1 s")]
)
def test_offsets_in_words(seconds: int, words: str) -> None:
    assert offset_words(CameraClock("A", seconds)).text() == words


@pytest.mark.parametrize(("seconds", "is_doubtful"), [(0, False), (100, False), (3600, True), (-28_790, True), (3600 + 121, False)])
def test_a_difference_of_half_hours_looks_like_a_zone(seconds: int, is_doubtful: bool) -> None:
    assert (zone_doubt(CameraClock("A", seconds)) is not None) is is_doubtful


def test_cameras_are_counted_with_their_first_and_last_photo() -> None:
    evidence = [
        photo("2026-03-14T10:00:00", name="e1"),
        photo("2026-03-14T12:00:00", name="e2"),
        photo("", name="e3", device=""),
        replace(photo("2026-03-14T08:00:00", name="e4"), revision_of="e1"),
        replace(photo("2026-03-14T08:00:00", name="e5"), media_type="application/pdf"),
    ]
    known = {"Canon EOS": CameraClock("Canon EOS", 3), "Nikon": CameraClock("Nikon", 4)}
    assessment = Assessment("a", Profile(TemplateRef("t", "1", "")), Mine("m"), evidence={each.id: each for each in evidence}, clocks=known)
    assert cameras(assessment, UTC) == (
        SeenCamera("", 1, None, None, None),
        SeenCamera("Canon EOS", 2, datetime(2026, 3, 14, 10, tzinfo=UTC), datetime(2026, 3, 14, 12, tzinfo=UTC), known["Canon EOS"]),
        SeenCamera("Nikon", 0, None, None, known["Nikon"]),
    )
