# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Laptops that exchange packages come to one assessment, in whatever order, however often, also after an undo."""

from __future__ import annotations

import random
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from evaluator_app.archives.package import EvidenceScope
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.services.looking_at_packages import here_of, look, read_for
from evaluator_app.services.package_authors import Standing
from evaluator_app.services.package_contents import check_evidence
from evaluator_app.services.packaging import has, has_by_receipt, package_name
from evaluator_app.services.taking_packages import take_folder
from tests.packages.conftest import Open
from tests.packages.desks import Desk


def begun(desks: Open, stick: Path, count: int) -> list[Desk]:
    """Let the first begin, and the others take it from him."""
    made = desks(count)
    made[0].begin()
    made[0].finds("1.1", "起步", photo=b"0")
    made[0].export(stick / "begin.gmp")
    for desk in made[1:]:
        assert desk.take(stick / "begin.gmp").is_new
    return made


def test_an_assessment_begins_from_a_package_in_an_empty_workspace(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    assert canonical_bytes(li.opened.assessment) == canonical_bytes(wang.opened.assessment)
    assert li.receipt == wang.receipt
    assert li.receipt.code == wang.receipt.code
    assert li.has_all_evidence()
    assert li.opened.template == wang.opened.template
    assert li.workspace.store.check(li.opened.assessment.id) == ()


def test_an_assessment_on_which_nobody_has_done_anything_goes_along_too(desks: Open, stick: Path) -> None:
    wang, li = desks(2)
    wang.begin()
    wang.export(stick / "empty.gmp")
    assert (li.take(stick / "empty.gmp").is_new, li.take(stick / "empty.gmp").is_new) == (True, False)
    li.finds("1.2", "先做", photo=b"l")
    li.export(stick / "li.gmp")
    wang.take(stick / "li.gmp")
    assert wang.receipt == li.receipt


def test_the_work_of_both_comes_together_with_its_photos(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    wang.finds("1.2", "扬尘", photo=b"w")
    li.finds("1.3", "噪声", photo=b"l")
    li.judges("1.3", Outcome.NOT_MET, "超标")
    packed = li.export(stick / "li.gmp")
    assert packed.absent == ()
    taken = wang.take(stick / "li.gmp")
    assert (taken.is_new, taken.evidence, taken.absent, taken.open_conflicts, taken.same_as_author) == (False, 1, (), 0, False)
    wang.export(stick / "wang.gmp")
    assert li.take(stick / "wang.gmp").same_as_author
    assert wang.receipt == li.receipt
    assert {each.text for each in wang.opened.assessment.observations.values()} == {"起步", "扬尘", "噪声"}
    assert wang.has_all_evidence()
    assert li.has_all_evidence()


def test_the_same_package_ten_times_is_taken_once(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    li.finds("1.3", "噪声", photo=b"l")
    li.export(stick / "li.gmp")
    results = [wang.take(stick / "li.gmp") for _time in range(10)]
    assert [(each.acts > 0, each.evidence) for each in results] == [(True, 1)] + [(False, 0)] * 9
    assert len(wang.opened.journal) == 3
    assert wang.receipt == li.receipt


def test_a_merge_is_undone_as_one_act_and_its_package_taken_again(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    li.finds("1.3", "噪声", photo=b"l")
    li.finds("1.4", "道路")
    li.export(stick / "li.gmp")
    before = wang.receipt
    wang.take(stick / "li.gmp")
    after = wang.receipt
    wang.opened.undo()
    assert wang.receipt == before
    assert {each.text for each in wang.opened.assessment.observations.values()} == {"起步"}
    assert wang.take(stick / "li.gmp").acts > 0
    assert wang.receipt == after == li.receipt
    assert wang.has_all_evidence()


@pytest.mark.parametrize("seed", range(3))
def test_five_laptops_come_to_the_same_in_any_order(desks: Open, stick: Path, seed: int) -> None:
    chance = random.Random(seed)
    five = begun(desks, stick, 5)
    for number, desk in enumerate(five):
        desk.finds(f"1.{number + 1}", f"{desk.who} 的发现", photo=bytes([number]))
        desk.judges("1.1", Outcome.MET if number % 2 else Outcome.NOT_MET, desk.who)
        desk.export(stick / f"{number}.gmp", EvidenceScope.OWN if seed else EvidenceScope.ALL)
    for desk in five:
        order = [stick / f"{number}.gmp" for number in range(5)]
        chance.shuffle(order)
        for path in order:
            desk.take(path)
    for one, other in pairwise(five):
        assert one.receipt == other.receipt
        assert canonical_bytes(one.opened.assessment) == canonical_bytes(other.opened.assessment)
    assert all(desk.has_all_evidence() for desk in five)
    assert five[0].receipt.open_conflicts > 0
    assert five[3].receipt.total() == sum(five[0].receipt.acts.values())


def test_all_packages_of_a_folder_are_taken_and_those_that_were_are_passed_over(desks: Open, stick: Path) -> None:
    three = begun(desks, stick, 3)
    for desk in three[1:]:
        desk.finds("1.2", desk.who, photo=desk.who.encode())
        desk.export(stick / package_name(desk.opened, desk.clock))
    (stick / "broken.gmp").write_bytes(b"PK\x03\x04 no")
    (stick / "notes.txt").write_text("x")
    first = take_folder(three[0].workspace, stick)
    assert [(each.was_known, each.refusal.code if each.refusal else "") for each in first if each.path.stem in ("begin", "broken")] == [
        (True, ""),
        (False, "PKG-001"),
    ]
    assert sum(each.taken is not None and each.taken.acts > 0 for each in first) == 2
    assert all(each.was_known for each in take_folder(three[0].workspace, stick) if each.refusal is None)
    assert take_folder(three[0].workspace, stick, only="another") == (first[1],) or len(first) == 4


def test_what_a_package_is_can_be_seen_before_anything_is_taken(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    li.finds("1.3", "噪声", photo=b"l")
    li.export(stick / "li.gmp")
    before = wang.receipt
    package = read_for(wang.workspace, stick / "li.gmp")
    check_evidence(package)
    looked = look(package, here_of(wang.workspace, package.origin.id))
    assert (looked.is_new, looked.standing, looked.is_in_team, looked.obstacle) == (False, Standing.ACCEPTED, True, None)
    assert (len(looked.evidence), looked.absent, looked.prepared.preview.unknown_there) == (1, (), 0)
    assert (looked.before, looked.prepared.receipt, looked.same_as_author) == (before, li.receipt, True)
    assert [each.target for each in looked.prepared.preview.items] == ["1.3"]
    assert wang.receipt == before


def test_evidence_goes_along_as_far_as_it_was_asked_for(desks: Open, stick: Path) -> None:
    wang, li, zhao = begun(desks, stick, 3)
    li.finds("1.3", "噪声", photo=b"l")
    all_of_it = li.export(stick / "all.gmp")
    own = li.export(stick / "own.gmp", EvidenceScope.OWN)
    none = li.export(stick / "none.gmp", EvidenceScope.NONE)
    assert (all_of_it.evidence, own.evidence, none.evidence) == (2, 1, 0)
    assert (all_of_it.acts, own.acts, none.acts) == (all_of_it.acts,) * 3
    assert wang.export(stick / "w.gmp", EvidenceScope.OWN).evidence == 1
    taken = zhao.take(stick / "none.gmp")
    assert [(each.name, each.added_by) for each in taken.absent] == [("噪声.jpg", "李工")]
    zhao.export(stick / "zhao.gmp")
    lacks = has(read_for(li.workspace, stick / "zhao.gmp"))
    assert li.export(stick / "lacks.gmp", EvidenceScope.LACKING, lacks).evidence == 1
    done = zhao.take(stick / "lacks.gmp")
    assert (done.acts, done.evidence, done.absent) == (0, 1, ())
    assert zhao.has_all_evidence()
    by_receipt = has_by_receipt(li.opened, wang.receipt)
    assert li.export(stick / "for wang.gmp", EvidenceScope.LACKING, by_receipt).evidence == 1
    assert wang.take(stick / "for wang.gmp").absent == ()


def test_the_same_content_author_and_time_give_the_same_bytes_and_any_zip_program_opens_them(desks: Open, stick: Path) -> None:
    (wang,) = desks(1)
    wang.begin()
    wang.finds("1.1", "起步", photo=b"0")
    opened, at = wang.opened, wang.clock
    for name in ("a.gmp", "b.gmp"):
        wang.clock = at
        wang.export(stick / name, opened=opened)
    assert (stick / "a.gmp").read_bytes() == (stick / "b.gmp").read_bytes()
    with zipfile.ZipFile(stick / "a.gmp") as package:
        assert package.testzip() is None
        assert package.namelist()[-2:] == ["manifest.json", "manifest.p7s"]
        assert "绿色矿山" in package.read("README.txt").decode()
