# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Outlines as acts, where photos and observations are, and the chapter that a report has of it."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from evaluator_app.domain.assessment import Evidence, Mine
from evaluator_app.domain.changes import attach_evidence, record_observation
from evaluator_app.domain.ground import Shift, Standing
from evaluator_app.domain.on_site import Corner, Outline, OutlineKind
from evaluator_app.errors import UserFacingError
from evaluator_app.geography.corners import read_corners
from evaluator_app.geography.shifts import to_gcj02
from evaluator_app.geography.zones import corner_at
from evaluator_app.services import locating
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.delivering import render
from evaluator_app.services.mapping import ground_map
from evaluator_app.services.report_data import read_report_data, report_data
from evaluator_app.services.workspace import NewAssessment, Workspace

D = Decimal
TEXT = "第38带\n" + "\n".join(
    f"{n},{x},{y}" for n, (x, y) in enumerate(((4321456, 512345), (4321456, 513345), (4320456, 513345), (4320456, 512345)), 1)
)
MIDDLE = (114.1483, 39.0220)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenAssessment]:
    with Workspace(tmp_path / "workspace", who="王示范") as workspace:
        entry = workspace.catalog.find("cn-mnr/green-mine-2024-coal")
        assert entry is not None
        assert entry.template is not None
        yield workspace.begin(NewAssessment(entry.template, Mine("青石煤矿", facts={"mineral": "coal"})))


def bound(opened: OpenAssessment, text: str = TEXT, kind: OutlineKind = OutlineKind.BOUNDARY) -> tuple[Outline, ...]:
    outlines = locating.outlines_of(read_corners(text), kind, "", text, opened.new_id)
    opened.do(locating.put_outlines(opened.assessment, outlines))
    return outlines


def photo(name: str, longitude: float, latitude: float, *targets: str) -> Evidence:
    bare = Evidence(name, f"{name}.pdf", "0" * 64, 1, "application/pdf", targets)
    return replace(bare, longitude=D(f"{longitude:.6f}"), latitude=D(f"{latitude:.6f}"))


def test_photos_and_through_them_observations_are_located(opened: OpenAssessment) -> None:
    item = next(opened.template.indicators()).id
    seen = opened.new_observation(item, "标牌褪色")
    opened.do(record_observation(opened.assessment, seen))
    shifted = to_gcj02(*MIDDLE)
    placed = (photo("in", *MIDDLE, item), photo("off", *shifted, seen.id), photo("far", 114.3, 39.0, seen.id))
    opened.do(attach_evidence(opened.assessment, *placed, Evidence("bare", "b.pdf", "0" * 64, 1, "application/pdf")))
    assert locating.where(opened.assessment) == {}
    assert [spot.whereabouts for spot in locating.spots(opened.assessment)] == [None] * 3
    bound(opened)
    found = locating.where(opened.assessment)
    assert {key: place.standing for key, place in found.items()} == {
        "in": Standing.INSIDE,
        "off": Standing.SHIFTED,
        "far": Standing.OUTSIDE,
    }
    assert found["off"].shift is Shift.GCJ02
    assert locating.where_observed(opened.assessment) == {seen.id: found["off"]}
    assert [evidence.id for evidence, _place in locating.strays(opened.assessment)] == ["far", "off"]
    assert [(spot.shows_fault, spot.item) for spot in locating.spots(opened.assessment)] == [(False, item), (True, item), (True, item)]


def test_an_outline_is_an_act_that_is_undone(opened: OpenAssessment) -> None:
    (outline,) = bound(opened)
    assert outline.title == "矿区范围"
    assert locating.text_of(outline) == "\n".join(TEXT.splitlines()[1:])
    opened.do(locating.remove_outline(opened.assessment, outline.id))
    assert opened.assessment.outlines == {}
    opened.undo()
    assert opened.assessment.outlines == {outline.id: outline}
    opened.undo()
    assert opened.assessment.outlines == {}


def test_areas_in_each_other_are_remarked_on(opened: OpenAssessment) -> None:
    inner = TEXT.replace("4321456", "4321256").replace("4320456", "4320656").replace("512345", "512545").replace("513345", "513145")
    text = TEXT + "\n*\n" + "\n".join(inner.splitlines()[1:])
    outlines = bound(opened, text)
    assert [outline.title for outline in outlines] == ["矿区范围 1", "矿区范围 2"]
    assert [remark.code for remark in locating.remarks_on(outlines)] == ["ring.overlap"]
    assert abs(locating.areas(opened.assessment)[OutlineKind.BOUNDARY] - 640_000) < 5
    assert locating.remarks_on(outlines[:1]) == ()


def test_an_outline_of_thousands_of_corners_and_one_with_odd_signs_are_kept(opened: OpenAssessment) -> None:
    circle = [(math.cos(2 * math.pi * step / 3_000), math.sin(2 * math.pi * step / 3_000)) for step in range(3_000)]
    text = "\n".join(f"{n}\t{4_321_456 + 2_000 * x:.2f}\t{38_512_345 + 2_000 * y:.2f}" for n, (x, y) in enumerate(circle, 1))
    (outline,) = bound(opened, text)
    assert (outline.given, len(outline.corners)) == ("", 3_000)
    assert abs(locating.outline_area(outline) / D(math.pi) - 4_000_000) < 40
    (odd,) = bound(opened, TEXT.replace(",", "\t\u3000").replace("1\t", "\u200b1\t", 1))
    assert odd.corners == bound(opened)[0].corners
    assert len(opened.assessment.outlines) == 3


def test_a_drawn_area_can_be_read_again_from_its_text(opened: OpenAssessment) -> None:
    corners = [corner_at(114 + x / 100, 39 + y / 100) for x, y in ((0, 0), (1, 0), (1, 1))]
    drawn = locating.drawn_outline(corners, OutlineKind.GREENED, " 北坡 ", opened.new_id)
    assert (drawn.title, drawn.system, drawn.given) == ("北坡", "degrees", "")
    assert read_corners(locating.text_of(drawn)).rings[0].corners == tuple(corners)
    with pytest.raises(UserFacingError, match="GEO-002"):
        locating.drawn_outline(corners[:2], OutlineKind.GREENED, "", opened.new_id)


def test_an_assessment_from_elsewhere_with_impossible_outlines_is_only_not_located(opened: OpenAssessment) -> None:
    strange = Outline("x", "x", OutlineKind.BOUNDARY, (Corner(D(500), D(95)),) * 4)
    crossed = Outline("y", "y", OutlineKind.GREENED, tuple(corner_at(114 + x, 39 + y) for x, y in ((0, 0), (1, 1), (1, 0), (0, 1))))
    opened.do(locating.put_outlines(opened.assessment, (strange, crossed)))
    opened.do(attach_evidence(opened.assessment, photo("in", *MIDDLE)))
    assert locating.where(opened.assessment) == {}
    assert set(locating.areas(opened.assessment)) == {OutlineKind.GREENED}
    found = ground_map(opened.assessment)
    assert found is not None
    assert [mapped.outline.id for mapped in found.outlines] == ["y"]


def test_two_thousand_photos_are_located_once(opened: OpenAssessment) -> None:
    bound(opened)
    many = [photo(f"e{number}", 114.12 + number / 40_000, 39.022) for number in range(2_000)]
    opened.do(attach_evidence(opened.assessment, *many))
    first = locating.where(opened.assessment)
    assert len(first) == 2_000
    assert all(place is locating.where(opened.assessment)[key] for key, place in list(first.items())[:50])


def test_the_report_has_the_map_only_where_something_is_outlined(opened: OpenAssessment, tmp_path: Path) -> None:
    opened.do(attach_evidence(opened.assessment, photo("in", *MIDDLE), photo("far", 114.3, 39.0)))
    assert "矿区范围与位置" not in text_of_report(opened, tmp_path / "none.pdf")
    bound(opened)
    bound(opened, TEXT.replace("513345", "512845"), OutlineKind.GREENED)
    bound(opened, TEXT.replace("513345", "512945"), OutlineKind.GREENABLE)
    words = text_of_report(opened, tmp_path / "one.pdf")
    for expected in ("矿区范围与位置", "拐点坐标：矿区范围", "4321456.00", "矿区范围外的位置", "far.pdf", "绿化率", "83.33"):
        assert expected in words
    text_of_report(opened, tmp_path / "two.pdf")
    digests = {hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("one.pdf", "two.pdf")}
    assert len(digests) == 1


def text_of_report(opened: OpenAssessment, destination: Path) -> str:
    data = report_data(opened.assessment, opened.template, issued_on=date(2026, 5, 20), language="zh_CN")
    render(read_report_data(data), data, destination, lambda _evidence: b"")
    with pypdfium2.PdfDocument(destination) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
