# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A copy comes back whole into an empty folder, or not at all; what is damaged is named, and the copy before is offered."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.rescue.home import DamagedCopyError, home_in
from evaluator_app.services.rescue_record import FILE_NAME, records
from evaluator_app.services.rescue_restoring import bring_back, copies_in, copy_named, may_take, settle, stage
from evaluator_app.services.workspace import Workspace
from tests.services.rescuing import add_files, add_photo, copy, damage, evidence_on, fill, newest, tree, utc_now


@pytest.fixture
def stick(workspace: Workspace, tmp_path: Path) -> Path:
    """Copy a filled workspace twice, with an act between."""
    folder = tmp_path / "stick"
    folder.mkdir()
    opened = fill(workspace)
    add_files(workspace.root)
    copy(workspace.root, folder)
    add_photo(opened, "之后")
    copy(workspace.root, folder)
    return folder


def test_everything_comes_back_byte_by_byte(workspace: Workspace, stick: Path, tmp_path: Path) -> None:
    root = tmp_path / "new"
    done = bring_back(newest(stick), root, now=utc_now)
    back = tree(root)
    here = tree(workspace.root)
    kept = {path for path in here if path.split("/")[0] in ("evidence", "trust", "templates", "layouts", "reports")} | {
        "phrases.toml",
        "evaluator-damaged-20261124T090000Z.db",
    }
    assert set(back) == kept | {"evaluator.db", "evaluator.lock", FILE_NAME}
    assert {path: back[path] for path in kept} == {path: here[path] for path in kept}
    assert (done.files, done.assessments, done.aside) == (len(kept) + 1, 1, None)
    with Workspace(root) as again:
        (summary,) = again.summaries()
        own = summary.assessment_id
        assert again.store.check(own) == ()
        assert again.store.load(own) == workspace.store.load(own)
        assert again.store.journal(own) == workspace.store.journal(own)
        opened = again.open_assessment(own)
        opened.require_whole()
        add_photo(opened, "接着干")
        assert again.store.check(own) == ()


def test_a_workspace_that_was_brought_back_knows_its_copy(stick: Path, tmp_path: Path) -> None:
    bring_back(newest(stick), tmp_path / "new", now=utc_now)
    (record,) = records(tmp_path / "new")
    assert (record.number, record.sha256) == (2, newest(stick).sha256)


def test_an_empty_workspace_takes_a_copy_and_keeps_what_was_in_the_way(stick: Path, tmp_path: Path) -> None:
    root = tmp_path / "new"
    with Workspace(root):
        (root / "phrases.toml").write_text("typed before")
    done = bring_back(newest(stick), root, now=utc_now)
    assert done.aside is not None
    assert (done.aside / "phrases.toml").read_text() == "typed before"
    with Workspace(root) as again:
        assert len(again.summaries()) == 1


def test_a_workspace_in_use_takes_nothing(stick: Path, tmp_path: Path) -> None:
    with Workspace(tmp_path / "new"):
        staged = stage(newest(stick), tmp_path / "new", now=utc_now)
        with pytest.raises(UserFacingError) as caught:
            settle(staged, now=utc_now)
    assert caught.value.code == "STO-004"
    settle(staged, now=utc_now)
    with Workspace(tmp_path / "new") as again:
        assert len(again.summaries()) == 1


@pytest.mark.parametrize("is_in_trash", [False, True])
def test_assessments_are_never_overwritten(stick: Path, tmp_path: Path, is_in_trash: bool) -> None:
    root = tmp_path / "new"
    with Workspace(root) as other:
        own = fill(other, "别的矿").assessment.id
        if is_in_trash:
            other.store.remove(own, at=utc_now())
    before = tree(root)
    with pytest.raises(UserFacingError) as caught:
        bring_back(newest(stick), root, now=utc_now)
    assert caught.value.code == "RES-011"
    assert {path: data for path, data in tree(root).items() if not path.endswith(("-wal", "-shm"))} == before


def test_a_folder_with_other_files_is_refused(stick: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    assert not may_take(tmp_path / "mine")
    with pytest.raises(UserFacingError) as caught:
        bring_back(newest(stick), tmp_path / "mine", now=utc_now)
    assert caught.value.code == "RES-011"


Damage = Callable[[Path], object]
LAST = "GreenMineRescue/copies/000002"


def rewrite(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda stick: damage(stick / LAST / "workspace/evaluator.db"), "evaluator.db"),
        (lambda stick: damage(stick / LAST / "workspace/phrases.toml", 3), "phrases.toml"),
        (lambda stick: (stick / LAST / "workspace/trust/0123.cer").unlink(), "trust/0123.cer"),
        (lambda stick: damage(stick / LAST / "copy.json"), "copy.json"),
        (lambda stick: damage(stick / LAST / "SHA256SUMS"), "SHA256SUMS"),
        (lambda stick: (stick / LAST / "copy.json").unlink(), "copy.json"),
        (lambda stick: rewrite(stick / LAST / "copy.json", lambda data: data.update(by="somebody")), "copy.json"),
        (lambda stick: rewrite(stick / LAST / "copy.json", lambda data: data["files"][1].update(path="../../out")), "copy.json"),  # type: ignore[index]
        (lambda stick: rewrite(stick / LAST / "copy.json", lambda data: data["files"][1].update(place="/etc/passwd")), "copy.json"),  # type: ignore[index]
    ],
)
def test_a_damaged_copy_is_refused_by_name_and_the_one_before_is_offered(stick: Path, tmp_path: Path, spoil: Damage, named: str) -> None:
    spoil(stick)
    with pytest.raises(DamagedCopyError) as caught:
        bring_back(newest(stick), tmp_path / "new", now=utc_now)
    assert (caught.value.files, caught.value.copy, caught.value.before) == ((named,), 2, 1)
    assert named in caught.value.message
    assert "1" in caught.value.advice
    assert not (tmp_path / "new").exists()
    bring_back(copy_named(stick, 1), tmp_path / "new", now=utc_now)
    with Workspace(tmp_path / "new") as again:
        assert [len(again.open_assessment("").assessment.evidence)] == [3]


def test_a_database_whose_journal_was_changed_is_refused_though_every_sum_was_made_anew(stick: Path, tmp_path: Path) -> None:
    import hashlib

    from evaluator_app.rescue.manifest import read_copy_manifest, sums_of

    folder = stick / LAST
    path = folder / "workspace/evaluator.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("update records set body = replace(body, '试验煤矿', '别的煤矿') where kind = 'mine'")
        connection.commit()
    data = path.read_bytes()

    def follow(manifest: dict[str, object]) -> None:
        own = manifest["files"][0]  # type: ignore[index]
        own.update(size=len(data), sha256=hashlib.sha256(data).hexdigest())

    rewrite(folder / "copy.json", follow)
    written = (folder / "copy.json").read_bytes()
    (folder / "SHA256SUMS").write_bytes(sums_of(read_copy_manifest(written), hashlib.sha256(written).hexdigest()))
    with pytest.raises(DamagedCopyError) as caught:
        bring_back(newest(stick), tmp_path / "new", now=utc_now)
    assert (caught.value.files, caught.value.before) == (("evaluator.db",), 1)


def test_one_photo_gone_bad_does_not_hold_back_the_rest(stick: Path, tmp_path: Path) -> None:
    """All copies share the photo, so none is whole: the rest comes back when that is asked for."""
    first = next(path for path in evidence_on(stick) if path.name in (stick / LAST / "copy.json").read_text("utf-8"))
    bad = next(path for path in evidence_on(stick) if path.name in (stick / "GreenMineRescue/copies/000001/copy.json").read_text("utf-8"))
    assert first.exists()
    damage(bad)
    with pytest.raises(DamagedCopyError) as caught:
        bring_back(newest(stick), tmp_path / "new", now=utc_now)
    assert (caught.value.before, len(caught.value.files)) == (0, 1)
    done = bring_back(newest(stick), tmp_path / "new", now=utc_now, without_damaged=True)
    assert done.left_out == (f"evidence/{bad.parent.name}/{bad.name}",)
    with Workspace(tmp_path / "new") as again:
        opened = again.open_assessment("")
        assert again.store.check(opened.assessment.id) == ()
        assert len(opened.assessment.evidence) == 4


def test_a_link_on_the_stick_is_not_followed(stick: Path, tmp_path: Path) -> None:
    target = stick / LAST / "workspace/phrases.toml"
    shutil.copy(target, tmp_path / "same bytes")
    target.unlink()
    target.symlink_to(tmp_path / "same bytes")
    with pytest.raises(DamagedCopyError) as caught:
        bring_back(newest(stick), tmp_path / "new", now=utc_now)
    assert caught.value.files == ("phrases.toml",)


def test_stopping_leaves_nothing(stick: Path, tmp_path: Path) -> None:
    for moment in (0, 1, 5, 9, 14):
        asked = iter(range(100))
        with pytest.raises(Cancelled):
            bring_back(newest(stick), tmp_path / "new", now=utc_now, cancelled=lambda asked=asked, moment=moment: next(asked) >= moment)  # type: ignore[misc]
        assert not (tmp_path / "new").exists()


def test_the_stick_its_folder_or_one_copy_may_be_chosen(stick: Path) -> None:
    for chosen in (stick, stick / "GreenMineRescue", stick / LAST):
        assert home_in(chosen) == stick / "GreenMineRescue"
        assert copy_named(chosen).number == 2
    assert copy_named(stick / "GreenMineRescue/copies/000001").number == 1
    for number, chosen, code in ((9, stick, "RES-014"), (0, stick.parent, "RES-013")):
        with pytest.raises(UserFacingError) as caught:
            copy_named(chosen, number)
        assert caught.value.code == code


def test_the_list_of_copies_passes_over_what_is_none(stick: Path) -> None:
    home = stick / "GreenMineRescue/copies"
    (home / "000009.part").mkdir()
    (home / "notes").mkdir()
    (home / "000007").write_text("a file")
    assert [found.number for found in copies_in(stick)] == [2, 1]
