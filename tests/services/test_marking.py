# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sketches and clips as evidence: they name what they were made of, which stays byte for byte as it was."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from evaluator_app.cli import main_group
from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.changes import attach_evidence
from evaluator_app.errors import UserFacingError
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.marking import (
    add_clip,
    copies_folder,
    decoded,
    found_evidence,
    kept_revision,
    large_picture,
    readable_copy,
    small_picture,
)
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace
from tests.evidence.test_pages import RED_TOP_LEFT, a_document

D = Decimal


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenAssessment]:
    with Workspace(tmp_path / "workspace", who="王立新") as workspace:
        mine = make_sample(workspace)
        document = a_document(tmp_path / "开发利用方案.pdf", RED_TOP_LEFT, RED_TOP_LEFT)
        mine.add_files([document, resource("sample/photos/03_gallery.jpg")], ["site.signs"], place="井口", caption="")
        yield mine


def named(opened: OpenAssessment, name: str) -> Evidence:
    return [item for item in opened.assessment.evidence.values() if item.name == name][-1]


def drawn_on(picture: bytes) -> bytes:
    with Image.open(BytesIO(picture)) as image:
        target = BytesIO()
        image.transpose(Image.Transpose.ROTATE_180).save(target, "JPEG")
    return target.getvalue()


def test_a_sketch_is_new_evidence_for_the_same_items_and_the_photo_stays(opened: OpenAssessment) -> None:
    photo = named(opened, "03_gallery.jpg")
    before = opened.file_of(photo).read_bytes()
    made = kept_revision(opened, photo.id, drawn_on(large_picture(opened, photo)))
    done = opened.do(attach_evidence(opened.assessment, made))
    (edit,) = done.change.edits
    sketch = opened.assessment.evidence[edit.key]
    assert (sketch.revision_of, sketch.targets, sketch.place, sketch.page, sketch.region) == (photo.id, ("site.signs",), "井口", 0, ())
    assert (sketch.media_type, sketch.added_by, sketch.name) == ("image/jpeg", opened.who, "03_gallery 草图.jpg")
    assert sketch.taken_at == ""
    assert sketch.sha256 != photo.sha256
    assert opened.assessment.evidence[photo.id] == photo
    assert opened.file_of(photo).read_bytes() == before
    opened.undo()
    assert sketch.id not in opened.assessment.evidence


def test_a_clip_names_document_page_and_region_and_shows_that_part(opened: OpenAssessment) -> None:
    plan = named(opened, "开发利用方案.pdf")
    clip = add_clip(opened, plan.id, 2, (D("0.25"), D("0.125"), D("0.5"), D("0.25")), ["site.orderliness"], words="排土场")
    assert opened.assessment.evidence[clip.id] == clip
    assert (clip.revision_of, clip.page, clip.region) == (plan.id, 2, (D("0.25"), D("0.125"), D("0.5"), D("0.25")))
    assert (clip.name, clip.targets, clip.caption) == ("开发利用方案 第 2 页.png", ("site.orderliness",), "排土场")
    with Image.open(opened.file_of(clip)) as image:
        assert image.format == "PNG"
        assert image.convert("RGB").getpixel((20, 20)) == (255, 0, 0)
        assert image.convert("RGB").getpixel((image.width - 20, 20)) == (255, 255, 255)


def test_a_frame_that_leaves_the_page_by_a_hair_is_cut_at_its_edge(opened: OpenAssessment) -> None:
    plan = named(opened, "开发利用方案.pdf")
    clip = add_clip(opened, plan.id, 1, (D("0.500001"), D("-0.000001"), D("0.7"), D("1.2")), [])
    assert clip.region == (D("0.5"), D(0), D("0.5"), D(1))


def test_what_cannot_be_cut_is_refused_and_nothing_is_recorded(opened: OpenAssessment) -> None:
    plan, photo = named(opened, "开发利用方案.pdf"), named(opened, "03_gallery.jpg")
    before = opened.assessment
    whole = (D(0), D(0), D(1), D(1))
    for evidence, page, region, code in (
        (photo, 1, whole, "EVI-054"),
        (plan, 3, whole, "EVI-051"),
        (plan, 1, (D("0.3"), D("0.3"), D("0.000001"), D("0.2")), "EVI-055"),
    ):
        with pytest.raises(UserFacingError) as refused:
            add_clip(opened, evidence.id, page, region, [])
        assert refused.value.code == code
    assert opened.assessment is before


def test_a_drawing_that_is_no_picture_is_refused(opened: OpenAssessment) -> None:
    with pytest.raises(UserFacingError) as refused:
        kept_revision(opened, named(opened, "03_gallery.jpg").id, b"\xff\xd8\xff not a photo")
    assert refused.value.code == "EVI-012"


def test_pictures_for_the_grid(opened: OpenAssessment) -> None:
    photo, plan = named(opened, "03_gallery.jpg"), named(opened, "开发利用方案.pdf")
    for evidence in (photo, plan):
        pixels = decoded(small_picture(opened, evidence, 320), (100, 80))
        assert pixels is not None
        assert pixels.width <= 100
        assert pixels.height <= 80
        assert len(pixels.bgrx) == 4 * pixels.width * pixels.height
    opened.file_of(plan).write_bytes(b"%PDF-1.7 broken")
    assert small_picture(opened, plan, 320) == b""
    assert decoded(b"") is None


def test_evidence_is_found_by_id_its_beginning_or_name_and_never_guessed(opened: OpenAssessment) -> None:
    plan = named(opened, "开发利用方案.pdf")
    assert found_evidence(opened, plan.name) is found_evidence(opened, plan.id[:13]) is found_evidence(opened, plan.id) is plan
    for name in ("", "没有.pdf", "03_gallery.jpg"):  # the sample has a photo of that name, too
        with pytest.raises(UserFacingError) as refused:
            found_evidence(opened, name)
        assert refused.value.code == "EVI-056"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("照片 1.jpg", "照片 1.jpg"), ("calc.exe", "calc.jpg"), ("../../x.lnk", "x.jpg"), ("C:\\a\\b.bat", "b.jpg"), ("…", None)],
)
def test_a_copy_for_another_program_is_named_by_its_content_and_cannot_be_written(
    opened: OpenAssessment, tmp_path: Path, name: str, shown: str | None
) -> None:
    data = resource("sample/photos/01_notice_board.jpg").read_bytes()
    result, _done = opened.add_image(name, data, [])
    assert result.accepted
    evidence = list(opened.assessment.evidence.values())[-1]
    copy = readable_copy(opened, evidence, tmp_path / "copies")
    assert copy.name == (shown or f"{evidence.sha256[:12]}.jpg")
    assert copy.parent.parent == tmp_path / "copies"
    assert copy.read_bytes() == data
    assert copy.stat().st_mode & 0o222 == 0
    assert readable_copy(opened, evidence, tmp_path / "copies") == copy
    assert copies_folder().is_dir()


def test_the_command_says_what_was_cut(tmp_path: Path) -> None:
    document = a_document(tmp_path / "开发利用方案.pdf", RED_TOP_LEFT, RED_TOP_LEFT)
    with Workspace(tmp_path / "workspace", who="王立新") as workspace:
        mine = make_sample(workspace)
        mine.add_files([document], [])
        short = mine.assessment.id[:8]

    def run(*arguments: str) -> tuple[int, str]:
        ran = CliRunner().invoke(main_group, ["--workspace", str(tmp_path / "workspace"), "evidence-clip", short, *arguments])
        return ran.exit_code, ran.output

    code, said = run("开发利用方案.pdf", "--page", "2", "--region", "0.1,0.2,0.5,0.25", "--target", "A1.3")
    assert code == 0
    assert "《开发利用方案.pdf》第 2 页" in said
    assert run("开发利用方案.pdf", "--page", "2", "--region", "0.1,0.2,0.5")[1].startswith("CLI-019")
    assert run("开发利用方案.pdf", "--page", "9")[1].startswith("EVI-051")
    with Workspace(tmp_path / "workspace") as workspace:
        clips = [item for item in workspace.open_assessment(short).assessment.evidence.values() if item.region]
    (clip,) = clips
    assert (clip.page, clip.region, clip.targets) == (2, (D("0.1"), D("0.2"), D("0.5"), D("0.25")), ("site.signs",))
