# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Radar charts and timelines are drawn as vectors, to scale."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import hypot
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from evaluator_app.reporting.document import Bar, Block, Document, Heading, RadarChart
from evaluator_app.reporting.pdf import write_pdf
from evaluator_app.reporting.radar import radar_box
from evaluator_app.reporting.timeline import Span, Timeline
from evaluator_app.reporting.timelines import day_boxes

AT = datetime(2025, 9, 16, tzinfo=UTC)
Point = tuple[float, float]


def _numbers(operands: Any) -> list[float]:
    return [float(each) for each in operands if isinstance(each, int | Decimal)]


def drawn(block: Block, folder: Path) -> list[list[Point]]:
    """Return the outlines drawn on the page of one block."""
    write_pdf(Document("t", "s", (Heading(1, "图"), block)), folder / "a.pdf", created_at=AT)
    found: list[list[Point]] = []
    with pikepdf.open(folder / "a.pdf") as pdf:
        assert len(pdf.pages[0].get_images()) == 0
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            name, numbers = str(instruction.operator), _numbers(instruction.operands)
            if name == "m":
                found.append([(numbers[0], numbers[1])])
            elif name == "l":
                found[-1].append((numbers[0], numbers[1]))
    return found


def bars(*points: str, of: str = "20", floor: str | None = "15") -> tuple[Bar, ...]:
    return tuple(
        Bar(f"组{number}", Decimal(awarded), Decimal(of), None if floor is None else Decimal(floor))
        for number, awarded in enumerate(points)
    )


def reach(outline: list[Point], middle: Point) -> list[float]:
    return [round(hypot(x - middle[0], y - middle[1]), 1) for x, y in outline]


def middle_of(outlines: list[list[Point]]) -> Point:
    """Return where the spokes begin."""
    starts = [outline[0] for outline in outlines if len(outline) == 2]
    return max(set(starts), key=starts.count)


@pytest.mark.parametrize("points", [("20", "10", "5", "0"), ("2", "1", "0.5", "0")])
def test_the_outermost_ring_is_full_points_however_few_were_reached(points: tuple[str, ...], tmp_path: Path) -> None:
    outlines = drawn(RadarChart(bars(*points)), tmp_path)
    middle = middle_of(outlines)
    reached = [round(float(Decimal(each) / 20) * 92, 1) for each in points]
    rings = [outline for outline in outlines if len(outline) == 4]
    assert reach(rings[0], middle) == reached
    assert [92.0] * 4 in [reach(ring, middle) for ring in rings]
    assert [69.0] * 4 in [reach(ring, middle) for ring in rings[1:]]


def test_a_group_without_a_floor_draws_none(tmp_path: Path) -> None:
    with_floor, without = (drawn(RadarChart(bars("18", "17", "16", floor=floor)), tmp_path) for floor in ("12", None))
    assert len(with_floor) > len(without)


def test_less_than_three_groups_make_no_radar() -> None:
    with pytest.raises(ValueError, match="2 spokes"):
        radar_box(RadarChart(bars("1", "2")))


def test_long_names_make_room_over_and_under_the_ring() -> None:
    short, long = (
        radar_box(RadarChart(tuple(Bar(name, Decimal(1), Decimal(2)) for _each in range(4)))) for name in ("短", "很长的名字" * 8)
    )
    assert long.height > short.height


def span(lane: str, first: str, last: str, day: int = 16) -> Span:
    begin, end = (datetime.fromisoformat(f"2025-09-{day}T{time}+08:00") for time in (first, last))
    return Span(lane, begin, end)


def test_a_day_is_a_panel_and_its_hours_are_whole() -> None:
    boxes = day_boxes(Timeline((span("甲", "08:10", "08:40"), span("乙", "09:00", "11:01"), span("甲", "23:30", "23:30", 17)), anchor="a"))
    assert [(box.title, box.first, box.hours, len(box.rows)) for box in boxes] == [("2025-09-16", 8, 4, 2), ("2025-09-17", 23, 1, 1)]
    assert [box.anchor for box in boxes] == ["a", None]


def test_stretches_of_one_lane_share_a_row_to_the_scale_of_the_hours() -> None:
    (box,) = day_boxes(Timeline((span("甲", "08:00", "08:30"), span("乙", "09:00", "09:00"), span("甲", "10:15", "11:00"))))
    assert [row.spans for row in box.rows] == [((8.0, 8.5), (10.25, 11.0)), ((9.0, 9.0),)]


def test_what_goes_on_over_midnight_ends_its_day_at_twenty_four() -> None:
    begin = datetime(2025, 9, 16, 22, 0, tzinfo=UTC)
    (box,) = day_boxes(Timeline((Span("甲", begin, begin + timedelta(hours=5)),)))
    assert box.rows[0].spans == ((22.0, 24.0),)
    assert (box.first, box.hours) == (22, 2)


def test_a_day_of_more_lanes_than_a_page_holds_goes_on_over_the_page(tmp_path: Path) -> None:
    timeline = Timeline(tuple(span(f"地点{number}", "08:00", "09:00") for number in range(80)), caption="图")
    assert write_pdf(Document("t", "s", (timeline,)), tmp_path / "a.pdf", created_at=AT).pages == 3
