# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Kinds of evidence, their order by the laptop's clock, and what sketches and clips say they were made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.evidence_kinds import EvidenceKind, in_order, kind_of, origin, original_of
from evaluator_app.domain.on_site import CameraClock
from tests.builders import a_template, an_assessment

WHOLE = (Decimal(0), Decimal(0), Decimal(1), Decimal(1))


def a_file(key: str, media_type: str = "image/jpeg", **more: object) -> Evidence:
    return replace(Evidence(key, f"{key}.jpg", f"{len(key):064x}", 1, media_type), **more)  # type: ignore[arg-type]


def with_files(*files: Evidence, clocks: tuple[CameraClock, ...] = ()) -> Assessment:
    empty = an_assessment(a_template().with_item("1.1", 5)).value
    return replace(empty, evidence={item.id: item for item in files}, clocks={clock.device: clock for clock in clocks})


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        (a_file("a"), EvidenceKind.PHOTO),
        (a_file("a", "application/pdf"), EvidenceKind.DOCUMENT),
        (a_file("a", "video/mp4"), EvidenceKind.VIDEO),
        (a_file("a", "text/plain"), EvidenceKind.OTHER),
        (a_file("a", revision_of="b"), EvidenceKind.SKETCH),
        (a_file("a", revision_of="b", page=2, region=WHOLE), EvidenceKind.CLIP),
    ],
)
def test_what_is_drawn_or_cut_is_known_by_what_it_was_made_of(evidence: Evidence, kind: EvidenceKind) -> None:
    assert kind_of(evidence) is kind


def test_cameras_are_put_in_one_order_by_what_is_known_of_their_clocks() -> None:
    phone = a_file("phone", taken_at="2026-03-14T10:00:00", device="Phone")
    camera = a_file("camera", taken_at="2026-03-14T09:30:00", device="Camera")  # 40 minutes slow: taken at 10:10
    unknown = a_file("unknown")
    scan = a_file("scan", added_at=datetime(2026, 3, 14, tzinfo=UTC))
    assessment = with_files(unknown, scan, camera, phone, clocks=(CameraClock("Camera", 2400),))
    assert [item.id for item in in_order(assessment, assessment.evidence.values(), UTC)] == ["phone", "camera", "unknown", "scan"]


def test_a_sketch_stands_behind_its_photo_and_one_of_a_lost_photo_by_itself() -> None:
    first, second = a_file("p1", taken_at="2026-03-14T10:00:00"), a_file("p2", taken_at="2026-03-14T11:00:00")
    sketch, orphan = a_file("s1", revision_of="p1"), a_file("s2", revision_of="gone")
    assessment = with_files(orphan, second, sketch, first)
    assert [item.id for item in in_order(assessment, assessment.evidence.values(), UTC)] == ["p1", "s1", "p2", "s2"]


def test_what_it_was_made_of_is_named_with_its_page() -> None:
    plan = a_file("plan", "application/pdf", name="开发利用方案")
    photo = a_file("photo", caption="废石场东侧")
    assessment = with_files(plan, photo)
    said = [
        (a_file("c", revision_of="plan", page=12, region=WHOLE), "“开发利用方案”, page 12"),
        (a_file("s", revision_of="plan", page=3), "Sketch on “开发利用方案”, page 3"),
        (a_file("s", revision_of="photo"), "Sketch on “废石场东侧”"),
        (a_file("s", revision_of="gone"), "Made from evidence that was taken away since"),
    ]
    for evidence, words in said:
        sentence = origin(assessment, evidence)
        assert sentence is not None
        assert sentence.text() == words
    assert origin(assessment, photo) is None
    assert original_of(assessment, said[0][0]) is plan
    assert original_of(assessment, photo) is None
