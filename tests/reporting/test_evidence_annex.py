# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The annex says of a clip which page of which document it is, and of a sketch which photo it is drawn on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from evaluator_app.domain.assessment import Evidence
from evaluator_app.i18n import translator
from evaluator_app.reporting.chapters.annexes import documents, photos
from evaluator_app.reporting.document import PhotoGrid, plain
from evaluator_app.reporting.source import ReportSource
from tests.builders import a_template, an_assessment

REGION = (Decimal("0.1"), Decimal("0.2"), Decimal("0.5"), Decimal("0.25"))


def captions(*evidence: Evidence, language: str = "en") -> list[list[str]]:
    built = an_assessment(a_template().with_item("1.1", 5))
    built = replace(built, value=replace(built.value, evidence={item.id: item for item in evidence}))
    source = ReportSource(
        built.value, built.template, built.score(), built.rate(), lambda _evidence: b"", date(2026, 11, 25), translator(language)
    )
    (grid,) = [block for block in (*photos(source), *documents(source)) if isinstance(block, PhotoGrid)]
    return [[plain(line) for line in photo.caption] for photo in grid.photos]


def a_file(key: str, media_type: str = "image/png", **more: object) -> Evidence:
    return replace(Evidence(key, f"{key}.x", "0" * 64, 1, media_type, ("1.1",)), **more)  # type: ignore[arg-type]


PLAN = a_file("plan", "application/pdf", name="开发利用方案.pdf")
PHOTO = a_file("photo", "image/jpeg", name="p.jpg", taken_at="2026-03-14T10:00:00", caption="废石场", place="东侧")


def test_a_clip_names_document_and_page_and_where_that_stands() -> None:
    clip = a_file("z", name="z.png", revision_of="plan", page=12, region=REGION, caption="排土场设计")
    assert captions(PLAN, clip) == [["1　“开发利用方案.pdf”, page 12", "排土场设计", "Cut from no. 2 of this annex, page 12"]]
    assert captions(PLAN, replace(clip, caption=""), language="zh_CN") == [
        ["1　《开发利用方案.pdf》第 12 页", "摘自本附件第 2 号，第 12 页"]
    ]


def test_a_sketch_names_the_photo_it_is_on() -> None:
    sketch = a_file("s", revision_of="photo", caption="坡面冲沟", place="东侧")
    assert captions(PHOTO, sketch)[1] == ["2　坡面冲沟", "东侧", "Drawn on no. 1 of this annex"]


def test_a_sketch_on_a_page_names_it() -> None:
    sketch = a_file("s", name="s.png", revision_of="plan", page=3)
    assert captions(PLAN, sketch) == [["1　Sketch on “开发利用方案.pdf”, page 3", "Drawn on no. 2 of this annex, page 3"]]


def test_a_sketch_whose_photo_was_taken_away_says_so() -> None:
    sketch = a_file("s", revision_of="photo", caption="坡面冲沟")
    assert captions(sketch) == [["1　坡面冲沟", "Made from evidence that was taken away since"]]
    assert captions(replace(sketch, caption="")) == [["1　Made from evidence that was taken away since"]]


def test_a_photo_says_when_and_where_as_before() -> None:
    assert captions(PHOTO) == [["1　废石场", "东侧　2026-03-14 10:00:00", "position not recorded"]]
