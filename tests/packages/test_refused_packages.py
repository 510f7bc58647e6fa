# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A sound package that may not be taken here is refused with its own sentence; nothing has changed then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Outcome, TemplateRef
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.changes import Act, Change, Edit
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.services.authorities import add
from evaluator_app.services.looking_at_packages import here_of, look, read_for
from evaluator_app.services.package_authors import Standing, authors, forget
from evaluator_app.services.taking_packages import packages_in, settle, stage, take_folder
from evaluator_app.signing.sample_credential import root_beside
from tests.packages.conftest import Open
from tests.packages.desks import Desk, template
from tests.packages.test_exchanging import begun


def refused(act: Callable[[], object], code: str, *desks: Desk) -> UserFacingError:
    """Make sure that something is refused and that nothing has changed on these laptops."""
    before = [desk.workspace.summaries() and desk.receipt for desk in desks]
    files = [sorted(desk.workspace.files.root.rglob("*")) for desk in desks]
    with pytest.raises(UserFacingError) as caught:
        act()
    assert caught.value.code == code
    assert caught.value.advice
    assert [desk.workspace.summaries() and desk.receipt for desk in desks] == before
    assert [sorted(desk.workspace.files.root.rglob("*")) for desk in desks] == files
    return caught.value


def test_a_stranger_is_refused_until_his_fingerprint_was_compared_and_then_known(desks: Open, stick: Path) -> None:
    wang, li = desks(2, acquainted=False)
    wang.begin()
    wang.finds("1.1", "起步", photo=b"0")
    wang.export(stick / "a.gmp")
    fingerprint = wang.credential.certificate_info.fingerprint
    said = refused(lambda: li.take(stick / "a.gmp"), "PKG-007", li)
    assert fingerprint[:4].upper() in said.message
    assert "王工" in said.message
    refused(lambda: li.take(stick / "a.gmp", "0" * 64), "PKG-016", li)
    refused(lambda: li.take(stick / "a.gmp", fingerprint[:8]), "PKG-016", li)
    assert li.take(stick / "a.gmp", " ".join((fingerprint[:16].upper(), fingerprint[16:32]))).is_new
    assert [(each.holder, each.accepted_by, each.is_practice) for each in authors(li.workspace)] == [("王工", "李工", True)]
    wang.finds("1.2", "又一个")
    wang.export(stick / "b.gmp")
    assert li.take(stick / "b.gmp").acts == 1
    assert forget(li.workspace, fingerprint[:8]).holder == "王工"
    refused(lambda: li.take(stick / "b.gmp"), "PKG-007", li)
    refused(lambda: forget(li.workspace, fingerprint[:8]), "PKG-018", li)
    assert [each.holder for each in authors(wang.workspace)] == ["王工"]


def test_an_author_whom_an_authority_vouches_for_is_told_from_a_stranger(desks: Open, stick: Path) -> None:
    wang, li = desks(2, acquainted=False)
    wang.begin()
    wang.export(stick / "a.gmp")

    def standing() -> Standing:
        package = read_for(li.workspace, stick / "a.gmp")
        return look(package, here_of(li.workspace, package.origin.id)).standing

    assert standing() is Standing.STRANGER
    add(li.workspace.root, root_beside(wang.key.path))
    assert standing() is Standing.VOUCHED
    assert li.take(stick / "a.gmp").is_new
    assert authors(li.workspace) == ()


def test_an_author_who_is_not_in_the_team_is_said_so(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    opened = li.opened
    opened.do(changes.change_team(opened.assessment, {member.id: member for member in opened.given_team if member.name != "李工"}))
    li.export(stick / "li.gmp")
    package = read_for(wang.workspace, stick / "li.gmp")
    assert not look(package, here_of(wang.workspace, package.origin.id)).is_in_team


def test_another_assessment_under_the_same_id_is_refused(desks: Open, stick: Path) -> None:
    wang, li = desks(2)
    wang.begin()
    wang.finds("1.1", "甲")
    li.ids, li.who = 0, "李工"
    opened = wang.opened
    other = replace(opened.origin(), mine=replace(opened.assessment.mine, operator="别的公司"))
    li.workspace.store.create(other, template(), who="李工", at=li.now())
    li.export(stick / "li.gmp")
    refused(lambda: wang.take(stick / "li.gmp"), "PKG-008", wang)


def set_status(desk: Desk, *steps: AssessmentStatus) -> None:
    opened = desk.opened
    for status in steps:
        opened.do(changes.change_status(opened.assessment, status))


def status_of(desk: Desk) -> AssessmentStatus:
    return desk.opened.assessment.profile.status


def test_work_that_comes_after_completion_is_refused_on_both_sides(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    li.finds("1.3", "迟到", photo=b"l")
    li.export(stick / "li.gmp")
    set_status(wang, AssessmentStatus.COMPLETED)
    wang.export(stick / "wang.gmp")
    refused(lambda: wang.take(stick / "li.gmp"), "PKG-010", wang)
    refused(lambda: li.take(stick / "wang.gmp"), "PKG-011", li)
    assert wang.take(stick / "begin.gmp").acts == 0
    set_status(wang, AssessmentStatus.DRAFT)
    assert wang.take(stick / "li.gmp").acts > 0
    wang.export(stick / "again.gmp")
    assert li.take(stick / "again.gmp").same_as_author


def test_completion_and_signing_are_taken_where_nothing_is_lost_and_completion_is_undone(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    wang.judges("1.2", Outcome.MET)
    wang.finds("1.4", "末了", photo=b"w")
    set_status(wang, AssessmentStatus.COMPLETED)
    wang.export(stick / "completed.gmp")
    assert li.take(stick / "completed.gmp").same_as_author
    assert status_of(li) is AssessmentStatus.COMPLETED
    li.opened.undo()
    assert status_of(li) is AssessmentStatus.DRAFT
    li.take(stick / "completed.gmp")
    set_status(wang, AssessmentStatus.DRAFT)
    wang.judges("1.3", Outcome.NOT_MET, "更正")
    set_status(wang, AssessmentStatus.COMPLETED, AssessmentStatus.SIGNED)
    wang.export(stick / "signed.gmp")
    assert li.take(stick / "signed.gmp").same_as_author
    assert li.receipt == wang.receipt
    assert li.workspace.store.check(li.opened.assessment.id) == ()
    assert li.take(stick / "signed.gmp").acts == 0


def test_an_assessment_that_is_signed_begins_from_a_package(desks: Open, stick: Path) -> None:
    wang, li = desks(2)
    wang.begin()
    wang.judges("1.2", Outcome.MET)
    set_status(wang, AssessmentStatus.COMPLETED, AssessmentStatus.SIGNED)
    wang.export(stick / "signed.gmp")
    assert li.take(stick / "signed.gmp").is_new
    assert li.receipt == wang.receipt


def move(desk: Desk, edition: str) -> None:
    opened, new = desk.opened, template(edition)
    opened.keep(new)
    profile = opened.assessment.profile
    moved = replace(profile, template=TemplateRef(new.id, new.edition, digest(new)), moved_from=(*profile.moved_from, profile.template))
    opened.do(Change(Act.MOVE_TEMPLATE, (Edit(RecordKind.PROFILE, "", profile, moved),)))


def test_a_move_to_another_edition_comes_along_and_two_different_moves_are_refused(desks: Open, stick: Path) -> None:
    wang, li, zhao = begun(desks, stick, 3)
    move(wang, "2027")
    wang.export(stick / "wang.gmp")
    li.finds("1.3", "噪声")
    assert li.take(stick / "wang.gmp").acts > 0
    assert li.opened.template.edition == "2027"
    move(zhao, "2028")
    zhao.export(stick / "zhao.gmp")
    said = refused(lambda: wang.take(stick / "zhao.gmp"), "PKG-009", wang)
    assert "2027" in said.message
    assert "2028" in said.message
    li.export(stick / "li.gmp")
    assert wang.take(stick / "li.gmp").same_as_author


def test_an_assessment_in_the_trash_is_left_there(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    wang.finds("1.2", "扬尘")
    wang.export(stick / "wang.gmp")
    own = li.opened.assessment.id
    li.workspace.store.remove(own, at=li.now())
    refused(lambda: li.take(stick / "wang.gmp"), "PKG-015", li)
    li.workspace.store.take_back(own)
    assert li.take(stick / "wang.gmp").acts == 1


def test_what_was_edited_or_begun_while_a_package_was_looked_at_is_not_merged_blindly(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    li.finds("1.3", "噪声", photo=b"l")
    li.export(stick / "li.gmp")
    package = read_for(wang.workspace, stick / "li.gmp")
    staged = stage(look(package, here_of(wang.workspace, package.origin.id)))
    wang.finds("1.2", "同时")
    with pytest.raises(UserFacingError, match="PKG-017"):
        settle(wang.workspace, staged)
    assert list(wang.workspace.files.root.glob(".partial-*")) == []
    assert {each.text for each in wang.opened.assessment.observations.values()} == {"起步", "同时"}


def test_a_package_that_was_looked_at_and_cancelled_leaves_nothing(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    li.finds("1.3", "噪声", photo=b"l")
    li.export(stick / "li.gmp")
    before = sorted(wang.workspace.files.root.rglob("*"))
    package = read_for(wang.workspace, stick / "li.gmp")
    looked = look(package, here_of(wang.workspace, package.origin.id))
    with pytest.raises(Cancelled):
        stage(looked, cancelled=lambda: True)
    stage(looked).drop()
    assert sorted(wang.workspace.files.root.rglob("*")) == before
    assert wang.take(stick / "li.gmp").evidence == 1


def test_a_package_that_changes_after_it_was_checked_is_refused(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    li.finds("1.3", "噪声", photo=b"l")
    li.export(stick / "li.gmp")
    package = read_for(wang.workspace, stick / "li.gmp")
    looked = look(package, here_of(wang.workspace, package.origin.id))
    li.finds("1.4", "又", photo=b"m")
    li.export(stick / "li.gmp")
    refused(lambda: stage(looked), "PKG-001", wang)
    damaged = bytearray((stick / "li.gmp").read_bytes())
    at = damaged.find(b"\xff\xd8\xff\xe0")
    while at >= 0:
        damaged[at + 100] ^= 1
        at = damaged.find(b"\xff\xd8\xff\xe0", at + 1)
    (stick / "li.gmp").write_bytes(damaged)
    refused(lambda: wang.take(stick / "li.gmp"), "PKG-001", wang)


def test_the_folder_of_somebodys_assessments_is_no_place_for_packages(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    refused(lambda: packages_in(wang.workspace.root), "PKG-014", wang)
    refused(lambda: take_folder(li.workspace, wang.workspace.root), "PKG-014", wang, li)
    refused(lambda: wang.export(wang.workspace.root / "a.gmp"), "PKG-014", wang)
    refused(lambda: packages_in(stick / "nowhere"), "PKG-020")
    refused(lambda: li.take(stick / "nowhere.gmp"), "PKG-005", li)


def test_evidence_that_is_not_what_was_recorded_is_not_handed_on_and_lost_evidence_is_named(desks: Open, stick: Path) -> None:
    wang, _li = begun(desks, stick, 2)
    [evidence] = wang.opened.assessment.evidence.values()
    path = wang.opened.file_of(evidence)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + b"?")
    refused(lambda: wang.export(stick / "w.gmp"), "PKG-012", wang)
    assert not (stick / "w.gmp").exists()
    path.unlink()
    done = wang.export(stick / "w.gmp")
    assert (done.evidence, done.absent) == (0, ("起步.jpg",))
