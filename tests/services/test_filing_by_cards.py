# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos with real codes and EXIF taken in, clocks put right, filed by the cards among them; by hand stays by hand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pypdfium2
import pytest
import segno
from PIL import Image
from PIL.ExifTags import IFD, Base

from evaluator_app.domain.assessment import Evidence, Filing, Mine
from evaluator_app.domain.cards import Card, CardKind, card_code, mark_of, time_code
from evaluator_app.domain.changes import Act, attach_evidence
from evaluator_app.errors import UserFacingError
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.calibrating import compare, local_zone, seen_cameras, typed_clock, without_clock
from evaluator_app.services.cards import explained, filer, print_cards, refile
from evaluator_app.services.taking_in import Order, take_in
from evaluator_app.services.workspace import NewAssessment, Workspace

BEIJING = timezone(timedelta(hours=8))
NINE = datetime(2026, 3, 14, 9)  # noqa: DTZ001 - a camera's clock names no zone


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenAssessment]:
    with Workspace(tmp_path / "workspace", who="王立新") as workspace:
        entry = workspace.catalog.find("cn-mnr/green-mine-2024-coal")
        assert entry is not None
        assert entry.template is not None
        yield workspace.begin(NewAssessment(entry.template, Mine("示例煤矿")))


def picture(folder: Path, name: str, at: datetime | None, code: str = "", device: str = "X100") -> Path:
    """Write a photo as a camera would: with its clock, its name, and a card in front of the lens."""
    photo = Image.linear_gradient("L").resize((800, 600)).convert("RGB")
    photo.putpixel((0, 0), (len(name), sum(map(ord, name)) % 256, 7))
    if code:
        target = io.BytesIO()
        segno.make(code, error="m", micro=False).save(target, kind="png", scale=8)
        photo.paste(Image.open(target).convert("RGB"), (40, 30))
    exif = Image.Exif()
    if device:
        exif[Base.Model] = device
    if at is not None:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = at.strftime("%Y:%m:%d %H:%M:%S")
    photo.save(folder / name, "JPEG", exif=exif, quality=92)
    return folder / name


def card(opened: OpenAssessment, kind: CardKind, key: str = "") -> str:
    return card_code(Card(mark_of(opened.assessment.id), kind, key))


def after(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def bring(opened: OpenAssessment, *paths: Path, targets: tuple[str, ...] = ()) -> None:
    take_in(opened, Order(paths, targets, has_codes=True), by_cards=filer(opened.template, BEIJING))


def named(opened: OpenAssessment, name: str) -> Evidence:
    return next(evidence for evidence in opened.assessment.evidence.values() if evidence.name == name)


def test_photos_go_to_the_place_and_the_item_of_the_cards_before_them(opened: OpenAssessment, tmp_path: Path) -> None:
    bring(
        opened,
        picture(tmp_path, "IMG_0001.JPG", after(0)),
        picture(tmp_path, "IMG_0002.JPG", after(1), card(opened, CardKind.PLACE, "pit")),
        picture(tmp_path, "IMG_0003.JPG", after(2)),
        picture(tmp_path, "IMG_0004.JPG", after(3), card(opened, CardKind.ITEM, "site.signs")),
        picture(tmp_path, "IMG_0005.JPG", after(4)),
        picture(tmp_path, "IMG_0006.JPG", after(5), card(opened, CardKind.END)),
        picture(tmp_path, "IMG_0007.JPG", after(6)),
    )
    found = [named(opened, f"IMG_000{number}.JPG") for number in range(1, 8)]
    assert [(each.place, each.targets, each.filed_by) for each in found] == [
        ("", (), Filing.HAND),
        ("采场", (), Filing.CARD),
        ("采场", (), Filing.CARD),
        ("采场", (), Filing.CARD),
        ("采场", ("site.signs",), Filing.CARD),
        ("", (), Filing.HAND),
        ("", (), Filing.HAND),
    ]
    assert [each.caption for each in found] == ["", "分隔卡", "", "分隔卡", "", "分隔卡：结束归档", ""]
    opened.undo()
    assert named(opened, "IMG_0005.JPG").targets == ()


def test_a_card_that_comes_in_late_files_what_was_there(opened: OpenAssessment, tmp_path: Path) -> None:
    bring(opened, picture(tmp_path, "IMG_0003.JPG", after(2)))
    assert named(opened, "IMG_0003.JPG").place == ""
    bring(opened, picture(tmp_path, "IMG_0002.JPG", after(1), card(opened, CardKind.PLACE, "pit")))
    assert named(opened, "IMG_0003.JPG").place == "采场"
    bring(opened, picture(tmp_path, "IMG_0004.JPG", after(3)))
    assert named(opened, "IMG_0004.JPG").place == "采场"


def test_what_was_filed_by_hand_or_sent_by_a_phone_is_never_moved(opened: OpenAssessment, tmp_path: Path) -> None:
    by_hand = (
        Order((picture(tmp_path, "IMG_0003.JPG", after(2)),), ("site.zoning",)),
        Order((picture(tmp_path, "IMG_0004.JPG", after(3)),), (), "库房"),
    )
    for order in by_hand:
        take_in(opened, order)
    bring(opened, picture(tmp_path, "IMG_0002.JPG", after(1), card(opened, CardKind.PLACE, "pit")))
    phone = replace(named(opened, "IMG_0003.JPG"), id="phone", filed_by=Filing.PHONE, targets=())
    opened.do(attach_evidence(opened.assessment, phone))
    before = opened.assessment.evidence
    assert refile(opened).filed == 0
    assert opened.assessment.evidence == before
    assert explained(opened.template, opened.assessment, BEIJING)["phone"].place == "采场"


def test_what_comes_in_with_its_card_goes_there_rather_than_to_the_open_item(opened: OpenAssessment, tmp_path: Path) -> None:
    bring(
        opened,
        picture(tmp_path, "IMG_0001.JPG", after(0)),
        picture(tmp_path, "IMG_0002.JPG", after(1), card(opened, CardKind.ITEM, "site.signs")),
        picture(tmp_path, "IMG_0003.JPG", after(2)),
        picture(tmp_path, "IMG_0004.JPG", after(3), card(opened, CardKind.END)),
        picture(tmp_path, "IMG_0005.JPG", after(4)),
        targets=("site.zoning",),
    )
    found = [named(opened, f"IMG_000{number}.JPG").targets for number in range(1, 6)]
    assert found == [("site.zoning",), (), ("site.signs",), (), ("site.zoning",)]


def test_a_card_taken_away_leaves_what_it_filed(opened: OpenAssessment, tmp_path: Path) -> None:
    from evaluator_app.domain.changes import detach_evidence

    bring(
        opened,
        picture(tmp_path, "IMG_0002.JPG", after(1), card(opened, CardKind.PLACE, "pit")),
        picture(tmp_path, "IMG_0003.JPG", after(2)),
    )
    opened.do(detach_evidence(opened.assessment, named(opened, "IMG_0002.JPG").id))
    assert refile(opened).filed == 0
    assert named(opened, "IMG_0003.JPG").place == "采场"


def test_observations_that_a_filed_photo_proves_stay_with_it(opened: OpenAssessment, tmp_path: Path) -> None:
    from evaluator_app.domain.changes import record_observation

    bring(
        opened,
        picture(tmp_path, "IMG_0002.JPG", after(1), card(opened, CardKind.ITEM, "site.signs")),
        picture(tmp_path, "IMG_0003.JPG", after(2)),
    )
    seen = opened.new_observation("site.signs", "褪色")
    opened.do(record_observation(opened.assessment, seen))
    photo = named(opened, "IMG_0003.JPG")
    opened.do(attach_evidence(opened.assessment, replace(photo, targets=tuple(sorted((*photo.targets, seen.id))))))
    bring(opened, picture(tmp_path, "IMG_0001.JPG", after(1.5), card(opened, CardKind.ITEM, "site.zoning")))
    assert set(named(opened, "IMG_0003.JPG").targets) == {"site.zoning", seen.id}


def test_the_laptops_time_puts_a_camera_right_before_its_photos_are_filed(opened: OpenAssessment, tmp_path: Path) -> None:
    """The camera is 30 minutes slow; the same act notes it and files what follows."""
    shown = after(30).replace(tzinfo=BEIJING)
    bring(
        opened,
        picture(tmp_path, "IMG_0001.JPG", after(0), time_code(shown)),
        picture(tmp_path, "IMG_0002.JPG", after(1), card(opened, CardKind.PLACE, "pit")),
        picture(tmp_path, "IMG_0003.JPG", after(2)),
    )
    clock = opened.assessment.clocks["X100"]
    assert (clock.seconds, clock.evidence, clock.camera_local) == (1800, named(opened, "IMG_0001.JPG").id, "2026-03-14T09:00:00")
    assert named(opened, "IMG_0001.JPG").caption == "电脑时间（相机对时）"
    assert named(opened, "IMG_0003.JPG").place == "采场"
    assert opened.journal[-1].change.act is Act.FILE_BY_CARDS
    opened.undo()
    assert opened.assessment.clocks == {}


def test_two_comparisons_tell_the_drift_and_the_newer_counts(opened: OpenAssessment, tmp_path: Path) -> None:
    bring(opened, picture(tmp_path, "IMG_0001.JPG", after(0), time_code(after(1).replace(tzinfo=BEIJING))))
    bring(opened, picture(tmp_path, "IMG_0009.JPG", after(120), time_code(after(121.1).replace(tzinfo=BEIJING))))
    assert opened.assessment.clocks["X100"].seconds == 66
    told = compare(replace(opened.assessment, clocks={}), BEIJING)
    assert [words.code for words in told.words] == ["clock.drift"]


def test_a_clock_can_be_typed_and_forgotten(opened: OpenAssessment, tmp_path: Path) -> None:
    bring(opened, picture(tmp_path, "IMG_0001.JPG", after(0)))
    opened.do(typed_clock(opened.assessment, "X100", -75))
    (seen,) = seen_cameras(opened.assessment)
    assert (seen.device, seen.photos, seen.clock and seen.clock.seconds) == ("X100", 1, -75)
    opened.do(without_clock(opened.assessment, "X100"))
    assert opened.assessment.clocks == {}
    assert without_clock(opened.assessment, "X100").edits == ()
    for device, seconds, code in (("", 1, "CLK-001"), ("X100", 10**10, "CLK-002")):
        with pytest.raises(UserFacingError) as refused:
            typed_clock(opened.assessment, device, seconds)
        assert refused.value.code == code


def test_cards_are_printed_for_what_was_chosen(opened: OpenAssessment, tmp_path: Path) -> None:
    assert print_cards(opened, tmp_path / "cards.pdf", places=["pit", "dump"], items=["site.signs"]) == 1
    assert print_cards(opened, tmp_path / "large.pdf", places=["pit", "dump"], is_large=True) == 3
    organization = opened.assessment.profile.organization
    with pypdfium2.PdfDocument(tmp_path / "cards.pdf") as pdf:
        told = pdf.get_metadata_dict(skip_empty=True)
    assert (told["Subject"], told["Author"]) == (opened.template.title, organization or "Green Mine Evaluator")
    with pytest.raises(KeyError):
        print_cards(opened, tmp_path / "none.pdf", places=["moon"])


def test_this_computer_has_a_zone() -> None:
    assert datetime.now(local_zone()).utcoffset() is not None
