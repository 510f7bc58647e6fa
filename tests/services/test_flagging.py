# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What other assessments of the laptop know of a photo is found, by file and by looks, and named."""

from __future__ import annotations

from datetime import date, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from evaluator_app.domain.assessment import Mine
from evaluator_app.domain.changes import Act, change_records, detach_evidence
from evaluator_app.domain.on_site import Corner, Outline, OutlineKind
from evaluator_app.domain.photo_flags import PhotoFlag
from evaluator_app.domain.records import RecordKind
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.flagging import photo_flags_of, used_elsewhere
from evaluator_app.services.taking_in import Order, take_in
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace

CHINA = timezone(timedelta(hours=8))
PHOTO = resource("sample/photos") / "04_workshop.jpg"
OTHER = resource("sample/photos") / "07_settling_pond.jpg"


@pytest.fixture
def earlier(workspace: Workspace) -> OpenAssessment:
    """Begin the assessment of another mine that has the photo already."""
    template = find_template("cn-mnr/green-mine-2024-coal", workspace.root)
    opened = workspace.begin(NewAssessment(template, Mine("旧煤矿"), visit_from=date(2023, 5, 1)))
    take_in(opened, Order((PHOTO,), ("site.zoning",)))
    return opened


def sent_on(folder: Path) -> Path:
    """Write the photo as a messenger sends it on: smaller, and stating nothing."""
    target = BytesIO()
    with Image.open(PHOTO) as image:
        image.resize((1080, 810)).save(target, "JPEG", quality=60)
    path = folder / "mmexport1.jpg"
    path.write_bytes(target.getvalue())
    return path


def flags(workspace: Workspace, opened: OpenAssessment) -> dict[str, list[tuple[PhotoFlag, str]]]:
    found = photo_flags_of(opened.assessment, CHINA, used_elsewhere(workspace.store, opened.assessment))
    named = opened.assessment.evidence
    return {named[key].name: [(flag.flag, flag.sentence.text()) for flag in flagged] for key, flagged in found.items()}


def test_the_same_file_of_another_mine_is_named(workspace: Workspace, earlier: OpenAssessment, coal_mine: OpenAssessment) -> None:
    take_in(coal_mine, Order((PHOTO, OTHER), ("site.zoning",)))
    assert flags(workspace, coal_mine) == {
        "04_workshop.jpg": [(PhotoFlag.EARLIER, "The same file is in another assessment: “04_workshop.jpg” of 旧煤矿.")]
    }
    earlier.do(detach_evidence(earlier.assessment, next(iter(earlier.assessment.evidence))))
    assert flags(workspace, coal_mine) == {}


def test_a_photo_that_was_sent_on_is_known_again(
    workspace: Workspace, earlier: OpenAssessment, coal_mine: OpenAssessment, tmp_path: Path
) -> None:
    take_in(coal_mine, Order((sent_on(tmp_path),), ("site.zoning",)))
    (found,) = flags(workspace, coal_mine).values()
    assert [flag for flag, _words in found] == [PhotoFlag.NO_TIME, PhotoFlag.NO_POSITION, PhotoFlag.EARLIER]
    assert "looks nearly the same as “04_workshop.jpg” of another assessment, of 旧煤矿" in found[2][1]


def test_a_photo_outside_of_the_boundary_is_flagged(workspace: Workspace, coal_mine: OpenAssessment) -> None:
    take_in(coal_mine, Order((PHOTO,), ("site.zoning",)))
    (evidence,) = coal_mine.assessment.evidence.values()
    assert evidence.latitude is not None
    assert evidence.longitude is not None
    south, west = evidence.latitude + 1, evidence.longitude + 1
    corners = tuple(Corner(west + east, south + north) for east, north in ((0, 0), (1, 0), (1, 1), (0, 1)))
    outline = Outline("b", "矿区范围", OutlineKind.BOUNDARY, corners)
    coal_mine.do(change_records(coal_mine.assessment, Act.CHANGE_OUTLINES, RecordKind.OUTLINE, {"b": outline}))
    ((flag, words),) = flags(workspace, coal_mine)["04_workshop.jpg"]
    assert flag is PhotoFlag.OUTSIDE
    assert words.endswith(" m outside of the boundary of the mine.")
