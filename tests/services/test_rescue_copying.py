# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A copy holds everything, is read back, writes nothing twice, and never touches the copies before it until it is whole."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
from collections import namedtuple
from pathlib import Path

import pytest

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.rescue import disk, home, writing
from evaluator_app.rescue.home import check_copy
from evaluator_app.rescue.manifest import Why
from evaluator_app.services import rescue_copying
from evaluator_app.services.rescue_copying import copy_everything, plan_copy
from evaluator_app.services.rescue_restoring import bring_back, copies_in
from evaluator_app.services.workspace import Workspace
from tests.services.rescuing import add_files, add_photo, copy, damage, evidence_on, fill, newest, tree, utc_now

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def refused(workspace: Workspace, chosen: Path) -> str:
    with pytest.raises(UserFacingError) as caught:
        copy(workspace.root, chosen)
    return caught.value.code


def test_a_copy_holds_all_but_thumbnails_locks_and_keys(workspace: Workspace, stick: Path) -> None:
    fill(workspace)
    add_files(workspace.root)
    done = copy(workspace.root, stick)
    paths = {file.path for file in done.manifest.files}
    evidence = {f"evidence/{path.parent.name}/{path.name}" for path in workspace.files.root.glob("*/*")}
    others = {"phrases.toml", "trust/0123.cer", "templates/own.toml", "layouts/firm.toml", "reports/报告.pdf", "evaluator.db"}
    others |= {"evaluator-damaged-20261124T090000Z.db"}
    assert paths == evidence | others
    assert {(left.path, left.why) for left in done.manifest.left_out} == {
        ("credentials/signing.key", Why.SECRET),
        ("seal.P12", Why.SECRET),
    }
    assert b"SECRET" not in b"".join(tree(stick).values())
    (held,) = done.manifest.assessments
    assert (held.mine, held.acts, held.evidence) == ("试验煤矿", 3, 3)
    assert check_copy(newest(stick)) == ()


def test_sha256sum_checks_a_copy_without_the_program(workspace: Workspace, stick: Path) -> None:
    fill(workspace)
    add_files(workspace.root)
    done = copy(workspace.root, stick)
    sums = (done.copy.folder / "SHA256SUMS").read_text("utf-8").splitlines()
    for line in sums:
        sha256, _blank, place = line.partition("  ")
        assert hashlib.sha256((done.copy.folder / place).read_bytes()).hexdigest() == sha256
    assert len(sums) == len(done.manifest.files) + 1


def test_a_workspace_can_be_put_together_by_hand(workspace: Workspace, stick: Path, tmp_path: Path) -> None:
    own = fill(workspace).assessment
    done = copy(workspace.root, stick)
    by_hand = tmp_path / "by hand"
    subprocess.run(["cp", "-r", done.copy.folder / "workspace", by_hand], check=True)
    subprocess.run(["cp", "-r", stick / "GreenMineRescue/evidence", by_hand], check=True)
    with Workspace(by_hand) as again:
        opened = again.open_assessment(own.id)
        assert opened.assessment == own
        opened.require_whole()


def test_the_text_on_the_stick_is_chinese_and_english(workspace: Workspace, stick: Path) -> None:
    fill(workspace)
    copy(workspace.root, stick)
    text = (stick / "GreenMineRescue/README.txt").read_text("utf-8-sig")
    assert "sha256sum -c SHA256SUMS" in text
    assert "恢复" in text
    assert "By hand" in text


def test_a_second_copy_writes_only_what_is_new(workspace: Workspace, stick: Path) -> None:
    opened = fill(workspace)
    add_files(workspace.root)
    copy(workspace.root, stick)
    before = {path: path.stat().st_mtime_ns for path in evidence_on(stick)}
    add_photo(opened, "新")
    plan = plan_copy(workspace.root, stick)
    done = copy(workspace.root, stick)
    fresh = [path for path in evidence_on(stick) if path not in before]
    assert len(fresh) == 1
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert done.new_size < fresh[0].stat().st_size + (workspace.root / "evaluator.db").stat().st_size + 500_000
    assert (plan.files, plan.missing) == (len(done.manifest.files), 0)
    assert plan.new_files == 7, "the database, the photo, and five small files"


def test_progress_ends_where_everything_was_written_and_read_back(workspace: Workspace, stick: Path) -> None:
    fill(workspace)
    steps: list[tuple[int, int]] = []
    done = copy_everything(workspace.root, stick, who="", now=utc_now, progress=lambda *step: steps.append(step))
    assert steps == sorted(steps)
    assert steps[-1] == (2 * done.manifest.size, 2 * done.manifest.size)


def test_the_last_few_states_that_differ_are_kept(workspace: Workspace, stick: Path) -> None:
    opened = fill(workspace, photos=1)
    for number in range(7):
        add_photo(opened, str(number))
        copy(workspace.root, stick)
        copy(workspace.root, stick)
    kept = copies_in(stick)
    assert [found.read.assessments[0].acts for found in kept] == [8, 7, 6, 5]
    assert [check_copy(found) for found in kept] == [()] * 4


def test_what_no_copy_needs_any_more_goes(workspace: Workspace, stick: Path) -> None:
    opened = fill(workspace, photos=1)
    report = workspace.root / "reports/report.pdf"
    report.parent.mkdir()
    for number in range(6):
        report.write_bytes(bytes([number]) * 300_000)
        add_photo(opened, str(number))
        copy(workspace.root, stick)
    assert len(list((stick / "GreenMineRescue/files").glob("*/*"))) == home.KEPT + 1


def test_copies_of_another_laptop_on_the_same_stick_stay(workspace: Workspace, stick: Path, tmp_path: Path) -> None:
    opened = fill(workspace)
    with Workspace(tmp_path / "other") as other:
        theirs = fill(other, "别的矿")
        copy(other.root, stick)
        for number in range(home.KEPT + 3):
            add_photo(opened, str(number))
            copy(workspace.root, stick)
        held = [found for found in copies_in(stick) if found.read.assessments[0].id == theirs.assessment.id]
    assert [check_copy(found) for found in held] == [()]


def test_two_laptops_that_go_on_from_one_copy_keep_both_states(workspace: Workspace, stick: Path, tmp_path: Path) -> None:
    """The old one comes alive again: neither holds what the other did since, so neither makes the other's copies go."""
    opened = fill(workspace)
    copy(workspace.root, stick)
    bring_back(newest(stick), tmp_path / "second", now=utc_now)
    with Workspace(tmp_path / "second") as second:
        add_photo(second.open_assessment(""), "二号电脑")
        copy(second.root, stick)
        for number in range(home.KEPT + 3):
            add_photo(opened, f"一号电脑{number}")
            copy(workspace.root, stick)
    journals = {found.read.assessments[0].acts for found in copies_in(stick)}
    assert 4 in journals, "the state of the second laptop, whose acts the first does not hold"
    assert len(copies_in(stick)) == home.KEPT + 2


@pytest.mark.parametrize("inside", [".", "reports", "evidence"])
def test_a_place_inside_the_workspace_is_refused(workspace: Workspace, inside: str) -> None:
    fill(workspace)
    (workspace.root / inside).mkdir(exist_ok=True)
    assert refused(workspace, workspace.root / inside) == "RES-001"


def test_a_workspace_is_no_place_for_a_copy(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace)
    with Workspace(tmp_path / "other") as other:
        assert refused(workspace, other.root) == "RES-002"
        (other.root / "reports").mkdir()
        assert refused(workspace, other.root / "reports") == "RES-002"
        assert not (other.root / "GreenMineRescue").exists()


def test_a_place_that_is_not_there_is_told(workspace: Workspace, tmp_path: Path) -> None:
    assert refused(workspace, tmp_path / "no stick") == "RES-005"


def test_a_stick_without_room_is_refused_before_anything_is_written(
    workspace: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(workspace)
    copy(workspace.root, stick)
    before = tree(stick)
    add_photo(workspace.open_assessment(""), "neu")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10**9, 10**9 - 1000, 1000))
    assert plan_copy(workspace.root, stick).missing > 100_000
    assert refused(workspace, stick) == "RES-003"
    assert tree(stick) == before


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "RES-003"), (errno.EIO, "RES-005"), (errno.EROFS, "RES-004")])
@pytest.mark.parametrize("after", [0, 2, 4, 6])
def test_a_stick_that_fails_leaves_the_copy_before(
    workspace: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, after: int
) -> None:
    opened = fill(workspace)
    copy(workspace.root, stick)
    for name in ("a", "b", "c"):
        add_photo(opened, name)
    written, real = 0, disk.write_through

    def fail(destination: Path, pieces: object) -> str:
        nonlocal written
        written += 1
        if written > after:
            raise OSError(number, os.strerror(number))
        return real(destination, pieces)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(writing, "write_through", fail)
        assert refused(workspace, stick) == code
    (kept,) = copies_in(stick)
    assert check_copy(kept) == ()
    assert sorted(path.name for path in kept.folder.parent.iterdir()) == ["000001"]
    assert check_copy(copy(workspace.root, stick).copy) == ()


@pytest.mark.parametrize("spoiled", ["evidence", "workspace/evaluator.db", "copy.json", "SHA256SUMS"])
def test_a_stick_that_lies_is_found_out(workspace: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch, spoiled: str) -> None:
    """The bytes are changed after they were written and before they are read back."""
    fill(workspace)
    copy(workspace.root, stick)
    add_photo(workspace.open_assessment(""), "neu")
    known, real = set(evidence_on(stick)), writing.Writing._read_back

    def lie(self: writing.Writing, *arguments: object) -> None:
        part = next(self.home.glob("copies/*.part"))
        damage(next(path for path in evidence_on(stick) if path not in known) if spoiled == "evidence" else part / spoiled, 50)
        real(self, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(writing.Writing, "_read_back", lie)
        assert refused(workspace, stick) == "RES-006"
    (kept,) = copies_in(stick)
    assert check_copy(kept) == ()


def test_what_has_gone_bad_on_the_stick_is_written_again(workspace: Workspace, stick: Path) -> None:
    fill(workspace)
    copy(workspace.root, stick)
    damage(evidence_on(stick)[1])
    assert len(check_copy(newest(stick))) == 1
    copy(workspace.root, stick)
    assert [check_copy(found) for found in copies_in(stick)] == [()]


def test_a_copy_that_is_stopped_leaves_the_one_before_and_goes_on_later(workspace: Workspace, stick: Path) -> None:
    opened = fill(workspace)
    copy(workspace.root, stick)
    add_photo(opened, "neu")
    for moment in range(1, 12):
        asked = 0

        def stop(moment: int = moment) -> bool:
            nonlocal asked
            asked += 1
            return asked > moment

        with pytest.raises(Cancelled):
            copy_everything(workspace.root, stick, who="", now=utc_now, cancelled=stop)
        assert [found.number for found in copies_in(stick)] == [1]
        assert check_copy(newest(stick)) == ()
    assert copy(workspace.root, stick).manifest.assessments[0].acts == 4


def test_damaged_and_missing_evidence_is_named_and_the_rest_is_copied(workspace: Workspace, stick: Path) -> None:
    fill(workspace)
    first, second, *_others = sorted(workspace.files.root.glob("*/*"))
    damage(first)
    second.unlink()
    done = copy(workspace.root, stick)
    assert {(left.path[-64:], left.why) for left in done.manifest.left_out} == {(first.name, Why.DAMAGED), (second.name, Why.MISSING)}
    assert len(evidence_on(stick)) == 1


def test_a_file_that_fat_cannot_hold_is_named(workspace: Workspace, stick: Path) -> None:
    fill(workspace)
    (workspace.root / "archives").mkdir()
    with (workspace.root / "archives/large.zip").open("wb") as file:
        file.truncate(4 * 1024**3)
    done = copy(workspace.root, stick)
    assert [(left.path, left.why) for left in done.manifest.left_out] == [("archives/large.zip", Why.TOO_LARGE)]


def test_names_that_windows_does_not_take_are_kept_in_the_list_alone(workspace: Workspace, stick: Path, tmp_path: Path) -> None:
    fill(workspace)
    odd = ["a:b.txt", "con.txt", "end.", "UPPER.txt", "upper.txt"]
    (workspace.root / "reports").mkdir()
    for name in odd:
        (workspace.root / "reports" / name).write_text(name)
    copy(workspace.root, stick)
    on_stick = {path.name for path in stick.rglob("*")}
    assert on_stick.isdisjoint({"a:b.txt", "con.txt", "end."})
    bring_back(newest(stick), tmp_path / "back", now=utc_now)
    assert {path.name: path.read_text() for path in (tmp_path / "back/reports").iterdir()} == {name: name for name in odd}


def test_links_are_not_followed(workspace: Workspace, stick: Path, tmp_path: Path) -> None:
    fill(workspace)
    (tmp_path / "elsewhere").write_text("private")
    (workspace.root / "link.txt").symlink_to(tmp_path / "elsewhere")
    assert [left.why for left in copy(workspace.root, stick).manifest.left_out] == [Why.LINK]


def test_somebody_else_writing_there_is_told(workspace: Workspace, stick: Path) -> None:
    fill(workspace)
    with rescue_copying._alone(stick / "GreenMineRescue", "李", utc_now):
        assert refused(workspace, stick) == "RES-009"
    copy(workspace.root, stick)
