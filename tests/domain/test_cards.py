# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the program's own codes say, and what is not believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.cards import (
    UNREADABLE,
    Card,
    CardKind,
    ShownTime,
    Unread,
    card_code,
    is_aid,
    is_ours,
    mark_of,
    read_code,
    time_code,
)

PIT = Card("04abeca8", CardKind.PLACE, "pit")


def test_a_card_is_short_and_says_what_it_begins() -> None:
    text = card_code(PIT)
    assert text.startswith("GM1|04abeca8|P|pit|")
    assert len(text) == 23
    assert read_code(text) == PIT


def test_the_end_names_nothing() -> None:
    end = Card("04abeca8", CardKind.END)
    assert read_code(card_code(end)) == end


@given(st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=60), st.sampled_from([CardKind.PLACE, CardKind.ITEM]))
def test_every_id_comes_back(key: str, kind: CardKind) -> None:
    assert read_code(card_code(Card("0badcafe", kind, key))) == Card("0badcafe", kind, key)


@given(st.integers(0, 22), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_changed_character_is_noticed(position: int, character: str) -> None:
    text = card_code(PIT)
    changed = text[:position] + character + text[position + 1 :]
    assert changed == text or isinstance(read_code(changed), Unread)


def test_a_time_is_shown_in_utc_to_the_second() -> None:
    at = datetime(2026, 3, 14, 10, 0, 30, 999_999, tzinfo=timezone(timedelta(hours=8)))
    assert time_code(at).startswith("GM1T|2026-03-14T02:00:30Z|")
    assert read_code(time_code(at)) == ShownTime(datetime(2026, 3, 14, 2, 0, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://example.org/GM1|", "card.foreign"),
        ("GM1|" + "x" * 300, "card.foreign"),
        ("GM1|04abeca8|P|pit\n|0000", "card.foreign"),
        ("GM2|04abeca8|P|pit|0000", "card.newer"),
        ("GM2T|2026|0000", "card.newer"),
        ("GM1|04abeca8|P|pit|0000", "card.damaged"),
        ("GM1|", "card.damaged"),
        (UNREADABLE, "card.unreadable"),
    ],
)
def test_what_is_not_believed_is_named(text: str, code: str) -> None:
    read = read_code(text)
    assert isinstance(read, Unread)
    assert read.why.code == code


@pytest.mark.parametrize("body", ["GM1|04abeca8|X|pit", "GM1|04abeca8|P|", "GM1|04abeca8|E|pit", "GM1|04abeca8|P", "GM1T|yesterday"])
def test_a_right_checksum_over_nonsense_is_still_nonsense(body: str) -> None:
    from zlib import crc32

    read = read_code(f"{body}|{crc32(body.encode()) & 0xFFFF:04x}")
    assert isinstance(read, Unread)
    assert read.why.code == "card.meaningless"


def test_ours_are_told_from_others_without_being_read() -> None:
    assert is_ours("GM1|damaged")
    assert is_ours("GM12T|")
    assert not is_ours("GM|")
    assert not is_ours("WIFI:S:mine;;")


def test_cards_and_the_laptops_time_are_aids_and_what_cannot_be_read_is_none() -> None:
    assert is_aid((card_code(PIT), UNREADABLE))
    assert is_aid((time_code(datetime(2026, 3, 14, tzinfo=UTC)),))
    assert not is_aid((UNREADABLE,))
    assert not is_aid(())


def test_assessments_have_marks_of_their_own() -> None:
    assert len(mark_of("04abeca8-1")) == 8
    assert mark_of("04abeca8-1") != mark_of("04abeca8-2")
