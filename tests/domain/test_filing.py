# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where photos belong by the divider cards photographed before them, worked by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.cards import Card, CardKind, card_code, time_code
from evaluator_app.domain.filing import PAUSE, CardBook, Filed, Role, Shot, file_by_cards, role_of

BOOK = CardBook("0badcafe", {"pit": "采场", "dump": "排土场"}, {"a1": "A1.1 功能分区", "a3": "A1.3 标识标牌"})
NINE = datetime(2026, 3, 14, 9, tzinfo=UTC)


def card(kind: CardKind, key: str = "", mark: str = "0badcafe") -> str:
    return card_code(Card(mark, kind, key))


PIT, DUMP, ITEM, OTHER_ITEM, END = (
    card(CardKind.PLACE, "pit"),
    card(CardKind.PLACE, "dump"),
    card(CardKind.ITEM, "a1"),
    card(CardKind.ITEM, "a3"),
    card(CardKind.END),
)


def shot(minute: float, *codes: str, name: str = "", device: str = "Canon") -> Shot:
    return Shot(f"{device}-{minute}", device, NINE + timedelta(minutes=minute), name or f"p{minute}.jpg", codes)


def filed(*shots: Shot) -> dict[float, Filed]:
    found = file_by_cards(shots, BOOK)
    return {float(name.partition("-")[2]): result for name, result in found.items()}


def where(*shots: Shot) -> list[tuple[str, tuple[str, ...]]]:
    return [(result.place, result.targets) for _at, result in sorted(filed(*shots).items())]


def test_what_follows_a_card_belongs_to_it_until_the_next() -> None:
    assert where(shot(0), shot(1, PIT), shot(2), shot(3), shot(4, DUMP), shot(5)) == [
        ("", ()),
        ("采场", ()),
        ("采场", ()),
        ("采场", ()),
        ("排土场", ()),
        ("排土场", ()),
    ]


def test_an_item_card_within_a_place_is_that_item_there_until_another_place() -> None:
    assert where(shot(1, PIT), shot(2, ITEM), shot(3), shot(4, OTHER_ITEM), shot(5), shot(6, DUMP), shot(7)) == [
        ("采场", ()),
        ("采场", ()),
        ("采场", ("a1",)),
        ("采场", ()),
        ("采场", ("a3",)),
        ("排土场", ()),
        ("排土场", ()),
    ]


def test_an_item_card_alone_names_no_place() -> None:
    assert where(shot(1, ITEM), shot(2)) == [("", ()), ("", ("a1",))]


def test_two_cards_in_one_photo_are_an_item_at_a_place() -> None:
    assert where(shot(1, ITEM, PIT), shot(2)) == [("采场", ()), ("采场", ("a1",))]


def test_the_end_card_ends_both() -> None:
    found = filed(shot(1, PIT), shot(2, ITEM), shot(3, END), shot(4), shot(5, OTHER_ITEM), shot(6))
    assert (found[4].place, found[4].targets, found[4].is_decided, found[4].why.code) == ("", (), True, "filing.end")
    assert (found[6].place, found[6].targets) == ("", ("a3",))


def test_each_camera_has_its_own_cards() -> None:
    found = file_by_cards([shot(1, PIT), shot(2, device="iPhone"), shot(3)], BOOK)
    assert found["Canon-3"].place == "采场"
    assert found["iPhone-2"] == Filed("iPhone-2", Role.PHOTO, found["iPhone-2"].why)
    assert found["iPhone-2"].why.code == "filing.before"


def test_the_reason_names_the_card() -> None:
    found = filed(shot(1, PIT, name="IMG_0007.JPG"), shot(2), shot(3, ITEM, name="IMG_0009.JPG"), shot(4))
    assert found[2].why.text() == "By the card for 采场, photographed as IMG_0007.JPG."
    assert found[4].why.text() == "By the card for A1.1 功能分区 at 采场, photographed as IMG_0009.JPG."


@pytest.mark.parametrize(
    ("codes", "why"),
    [
        ((card(CardKind.PLACE, "pit", "11111111"),), "filing.other"),
        ((card(CardKind.PLACE, "crusher"),), "filing.unknown"),
        ((card(CardKind.ITEM, "z9"),), "filing.unknown"),
        ((PIT, DUMP), "filing.several"),
        ((ITEM, OTHER_ITEM), "filing.several"),
        ((PIT, END), "filing.several"),
        ((END, PIT), "filing.several"),
        (("GM1|0badcafe|P|pit|ffff",), "filing.unread"),
        (("GM7|whatever",), "filing.unread"),
    ],
)
def test_a_card_that_cannot_be_followed_ends_the_one_before(codes: tuple[str, ...], why: str) -> None:
    found = filed(shot(1, DUMP), shot(2, *codes), shot(3))
    assert (found[3].place, found[3].targets, found[3].is_decided, found[3].why.code) == ("", (), True, why)


def test_the_laptops_time_in_a_photo_is_no_divider() -> None:
    found = filed(shot(1, PIT), shot(2, time_code(NINE)), shot(3), shot(4, time_code(NINE), DUMP), shot(5))
    assert (found[2].role, found[2].place, found[2].targets) == (Role.CLOCK, "", ())
    assert (found[3].place, found[5].place) == ("采场", "排土场")


def test_photos_without_a_time_are_left_alone() -> None:
    timeless = Shot("x", "Canon", None, "a.jpg")
    found = file_by_cards([shot(1, PIT), timeless, Shot("y", "", None, "b.jpg", (DUMP,))], BOOK)
    assert (found["x"].why.code, found["x"].is_decided) == ("filing.timeless", False)
    assert (found["y"].why.code, found["y"].role, found["y"].is_decided) == ("filing.card_timeless", Role.CARD, False)


def test_within_a_second_the_numbers_in_the_names_decide() -> None:
    shots = [Shot(name, "Canon", NINE, name, codes) for name, codes in [("IMG_10.JPG", ()), ("IMG_9.JPG", (PIT,)), ("IMG_8.JPG", ())]]
    found = file_by_cards(shots, BOOK)
    assert (found["IMG_8.JPG"].place, found["IMG_10.JPG"].place) == ("", "采场")


def test_a_card_does_not_hold_over_a_night() -> None:
    night = PAUSE.total_seconds() / 60
    found = filed(shot(0, PIT), shot(1), shot(1 + night), shot(2 + 2 * night), shot(3 + 2 * night, ITEM), shot(4 + 2 * night))
    assert found[1 + night].place == "采场"
    assert (found[2 + 2 * night].place, found[2 + 2 * night].why.code) == ("", "filing.pause")
    assert (found[4 + 2 * night].place, found[4 + 2 * night].targets) == ("", ("a1",))


def test_a_pause_before_the_first_card_changes_nothing() -> None:
    assert filed(shot(0), shot(10_000))[10_000].why.code == "filing.before"


def test_a_clock_that_jumped_files_nothing_wrongly() -> None:
    """After photo 12 the clock was put back by an hour: photos 13 and 14 seem to come before the card."""
    shots = [
        shot(0, DUMP, name="IMG_0001.JPG"),
        shot(60, PIT, name="IMG_0010.JPG"),
        shot(61, name="IMG_0011.JPG"),
        shot(2, name="IMG_0013.JPG"),
        shot(70, name="IMG_0002.JPG"),
    ]
    found = filed(*shots)
    assert found[61].place == "采场"
    assert (found[2].place, found[2].is_decided, found[2].why.code) == ("", True, "filing.jump")
    assert (found[70].place, found[70].why.code) == ("", "filing.jump")


def test_numbers_that_begin_anew_are_no_jump() -> None:
    assert where(shot(0, PIT, name="IMG_9998.JPG"), shot(1, name="IMG_9999.JPG"), shot(2, name="IMG_0001.JPG"))[2] == ("采场", ())


def test_names_of_other_kinds_contradict_nothing() -> None:
    assert where(shot(0, PIT, name="IMG_0009.JPG"), shot(1, name="DSC_0001.JPG"), shot(2, name="微信图片.jpg"))[1:] == [("采场", ())] * 2


def test_roles() -> None:
    assert role_of(()) is Role.PHOTO
    assert role_of((time_code(NINE),)) is Role.CLOCK
    assert role_of((time_code(NINE), PIT)) is Role.CARD


@given(st.permutations([shot(0), shot(1, PIT), shot(2), shot(3, ITEM), shot(4), shot(5, END), shot(6)]))
def test_the_order_in_which_pictures_come_in_does_not_matter(shots: list[Shot]) -> None:
    assert where(*shots) == [("", ()), ("采场", ()), ("采场", ()), ("采场", ()), ("采场", ("a1",)), ("", ()), ("", ())]
