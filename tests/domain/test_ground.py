# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What positions and areas mean: words of where a point is, rates with their reasons, and which items ask for them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluator_app.catalog.library import read_template
from evaluator_app.domain.ground import (
    KIND_NAMES,
    RATE_NAMES,
    AreaRate,
    Direction,
    Shift,
    Standing,
    Whereabouts,
    asked_rates,
    direction_of,
    rates_of_areas,
)
from evaluator_app.domain.on_site import OutlineKind
from evaluator_app.paths import scoring_templates

D = Decimal


@pytest.mark.parametrize(
    ("place", "is_flagged", "words"),
    [
        (Whereabouts(Standing.INSIDE), False, "Inside the boundary of the mine"),
        (Whereabouts(Standing.OUTSIDE, 20, Direction.EAST), False, "20 m outside the boundary of the mine, to the east; no more than"),
        (Whereabouts(Standing.OUTSIDE, 21, Direction.NORTHWEST), True, "21 m outside the boundary of the mine, to the northwest"),
        (Whereabouts(Standing.SHIFTED, 300, Direction.SOUTH, Shift.GCJ02, 555), True, "probably a shift of GCJ-02 (555 m)"),
        (Whereabouts(Standing.SHIFTED, 5, Direction.SOUTH, Shift.BD09, 955), True, "probably a shift of BD-09 (955 m)"),
    ],
)
def test_where_a_point_is_in_words(place: Whereabouts, is_flagged: bool, words: str) -> None:
    assert place.is_flagged is is_flagged
    assert words in place.words().text()


def test_bearings_are_told_by_the_nearest_of_eight_directions() -> None:
    assert [direction_of(bearing) for bearing in (0, 22, 23, 90, 181, 337, 338, 359.9)] == [
        Direction.NORTH,
        Direction.NORTH,
        Direction.NORTHEAST,
        Direction.EAST,
        Direction.SOUTH,
        Direction.NORTHWEST,
        Direction.NORTH,
        Direction.NORTH,
    ]


def test_rates_are_rounded_once_and_say_so() -> None:
    greening, restoration = rates_of_areas(
        {OutlineKind.GREENED: D(1), OutlineKind.GREENABLE: D(3), OutlineKind.RESTORED: D(45), OutlineKind.DISTURBED: D(60)}
    )
    assert (greening.rate, greening.percent) == (AreaRate.GREENING, D("33.33"))
    assert greening.reason.text() == "Greened 1 m² ÷ Can be greened 3 m² ≈ 33.33 %"
    assert (restoration.rate, restoration.percent) == (AreaRate.RESTORATION, D(75))
    assert restoration.reason.text() == "Restored 45 m² ÷ Disturbed by mining 60 m² = 75 %"


def test_a_rate_that_cannot_be_is_not_given() -> None:
    greening, restoration = rates_of_areas({OutlineKind.GREENED: D(5), OutlineKind.GREENABLE: D(4), OutlineKind.RESTORED: D(5)})
    assert greening.percent is None
    assert "is larger than" in greening.reason.text()
    assert restoration.percent is None
    assert restoration.reason.text() == "No area of this kind is drawn: Disturbed by mining"
    assert [rate.percent for rate in rates_of_areas({OutlineKind.GREENED: D(0), OutlineKind.GREENABLE: D(0)})] == [None, None]


def test_every_kind_has_its_word() -> None:
    assert set(KIND_NAMES) == set(OutlineKind)
    assert set(RATE_NAMES) == set(AreaRate)


def test_the_item_that_asks_for_a_greening_rate_is_found_by_its_quantity() -> None:
    template = read_template(scoring_templates() / "cn-guizhou" / "green-mine-2024.toml").template
    assert template is not None
    (asked,) = asked_rates(template, template.facts_of({}), template.tables_by_id(None))
    assert (asked.target, asked.part, asked.rate) == ("renewal.greening", "", AreaRate.GREENING)
    national = read_template(scoring_templates() / "cn-mnr" / "green-mine-2024.toml").template
    assert national is not None
    assert asked_rates(national, national.facts_of({}), national.tables_by_id(None)) == ()
