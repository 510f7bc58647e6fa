# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Corners as licences print them: every way to write them gives the same area, what is ambiguous is asked, every mistake names its line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.geography.corners import MOST_CORNERS, Reading, read_corners
from evaluator_app.geography.given import LineKind
from evaluator_app.geography.zones import Zone, to_zone

D = Decimal
SQUARE = (
    (D("4321456.78"), D("512345.67")),
    (D("4321456.78"), D("513345.67")),
    (D("4320456.78"), D("513345.67")),
    (D("4320456.78"), D("512345.67")),
)
PREFIXED = "\n".join(f"{number},{north},{38_000_000 + east}" for number, (north, east) in enumerate(SQUARE, start=1))
BARE = "\n".join(f"{number},{north},{east}" for number, (north, east) in enumerate(SQUARE, start=1))
ZONE = Zone(3, 38)
HEADED = "矿区范围拐点坐标（2000国家大地坐标系，3度带）\n点号 X坐标 Y坐标\n" + PREFIXED + "\n标高：从+350米至-200米"


def said(reading: Reading) -> list[str]:
    return [sentence.text() for sentence in (*reading.mistakes, *reading.notes)]


def square_of(reading: Reading) -> list[tuple[Decimal, ...]]:
    assert reading.mistakes == ()
    assert len(reading.rings) == 1
    return [tuple(round(value, 2) for value in point) for point in to_zone(reading.rings[0].corners, ZONE)]


@pytest.mark.parametrize(
    "text",
    [
        PREFIXED,
        HEADED,
        PREFIXED.replace(",", "，"),
        PREFIXED.replace(",", "\t"),
        PREFIXED.replace(",", "、"),
        PREFIXED.translate(str.maketrans("0123456789.", "０１２３４５６７８９．")),
        PREFIXED.replace(",", "  "),
        "\n".join(",".join([line.split(",")[0], *reversed(line.split(",")[1:])]) for line in PREFIXED.splitlines()),
        "\n".join(line.split(",", 1)[1] for line in PREFIXED.splitlines()),
        "\n".join("J" + line.replace(",", " X=", 1).replace(",", " Y=", 1) for line in PREFIXED.splitlines()),
        "\n".join("J" + line.replace(",", ",1,", 1) for line in PREFIXED.splitlines()),
        PREFIXED + "\n" + PREFIXED.splitlines()[0],
        PREFIXED + "\n*,350,-200,,1",
        PREFIXED.replace("\n", "\n\n"),
        "中央子午线 114°\n" + BARE,
        "第38带\n" + BARE,
        "带号=38\n几度分带=3\n" + BARE,
        "1 4321456.78 38512345.67 3 4320456.78 38513345.67\n2 4321456.78 38513345.67 4 4320456.78 38512345.67",
        PREFIXED.replace("\n", "\r\n"),
    ],
)
def test_every_way_to_print_corners_gives_the_same_area(text: str) -> None:
    reading = read_corners(text)
    assert square_of(reading) == list(SQUARE)
    assert (reading.system, reading.needs_zone) == ("gk3-38", False)


@pytest.mark.parametrize(
    "text",
    [
        "1 39.02651087 114.14256943\n2 39.02649618 114.15411753\n3 39.01748850 114.15409797\n4 39.01750318 114.14255134",
        "1 114.14256943 39.02651087\n2 114.15411753 39.02649618\n3 114.15409797 39.01748850\n4 114.14255134 39.01750318",
        (
            "1，北纬39°01′35.4391″，东经114°08′33.2499″\n2，39°01′35.3862″，114°09′14.8231″\n"
            "3，39°01′2.9586″，114°09′14.7527″\n4，39°1′3.0114″，114°8′33.1848″"
        ),
        (
            "1 E114°08'33.2499\" N39°01'35.4391\"\n2 E114°09'14.8231\" N39°01'35.3862\"\n"
            "3 E114°09'14.7527\" N39°01'2.9586\"\n4 E114°8'33.1848\" N39°1'3.0114\""
        ),
        (
            "1 114度08分33.2499秒 39度01分35.4391秒\n2 114度09分14.8231秒 39度01分35.3862秒\n"
            "3 114:09:14.7527 39:01:02.9586\n4 114:08:33.1848 39:01:03.0114"
        ),
    ],
)
def test_degrees_in_either_order_and_every_sign(text: str) -> None:
    reading = read_corners(text)
    found = square_of(reading)
    assert reading.system == "degrees"
    for point, known in zip(found, SQUARE, strict=True):
        assert all(abs(value - other) <= D("0.02") for value, other in zip(point, known, strict=True))


def test_meters_without_a_zone_are_asked_for_never_guessed() -> None:
    reading = read_corners("（2000国家大地坐标系）\n" + BARE)
    assert (reading.needs_zone, reading.rings, reading.system, reading.mistakes) == (True, (), "", ())
    chosen = read_corners(BARE, ZONE)
    assert square_of(chosen) == list(SQUARE)
    assert chosen.needs_zone
    assert read_corners("6度带\n" + BARE).width == 6


def test_the_words_may_not_name_another_zone_than_the_numbers() -> None:
    assert "name another zone" in said(read_corners("中央子午线 117°\n" + PREFIXED))[0]
    assert square_of(read_corners("中央子午线 114°\n" + PREFIXED)) == list(SQUARE)


@pytest.mark.parametrize("words", ["1980西安坐标系", "西安80坐标", "Xian_1980", "1980年西安坐标系", "北京54坐标系", "1954年北京坐标系"])
def test_an_older_datum_is_named_and_refused(words: str) -> None:
    reading = read_corners(words + "\n" + PREFIXED)
    assert reading.rings == ()
    assert "must first be converted to CGCS2000" in said(reading)[0]


def test_a_mine_near_xian_is_not_taken_for_a_datum() -> None:
    assert square_of(read_corners("西安市某矿，2000国家大地坐标系\n" + PREFIXED)) == list(SQUARE)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("5,43214.78,38512345.67", "Line 5: Neither number is a northing"),
        ("5,4321456.78", "Line 5: A corner needs two coordinates; here stands 1"),
        ("5,4321456.78,4321456.79", "Line 5: Both numbers are northings"),
        ("5,4321456.78,24512345.67", "Line 5: 24512345.67 is no easting of China"),
        ("5,4321456.78,39512345.67", "Line 5: another zone than in line 1 (39, there 38)"),
        ("5,4321456.78,512345.67", "Line 5: another zone than in line 1 (–, there 38)"),
        ("5,4321456.78,38512345.67,350", "Line 5: “350” after the coordinates is not understood"),
        ("5,7,9,4321456.78,38512345.67", "Line 5: A number of the corner and two coordinates are expected"),
        ("5,39.0265,114.1425", "Line 5: meters and degrees stand in one text"),
        ("5,39°61′00″,114°08′33″", "Line 5: Minutes and seconds end at 59"),
        ("5,39.0265,214.1425", "Line 5: These degrees do not lie in China"),
        ("5,4,321,456.78,38512345.67", "Line 5: A corner needs two coordinates"),
        ("5," + "9" * 40 + ",38512345.67", "Line 5: A number has too many digits"),
        ("5 " + "x" * 3000, "Line 5: The line is too long"),
    ],
)
def test_every_mistake_names_its_line(line: str, words: str) -> None:
    reading = read_corners(PREFIXED + "\n" + line)
    assert reading.rings == ()
    assert words in said(reading)[0]


def test_several_areas_are_told_apart() -> None:
    second = BARE.replace("4321", "4311").replace("4320", "4310")
    for between in ("\n*,350,200\n", "\n\n", "\n矿区2\n", "\n区块二：\n", "\n", "\nJ5,4,x,@\n"):
        reading = read_corners("中央子午线114°\n" + BARE + between + second)
        assert [len(ring.corners) for ring in reading.rings] == [4, 4], between
    titled = read_corners("矿区1\n" + PREFIXED + "\n矿区2\n" + PREFIXED.replace("4321", "4311").replace("4320", "4310"))
    assert [ring.title for ring in titled.rings] == ["矿区1", "矿区2"]
    rings = read_corners("第38带\n" + "\n".join(f"J{n},{1 + n // 5},{a},{b}" for n, (a, b) in enumerate((*SQUARE, *SQUARE), start=1)))
    assert [len(ring.corners) for ring in rings.rings] == [4, 4]


def test_an_area_of_two_corners_is_refused() -> None:
    reading = read_corners(PREFIXED + "\n*\n" + "\n".join(PREFIXED.splitlines()[:2]))
    assert "only 2 corners" in said(reading)[0]
    assert reading.rings == ()


def test_what_is_odd_is_said() -> None:
    missing = "\n".join(line for line in HEADED.splitlines() if not line.startswith("3,"))
    assert "after corner 2 comes 4" in "".join(said(read_corners(missing)))
    assert "Heights" in "".join(said(read_corners(HEADED)))
    assert "names no coordinate system" in "".join(said(read_corners(PREFIXED)))
    assert "WGS 84" in "".join(said(read_corners("WGS84\n" + PREFIXED)))
    assert "far from the central meridian" in "".join(said(read_corners(BARE.replace(",51", ",81"), ZONE)))
    packed = "1 38.1234567 112.2530\n2 38.1235 112.2630\n3 38.1034 112.2630"
    assert "minutes and seconds are meant" in "".join(said(read_corners(packed)))


def test_the_area_of_the_licence_is_found_in_the_words() -> None:
    assert read_corners("矿区面积：3.2586平方公里\n" + PREFIXED).stated_km2 == D("3.2586")
    assert read_corners(PREFIXED).stated_km2 is None


def test_lines_are_told_for_what_they_were_taken() -> None:
    kinds = [line.kind for line in read_corners(HEADED + "\n\n*\n").lines]
    assert kinds == [LineKind.HEADING] * 2 + [LineKind.CORNER] * 4 + [LineKind.HEIGHT, LineKind.EMPTY, LineKind.SEPARATOR]


@pytest.mark.parametrize("text", ["", "  \n\n", "没有坐标", "*", "\x00\x01", "１２", "°′″", "1,,,,,", "@@@"])
def test_a_text_without_corners_gives_none(text: str) -> None:
    assert read_corners(text).rings == ()


def test_a_text_without_bounds_is_refused() -> None:
    assert "too long" in said(read_corners("1 " * 200_000))[0]
    many = "\n".join(f"{number},{4_300_000 + number},38512345.67" for number in range(MOST_CORNERS + 1))
    assert "cannot be taken" in said(read_corners(many))[0]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = read_corners(text)
    assert all(len(ring.corners) >= 3 for ring in reading.rings)


@given(st.text(alphabet="0123456789.,，°′″'\"XYNE *-\t\n东经标高@带", max_size=200))
def test_no_text_of_numbers_breaks_the_reader(text: str) -> None:
    read_corners(text)
    read_corners(PREFIXED + "\n" + text)
