# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""When evidence was taken by the laptop's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.moments import moment_of, stated_moment
from evaluator_app.domain.on_site import CameraClock

BEIJING = timezone(timedelta(hours=8))


def photo(taken_at: str, device: str = "Canon EOS") -> Evidence:
    return Evidence("e1", "IMG_0001.JPG", "0" * 64, 1, "image/jpeg", taken_at=taken_at, device=device)


def test_a_time_without_a_zone_is_read_in_the_laptops() -> None:
    assert stated_moment("2026-03-14T10:00:00", BEIJING) == datetime(2026, 3, 14, 2, 0, tzinfo=UTC)


def test_a_time_with_its_zone_is_the_moment_it_says() -> None:
    found = stated_moment("2026-03-14T10:00:00+09:00", BEIJING)
    assert found == datetime(2026, 3, 14, 1, 0, tzinfo=UTC)
    assert found is not None
    assert found.hour == 9


@pytest.mark.parametrize("taken_at", ["", "yesterday", "0001-01-01T00:00:00+23:00"])
def test_what_is_no_time_gives_no_moment(taken_at: str) -> None:
    assert moment_of(photo(taken_at), {}, timezone(timedelta(hours=-12))) is None


def test_what_is_known_of_the_cameras_clock_is_added() -> None:
    clocks = {"Canon EOS": CameraClock("Canon EOS", -125)}
    assert moment_of(photo("2026-03-14T10:00:00"), clocks, BEIJING) == datetime(2026, 3, 14, 9, 57, 55, tzinfo=BEIJING)
    assert moment_of(photo("2026-03-14T10:00:00", "Nikon"), clocks, BEIJING) == datetime(2026, 3, 14, 10, 0, tzinfo=BEIJING)
    assert moment_of(photo("2026-03-14T10:00:00", ""), {"": CameraClock("", 60)}, BEIJING) == datetime(2026, 3, 14, 10, 0, tzinfo=BEIJING)


def test_a_correction_beyond_all_dates_gives_no_moment() -> None:
    clocks = {"Canon EOS": CameraClock("Canon EOS", 10**9)}
    assert moment_of(photo("9999-12-31T10:00:00"), clocks, BEIJING) is None
